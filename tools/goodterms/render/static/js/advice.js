/**
 * What a diagnostic recommends after it was handed in: for every module the points, a band of
 * recommendation, and links to the lessons that serve what was missed. The same sums are made by
 * goodterms/scoring/advice.py when a file is graded.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const GUARD = 1e-9; // makes up for sums such as 3 × 1/3 that binary numbers miss by a hair

  /**
   * The recommendation for every module.
   * @param {{bands: Object[], modules: Object[]}} advice of the page's data
   * @param {Object<string, {score: number|null, max: number}>} items points by item
   * @returns {{module: Object, score: number, max: number, percent: number, band: Object|null,
   *   missed: string[], lessons: Object[]}[]}
   */
  function advise(advice, items) {
    return advice.modules.map((module) => {
      let score = 0;
      let max = 0;
      const missed = [];
      for (const [id, objective] of Object.entries(module.items)) {
        const got = (items[id] && items[id].score) || 0;
        const full = items[id] ? items[id].max : 0;
        score += got;
        max += full;
        if (got < full - GUARD && !missed.includes(objective)) missed.push(objective);
      }
      const percent = max ? (score / max) * 100 : 0;
      const band = advice.bands.find((one) => percent >= one.at_least - GUARD) || null;
      const lessons = module.lessons.filter((lesson) =>
        lesson.objectives.some((objective) => missed.includes(objective)));
      return { module, score, max, percent, band, missed, lessons };
    });
  }

  function linked(thing) {
    const { el } = GoodTerms.core;
    return thing.href ? el("a", { href: thing.href, html: thing.title })
      : el("span", { html: thing.title });
  }

  function minutes(n) {
    const { t, el } = GoodTerms.core;
    return el("span", { class: "gt-advice__minutes", text: " " + t("progress_minutes", { n }) });
  }

  /** Where a band stands, for its colour: first, last, or between. */
  function level(bands, band) {
    const place = bands.indexOf(band);
    return place === 0 ? "top" : place === bands.length - 1 || place < 0 ? "low" : "mid";
  }

  function entry(bands, one) {
    const { t, el, formatNumber } = GoodTerms.core;
    const { module, band } = one;
    const points = t("advice_points",
      { score: formatNumber(one.score, 2), max: formatNumber(one.max, 2) });
    const lessons = one.lessons.map((lesson) =>
      el("li", {}, linked(lesson), minutes(lesson.minutes)));
    return el("li", { class: `gt-advice__module gt-advice--${level(bands, band)}` },
      el("p", { class: "gt-advice__number", text: t("advice_module", { n: module.number }) }),
      el("p", { class: "gt-advice__title" }, linked(module), minutes(module.minutes)),
      el("p", { class: "gt-advice__band" },
        band ? el("span", { class: "gt-advice__name", html: band.title }) : null,
        el("span", { class: "gt-advice__points", text: points })),
      lessons.length ? el("div", { class: "gt-advice__lessons" },
        el("p", { class: "gt-advice__label", text: t("advice_lessons") }),
        el("ul", {}, ...lessons)) : null,
      band && band.test && module.test
        ? el("p", { class: "gt-advice__test" }, el("a", { href: module.test, text: t("advice_test") }))
        : null);
  }

  /** The recommendations as elements, for the result panel of a diagnostic. */
  function parts(data, result) {
    const { t, el, formatNumber } = GoodTerms.core;
    const { bands } = data.advice;
    const found = advise(data.advice, result.items);
    const sums = bands.map((band) =>
      el("li", { class: `gt-advice__sum gt-advice--${level(bands, band)}` },
        el("span", { class: "gt-advice__count",
          text: String(found.filter((one) => one.band === band).length) }),
        el("div", {},
          el("p", { class: "gt-advice__name", html: band.title }),
          el("div", { class: "gt-advice__text", html: band.text }))));
    return [
      el("p", { class: "gt-result__title", text: t("advice_title") }),
      el("p", { text: t("advice_text",
        { score: formatNumber(result.score, 2), max: formatNumber(result.max, 2) }) }),
      el("ul", { class: "gt-advice__sums" }, ...sums),
      el("ol", { class: "gt-advice" }, ...found.map((one) => entry(bands, one))),
      el("p", { text: t("result_review") }),
    ];
  }

  GoodTerms.advice = { advise, parts };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.advice;
})(typeof globalThis === "undefined" ? this : globalThis);
