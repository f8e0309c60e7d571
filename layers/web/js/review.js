// A person's decisions about incidents: made here, kept in this browser, given out as a table.

import { h, own, replace } from "./dom.js";
import { save, toCell } from "./download.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {Record<string, string>} Decision */
/** @typedef {{columns: string[], anchors: Record<string, Decision>,
 *   fields: {name: string, kind: string, choices: string[]}[]}} Book */

const NAME_KEY = "durandline reviewer";

/**
 * @param {Book} book
 * @param {string} id
 * @param {string} action
 * @param {Decision} said
 * @returns {Decision}
 */
export function decide(book, id, action, said) {
  const blank = Object.fromEntries(book.columns.map((name) => [name, ""]));
  return { ...blank, target: id, ...book.anchors[id], ...said, action };
}

/**
 * One more decision; the later of two that say the same thing of a row stays.
 * @param {Decision[]} decisions
 * @param {Decision} made
 */
export function add(decisions, made) {
  const rivals = ["confirm", "reject"];
  const isSame = (/** @type {Decision} */ one) =>
    one.target === made.target &&
    (one.action === made.action ? one.field === made.field : rivals.includes(one.action) && rivals.includes(made.action));
  return [...decisions.filter((one) => !isSame(one)), made];
}

/**
 * @param {Book} book
 * @param {Decision[]} decisions
 */
export function toTable(book, decisions) {
  const lines = [book.columns, ...decisions.map((one) => book.columns.map((name) => one[name] ?? ""))];
  return lines.map((line) => `${line.map(toCell).join(",")}\n`).join("");
}

/**
 * What is wrong with a value, or nothing.
 * @param {{kind: string}} field
 * @param {string} value
 */
export function findFault(field, value) {
  const text = value.trim();
  if (!text) return "";
  if (field.kind === "integer" && !/^\d{1,9}$/.test(text)) return t("review.fault.integer");
  if (field.kind === "day" && !isDay(text)) return t("review.fault.day");
  return "";
}

/** @param {string} text */
function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** @param {Date} now */
function today(now) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export class Review {
  /**
   * @param {Book} book
   * @param {string} title of the map: what was decided is kept under it
   * @param {import("./mapview.js").MapView} view
   */
  constructor(book, title, view) {
    this.book = book;
    this.view = view;
    this.key = `durandline decisions ${title}`;
    /** @type {Decision[]} */
    this.decisions = remembered(this.key, []).filter((/** @type {Decision} */ one) => book.anchors[one.target]);
    this.by = remembered(NAME_KEY, "");
    this.stopPointing = () => {};
    this.count = h("p.dl-review-count", { role: "status" });
    this.bar = h(
      "div.dl-review-bar",
      {},
      this.count,
      h("button.dl-review-save", { type: "button", onclick: () => this.save() }, t("review.save")),
    );
    this.drawBar();
  }

  drawBar() {
    const n = this.decisions.length;
    replace(this.count, n ? tn("review.count", n) : t("review.none", { n: group(Object.keys(this.book.anchors).length) }));
    /** @type {HTMLButtonElement} */ (this.bar.lastElementChild).disabled = !n;
  }

  save() {
    save(toTable(this.book, this.decisions), "decisions.csv", "text/csv");
  }

  /**
   * The controls for one incident.
   * @param {Row} row
   */
  section(row) {
    this.stopPointing();
    const made = h("ul.dl-review-made");
    const note = input("review.note");
    const by = input("review.by", this.by);
    const said = () => ({ by: by.value.trim(), note: note.value.trim(), date: today(new Date()) });
    const put = (/** @type {string} */ action, /** @type {Decision} */ more = {}) => {
      this.remember(add(this.decisions, decide(this.book, row.id, action, { ...said(), ...more })));
      this.by = by.value.trim();
      keep(NAME_KEY, this.by);
      this.drawMade(row, made);
    };
    const button = (/** @type {string} */ action) =>
      h("button", { type: "button", onclick: () => put(action) }, t(`review.${action}`));
    this.drawMade(row, made);
    return h(
      "section.dl-review",
      { "aria-label": t("review.heading") },
      h("h3", {}, t("review.heading")),
      h("div.dl-review-act", {}, button("confirm"), button("reject"), this.pointer(put)),
      this.corrector(put),
      h("div.dl-review-said", {}, label("review.by", by), label("review.note", note)),
      made,
    );
  }

  /** @param {(action: string, more: Decision) => void} put */
  pointer(put) {
    const { map } = this.view;
    const container = map.getContainer();
    const button = h("button", { type: "button", "aria-pressed": "false" }, t("review.move"));
    // Before the map hears of it: this click points, it selects nothing.
    const pick = (/** @type {MouseEvent} */ event) => {
      if (/** @type {any} */ (map.dragging)?.moved()) return; // the end of a pull
      event.stopPropagation();
      const { lng, lat } = map.mouseEventToLatLng(event);
      stop();
      put("move", { value: `${lng.toFixed(5)} ${lat.toFixed(5)}` });
    };
    const stop = () => {
      container.removeEventListener("click", pick, true);
      container.classList.remove("is-pointing");
      button.setAttribute("aria-pressed", "false");
      button.textContent = t("review.move");
      this.stopPointing = () => {};
    };
    button.addEventListener("click", () => {
      const isOn = button.getAttribute("aria-pressed") === "true";
      this.stopPointing();
      if (isOn) return;
      this.stopPointing = stop;
      container.addEventListener("click", pick, true);
      container.classList.add("is-pointing");
      button.setAttribute("aria-pressed", "true");
      button.textContent = t("review.pointing");
    });
    return button;
  }

  /** @param {(action: string, more: Decision) => void} put */
  corrector(put) {
    const { fields } = this.book;
    const which = /** @type {HTMLSelectElement} */ (
      h("select", {}, fields.map((field) => h("option", { value: field.name }, t(`column.${field.name}`))))
    );
    const holder = h("span.dl-review-value");
    const fault = h("p.dl-review-fault", { role: "alert" });
    const field = () => fields[which.selectedIndex];
    const draw = () => {
      const { choices, kind } = field();
      const value = choices.length
        ? h("select", {}, choices.map((one) => h("option", { value: one }, named(field().name, one))))
        : h("input", { type: kind === "day" ? "date" : "text", inputmode: kind === "integer" ? "numeric" : null });
      value.setAttribute("aria-label", t("review.value"));
      replace(holder, value);
      fault.textContent = "";
    };
    which.addEventListener("change", draw);
    draw();
    const set = () => {
      const { value } = /** @type {HTMLInputElement} */ (holder.firstElementChild);
      fault.textContent = findFault(field(), value);
      if (!fault.textContent) put("set", { field: field().name, value: value.trim() });
    };
    return h(
      "div.dl-review-set",
      {},
      label("review.field", which),
      holder,
      h("button", { type: "button", onclick: set }, t("review.set")),
      fault,
    );
  }

  /**
   * @param {Row} row
   * @param {HTMLElement} list
   */
  drawMade(row, list) {
    const mine = this.decisions.filter((one) => one.target === row.id);
    replace(
      list,
      mine.map((one) =>
        h(
          "li",
          {},
          own(say(one)),
          h(
            "button",
            {
              type: "button",
              onclick: () => {
                this.remember(this.decisions.filter((other) => other !== one));
                this.drawMade(row, list);
              },
            },
            t("review.undo"),
          ),
        ),
      ),
    );
  }

  /** @param {Decision[]} decisions */
  remember(decisions) {
    this.decisions = decisions;
    keep(this.key, decisions);
    this.drawBar();
  }
}

/** @param {Decision} made */
function say(made) {
  const what = made.field ? `${t(`column.${made.field}`)}: ${named(made.field, made.value) || "–"}` : made.value;
  const by = made.by ? `, ${made.by}` : "";
  return `${t(`review.done.${made.action}`)}${what ? ` (${what})` : ""}${by}`;
}

/**
 * @param {string} field
 * @param {string} value
 */
function named(field, value) {
  return field === "event_type" ? t(`event.${value}`) : value.replaceAll("_", " ");
}

/**
 * @param {string} key
 * @param {string} [value]
 */
function input(key, value = "") {
  const element = /** @type {HTMLInputElement} */ (h("input", { type: "text", name: key, maxlength: 500 }));
  element.value = value;
  return element;
}

/**
 * @param {string} key
 * @param {Node} control
 */
function label(key, control) {
  return h("label", {}, h("span", {}, t(key)), control);
}

/**
 * @param {string} key
 * @param {any} otherwise
 */
function remembered(key, otherwise) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    return typeof kept === typeof otherwise && Array.isArray(kept) === Array.isArray(otherwise) && kept !== null
      ? kept
      : otherwise;
  } catch {
    return otherwise; // a browser that keeps nothing, or something else under the name
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Kept for as long as the page is open.
  }
}
