/**
 * The controls of an item: reading a response from them, writing one into them, their order.
 *
 * A response is what a submission holds: a letter (single), letters (multiple, order), left to
 * right (match, classify), a number (numeric), a text (short, written); null is skipped.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { t, textOf, parseNumber, formatNumber, wordCount } = GoodTerms.core;

  const PAUSE = 300; // milliseconds without a key before what was typed is kept

  const all = (item, selector) => Array.from(item.querySelectorAll(selector));
  const field = (item) => item.querySelector(".gt-input");

  /** Options of a choice. */
  const choice = {
    read(item) {
      const chosen = all(item, ".gt-option input:checked").map((input) => input.value).sort();
      if (item.dataset.type === "single") return chosen.length ? chosen[0] : null;
      return chosen.length ? chosen : null;
    },
    write(item, response) {
      const chosen = new Set(response === null ? [] : [].concat(response));
      for (const input of all(item, ".gt-option input")) input.checked = chosen.has(input.value);
    },
    order: (item) => all(item, ".gt-option").map((option) => option.dataset.option),
    arrange(item, order) {
      reorder(item.querySelector(".gt-options"), ".gt-option", "option", order);
    },
  };

  /** A sequence: entries move by button or by choosing a place; never by dragging alone. */
  const order = {
    read(item) {
      return item.hasAttribute("data-touched") ? order.order(item) : null;
    },
    write(item, response) {
      if (response === null) {
        item.removeAttribute("data-touched");
      } else {
        reorder(item.querySelector(".gt-order"), ".gt-order__entry", "option", response);
        item.setAttribute("data-touched", "");
      }
      order.refresh(item);
    },
    order: (item) => all(item, ".gt-order__entry").map((entry) => entry.dataset.option),
    arrange(item, wanted) {
      reorder(item.querySelector(".gt-order"), ".gt-order__entry", "option", wanted);
      order.refresh(item);
    },
    listen(item) {
      item.addEventListener("click", (event) => {
        const button = event.target.closest("[data-move], [data-keep]");
        if (!button || item.hasAttribute("data-locked")) return;
        if (button.hasAttribute("data-keep")) return order.touched(item);
        const entry = button.closest(".gt-order__entry");
        const step = button.dataset.move === "up" ? -1 : 1;
        const place = order.order(item).indexOf(entry.dataset.option) + step;
        order.move(item, entry, place, button);
      });
      item.addEventListener("change", (event) => {
        if (!event.target.matches(".gt-order__place")) return;
        const entry = event.target.closest(".gt-order__entry");
        order.move(item, entry, Number(event.target.value) - 1, event.target);
      });
    },
    move(item, entry, place, control) {
      const ids = order.order(item);
      const id = entry.dataset.option;
      if (place < 0 || place >= ids.length) return;
      ids.splice(ids.indexOf(id), 1);
      ids.splice(place, 0, id);
      reorder(entry.parentElement, ".gt-order__entry", "option", ids);
      control.focus();
      const text = entry.querySelector(".gt-order__text").textContent.trim();
      order.touched(item, t("order_moved", { text, place: place + 1, total: ids.length }));
    },
    touched(item, said) {
      item.setAttribute("data-touched", "");
      order.refresh(item, said);
      item.dispatchEvent(new Event("goodterms-input"));
    },
    refresh(item, said) {
      const entries = all(item, ".gt-order__entry");
      entries.forEach((entry, index) => {
        entry.querySelector(".gt-order__place").value = String(index + 1);
        for (const button of entry.querySelectorAll("[data-move]")) {
          const stuck = index === (button.dataset.move === "up" ? 0 : entries.length - 1);
          button.setAttribute("aria-disabled", String(stuck));
        }
      });
      const touched = item.hasAttribute("data-touched");
      item.querySelector(".gt-order__note").textContent =
        touched ? said || t("order_set") : t("order_untouched");
      item.querySelector("[data-keep]").hidden = touched;
    },
  };

  /** Left sides with a choice of right sides; in a match each right side is used once. */
  const pairs = {
    read(item) {
      const response = {};
      for (const select of all(item, ".gt-pair__right")) {
        if (select.value) response[select.dataset.left] = select.value;
      }
      return Object.keys(response).length ? response : null;
    },
    write(item, response) {
      for (const select of all(item, ".gt-pair__right")) {
        select.value = (response || {})[select.dataset.left] || "";
      }
    },
    order(item) {
      const first = item.querySelector(".gt-pair__right");
      return Array.from(first.options, (option) => option.value).filter(Boolean);
    },
    arrange(item, wanted) {
      for (const select of all(item, ".gt-pair__right")) {
        for (const id of wanted) select.append(select.querySelector(`option[value="${id}"]`));
      }
    },
    listen(item) {
      if (item.dataset.type !== "match") return;
      item.addEventListener("change", (event) => {
        const chosen = event.target;
        if (!chosen.matches(".gt-pair__right") || !chosen.value) return;
        for (const other of all(item, ".gt-pair__right")) {
          if (other === chosen || other.value !== chosen.value) continue;
          other.value = "";
          say(item, t("pair_moved", {
            right: chosen.selectedOptions[0].textContent,
            left: item.querySelector(`label[for="${other.id}"]`).textContent.trim(),
          }));
        }
      });
    },
  };

  /** A number in words of the language, read back so that nobody is misunderstood. */
  const numeric = {
    read: (item) => (field(item).value.trim() ? parseNumber(field(item).value) : null),
    raw: (item) => field(item).value,
    write(item, response, raw) {
      const input = field(item);
      if (raw !== undefined) input.value = raw;
      else input.value = response === null ? "" : plainNumber(response);
      numeric.echo(item);
    },
    listen: (item) => field(item).addEventListener("input", () => numeric.echo(item)),
    echo(item) {
      const input = field(item);
      const number = numeric.read(item);
      const unread = input.value.trim() !== "" && number === null;
      if (unread) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      const echo = item.querySelector(".gt-field__read");
      if (unread) echo.textContent = t("number_unread");
      else if (number === null || plainNumber(number) === input.value.trim()) echo.textContent = "";
      else echo.textContent = t("number_read", { number: formatNumber(number) });
    },
  };

  const text = {
    read: (item) => (field(item).value.trim() ? field(item).value : null),
    write(item, response) {
      field(item).value = response === null ? "" : String(response);
      text.count(item);
    },
    listen: (item) => field(item).addEventListener("input", () => text.count(item)),
    count(item) {
      if (item.dataset.type !== "written") return;
      const words = wordCount(field(item).value);
      item.querySelector(".gt-field__read").textContent = t("words", { n: words });
    },
  };

  const BY_TYPE = {
    single: choice, multiple: choice, order, match: pairs, classify: pairs,
    numeric, short: text, written: text,
  };

  function plainNumber(number) {
    return String(number).replace(".", GoodTerms.config.decimal);
  }

  function reorder(parent, selector, name, ids) {
    const known = new Map(Array.from(parent.querySelectorAll(`:scope > ${selector}`),
      (child) => [child.dataset[name], child]));
    for (const id of ids) if (known.has(id)) parent.append(known.get(id));
  }

  function kind(item) {
    return BY_TYPE[item.dataset.type];
  }

  /** Says something about an item where screen readers hear it and eyes see it. */
  function say(item, message) {
    item.querySelector(".gt-item__result").textContent = message;
  }

  const controls = {
    /** The response in an item's controls, null if there is none. */
    read: (item) => kind(item).read(item),

    /** What to keep of an item that is not finished: the response, and text that is no number. */
    draft(item) {
      const response = controls.read(item);
      const raw = kind(item).raw ? kind(item).raw(item) : undefined;
      return raw !== undefined && raw.trim() !== "" ? { response, raw } : { response };
    },

    /** Puts a response (and, of a number, what was typed) into the controls. */
    write(item, response, raw) {
      kind(item).write(item, response === undefined ? null : response, raw);
    },

    /** Ids of options or right sides in the order shown; empty where there is nothing to order. */
    shown: (item) => (kind(item).order ? kind(item).order(item) : []),

    /** Shows options or right sides in this order, if it has exactly the ids there are. */
    arrange(item, ids) {
      if (!kind(item).arrange || !controls.isOrderOf(item, ids)) return false;
      kind(item).arrange(item, ids);
      return true;
    },

    /** Whether a list holds exactly the ids of the item's options or right sides. */
    isOrderOf(item, ids) {
      return Array.isArray(ids)
        && ids.slice().sort().join() === controls.shown(item).slice().sort().join();
    },

    /** Calls back whenever the response may have changed. */
    listen(item, callback) {
      if (kind(item).listen) kind(item).listen(item);
      if (item.dataset.type === "order") order.refresh(item);
      if (item.dataset.type === "written") text.count(item);
      item.addEventListener("goodterms-input", callback);
      if (!field(item)) {
        item.addEventListener("change", callback);
        return;
      }
      // Typing is kept when it pauses, and at once when the page goes away.
      let waiting = null;
      const flush = () => {
        if (waiting === null) return;
        clearTimeout(waiting);
        waiting = null;
        callback();
      };
      item.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(flush, PAUSE);
      });
      item.addEventListener("change", flush);
      root.addEventListener("pagehide", flush);
      document.addEventListener("visibilitychange", flush);
    },

    /** Locks or opens the controls; what was answered stays readable. */
    lock(item, locked) {
      item.toggleAttribute("data-locked", locked);
      for (const control of all(item, ".gt-fieldset input, .gt-fieldset select, .gt-icon-button")) {
        if (control.matches("[type=text]")) control.readOnly = locked;
        else control.disabled = locked;
      }
      const area = item.querySelector("textarea");
      if (area) area.readOnly = locked;
      const keep = item.querySelector("[data-keep]");
      if (keep) keep.hidden = locked || item.hasAttribute("data-touched");
    },

    /** Moves the focus to the first control of an item. */
    focus(item) {
      const first = item.querySelector(".gt-fieldset input, .gt-fieldset select, textarea");
      if (first) first.focus();
    },

    /** The text of an option or side, without markup. */
    label: (html) => textOf(html),

    say,
  };

  GoodTerms.controls = controls;
  if (typeof module === "object" && module.exports) module.exports = controls;
})(typeof globalThis === "undefined" ? this : globalThis);
