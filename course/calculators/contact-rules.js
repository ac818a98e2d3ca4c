/**
 * A plan of contacts held against the limits of law facts: pure functions, no page.
 *
 * A contact: {day, minute, channel, matter, outcome}, in the debtor's local time; outcome is
 * `planned`, `held` (somebody was spoken to) or `not-held`. Every contact of the plan counts as if
 * it took place; a planned one counts for limits on conversations and on attempts alike.
 */
(function (root) {
  "use strict";

  const node = typeof module === "object" && module.exports;
  const calendar = node ? require("./calendar.js") : root.GoodTerms.calculators.calendar;
  const LOOK_AHEAD = 400;

  /** `holiday` for public holidays, else `mon` to `sun`. */
  function kindOfDay(day, holidays) {
    return holidays.has(day) ? "holiday" : calendar.weekdayName(day);
  }

  function inOrder(a, b) {
    return a.day - b.day || a.minute - b.minute;
  }

  /** The contacts that stand before this one: earlier, or at the same minute further up. */
  function before(contact, plan) {
    const at = plan.indexOf(contact);
    return plan.filter((other, i) => {
      const order = inOrder(other, contact);
      return other !== contact && (order < 0 || (order === 0 && i < at));
    });
  }

  function sameScope(contact, other, limit) {
    return limit.scope !== "matter" || contact.matter === other.matter;
  }

  function samePeriod(contact, other, limit) {
    if (limit.per === "day") return contact.day === other.day;
    if (limit.per === "week") return calendar.monday(contact.day) === calendar.monday(other.day);
    if (limit.per === "month") return calendar.monthOf(contact.day) === calendar.monthOf(other.day);
    return contact.day - other.day < limit.days && other.day <= contact.day;
  }

  function counts(contact, limit) {
    const outcome = limit.outcome || "any";
    return outcome === "any" || contact.outcome === "planned" || contact.outcome === outcome;
  }

  /** The windows of a fact that hold on this contact's day; null if it sets none for the channel. */
  function windows(contact, fact, holidays) {
    const all = (fact.limits || []).filter(
      (limit) => limit.kind === "hours" && limit.channels.includes(contact.channel));
    const kind = kindOfDay(contact.day, holidays);
    const own = all.filter((limit) => limit.days.includes(kind));
    // A holiday without a window of its own is the weekday it falls on.
    const found = own.length || kind !== "holiday" ? own
      : all.filter((limit) => limit.days.includes(calendar.weekdayName(contact.day)));
    return found.length ? found : null;
  }

  function hours(contact, fact, options) {
    const found = windows(contact, fact, options.holidays);
    if (!found) return [];
    const ok = found.some((limit) =>
      calendar.parseTime(limit.from) <= contact.minute && contact.minute < calendar.parseTime(limit.to));
    return [{
      fact: fact.id, kind: "hours", ok, from: found[0].from, to: found[0].to,
      day: kindOfDay(contact.day, options.holidays),
    }];
  }

  function count(contact, limit, fact, plan) {
    if (!counts(contact, limit)) return [];
    const number = 1 + before(contact, plan).filter((other) =>
      limit.channels.includes(other.channel) && counts(other, limit) &&
      sameScope(contact, other, limit) && samePeriod(contact, other, limit)).length;
    return [{
      fact: fact.id, kind: "count", ok: number <= limit.max, number, max: limit.max, per: limit.per,
      days: limit.days || null, scope: limit.scope || "person", outcome: limit.outcome || "any",
      presumption: Boolean(limit.presumption), period_verified: limit.period_verified !== false,
    }];
  }

  function pause(contact, limit, fact, plan) {
    const held = before(contact, plan).filter((other) =>
      limit.after.includes(other.channel) && other.outcome === "held" &&
      sameScope(contact, other, limit));
    const last = held.reduce((latest, other) => Math.max(latest, other.day), -Infinity);
    if (last === -Infinity) return [];
    return [{
      fact: fact.id, kind: "pause", ok: contact.day - last >= limit.days, held: last,
      number: contact.day - last + 1, days: limit.days, presumption: Boolean(limit.presumption),
    }];
  }

  function prohibition(contact, limit, fact, options) {
    if (limit.days && limit.days.length) {
      const kinds = [calendar.weekdayName(contact.day)];
      if (options.holidays.has(contact.day)) kinds.push("holiday");
      const day = limit.days.find((one) => kinds.includes(one));
      return day ? [{ fact: fact.id, kind: "day", ok: false, day }] : [];
    }
    return options.applies.has(fact.id) ? [{ fact: fact.id, kind: "applies", ok: false }] : [];
  }

  function judgement(contact, limit, fact, plan) {
    const number = 1 + before(contact, plan).filter((other) =>
      limit.channels.includes(other.channel) && samePeriod(contact, other, limit)).length;
    return number > (limit.beyond || 0)
      ? [{ fact: fact.id, kind: "judgement", ok: null, number, per: limit.per || "day" }] : [];
  }

  /**
   * Everything the facts say about one contact of the plan, and the verdict: `no` if a limit is
   * broken, `unknown` if a person has to judge or no limit speaks of this channel, else `yes`.
   */
  function judge(contact, plan, facts, options) {
    const reasons = [];
    let covered = false;
    for (const fact of facts) {
      reasons.push(...hours(contact, fact, options));
      for (const limit of fact.limits || []) {
        if (!limit.channels.includes(contact.channel)) continue;
        const asked = limit.kind === "prohibition" && !(limit.days && limit.days.length);
        if (!asked && limit.kind !== "judgement") covered = true;
        if (limit.kind === "count") reasons.push(...count(contact, limit, fact, plan));
        if (limit.kind === "pause") reasons.push(...pause(contact, limit, fact, plan));
        if (limit.kind === "prohibition") reasons.push(...prohibition(contact, limit, fact, options));
        if (limit.kind === "judgement") reasons.push(...judgement(contact, limit, fact, plan));
      }
    }
    if (reasons.some((reason) => reason.ok === false)) return { verdict: "no", reasons };
    if (reasons.some((reason) => reason.ok === null) || !covered) return { verdict: "unknown", reasons };
    return { verdict: "yes", reasons };
  }

  /** The worse of two judgements: a time that the clocks show twice is judged both times. */
  function worse(a, b) {
    const order = ["no", "unknown", "yes"];
    return order.indexOf(a.verdict) <= order.indexOf(b.verdict) ? a : b;
  }

  /**
   * The next moment from this contact's own on at which it breaks no limit and makes no other
   * contact of the plan break one; null if there is none within 400 days.
   */
  function next(contact, plan, facts, options) {
    const asked = facts.some((fact) => options.applies.has(fact.id) && (fact.limits || []).some(
      (limit) => limit.kind === "prohibition" && !(limit.days || []).length &&
        limit.channels.includes(contact.channel)));
    if (asked) return null;
    const at = plan.indexOf(contact);
    const others = plan.filter((other) => other !== contact);
    const sound = others.map((other) => judge(other, others, facts, options).verdict !== "no");
    for (let day = contact.day; day <= contact.day + LOOK_AHEAD; day++) {
      const starts = new Set([day === contact.day ? contact.minute : 0]);
      for (const fact of facts) {
        for (const limit of windows({ ...contact, day }, fact, options.holidays) || []) {
          starts.add(calendar.parseTime(limit.from));
        }
      }
      for (const minute of [...starts].sort((a, b) => a - b)) {
        if (day === contact.day && minute < contact.minute) continue;
        const moved = { ...contact, day, minute };
        const trial = others.slice();
        trial.splice(at, 0, moved);
        if (judge(moved, trial, facts, options).verdict === "no") continue;
        const disturbed = others.some((other, i) =>
          sound[i] && inOrder(other, moved) >= 0 && judge(other, trial, facts, options).verdict === "no");
        if (!disturbed) return { day, minute };
      }
    }
    return null;
  }

  /**
   * Judges every contact of a plan.
   * @param {Array<Object>} plan contacts; `second` holds {day, minute} if the clocks show the time twice
   * @param {Array<Object>} facts law facts with their limits
   * @param {{holidays: Set<number>, applies: Set<string>}} options public holidays; facts whose
   *   circumstances the user says are there
   * @returns {Array<{verdict: string, reasons: Array<Object>, next: Object|null}>} in the plan's order
   */
  function judgePlan(plan, facts, options) {
    return plan.map((contact) => {
      let found = judge(contact, plan, facts, options);
      if (contact.second) {
        const later = { ...contact, ...contact.second };
        const trial = plan.map((other) => (other === contact ? later : other));
        found = worse(found, judge(later, trial, facts, options));
      }
      return { ...found, next: found.verdict === "no" ? next(contact, plan, facts, options) : null };
    });
  }

  const api = { judgePlan, judge, next, kindOfDay };
  if (node) module.exports = api;
  else root.GoodTerms.calculators["contact-rules"] = api;
})(typeof globalThis === "undefined" ? this : globalThis);
