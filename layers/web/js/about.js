// What a reader must know beside the map: the line, the data, sources, how to cite.

import { h, link, own } from "./dom.js";
import * as format from "./format.js";
import { CHECKED } from "./rows.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Incidents} Incidents */

/**
 * @param {any} blocks
 * @param {Incidents} all
 * @returns {HTMLElement}
 */
export function drawAbout(blocks, all) {
  const { page, border } = blocks;
  return h(
    "div.dl-page.dl-about",
    {},
    border ? aboutLine(border) : null,
    aboutData(page, all),
    credits(blocks, all),
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
 * @param {Incidents} all
 */
function aboutData(page, all) {
  const { about } = page;
  const unchecked = all.flags.reduce((n, flag) => n + (flag & CHECKED ? 0 : 1), 0);
  const total = group(all.count);
  return h(
    "section",
    {},
    h("h2", {}, t("about.data")),
    h("p", {}, summary(page, all)),
    about.is_public ? h("p", {}, t("about.public")) : null,
    about.not_english ? h("p.dl-warn", {}, tn("about.notEnglish", about.not_english)) : null,
    unchecked ? h("p", {}, t("about.unreviewed", { n: group(unchecked), total })) : null,
    h("p", {}, t("about.dead")),
    about.notes.map((/** @type {string} */ note) => h("p", {}, own(note))),
    h("p", {}, t("about.quotes")),
  );
}

/**
 * "38 incidents from 18 articles, none reviewed yet, until 25 November 2025"
 * @param {any} page
 * @param {Incidents} all
 */
export function summary({ about }, all) {
  const status = all.codes("status");
  const counts = new Uint32Array(status.words.length);
  for (let i = 0; i < all.count; i++) counts[status.codes[i]]++;
  const count = (/** @type {string[]} */ ...names) =>
    status.words.reduce((sum, word, code) => sum + (names.includes(word ?? "") ? counts[code] : 0), 0);
  const reviewed = count("reviewed", "edited");
  const imported = count("imported");
  const parts = [tn("count.incidents", all.count)];
  if (about.articles !== null) parts.push(tn("count.articles", about.articles));
  // What a data set's makers have checked is neither reviewed here nor waiting for it.
  if (imported) parts.push(t("count.imported", { n: group(imported) }));
  if (reviewed) parts.push(t("count.reviewed", { n: group(reviewed) }));
  else if (imported < all.count) parts.push(t("count.noneReviewed"));
  if (about.data_until) {
    parts.push(t("about.until", { date: format.days(about.data_until, about.data_until) }));
  }
  return parts.join(" · ");
}

/**
 * @param {any} blocks
 * @param {Incidents} all
 */
function credits(blocks, all) {
  const sets = new Map();
  const [names, versions, licences] = ["dataset", "dataset_version", "licence"].map((name) => all.codes(name));
  const isLikeLast = (/** @type {number} */ i) =>
    i > 0 && [names, versions, licences].every(({ codes }) => codes[i] === codes[i - 1]);
  for (let i = 0; i < all.count; i++) {
    if (!names.codes[i] || isLikeLast(i)) continue;
    const key = [names.codes[i], versions.codes[i], licences.codes[i]].join();
    const told = [names, versions, licences].map(({ codes, words }) => words[codes[i]] ?? "");
    sets.set(key, { name: told[0], version: told[1], licence: told[2] });
  }
  const list = [...sets.values()].sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
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
      list.map((one) => h("li", {}, own(t("about.credit.dataset", one)))),
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
