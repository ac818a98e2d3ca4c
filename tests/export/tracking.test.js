// Formats and decisions of the package's tracking, run by `node --test`.
"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("path");

const scripts = path.resolve(__dirname, "../../tools/goodterms/export/static/js");
const { timespan, timeOfDay, findApi } = require(path.join(scripts, "scorm12.js"));
const {
  feedbackOf, resultOf, rawScore, counted, statusOf, interaction,
} = require(path.join(scripts, "tracking.js"));

test("CMITimespan is HHHH:MM:SS.SS", () => {
  assert.equal(timespan(0), "0000:00:00.00");
  assert.equal(timespan(61234), "0000:01:01.23");
  assert.equal(timespan(59999.9), "0000:00:59.99");
  assert.equal(timespan(36e5 * 100 + 5), "0100:00:00.00");
  assert.equal(timespan(1e15), "9999:59:59.99");
  assert.equal(timespan(-5), "0000:00:00.00");
});

test("CMITime is HH:MM:SS", () => {
  assert.equal(timeOfDay(new Date(2026, 5, 1, 7, 3, 9)), "07:03:09");
});

test("responses in the patterns of SCORM 1.2", () => {
  assert.equal(feedbackOf("single", "b"), "b");
  assert.equal(feedbackOf("multiple", ["a", "c"]), "a,c");
  assert.equal(feedbackOf("order", ["c", "a", "b"]), "c,a,b");
  assert.equal(feedbackOf("match", { b: "y", a: "x" }), "a.x,b.y");
  assert.equal(feedbackOf("numeric", 40), "40");
  assert.equal(feedbackOf("numeric", -0.5), "-0.5");
  assert.equal(feedbackOf("numeric", 1e-7), "0");
  assert.equal(feedbackOf("numeric", 1.5e21), "1500000000000000000000");
  assert.equal(feedbackOf("short", "  a \n b "), "a b");
  assert.equal(feedbackOf("short", "x".repeat(300)).length, 255);
  assert.equal(feedbackOf("short", "x".repeat(254) + "😀").length, 254, "no half a character");
});

test("a result is correct, wrong, a share, or not known", () => {
  assert.equal(resultOf(2, 2), "correct");
  assert.equal(resultOf(0, 2), "wrong");
  assert.equal(resultOf(1, 3), "0.33");
  assert.equal(resultOf(1.9999, 2), "0.99");
  assert.equal(resultOf(0.001, 2), "wrong");
  assert.equal(resultOf(null, 2), "neutral");
});

test("the raw score never contradicts the verdict", () => {
  assert.equal(rawScore(79.9999, false, 80), "79.99");
  assert.equal(rawScore(80 - 1e-10, true, 80), "80");
  assert.equal(rawScore(79.9999999989, false, 80), "79.99");
  assert.equal(rawScore(66.66666, true, 66.666), "66.67");
  assert.equal(rawScore(100, true, 80), "100");
  assert.equal(rawScore(0, false, 80), "0");
  assert.equal(rawScore(33.333333, false, 80), "33.33");
});

test("best, last or first attempt", () => {
  const results = [{ percent: 50 }, { percent: 90 }, { percent: 70 }];
  assert.equal(counted(results, "best").percent, 90);
  assert.equal(counted(results, "last").percent, 70);
  assert.equal(counted(results, "first").percent, 50);
  assert.equal(counted([], "best"), null);
});

test("the lesson status", () => {
  const state = { hasTest: true, scored: true, handedIn: false, passed: null, allRead: false };
  const cases = [
    ["not attempted", {}, "incomplete"],
    ["", {}, "incomplete"],
    ["incomplete", { allRead: true }, "incomplete"],
    ["incomplete", { passed: true }, "passed"],
    ["incomplete", { passed: false }, "failed"],
    ["failed", {}, "failed"],
    ["failed", { passed: true }, "passed"],
    ["passed", { passed: false }, "passed"],
    ["passed", {}, "passed"],
    ["completed", {}, "completed"],
    ["incomplete", { scored: false, handedIn: true }, "completed"],
    ["incomplete", { scored: false, allRead: true }, "incomplete"],
    ["incomplete", { scored: false, hasTest: false, allRead: true }, "completed"],
    ["completed", { scored: false, hasTest: false }, "completed"],
    ["browsed", {}, "incomplete"],
  ];
  for (const [before, change, after] of cases) {
    assert.equal(statusOf(before, { ...state, ...change }), after, `${before} ${JSON.stringify(change)}`);
  }
});

test("an interaction begins with its id and has its type before answers", () => {
  const elements = interaction(3,
    { id: "m01-q07", type: "single", objective: "m01-o1", patterns: ["b"], weighting: 1 },
    { response: "b", result: "correct", time: "10:00:00", latency: null });
  const names = elements.map(([element]) => element.replace("cmi.interactions.3.", ""));
  assert.equal(names[0], "id");
  assert.ok(names.indexOf("type") < names.indexOf("student_response"));
  assert.ok(names.indexOf("type") < names.indexOf("correct_responses.0.pattern"));
  assert.ok(!names.includes("latency"));
});

test("the API is searched upwards, through the opener, and never for ever", () => {
  const api = { LMSInitialize() {} };
  const top = { API: api };
  top.parent = top;
  assert.equal(findApi({ parent: { parent: top } }), api);
  const alone = { opener: { parent: top } };
  alone.parent = alone;
  alone.top = alone;
  assert.equal(findApi(alone), api);
  const circle = {};
  circle.parent = { parent: circle };
  assert.equal(findApi(circle), null);
  const foreign = {};
  Object.defineProperty(foreign, "API", { get() { throw new Error("SecurityError"); } });
  Object.defineProperty(foreign, "parent", { get() { throw new Error("SecurityError"); } });
  assert.equal(findApi({ parent: foreign }), null);
});
