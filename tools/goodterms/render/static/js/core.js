/**
 * What every other script needs: words, numbers, small DOM helpers, events, files.
 *
 * Classic script, no dependencies, one global: GoodTerms. Texts that come from the page's data are
 * HTML written when the course was built; what a learner types is only ever set as text.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  GoodTerms.config = GoodTerms.config || {
    course: "course", version: "0.0.0", lang: "en", locale: "en", decimal: ".", strings: {}, strings_lang: "en",
  };

  /**
   * A text of the interface, with {names} filled in; a set of plurals is chosen by `values.n`.
   * @param {string} key
   * @param {Object<string, string|number>} [values]
   * @returns {string} the text, or the key itself if the edition has no such text
   */
  function t(key, values) {
    let entry = GoodTerms.config.strings[key];
    if (entry === undefined) return key;
    if (typeof entry === "object") {
      const rules = new Intl.PluralRules(GoodTerms.config.strings_lang);
      entry = entry[rules.select(Number((values || {}).n) || 0)] || entry.other;
    }
    return entry.replace(/\{(\w+)\}/g, (whole, name) =>
      values && values[name] !== undefined ? String(values[name]) : whole);
  }

  /**
   * A new element. Attributes that are null or false are left out; `text` sets text, `html` HTML
   * of the course.
   * @param {string} tag
   * @param {Object} [attributes]
   * @param {...(Node|string|null)} children
   * @returns {HTMLElement}
   */
  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") made.textContent = value;
      else if (name === "html") made.innerHTML = value;
      else if (name === "click") made.addEventListener("click", value);
      else made.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children) if (child !== null && child !== undefined) made.append(child);
    return made;
  }

  /** The text of a fragment of HTML of the course. */
  function textOf(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.textContent.trim();
  }

  /** The data block of an element: the JSON of its own child of class `gt-data`. */
  function data(element) {
    for (const block of element.querySelectorAll("script.gt-data")) {
      const owner = block.parentElement;
      if (owner === element || owner.closest("[data-item]") === element) {
        return JSON.parse(block.textContent);
      }
    }
    return null;
  }

  const SPACES = /[\s\u00a0\u2009\u202f'’_]/g;
  const GROUPED = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/;

  /**
   * A number as people write it: decimal comma or point, groups of thousands, a sign or unit
   * before or after. A lone separator before exactly three digits is the language's other one
   * than its decimal sign and so groups thousands.
   * @param {string} text
   * @param {string} [decimal] the language's decimal sign
   * @returns {number|null} null if it cannot be read as one number
   */
  function parseNumber(text, decimal = GoodTerms.config.decimal) {
    let plain = String(text).normalize("NFKC").replace(SPACES, "").replace(/[\u2212\u2013]/g, "-");
    plain = plain.replace(/^([+-]?)[^\d.,+-]+/, "$1").replace(/[^\d.,]+$/, "");
    if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(plain)) return null;
    const marks = plain.replace(/[^.,]/g, "");
    if (marks.includes(".") && marks.includes(",")) {
      const last = marks[marks.length - 1];
      if (marks.indexOf(last) !== marks.length - 1) return null;
      plain = plain.split(last === "." ? "," : ".").join("").replace(last, ".");
    } else if (marks.length > 1) {
      const groups = plain.replace(/^[+-]/, "").split(marks[0]);
      if (groups[0].length > 3 || groups.slice(1).some((group) => group.length !== 3)) return null;
      plain = plain.split(marks[0]).join("");
    } else if (marks.length === 1) {
      const grouping = marks !== decimal && GROUPED.test(plain);
      plain = plain.replace(marks, grouping ? "" : ".");
    }
    const number = Number(plain);
    return Number.isFinite(number) ? number : null;
  }

  /** A number as the edition's language writes it, with at most `digits` decimals. */
  function formatNumber(value, digits = 6) {
    return new Intl.NumberFormat(GoodTerms.config.locale, { maximumFractionDigits: digits })
      .format(value);
  }

  /** A percentage for people: one decimal, and never rounded up to a pass. */
  function formatPercent(value) {
    return new Intl.NumberFormat(GoodTerms.config.locale,
      { style: "percent", maximumFractionDigits: 1 }).format(Math.floor(value * 10 + 1e-6) / 1000);
  }

  /** Now, or a time, in UTC with seconds: 2026-11-21T09:00:00Z. */
  function timestamp(time = new Date()) {
    return time.toISOString().replace(/\.\d+Z$/, "Z");
  }

  /** A date and time of a timestamp as the edition's language writes it. */
  function formatTime(stamp) {
    return new Date(stamp).toLocaleString(GoodTerms.config.locale,
      { dateStyle: "medium", timeStyle: "short" });
  }

  /** A random UUID (version 4); also where the page is not a secure context. */
  function uuid() {
    if (root.crypto && root.crypto.randomUUID) return root.crypto.randomUUID();
    const bytes = root.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /** A shuffled copy (Fisher and Yates). */
  function shuffled(list) {
    const copy = list.slice();
    for (let i = copy.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  }

  /** Number of words in a text. */
  function wordCount(text) {
    const found = text.match(/[\p{L}\p{N}]+(?:[-’'.,][\p{L}\p{N}]+)*/gu);
    return found ? found.length : 0;
  }

  /** Tells whoever listens: a CustomEvent `goodterms:<name>` on the document. */
  function emit(name, detail) {
    document.dispatchEvent(new CustomEvent("goodterms:" + name, { detail }));
  }

  /** Offers a text as a file to save. */
  function download(name, text, type = "application/json") {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = el("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  /** Moves the focus to an element that is not in the tab order, without hiding it under a header. */
  function focusOn(element) {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  /** A bar with the score and the pass mark; the numbers stand beside it in words. */
  function scale(percent, passMark) {
    const bar = el("div", { class: "gt-scale", "aria-hidden": "true" },
      el("span", { class: "gt-scale__value" }), el("span", { class: "gt-scale__mark" }));
    bar.children[0].style.width = `${percent}%`;
    bar.children[1].style.left = `${passMark}%`;
    return bar;
  }

  GoodTerms.core = {
    t, el, textOf, data, parseNumber, formatNumber, formatPercent, timestamp, formatTime, uuid,
    shuffled, wordCount, emit, download, focusOn, scale,
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.core;
})(typeof globalThis === "undefined" ? this : globalThis);
