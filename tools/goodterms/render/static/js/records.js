/**
 * The learner's records as a whole: exported and imported as `goodterms-progress/1` (the format is
 * described in goodterms/render/progress.py), and summed up by module.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store } = GoodTerms;
  const { t } = core;
  const FORMAT = "goodterms-progress/1";

  /** Records of one kind by their id, without the store's keys. */
  function byId(kind) {
    const found = {};
    for (const { ids, value } of store.list(kind)) found[ids[0]] = value;
    return found;
  }

  function grouped(kind, pick) {
    const found = {};
    for (const { ids, value } of store.list(kind)) (found[ids[0]] = found[ids[0]] || []).push(pick(value));
    return found;
  }

  /** Whether the points are known; those of a diagnostic are, though it has no verdict. */
  function isScored(result) {
    return Boolean(result) && (result.passed !== null || result.pending.length === 0);
  }

  function attemptRecord({ submission, result }) {
    return {
      submission: submission.id,
      attempt: submission.attempt,
      form: submission.form,
      started: submission.started,
      submitted: submission.submitted,
      score: isScored(result) ? result.score : null,
      max: result ? result.max : null,
      percent: isScored(result) ? result.percent : null,
      pass_mark: result ? result.pass_mark : null,
      passed: result ? result.passed : null,
    };
  }

  /** Everything done on this device as one `goodterms-progress/1` object. */
  function exported() {
    const progress = {
      format: FORMAT,
      course: GoodTerms.config.course,
      version: GoodTerms.config.version,
      lang: GoodTerms.config.lang,
      exported: core.timestamp(),
      lessons: byId("read"),
      practice: byId("practice"),
      assessments: attempts(),
      simulations: plays(),
    };
    const learner = store.get("learner");
    if (learner) progress.learner = learner;
    return progress;
  }

  /** Plays of simulations by simulation. */
  function plays() {
    return grouped("play", (play) => play);
  }

  /** Attempts handed in here and attempts that came with an imported file. */
  function attempts() {
    const found = grouped("submitted", attemptRecord);
    for (const { ids, value } of store.list("imported")) {
      const list = (found[ids[0]] = found[ids[0]] || []);
      if (!list.some((attempt) => attempt.submission === value.submission)) list.push(value);
    }
    return found;
  }

  const isId = (id) => /^[a-z][a-z0-9-]*$/.test(id);
  const isText = (value) => typeof value === "string" && value.length > 0 && !value.includes("/");
  const isTime = (value) => typeof value === "string" && !Number.isNaN(Date.parse(value));
  const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
  const orNull = (test) => (value) => value === null || test(value);
  const isList = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");
  const isBoolean = (value) => typeof value === "boolean";
  const isLevels = (value) => isMap(value) && Object.values(value).every(isNumber);
  const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** What each field of a record must be; other fields are not taken in. */
  const SHAPES = {
    lesson: { read: isTime },
    practice: { response: () => true, score: orNull(isNumber), max: isNumber, tries: isNumber,
      answered: isTime },
    attempt: { submission: isText, attempt: isNumber, form: isText, started: isTime,
      submitted: isTime, score: orNull(isNumber), max: orNull(isNumber), percent: orNull(isNumber),
      pass_mark: orNull(isNumber), passed: orNull(isBoolean) },
    play: { play: isText, played: isTime, path: isList, ending: isText, percent: isNumber,
      passed: isBoolean, skills: isLevels, red_lines: isList },
    learner: { id: (value) => typeof value === "string" && value.length > 0,
      name: (value) => typeof value === "string" },
  };

  /** The record with exactly the fields of its shape, or null if one is not what it must be. */
  function shaped(shape, value) {
    if (!isMap(value)) return null;
    const record = {};
    for (const [name, test] of Object.entries(SHAPES[shape])) {
      if (!(name in value) || !test(value[name])) return null;
      record[name] = value[name];
    }
    return record;
  }

  /** Well-formed records of a part of a file, as [id, record]; `many` where ids have lists. */
  function* entries(part, shape, many) {
    for (const [id, value] of Object.entries(isMap(part) ? part : {})) {
      if (!isId(id)) continue;
      for (const one of many && Array.isArray(value) ? value : [value]) {
        const record = shaped(shape, one);
        if (record) yield [id, record];
      }
    }
  }

  /**
   * Takes in an exported file: records are merged, the newer of two stays; records that are not
   * what they must be are left out.
   * @param {string} text
   * @returns {string|null} what is wrong with the file, or null
   */
  function imported(text) {
    let progress;
    try {
      progress = JSON.parse(text);
    } catch {
      return t("import_no_json");
    }
    if (!progress || progress.format !== FORMAT) return t("import_no_progress");
    if (progress.course !== GoodTerms.config.course) return t("import_other_course");
    for (const [id, record] of entries(progress.lessons, "lesson", false)) {
      if (!store.get("read", id)) store.set("read", [id], record);
    }
    for (const [id, record] of entries(progress.practice, "practice", false)) {
      const mine = store.get("practice", id);
      if (!mine || Date.parse(mine.answered) < Date.parse(record.answered)) {
        store.set("practice", [id], record);
      }
    }
    const mine = attempts();
    for (const [id, attempt] of entries(progress.assessments, "attempt", true)) {
      const known = (mine[id] || []).some((one) => one.submission === attempt.submission);
      if (!known) store.set("imported", [id, attempt.submission], attempt);
    }
    for (const [id, play] of entries(progress.simulations, "play", true)) {
      store.set("play", [id, play.play], play);
    }
    const learner = shaped("learner", progress.learner);
    if (learner && !store.get("learner")) store.set("learner", [], learner);
    return null;
  }

  /** What was reached in a module: done and total by kind, and the best results. */
  function summary(outline) {
    const practice = byId("practice");
    const read = byId("read");
    const handedIn = attempts();
    const played = plays();
    return outline.modules.map((module) => ({
      module,
      lessons: count(module.lessons.map((lesson) => lesson.id), (id) => read[id]),
      practice: count(module.practice, (id) => practice[id]),
      right: count(module.practice, (id) =>
        practice[id] && practice[id].score !== null && practice[id].score >= practice[id].max),
      passed: count(module.assessments.filter((a) => a.kind !== "task").map((a) => a.id),
        (id) => isPassed(handedIn[id])),
      played: count(module.simulations.map((s) => s.id), (id) => (played[id] || []).some((p) => p.passed)),
      attempts: handedIn, plays: played, read,
    }));
  }

  function count(ids, test) {
    return { done: ids.filter(test).length, total: ids.length };
  }

  function isPassed(attempts) {
    return (attempts || []).some((attempt) => attempt.passed);
  }

  /** Whether attempts have points and no pass mark to hold them against: those of a diagnostic. */
  function isTaken(attempts) {
    return (attempts || []).some((one) => one.percent !== null && one.pass_mark === null);
  }

  /** How far one is with an assessment, in words; of a diagnostic only that it was taken. */
  function bestText(attempts) {
    const scored = (attempts || []).filter((attempt) => attempt.percent !== null);
    if (isTaken(attempts)) return t("progress_taken");
    if (!scored.length) return (attempts || []).length ? t("progress_handed_in") : t("progress_open");
    const best = Math.max(...scored.map((attempt) => attempt.percent));
    return t(isPassed(attempts) ? "progress_passed" : "progress_failed",
      { percent: core.formatPercent(best) });
  }

  GoodTerms.records = {
    FORMAT, exported, imported, attempts, plays, summary, isPassed, isTaken, bestText,
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.records;
})(typeof globalThis === "undefined" ? this : globalThis);
