// Passing the map on: a link to what is seen, a frame for another page, a picture.

import { addressOf } from "./embed.js";
import { sumWords } from "./claims.js";
import { h, replace } from "./dom.js";
import { save, toPicture, toSvg } from "./download.js";
import * as format from "./format.js";
import { icon } from "./icon.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */

const HEIGHT = 560; // of the frame, pixels
const PICTURE = "map.png";

export class Share {
  /**
   * @param {any} blocks
   * @param {import("./mapview.js").MapView} view
   */
  constructor(blocks, view) {
    this.page = blocks.page;
    this.view = view;
    this.dialog = h("dialog.dl-share", { "aria-label": t("share.title") });
    this.button = h(
      "button.dl-icon.dl-share-button",
      {
        type: "button",
        title: t("share.title"),
        "aria-label": t("share.title"),
        "aria-haspopup": "dialog",
        onclick: () => this.open(),
      },
      icon("M10.5 5.5L5.5 7.5M5.5 8.8L10.5 10.8M12.5 6.3A2 2 0 1 1 12.5 2.3A2 2 0 1 1 12.5 6.3M3.5 10A2 2 0 1 1 3.5 6A2 2 0 1 1 3.5 10M12.5 13.9A2 2 0 1 1 12.5 9.9A2 2 0 1 1 12.5 13.9"),
    );
  }

  open() {
    const alt = describe(this.page, /** @type {any} */ (this.view.shown));
    const credit = t("credit.short");
    const words = { title: this.page.title, credit, description: alt };
    replace(
      this.dialog,
      h(
        "form",
        { method: "dialog" },
        h("h2", {}, t("share.title")),
        field("share.link", addressOf(false)),
        field("share.frame", snippet(this.page.title, alt)),
        field("share.alt", alt),
        h("p.dl-small", {}, t("share.hint", { picture: PICTURE })),
        h(
          "p.dl-share-acts",
          {},
          act("share.png", async () => {
            const picture = await toPicture(this.view, words);
            if (picture) save(picture, PICTURE, "image/png");
          }),
          act("share.svg", () => save(toSvg(this.view, words), "map.svg", "image/svg+xml")),
          h("span.dl-spacer"),
          h("button.dl-act", { value: "close" }, t("nav.close")),
        ),
      ),
    );
    document.body.append(this.dialog);
    /** @type {HTMLDialogElement} */ (this.dialog).showModal();
  }
}

/**
 * @param {string} name
 * @param {() => void} onclick
 */
function act(name, onclick) {
  return h("button.dl-act", { type: "button", onclick }, t(name));
}

/**
 * Words to take along, with a button that copies them.
 * @param {string} name
 * @param {string} value
 */
function field(name, value) {
  const area = h("textarea", { readonly: true, rows: value.length > 90 ? 4 : 2, spellcheck: "false", onfocus: (/** @type {any} */ event) => event.target.select() }, value);
  const button = h("button.dl-link", { type: "button", onclick: () => copy(value, area, button) }, t("about.copy"));
  return h("div.dl-share-field", {}, h("label", {}, h("span", {}, t(name)), area), button);
}

/**
 * @param {string} value
 * @param {HTMLElement} area
 * @param {HTMLElement} button
 */
async function copy(value, area, button) {
  try {
    await navigator.clipboard.writeText(value);
    button.textContent = t("about.copied");
  } catch {
    area.focus(); // without leave to copy, the words stand selected
  }
}

/**
 * A frame for another page; who shows no frames shows the picture.
 * @param {string} title
 * @param {string} alt
 */
export function snippet(title, alt) {
  const address = quote(addressOf(true));
  return [
    "<figure>",
    `  <iframe src="${address}" title="${quote(title)}" width="100%" height="${HEIGHT}" loading="lazy" style="border:0"></iframe>`,
    `  <noscript><img src="${PICTURE}" alt="${quote(alt)}" style="max-width:100%"></noscript>`,
    `  <figcaption>${quote(t("credit.short"))}</figcaption>`,
    "</figure>",
  ].join("\n");
}

/** @param {string} text */
function quote(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * The map in words, for those who do not see it.
 * @param {any} page
 * @param {Row[]} rows those shown
 */
export function describe(page, rows) {
  const parts = [t("alt.what", { title: page.title, label: page.label, what: tn("count.incidents", rows.length) })];
  let first = Infinity;
  let last = -Infinity;
  let low = Infinity;
  let high = -Infinity;
  /** @type {Map<string, number>} */
  const types = new Map();
  for (const row of rows) {
    if (row.start !== null) [first, last] = [Math.min(first, row.start), Math.max(last, row.end ?? row.start)];
    if (row.km !== null) [low, high] = [Math.min(low, row.km), Math.max(high, row.km)];
    types.set(row.type, (types.get(row.type) ?? 0) + 1);
  }
  if (last >= first) parts.push(t("alt.when", { days: format.days(format.isoDay(first), format.isoDay(last)) }));
  if (high >= low) parts.push(t("alt.where", { range: format.kmRange(low, high) }));
  const most = [...types].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
  if (most.length) parts.push(t("alt.types", { list: most.map(([type, n]) => `${t(`event.${type}`)} ${group(n)}`).join(", ") }));
  if (rows.length) parts.push(`${sumWords(rows)}.`);
  return parts.join(" ");
}
