/**
 * Short notes on terms and cites: shown on hover and on focus, stay while the pointer is on them,
 * go away with Escape (WCAG 2.2, 1.4.13). The link underneath works as a link, with or without.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const { el } = GoodTerms.core;
  const DELAY = 150; // milliseconds, so that a pointer passing over does not open anything
  const GAP = 6;

  let note = null;
  let owner = null;
  let waiting = 0;

  function place() {
    const box = owner.getBoundingClientRect();
    const width = note.offsetWidth;
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, room - width - 8));
    const below = box.bottom + GAP;
    const fits = below + note.offsetHeight <= document.documentElement.clientHeight;
    const top = fits ? below : Math.max(8, box.top - GAP - note.offsetHeight);
    note.style.left = `${left + root.scrollX}px`;
    note.style.top = `${top + root.scrollY}px`;
  }

  function show(target) {
    clearTimeout(waiting);
    if (owner === target) return;
    hide();
    owner = target;
    note = el("div", { class: "gt-note-box", id: "gt-note-box", role: "tooltip",
      text: target.dataset.note });
    note.addEventListener("pointerenter", () => clearTimeout(waiting));
    note.addEventListener("pointerleave", later);
    document.body.append(note);
    owner.setAttribute("aria-describedby", note.id);
    place();
  }

  function hide() {
    clearTimeout(waiting);
    if (owner) owner.removeAttribute("aria-describedby");
    if (note) note.remove();
    note = owner = null;
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(hide, 2 * DELAY);
  }

  GoodTerms.notes = {
    hide,
    /** Starts the notes of the whole page, also of what is added to it later. */
    start() {
      const find = (event) => event.target.closest && event.target.closest("[data-note]");
      document.addEventListener("pointerover", (event) => {
        const target = find(event);
        if (!target || event.pointerType === "touch") return;
        clearTimeout(waiting);
        waiting = setTimeout(() => show(target), DELAY);
      });
      document.addEventListener("pointerout", (event) => {
        if (find(event)) later();
      });
      document.addEventListener("focusin", (event) => {
        const target = find(event);
        if (target) show(target);
        else if (note) hide();
      });
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && note) hide();
      });
    },
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.notes;
})(typeof globalThis === "undefined" ? this : globalThis);
