/**
 * Scoring of items and simulations in the browser: the same rules, to the last bit, as
 * goodterms/scoring in Python. The table tests/scoring/vectors.json holds both to it.
 *
 * Items are the payload of goodterms.scoring.payload.scoring_payload:
 * {id, type, points, rule, key, options | left, right | accept}. A response is what a
 * submission holds: a letter, a list of letters, pairs {left: right}, a number, a text, or null.
 */
(function (root) {
  "use strict";

  const MAX_SHORT = 1000;
  const MAX_WRITTEN = 100000;
  const NUMERIC_GUARD = 1e-9;
  const PASS_GUARD = 1e-9;
  const START = 50;

  // Written out, because \s means different sets in Python and JavaScript.
  const RUN_OF_SPACES = new RegExp(
    "[\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f" +
      "\\u205f\\u3000\\ufeff]+",
    "g"
  );

  /**
   * The form in which short answers are compared: NFKC, case folded per code point (lower, upper,
   * lower; without context or locale), runs of spaces made one space, none at the ends.
   * @param {string} text
   * @returns {string}
   */
  function normaliseShort(text) {
    let folded = "";
    for (const character of text.normalize("NFKC")) {
      for (const lower of character.toLowerCase()) {
        for (const upper of lower.toUpperCase()) folded += upper.toLowerCase();
      }
    }
    return folded.replace(RUN_OF_SPACES, " ").replace(/^ | $/g, "");
  }

  const isText = (value) => typeof value === "string";
  const isPairs = (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  const has = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
  const isSkipped = (value) => value === null || value === undefined;
  const count = (list, test) => list.reduce((sum, value) => sum + (test(value) ? 1 : 0), 0);
  const sameSet = (one, other) => one.size === other.size && [...one].every((x) => other.has(x));

  function isShorter(text, limit) {
    // Code points, as Python counts them; only a text over the limit needs counting.
    return text.length <= limit || (text.length <= 2 * limit && [...text].length <= limit);
  }

  function isLetters(response, options) {
    return (
      Array.isArray(response) &&
      new Set(response).size === response.length &&
      response.every((letter) => isText(letter) && options.includes(letter))
    );
  }

  function isMatching(item, response) {
    if (!isPairs(response)) return false;
    const rights = Object.values(response);
    return (
      Object.keys(response).every((left) => item.left.includes(left)) &&
      rights.every((right) => item.right.includes(right)) &&
      (item.type !== "match" || new Set(rights).size === rights.length)
    );
  }

  /**
   * Whether a response has the shape that the item's type asks for; null (skipped) has.
   * @param {object} item scoring payload
   * @param {*} response
   * @returns {boolean}
   */
  function isWellFormed(item, response) {
    if (isSkipped(response)) return true;
    switch (item.type) {
      case "single":
        return isText(response) && item.options.includes(response);
      case "multiple":
      case "order":
        return isLetters(response, item.options);
      case "match":
      case "classify":
        return isMatching(item, response);
      case "numeric":
        return typeof response === "number" && Number.isFinite(response);
      case "short":
        return isText(response) && isShorter(response, MAX_SHORT);
      case "written":
        return isText(response) && isShorter(response, MAX_WRITTEN);
      default:
        return false;
    }
  }

  function multipleShare(item, response) {
    const key = new Set(item.key);
    const chosen = new Set(response);
    if (item.rule === "all-or-nothing") return sameSet(chosen, key) ? 1 : 0;
    const keys = key.size;
    const distractors = count([...new Set(item.options)], (letter) => !key.has(letter));
    const hits = count([...chosen], (letter) => key.has(letter));
    if (distractors === 0) return keys ? hits / keys : 0;
    if (keys === 0) return 0;
    const misses = chosen.size - hits;
    return Math.max(0, hits * distractors - misses * keys) / (keys * distractors);
  }

  function orderShare(item, response) {
    const key = item.key;
    const exact = key.length === response.length && key.every((x, i) => x === response[i]);
    if (item.rule === "all-or-nothing" || key.length < 2) return exact ? 1 : 0;
    const place = new Map(response.map((letter, index) => [letter, index]));
    let pairs = 0;
    let right = 0;
    for (let i = 0; i < key.length; i += 1) {
      for (let j = i + 1; j < key.length; j += 1) {
        pairs += 1;
        if (place.has(key[i]) && place.has(key[j]) && place.get(key[i]) < place.get(key[j])) {
          right += 1;
        }
      }
    }
    return Math.max(0, 2 * right - pairs) / pairs;
  }

  function pairsShare(item, response) {
    const lefts = Object.keys(item.key);
    const right = count(lefts, (left) => response[left] === item.key[left]);
    if (item.rule !== "all-or-nothing") return lefts.length ? right / lefts.length : 0;
    return right === lefts.length && Object.keys(response).length === lefts.length ? 1 : 0;
  }

  function numericShare(key, response) {
    const guard = NUMERIC_GUARD * Math.max(1, Math.abs(key.value), key.tolerance);
    return Math.abs(response - key.value) <= key.tolerance + guard ? 1 : 0;
  }

  function share(item, response) {
    switch (item.type) {
      case "single":
        return response === item.key ? 1 : 0;
      case "multiple":
        return multipleShare(item, response);
      case "order":
        return orderShare(item, response);
      case "match":
      case "classify":
        return pairsShare(item, response);
      case "numeric":
        return numericShare(item.key, response);
      default:
        return item.accept.includes(normaliseShort(response)) ? 1 : 0;
    }
  }

  /**
   * Points of a response, 0 to item.points. Skipped and malformed responses earn 0; a written
   * answer that a person must mark gives null.
   * @param {object} item scoring payload
   * @param {*} response
   * @returns {number|null}
   */
  function scoreItem(item, response) {
    if (isSkipped(response) || !isWellFormed(item, response)) return 0;
    if (item.type === "written") return response.replace(RUN_OF_SPACES, "") === "" ? 0 : null;
    return item.points * share(item, response);
  }

  /**
   * Whether a percentage reaches a pass mark; it is not rounded before.
   * @param {number} percent
   * @param {number} passMark
   * @returns {boolean}
   */
  function isPassed(percent, passMark) {
    return percent >= passMark - PASS_GUARD;
  }

  const held = (value) => Math.min(100, Math.max(0, value));

  /**
   * The first moment of a simulation (payload of simulation_payload).
   * @param {object} simulation {start, skills, states, endings, pass_mark}
   * @returns {{at: string, skills: Object<string, number>, path: string[], redLines: string[]}}
   */
  function beginSimulation(simulation) {
    const skills = {};
    for (const skill of simulation.skills) skills[skill] = START;
    return { at: simulation.start, skills, path: [], redLines: [] };
  }

  /**
   * The moment after a choice; the moment given is left as it is.
   * @param {object} simulation
   * @param {object} moment of beginSimulation or stepSimulation
   * @param {string} letter the choice
   * @returns {object} the next moment
   * @throws {RangeError} the state does not offer this choice, or the play has ended
   */
  function stepSimulation(simulation, moment, letter) {
    const choices = has(simulation.states, moment.at) ? simulation.states[moment.at] : [];
    const choice = choices.find((one) => one.id === letter);
    if (!choice) throw new RangeError("State " + moment.at + " offers no choice " + letter);
    const skills = {};
    for (const skill of simulation.skills) {
      skills[skill] = held(moment.skills[skill] + (choice.effects[skill] || 0));
    }
    const redLines = choice.red_line ? [...moment.redLines, choice.red_line] : moment.redLines;
    return { at: choice.next, skills, path: [...moment.path, letter], redLines };
  }

  /**
   * What a moment is worth: 0 percent unless it is an ending reached without a red line.
   * @param {object} simulation
   * @param {object} moment
   * @returns {{ending: string|null, percent: number, passed: boolean,
   *   skills: Object<string, number>, path: string[], redLines: string[]}}
   */
  function outcomeOf(simulation, moment) {
    const ended = has(simulation.endings, moment.at);
    const clean = ended && moment.redLines.length === 0;
    let percent = 0;
    if (clean) {
      const sum = simulation.skills.reduce((total, skill) => total + moment.skills[skill], 0);
      percent = (simulation.endings[moment.at] + sum / simulation.skills.length) / 2;
    }
    return {
      ending: ended ? moment.at : null,
      percent,
      passed: clean && isPassed(percent, simulation.pass_mark),
      skills: moment.skills,
      path: moment.path,
      redLines: moment.redLines,
    };
  }

  /**
   * The outcome of all choices in order.
   * @param {object} simulation
   * @param {string[]} choices letters
   * @returns {object} as outcomeOf
   * @throws {RangeError} a choice is not offered where it is made
   */
  function playSimulation(simulation, choices) {
    const step = (moment, letter) => stepSimulation(simulation, moment, letter);
    return outcomeOf(simulation, choices.reduce(step, beginSimulation(simulation)));
  }

  const scoring = {
    beginSimulation,
    isPassed,
    isWellFormed,
    normaliseShort,
    outcomeOf,
    playSimulation,
    scoreItem,
    stepSimulation,
  };

  root.GoodTerms = root.GoodTerms || {};
  root.GoodTerms.scoring = scoring;
  if (typeof module !== "undefined" && module.exports) module.exports = scoring;
})(typeof globalThis !== "undefined" ? globalThis : this);
