/**
 * Progress as one short text for `cmi.suspend_data`, and back. The grammar, its limits and what is
 * left out stand in `goodterms/export/compact.py`, which computes the longest text from them.
 *
 * Records are those of the store (`read/<lesson>`, `practice/<item>`, …) as an object by key. The
 * table comes from the package; what the table does not know is left out, so a text written by
 * another version of the package gives back whatever both versions share.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const VERSION = "1";
  const MOST_TRIES = 99;
  const MOST_ATTEMPTS = 99;
  const PLAYS = 2;
  const VERDICTS = { P: true, F: false, N: null };

  const {
    toDigits, fromDigits, timeToText, timeFromText, numberFromText, fixed, uuidToText, uuidFromText,
    responseToText, responseFromText, LETTERS,
  } = GoodTerms.packing;

  // ---- encoding -------------------------------------------------------------------------------

  function invert(table) {
    const by = (rows, name) => new Map(Object.entries(rows).map(([code, row]) => [name(row), code]));
    return {
      pages: by(table.pages, (row) => row),
      lessons: by(table.lessons, (row) => row),
      items: by(table.items, (row) => row[0]),
      assessments: by(table.assessments, (row) => row.id),
      simulations: by(table.simulations, (row) => row[0]),
    };
  }

  /** Records of a kind as [ids after the kind, value], in the order of their keys. */
  function of(records, kind) {
    return Object.keys(records).sort()
      .filter((key) => key.startsWith(kind + "/"))
      .map((key) => [key.split("/").slice(1), records[key]]);
  }

  class Encoder {
    constructor(records, table) {
      this.records = records;
      this.table = table;
      this.codes = invert(table);
      this.parts = [];
    }

    add(kind, code, ...fields) {
      if (code === undefined || fields.some((field) => field === null)) return;
      this.parts.push([kind + code, ...fields].join("."));
    }

    response(item, response) {
      const code = this.codes.items.get(item);
      return code === undefined ? null : responseToText(this.table.items[code], response);
    }

    /** Answers of an attempt as one field: `<item>-<response>*…`. */
    answers(responses) {
      return Object.keys(responses).sort().map((item) => {
        const text = this.response(item, responses[item]);
        return text === null ? null : this.codes.items.get(item) + "-" + text;
      }).filter((pair) => pair !== null).join("*");
    }

    reading() {
      for (const [[lesson], value] of of(this.records, "read")) {
        this.add("r", this.codes.lessons.get(lesson), timeToText(value.read));
      }
    }

    practice() {
      for (const [[item], value] of of(this.records, "draft")) {
        if (this.records["practice/" + item]) continue;
        const code = this.codes.items.get(item);
        if (code !== undefined && this.table.items[code][1] === "written") continue;
        this.add("d", code, this.response(item, value.response));
      }
      for (const [[item], value] of of(this.records, "practice")) {
        this.add("p", this.codes.items.get(item), timeToText(value.answered),
          String(Math.min(MOST_TRIES, value.tries)), this.response(item, value.response));
      }
    }

    open() {
      for (const [[assessment], value] of of(this.records, "attempt")) {
        const code = this.codes.assessments.get(assessment);
        const orders = Object.keys(value.presented || {}).sort()
          .filter((item) => this.codes.items.has(item) && LETTERS.test(value.presented[item].join("")))
          .map((item) => this.codes.items.get(item) + "-" + value.presented[item].join(""));
        this.add("a", code, uuidToText(value.id), value.form,
          String(Math.min(MOST_ATTEMPTS, value.attempt)), timeToText(value.started),
          orders.join("*"));
        const responses = {};
        for (const [[, item], kept] of of(this.records, "response/" + assessment)
          .map(([ids, kept]) => [ids, kept])) {
          const known = this.codes.items.get(item);
          if (known !== undefined && this.table.items[known][1] !== "written") {
            responses[item] = kept.response;
          }
        }
        const text = this.answers(responses);
        if (text) this.add("q", code, text);
      }
    }

    submitted() {
      for (const [code, row] of Object.entries(this.table.assessments)) {
        const entries = of(this.records, "submitted/" + row.id).map(([, value]) => value)
          .filter((value) => value && value.submission && row.forms[value.submission.form])
          .sort(({ submission: one }, { submission: other }) => one.attempt - other.attempt
            || one.submitted.localeCompare(other.submitted) || one.id.localeCompare(other.id))
          .slice(-row.attempts);
        entries.forEach((entry, index) => {
          this.handedIn(code, row, entry, index === entries.length - 1);
        });
      }
    }

    handedIn(code, row, { submission, result }, last) {
      const sameVersion = submission.version === GoodTerms.config.version
        && (submission.digest || "") === (row.forms[submission.form].digest || "");
      const verdict = !result ? ["", "", "", ""] : [
        result.passed === null ? "N" : result.passed ? "P" : "F",
        fixed(result.score, 8), fixed(result.max, 8), fixed(result.pass_mark, 4),
      ];
      this.add("s", code, uuidToText(submission.id), submission.form,
        sameVersion ? row.forms[submission.form].stamp : "",
        String(Math.min(MOST_ATTEMPTS, submission.attempt)), timeToText(submission.started),
        timeToText(submission.submitted), ...verdict,
        last ? this.answers(submission.responses) : "");
    }

    simulations() {
      for (const [code, [id, limit]] of Object.entries(this.table.simulations)) {
        const fits = (path) => Array.isArray(path) && path.length <= limit
          && (path.length === 0 || LETTERS.test(path.join("")));
        const talk = this.records["talk/" + id];
        if (talk && fits(talk.path)) this.add("t", code, talk.path.join(""));
        const plays = of(this.records, "play/" + id).map(([, value]) => value)
          .filter((play) => fits(play.path))
          .sort((one, other) => one.played.localeCompare(other.played));
        const last = plays[plays.length - 1];
        const best = plays.reduce((top, play) => (!top || play.percent > top.percent ? play : top),
          null);
        for (const play of new Set([best, last].slice(0, PLAYS))) {
          if (!play) continue;
          this.add("g", code, uuidToText(play.play), timeToText(play.played), play.path.join(""));
        }
      }
    }
  }

  /**
   * Progress as text.
   * @param {Object<string, *>} records by key, without the course's prefix
   * @param {object} table of the package (compact.py, code_table)
   * @param {{nonce: string, revision: number, page: string}} header
   * @returns {string} ASCII, never longer than the worst case that the export computed
   */
  function encode(records, table, header) {
    const encoder = new Encoder(records, table);
    encoder.reading();
    encoder.practice();
    encoder.open();
    encoder.submitted();
    encoder.simulations();
    const page = encoder.codes.pages.get(header.page) || "";
    const head = [VERSION, header.nonce, toDigits(header.revision), page].join(".");
    return [head, ...encoder.parts].join("~");
  }

  // ---- decoding -------------------------------------------------------------------------------

  class Decoder {
    constructor(table, judge) {
      this.table = table;
      this.judge = judge;
      this.records = {};
    }

    read(part) {
      const [name, ...fields] = part.split(".");
      const kind = name[0];
      const code = name.slice(1);
      const rows = { r: "lessons", d: "items", p: "items", a: "assessments", q: "assessments",
        s: "assessments", t: "simulations", g: "simulations" }[kind];
      const row = rows && Object.prototype.hasOwnProperty.call(this.table[rows], code)
        ? this.table[rows][code] : null;
      if (row !== null) this["read_" + kind](row, fields);
    }

    read_r(lesson, [time]) {
      const read = timeFromText(time);
      if (read) this.records["read/" + lesson] = { read };
    }

    read_d(row, [text]) {
      const response = responseFromText(row, text);
      if (response !== null) this.records["draft/" + row[0]] = { response };
    }

    read_p(row, [time, tries, text]) {
      const answered = timeFromText(time);
      const response = text === undefined ? null : responseFromText(row, text);
      const max = this.judge.points(row[0]);
      if (!answered || response === null || max === null) return;
      const score = row[1] === "written" ? null : this.judge.score(row[0], response);
      this.records["practice/" + row[0]] = { response, score, max, tries: Number(tries) || 1, answered };
    }

    read_a(row, [uuid, form, attempt, time, orders]) {
      const id = uuidFromText(uuid);
      const started = timeFromText(time);
      if (!id || !started || !row.forms[form]) return;
      const presented = {};
      for (const [item, letters] of this.pairs(orders)) presented[item[0]] = letters.split("");
      this.records["attempt/" + row.id] = { id, form, attempt: Number(attempt) || 1, started, presented };
    }

    read_q(row, [answers]) {
      for (const [item, text] of this.pairs(answers)) {
        const response = responseFromText(item, text);
        if (response !== null) this.records[`response/${row.id}/${item[0]}`] = { response };
      }
    }

    read_s(row, [uuid, form, stamp, attempt, begun, ended, verdict, score, max, mark, answers]) {
      const id = uuidFromText(uuid);
      const started = timeFromText(begun);
      const submitted = timeFromText(ended);
      if (!id || !started || !submitted || !row.forms[form]) return;
      const responses = {};
      const pending = [];
      for (const [item, text] of this.pairs(answers)) {
        if (item[1] === "written") pending.push(item[0]);
        else responses[item[0]] = responseFromText(item, text);
      }
      const { course, version, lang } = GoodTerms.config;
      const submission = {
        format: "goodterms-submission/1", id, course, assessment: row.id, form, lang, learner: null,
        attempt: Number(attempt) || 1, started, submitted, responses,
      };
      if (stamp && stamp === row.forms[form].stamp) {
        submission.version = version;
        if (row.forms[form].digest) submission.digest = row.forms[form].digest;
      }
      const result = verdict in VERDICTS
        ? this.result(VERDICTS[verdict], score, max, mark, responses, pending) : null;
      this.records[`submitted/${row.id}/${id}`] = { submission, result };
    }

    result(passed, score, max, mark, responses, pending) {
      const points = numberFromText(score) || 0;
      const most = numberFromText(max) || 0;
      const items = {};
      for (const item of Object.keys(responses)) {
        items[item] = { score: this.judge.score(item, responses[item]), max: this.judge.points(item) };
      }
      return { score: points, max: most, percent: most ? (points / most) * 100 : 0,
        pass_mark: numberFromText(mark) || 0, passed, pending, items };
    }

    read_t(row, [path]) {
      const letters = path ? path.split("") : [];
      if (this.judge.play(row[0], letters)) this.records["talk/" + row[0]] = { path: letters };
    }

    read_g(row, [uuid, time, path]) {
      const play = uuidFromText(uuid);
      const played = timeFromText(time);
      const letters = path ? path.split("") : [];
      const outcome = this.judge.play(row[0], letters);
      if (!play || !played || !outcome || outcome.ending === null) return;
      this.records[`play/${row[0]}/${play}`] = {
        play, played, path: letters, ending: outcome.ending, percent: outcome.percent,
        passed: outcome.passed, skills: outcome.skills, red_lines: outcome.redLines,
      };
    }

    /** `<item>-<text>*…` as [[row, text], …] of items that the package knows. */
    pairs(field) {
      const found = [];
      for (const pair of (field || "").split("*")) {
        const [code, text] = pair.split("-");
        if (text !== undefined && Object.prototype.hasOwnProperty.call(this.table.items, code)) {
          found.push([this.table.items[code], text]);
        }
      }
      return found;
    }
  }

  /**
   * Progress out of a text; null if it is none of this version.
   * @param {string} text
   * @param {object} table of the package
   * @param {{points: function(string): number|null, score: function(string, *): number|null,
   *   play: function(string, string[]): object|null}} judge scores again what is not kept
   * @returns {{nonce: string, revision: number, page: string|null, records: object}|null}
   */
  function decode(text, table, judge) {
    const [head, ...parts] = String(text || "").split("~");
    const [version, nonce, revision, page] = head.split(".");
    if (version !== VERSION || !nonce) return null;
    const decoder = new Decoder(table, judge);
    for (const part of parts) {
      try {
        decoder.read(part);
      } catch {
        // a damaged record is no record; the others are as good as before
      }
    }
    return {
      nonce,
      revision: fromDigits(revision || "") || 0,
      page: Object.prototype.hasOwnProperty.call(table.pages, page) ? table.pages[page] : null,
      records: decoder.records,
    };
  }

  GoodTerms.suspend = { encode, decode };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.suspend;
})(typeof globalThis === "undefined" ? this : globalThis);
