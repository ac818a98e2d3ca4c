/**
 * Submissions: the attempt that is open, what is handed in (`goodterms-submission/1`), the result
 * of an open form, the learner's name, and the file to hand in.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store } = GoodTerms;
  const { t, el } = core;

  /** Attempts handed in for an assessment on this device, in order. */
  function handedIn(assessment) {
    return store.list("submitted", assessment)
      .map((entry) => entry.value)
      .filter((entry) => entry && entry.submission)
      .sort((a, b) => a.submission.attempt - b.submission.attempt
        || a.submission.submitted.localeCompare(b.submission.submitted));
  }

  /** The attempt that is open for a form, or null. */
  function openAttempt(data) {
    const open = store.get("attempt", data.assessment);
    return open && open.form === data.form ? open : null;
  }

  /** The attempt that is open at another form of the same assessment, or null. */
  function openElsewhere(data) {
    const open = store.get("attempt", data.assessment);
    return open && open.form !== data.form ? open : null;
  }

  /** Gives up the open attempt, whatever its form, with all its answers. */
  function drop(data) {
    for (const { ids } of store.list("response", data.assessment)) store.remove("response", ...ids);
    store.remove("attempt", data.assessment);
  }

  /**
   * Opens the next attempt; `presented` holds the order of options by item. An assessment has one
   * open attempt at a time: one at another form stays, and null is returned.
   */
  function begin(data, presented) {
    if (openElsewhere(data)) return null;
    const last = handedIn(data.assessment).pop();
    const attempt = {
      id: core.uuid(),
      form: data.form,
      attempt: last ? last.submission.attempt + 1 : 1,
      started: core.timestamp(),
      presented,
    };
    for (const { ids } of store.list("response", data.assessment)) store.remove("response", ...ids);
    store.set("attempt", [data.assessment], attempt);
    return attempt;
  }

  /** The submission of an attempt; the learner is added when the file is made. */
  function build(data, attempt, responses) {
    const { config } = GoodTerms;
    const submission = {
      format: "goodterms-submission/1",
      id: attempt.id,
      course: config.course,
      version: config.version,
      assessment: data.assessment,
      form: data.form,
      lang: config.lang,
      learner: store.get("learner"),
      attempt: attempt.attempt,
      started: attempt.started,
      submitted: core.timestamp(),
      responses,
    };
    if (data.digest) submission.digest = data.digest;
    if (Object.keys(attempt.presented).length) submission.presented = attempt.presented;
    return submission;
  }

  /**
   * The result of an open form: score, max, percent, passed (null while a marker is awaited),
   * pending items, and points by item. Null for a sealed form, which cannot be scored here. A
   * diagnostic has no pass mark: it is neither passed nor failed.
   */
  function resultOf(data, responses) {
    if (data.delivery === "sealed") return null;
    const items = {};
    const pending = [];
    let score = 0;
    let max = 0;
    for (const payload of data.items) {
      const points = GoodTerms.scoring.scoreItem(payload, responses[payload.id]);
      if (points === null) pending.push(payload.id);
      items[payload.id] = { score: points, max: payload.points };
      score += points || 0;
      max += payload.points;
    }
    const percent = max ? (score / max) * 100 : 0;
    const mark = data.pass_mark === undefined ? null : data.pass_mark;
    const undecided = pending.length > 0 || mark === null;
    const passed = undecided ? null : GoodTerms.scoring.isPassed(percent, mark);
    return { score, max, percent, pass_mark: mark, passed, pending, items };
  }

  /**
   * Hands in: keeps the submission and its result, closes the attempt, and fires
   * `goodterms:submitted` {assessment, submission, result, data} (`data` as the page has it).
   */
  function handIn(data, attempt, responses) {
    const submission = build(data, attempt, responses);
    const result = resultOf(data, responses);
    store.set("submitted", [data.assessment, submission.id], { submission, result });
    store.remove("attempt", data.assessment);
    for (const { ids } of store.list("response", data.assessment)) store.remove("response", ...ids);
    core.emit("submitted", { assessment: data.assessment, submission, result, data });
    return { submission, result };
  }

  /**
   * Asks once who is learning: resolves with {id, name}, kept on this device.
   * @param {HTMLElement} holder where the question is put
   * @param {boolean} again ask even if it is known
   */
  function askLearner(holder, again = false) {
    const known = store.get("learner");
    if (known && !again) return Promise.resolve(known);
    return new Promise((resolve) => {
      const unique = core.uuid().slice(0, 8);
      const id = el("input", { type: "text", class: "gt-input", id: `gt-learner-${unique}`,
        maxlength: 256, required: true, autocomplete: "off",
        "aria-describedby": `gt-learner-${unique}-help` });
      const name = el("input", { type: "text", class: "gt-input", id: `gt-name-${unique}`,
        maxlength: 256, autocomplete: "name" });
      const error = el("p", { class: "gt-field__error", role: "alert" });
      id.value = known ? known.id : "";
      name.value = known ? known.name : "";
      const form = el("form", { class: "gt-learner", novalidate: true },
        el("p", { class: "gt-learner__title", text: t("learner_title") }),
        el("p", {}, el("label", { for: id.id, text: t("learner_id") }), id),
        el("p", { id: `gt-learner-${unique}-help`, class: "gt-field__read", text: t("learner_help") }),
        el("p", {}, el("label", { for: name.id, text: t("learner_name") }), name),
        error,
        el("p", { class: "gt-button-row" },
          el("button", { type: "submit", class: "gt-button", text: t("learner_save") })));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const learner = { id: id.value.trim(), name: name.value.trim() };
        if (!learner.id) {
          error.textContent = t("learner_missing");
          id.focus();
          return;
        }
        store.set("learner", [], learner);
        form.remove();
        resolve(learner);
      });
      holder.replaceChildren(form);
      id.focus();
    });
  }

  function fileName(submission) {
    const safe = submission.learner.id.replace(/[^\p{L}\p{N}._-]+/gu, "_");
    return `${submission.course}-${submission.assessment}-${safe}-${submission.attempt}.json`;
  }

  /** Offers a submission as a file, asking first who hands it in; shows it as text as well. */
  async function save(entry, holder) {
    const learner = await askLearner(holder);
    const submission = { ...entry.submission, learner };
    store.set("submitted", [submission.assessment, submission.id], { ...entry, submission });
    const text = JSON.stringify(submission, null, 2);
    core.download(fileName(submission), text);
    const area = el("textarea", { class: "gt-input gt-input--code", rows: 6, readonly: true,
      "aria-label": t("submission_text") });
    area.value = text;
    const said = el("p", { role: "status", text: t("submission_saved", { file: fileName(submission) }) });
    holder.replaceChildren(said, el("details", { class: "gt-details" },
      el("summary", { text: t("submission_blocked") }), area));
    return submission;
  }

  GoodTerms.submission = {
    handedIn, openAttempt, openElsewhere, drop, begin, build, resultOf, handIn, askLearner, save,
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.submission;
})(typeof globalThis === "undefined" ? this : globalThis);
