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
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_!";
  const MOST_TRIES = 99;
  const MOST_ATTEMPTS = 99;
  const LONGEST_NUMBER = 20;
  const PLAYS = 2;
  const LATEST = 62 ** 6 - 1; // seconds that fit in six digits: until the year 3769
  const VERDICTS = { P: true, F: false, N: null };

  // ---- small values ---------------------------------------------------------------------------

  function toDigits(number) {
    let left = Math.min(LATEST, Math.max(0, Math.floor(number) || 0));
    let text = "";
    do {
      text = DIGITS[left % 62] + text;
      left = Math.floor(left / 62);
    } while (left > 0);
    return text;
  }

  function fromDigits(text) {
    let number = 0;
    for (const digit of text) {
      const value = DIGITS.indexOf(digit);
      if (value < 0) return NaN;
      number = number * 62 + value;
    }
    return text ? number : NaN;
  }

  const timeToText = (stamp) => toDigits(Date.parse(stamp) / 1000);

  function timeFromText(text) {
    const seconds = fromDigits(text);
    if (!Number.isFinite(seconds)) return null;
    return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
  }

  /** A number in at most 20 characters: twelve digits that count, in whichever form is shorter. */
  function numberToText(number) {
    const kept = Number(number.toPrecision(12));
    let text = String(kept);
    if (text.length > LONGEST_NUMBER) text = kept.toExponential();
    return text.replace("+", "").replace(/-/g, "m").replace(".", "p");
  }

  function numberFromText(text) {
    if (!/^m?\d+(p\d+)?(em?\d+)?$/.test(text)) return null;
    const number = Number(text.replace(/m/g, "-").replace("p", "."));
    return Number.isFinite(number) ? number : null;
  }

  const fixed = (number, digits) => numberToText(Number(Number(number).toFixed(digits)));

  function base64(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 3) {
      const group = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
      const letters = Math.min(4, bytes.length - i + 1);
      for (let j = 0; j < letters; j += 1) text += BASE64[(group >> (18 - 6 * j)) & 63];
    }
    return text;
  }

  function unbase64(text) {
    const bytes = [];
    let held = 0;
    let bits = 0;
    for (const letter of text) {
      const value = BASE64.indexOf(letter);
      if (value < 0) return null;
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.push((held >> bits) & 0xff);
      }
    }
    return Uint8Array.from(bytes);
  }

  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

  function uuidToText(uuid) {
    if (!UUID.test(uuid)) return null;
    return base64(uuid.replace(/-/g, "").match(/../g).map((pair) => parseInt(pair, 16)));
  }

  function uuidFromText(text) {
    const bytes = unbase64(text);
    if (!bytes || bytes.length !== 16) return null;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // ---- short answers --------------------------------------------------------------------------

  const SPACES = /\s+/gu;
  const PLAIN = /^[A-Za-z0-9 ]*$/;

  function storedText(text) {
    if (PLAIN.test(text)) return "0" + text.replace(/ /g, "_");
    return "1" + base64(new TextEncoder().encode(text));
  }

  /** A short answer in at most `keep` characters; scoring ignores what is changed here. */
  function shortToText(answer, keep) {
    const tidy = (text) => text.replace(SPACES, " ").trim();
    let letters = Array.from(tidy(answer.normalize("NFKC")));
    let stored = storedText(letters.join(""));
    while (stored.length > keep) {
      letters = letters.slice(0, Math.min(letters.length - 1, keep));
      stored = storedText(tidy(letters.join("")));
    }
    return stored;
  }

  function shortFromText(stored) {
    if (stored[0] === "0") return stored.slice(1).replace(/_/g, " ");
    if (stored[0] !== "1") return null;
    const bytes = unbase64(stored.slice(1));
    return bytes && new TextDecoder().decode(bytes);
  }

  // ---- responses, by the type of their item ---------------------------------------------------

  const LETTER = /^[a-z]$/;
  const LETTERS = /^[a-z]+$/;

  /** A response as text; null if there is none to keep. Row: [id, type, keep]. */
  function responseToText(row, response) {
    if (response === null || response === undefined) return null;
    switch (row[1]) {
      case "single":
        return LETTER.test(response) ? response : null;
      case "multiple":
      case "order":
        return Array.isArray(response) && LETTERS.test(response.join("")) ? response.join("") : null;
      case "match":
      case "classify": {
        const text = Object.keys(response).sort().map((left) => left + response[left]).join("");
        return LETTERS.test(text) ? text : null;
      }
      case "numeric":
        return typeof response === "number" && Number.isFinite(response)
          ? numberToText(response) : null;
      case "short":
        return typeof response === "string" ? shortToText(response, row[2]) : null;
      default:
        return "w";
    }
  }

  function responseFromText(row, text) {
    switch (row[1]) {
      case "single":
        return LETTER.test(text) ? text : null;
      case "multiple":
      case "order":
        return LETTERS.test(text) ? text.split("") : null;
      case "match":
      case "classify":
        if (!LETTERS.test(text) || text.length % 2) return null;
        return Object.fromEntries(text.match(/../g).map((pair) => pair.split("")));
      case "numeric":
        return numberFromText(text);
      case "short":
        return shortFromText(text);
      default:
        return text === "w" ? "" : null;
    }
  }

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

  GoodTerms.suspend = { encode, decode, numberToText, numberFromText, shortToText, shortFromText };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.suspend;
})(typeof globalThis === "undefined" ? this : globalThis);
