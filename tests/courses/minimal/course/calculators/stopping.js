/** Stopping distance: the smallest calculator, with one field and one sum. */
(function (root) {
  "use strict";

  /** Metres until a bicycle stands, from a speed in kilometres an hour. */
  function metres(speed) {
    return (speed / 3.6) ** 2 / (2 * 3.4);
  }

  const api = { metres };
  if (typeof module === "object" && module.exports) {
    module.exports = api;
    return;
  }
  const GoodTerms = root.GoodTerms;
  GoodTerms.calculator("stopping", api, (host, data, kit) => {
    const { el, word, field } = kit;
    const speed = field({ name: "speed", type: "number", label: word("speed") });
    const form = el("form", { novalidate: true }, kit.summary, speed.element,
      el("p", {}, el("button", { type: "submit", class: "gt-button", text: word("compute") })));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = GoodTerms.core.parseNumber(speed.value);
      kit.errors(typed > 0 ? [] : [{ field: speed, text: word("speed-wrong") }], [speed]);
      kit.say(typed > 0 ? word("result", { metres: GoodTerms.core.formatNumber(metres(typed), 1) }) : "");
    });
    host.append(form, kit.keeping(() => ({ speed: speed.value }), (kept) => {
      speed.value = kept.speed;
    }), kit.status, kit.source(data.facts["brake-test"]));
  });
})(globalThis);
