/**
 * The site around the fragments: colours, menu, language switch, what was done so far, printing.
 * Classic script; without it every page can still be read.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const SCHEME = "goodterms/scheme";

  function remembered() {
    try {
      return root.localStorage.getItem(SCHEME);
    } catch {
      return null;
    }
  }

  function remember(scheme) {
    try {
      if (scheme) root.localStorage.setItem(SCHEME, scheme);
      else root.localStorage.removeItem(SCHEME);
    } catch {
      // Blocked storage: the choice lasts as long as the page.
    }
  }

  /** Light or dark: the reader's choice, or what the system says while there is none. */
  function schemes() {
    const dark = root.matchMedia("(prefers-color-scheme: dark)");
    const button = document.querySelector("[data-scheme]");

    function show(scheme) {
      document.body.setAttribute("data-md-color-scheme", scheme === "dark" ? "slate" : "default");
      button.setAttribute("aria-pressed", String(scheme === "dark"));
    }

    const system = () => (dark.matches ? "dark" : "light");
    show(remembered() || system());
    dark.addEventListener("change", () => {
      if (!remembered()) show(system());
    });
    button.addEventListener("click", () => {
      const now = document.body.getAttribute("data-md-color-scheme") === "slate" ? "light" : "dark";
      remember(now === system() ? null : now);
      show(now);
    });
  }

  /** The menu on narrow screens: opens below the header, closes with Escape or outside. */
  function menu() {
    const button = document.querySelector("[data-menu]");
    const panel = document.getElementById("site-menu");
    const open = (wanted) => {
      document.body.toggleAttribute("data-menu-open", wanted);
      button.setAttribute("aria-expanded", String(wanted));
    };
    button.addEventListener("click", () => {
      const wanted = !document.body.hasAttribute("data-menu-open");
      open(wanted);
      if (wanted) panel.querySelector("a").focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !document.body.hasAttribute("data-menu-open")) return;
      open(false);
      button.focus();
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest("#site-menu, [data-menu]")) open(false);
    });
    panel.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next && !next.closest("#site-menu, .site-header")) open(false);
    });
  }

  /** The language switch leads to the same place of the page, not to its top. */
  function languages() {
    for (const link of document.querySelectorAll("[data-language]")) {
      link.addEventListener("click", () => {
        if (root.location.hash) link.hash = root.location.hash;
      });
    }
  }

  const DONE = {
    lesson: (store, id) => Boolean(store.get("read", id)),
    simulation: (store, id) => store.list("play", id).some(({ value }) => value.passed),
    assessment: (store, id) => {
      const { attempts, isPassed, isTaken } = GoodTerms.records;
      return isPassed(attempts()[id]) || isTaken(attempts()[id]);
    },
  };

  function isDone(record) {
    const [kind, id] = record.split(":");
    return DONE[kind](GoodTerms.store, id);
  }

  function tick(holder, css, done, word) {
    const old = holder.querySelector("." + css);
    if (done === Boolean(old)) return;
    if (old) return void old.remove();
    const mark = document.createElement("span");
    mark.className = css;
    mark.textContent = word;
    holder.append(mark);
  }

  function meter(holder, done, total) {
    holder.hidden = false;
    holder.querySelector(".site-meter__bar").style.setProperty("--done",
      `${total ? (done / total) * 100 : 0}%`);
    const text = holder.querySelector(".site-meter__text");
    if (text) text.textContent = GoodTerms.core.t("progress_of", { done, total });
  }

  const ids = (text) => (text || "").split(" ").filter(Boolean);

  /** Ticks in the menu and in a module's path, meters of modules: drawn anew at every change. */
  function done() {
    const { store, core } = GoodTerms;
    const read = (id) => Boolean(store.get("read", id));
    const answered = (id) => Boolean(store.get("practice", id));

    function draw() {
      for (const link of document.querySelectorAll(".site-menu__link[data-record]")) {
        tick(link, "site-menu__done", isDone(link.dataset.record), "✓");
        const mark = link.querySelector(".site-menu__done");
        if (mark) mark.setAttribute("aria-label", core.t("progress_read"));
        if (mark) mark.setAttribute("role", "img");
      }
      for (const step of document.querySelectorAll(".site-path__step[data-record]")) {
        tick(step.querySelector("a"), "site-path__done", isDone(step.dataset.record),
          "✓ " + core.t("progress_read"));
      }
      let next = null;
      for (const module of document.querySelectorAll("[data-module][data-lessons]")) {
        const lessons = ids(module.dataset.lessons);
        const practice = ids(module.dataset.practice);
        const counts = { lessons: [lessons.filter(read).length, lessons.length],
          practice: [practice.filter(answered).length, practice.length] };
        const began = counts.lessons[0] + counts.practice[0] > 0;
        const open = lessons.findIndex((id) => !read(id));
        if (began && open >= 0 && !next) next = ids(module.dataset.pages)[open];
        for (const place of module.querySelectorAll("[data-count]")) {
          const [some, all] = counts[place.dataset.count];
          place.textContent = core.t("progress_of", { done: some, total: all });
        }
        const bar = module.querySelector(".site-meter");
        if (bar && (began || module.matches(".site-glance"))) meter(bar, ...counts.lessons);
        if (module.matches(".site-glance")) module.hidden = false;
      }
      const resume = document.querySelector(".site-resume");
      if (resume) {
        resume.hidden = !next;
        if (next) resume.querySelector("a").href = next;
      }
    }

    draw();
    store.onChange(draw);
  }

  /** A trainer's sheets: all, or one at a time. */
  function printing() {
    for (const button of document.querySelectorAll("[data-print], [data-print-one]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const sheet = button.hasAttribute("data-print-one") ? button.closest(".site-sheet") : null;
        document.body.toggleAttribute("data-print-one", Boolean(sheet));
        if (sheet) sheet.setAttribute("data-printing", "");
        root.print();
      });
    }
    root.addEventListener("afterprint", () => {
      document.body.removeAttribute("data-print-one");
      for (const sheet of document.querySelectorAll("[data-printing]")) sheet.removeAttribute("data-printing");
    });
  }

  /** An agenda follows the start that the trainer sets. */
  function agendas() {
    for (const agenda of document.querySelectorAll("[data-agenda]")) {
      const start = agenda.querySelector("[data-agenda-start]");
      start.addEventListener("input", () => {
        const [hours, minutes] = start.value.split(":").map(Number);
        if (Number.isNaN(hours) || Number.isNaN(minutes)) return;
        for (const cell of agenda.querySelectorAll("[data-minutes]")) {
          const at = hours * 60 + minutes + Number(cell.dataset.minutes);
          cell.textContent = [Math.floor(at / 60) % 24, at % 60]
            .map((part) => String(part).padStart(2, "0")).join(":");
        }
      });
    }
  }

  /** The theme makes wide tables scroll; a box that scrolls must be reachable by keyboard. */
  function tables() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      const reachable = () => {
        if (box.scrollWidth > box.clientWidth + 1) box.setAttribute("tabindex", "0");
        else box.removeAttribute("tabindex");
      };
      reachable();
      new ResizeObserver(reachable).observe(box);
    }
  }

  /** The place in a long menu at the side is in sight. */
  function showPlace() {
    const panel = document.getElementById("site-menu");
    const here = panel.querySelector("[aria-current=page]");
    if (!here || panel.scrollHeight <= panel.clientHeight) return;
    panel.scrollTop = here.offsetTop - panel.clientHeight / 2;
  }

  function start() {
    schemes();
    menu();
    showPlace();
    languages();
    done();
    printing();
    agendas();
    setTimeout(tables, 0);
  }

  GoodTerms.site = { start };
  if (typeof document !== "undefined") {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  }
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.site;
})(typeof globalThis === "undefined" ? this : globalThis);
