/**
 * What every calculator's page shares: fields with labels, hints and errors, rows that can be
 * added and removed, a summary of errors, results that are announced, copying, keeping on request.
 *
 * A calculator's own scripts come after this one and call `GoodTerms.calculator(id, api, start)`;
 * `start(host, data, kit)` is run where a page of that id stands. Nothing here knows what is
 * computed. Texts are set as text only.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { el, data: dataOf } = GoodTerms.core;
  const KIND = "calculator";
  let made = 0;

  /** A text with {names} filled in. */
  function fill(text, values) {
    return text.replace(/\{([\w-]+)\}/g, (whole, name) =>
      values && values[name] !== undefined ? String(values[name]) : whole);
  }

  /**
   * The tools of one page.
   * @param {HTMLElement} host where the form stands
   * @param {Object} data the page's data: words, kit, sets, facts
   */
  function kitOf(host, data) {
    const status = el("p", { role: "status", class: "calc__status" });

    /** A word of the page. */
    function word(id, values) {
      return data.words[id] === undefined ? id : fill(data.words[id], values);
    }

    /** A word of the site. */
    function own(id, values) {
      return fill(data.kit[id] || id, values);
    }

    /** Says something to everybody, screen readers included. */
    function say(text) {
      status.textContent = text;
    }

    /**
     * A labelled control with a hint and a place for its error.
     * @param {Object} spec name, label, hint, type (text, number, date, time, select, area, check),
     *   value, options [[value, text]], optional
     */
    function field(spec) {
      const id = `calc-${++made}`;
      const common = { id, "data-name": spec.name };
      let control;
      if (spec.type === "select") {
        control = el("select", { ...common, class: "gt-input" });
        for (const [value, text] of spec.options) control.append(el("option", { value, text }));
      } else if (spec.type === "area") {
        control = el("textarea", { ...common, class: "gt-input calc__area", rows: spec.rows || 3 });
      } else if (spec.type === "check") {
        control = el("input", { ...common, type: "checkbox" });
      } else {
        const text = spec.type === "number" || spec.type === "text";
        control = el("input", {
          ...common, class: "gt-input", type: text ? "text" : spec.type, autocomplete: "off",
          inputmode: spec.type === "number" ? "decimal" : null,
          min: spec.type === "date" ? "1900-01-01" : null,
          max: spec.type === "date" ? "2999-12-31" : null,
        });
      }
      const hint = spec.hint ? el("p", { id: `${id}-hint`, class: "calc__hint", text: spec.hint }) : null;
      const error = el("p", { id: `${id}-error`, class: "calc__error", hidden: true });
      const label = el("label", { for: id, text: spec.label });
      if (spec.optional) label.append(" ", el("span", { class: "calc__optional", text: `(${own("optional")})` }));
      const described = (wrong) =>
        [wrong ? error.id : "", hint ? hint.id : ""].filter(Boolean).join(" ");
      if (described(false)) control.setAttribute("aria-describedby", described(false));
      const element = el("div", { class: `calc__field calc__field--${spec.type}` });
      if (spec.type === "check") element.append(control, label);
      else element.append(label);
      if (hint) element.append(hint);
      element.append(error);
      if (spec.type !== "check") element.append(control);
      const made_ = {
        name: spec.name,
        label: spec.label,
        element,
        control,
        get value() {
          return spec.type === "check" ? control.checked : control.value.trim();
        },
        set value(value) {
          if (spec.type === "check") control.checked = value === true;
          else control.value = value === undefined || value === null ? "" : value;
        },
        /** Shows or takes away what is wrong with the value. */
        wrong(text) {
          error.textContent = text || "";
          error.hidden = !text;
          if (text) control.setAttribute("aria-invalid", "true");
          else control.removeAttribute("aria-invalid");
          const ids = described(Boolean(text));
          if (ids) control.setAttribute("aria-describedby", ids);
          else control.removeAttribute("aria-describedby");
        },
      };
      if (spec.value !== undefined) made_.value = spec.value;
      return made_;
    }

    /**
     * A list of entries, each a group of fields of its own.
     * @param {Object} spec title, hint, legend(n), add, remove(n), added, removed,
     *   fields() -> fields, start (number of entries), min
     */
    function rows(spec) {
      const entries = [];
      const list = el("div", { class: "calc__rows" });
      const button = el("button", {
        type: "button", class: "gt-button gt-button--quiet gt-button--small", text: spec.add,
        click: () => {
          const entry = add();
          entry.fields[0].control.focus();
          say(fill(spec.added || "", { n: entries.length }));
        },
      });
      const element = el("fieldset", { class: "calc__group" }, el("legend", { text: spec.title }),
        spec.hint ? el("p", { class: "calc__hint", text: spec.hint }) : null, list,
        el("p", { class: "calc__more" }, button));

      function number() {
        entries.forEach((entry, i) => {
          entry.legend.textContent = fill(spec.legend, { n: i + 1 });
          entry.button.setAttribute("aria-label", fill(spec.remove, { n: i + 1 }));
        });
      }

      function add(values) {
        const fields = spec.fields();
        const entry = { fields, legend: el("legend"), note: el("div", { class: "calc__note" }) };
        entry.by = Object.fromEntries(fields.map((f) => [f.name, f]));
        entry.button = el("button", {
          type: "button", class: "gt-button gt-button--quiet gt-button--small calc__remove", text: "×",
          click: () => {
            const at = entries.indexOf(entry);
            entries.splice(at, 1);
            entry.element.remove();
            number();
            say(fill(spec.removed || "", { n: at + 1 }));
            (entries[Math.min(at, entries.length - 1)]?.fields[0].control || button).focus();
            spec.changed?.();
          },
        });
        entry.element = el("fieldset", { class: "calc__row" }, entry.legend,
          ...fields.map((f) => f.element), entry.button, entry.note);
        for (const f of fields) if (values && f.name in values) f.value = values[f.name];
        entries.push(entry);
        list.append(entry.element);
        number();
        return entry;
      }

      for (let i = 0; i < (spec.start || 0); i++) add();
      return {
        element, entries, add,
        clear() {
          for (const entry of entries.splice(0)) entry.element.remove();
        },
        get value() {
          return entries.map((e) => Object.fromEntries(e.fields.map((f) => [f.name, f.value])));
        },
        set value(list_) {
          this.clear();
          for (const values of list_ || []) add(values);
        },
      };
    }

    const summary = el("div", { class: "gt-note gt-note--warning calc__errors", tabindex: "-1", hidden: true });

    /**
     * Shows errors at their fields and in a list that leads to them.
     * @param {Array<{field: Object, text: string}>} found none takes all away
     */
    function errors(found, fields) {
      for (const one of fields) one.wrong("");
      summary.replaceChildren();
      summary.hidden = found.length === 0;
      if (!found.length) return;
      const list = el("ul");
      for (const { field: one, text, place } of found) {
        one.wrong(text);
        const link = el("a", { href: `#${one.control.id}`, text: `${place ? place + ", " : ""}${one.label}: ${text}` });
        link.addEventListener("click", (event) => {
          event.preventDefault();
          for (let up = one.control.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
          one.control.focus();
        });
        list.append(el("li", {}, link));
      }
      summary.append(el("p", { class: "calc__errors-title", text: own("errors", { n: found.length }) }), list);
      summary.focus();
    }

    /**
     * The place of results: hidden until there are some, marked when what was typed has changed.
     * @param {string} title its heading and name
     * @param {string} changed what is said when the results no longer fit what is typed
     */
    function outcome(title, changed) {
      const element = el("section", { class: "calc__results", hidden: true, tabindex: "-1", "aria-label": title });
      const headline = el("p", { class: "calc__total" });
      return {
        element,
        clear() {
          element.replaceChildren();
          element.hidden = true;
        },
        /** Empties it and begins anew with a headline. */
        open(text) {
          headline.textContent = text;
          element.replaceChildren(el("h2", { class: "calc__title", text: title }), headline);
          element.hidden = false;
          element.classList.remove("calc__results--stale");
        },
        stale() {
          if (!element.hidden && !element.classList.contains("calc__results--stale")) {
            element.classList.add("calc__results--stale");
            say(changed);
          }
        },
        /** Says the headline and goes there. */
        present() {
          say(headline.textContent);
          element.focus({ preventScroll: true });
          element.scrollIntoView({ block: "start" });
        },
      };
    }

    /** Cite, day and verification of a law fact, for beside a result. */
    function source(fact) {
      const line = el("p", { class: "calc__source" });
      line.append(el("span", { class: "gt-tag", text: fact.jurisdiction }), " ",
        fact.href ? el("a", { href: fact.href, text: fact.cite }) : fact.cite,
        ` · ${own("as_of", { day: fact.day })} · `);
      line.append(el("span", { class: fact.verified ? "" : "calc__unverified", text: own(fact.verified ? "verified" : "unverified") }));
      return line;
    }

    /** A text to copy, with a button that does. */
    function copyable(label, text) {
      const area = el("textarea", { class: "gt-input calc__area", readonly: true, rows: Math.min(14, text.split("\n").length + 1), id: `calc-${++made}` });
      area.value = text;
      const button = el("button", {
        type: "button", class: "gt-button gt-button--quiet gt-button--small", text: own("copy"),
        click: async () => {
          try {
            await root.navigator.clipboard.writeText(text);
            say(own("copied"));
          } catch {
            area.focus();
            area.select();
            say(own("copy_by_hand"));
          }
        },
      });
      return el("div", { class: "calc__copy" }, el("label", { for: area.id, text: label }), area, el("p", {}, button));
    }

    /** Buttons that keep what is typed on this device and forget it, on request only. */
    function keeping(read, write) {
      const store = GoodTerms.store;
      const forget = el("button", {
        type: "button", class: "gt-button gt-button--quiet gt-button--small", text: own("forget"), hidden: true,
        click: () => {
          store.remove(KIND, data.id);
          forget.hidden = true;
          keep.focus();
          say(own("forgotten"));
        },
      });
      const keep = el("button", {
        type: "button", class: "gt-button gt-button--quiet gt-button--small", text: own("keep"),
        click: () => {
          store.set(KIND, [data.id], read());
          forget.hidden = store.isTroubled();
          say(own(store.isTroubled() ? "not_kept" : "kept"));
        },
      });
      const kept = store.get(KIND, data.id);
      if (kept) {
        try {
          write(kept);
          forget.hidden = false;
          say(own("restored"));
        } catch {
          store.remove(KIND, data.id); // written by an older page
        }
      }
      return el("p", { class: "calc__keep" }, keep, " ", forget, " ",
        el("button", { type: "button", class: "gt-button gt-button--quiet gt-button--small", text: own("print"), click: () => root.print() }));
    }

    return { el, fill, word, own, say, status, field, rows, summary, errors, outcome, source, copyable, keeping };
  }

  /** The computing functions of the page's scripts by calculator, for tests and for each other. */
  GoodTerms.calculators = GoodTerms.calculators || {};

  /**
   * Registers a calculator and starts it where its page stands.
   * @param {string} id as in the page's front matter
   * @param {Object} api its pure functions
   * @param {function(HTMLElement, Object, Object): void} start builds the form
   */
  GoodTerms.calculator = function (id, api, start) {
    GoodTerms.calculators[id] = api;
    for (const page of document.querySelectorAll("[data-calculator]")) {
      if (page.dataset.calculator !== id) continue;
      const host = page.querySelector("[data-calculator-form]");
      const data = dataOf(page);
      start(host, data, kitOf(host, data));
    }
  };
})(typeof globalThis === "undefined" ? this : globalThis);
