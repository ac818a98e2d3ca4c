/**
 * The LMS's SCORM 1.2 API behind one small object: found, opened, written to only when a value is
 * new, retried when the LMS refused, closed once. No other script speaks to the LMS.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const FARTHEST = 50; // windows to look through: LMSs nest frames, but not without end
  const ALREADY_INITIALIZED = "101";
  const NOT_IMPLEMENTED = "401";
  const MOMENT = 100; // milliseconds
  const PAUSE = 500;

  /** The window's own API object; null if it has none or belongs to another origin. */
  function apiOf(win) {
    try {
      return win.API && typeof win.API.LMSInitialize !== "undefined" ? win.API : null;
    } catch {
      return null;
    }
  }

  /** Goes up through the parents of a window, itself included (SCORM 1.2 RTE, 3.3.6.1). */
  function searchUpwards(win) {
    let at = win;
    for (let steps = 0; at && steps < FARTHEST; steps += 1) {
      const api = apiOf(at);
      if (api) return api;
      let parent = null;
      try {
        parent = at.parent;
      } catch {
        return null;
      }
      if (!parent || parent === at) return null;
      at = parent;
    }
    return null;
  }

  /**
   * The LMS's API object: in the parents of the window, then of the window that opened it.
   * @param {Window} win
   * @returns {object|null}
   */
  function findApi(win) {
    const found = searchUpwards(win);
    if (found) return found;
    try {
      const opener = win.opener || (win.top && win.top.opener);
      return opener ? searchUpwards(opener) : null;
    } catch {
      return null;
    }
  }

  const isTrue = (answer) => String(answer) === "true";
  const two = (number) => String(number).padStart(2, "0");

  /** Milliseconds as CMITimespan: HHHH:MM:SS.SS, at most 9999 hours. */
  function timespan(milliseconds) {
    const most = 9999 * 360000 + 59 * 6000 + 5999;
    const hundredths = Math.min(most, Math.max(0, Math.floor(milliseconds / 10)));
    const seconds = Math.floor(hundredths / 100);
    const hours = String(Math.floor(seconds / 3600)).padStart(4, "0");
    return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  }

  /** A time of day as CMITime: HH:MM:SS, where the learner is. */
  function timeOfDay(time) {
    return [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  }

  /** One session with an LMS, from LMSInitialize to LMSFinish. */
  class Session {
    constructor(api, now = () => Date.now()) {
      this.api = api;
      this.now = now;
      this.started = now();
      this.isOpen = false;
      this.wanted = new Map();
      this.accepted = new Map();
      this.journal = [];
      this.listeners = [];
      this.before = [];
      this.after = [];
      this.waiting = null;
      this.patient = false;
      this.uncommitted = false;
    }

    /** Opens the session; false if the LMS does not let us. */
    open() {
      try {
        this.isOpen = isTrue(this.api.LMSInitialize(""));
        // A frame that was reloaded without LMSFinish finds its session still open.
        if (!this.isOpen && this.error() === ALREADY_INITIALIZED) {
          this.api.LMSGetValue("cmi.core.lesson_status");
          this.isOpen = this.error() === "0";
        }
      } catch {
        this.isOpen = false;
      }
      return this.isOpen;
    }

    error() {
      try {
        return String(this.api.LMSGetLastError());
      } catch {
        return "";
      }
    }

    /** An element's value; the empty string if the LMS has none or does not know the element. */
    get(element) {
      if (!this.isOpen) return "";
      try {
        const value = this.api.LMSGetValue(element);
        return value === null || value === undefined ? "" : String(value);
      } catch {
        return "";
      }
    }

    /** A number, or null if the LMS gives none. */
    number(element) {
      const text = this.get(element).trim();
      return text !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
    }

    /** Whether the LMS keeps an optional group, such as `cmi.interactions`. */
    supports(group) {
      return this.get(group + "._children") !== "" || this.number(group + "._count") !== null;
    }

    /** What an element should be; it is sent with the next `save`, and again if it was refused. */
    put(element, value) {
      this.wanted.set(element, String(value));
    }

    /** A function that writes several elements at once; called again until it returns true. */
    record(write) {
      this.journal.push(write);
    }

    /** Sends one element now; `quiet` if a refusal is no trouble. */
    send(element, value, quiet = false) {
      if (!this.isOpen) return false;
      try {
        if (isTrue(this.api.LMSSetValue(element, value))) {
          this.uncommitted = true;
          return true;
        }
        if (this.error() === NOT_IMPLEMENTED) return true; // optional, and this LMS leaves it out
      } catch {
        // told below
      }
      if (!quiet) this.trouble(element);
      return false;
    }

    /** Sends what is new and commits it; false if the LMS refused something. */
    save() {
      clearTimeout(this.waiting);
      this.waiting = null;
      if (!this.isOpen) return false;
      for (const prepare of this.before) prepare();
      let fine = true;
      for (const [element, value] of this.wanted) {
        if (this.accepted.get(element) === value) continue;
        if (this.send(element, value)) this.accepted.set(element, value);
        else fine = false;
      }
      this.journal = this.journal.filter((write) => !write());
      fine = fine && this.journal.length === 0;
      const saved = this.commit() && fine;
      for (const listener of this.after) listener(saved);
      return saved;
    }

    /** Calls `before` to put what is new when something is saved, `after` with how it went. */
    onSave(before, after) {
      if (before) this.before.push(before);
      if (after) this.after.push(after);
    }

    commit() {
      if (!this.uncommitted) return true;
      try {
        if (isTrue(this.api.LMSCommit(""))) {
          this.uncommitted = false;
          return true;
        }
      } catch {
        // told below
      }
      this.trouble("LMSCommit");
      return false;
    }

    /**
     * Saves a moment later, so that the page has answered the learner before the LMS is asked.
     * @param {boolean} typing waits until the learner pauses: a word is not saved letter by letter
     */
    saveSoon(typing = false) {
      if (!this.isOpen) return;
      if (this.waiting !== null && !this.patient) return;
      clearTimeout(this.waiting);
      this.patient = typing;
      this.waiting = setTimeout(() => this.save(), typing ? PAUSE : MOMENT);
    }

    /** The time since the session began, as the LMS adds it up. */
    sessionTime() {
      return timespan(this.now() - this.started);
    }

    /** Saves and closes, once. */
    finish() {
      if (!this.isOpen) return false;
      const saved = this.save();
      this.isOpen = false;
      try {
        return isTrue(this.api.LMSFinish("")) && saved;
      } catch {
        return false;
      }
    }

    /** Calls back when the LMS refuses something. */
    onTrouble(listener) {
      this.listeners.push(listener);
    }

    trouble(what) {
      for (const listener of this.listeners) listener(what);
    }
  }

  /**
   * A session with the LMS that launched this page, or null if there is none.
   * @param {Window} win
   * @returns {Session|null}
   */
  function connect(win) {
    const api = findApi(win);
    if (!api) return null;
    const session = new Session(api);
    return session.open() ? session : null;
  }

  GoodTerms.scorm12 = { connect, findApi, Session, timespan, timeOfDay };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.scorm12;
})(typeof globalThis === "undefined" ? this : globalThis);
