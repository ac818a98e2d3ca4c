/**
 * Runs cases on the calculators' computing scripts; the same in Node (cases on standard input) and
 * in a browser (the scripts are loaded before, `runCases` is called).
 */
(function (root) {
  "use strict";

  function run(cases, { calendar, contacts, interest }) {
    return cases.map((one) => {
      if (one.kind === "plan") {
        const options = { holidays: new Set(one.holidays), applies: new Set(one.applies) };
        return contacts.judgePlan(one.plan, one.facts, options).map(({ verdict, reasons, next }) =>
          ({ verdict, next, broken: reasons.filter((reason) => reason.ok === false).map((reason) => reason.fact) }));
      }
      if (one.kind === "convert") return calendar.convert(one.day, one.minute, one.from, one.to);
      if (one.kind === "day") return calendar.parseDay(one.text);
      return interest.lateInterest(one.input);
    });
  }

  if (typeof module === "object" && module.exports) {
    const folder = process.argv[2];
    const load = (name) => require(`${folder}/${name}.js`);
    const scripts = { calendar: load("calendar"), contacts: load("contact-rules"), interest: load("interest-rules") };
    const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
    process.stdout.write(JSON.stringify(run(cases, scripts)));
  } else {
    root.runCases = (cases) => run(cases, {
      calendar: root.GoodTerms.calculators.calendar, contacts: root.GoodTerms.calculators["contact-rules"],
      interest: root.GoodTerms.calculators["interest-rules"],
    });
  }
})(globalThis);
