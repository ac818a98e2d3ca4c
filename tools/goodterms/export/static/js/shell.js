/**
 * Starts a package: finds the LMS or does without one, gives progress its place, builds the form
 * of each test whose turn it is, then lets the shared scripts start the page.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store } = GoodTerms;
  const { t, el } = core;

  // The page starts when the LMS has answered, not before (see app.js).
  GoodTerms.hold = true;

  // ---- notices ----------------------------------------------------------------------------------

  /** A line above the text that can be closed. */
  function notice(text, warning = false) {
    const holder = document.querySelector(".gtp-notices");
    const box = el("div", { class: "gtp-notice" + (warning ? " gtp-notice--warning" : "") },
      el("p", { text }),
      el("button", { type: "button", class: "gtp-notice__close", "aria-label": t("package_dismiss"),
        click: () => {
          box.remove();
          document.querySelector("[data-page]:not([hidden]) h1").focus();
        } }, el("span", { "aria-hidden": "true", text: "✕" })));
    holder.append(box);
  }

  // ---- tests --------------------------------------------------------------------------------------

  function formOf(holder, id) {
    const made = holder.querySelector(`template[data-form="${id}"]`);
    return made.content.firstElementChild.cloneNode(true);
  }

  /** The form that belongs in the page: of the open attempt, else of the last one handed in. */
  function formNow(holder, forms) {
    const assessment = holder.dataset.forms;
    const open = store.get("attempt", assessment);
    if (open && forms.includes(open.form)) return open.form;
    const before = GoodTerms.submission.handedIn(assessment);
    const last = before.length ? before[before.length - 1].submission.form : forms[0];
    return forms.includes(last) ? last : forms[0];
  }

  /** Puts a form into the page; the LMS's pass mark, if it has one, is the one that counts. */
  function place(holder, id, mark) {
    const form = formOf(holder, id);
    const block = form.querySelector(":scope > script.gt-data");
    if (mark !== null && block) {
      const data = JSON.parse(block.textContent);
      if (data.pass_mark !== mark) {
        data.pass_mark = mark;
        block.textContent = JSON.stringify(data);
        form.querySelector(".gt-start").append(el("p", { class: "gt-note",
          text: t("package_mark", { percent: core.formatNumber(mark, 2) }) }));
      }
    }
    const before = holder.querySelector(".gt-assessment");
    if (before) before.replaceWith(form);
    else holder.append(form);
    return form;
  }

  /** Every attempt takes the next form: whoever tries again does not get the same questions. */
  function prepareTests(test, mark) {
    for (const holder of document.querySelectorAll("[data-forms]")) {
      const forms = Array.from(holder.querySelectorAll("template"), (one) => one.dataset.form);
      const own = test && test.id === holder.dataset.forms ? mark : null;
      place(holder, formNow(holder, forms), own);
      if (forms.length < 2) continue;
      holder.addEventListener("click", (event) => {
        if (!event.target.closest("[data-start]")) return;
        const box = holder.querySelector(".gt-assessment");
        const count = GoodTerms.submission.handedIn(holder.dataset.forms).length;
        const next = forms[count % forms.length];
        if (core.data(box).form === next) return;
        event.stopPropagation();
        const fresh = place(holder, next, own);
        GoodTerms.assessment.start(holder);
        fresh.querySelector("[data-start]").click();
      }, true);
    }
  }

  // ---- scoring again what suspend_data leaves out -----------------------------------------------

  /** Scores responses and plays by the data that the pages carry. */
  function makeJudge() {
    const payloads = new Map();
    const simulations = new Map();
    for (const item of document.querySelectorAll("[data-item][data-practice]")) {
      const payload = core.data(item);
      if (payload) payloads.set(payload.id, payload);
    }
    for (const holder of document.querySelectorAll("[data-forms] template")) {
      const block = holder.content.querySelector(".gt-assessment > script.gt-data");
      for (const payload of JSON.parse(block.textContent).items) payloads.set(payload.id, payload);
    }
    for (const box of document.querySelectorAll("[data-simulation]")) {
      const data = core.data(box);
      simulations.set(data.simulation, data.score);
    }
    return {
      points: (item) => (payloads.has(item) ? payloads.get(item).points : null),
      score: (item, response) => (payloads.has(item) && payloads.get(item).rule
        ? GoodTerms.scoring.scoreItem(payloads.get(item), response) : null),
      play(simulation, path) {
        try {
          return GoodTerms.scoring.playSimulation(simulations.get(simulation), path);
        } catch {
          return null; // the conversation was changed meanwhile
        }
      },
    };
  }

  // ---- with an LMS ----------------------------------------------------------------------------------

  /** A package that an LMS has opened. */
  class Tracked {
    constructor(session, data) {
      this.session = session;
      const mode = session.get("cmi.core.lesson_mode").toLowerCase();
      this.mode = ["browse", "review"].includes(mode) ? mode : "normal";
      this.keeper = new GoodTerms.keeper.Keeper(session, data, makeJudge(), this.mode === "normal");
      this.tracker = new GoodTerms.tracking.Tracker(session, data, this.mode);
      this.missed = this.keeper.restore();
      store.use(this.keeper.backend());
      const { strings } = GoodTerms.config;
      strings.saved_at = strings.package_saved_at;
      strings.attempts_none = strings.package_attempts_none;
    }

    get mark() {
      return this.tracker.mark;
    }

    /** Where the learner left. */
    get page() {
      return this.session.get("cmi.core.lesson_location") || this.keeper.page;
    }

    start() {
      let told = false;
      this.session.onTrouble(() => {
        if (!told) notice(t("package_trouble"), true);
        told = true;
      });
      if (this.mode === "normal") this.keeper.attend();
      this.tracker.start(this.missed);
      if (this.mode !== "normal") notice(t("package_" + this.mode));
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden") this.session.save();
      });
      root.addEventListener("pagehide", (event) => {
        if (event.persisted) this.session.save();
        else this.leave();
      });
      const exit = document.querySelector("[data-exit]");
      exit.hidden = false;
      exit.addEventListener("click", () => this.exit());
      for (const task of document.querySelectorAll("[data-forms] .gt-item--written")) {
        const form = task.closest(".gt-assessment").querySelector(".gt-start");
        if (form.querySelector(".gtp-texts")) continue;
        form.append(el("p", { class: "gt-note gtp-texts", text: t("package_texts") }));
      }
    }

    turnTo(key) {
      this.keeper.turnTo(key);
      this.tracker.turnTo(key);
      this.session.saveSoon();
    }

    leave() {
      if (!this.session.isOpen) return null;
      const saved = this.tracker.finish();
      this.keeper.close(saved);
      return saved;
    }

    /** The learner leaves by the button: nothing is left to do in this window. */
    exit() {
      const saved = this.leave();
      const recorded = this.mode === "normal";
      document.querySelector(".gtp-notices").replaceChildren();
      document.querySelectorAll(".gtp-bar__button, .gtp-foot").forEach((one) => one.remove());
      const heading = el("h1", { tabindex: "-1", text: t("package_ended") });
      document.querySelector(".gtp-main").replaceChildren(
        el("section", { class: "gt-page gtp-page gtp-ended" }, heading,
          el("p", { text: !recorded ? "" : t(saved ? "package_ended_saved" : "package_ended_unsaved") })));
      heading.focus();
      if (root.opener && root.top === root) root.close();
    }
  }

  // ---- without ----------------------------------------------------------------------------------------

  /** A package opened by itself: everything is kept by the browser. */
  class Alone {
    constructor() {
      this.key = `goodterms/${GoodTerms.config.course}/page/${document.body.dataset.module}`;
    }

    get mark() {
      return null;
    }

    get page() {
      try {
        return root.localStorage.getItem(this.key);
      } catch {
        return null;
      }
    }

    start() {
      notice(t("package_no_lms"));
      const holder = document.querySelector(".gtp-device");
      holder.hidden = false;
      const said = el("p", { role: "status" });
      const erase = el("button", { type: "button", class: "gt-button gt-button--quiet gt-button--small",
        text: t("package_erase") });
      const sure = el("div", { class: "gt-note gt-note--warning", hidden: true },
        el("p", { text: t("package_erase_sure") }),
        el("p", { class: "gt-button-row" },
          el("button", { type: "button", class: "gt-button gt-button--danger gt-button--small",
            text: t("package_erase_yes"), click: () => settle(true) }),
          el("button", { type: "button", class: "gt-button gt-button--quiet gt-button--small",
            text: t("package_erase_no"), click: () => settle(false) })));
      const settle = (yes) => {
        if (yes) store.erase();
        said.textContent = yes ? t("package_erased") : "";
        sure.hidden = true;
        erase.focus();
      };
      erase.addEventListener("click", () => {
        sure.hidden = false;
        sure.querySelector(".gt-button--quiet").focus();
      });
      holder.append(
        el("h3", { class: "gtp-drawer__group", text: t("package_device") }),
        el("p", { class: "gt-button-row" },
          el("button", { type: "button", class: "gt-button gt-button--quiet gt-button--small",
            text: t("package_export"), click: () => core.download(
              `${GoodTerms.config.course}-progress-${core.timestamp().slice(0, 10)}.json`,
              JSON.stringify(GoodTerms.records.exported(), null, 2)) }),
          erase), sure, said);
    }

    turnTo(key) {
      try {
        root.localStorage.setItem(this.key, key);
      } catch {
        // the next visit begins at the overview
      }
    }
  }

  function start() {
    const data = JSON.parse(document.querySelector("script.gtp-data").textContent);
    const session = GoodTerms.scorm12.connect(root);
    const host = session ? new Tracked(session, data) : new Alone();
    prepareTests(data.test, host.mark);
    const contents = new GoodTerms.contents.Contents(data.lessons);
    const pages = new GoodTerms.pages.Pages((key) => {
      host.turnTo(key);
      contents.turnTo(key);
      GoodTerms.notes.hide();
    });
    for (const back of document.querySelectorAll("[data-back]")) {
      back.addEventListener("click", () => root.history.back());
    }
    GoodTerms.app.start();
    contents.start();
    host.start();
    pages.start(host.page);
  }

  GoodTerms.shell = { start, notice };
  if (typeof document !== "undefined") {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else setTimeout(start, 0);
  }
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.shell;
})(typeof globalThis === "undefined" ? this : globalThis);
