/**
 * The header and the drawer with the contents: where one is, what is done, how far one has come.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store, records } = GoodTerms;
  const { t, el } = core;

  /** What is done of the thing that an entry stands for: {done, text}. */
  function stateOf(record) {
    const [kind, id] = record.split(":");
    if (kind === "read") {
      const read = Boolean(store.get("read", id));
      return { done: read, text: read ? t("progress_read") : "" };
    }
    const all = (kind === "play" ? records.plays() : records.attempts())[id] || [];
    return { done: records.isPassed(all), text: all.length ? records.bestText(all) : "" };
  }

  function mark(entry) {
    const { done, text } = stateOf(entry.dataset.record);
    entry.classList.toggle("gtp-done", done);
    let said = entry.querySelector(".gtp-state");
    if (!said) {
      said = el("span", { class: "gtp-state" });
      entry.querySelector("a").append(said);
    }
    said.textContent = text;
  }

  /** The drawer with the contents. */
  class Contents {
    constructor(lessons) {
      this.lessons = lessons;
      this.drawer = document.querySelector(".gtp-drawer");
      this.button = document.querySelector("[data-contents]");
    }

    start() {
      this.button.addEventListener("click", () => this.open());
      this.drawer.addEventListener("click", (event) => {
        const outside = event.target === this.drawer;
        if (outside || event.target.closest("[data-close], a[href]")) this.drawer.close();
      });
      store.onChange(() => this.draw());
      this.draw();
    }

    open() {
      this.drawer.showModal();
      const here = this.drawer.querySelector("[aria-current]");
      if (here) here.focus();
    }

    turnTo(key) {
      for (const link of this.drawer.querySelectorAll("[data-to]")) {
        if (link.dataset.to === key) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    }

    draw() {
      document.querySelectorAll(".gtp li[data-record]").forEach(mark);
      const total = this.lessons.length;
      const done = this.lessons.filter((lesson) => store.get("read", lesson)).length;
      const bar = document.querySelector(".gtp-bar__progress");
      bar.hidden = total === 0;
      bar.querySelector(".gtp-bar__track > span").style.width = total ? `${(done / total) * 100}%` : 0;
      bar.querySelector(".gtp-bar__count").replaceChildren(
        el("span", { class: "gt-visually-hidden", text: t("package_read", { done, total }) }),
        el("span", { "aria-hidden": "true", text: `${done}/${total}` }));
      this.begin(done, total);
    }

    /** The button on the overview leads to the first lesson that is not read yet. */
    begin(done, total) {
      const link = document.querySelector("[data-begin]");
      if (!link) return;
      const open = document.querySelector(".gtp-path li[data-record]:not(.gtp-done) a");
      link.hidden = total > 0 && !open;
      if (!open) return;
      link.setAttribute("href", open.getAttribute("href"));
      if (done) link.textContent = t("package_continue", { title: open.querySelector(".gtp-path__title").textContent });
    }
  }

  GoodTerms.contents = { Contents };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.contents;
})(typeof globalThis === "undefined" ? this : globalThis);
