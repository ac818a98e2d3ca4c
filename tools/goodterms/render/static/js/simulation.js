/**
 * Plays a simulated conversation: what is said, mood and trust, choices as buttons, what each was
 * worth, red lines as such, the ending with its score. A conversation survives reload; every play
 * is kept. Fires `goodterms:simulation` {simulation, path, ending, percent, passed, skills,
 * redLines, finished} after each choice and at the end.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store } = GoodTerms;
  const { t, el } = core;

  /** One simulation of the page. */
  class Simulation {
    constructor(box) {
      this.box = box;
      this.data = core.data(box);
      this.stage = box.querySelector(".gt-sim__stage");
      this.transcript = box.querySelector(".gt-sim__transcript");
      this.choices = box.querySelector(".gt-sim__choices");
      this.ending = box.querySelector(".gt-sim__ending");
      this.meters = box.querySelector(".gt-sim__meters");
      this.startRow = box.querySelector(".gt-sim__buttons");
    }

    run() {
      this.stage.hidden = false;
      this.startRow.querySelector("[data-start]").addEventListener("click", () => this.begin([]));
      store.onChange((change) => {
        if (change.kind === "*") this.restore();
      });
      this.restore();
    }

    /** Takes up the conversation that was going on, if its choices still exist. */
    restore() {
      this.reset();
      this.showBest();
      const talk = store.get("talk", this.data.simulation);
      if (!talk) return;
      try {
        GoodTerms.scoring.playSimulation(this.data.score, talk.path);
      } catch {
        store.remove("talk", this.data.simulation); // the script was changed meanwhile
        return;
      }
      this.begin(talk.path);
    }

    reset() {
      this.transcript.replaceChildren();
      this.choices.replaceChildren();
      this.ending.replaceChildren();
      this.meters.hidden = true;
      this.startRow.hidden = false;
    }

    begin(path) {
      this.reset();
      this.startRow.hidden = true;
      this.meters.hidden = false;
      this.moment = GoodTerms.scoring.beginSimulation(this.data.score);
      this.say();
      for (const letter of path) this.take(letter);
      this.offer(path.length === 0);
    }

    /** The other side speaks, or the conversation has ended. */
    say() {
      const state = this.data.states[this.moment.at];
      if (!state) return;
      this.transcript.append(el("li", { class: "gt-turn gt-turn--them", tabindex: "-1" },
        el("p", { class: "gt-turn__who" }, state.speaker + " ",
          el("span", { class: "gt-turn__mood" },
            el("span", { class: "gt-visually-hidden", text: t("sim_mood") + " " }),
            el("span", { html: state.mood }))),
        el("div", { class: "gt-turn__line", html: state.line })));
      this.showMeters(state);
    }

    showMeters(state) {
      const bar = el("div", { class: "gt-meter", role: "meter", "aria-label": t("sim_trust"),
        "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": state.trust },
      el("span", {}));
      bar.firstChild.style.width = `${state.trust}%`;
      this.meters.replaceChildren(
        el("span", { class: "gt-sim__mood", html: `${t("sim_mood")} <b>${state.mood}</b>` }),
        el("span", { class: "gt-sim__trust" }, t("sim_trust") + " ", bar,
          el("b", { text: ` ${state.trust}` })));
    }

    /** The learner says something: the line, what it was worth, the red line if one was crossed. */
    take(letter) {
      const choice = this.data.states[this.moment.at].choices[letter];
      const before = this.moment;
      this.moment = GoodTerms.scoring.stepSimulation(this.data.score, before, letter);
      const coach = el("div", { class: "gt-turn__coach" });
      if (choice.red) {
        coach.classList.add("gt-turn__coach--red");
        coach.append(el("p", { class: "gt-red-note" },
          el("span", { class: "gt-sign", "aria-hidden": "true", text: "✗" }),
          el("span", { html: `${t("sim_red")} ${choice.red}` })));
      }
      coach.append(el("p", { html: choice.feedback }));
      const effects = this.data.score.skills
        .map((skill) => [skill, this.moment.skills[skill] - before.skills[skill]])
        .filter(([, change]) => change !== 0);
      if (effects.length) {
        coach.append(el("p", { class: "gt-turn__effects" }, ...effects.map(([skill, change]) =>
          el("span", { class: `gt-effect gt-effect--${change > 0 ? "up" : "down"}` },
            el("span", { html: this.data.skills[skill] }),
            ` ${change > 0 ? "+" : "\u2212"}${Math.abs(change)}`))));
      }
      this.transcript.append(el("li", { class: "gt-turn gt-turn--you" },
        el("p", { class: "gt-turn__who", text: this.data.you }),
        el("p", { class: "gt-turn__line", html: choice.say }), coach));
      this.say();
    }

    /** Offers the choices of the state, or shows the ending; `fresh` leaves the focus alone. */
    offer(fresh) {
      this.choices.replaceChildren();
      const state = this.data.states[this.moment.at];
      if (!state) return this.finish();
      for (const { id } of this.data.score.states[this.moment.at]) {
        const choice = this.data.states[this.moment.at].choices[id];
        this.choices.append(el("button", { type: "button", class: "gt-choice", "data-choice": id,
          click: () => this.choose(id) },
        el("span", { class: "gt-choice__letter", "aria-hidden": "true", text: id.toUpperCase() }),
        el("span", { class: "gt-choice__say", html: choice.say })));
      }
      if (fresh) core.focusOn(this.transcript.lastElementChild);
    }

    choose(letter) {
      this.take(letter);
      store.set("talk", [this.data.simulation], { path: this.moment.path });
      const turns = this.transcript.children;
      const mine = this.transcript.querySelectorAll(".gt-turn--you");
      const last = mine[mine.length - 1];
      const outcome = GoodTerms.scoring.outcomeOf(this.data.score, this.moment);
      if (outcome.ending) this.keep(outcome);
      core.emit("simulation", { simulation: this.data.simulation, ...outcome,
        finished: Boolean(outcome.ending) });
      this.offer(false);
      core.focusOn(last || turns[turns.length - 1]);
    }

    keep(outcome) {
      const play = core.uuid();
      store.set("play", [this.data.simulation, play], {
        play, played: core.timestamp(), path: outcome.path, ending: outcome.ending,
        percent: outcome.percent, passed: outcome.passed, skills: outcome.skills,
        red_lines: outcome.redLines,
      });
    }

    finish() {
      const outcome = GoodTerms.scoring.outcomeOf(this.data.score, this.moment);
      const ending = this.data.endings[outcome.ending];
      const crossed = outcome.redLines.length > 0;
      const verdict = outcome.passed ? "passed" : "failed";
      this.meters.hidden = true;
      const skills = el("dl", { class: "gt-skills" }, ...this.data.score.skills.map((skill) => {
        const value = outcome.skills[skill];
        const bar = el("span", { class: "gt-meter", "aria-hidden": "true" }, el("span", {}));
        bar.firstChild.style.width = `${value}%`;
        return el("div", {}, el("dt", { html: this.data.skills[skill] }),
          el("dd", {}, bar, el("b", { text: ` ${value}` })));
      }));
      this.ending.replaceChildren(el("div", { class: "gt-sheet gt-sim__result" },
        el("p", { class: "gt-card__kind", text: t("sim_ending") }),
        el("p", { class: "gt-result__title", html: ending.title }),
        el("p", { class: `gt-result__score gt-result__title--${verdict}`,
          text: core.formatPercent(outcome.percent) }),
        core.scale(outcome.percent, this.data.score.pass_mark),
        el("p", { text: t(crossed ? "sim_zero" : "sim_" + verdict,
          { pass: core.formatNumber(this.data.score.pass_mark, 1) }) }),
        skills,
        el("div", { class: "gt-sim__debrief", html: ending.debrief }),
        el("p", { class: "gt-button-row" },
          el("button", { type: "button", class: "gt-button", text: t("sim_again"), click: () => {
            store.remove("talk", this.data.simulation);
            this.begin([]);
          } })),
        this.historyList()));
    }

    plays() {
      return store.list("play", this.data.simulation).map((entry) => entry.value)
        .sort((a, b) => a.played.localeCompare(b.played));
    }

    historyList() {
      const plays = this.plays();
      if (plays.length < 2) return null;
      return el("details", { class: "gt-details" },
        el("summary", { text: t("sim_history", { n: plays.length }) }),
        el("ol", {}, ...plays.map((play) => {
          const ending = this.data.endings[play.ending];
          const title = ending ? core.textOf(ending.title) : play.ending;
          return el("li", { text: `${core.formatTime(play.played)}: ${title}, ` +
            `${core.formatPercent(play.percent)} (${play.path.join(" ")})` });
        })));
    }

    showBest() {
      const plays = this.plays();
      const best = Math.max(...plays.map((play) => play.percent));
      this.startRow.querySelector(".gt-sim__best").textContent = plays.length
        ? t("sim_best", { n: plays.length, percent: core.formatPercent(best) }) : "";
    }
  }

  GoodTerms.simulation = {
    /** Starts every simulation of the page. */
    start() {
      document.querySelectorAll(".gt-sim").forEach((box) => new Simulation(box).run());
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.simulation;
})(typeof globalThis === "undefined" ? this : globalThis);
