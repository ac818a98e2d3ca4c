/**
 * A lesson's traces: read when its end was reached or the learner says so; on cards, what was
 * reached with the thing they lead to. Fires `goodterms:lesson` {lesson}.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { core, store, records } = GoodTerms;
  const { t } = core;

  /** The mark at the end of a lesson. */
  function watchLesson(box) {
    const id = box.dataset.lesson;
    const opened = Date.now();
    const button = box.querySelector("[data-mark]");
    const state = box.querySelector(".gt-lesson-end__state");
    const dwell = Number(box.dataset.dwell) * 1000;
    box.hidden = false;

    function draw() {
      const read = store.get("read", id);
      state.textContent = read ? t("lesson_read", { time: core.formatTime(read.read) }) : "";
      button.textContent = t(read ? "lesson_unmark" : "lesson_mark");
      box.classList.toggle("gt-lesson-end--read", Boolean(read));
    }

    function mark() {
      if (store.get("read", id)) return;
      store.set("read", [id], { read: core.timestamp() });
      core.emit("lesson", { lesson: id });
      draw();
    }

    let declined = false;
    button.addEventListener("click", () => {
      if (!store.get("read", id)) return mark();
      declined = true;
      store.remove("read", id);
      draw();
    });
    let visible = false;
    new IntersectionObserver((entries) => {
      visible = entries.some((entry) => entry.isIntersecting);
      const wait = Math.max(0, opened + dwell - Date.now());
      if (visible) setTimeout(() => { if (visible && !declined) mark(); }, wait);
    }).observe(box);
    store.onChange((change) => {
      if (change.kind === "*" || (change.kind === "read" && change.elsewhere)) draw();
    });
    draw();
  }

  /** Writes on a card what was reached with the thing it links to. */
  function drawCards() {
    const attempts = records.attempts();
    const plays = records.plays();
    for (const card of document.querySelectorAll(".gt-card[data-record]")) {
      const [kind, id] = card.dataset.record.split(":");
      const done = kind === "assessment" ? attempts[id] : plays[id];
      const line = card.querySelector(".gt-card__record");
      line.hidden = !done;
      line.textContent = done ? records.bestText(done) : "";
    }
  }

  GoodTerms.lesson = {
    /** Starts the mark at the end of a lesson and the notes on cards. */
    start() {
      document.querySelectorAll(".gt-lesson-end").forEach(watchLesson);
      if (document.querySelector(".gt-card[data-record]")) {
        drawCards();
        store.onChange(drawCards);
      }
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.lesson;
})(typeof globalThis === "undefined" ? this : globalThis);
