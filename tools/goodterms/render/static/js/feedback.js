/**
 * What is said about an item after it was answered: a result in words, and why, side by side with
 * every option or pair. Right and wrong are told by words and signs, colour only supports them.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { t, el, formatNumber } = GoodTerms.core;

  const SIGNS = { right: "✓", partly: "◐", wrong: "✗", marker: "✎" };

  /** The verdict on a response: right, partly, wrong, or marker (a person will mark it). */
  function verdictOf(points, max) {
    if (points === null) return "marker";
    if (points >= max) return "right";
    return points > 0 ? "partly" : "wrong";
  }

  /** One explanation: a sign with a word, and the author's reason. */
  function fillWhy(holder, verdict, label, html, red) {
    holder.className = "gt-why" + (verdict ? ` gt-why--${verdict}` : "");
    holder.replaceChildren(
      el("p", { class: "gt-why__label" },
        verdict ? el("span", { class: "gt-sign", "aria-hidden": "true", text: SIGNS[verdict] }) : null,
        label));
    if (html) holder.append(el("div", { class: "gt-why__text", html }));
    if (red) holder.append(el("p", { class: "gt-red-note", html: `${t("red_line")} ${red}` }));
    holder.hidden = false;
  }

  function optionLabel(type, chosen, isKey) {
    if (type === "single") {
      if (chosen) return isKey ? "option_chosen_right" : "option_chosen_wrong";
      return isKey ? "option_key" : "option_other";
    }
    if (chosen) return isKey ? "multiple_chosen_right" : "multiple_chosen_wrong";
    return isKey ? "multiple_missed" : "multiple_left_right";
  }

  function explainChoice(item, payload, response) {
    const feedback = payload.feedback;
    const keys = new Set([].concat(payload.key));
    const chosen = new Set(response === null ? [] : [].concat(response));
    for (const option of item.querySelectorAll(".gt-option")) {
      const id = option.dataset.option;
      const isKey = keys.has(id);
      const isChosen = chosen.has(id);
      const { verdict, label } = optionVerdict(payload.type, isChosen, isKey);
      option.dataset.state = `${isChosen ? "chosen" : "open"}-${isKey ? "key" : "other"}`;
      fillWhy(option.querySelector(".gt-why"), verdict, label,
        (feedback.why || {})[id], (feedback.red || {})[id]);
    }
  }

  function explainOrder(item, payload, response) {
    const feedback = payload.feedback;
    payload.key.forEach((id, place) => {
      const entry = item.querySelector(`.gt-order__entry[data-option="${id}"]`);
      const given = response === null ? -1 : response.indexOf(id);
      const right = given === place;
      fillWhy(entry.querySelector(".gt-why"), right ? "right" : "wrong",
        t(right ? "order_right" : "order_belongs", { place: place + 1 }),
        (feedback.why || {})[id], (feedback.red || {})[id]);
    });
  }

  function explainPairs(item, payload, response) {
    const feedback = payload.feedback;
    for (const pair of item.querySelectorAll(".gt-pair")) {
      const left = pair.dataset.left;
      const key = payload.key[left];
      const right = (response || {})[left] === key;
      const label = el("span", { html: feedback.text[key] });
      fillWhy(pair.querySelector(".gt-why"), right ? "right" : "wrong", "",
        (feedback.why || {})[left], (feedback.red || {})[left]);
      pair.querySelector(".gt-why__label").append(
        t(right ? "pair_right" : "pair_belongs") + " ", label);
    }
  }

  function explainValue(item, payload, response, verdict) {
    const feedback = payload.feedback;
    const holder = item.querySelector(".gt-why");
    const parts = [];
    if (payload.type === "numeric" && verdict !== "right" && response !== null) {
      const tolerance = Math.max(payload.key.tolerance, 1e-9);
      const slip = (feedback.wrong || []).find(
        (wrong) => Math.abs(wrong.value - response) <= tolerance);
      if (slip) parts.push(`<p>${slip.why}</p>`);
    }
    if (feedback.whole) parts.push(`<p>${feedback.whole}</p>`);
    fillWhy(holder, verdict, t("answer_is", { answer: feedback.key }), parts.join(""));
  }

  function explainWritten(item, payload) {
    const model = (payload.feedback || {}).model;
    if (!model) return;
    fillWhy(item.querySelector(".gt-why"), null, t("model_answer"), model);
  }

  function pointsText(verdict, points, max) {
    if (verdict === "marker") return t("result_marker");
    return t("result_" + verdict, { points: formatNumber(points, 2), max: formatNumber(max, 2) });
  }

  /** The result of an item in words, into an element. */
  function showResult(result, verdict, payload, points, skipped) {
    result.className = `gt-item__result gt-item__result--${verdict}`;
    result.replaceChildren(
      el("span", { class: "gt-sign", "aria-hidden": "true", text: SIGNS[verdict] }),
      (skipped ? t("result_skipped") + " " : "") + pointsText(verdict, points, payload.points));
  }

  /** What is said at one option of a choice: verdict or null, and words. */
  function optionVerdict(type, isChosen, isKey) {
    let verdict = isKey ? "right" : "wrong";
    if (type === "single" && !isChosen && !isKey) verdict = null;
    if (type === "multiple") verdict = isKey === isChosen ? "right" : "wrong";
    return { verdict, label: t(optionLabel(type, isChosen, isKey)) };
  }

  const feedback = {
    verdictOf, optionVerdict, fillWhy, showResult,

    /**
     * Shows the result and the explanations of an answered item.
     * @param {HTMLElement} item
     * @param {Object} payload with `feedback`, as the page's data holds it
     * @param {*} response
     * @param {number|null} points
     */
    show(item, payload, response, points) {
      const said = payload.feedback || (payload.feedback = {});
      const verdict = verdictOf(points, payload.points);
      const skipped = response === null;
      item.dataset.verdict = verdict;
      showResult(item.querySelector(".gt-item__result"), verdict, payload, points, skipped);
      if (payload.type === "single" || payload.type === "multiple") {
        explainChoice(item, payload, response);
      } else if (payload.type === "order") explainOrder(item, payload, response);
      else if (payload.type === "match" || payload.type === "classify") {
        explainPairs(item, payload, response);
      } else if (payload.type === "written") explainWritten(item, payload);
      else explainValue(item, payload, response, verdict);
      const after = item.querySelector(".gt-item__after");
      if (said.law && after) {
        after.replaceChildren(
          el("p", { class: "gt-law-line", html: `${t("law")} ${said.law.join("; ")}` }));
        after.hidden = false;
      }
    },

    /** Takes back everything `show` has written. */
    clear(item) {
      delete item.dataset.verdict;
      for (const why of item.querySelectorAll(".gt-why")) {
        why.replaceChildren();
        why.hidden = true;
      }
      for (const option of item.querySelectorAll(".gt-option")) delete option.dataset.state;
      const result = item.querySelector(".gt-item__result");
      result.className = "gt-item__result";
      result.replaceChildren();
      const after = item.querySelector(".gt-item__after");
      if (after) after.hidden = true;
    },
  };

  GoodTerms.feedback = feedback;
  if (typeof module === "object" && module.exports) module.exports = feedback;
})(typeof globalThis === "undefined" ? this : globalThis);
