/**
 * Practice in our own form controls: checked at once, explained per option, tried again at will.
 * Fires `goodterms:answer` {item, type, response, score, max, correct, practice: true}.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store, controls, feedback } = GoodTerms;
  const { t } = core;

  /** Records a checked practice answer and tells listeners; used by the bridge to mkdocs-quiz too. */
  function record(id, type, response, score, max) {
    const before = store.get("practice", id);
    store.set("practice", [id], {
      response, score, max, tries: (before ? before.tries : 0) + 1, answered: core.timestamp(),
    });
    store.remove("draft", id);
    core.emit("answer", {
      item: id, type, response, score, max, correct: score !== null && score >= max, practice: true,
    });
  }

  function start(item) {
    const payload = core.data(item);
    if (!payload) return;
    const form = item.querySelector("form");
    const check = form.querySelector("[type=submit]");
    const again = form.querySelector("[data-again]");

    function showAnswered(response, score) {
      controls.write(item, response);
      controls.lock(item, true);
      feedback.show(item, payload, response, score);
      check.hidden = true;
      again.hidden = false;
    }

    function open() {
      feedback.clear(item);
      controls.lock(item, false);
      check.hidden = false;
      again.hidden = true;
    }

    function restore() {
      const draft = store.get("draft", payload.id);
      const answered = store.get("practice", payload.id);
      open();
      if (draft) controls.write(item, draft.response, draft.raw);
      else if (answered) showAnswered(answered.response, answered.score);
      else controls.write(item, null);
    }

    controls.listen(item, () => {
      const draft = controls.draft(item);
      if (draft.response === null && draft.raw === undefined) store.remove("draft", payload.id);
      else store.set("draft", [payload.id], draft);
      if (!item.dataset.verdict && item.dataset.type !== "match") controls.say(item, "");
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const response = controls.read(item);
      if (response === null) {
        const draft = controls.draft(item);
        controls.say(item, t(draft.raw === undefined ? "answer_first" : "number_unread"));
        controls.focus(item);
        return;
      }
      const score = GoodTerms.scoring.scoreItem(payload, response);
      record(payload.id, payload.type, response, score, payload.points);
      showAnswered(response, score);
      core.focusOn(item.querySelector(".gt-item__result"));
    });
    again.addEventListener("click", () => {
      open();
      controls.write(item, null);
      controls.focus(item);
    });
    store.onChange((change) => {
      const mine = change.kind === "*" || change.ids[0] === payload.id;
      if (mine && (change.elsewhere || change.kind === "*")
          && ["draft", "practice", "*"].includes(change.kind)) restore();
    });
    restore();
  }

  GoodTerms.practice = {
    record,
    /** Starts every practice item of the page. */
    start() {
      document.querySelectorAll(".gt-item[data-practice]").forEach(start);
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.practice;
})(typeof globalThis === "undefined" ? this : globalThis);
