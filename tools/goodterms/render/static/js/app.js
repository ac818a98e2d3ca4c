/**
 * Starts what the page has. Loaded last; needs no script in the page.
 *
 * A package that has to wait for its LMS sets `GoodTerms.hold = true` before this script, replaces
 * the store's backend, and calls `GoodTerms.app.start()` itself.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store } = GoodTerms;
  const PARTS = ["practice", "assessment", "quizbridge", "simulation", "lesson", "progress", "notes"];
  let started = false;

  /** Says on the page that answers are lost when it is closed, and what helps. */
  function warn() {
    if (document.querySelector(".gt-trouble")) return;
    const main = document.querySelector("[data-goodterms-main], main, body");
    main.prepend(core.el("p", { class: "gt-note gt-note--warning gt-trouble", role: "status",
      text: core.t("storage_blocked") }));
  }

  function start() {
    if (started) return;
    started = true;
    document.documentElement.classList.add("gt-js");
    store.onTrouble(warn);
    store.isTroubled();
    for (const part of PARTS) if (GoodTerms[part]) GoodTerms[part].start();
  }

  GoodTerms.app = { start };
  if (typeof document !== "undefined" && !GoodTerms.hold) {
    // A task later than DOMContentLoaded, so that mkdocs-quiz has set up its questions.
    const soon = () => setTimeout(start, 0);
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", soon);
    else soon();
  }
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.app;
})(typeof globalThis === "undefined" ? this : globalThis);
