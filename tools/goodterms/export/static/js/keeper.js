/**
 * Where progress lives while an LMS is there: in memory, written as `cmi.suspend_data` after every
 * change, with a copy on the device until the LMS has everything. Without an LMS nothing of this
 * runs, and the store keeps to the browser's own storage.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  const TYPED = /^(draft|response)\//; // answers that may still be in the making

  /** A short digest, so that a learner's id does not stand readable on a shared device. */
  function digest(text) {
    let one = 0xdeadbeef;
    let two = 0x41c6ce57;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      one = Math.imul(one ^ code, 2654435761);
      two = Math.imul(two ^ code, 1597334677);
    }
    return (one >>> 0).toString(36) + (two >>> 0).toString(36);
  }

  function newNonce() {
    const bytes = root.crypto.getRandomValues(new Uint8Array(4));
    return Array.from(bytes, (byte) => LETTERS[byte % 62]).join("");
  }

  /** The device's copy of what an LMS may not have yet: {nonce, revision, page, saved, records}. */
  class DeviceCopy {
    constructor(key) {
      this.key = key;
    }

    read() {
      try {
        const copy = JSON.parse(root.localStorage.getItem(this.key));
        return copy && typeof copy.records === "object" ? copy : null;
      } catch {
        return null;
      }
    }

    write(copy) {
      try {
        root.localStorage.setItem(this.key, JSON.stringify(copy));
      } catch {
        // no room or not allowed: the LMS has the progress, the copy was a second belt
      }
    }

    forget() {
      try {
        root.localStorage.removeItem(this.key);
      } catch {
        // nothing was kept there either
      }
    }
  }

  /** Progress of one learner in one LMS session. */
  class Keeper {
    /**
     * @param {object} session of scorm12.js
     * @param {{identifier: string, suspend: object}} data of the package
     * @param {object} judge scores again what suspend_data leaves out (see suspend.js)
     * @param {boolean} writes false where the LMS wants nothing recorded (review, browse)
     */
    constructor(session, data, judge, writes) {
      this.session = session;
      this.table = data.suspend;
      this.judge = judge;
      this.writes = writes;
      this.prefix = `goodterms/${GoodTerms.config.course}/`;
      this.student = session.get("cmi.core.student_id");
      this.copy = new DeviceCopy(`goodterms-lms/${digest(`${data.identifier}/${this.student}`)}`);
      this.kept = new Map();
      this.last = "";
    }

    /** Takes up what was done before; returns the submissions that the LMS has not heard of. */
    restore() {
      const known = GoodTerms.suspend.decode(
        this.session.get("cmi.suspend_data"), this.table, this.judge);
      const copy = this.writes ? this.copy.read() : null;
      const taken = this.isNewer(copy, known) ? copy : known;
      this.nonce = taken ? taken.nonce : newNonce();
      this.revision = taken ? taken.revision : 0;
      this.page = taken ? taken.page : null;
      const records = taken ? taken.records : {};
      for (const [key, value] of Object.entries(records)) {
        this.kept.set(this.prefix + key, JSON.stringify(value));
      }
      this.introduce();
      const submitted = Object.keys(records).filter((key) => key.startsWith("submitted/"));
      return submitted.filter((key) => !(known && known.records[key])).map((key) => records[key]);
    }

    /**
     * Whether the device knows more than the LMS: the same attempt and at least as far (the copy
     * also has what does not fit), or an attempt of which the LMS never got anything.
     */
    isNewer(copy, known) {
      if (!copy) return false;
      if (known) return copy.nonce === known.nonce && copy.revision >= known.revision;
      return !copy.saved && this.student !== "";
    }

    /** The LMS knows who is learning; nobody has to type it. */
    introduce() {
      const name = this.session.get("cmi.core.student_name");
      if (!this.student) return;
      const learner = { id: this.student.slice(0, 256), name: name.slice(0, 256) };
      this.kept.set(this.prefix + "learner", JSON.stringify(learner));
    }

    /** The backend for `GoodTerms.store.use`. */
    backend() {
      return {
        name: "lms",
        get: (key) => (this.kept.has(key) ? this.kept.get(key) : null),
        set: (key, text) => {
          this.kept.set(key, text);
          this.changed(TYPED.test(key.slice(this.prefix.length)));
        },
        remove: (key) => {
          if (this.kept.delete(key)) this.changed();
        },
        keys: () => Array.from(this.kept.keys()),
      };
    }

    records() {
      const records = {};
      for (const [key, text] of this.kept) {
        const name = key.slice(this.prefix.length);
        if (name !== "learner") records[name] = JSON.parse(text);
      }
      return records;
    }

    /** The learner is on another page. */
    turnTo(page) {
      this.page = page;
      this.changed();
    }

    changed(typing = false) {
      if (!this.writes) return;
      this.stale = true;
      this.session.saveSoon(typing);
    }

    /** Joins every save of the session. */
    attend() {
      this.session.onSave(() => this.prepare(), (saved) => this.remember(saved));
    }

    /** Puts the newest text where the session sends it from. */
    prepare() {
      if (!this.writes || !this.stale) return;
      this.stale = false;
      const records = this.records();
      const text = (revision) => GoodTerms.suspend.encode(
        records, this.table, { nonce: this.nonce, revision, page: this.page });
      if (text(0) !== this.last) {
        this.last = text(0);
        this.revision += 1;
      }
      this.session.put("cmi.suspend_data", text(this.revision));
      this.remember(false);
    }

    /** Notes on the device what there is, and whether the LMS has it. */
    remember(saved) {
      if (!this.writes) return;
      const { nonce, revision, page } = this;
      this.copy.write({ nonce, revision, page, saved, records: this.records() });
    }

    /** After a clean end nothing stays on the device but texts that no LMS can hold. */
    close(saved) {
      if (saved && !this.holdsTexts()) this.copy.forget();
    }

    holdsTexts() {
      const written = Object.values(this.table.items)
        .filter((row) => row[1] === "written").map((row) => row[0]);
      return written.some((item) => Object.entries(this.records()).some(([key, value]) =>
        (key.endsWith("/" + item) && Boolean(value.response))
        || (value.submission && Boolean(value.submission.responses[item]))));
    }
  }

  GoodTerms.keeper = { Keeper };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.keeper;
})(typeof globalThis === "undefined" ? this : globalThis);
