/**
 * The page "my progress": lessons read, practice answered, tests passed, conversations played, at
 * a glance and by module; export, import, and erasing what is on the device.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store, records } = GoodTerms;
  const { t, el } = core;

  function bar(label, { done, total }) {
    const made = el("div", { class: "gt-bar" },
      el("span", { class: "gt-bar__label", text: label }),
      el("span", { class: "gt-bar__track", "aria-hidden": "true" }, el("span", {})),
      el("span", { class: "gt-bar__number", text: t("progress_of", { done, total }) }));
    made.querySelector(".gt-bar__track > span").style.width = total ? `${(done / total) * 100}%` : "0";
    return made;
  }

  function linked(thing) {
    return thing.href ? el("a", { href: thing.href, html: thing.title }) : el("span", { html: thing.title });
  }

  function row(thing, done, text) {
    return el("li", { class: done ? "gt-done" : "gt-open" },
      el("span", { class: "gt-sign", "aria-hidden": "true", text: done ? "✓" : "○" }), linked(thing),
      el("span", { class: "gt-progress__state", text: " " + text }));
  }

  function assessmentRows(assessments, attempts) {
    return assessments.map(({ id, ...rest }) =>
      row(rest, records.isPassed(attempts[id]) || records.isTaken(attempts[id]),
        records.bestText(attempts[id])));
  }

  /** Exams that belong to no module. */
  function coursePart(assessments) {
    return el("section", { class: "gt-sheet gt-progress__module" },
      el("h2", { text: t("progress_course") }),
      el("ul", { class: "gt-progress__list" }, ...assessmentRows(assessments, records.attempts())));
  }

  function moduleParts(state) {
    const { module, attempts, plays, read } = state;
    const best = (id) => (plays[id] || []).reduce((most, play) => Math.max(most, play.percent), 0);
    const rows = [
      ...module.lessons.map((lesson) => row(lesson, Boolean(read[lesson.id]),
        read[lesson.id] ? t("progress_read") : t("progress_minutes", { n: lesson.minutes }))),
      ...module.simulations.map((simulation) => {
        const all = plays[simulation.id] || [];
        const passed = all.some((play) => play.passed);
        return row(simulation, passed, all.length
          ? t(passed ? "progress_passed" : "progress_failed",
            { percent: core.formatPercent(best(simulation.id)) }) : t("progress_open"));
      }),
      ...assessmentRows(module.assessments, attempts),
    ];
    return el("section", { class: "gt-sheet gt-progress__module" },
      el("h2", {}, module.href ? el("a", { href: module.href, text: module.title }) : module.title),
      bar(t("progress_lessons"), state.lessons),
      bar(t("progress_practice"), state.practice),
      state.practice.done
        ? el("p", { class: "gt-progress__right",
          text: t("progress_right", { done: state.right.done, total: state.practice.done }) }) : null,
      bar(t("progress_tests"), state.passed),
      el("details", { class: "gt-details" }, el("summary", { text: t("progress_details") }),
        el("ul", { class: "gt-progress__list" }, ...rows)));
  }

  /** The page `my progress`. */
  class Page {
    constructor(box) {
      this.box = box;
      this.outline = core.data(box);
      this.said = box.querySelector(".gt-progress__said");
      this.confirm = box.querySelector(".gt-progress__confirm");
    }

    run() {
      const find = (selector) => this.box.querySelector(selector);
      find(".gt-progress__tools").hidden = false;
      find("[data-export]").addEventListener("click", () => {
        const day = core.timestamp().slice(0, 10);
        core.download(`${GoodTerms.config.course}-progress-${day}.json`,
          JSON.stringify(records.exported(), null, 2));
        this.said.textContent = t("progress_exported");
      });
      const file = find("input[type=file]");
      find("[data-import]").addEventListener("click", () => file.click());
      file.addEventListener("change", async () => {
        if (!file.files.length) return;
        const wrong = records.imported(await file.files[0].text());
        file.value = "";
        this.draw();
        this.said.textContent = wrong || t("progress_imported");
      });
      find("[data-erase]").addEventListener("click", () => {
        this.confirm.hidden = false;
        find("[data-erase-no]").focus();
      });
      find("[data-erase-no]").addEventListener("click", () => this.settle(""));
      find("[data-erase-yes]").addEventListener("click", () => {
        store.erase();
        this.settle(t("progress_erased"));
      });
      store.onChange(() => this.draw());
      this.draw();
    }

    settle(said) {
      this.confirm.hidden = true;
      this.said.textContent = said;
      this.box.querySelector("[data-erase]").focus();
    }

    draw() {
      const states = records.summary(this.outline);
      const sum = (kind) => states.reduce((whole, state) => ({
        done: whole.done + state[kind].done, total: whole.total + state[kind].total,
      }), { done: 0, total: 0 });
      this.box.querySelector(".gt-progress__summary").replaceChildren(
        ...[["progress_lessons", "lessons"], ["progress_practice", "practice"],
          ["progress_tests", "passed"]].map(([label, kind]) => {
          const { done, total } = sum(kind);
          return el("p", { class: "gt-figure" },
            el("span", { class: "gt-figure__number", text: String(done) }),
            el("span", { class: "gt-figure__label", text: t(label + "_of", { n: total }) }));
        }));
      const modules = this.box.querySelector(".gt-progress__modules");
      const opened = Array.from(modules.querySelectorAll("details"), (one) => one.open);
      modules.replaceChildren(...states.map(moduleParts));
      if (this.outline.assessments.length) modules.append(coursePart(this.outline.assessments));
      modules.querySelectorAll("details").forEach((one, i) => { one.open = Boolean(opened[i]); });
      const learner = store.get("learner");
      const line = this.box.querySelector(".gt-progress__learner");
      line.textContent = learner ? t("progress_learner", { id: learner.id, name: learner.name }) : "";
    }
  }

  GoodTerms.progress = {
    /** Starts the page, if this is it. */
    start() {
      document.querySelectorAll(".gt-progress").forEach((box) => new Page(box).run());
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.progress;
})(typeof globalThis === "undefined" ? this : globalThis);
