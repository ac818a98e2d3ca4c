/**
 * Simple interest for late payment, exact to the last digit and rounded once: pure functions.
 *
 * Conventions. Interest runs from the day after the due date to the day of payment, which counts.
 * A part payment reduces the principal from the day after it. 29 February is a day like any other;
 * the year has 365 days, or 360, or as many as the calendar year has (366 in a leap year).
 */
(function (root) {
  "use strict";

  const node = typeof module === "object" && module.exports;
  const calendar = node ? require("./calendar.js") : root.GoodTerms.calculators.calendar;
  /** Cents x millionths of a percent x days, over any of the three years. */
  const YEARS = 360n * 365n * 366n;
  const UNIT = 100n * 1000000n * YEARS;

  /** Divided and rounded, halves up. */
  function rounded(numerator, divisor) {
    const twice = numerator * 2n + divisor;
    const floor = twice / (divisor * 2n);
    return twice < 0n && floor * divisor * 2n !== twice ? floor - 1n : floor;
  }

  /**
   * The rate that a table has for a day, or null: the last line that begins on or before the day,
   * unless that line ends before it, or it is the last line and known only up to an earlier day.
   * @param {Array<{from: number, to: number|null, known: number|null, rate: number}>} table ascending
   */
  function rateOn(day, table) {
    let found = null;
    for (const line of table) if (line.from <= day) found = line;
    if (!found || (found.to !== null && day > found.to)) return null;
    const last = found === table[table.length - 1];
    return last && found.known !== null && day > found.known ? null : found.rate;
  }

  /** The day whose rate holds on `day`, by how the scheme changes its rate. */
  function referenceDay(day, first, change) {
    if (change === "at-start") return calendar.halfYear(first);
    return change === "half-yearly" ? calendar.halfYear(day) : day;
  }

  function yearDays(day, basis) {
    if (basis === "actual") return calendar.inLeapYear(day) ? 366n : 365n;
    return BigInt(basis);
  }

  /** The fixed sum for an amount in cents: that of the last step that begins at or below it. */
  function fixedSum(cents, steps) {
    let sum = 0;
    for (const step of steps) if (Math.round(step.from * 100) <= cents) sum = Math.round(step.sum * 100);
    return sum;
  }

  /**
   * @param {Object} input
   *   principal: cents; due, until: days; payments: [{day, amount}] in cents, any order;
   *   table: rates as in `rateOn`, or `rate`: one rate; margin: percentage points; unit: `year` or
   *   `day`; change: `daily`, `half-yearly`, `at-start`; basis: `365`, `360`, `actual`;
   *   steps: of the fixed sum, or null
   * @returns {Object} {errors: [{field, id, ...}]} or {lines, days, interest, fixed, unpaid, total}
   *   in cents; a line's `exact` is in hundredths of a cent, for showing
   */
  function lateInterest(input) {
    const errors = [];
    const paid = [...input.payments].sort((a, b) => a.day - b.day);
    const sum = paid.reduce((total, payment) => total + payment.amount, 0);
    if (!(input.principal > 0)) errors.push({ field: "principal", id: "principal-zero" });
    if (input.until < input.due) errors.push({ field: "until", id: "until-before-due" });
    input.payments.forEach((payment, index) => {
      if (!(payment.amount > 0)) errors.push({ field: "amount", index, id: "payment-zero" });
      if (payment.day > input.until) errors.push({ field: "day", index, id: "payment-after" });
    });
    if (!errors.length && sum > input.principal) {
      errors.push({ field: "principal", id: "paid-too-much", sum });
    }
    if (errors.length) return { errors };

    const first = input.due + 1;
    const owed = (day) => input.principal -
      paid.filter((payment) => payment.day < day).reduce((total, payment) => total + payment.amount, 0);
    const rate = (day) => input.table
      ? rateOn(referenceDay(day, first, input.change), input.table) : input.rate;
    const same = (a, b) => a.cents === b.cents && a.rate === b.rate && a.year === b.year;

    const lines = [];
    for (let day = first; day <= input.until; day++) {
      const cents = owed(day);
      if (cents === 0) break;
      const found = rate(day);
      if (found === null) {
        const missing = referenceDay(day, first, input.change);
        return { errors: [{ field: "rates", id: "rate-missing", day: missing }] };
      }
      const now = { cents, rate: found, year: input.unit === "day" ? 1n : yearDays(day, input.basis) };
      const line = lines[lines.length - 1];
      if (line && same(line, now)) line.to = day;
      else lines.push({ ...now, from: day, to: day });
    }

    const margin = Math.round((input.margin || 0) * 1000000);
    let numerator = 0n;
    for (const line of lines) {
      line.days = line.to - line.from + 1;
      line.percent = (Math.round(line.rate * 1000000) + margin) / 1000000;
      const part = BigInt(line.cents) * BigInt(Math.round(line.percent * 1000000)) *
        BigInt(line.days) * (YEARS / line.year);
      line.exact = Number(rounded(part * 100n, UNIT));
      line.year = Number(line.year);
      numerator += part;
    }
    const interest = Number(rounded(numerator, UNIT));
    const fixed = lines.length && input.steps ? fixedSum(owed(first), input.steps) : 0;
    const unpaid = input.principal - sum;
    return {
      lines, interest, fixed, unpaid, days: lines.reduce((n, line) => n + line.days, 0),
      total: unpaid + interest + fixed,
    };
  }

  const api = { lateInterest, rateOn, fixedSum, rounded };
  if (node) module.exports = api;
  else root.GoodTerms.calculators["interest-rules"] = api;
})(typeof globalThis === "undefined" ? this : globalThis);
