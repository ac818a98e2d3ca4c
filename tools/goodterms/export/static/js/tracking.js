/**
 * What the LMS is told besides the progress itself: status, score, time, the answers of the test
 * as interactions, the objectives. SCORM 1.2 names only.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const LONGEST_FEEDBACK = 255; // CMIFeedback, CMIIdentifier, CMIString255
  const TYPES = {
    single: "choice", multiple: "choice", order: "sequencing", match: "matching",
    classify: "matching", numeric: "numeric", short: "fill-in", written: "fill-in",
  };

  /**
   * A response as SCORM 1.2 writes it: `a` · `a,c` · `c,a,b` · `a.x,b.y` · `40` · text.
   * @param {string} type of the item
   * @param {*} response
   * @returns {string} at most 255 characters
   */
  function feedbackOf(type, response) {
    let text;
    if (type === "multiple" || type === "order") text = response.join(",");
    else if (type === "match" || type === "classify") {
      text = Object.keys(response).sort().map((left) => `${left}.${response[left]}`).join(",");
    } else if (type === "numeric") text = numberText(response);
    else text = String(response).replace(/\s+/g, " ").trim();
    return shortened(text);
  }

  /** A CMIDecimal: digits, a point, a minus; never an exponent. */
  function numberText(number) {
    const text = String(number);
    if (!text.includes("e")) return text;
    if (Math.abs(number) >= 1) return String(BigInt(number));
    return number.toFixed(6).replace(/\.?0+$/, "").replace(/^-0$/, "0");
  }

  function shortened(text) {
    if (text.length <= LONGEST_FEEDBACK) return text;
    const cut = text.slice(0, LONGEST_FEEDBACK);
    return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
  }

  /** `correct`, `wrong`, the share of the points between them, `neutral` if nobody knows yet. */
  function resultOf(score, max) {
    if (score === null || score === undefined || !max) return "neutral";
    if (score >= max) return "correct";
    const share = Math.floor((score / max) * 100) / 100;
    return share > 0 ? String(share) : "wrong";
  }

  /** A score for `cmi.core.score.raw` that an LMS holds against the mastery score as we did. */
  function rawScore(percent, passed, mark) {
    const down = Math.floor(percent * 100 + 1e-6) / 100;
    if (passed) return String(Math.max(down, Math.min(100, Math.ceil(mark * 100) / 100)));
    return String(down >= mark ? Math.floor(mark * 100 - 1) / 100 : down);
  }

  /** Which attempt counts: the best, the last or the first. */
  function counted(results, rule) {
    if (!results.length) return null;
    if (rule === "last") return results[results.length - 1];
    if (rule === "first") return results[0];
    return results.reduce((best, one) => (one.percent > best.percent ? one : best));
  }

  /**
   * The lesson status. What was passed or completed stays; failing shows as failed, not as
   * unfinished; without a test the lessons decide.
   * @param {string} before the status the LMS has
   * @param {{scored: boolean, handedIn: boolean, passed: (boolean|null), allRead: boolean}} state
   * @returns {string}
   */
  function statusOf(before, state) {
    if (before === "passed" || (state.scored && state.passed)) return "passed";
    if (state.scored) {
      if (state.passed === false) return "failed";
      return before === "failed" || before === "completed" ? before : "incomplete";
    }
    const done = state.hasTest ? state.handedIn : state.allRead;
    return done || before === "completed" ? "completed" : "incomplete";
  }

  /** Elements of one interaction in the order LMSs expect: the id first, the type before answers. */
  function interaction(index, item, answer) {
    const at = `cmi.interactions.${index}.`;
    const elements = [[at + "id", item.id], [at + "type", TYPES[item.type]],
      [at + "objectives.0.id", item.objective], [at + "time", answer.time]];
    item.patterns.slice(0, 10).forEach((pattern, n) => {
      elements.push([`${at}correct_responses.${n}.pattern`, pattern]);
    });
    elements.push([at + "weighting", String(item.weighting)],
      [at + "student_response", feedbackOf(item.type, answer.response)],
      [at + "result", answer.result]);
    if (answer.latency) elements.push([at + "latency", answer.latency]);
    return elements;
  }

  /** Tells one LMS session what happens in the package. */
  class Tracker {
    /**
     * @param {object} session of scorm12.js
     * @param {object} data of the package: test, interactions, lessons
     * @param {string} mode normal, browse or review
     */
    constructor(session, data, mode) {
      this.session = session;
      this.data = data;
      this.mode = mode;
      this.status = session.get("cmi.core.lesson_status").toLowerCase();
      this.raw = session.number("cmi.core.score.raw");
      this.latency = {};
      this.answered = {};
      this.lastMoment = null;
      this.nextIndex = 0;
      this.mark = this.passMark();
    }

    /** The pass mark: the LMS's own if it has one, else the course's; null without a test. */
    passMark() {
      if (!this.data.test) return null;
      const mastery = this.session.number("cmi.student_data.mastery_score");
      return mastery !== null && mastery >= 0 && mastery <= 100 ? mastery : this.data.test.pass_mark;
    }

    /** Begins: what is reported from now on, and what the LMS has missed before. */
    start(missed) {
      if (this.mode === "browse") this.browse();
      if (this.mode !== "normal") return;
      this.session.put("cmi.core.exit", "suspend");
      for (const entry of missed) this.submitted(entry);
      this.update();
      this.session.onSave(() =>
        this.session.put("cmi.core.session_time", this.session.sessionTime()));
      document.addEventListener("goodterms:answer", (event) => this.time(event.detail));
      document.addEventListener("goodterms:lesson", () => this.update());
      document.addEventListener("goodterms:submitted", (event) => {
        this.submitted(event.detail);
        this.update();
        this.session.save();
      });
      GoodTerms.store.onChange((change) => {
        if (change.kind === "attempt" && GoodTerms.store.get("attempt", ...change.ids)) {
          this.begun();
        }
        if (change.kind === "read") this.update();
      });
      this.session.save();
    }

    browse() {
      if (!["", "not attempted", "browsed"].includes(this.status)) return;
      this.session.put("cmi.core.lesson_status", "browsed");
      this.session.save();
    }

    turnTo(page) {
      if (this.mode === "normal") this.session.put("cmi.core.lesson_location", page);
    }

    /** A new attempt: times count from here. */
    begun() {
      this.latency = {};
      this.answered = {};
      this.lastMoment = Date.now();
    }

    /** The time since the answer before belongs to the item that is answered now. */
    time({ practice, item, response }) {
      if (practice || response === null) return;
      const now = Date.now();
      if (this.lastMoment !== null) {
        this.latency[item] = (this.latency[item] || 0) + now - this.lastMoment;
      }
      this.lastMoment = now;
      this.answered[item] = new Date(now);
    }

    /** Writes the answers of a test that was handed in; practice is the learner's own business. */
    submitted({ submission, result }) {
      if (!this.data.test || submission.assessment !== this.data.test.id) return;
      if (!this.session.supports("cmi.interactions")) return;
      for (const [id, response] of Object.entries(submission.responses)) {
        const item = this.data.interactions[id];
        if (!item || response === null) continue;
        const points = result && result.items[id];
        this.journal({ id, ...item }, {
          response,
          time: GoodTerms.scorm12.timeOfDay(this.answered[id] || new Date(submission.submitted)),
          latency: this.latency[id] ? GoodTerms.scorm12.timespan(this.latency[id]) : null,
          result: points ? resultOf(points.score, points.max) : "neutral",
        });
      }
      if (result) this.objectives(result.items);
    }

    /** One interaction at the end of the LMS's list; what was refused is tried again. */
    journal(item, answer) {
      let elements = null;
      this.session.record(() => {
        if (elements === null) {
          // Some LMSs count only after a commit: never write over one's own.
          const count = this.session.number("cmi.interactions._count") || 0;
          const index = Math.max(count, this.nextIndex);
          this.nextIndex = index + 1;
          elements = interaction(index, item, answer);
        }
        while (elements.length) {
          const [element, value] = elements[0];
          // Some LMSs take words only as a result: a partial answer is then not a correct one.
          const share = element.endsWith(".result") && !Number.isNaN(Number(value));
          if (share && !this.session.send(element, value, true)) {
            elements[0] = [element, "wrong"];
          } else if (!share && !this.session.send(element, value)) {
            return false;
          } else elements.shift();
        }
        return true;
      });
    }

    /** The share of points by objective, where the LMS keeps objectives. */
    objectives(items) {
      if (!this.session.supports("cmi.objectives")) return;
      const sums = {};
      for (const [id, { score, max }] of Object.entries(items)) {
        const item = this.data.interactions[id];
        if (!item) continue;
        const sum = (sums[item.objective] = sums[item.objective] || { score: 0, max: 0 });
        sum.score += score || 0;
        sum.max += max;
      }
      for (const [objective, { score, max }] of Object.entries(sums)) {
        const percent = max ? (score / max) * 100 : 0;
        const passed = GoodTerms.scoring.isPassed(percent, this.mark);
        this.session.record(() => this.objective(objective, percent, passed));
      }
    }

    objective(id, percent, passed) {
      const count = this.session.number("cmi.objectives._count") || 0;
      let index = 0;
      while (index < count && this.session.get(`cmi.objectives.${index}.id`) !== id) index += 1;
      const at = `cmi.objectives.${index}.`;
      const elements = [[at + "score.min", "0"], [at + "score.max", "100"],
        [at + "score.raw", rawScore(percent, passed, this.mark)],
        [at + "status", passed ? "passed" : "failed"]];
      if (index === count) elements.unshift([at + "id", id]);
      return elements.every(([element, value]) => this.session.send(element, value));
    }

    /** Puts status and score as they are now. */
    update() {
      const { test, lessons } = this.data;
      const entries = test ? GoodTerms.submission.handedIn(test.id) : [];
      const results = entries.map((entry) => entry.result)
        .filter((result) => result && result.passed !== null);
      const best = test && test.scored ? counted(results, test.counts) : null;
      if (best) this.score(best);
      const status = statusOf(this.status, {
        hasTest: Boolean(test),
        scored: Boolean(test && test.scored),
        handedIn: entries.length > 0,
        passed: best ? best.passed : null,
        allRead: lessons.every((lesson) => GoodTerms.store.get("read", lesson)),
      });
      this.status = status;
      this.session.put("cmi.core.lesson_status", status);
    }

    /** A score is never taken back from somebody who has passed. */
    score(result) {
      const raw = rawScore(result.percent, result.passed, this.mark);
      const worse = !result.passed || (this.raw !== null && Number(raw) < this.raw);
      if (this.status === "passed" && worse) return;
      this.raw = Number(raw);
      this.session.put("cmi.core.score.min", "0");
      this.session.put("cmi.core.score.max", "100");
      this.session.put("cmi.core.score.raw", raw);
    }

    /** Ends the session; what is done leaves normally, what is not is suspended. */
    finish() {
      if (this.mode === "normal") {
        const done = this.status === "passed" || this.status === "completed";
        this.session.put("cmi.core.exit", done ? "" : "suspend");
      }
      return this.session.finish();
    }
  }

  GoodTerms.tracking = { Tracker, feedbackOf, resultOf, rawScore, counted, statusOf, interaction };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.tracking;
})(typeof globalThis === "undefined" ? this : globalThis);
