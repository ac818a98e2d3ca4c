/**
 * Ties practice questions of mkdocs-quiz to our ids and our store.
 *
 * The plugin numbers questions by position and keeps answers by page: a question inserted shifts
 * them, and two people on one computer share them. So its own store is emptied, ours is read by
 * item id, and a kept answer is shown by submitting it again, without moving the focus.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store, feedback } = GoodTerms;
  const { t, el } = core;

  function forgetTheirs() {
    try {
      root.localStorage.removeItem("quiz_progress_" + root.location.pathname);
    } catch {
      // blocked storage keeps nothing anyway
    }
  }

  /** The parts of one question: its id, form, inputs by option id, keys. */
  function read(quiz) {
    const mark = quiz.querySelector("[data-item]");
    const form = quiz.querySelector("form");
    if (!mark || !form) return null;
    const inputs = new Map();
    for (const input of form.querySelectorAll("input[name=answer]")) {
      const option = input.parentElement.querySelector("[data-option]");
      if (option) inputs.set(option.dataset.option, input);
    }
    const multiple = Boolean(form.querySelector("input[type=checkbox]"));
    return { quiz, form, inputs, multiple, id: mark.dataset.item };
  }

  function responseOf(question) {
    const chosen = [];
    for (const [id, input] of question.inputs) if (input.checked) chosen.push(id);
    if (!chosen.length) return null;
    return question.multiple ? chosen.sort() : chosen[0];
  }

  function payloadOf(question) {
    const ids = Array.from(question.inputs.keys());
    const keys = ids.filter((id) => question.inputs.get(id).hasAttribute("data-correct"));
    return {
      id: question.id,
      type: question.multiple ? "multiple" : "single",
      points: Number(question.quiz.querySelector("[data-item]").dataset.points || 1),
      rule: question.quiz.querySelector("[data-item]").dataset.rule,
      options: ids,
      key: question.multiple ? keys : keys[0],
    };
  }

  /** Says at every option what it was and why, and the result, in words instead of colours. */
  function explain(question, payload, response) {
    const keys = new Set([].concat(payload.key));
    const chosen = new Set([].concat(response));
    clear(question);
    for (const [id, input] of question.inputs) {
      const why = input.parentElement.querySelector(".answer-feedback");
      const holder = el("div", { class: "gt-why" });
      const { verdict, label } = feedback.optionVerdict(payload.type, chosen.has(id), keys.has(id));
      feedback.fillWhy(holder, verdict, label, why ? why.innerHTML : "");
      input.parentElement.append(holder);
      input.disabled = true; // until "try again"
    }
    const points = GoodTerms.scoring.scoreItem(payload, response);
    const result = el("p", {});
    feedback.showResult(result, feedback.verdictOf(points, payload.points), payload, points, false);
    question.form.querySelector(".quiz-feedback").replaceChildren(result);
  }

  function clear(question) {
    question.form.querySelectorAll(".gt-why").forEach((old) => old.remove());
  }

  /** Shows a kept answer the way the plugin shows a fresh one. */
  function show(question, response) {
    const again = question.form.querySelector(".quiz-reset-button");
    if (again && !again.classList.contains("hidden")) again.click();
    clear(question);
    if (response === null) return;
    const chosen = new Set([].concat(response));
    for (const [id, input] of question.inputs) input.checked = chosen.has(id);
    const said = question.form.querySelector(".quiz-feedback");
    said.focus = () => {}; // the plugin moves the focus; on loading a page nobody asked for that
    question.restoring = true;
    question.form.dispatchEvent(new Event("submit", { cancelable: true }));
    question.restoring = false;
    delete said.focus;
    forgetTheirs();
  }

  function start(quiz) {
    const question = read(quiz);
    if (!question) return;
    const payload = payloadOf(question);
    quiz.setAttribute("data-search-exclude", "");
    question.form.querySelector("[type=submit]").textContent = t("check");
    question.form.querySelector(".quiz-reset-button").textContent = t("again");
    const hint = el("p", { class: "gt-item__result", role: "status" });
    question.form.querySelector("fieldset").after(hint);

    // Before the plugin: an empty answer is not a wrong one.
    quiz.addEventListener("submit", (event) => {
      if (responseOf(question) !== null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      hint.textContent = t("answer_first");
      question.inputs.values().next().value.focus();
    }, true);
    question.form.addEventListener("submit", () => {
      const response = responseOf(question);
      if (response === null) return;
      hint.textContent = "";
      if (!question.restoring) {
        const score = GoodTerms.scoring.scoreItem(payload, response);
        GoodTerms.practice.record(payload.id, payload.type, response, score, payload.points);
      }
      explain(question, payload, response);
      forgetTheirs();
    });
    quiz.addEventListener("click", (event) => {
      if (event.target.closest(".quiz-reset-button")) {
        clear(question);
        forgetTheirs();
        question.inputs.values().next().value.focus();
      }
    });
    store.onChange((change) => {
      const mine = change.kind === "practice" && change.ids[0] === payload.id && change.elsewhere;
      if (mine || change.kind === "*") restore();
    });

    function restore() {
      const kept = store.get("practice", payload.id);
      show(question, kept ? kept.response : null);
    }
    restore();
  }

  forgetTheirs(); // before the plugin reads it, where this script comes first

  GoodTerms.quizbridge = {
    /** Starts every question of mkdocs-quiz on the page, after the plugin has set it up. */
    start() {
      document.querySelectorAll(".quiz").forEach(start);
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.quizbridge;
})(typeof globalThis === "undefined" ? this : globalThis);
