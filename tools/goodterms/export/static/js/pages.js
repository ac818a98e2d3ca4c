/**
 * One page of the package at a time: the address after `#` decides, so Back and Forward work, and
 * nothing is ever unloaded. The heading gets the focus; the title of the window follows.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const SETTLED = 15000; // milliseconds a lesson is open before reaching its end means "read"

  /** The pages of the package and which one is shown. */
  class Pages {
    /** @param {function(string)} onTurn called with the key of every page that is shown */
    constructor(onTurn) {
      this.sections = Array.from(document.querySelectorAll("[data-page]"));
      this.onTurn = onTurn;
      this.shown = null;
      this.followed = false;
      this.places = new Map();
      this.name = document.title;
    }

    /** Shows the page the address names, or the one given, or the first. */
    start(key) {
      document.addEventListener("click", (event) => this.clicked(event));
      root.addEventListener("hashchange", () => this.arrive());
      root.addEventListener("resize", () => this.reachTables());
      if ("scrollRestoration" in root.history) root.history.scrollRestoration = "manual";
      const asked = this.find(this.anchor());
      const first = asked || this.section(key) || this.sections[0];
      if (!asked) root.history.replaceState(null, "", "#" + first.id);
      this.show(first, false);
      if (asked) this.scrollTo(this.anchor());
    }

    anchor() {
      try {
        return decodeURIComponent(root.location.hash.slice(1));
      } catch {
        return "";
      }
    }

    section(key) {
      return this.sections.find((section) => section.dataset.page === key) || null;
    }

    /** The page that is, or holds, the element with this id. */
    find(id) {
      const target = id ? document.getElementById(id) : null;
      return target ? target.closest("[data-page]") : null;
    }

    clicked(event) {
      const link = event.target.closest && event.target.closest("a[href^='#']");
      if (!link || event.defaultPrevented) return;
      if (link.classList.contains("gtp-skip")) {
        event.preventDefault();
        this.heading().focus();
        return;
      }
      this.followed = true;
      // The address is the same already: no hashchange will come.
      if (link.getAttribute("href") === root.location.hash) this.arrive();
    }

    /** The address has changed: by a link, or by Back and Forward. */
    arrive() {
      const id = this.anchor();
      const section = this.find(id);
      if (!section) return;
      const turned = section !== this.shown;
      const followed = this.followed;
      this.followed = false;
      if (turned) this.show(section, true);
      if (!followed && turned && this.places.has(section)) root.scrollTo(0, this.places.get(section));
      else if (section.id === id) root.scrollTo(0, 0);
      else this.scrollTo(id);
    }

    show(section, focus) {
      if (this.shown) this.places.set(this.shown, root.scrollY);
      for (const other of this.sections) other.hidden = other !== section;
      this.shown = section;
      document.title = `${section.dataset.title} · ${this.name}`;
      this.settle(section);
      this.reachTables();
      if (focus) this.heading().focus({ preventScroll: true });
      this.onTurn(section.dataset.page);
    }

    /** A table that is wider than the page can be scrolled by keyboard, too. */
    reachTables() {
      for (const holder of this.shown.querySelectorAll(".gtp-table")) {
        const wide = holder.scrollWidth > holder.clientWidth;
        if (wide && !holder.hasAttribute("tabindex")) {
          holder.setAttribute("role", "region");
          holder.setAttribute("aria-label", this.headingBefore(holder));
        }
        if (wide) holder.setAttribute("tabindex", "0");
        else for (const name of ["tabindex", "role", "aria-label"]) holder.removeAttribute(name);
      }
    }

    headingBefore(element) {
      const before = Array.from(this.shown.querySelectorAll("h1, h2, h3")).filter((heading) =>
        heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
      return before[before.length - 1].textContent.trim();
    }

    heading() {
      return this.shown.querySelector("h1");
    }

    /** The end of a lesson appears after a while, so that leafing through is not reading. */
    settle(section) {
      clearTimeout(this.settling);
      if (section.hasAttribute("data-settled")) return;
      this.settling = setTimeout(() => section.setAttribute("data-settled", ""), SETTLED);
    }

    scrollTo(id) {
      const target = document.getElementById(id);
      if (!target || target === this.shown) return;
      if (!target.matches("a, button, input, select, textarea, [tabindex]")) {
        target.setAttribute("tabindex", "-1");
      }
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "start" });
    }
  }

  GoodTerms.pages = { Pages };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.pages;
})(typeof globalThis === "undefined" ? this : globalThis);
