// What a reader must know beside the map: the line, the data, sources, how to cite.

import { h, link, own } from "./dom.js";
import * as format from "./format.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */

/**
 * @param {any} blocks
 * @param {Row[]} rows
 * @returns {HTMLElement}
 */
export function drawAbout(blocks, rows) {
  const { page, border } = blocks;
  return h(
    "div.dl-page.dl-about",
    {},
    border ? aboutLine(border) : null,
    aboutData(page, rows),
    credits(blocks, rows),
    cite(page, border),
    h("p.dl-small", {}, t("about.offline")),
  );
}

/**
 * @param {any} border
 * @returns {boolean} whether the map shows the line between Afghanistan and Pakistan
 */
export function isDurand(border) {
  return border?.pair?.join("-") === "AF-PK";
}

/** @param {any} border */
function aboutLine(border) {
  const ends = { start: group(border.kmStart), end: group(border.kmEnd) };
  const version = {
    frame: border.frame || "–",
    source: border.source,
    version: border.sourceVersion,
    hash: border.sha256.slice(0, 16),
  };
  return h(
    "section",
    {},
    h("h2", {}, own(border.label)),
    isDurand(border) ? h("p", {}, t("about.label")) : null,
    h("p", {}, t("about.length", { length: format.km(border.lengthKm), vertices: group(border.vertices) }), "."),
    h("p", {}, t(isDurand(border) ? "about.kilometres" : "about.kilometresOther", ends)),
    h("p.dl-small", {}, own(t("about.frame", version))),
  );
}

/**
 * @param {any} page
 * @param {Row[]} rows
 */
function aboutData(page, rows) {
  const { about } = page;
  const unchecked = rows.filter((row) => !row.isChecked).length;
  const near = rows.filter((row) => row.km !== null);
  const unknown = near.filter((row) => row.get("border_side") === "undetermined").length;
  const total = group(rows.length);
  return h(
    "section",
    {},
    h("h2", {}, t("about.data")),
    h("p", {}, summary(page, rows)),
    about.not_english ? h("p.dl-warn", {}, tn("about.notEnglish", about.not_english)) : null,
    unchecked ? h("p", {}, t("about.unreviewed", { n: group(unchecked), total })) : null,
    h("p", {}, t("about.dead")),
    unknown ? h("p", {}, t("about.undetermined", { n: group(unknown), total: group(near.length) })) : null,
    about.notes.map((/** @type {string} */ note) => h("p", {}, own(note))),
    h("p", {}, t("about.quotes")),
  );
}

/**
 * "38 incidents from 18 articles, none reviewed yet, until 25 November 2025"
 * @param {any} page
 * @param {Row[]} rows
 */
export function summary({ about }, rows) {
  const reviewed = rows.filter((row) => row.status === "reviewed" || row.status === "edited").length;
  const parts = [tn("count.incidents", rows.length)];
  if (about.articles !== null) parts.push(tn("count.articles", about.articles));
  parts.push(reviewed ? t("count.reviewed", { n: group(reviewed) }) : t("count.noneReviewed"));
  if (about.data_until) {
    parts.push(t("about.until", { date: format.days(about.data_until, about.data_until) }));
  }
  return parts.join(" · ");
}

/**
 * @param {any} blocks
 * @param {Row[]} rows
 */
function credits(blocks, rows) {
  const sets = new Map();
  for (const row of rows) {
    const name = row.get("dataset");
    const version = row.get("dataset_version") ?? "";
    const licence = row.get("licence") ?? "";
    if (name) sets.set([name, version, licence].join(), { name, version, licence });
  }
  const tiles = blocks.page.tiles;
  return h(
    "section",
    {},
    h("h2", {}, t("about.credits")),
    h(
      "ul.dl-credits",
      {},
      h("li", {}, link("https://www.openstreetmap.org/copyright", t("about.credit.line"))),
      h("li", {}, link("https://www.geonames.org/", t("about.credit.places"))),
      h("li", {}, link("https://www.naturalearthdata.com/", t("about.credit.ground"))),
      [...sets.keys()].sort().map((name) => h("li", {}, own(t("about.credit.dataset", sets.get(name))))),
      tiles ? h("li", {}, own(tiles)) : null,
      h("li", {}, t("about.credit.code")),
    ),
  );
}

/**
 * @param {any} page
 * @param {any} border
 */
function cite(page, border) {
  const until = page.about.data_until;
  const text = t("about.citation", {
    title: page.title,
    version: border ? `${border.sourceVersion}` : "–",
    frame: border?.frame || "–",
    date: until ? format.days(until, until) : "–",
  });
  return h("section", {}, h("h2", {}, t("about.cite")), h("p.dl-cite", {}, own(text)));
}
