/**
 * The page of the late-interest calculator: its form, its messages, its results. The sum is made
 * in interest-rules.js; rates, margins and fixed sums come from the law facts in the page's data,
 * or from the user, who is reminded to check them.
 */
(function (root) {
  "use strict";

  const GoodTerms = root.GoodTerms;
  const calendar = GoodTerms.calculators.calendar;
  const rules = GoodTerms.calculators["interest-rules"];
  const BASES = ["365", "actual", "360"];
  const FIRST = calendar.dayOf(1900, 1, 1);
  const CURRENCIES = { CN: "CNY", EU: "EUR", RU: "RUB", UK: "GBP" };
  const MOST = 1e13; // cents; above it a number may lose its last digit

  function start(host, data, kit) {
    const { el, word, field } = kit;
    const locale = GoodTerms.config.locale;

    function dayText(day) {
      return new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" })
        .format(day * 86400000).replace(/\sг\.$/, ""); // sentences end with a full stop of their own
    }

    function number(value, least, most) {
      return new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most }).format(value);
    }

    function money(cents) {
      return `${number(cents / 100, 2, 2)}\u00a0${currency.value.toUpperCase()}`;
    }

    // ---- the form --------------------------------------------------------------------------

    const set = field({ name: "set", type: "select", label: word("set"), hint: word("set-hint"),
      options: data.sets.map((one) => [one.id, one.title]) });
    const note = el("p", { class: "gt-note calc__set-note" });
    const sources = el("div", { class: "calc__sources" });
    const principal = field({ name: "principal", type: "number", label: word("principal"), hint: word("principal-hint") });
    const currency = field({ name: "currency", type: "text", label: word("currency"), hint: word("currency-hint"), value: data.currency });
    const due = field({ name: "due", type: "date", label: word("due"), hint: word("due-hint") });
    const until = field({ name: "until", type: "date", label: word("until"), hint: word("until-hint") });
    const basis = field({ name: "basis", type: "select", label: word("basis"), hint: word("basis-hint"),
      options: BASES.map((one) => [one, word(`basis-${one}`)]) });
    const margin = field({ name: "margin", type: "number", label: word("margin"), hint: word("margin-hint") });
    const unit = field({ name: "unit", type: "select", label: word("unit"),
      options: [["year", word("unit-year")], ["day", word("unit-day")]] });
    const fixed = field({ name: "fixed", type: "check", label: word("fixed"), value: true });
    const rates = kit.rows({
      title: word("rates"), hint: word("rates-hint"), legend: word("rate-line"), add: word("rate-add"),
      remove: word("rate-remove"), added: word("added"), removed: word("removed"), changed: () => results.stale(),
      fields: () => [
        field({ name: "from", type: "date", label: word("rate-from") }),
        field({ name: "rate", type: "number", label: word("rate") }),
      ],
    });
    const payments = kit.rows({
      title: word("payments"), hint: word("payments-hint"), legend: word("payment"), add: word("payment-add"),
      remove: word("payment-remove"), added: word("added"), removed: word("removed"), changed: () => results.stale(),
      fields: () => [
        field({ name: "day", type: "date", label: word("payment-day") }),
        field({ name: "amount", type: "number", label: word("payment-amount") }),
      ],
    });
    const results = kit.outcome(word("results"), word("stale"));
    const form = el("form", { novalidate: true, class: "calc__form" }, kit.summary,
      el("fieldset", { class: "calc__group" }, el("legend", { text: word("rules") }), set.element, note, sources),
      el("fieldset", { class: "calc__group calc__grid" }, el("legend", { text: word("debt") }),
        principal.element, currency.element, due.element, until.element),
      el("fieldset", { class: "calc__group calc__grid" }, el("legend", { text: word("conventions") }),
        unit.element, margin.element, basis.element, fixed.element),
      rates.element, payments.element,
      el("p", { class: "calc__go" }, el("button", { type: "submit", class: "gt-button", text: word("compute") })));

    /** Whether the reader has typed a currency: then no rule changes it. */
    let chosenCurrency = false;

    function scheme() {
      const chosen = data.sets.find((one) => one.id === set.value) || data.sets[0];
      const facts = chosen.facts.map((id) => data.facts[id]).filter(Boolean);
      const having = (name) => facts.find((fact) => fact.interest && fact.interest[name] !== null &&
        (name !== "rates" || fact.interest.rates.length));
      const daily = having("daily");
      return {
        chosen, facts, daily, rates: having("rates"), margin: having("margin"), fixed: having("fixed"),
        change: having("change")?.interest.change || "daily",
      };
    }

    /** The lines of the rate table that come from law facts: what they say, and up to when. */
    function lawLines(it) {
      if (it.daily) return [{ from: "", rate: it.daily.interest.daily, to: null, known: null, fact: it.daily }];
      if (!it.rates) return [];
      return it.rates.interest.rates.map((line) => ({
        from: line.from, rate: line.rate, to: line.to ? calendar.parseDay(line.to) : null,
        known: line.to ? null : calendar.parseDay(it.rates.as_of), fact: it.rates,
      }));
    }

    function noteLines() {
      const it = scheme();
      const law = lawLines(it);
      for (const entry of rates.entries) {
        const line = lawLine(entry, law);
        entry.note.replaceChildren();
        if (line) {
          const last = line.to ?? line.known;
          if (last !== null) entry.note.append(el("p", { class: "calc__hint", text: word("rate-known", { day: dayText(last) }) }));
          entry.note.append(kit.source(line.fact));
        } else if (entry.by.rate.value) {
          entry.note.append(el("p", { class: "calc__hint calc__unverified", text: word("rate-typed") }));
        }
      }
    }

    function lawLine(entry, law) {
      return law.find((one) => one.from === entry.by.from.value &&
        one.rate === GoodTerms.core.parseNumber(entry.by.rate.value)) || null;
    }

    function shown(rate) {
      return number(rate, 0, 6);
    }

    function showScheme(refill) {
      const it = scheme();
      note.textContent = it.chosen.note;
      note.hidden = !it.chosen.note;
      sources.replaceChildren(...it.facts.map(kit.source));
      margin.element.hidden = !it.margin;
      fixed.element.hidden = !it.fixed;
      unit.element.hidden = it.facts.length > 0;
      if (refill) {
        unit.value = it.daily ? "day" : "year";
        margin.value = it.margin ? shown(it.margin.interest.margin) : "";
        fixed.value = Boolean(it.fixed);
        const usual = CURRENCIES[it.facts[0]?.jurisdiction] || data.currency;
        if (!chosenCurrency) currency.value = it.fixed ? it.fixed.interest.fixed.currency : usual;
        rates.value = lawLines(it).map((line) => ({ from: line.from, rate: shown(line.rate) }));
        if (!rates.entries.length) rates.add();
      }
      basis.element.hidden = unit.value === "day";
      noteLines();
    }

    // ---- reading it ------------------------------------------------------------------------

    function readAmount(one, wrong, place) {
      const value = GoodTerms.core.parseNumber(one.value);
      const cents = value === null ? NaN : Math.round(value * 100);
      if (value === null) wrong(one, word("amount-wrong"), place);
      else if (Math.abs(value * 100 - cents) > 1e-4) wrong(one, word("amount-fine"), place);
      else if (Math.abs(cents) > MOST) wrong(one, word("amount-large"), place);
      else return cents;
      return null;
    }

    function readDay(one, wrong, place) {
      const day = one.control.validity.badInput ? null : calendar.parseDay(one.value);
      if (day === null) wrong(one, word("date-wrong"), place);
      return day;
    }

    function readPercent(one, wrong, place) {
      const value = GoodTerms.core.parseNumber(one.value);
      if (value === null || Math.abs(value) > 1000) {
        wrong(one, word("rate-wrong"), place);
        return null;
      }
      return value;
    }

    function readRates(wrong, it) {
      const law = lawLines(it);
      const lines = rates.entries.map((entry, i) => {
        const place = word("rate-line", { n: i + 1 });
        const empty = !entry.by.from.value && !entry.by.from.control.validity.badInput;
        const from = empty && i === 0 ? FIRST : readDay(entry.by.from, wrong, place);
        const rate = readPercent(entry.by.rate, wrong, place);
        const own = lawLine(entry, law);
        return { from, rate, to: own ? own.to : null, known: own ? own.known : null, own, entry, place };
      });
      const seen = new Map();
      for (const line of lines) {
        if (line.from !== null && seen.has(line.from)) wrong(line.entry.by.from, word("rate-twice"), line.place);
        seen.set(line.from, line);
      }
      return lines.sort((a, b) => a.from - b.from);
    }

    function read() {
      const found = [];
      const wrong = (one, text, place) => found.push({ field: one, text, place });
      const it = scheme();
      const input = {
        principal: readAmount(principal, wrong), due: readDay(due, wrong), until: readDay(until, wrong),
        basis: basis.value, unit: unit.value, change: it.change,
        margin: it.margin ? readPercent(margin, wrong) : 0,
        payments: payments.entries.map((entry, i) => ({
          day: readDay(entry.by.day, wrong, word("payment", { n: i + 1 })),
          amount: readAmount(entry.by.amount, wrong, word("payment", { n: i + 1 })),
        })),
      };
      if (!/^[A-Za-z]{3}$/.test(currency.value)) wrong(currency, word("currency-wrong"));
      if (!rates.entries.length) rates.add();
      input.table = readRates(wrong, it);
      const other = it.fixed && it.fixed.interest.fixed.currency !== currency.value.toUpperCase();
      input.steps = it.fixed && fixed.value && !other ? it.fixed.interest.fixed.steps : null;
      const made = found.length ? null : rules.lateInterest(input);
      for (const error of made?.errors || []) place(error, input, wrong);
      kit.errors(found, [set, principal, currency, due, until, basis, margin, unit,
        ...rates.entries.flatMap((e) => e.fields), ...payments.entries.flatMap((e) => e.fields)]);
      return found.length ? null : { input, made, it, other };
    }

    /** Where an error of the computation belongs, and what to do about it. */
    function place(error, input, wrong) {
      if (error.field === "rates") {
        const it = scheme();
        const from = it.rates || it.daily;
        const last = rates.entries[rates.entries.length - 1];
        wrong(last.by.from, word("rate-missing", { day: dayText(error.day), source: from ? from.source : word("own-source") }));
      } else if (error.index !== undefined) {
        wrong(payments.entries[error.index].by[error.field], word(error.id), word("payment", { n: error.index + 1 }));
      } else {
        wrong({ principal, until }[error.field], word(error.id, { sum: error.sum ? money(error.sum) : "" }));
      }
    }

    // ---- what comes out --------------------------------------------------------------------

    function lineText(line, input) {
      const values = {
        from: dayText(line.from), to: dayText(line.to), days: line.days, principal: money(line.cents),
        rate: number(line.percent, 0, 6), year: line.year, interest: number(line.exact / 10000, 4, 4),
        base: shown(line.rate), margin: shown(input.margin),
      };
      const text = word(input.unit === "day" ? "line-day" : "line-year", values);
      return input.margin && input.unit === "year" ? `${text} ${word("line-margin", values)}` : text;
    }

    function statement(input, made, it) {
      const lines = [
        word("statement-head", { principal: money(input.principal), due: dayText(input.due), until: dayText(input.until) }),
        ...made.lines.map((line) => `- ${lineText(line, input)}`),
        word("statement-interest", { days: made.days, interest: money(made.interest) }),
      ];
      if (made.fixed) lines.push(word("statement-fixed", { fixed: money(made.fixed) }));
      lines.push(word("statement-total", { unpaid: money(made.unpaid), total: money(made.total) }));
      lines.push(word("statement-basis", {
        set: it.chosen.title, basis: input.unit === "day" ? word("unit-day") : word(`basis-${input.basis}`),
      }));
      for (const fact of it.facts) {
        lines.push(`- ${fact.cite}; ${kit.own("as_of", { day: fact.day })}; ${kit.own(fact.verified ? "verified" : "unverified")}`);
      }
      if (usedTyped(input, made)) lines.push(word("statement-typed"));
      return lines.join("\n");
    }

    function usedTyped(input, made) {
      return made.lines.length > 0 && (input.table.some((line) => !line.own) ||
        (scheme().margin && input.margin !== scheme().margin.interest.margin));
    }

    function row(title, text, strong) {
      return el("div", { class: strong ? "calc__sum calc__sum--total" : "calc__sum" },
        el("dt", { text: title }), el("dd", { text }));
    }

    function compute() {
      const done = read();
      if (!done) {
        results.clear();
        return;
      }
      const { input, made, it, other } = done;
      results.open(made.lines.length ? word("result", { interest: money(made.interest), total: money(made.total), days: made.days })
        : word("not-late"));
      const list = el("ol", { class: "calc__working" });
      for (const line of made.lines) list.append(el("li", { text: lineText(line, input) }));
      if (made.lines.length) results.element.append(el("h3", { text: word("working") }), list, el("p", { class: "calc__hint", text: word("rounding") }));
      const sums = el("dl", { class: "calc__sums" }, row(word("sum-interest"), money(made.interest)));
      if (it.fixed) sums.append(row(word("sum-fixed"), money(made.fixed)));
      sums.append(row(word("sum-unpaid"), money(made.unpaid)), row(word("sum-total"), money(made.total), true));
      results.element.append(sums);
      if (other && made.lines.length) {
        results.element.append(el("p", { class: "gt-note", text: word("fixed-other", { currency: it.fixed.interest.fixed.currency }) }));
      }
      if (usedTyped(input, made)) results.element.append(el("p", { class: "gt-note gt-note--warning", text: word("typed-used") }));
      const doubtful = it.facts.filter((fact) => !fact.verified);
      if (doubtful.length) results.element.append(el("p", { class: "gt-note gt-note--warning", text: word("doubtful", { cites: doubtful.map((fact) => fact.cite).join("; ") }) }));
      results.element.append(el("h3", { text: word("rests-on") }), ...it.facts.map(kit.source));
      if (!it.facts.length) results.element.append(el("p", { text: word("rests-contract") }));
      results.element.append(kit.copyable(word("statement"), statement(input, made, it)), el("p", { class: "calc__hint", text: word("not-advice") }));
      results.present();
    }

    // What was typed for one rule comes back when the reader returns to it.
    const typed = new Map();
    let shownSet = set.value;

    // ---- keeping it ------------------------------------------------------------------------

    const plain = [principal, currency, due, until, basis, margin, unit, fixed];

    function readAll() {
      return { set: set.value, ...Object.fromEntries(plain.map((one) => [one.name, one.value])), rates: rates.value, payments: payments.value };
    }

    function writeAll(kept) {
      if (data.sets.some((one) => one.id === kept.set)) set.value = kept.set;
      for (const one of plain) one.value = kept[one.name];
      payments.value = kept.payments;
      writeScheme(kept);
      shownSet = set.value;
      chosenCurrency = true;
    }

    /** What belongs to the rule and not to the debt. */
    function writeScheme(kept) {
      for (const one of [margin, unit, fixed]) one.value = kept[one.name];
      rates.value = kept.rates;
      showScheme(false);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      compute();
    });
    form.addEventListener("input", results.stale);
    currency.control.addEventListener("input", () => {
      chosenCurrency = true;
    });
    rates.element.addEventListener("input", noteLines);
    set.control.addEventListener("change", () => {
      typed.set(shownSet, readAll());
      shownSet = set.value;
      showScheme(true);
      const before = typed.get(shownSet);
      if (before) writeScheme(before);
    });
    unit.control.addEventListener("change", () => showScheme(false));
    showScheme(true);
    host.append(form, kit.keeping(readAll, writeAll), kit.status, results.element);
  }

  GoodTerms.calculator("late-interest", rules, start);
})(globalThis);
