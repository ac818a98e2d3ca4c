/**
 * The page of the contact-plan calculator: its form, its messages, its results. What is allowed is
 * decided in contact-rules.js, with the limits of the law facts in the page's data.
 */
(function (root) {
  "use strict";

  const GoodTerms = root.GoodTerms;
  const calendar = GoodTerms.calculators.calendar;
  const rules = GoodTerms.calculators["contact-rules"];
  const CHANNELS = ["call", "visit", "message"];
  const OUTCOMES = ["planned", "held", "not-held"];
  const SIGNS = { yes: "✓", no: "✕", unknown: "?" };

  function start(host, data, kit) {
    const { el, word, field } = kit;
    const locale = GoodTerms.config.locale;
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    const zones = zoneNames(here);

    function dayText(day) {
      return new Intl.DateTimeFormat(locale, {
        timeZone: "UTC", weekday: "short", day: "numeric", month: "long", year: "numeric",
      }).format(day * 86400000).replace(/\sг\.$/, ""); // sentences end with a full stop of their own
    }

    function momentText(moment) {
      return word("moment", { day: dayText(moment.day), time: calendar.timeText(moment.minute) });
    }

    // ---- the form --------------------------------------------------------------------------

    const set = field({ name: "set", type: "select", label: word("set"), hint: word("set-hint"),
      options: data.sets.map((one) => [one.id, one.title]) });
    const note = el("p", { class: "gt-note calc__set-note" });
    const circumstances = el("fieldset", { class: "calc__group" });
    let applies = [];
    const zone = field({ name: "zone", type: "select", label: word("zone"), hint: word("zone-hint"),
      options: zones.map((name) => [name, name.replaceAll("_", " ")]), value: here });
    const writing = field({ name: "writing", type: "select", label: word("writing"),
      options: [["", word("writing-same")], ...zones.map((name) => [name, name.replaceAll("_", " ")])] });
    const holidays = field({ name: "holidays", type: "area", rows: 2, label: word("holidays"),
      hint: word("holidays-hint"), optional: true });
    const contacts = kit.rows({
      title: word("contacts"), hint: word("contacts-hint"), legend: word("contact"),
      add: word("add"), remove: word("remove"), added: word("added"), removed: word("removed"),
      start: 1, changed: () => results.stale(),
      fields: () => [
        field({ name: "date", type: "date", label: word("date") }),
        field({ name: "time", type: "time", label: word("time") }),
        field({ name: "channel", type: "select", label: word("channel"),
          options: CHANNELS.map((one) => [one, word(`channel-${one}`)]) }),
        field({ name: "outcome", type: "select", label: word("outcome"),
          options: OUTCOMES.map((one) => [one, word(`outcome-${one}`)]) }),
        field({ name: "matter", type: "text", label: word("matter"), optional: true }),
      ],
    });
    const results = kit.outcome(word("results"), word("stale"));
    const form = el("form", { novalidate: true, class: "calc__form" }, kit.summary,
      el("fieldset", { class: "calc__group" }, el("legend", { text: word("rules") }), set.element, note),
      circumstances,
      el("fieldset", { class: "calc__group calc__grid" }, el("legend", { text: word("clock") }),
        zone.element, writing.element, holidays.element),
      contacts.element,
      el("p", { class: "calc__go" }, el("button", { type: "submit", class: "gt-button", text: word("check") })));

    function chosen() {
      return data.sets.find((one) => one.id === set.value) || data.sets[0];
    }

    function facts() {
      return chosen().facts.map((id) => data.facts[id]).filter(Boolean);
    }

    function asks(fact) {
      return (fact.limits || []).some((limit) => limit.kind === "prohibition" && !(limit.days || []).length);
    }

    function showSet(ticked) {
      note.textContent = chosen().note;
      note.hidden = !chosen().note;
      const kept = ticked || applies.filter((one) => one.field.value).map((one) => one.fact.id);
      applies = facts().filter(asks).map((fact) => ({
        fact,
        field: field({ name: fact.id, type: "check", label: fact.text, value: kept.includes(fact.id) }),
      }));
      circumstances.replaceChildren(el("legend", { text: word("circumstances") }),
        el("p", { class: "calc__hint", text: word("circumstances-hint") }));
      for (const one of applies) circumstances.append(one.field.element, kit.source(one.fact));
      circumstances.hidden = applies.length === 0;
    }

    // ---- reading it ------------------------------------------------------------------------

    function readHolidays(wrong) {
      const found = new Set();
      holidays.value.split(/[\n,;]+/).map((text) => text.trim()).filter(Boolean).forEach((text) => {
        const day = calendar.parseDay(text);
        if (day === null) wrong(holidays, word("holiday-wrong", { text }));
        else found.add(day);
      });
      return found;
    }

    function readContact(entry, index, wrong) {
      const { date, time, channel, outcome, matter } = entry.by;
      const place = word("contact", { n: index + 1 });
      const day = date.control.validity.badInput ? null : calendar.parseDay(date.value);
      const minute = calendar.parseTime(time.value);
      if (day === null) wrong(date, word("date-wrong"), place);
      if (minute === null) wrong(time, word("time-wrong"), place);
      if (day === null || minute === null) return null;
      const from = writing.value || zone.value;
      const moments = calendar.convert(day, minute, from, zone.value);
      if (!moments.length) {
        wrong(time, word("time-skipped", { time: calendar.timeText(minute), zone: from }), place);
        return null;
      }
      return {
        ...moments[0], second: moments[1] && !same(moments[0], moments[1]) ? moments[1] : null,
        twice: moments.length > 1, written: { day, minute }, channel: channel.value,
        outcome: outcome.value, matter: matter.value.toLowerCase(), number: index + 1,
      };
    }

    function same(a, b) {
      return a.day === b.day && a.minute === b.minute;
    }

    function untouched(entry) {
      const { date, time, matter } = entry.by;
      return !date.value && !time.value && !matter.value && !date.control.validity.badInput;
    }

    function read() {
      const found = [];
      const wrong = (one, text, place) => found.push({ field: one, text, place });
      const free = readHolidays(wrong);
      let entries = contacts.entries.map((entry, index) => ({ entry, index }));
      if (entries.some(({ entry }) => !untouched(entry))) {
        entries = entries.filter(({ entry }) => !untouched(entry));
      }
      if (!entries.length) entries = [{ entry: contacts.add(), index: 0 }];
      const plan = entries.map(({ entry, index }) => readContact(entry, index, wrong));
      const fields = [set, zone, writing, holidays, ...contacts.entries.flatMap((e) => e.fields)];
      kit.errors(found, fields);
      return found.length ? null : { plan, free };
    }

    // ---- what comes out --------------------------------------------------------------------

    function reasonText(reason, contact) {
      const channel = word(`channel-${contact.channel}`);
      if (reason.kind === "hours") {
        return word(reason.ok ? "hours-ok" : "hours-no",
          { from: reason.from, to: reason.to, day: word(`day-${reason.day}`) });
      }
      if (reason.kind === "count") {
        const period = word(`per-${reason.per}`, { days: reason.days });
        const parts = [word(`count-${reason.outcome}`, { channel, number: reason.number, max: reason.max, period })];
        if (reason.scope === "matter") parts.push(word("scope-matter"));
        if (!reason.period_verified) parts.push(word("period-unverified"));
        if (reason.presumption) parts.push(word("presumption"));
        return parts.join(" ");
      }
      if (reason.kind === "pause") {
        return [word(reason.ok ? "pause-ok" : "pause-no",
          { number: reason.number, days: reason.days, held: dayText(reason.held) }),
        reason.presumption ? word("presumption") : ""].join(" ").trim();
      }
      const fact = data.facts[reason.fact];
      if (reason.kind === "day") return word("day-no", { channel, day: word(`day-${reason.day}`) });
      if (reason.kind === "applies") return word("applies", { text: fact.text });
      return word("judgement", { text: fact.text });
    }

    function nextText(found, contact) {
      if (found.verdict !== "no") return "";
      return found.next ? word("next", { moment: momentText(found.next) })
        : word(found.reasons.some((one) => one.kind === "applies") ? "next-never" : "next-none");
    }

    function ifHeld(contact) {
      if (contact.outcome !== "planned") return "";
      const pauses = facts().flatMap((fact) => fact.limits || [])
        .filter((limit) => limit.kind === "pause" && limit.after.includes(contact.channel));
      if (!pauses.length) return "";
      return word("if-held", { day: dayText(contact.day + Math.max(...pauses.map((one) => one.days))) });
    }

    function card(contact, found) {
      const list = el("ul", { class: "calc__reasons" });
      for (const [id, reasons] of byFact(found.reasons)) {
        list.append(el("li", { class: "calc__fact" },
          ...reasons.map((reason) => line(reason.ok, reasonText(reason, contact))), kit.source(data.facts[id])));
      }
      if (!found.reasons.length) list.append(el("li", { class: "calc__fact" }, line(null, word("no-rule"))));
      const title = el("h3", { class: "calc__verdict" },
        el("span", { class: `calc__sign calc__sign--${found.verdict}`, "aria-hidden": "true", text: SIGNS[found.verdict] }),
        `${contact.number}. ${word(`verdict-${found.verdict}`)}: ${word(`channel-${contact.channel}`)}, ${momentText(contact)}`);
      const lines = [];
      if (writing.value && writing.value !== zone.value) {
        lines.push(word("elsewhere", { moment: momentText(contact.written), zone: writing.value }));
      }
      if (contact.twice) lines.push(word("time-twice"));
      const after = nextText(found, contact);
      const held = ifHeld(contact);
      return el("article", { class: `calc__contact calc__contact--${found.verdict}` }, title,
        ...lines.map((text) => el("p", { class: "calc__hint", text })),
        after ? el("p", { class: "calc__next", text: after }) : null, list,
        held ? el("p", { class: "calc__hint", text: held }) : null);
    }

    function rank(ok) {
      return ok === false ? 0 : ok === null ? 1 : 2;
    }

    /** Reasons by law fact, what forbids first. */
    function byFact(reasons) {
      const found = new Map();
      for (const reason of [...reasons].sort((a, b) => rank(a.ok) - rank(b.ok))) {
        if (!found.has(reason.fact)) found.set(reason.fact, []);
        found.get(reason.fact).push(reason);
      }
      return found;
    }

    /** A reason with its sign: the words say the same as the sign. */
    function line(ok, text) {
      const verdict = ok === null ? "unknown" : ok ? "yes" : "no";
      return el("p", { class: `calc__reason calc__reason--${verdict}`, text });
    }

    function logText(plan, found) {
      const lines = [word("log-title", { set: chosen().title, zone: zone.value })];
      plan.forEach((contact, i) => {
        lines.push(`${contact.number}. ${momentText(contact)}, ${word(`channel-${contact.channel}`)}: ${word(`verdict-${found[i].verdict}`)}`);
        for (const reason of found[i].reasons.filter((one) => one.ok !== true)) {
          const fact = data.facts[reason.fact];
          lines.push(`   ${reasonText(reason, contact)} [${fact.cite}; ${kit.own("as_of", { day: fact.day })}; ${kit.own(fact.verified ? "verified" : "unverified")}]`);
        }
        const after = nextText(found[i], contact);
        if (after) lines.push(`   ${after}`);
      });
      return [...lines, word("log-end")].join("\n");
    }

    function check() {
      const input = read();
      if (!input) {
        results.clear();
        return;
      }
      const ticked = new Set(applies.filter((one) => one.field.value).map((one) => one.fact.id));
      const found = rules.judgePlan(input.plan, facts(), { holidays: input.free, applies: ticked });
      const number = (verdict) => found.filter((one) => one.verdict === verdict).length;
      results.open(word("result", { yes: number("yes"), no: number("no"), unknown: number("unknown") }));
      if (found.some((one) => one.verdict !== "yes")) results.element.append(el("p", { text: word("counting") }));
      input.plan.forEach((contact, i) => results.element.append(card(contact, found[i])));
      results.element.append(kit.copyable(word("log"), logText(input.plan, found)), el("p", { class: "calc__hint", text: word("not-advice") }));
      results.present();
    }

    // ---- keeping it ------------------------------------------------------------------------

    function readAll() {
      return {
        set: set.value, zone: zone.value, writing: writing.value, holidays: holidays.value,
        applies: applies.filter((one) => one.field.value).map((one) => one.fact.id),
        contacts: contacts.value,
      };
    }

    function writeAll(kept) {
      if (data.sets.some((one) => one.id === kept.set)) set.value = kept.set;
      if (zones.includes(kept.zone)) zone.value = kept.zone;
      if (zones.includes(kept.writing)) writing.value = kept.writing;
      holidays.value = kept.holidays;
      contacts.value = kept.contacts;
      if (!contacts.entries.length) contacts.add();
      showSet(kept.applies || []);
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      check();
    });
    form.addEventListener("input", results.stale);
    set.control.addEventListener("change", () => showSet());
    showSet();
    host.append(form, kit.keeping(readAll, writeAll), kit.status, results.element);
  }

  /** All zones the browser knows, the device's own among them. */
  function zoneNames(own) {
    const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone")
      : ["America/Chicago", "America/Los_Angeles", "America/New_York", "Asia/Novosibirsk", "Asia/Shanghai",
        "Asia/Vladivostok", "Asia/Yekaterinburg", "Europe/Berlin", "Europe/Dublin", "Europe/London", "Europe/Moscow"];
    return [...new Set([...known, own, "UTC"])].sort();
  }

  GoodTerms.calculator("contact-plan", rules, start);
})(globalThis);
