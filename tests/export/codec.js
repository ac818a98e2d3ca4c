// Runs the package's suspend.js in Node: one request per line in, one answer per line out.
"use strict";

const path = require("path");
const readline = require("readline");

const tools = path.resolve(__dirname, "../../tools/goodterms");
globalThis.GoodTerms = { config: { course: "bicycle-basics", version: "1.0.0", lang: "en" } };
const scoring = require(path.join(tools, "render/static/js/scoring.js"));
require(path.join(tools, "export/static/js/packing.js"));
const suspend = require(path.join(tools, "export/static/js/suspend.js"));

let judge = null;
let table = null;

function setUp(request) {
  table = request.table;
  const { payloads, simulations } = request;
  judge = {
    points: (item) => (payloads[item] ? payloads[item].points : null),
    score: (item, response) => scoring.scoreItem(payloads[item], response),
    play(simulation, choices) {
      try {
        return scoring.playSimulation(simulations[simulation], choices);
      } catch {
        return null;
      }
    },
  };
  return {};
}

function roundTrip({ records, header }) {
  const text = suspend.encode(records, table, header);
  const decoded = suspend.decode(text, table, judge);
  const again = suspend.encode(decoded.records, table, header);
  return { text, decoded, again };
}

const ACTS = {
  setUp, roundTrip,
  decode: ({ text }) => ({ decoded: suspend.decode(text, table, judge) }),
};

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  process.stdout.write(JSON.stringify(ACTS[request.act](request)) + "\n");
});
