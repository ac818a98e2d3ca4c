/**
 * Templates: copy, save as text, fill in on the page. Nothing is stored and nothing is sent: what a
 * reader types lives in the fields of the page and is gone with it.
 */
(function (root) {
  "use strict";

  const GoodTerms = (root.GoodTerms = root.GoodTerms || {});

  /**
   * A template as plain text.
   * @param {Object} data what the page's data block holds: headings, blocks, fields
   * @param {function(string): string} value what stands for a placeholder, by its id
   * @returns {string}
   */
  function text(data, value) {
    return data.blocks.map(([title, pieces]) => {
      const body = pieces.map((piece, i) => (i % 2 ? value(piece) : piece)).join("");
      return data.headings ? `${title}\n${body}` : body;
    }).join("\n\n") + "\n";
  }

  /** Sample values stand in brackets, so that none stays in a letter by mistake. */
  const samples = (data) => (id) => `[${data.fields[id][1]}]`;

  /** What the reader has typed; the placeholder's name in brackets where nothing is typed yet. */
  const typed = (data, values) => (id) => values[id] || `[${data.fields[id][0]}]`;

  async function copy(wanted) {
    try {
      await root.navigator.clipboard.writeText(wanted);
      return true;
    } catch {
      // No permission or an old browser: the way that needs none.
      const area = GoodTerms.core.el("textarea", { class: "gt-visually-hidden" });
      area.value = wanted;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function page(holder) {
    const data = GoodTerms.core.data(holder);
    const values = {};
    const written = (which) => text(data, which === "sample" ? samples(data) : typed(data, values));

    for (const tools of holder.querySelectorAll("[data-template-tools]")) {
      tools.hidden = false;
      const status = tools.querySelector("[data-template-status]");
      tools.addEventListener("click", async ({ target }) => {
        const button = target.closest("[data-template-copy], [data-template-save]");
        if (!button) return;
        if (button.dataset.templateSave) {
          const which = button.dataset.templateSave;
          const name = which === "sample" ? `${data.file}-sample.txt` : `${data.file}.txt`;
          GoodTerms.core.download(name, written(which), "text/plain;charset=utf-8");
          return;
        }
        const label = button.dataset.label || button.textContent;
        button.dataset.label = label;
        const done = await copy(written(button.dataset.templateCopy));
        button.textContent = status.textContent = done ? button.dataset.done : button.dataset.failed;
        setTimeout(() => {
          button.textContent = label;
          status.textContent = "";
        }, 2500);
      });
    }

    const form = holder.querySelector("[data-template-form]");
    if (!form) return;
    form.hidden = false;
    const show = (id) => {
      for (const place of holder.querySelectorAll("[data-template-sheet] [data-field]")) {
        if (place.dataset.field !== id) continue;
        place.textContent = typed(data, values)(id);
        place.classList.toggle("gt-blank--filled", Boolean(values[id]));
      }
    };
    form.addEventListener("input", ({ target }) => {
      values[target.dataset.fill] = target.value.trim();
      show(target.dataset.fill);
    });
    form.querySelector("[data-fill-clear]").addEventListener("click", () => {
      for (const input of form.querySelectorAll("[data-fill]")) {
        input.value = "";
        delete values[input.dataset.fill];
        show(input.dataset.fill);
      }
    });
  }

  function start() {
    document.querySelectorAll("[data-template]").forEach(page);
  }

  GoodTerms.templates = { start, text, samples, typed };
  if (typeof document !== "undefined") {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
    else start();
  }
  if (typeof module === "object" && module.exports) module.exports = GoodTerms.templates;
})(typeof globalThis === "undefined" ? this : globalThis);
