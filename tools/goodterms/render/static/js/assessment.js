/**
 * A test, exam or task on a page: start, answers kept at every change, one submit that first lists
 * what is unanswered, result and explanations where the form is open, the file to hand in.
 * Fires `goodterms:answer` {…, practice: false, assessment} and `goodterms:submitted`.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store, controls, feedback, submission } = GoodTerms;
  const { t, el } = core;
  const WARNINGS = [300, 60]; // seconds before the end at which the time left is announced

  /** One assessment of the page. */
  class Assessment {
    constructor(box) {
      this.box = box;
      this.data = core.data(box);
      this.startPanel = box.querySelector(".gt-start");
      this.form = box.querySelector(".gt-assessment__form");
      this.resultPanel = box.querySelector(".gt-result");
      this.items = Array.from(box.querySelectorAll(".gt-item"));
      this.payloads = new Map(this.data.items.map((payload) => [payload.id, payload]));
      this.attempt = null;
    }

    run() {
      for (const item of this.items) controls.listen(item, () => this.keep(item));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit(false);
      });
      this.startPanel.querySelector("[data-start]").addEventListener("click", () => this.begin());
      this.box.querySelector("[data-hide-timer]").addEventListener("click", (event) => {
        const value = this.box.querySelector(".gt-timer__value");
        value.hidden = !value.hidden;
        event.currentTarget.textContent = t(value.hidden ? "timer_show" : "timer_hide");
      });
      store.onChange((change) => this.changed(change));
      this.show();
    }

    /** Shows what is the case: an open attempt, the last result, or the start. */
    show() {
      this.attempt = submission.openAttempt(this.data);
      const before = submission.handedIn(this.data.assessment);
      this.history(before);
      this.resultPanel.hidden = true;
      this.form.hidden = true;
      if (this.attempt) this.resume();
      else if (before.length) this.review(before[before.length - 1], false);
      this.offerStart(before);
    }

    /** Attempts that are left; a diagnostic has no end of them. */
    left(before) {
      return this.data.attempts === undefined ? Infinity : this.data.attempts - before.length;
    }

    offerStart(before) {
      const row = this.startPanel.querySelector(".gt-start__buttons");
      const button = row.querySelector("[data-start]");
      const elsewhere = submission.openElsewhere(this.data);
      row.hidden = Boolean(this.attempt) || Boolean(elsewhere) || this.left(before) <= 0;
      button.textContent = !before.length ? t("assessment_start")
        : this.data.attempts === undefined ? t("attempt_again")
          : t("attempt_start", { attempt: before.length + 1, limit: this.data.attempts });
      this.offerOther(elsewhere);
    }

    /** Says that an attempt is open at another form: it is taken up there, or given up here. */
    offerOther(elsewhere) {
      const known = this.startPanel.querySelector(".gt-start__other");
      if (known) known.remove();
      if (!elsewhere) return;
      const there = document.querySelector(`[data-form-link="${CSS.escape(elsewhere.form)}"]`);
      const form = elsewhere.form.toUpperCase();
      this.startPanel.append(el("div", { class: "gt-start__other gt-note gt-note--warning" },
        el("p", { text: t("other_form", { form, time: core.formatTime(elsewhere.started) }) }),
        el("p", { class: "gt-button-row" },
          there ? el("a", { class: "gt-button", href: there.href, text: t("other_form_go", { form }) })
            : null,
          el("button", { type: "button", class: "gt-button gt-button--quiet",
            text: t("other_form_drop", { form }), click: () => {
              submission.drop(this.data);
              this.show();
              core.focusOn(this.startPanel.querySelector("[data-start]"));
            } }))));
    }

    history(before) {
      const holder = this.startPanel.querySelector(".gt-start__history");
      holder.replaceChildren();
      if (before.length) {
        holder.append(el("ul", { class: "gt-attempts" }, ...before.map((entry) =>
          el("li", { text: attemptText(entry) }))));
      }
      const left = this.left(before);
      if (before.length && left !== Infinity) {
        holder.append(el("p", { class: "gt-start__left",
          text: left > 0 ? t("attempts_left", { n: left }) : t("attempts_none") }));
      }
    }

    begin() {
      if (submission.openElsewhere(this.data)) return this.show(); // begun in another window since
      this.resultPanel.hidden = true;
      const presented = {};
      for (const item of this.items) {
        feedback.clear(item);
        controls.lock(item, false);
        controls.write(item, null);
        const shown = controls.shown(item);
        const mixes = this.data.shuffle && shown.length && item.dataset.type !== "classify";
        if (mixes) controls.arrange(item, core.shuffled(shown));
        if (shown.length) presented[item.dataset.item] = controls.shown(item);
      }
      submission.begin(this.data, presented);
      this.show();
      core.focusOn(this.items[0] ? this.items[0].querySelector("legend") : this.form);
    }

    resume() {
      const { assessment } = this.data;
      for (const item of this.items) {
        const id = item.dataset.item;
        feedback.clear(item);
        controls.lock(item, false);
        controls.arrange(item, this.attempt.presented[id]);
        const kept = store.get("response", assessment, id);
        controls.write(item, kept ? kept.response : null, kept ? kept.raw : undefined);
      }
      this.form.hidden = false;
      this.buttons().hidden = false;
      this.box.querySelector(".gt-unanswered").hidden = true;
      this.timer();
    }

    buttons() {
      return this.form.querySelector(".gt-assessment__buttons");
    }

    keep(item) {
      if (!this.attempt || item.hasAttribute("data-locked")) return;
      const id = item.dataset.item;
      const draft = controls.draft(item);
      const before = store.get("response", this.data.assessment, id);
      if (JSON.stringify(before) === JSON.stringify(draft)) return;
      store.set("response", [this.data.assessment, id], draft);
      const saved = this.box.querySelector(".gt-saved");
      const said = store.isTroubled() ? "" : t("saved_at", { time: clock() });
      if (saved.textContent !== said) saved.textContent = said; // once a minute is enough to hear
      core.emit("answer", {
        item: id, type: item.dataset.type, response: draft.response, score: null,
        max: this.payloads.get(id).points, correct: null, practice: false,
        assessment: this.data.assessment, attempt: this.attempt.attempt,
      });
    }

    changed(change) {
      if (change.kind === "*") return this.show();
      if (!change.elsewhere || change.ids[0] !== this.data.assessment) return;
      if (change.kind === "response" && this.attempt) {
        const item = this.items.find((one) => one.dataset.item === change.ids[1]);
        const kept = store.get("response", ...change.ids);
        if (item && kept) controls.write(item, kept.response, kept.raw);
      } else if (change.kind === "attempt" || change.kind === "submitted") this.show();
    }

    responses() {
      const responses = {};
      for (const item of this.items) responses[item.dataset.item] = controls.read(item);
      return responses;
    }

    submit(sure) {
      const responses = this.responses();
      const open = this.items.filter((item) => responses[item.dataset.item] === null);
      if (open.length && !sure) return this.listUnanswered(open);
      const entry = submission.handIn(this.data, this.attempt, responses);
      this.attempt = null;
      this.show();
      this.review(entry, true);
    }

    listUnanswered(open) {
      const panel = this.box.querySelector(".gt-unanswered");
      const links = open.map((item) => {
        const legend = item.querySelector(".gt-item__number").textContent;
        return el("li", {}, el("a", { href: `#${item.id}`, text: legend, click: (event) => {
          event.preventDefault();
          item.scrollIntoView({ block: "start" });
          controls.focus(item);
        } }));
      });
      panel.replaceChildren(
        el("p", { class: "gt-unanswered__title", text: t("unanswered", { n: open.length }) }),
        el("ul", {}, ...links),
        el("p", { class: "gt-button-row" },
          el("button", { type: "button", class: "gt-button", text: t("submit_anyway"),
            click: () => this.submit(true) })));
      panel.hidden = false;
      core.focusOn(panel);
    }

    /** Shows a handed-in attempt: result, explanations where the form is open, the file. */
    review(entry, now) {
      const { responses, presented } = entry.submission;
      for (const item of this.items) {
        const id = item.dataset.item;
        const payload = this.payloads.get(id);
        const response = responses[id] === undefined ? null : responses[id];
        if (presented) controls.arrange(item, presented[id]);
        feedback.clear(item);
        controls.write(item, response);
        controls.lock(item, true);
        if (entry.result) {
          feedback.show(item, payload, response, GoodTerms.scoring.scoreItem(payload, response));
        }
      }
      this.form.hidden = false;
      this.buttons().hidden = true;
      this.box.querySelector(".gt-timer").hidden = true;
      this.box.querySelector(".gt-unanswered").hidden = true;
      this.resultPanel.replaceChildren(...resultParts(this.data, entry));
      this.resultPanel.hidden = false;
      if (now) {
        this.resultPanel.focus({ preventScroll: true });
        this.resultPanel.scrollIntoView({ block: "start" });
      }
    }

    /** Shows the time left; at its end it says so, and nothing is locked or taken away. */
    timer() {
      const box = this.box.querySelector(".gt-timer");
      if (!this.data.minutes) return;
      box.hidden = false;
      const end = Date.parse(this.attempt.started) + this.data.minutes * 60000;
      const said = this.box.querySelector(".gt-timer__said");
      const value = box.querySelector(".gt-timer__value");
      let before = Math.ceil((end - Date.now()) / 1000);
      clearInterval(this.ticking);
      const tick = () => {
        if (!this.attempt) return clearInterval(this.ticking);
        const left = Math.ceil((end - Date.now()) / 1000);
        value.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`
          : t("time_up");
        for (const limit of WARNINGS) {
          if (left <= limit && before > limit && left > 0) {
            said.textContent = t("time_left", { n: Math.round(limit / 60) });
          }
        }
        if (left <= 0 && before > 0) said.textContent = t("time_up");
        box.classList.toggle("gt-timer--over", left <= 0);
        before = left;
      };
      tick();
      this.ticking = setInterval(tick, 1000);
    }
  }

  function clock() {
    return new Date().toLocaleTimeString(GoodTerms.config.locale, { timeStyle: "short" });
  }

  function attemptText(entry) {
    const { attempt, submitted } = entry.submission;
    const values = { attempt, time: core.formatTime(submitted) };
    if (!entry.result) return t("attempt_sealed", values);
    if (entry.result.pass_mark === null && !entry.result.pending.length) {
      return t("attempt_points", { ...values, score: core.formatNumber(entry.result.score, 2),
        max: core.formatNumber(entry.result.max, 2) });
    }
    if (entry.result.passed === null) return t("attempt_pending", values);
    values.percent = core.formatPercent(entry.result.percent);
    return t(entry.result.passed ? "attempt_passed" : "attempt_failed", values);
  }

  function resultParts(data, entry) {
    const { result } = entry;
    const parts = [];
    if (!result) {
      parts.push(el("p", { class: "gt-result__title", text: t("sealed_title") }),
        el("p", { text: t("sealed_text") }));
    } else if (data.advice) {
      parts.push(...GoodTerms.advice.parts(data, result));
    } else if (result.passed === null) {
      parts.push(el("p", { class: "gt-result__title", text: t("pending_title") }),
        el("p", { text: t("pending_text", { n: result.pending.length }) }));
    } else {
      const verdict = result.passed ? "passed" : "failed";
      parts.push(
        el("p", { class: `gt-result__title gt-result__title--${verdict}` },
          el("span", { class: "gt-sign", "aria-hidden": "true", text: result.passed ? "✓" : "✗" }),
          t("result_" + verdict)),
        el("p", { class: "gt-result__score", text: core.formatPercent(result.percent) }),
        core.scale(result.percent, data.pass_mark),
        el("p", { class: "gt-result__points", text: t("result_points", {
          score: core.formatNumber(result.score, 2), max: core.formatNumber(result.max, 2),
          pass: core.formatNumber(data.pass_mark, 1) }) }),
        el("p", { text: t("result_review") }));
    }
    const holder = el("div", { class: "gt-result__file" });
    parts.push(el("p", { class: "gt-button-row" },
      el("button", { type: "button", class: "gt-button gt-button--quiet",
        text: t("submission_download"), click: () => submission.save(entry, holder) })), holder);
    return parts;
  }

  GoodTerms.assessment = {
    /** Starts every assessment of the page, or of a part of it that came later. */
    start(within = document) {
      within.querySelectorAll(".gt-assessment").forEach((box) => new Assessment(box).run());
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.assessment;
})(typeof globalThis === "undefined" ? this : globalThis);
