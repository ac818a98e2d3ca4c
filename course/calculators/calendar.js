/**
 * Days, times of day and time zones for the calculators: pure functions, no page.
 *
 * A day is a whole number, 0 being 1 January 1970 (a Thursday) in the proleptic Gregorian calendar;
 * a time of day is a number of minutes. So nothing depends on the clock or zone of the device.
 */
(function (root) {
  "use strict";

  const DAY_MS = 86400000;
  const MINUTES = 1440;
  const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

  /** The day of a date, or null if there is no such date. */
  function dayOf(year, month, day) {
    if (year < 1900 || year > 2999) return null;
    const time = new Date(Date.UTC(year, month - 1, day));
    if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return null;
    return time.getTime() / DAY_MS;
  }

  /** The day of `2026-07-01` or `1.7.2026`, or null. */
  function parseDay(text) {
    const plain = String(text).trim();
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
    if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(plain);
    return dots ? dayOf(Number(dots[3]), Number(dots[2]), Number(dots[1])) : null;
  }

  /** Year, month (1 to 12) and day of the month. */
  function parts(day) {
    const time = new Date(day * DAY_MS);
    return { year: time.getUTCFullYear(), month: time.getUTCMonth() + 1, day: time.getUTCDate() };
  }

  /** `2026-07-01`. */
  function isoDay(day) {
    return new Date(day * DAY_MS).toISOString().slice(0, 10);
  }

  /** 0 for Monday to 6 for Sunday. */
  function weekday(day) {
    return (((day + 3) % 7) + 7) % 7;
  }

  /** `mon` to `sun`. */
  function weekdayName(day) {
    return WEEKDAYS[weekday(day)];
  }

  /** The Monday of the day's calendar week. */
  function monday(day) {
    return day - weekday(day);
  }

  /** One number per calendar month. */
  function monthOf(day) {
    const { year, month } = parts(day);
    return year * 12 + month - 1;
  }

  /** Whether the day lies in a leap year. */
  function inLeapYear(day) {
    const { year } = parts(day);
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  }

  /** The first day of the day's half-year: 1 January or 1 July. */
  function halfYear(day) {
    const { year, month } = parts(day);
    return dayOf(year, month < 7 ? 1 : 7, 1);
  }

  /** Minutes of `08:00`, or null. */
  function parseTime(text) {
    const found = /^(\d{1,2}):(\d{2})$/.exec(String(text).trim());
    if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null;
    return Number(found[1]) * 60 + Number(found[2]);
  }

  /** `08:00`. */
  function timeText(minute) {
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  }

  const formats = new Map();

  /** The wall clock of a zone at an instant, as minutes since the beginning of 1970 there. */
  function wall(zone, instant) {
    if (!formats.has(zone)) {
      formats.set(zone, new Intl.DateTimeFormat("en-US", {
        timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
        hour: "numeric", minute: "numeric",
      }));
    }
    const got = {};
    for (const { type, value } of formats.get(zone).formatToParts(instant)) got[type] = Number(value);
    return Date.UTC(got.year, got.month - 1, got.day, got.hour, got.minute) / 60000;
  }

  /**
   * A time on the clock of one zone as shown by the clock of another.
   * @returns {Array<{day: number, minute: number}>} none if the clocks skip that time, two if they
   *   show it twice
   */
  function convert(day, minute, from, to) {
    const shown = day * MINUTES + minute;
    const found = new Set();
    for (const near of [shown - MINUTES, shown + MINUTES]) {
      const offset = wall(from, near * 60000) - near;
      const instant = shown - offset;
      if (wall(from, instant * 60000) === shown) found.add(instant);
    }
    return [...found].sort((a, b) => a - b).map((instant) => {
      const there = wall(to, instant * 60000);
      return { day: Math.floor(there / MINUTES), minute: ((there % MINUTES) + MINUTES) % MINUTES };
    });
  }

  /** Whether the browser knows a time zone. */
  function isZone(zone) {
    try {
      new Intl.DateTimeFormat("en-US", { timeZone: zone });
      return zone !== "";
    } catch {
      return false;
    }
  }

  const api = {
    dayOf, parseDay, parts, isoDay, weekday, weekdayName, monday, monthOf, inLeapYear, halfYear,
    parseTime, timeText, convert, isZone,
  };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.GoodTerms.calculators.calendar = api;
})(typeof globalThis === "undefined" ? this : globalThis);
