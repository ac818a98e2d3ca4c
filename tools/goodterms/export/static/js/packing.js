/**
 * Single values as short ASCII for `suspend.js`: numbers, times, ids, responses by type of item.
 * Letters, digits, `_` and `!` are all they use; `. ~ * -` separate them there.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_!";
  const LONGEST_NUMBER = 20;
  const LATEST = 62 ** 6 - 1; // seconds that fit in six digits: until the year 3769

  // ---- small values ---------------------------------------------------------------------------

  function toDigits(number) {
    let left = Math.min(LATEST, Math.max(0, Math.floor(number) || 0));
    let text = "";
    do {
      text = DIGITS[left % 62] + text;
      left = Math.floor(left / 62);
    } while (left > 0);
    return text;
  }

  function fromDigits(text) {
    let number = 0;
    for (const digit of text) {
      const value = DIGITS.indexOf(digit);
      if (value < 0) return NaN;
      number = number * 62 + value;
    }
    return text ? number : NaN;
  }

  const timeToText = (stamp) => toDigits(Date.parse(stamp) / 1000);

  function timeFromText(text) {
    const seconds = fromDigits(text);
    if (!Number.isFinite(seconds)) return null;
    return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, "Z");
  }

  /** A number in at most 20 characters: twelve digits that count, in whichever form is shorter. */
  function numberToText(number) {
    const kept = Number(number.toPrecision(12));
    let text = String(kept);
    if (text.length > LONGEST_NUMBER) text = kept.toExponential();
    return text.replace("+", "").replace(/-/g, "m").replace(".", "p");
  }

  function numberFromText(text) {
    if (!/^m?\d+(p\d+)?(em?\d+)?$/.test(text)) return null;
    const number = Number(text.replace(/m/g, "-").replace("p", "."));
    return Number.isFinite(number) ? number : null;
  }

  const fixed = (number, digits) => numberToText(Number(Number(number).toFixed(digits)));

  function base64(bytes) {
    let text = "";
    for (let i = 0; i < bytes.length; i += 3) {
      const group = (bytes[i] << 16) | ((bytes[i + 1] || 0) << 8) | (bytes[i + 2] || 0);
      const letters = Math.min(4, bytes.length - i + 1);
      for (let j = 0; j < letters; j += 1) text += BASE64[(group >> (18 - 6 * j)) & 63];
    }
    return text;
  }

  function unbase64(text) {
    const bytes = [];
    let held = 0;
    let bits = 0;
    for (const letter of text) {
      const value = BASE64.indexOf(letter);
      if (value < 0) return null;
      held = ((held << 6) | value) & 0xffff;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes.push((held >> bits) & 0xff);
      }
    }
    return Uint8Array.from(bytes);
  }

  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

  function uuidToText(uuid) {
    if (!UUID.test(uuid)) return null;
    return base64(uuid.replace(/-/g, "").match(/../g).map((pair) => parseInt(pair, 16)));
  }

  function uuidFromText(text) {
    const bytes = unbase64(text);
    if (!bytes || bytes.length !== 16) return null;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // ---- short answers --------------------------------------------------------------------------

  const SPACES = /\s+/gu;
  const PLAIN = /^[A-Za-z0-9 ]*$/;

  function storedText(text) {
    if (PLAIN.test(text)) return "0" + text.replace(/ /g, "_");
    return "1" + base64(new TextEncoder().encode(text));
  }

  /** A short answer in at most `keep` characters; scoring ignores what is changed here. */
  function shortToText(answer, keep) {
    const tidy = (text) => text.replace(SPACES, " ").trim();
    let letters = Array.from(tidy(answer.normalize("NFKC")));
    let stored = storedText(letters.join(""));
    while (stored.length > keep) {
      letters = letters.slice(0, Math.min(letters.length - 1, keep));
      stored = storedText(tidy(letters.join("")));
    }
    return stored;
  }

  function shortFromText(stored) {
    if (stored[0] === "0") return stored.slice(1).replace(/_/g, " ");
    if (stored[0] !== "1") return null;
    const bytes = unbase64(stored.slice(1));
    return bytes && new TextDecoder().decode(bytes);
  }

  // ---- responses, by the type of their item ---------------------------------------------------

  const LETTER = /^[a-z]$/;
  const LETTERS = /^[a-z]+$/;

  /** A response as text; null if there is none to keep. Row: [id, type, keep]. */
  function responseToText(row, response) {
    if (response === null || response === undefined) return null;
    switch (row[1]) {
      case "single":
        return LETTER.test(response) ? response : null;
      case "multiple":
      case "order":
        return Array.isArray(response) && LETTERS.test(response.join("")) ? response.join("") : null;
      case "match":
      case "classify": {
        const text = Object.keys(response).sort().map((left) => left + response[left]).join("");
        return LETTERS.test(text) ? text : null;
      }
      case "numeric":
        return typeof response === "number" && Number.isFinite(response)
          ? numberToText(response) : null;
      case "short":
        return typeof response === "string" ? shortToText(response, row[2]) : null;
      default:
        return "w";
    }
  }

  function responseFromText(row, text) {
    switch (row[1]) {
      case "single":
        return LETTER.test(text) ? text : null;
      case "multiple":
      case "order":
        return LETTERS.test(text) ? text.split("") : null;
      case "match":
      case "classify":
        if (!LETTERS.test(text) || text.length % 2) return null;
        return Object.fromEntries(text.match(/../g).map((pair) => pair.split("")));
      case "numeric":
        return numberFromText(text);
      case "short":
        return shortFromText(text);
      default:
        return text === "w" ? "" : null;
    }
  }

  GoodTerms.packing = {
    toDigits, fromDigits, timeToText, timeFromText, numberToText, numberFromText, fixed,
    uuidToText, uuidFromText, responseToText, responseFromText, LETTERS,
  };
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.packing;
})(typeof globalThis === "undefined" ? this : globalThis);
