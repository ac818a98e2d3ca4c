/**
 * Search: a dialog that loads its library (MiniSearch 7.2.0, vendor/minisearch.js) and the index
 * when it is first opened, both by script tags, so that it works from file:// and no page pays
 * for it before. Words are found by their beginning, with small slips, and in their other forms.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const SHORTCUT = "goodterms/search-shortcut";
  const SHOWN = 20;
  const BEFORE = 60;
  const AROUND = 220;
  const WORD = /[\p{L}\p{N}]+/gu;
  const HAN = /\p{Script=Han}|[^\p{Script=Han}]+/gu;

  /** A word without regard to case, to accents on Latin letters, and to ё. */
  function fold(word) {
    return word.normalize("NFKD").toLowerCase().replace(/([a-z])[\u0300-\u036f]+/g, "$1")
      .normalize("NFC").replace(/ё/g, "е");
  }

  const RUSSIAN = [
    [6, /(?:иями|оями)$/],
    [5, /(?:иям|иях|оях|ями|оям|ами|его|ему|ими|ого|ому|ыми|оев)$/],
    [4, /(?:ая|яя|ях|юю|ах|ею|их|ия|ию|ою|ью|ую|ям|ых|ея|ам|ем|ей|ев|ий|им|ое|ой|ом|ов|ые|ый|ым|ми)$/],
    [3, /[аеиоуйыья]$/],
  ];

  /**
   * A word's stem: case endings of Russian nouns and adjectives (the light stemmer of Dolamic and
   * Savoy), plural, -ing and -ed of English ones. Other words stay what they are.
   */
  function stem(word) {
    if (/^[а-я]+$/.test(word)) {
      const rule = RUSSIAN.find(([length, ending]) => word.length > length && ending.test(word));
      const bare = rule ? word.replace(rule[1], "") : word;
      return bare.length > 3 ? bare.replace(/[ьи]$/, "").replace(/нн$/, "н") : bare;
    }
    if (!/^[a-z]+$/.test(word) || word.length < 4) return word;
    const one = word.replace(/ies$/, "y").replace(/(ss|us|is)$|s$/, "$1");
    return one.length > 6 ? one.replace(/(?:ing|ed)$/, "") : one;
  }

  const process = (word) => stem(fold(word));

  /** The words of a text; Chinese characters one by one. */
  function tokenize(text) {
    return (text.match(WORD) || []).flatMap((word) => word.match(HAN));
  }

  /** The index over entries `[address, page, section, text]`. */
  function makeIndex(entries, MiniSearch) {
    const index = new MiniSearch({
      fields: ["section", "page", "text"],
      tokenize,
      processTerm: process,
      searchOptions: {
        boost: { section: 4, page: 2 },
        prefix: (term) => term.length > 1,
        fuzzy: (term) => (term.length > 7 ? 2 : term.length > 4 ? 1 : 0),
        combineWith: "AND",
      },
    });
    index.addAll(entries.map(([, page, section, text], id) => ({ id, page, section, text })));
    return index;
  }

  /** The best entries for a query: those with all its words, or else those with any. */
  function find(index, query) {
    const all = index.search(query);
    return all.length ? all : index.search(query, { combineWith: "OR" });
  }

  /** The stretch of a text around its first match, in parts: {text, match}. */
  function snippet(text, terms) {
    const hits = [];
    for (const word of text.matchAll(WORD)) {
      if (terms.has(process(word[0]))) hits.push([word.index, word.index + word[0].length]);
    }
    let from = hits.length ? Math.max(0, hits[0][0] - BEFORE) : 0;
    if (from > 0) from = text.indexOf(" ", from) + 1 || from;
    let to = Math.min(text.length, from + AROUND);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from);
    const parts = [];
    let at = from;
    for (const [start, end] of hits) {
      if (start < at || end > to) continue;
      parts.push({ text: text.slice(at, start), match: false }, { text: text.slice(start, end), match: true });
      at = end;
    }
    parts.push({ text: text.slice(at, to), match: false });
    if (from > 0) parts.unshift({ text: "… ", match: false });
    if (to < text.length) parts.push({ text: " …", match: false });
    return parts.filter((part) => part.text);
  }

  function marked(css, parts) {
    const holder = document.createElement("span");
    holder.className = css;
    for (const part of parts) {
      const piece = document.createElement(part.match ? "mark" : "span");
      piece.textContent = part.text;
      holder.append(part.match ? piece : part.text);
    }
    return holder;
  }

  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
  }

  /** The dialog of the page. */
  function dialogOf(dialog) {
    const words = JSON.parse(dialog.querySelector(".site-search__words").textContent);
    const input = dialog.querySelector(".site-search__query");
    const state = dialog.querySelector(".site-search__state");
    const list = dialog.querySelector(".site-search__results");
    const shortcut = dialog.querySelector("[data-search-shortcut]");
    let index = null;
    let loading = null;
    let waiting = 0;

    function load() {
      if (!loading) {
        state.textContent = words.loading;
        loading = Promise.all([loadScript(dialog.dataset.library), loadScript(dialog.dataset.index)])
          .then(() => {
            index = makeIndex(GoodTerms.searchIndex, root.MiniSearch);
            state.textContent = "";
            show();
          })
          .catch(() => {
            loading = null;
            state.textContent = words.failed;
          });
      }
    }

    function count(n) {
      const form = new Intl.PluralRules(document.documentElement.lang).select(n);
      return (words.found[form] || words.found.other).replace("{n}", String(n));
    }

    function entry(result) {
      const [address, page, section, text] = GoodTerms.searchIndex[result.id];
      const terms = new Set(result.terms);
      const link = document.createElement("a");
      link.className = "site-search__result";
      link.href = `${dialog.dataset.base}/${address}`;
      if (section) {
        const where = document.createElement("span");
        where.className = "site-search__where";
        where.textContent = page;
        link.append(where);
      }
      const title = section || page;
      const whole = snippet(title, terms);
      link.append(marked("site-search__what", title.length > AROUND ? [{ text: title }] : whole));
      link.append(marked("site-search__text", snippet(text, terms)));
      const item = document.createElement("li");
      item.append(link);
      return item;
    }

    function show() {
      const query = input.value.trim();
      if (!index) return;
      const results = query.length > 1 || /\p{Script=Han}/u.test(query) ? find(index, query) : [];
      list.replaceChildren(...results.slice(0, SHOWN).map(entry));
      if (!query) state.textContent = "";
      else state.textContent = results.length ? count(results.length) : words.none.replace("{query}", query);
    }

    const links = () => Array.from(list.querySelectorAll("a"));

    /** What waits for the typing to pause is shown now: a list in use must not be replaced. */
    function settle() {
      if (!waiting) return;
      clearTimeout(waiting);
      waiting = 0;
      show();
    }

    function move(event) {
      if (event.key === "Escape") {
        event.preventDefault(); // a search field would only be emptied
        dialog.close();
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1, Tab: 0 }[event.key];
      if (step === undefined) return;
      settle();
      if (!step) return; // where Tab leads is the browser's to know
      const all = links();
      const at = all.indexOf(document.activeElement);
      const to = at + step;
      const begins = at >= 0 || event.target === input;
      if (!begins || to < -1 || to >= all.length) return;
      event.preventDefault();
      if (to < 0) input.focus();
      else all[to].focus();
    }

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(settle, 60);
    });
    dialog.addEventListener("keydown", move);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      settle();
      const first = links()[0];
      if (first) first.click();
    });
    list.addEventListener("click", (event) => {
      if (event.target.closest("a")) dialog.close();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close());

    try {
      shortcut.checked = root.localStorage.getItem(SHORTCUT) !== "off";
    } catch {
      // Blocked storage: the shortcut stays on.
    }
    shortcut.addEventListener("change", () => {
      try {
        root.localStorage.setItem(SHORTCUT, shortcut.checked ? "on" : "off");
      } catch {
        // Blocked storage: the choice lasts as long as the page.
      }
    });

    return {
      shortcut: () => shortcut.checked,
      open() {
        if (!dialog.open) dialog.showModal();
        input.focus();
        input.select();
        load();
      },
    };
  }

  const isTyping = (target) =>
    target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  function start() {
    const dialog = document.getElementById("site-search");
    if (!dialog) return;
    const search = dialogOf(dialog);
    for (const button of document.querySelectorAll("[data-search-open]")) {
      button.addEventListener("click", search.open);
    }
    document.addEventListener("keydown", (event) => {
      const wide = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
      const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey &&
        search.shortcut() && !dialog.open && !isTyping(event.target);
      if (!wide && !plain) return;
      event.preventDefault();
      search.open();
    });
  }

  GoodTerms.search = { fold, stem, tokenize, makeIndex, find, snippet, start };
  if (typeof document !== "undefined") {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  }
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.search;
})(typeof globalThis === "undefined" ? this : globalThis);
