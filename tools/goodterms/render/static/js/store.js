/**
 * What the learner did, kept by id on the device: one record per key, so that two tabs never
 * write over each other's answers.
 *
 * Keys are `goodterms/<course>/<kind>/<id>[/<id>]`, values are JSON. Kinds:
 *
 * - `learner`                      {id, name}
 * - `read/<lesson>`                {read}
 * - `draft/<item>`                 {response, raw} of practice, not yet checked
 * - `practice/<item>`              {response, score, max, tries, answered}
 * - `attempt/<assessment>`         {id, form, attempt, started, presented}: the one that is open
 * - `response/<assessment>/<item>` {response, raw} of the open attempt
 * - `submitted/<assessment>/<id>`  {submission, result}
 * - `imported/<assessment>/<id>`   an attempt from an imported file, as records.js exports it
 * - `talk/<simulation>`            {path}: the conversation that is going on
 * - `play/<simulation>/<id>`       {play, played, path, ending, percent, passed, skills, red_lines}
 *
 * A package replaces the backend before `GoodTerms.app.start()`:
 * `GoodTerms.store.use({name, get(key), set(key, text), remove(key), keys()})`; `get` gives a
 * string or null, `set` throws if it cannot keep the text.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const ROOT = "goodterms";

  /** A backend that forgets when the page is closed. */
  function memoryBackend() {
    const kept = new Map();
    return {
      name: "memory",
      get: (key) => (kept.has(key) ? kept.get(key) : null),
      set: (key, text) => void kept.set(key, text),
      remove: (key) => void kept.delete(key),
      keys: () => Array.from(kept.keys()),
    };
  }

  /** The browser's localStorage, or null if it is blocked. */
  function localBackend() {
    try {
      const storage = root.localStorage;
      const probe = ROOT + "/probe";
      storage.setItem(probe, "1");
      storage.removeItem(probe);
      return {
        name: "local",
        get: (key) => storage.getItem(key),
        set: (key, text) => storage.setItem(key, text),
        remove: (key) => storage.removeItem(key),
        keys: () => Array.from({ length: storage.length }, (_, i) => storage.key(i)),
      };
    } catch {
      return null;
    }
  }

  let backend = null;
  let troubled = false;
  const changeListeners = [];
  const troubleListeners = [];

  function current() {
    if (backend === null) {
      backend = localBackend();
      if (backend === null) {
        backend = memoryBackend();
        trouble();
      }
    }
    return backend;
  }

  function trouble() {
    troubled = true;
    for (const listener of troubleListeners) listener();
  }

  function prefix() {
    return `${ROOT}/${GoodTerms.config.course}/`;
  }

  function keyOf(kind, ids) {
    return prefix() + [kind, ...ids].join("/");
  }

  function parsed(text) {
    if (text === null || text === undefined) return null;
    try {
      return JSON.parse(text);
    } catch {
      return null; // a damaged record is no record
    }
  }

  function tell(kind, ids, elsewhere) {
    for (const listener of changeListeners) listener({ kind, ids, elsewhere });
  }

  const store = {
    /** Replaces where records are kept; call it before the page is started. */
    use(other) {
      backend = other;
    },

    /** The name of the backend in use: `local`, `memory`, or a package's own. */
    backendName() {
      return current().name;
    },

    /** The record of a kind and ids, or null. */
    get(kind, ...ids) {
      return parsed(current().get(keyOf(kind, ids)));
    },

    /** Keeps a record; if the device refuses, it is kept until the page closes and trouble told. */
    set(kind, ids, value) {
      const text = JSON.stringify(value);
      try {
        current().set(keyOf(kind, ids), text);
      } catch {
        const before = backend;
        backend = memoryBackend();
        for (const key of before.keys()) {
          if (key.startsWith(ROOT + "/")) backend.set(key, before.get(key));
        }
        backend.set(keyOf(kind, ids), text);
        trouble();
      }
      tell(kind, ids, false);
    },

    /** Forgets a record. */
    remove(kind, ...ids) {
      current().remove(keyOf(kind, ids));
      tell(kind, ids, false);
    },

    /** All records of a kind below the given ids: a list of {ids, value}. */
    list(kind, ...ids) {
      const start = keyOf(kind, ids) + "/";
      const found = [];
      for (const key of current().keys()) {
        if (!key.startsWith(start)) continue;
        const value = parsed(current().get(key));
        if (value !== null) {
          found.push({ ids: [...ids, ...key.slice(start.length).split("/")], value });
        }
      }
      return found;
    },

    /** Forgets everything of this course on this device. */
    erase() {
      for (const key of current().keys()) {
        if (key.startsWith(prefix())) current().remove(key);
      }
      tell("*", [], false);
    },

    /** Whether records are lost when the page closes. */
    isTroubled() {
      current();
      return troubled;
    },

    /** Calls back with {kind, ids, elsewhere}; `elsewhere` means another tab wrote it. */
    onChange(listener) {
      changeListeners.push(listener);
    },

    /** Calls back when the device refuses to keep records. */
    onTrouble(listener) {
      troubleListeners.push(listener);
      if (troubled) listener();
    },

    memoryBackend,
  };

  if (typeof root.addEventListener === "function") {
    root.addEventListener("storage", (event) => {
      if (event.key === null) return tell("*", [], true);
      if (!event.key.startsWith(prefix())) return;
      const [kind, ...ids] = event.key.slice(prefix().length).split("/");
      tell(kind, ids, true);
    });
  }

  GoodTerms.store = store;
  if (typeof module === "object" && module.exports) module.exports = store;
})(typeof globalThis === "undefined" ? this : globalThis);
