// How many, by whose word: side by side, never mixed.

import { h, own, svg } from "./dom.js";
import * as format from "./format.js";
import { group, has, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Claim} Claim */

const MOST_COLUMNS = 4; // more do not fit beside each other: they are listed

/**
 * @param {Row} row
 * @param {"killed" | "injured"} kind
 */
export function drawToll(row, kind) {
  const claims = row.claims.filter((claim) => (claim.kind ?? "killed") === kind);
  const { get } = row;
  const heading = h("h3", {}, t(kind === "killed" ? "detail.dead" : "detail.injured"));
  if (!claims.length) {
    if (kind === "injured" || get("best") === null) return null;
    const zero = get("best") === 0 ? t("detail.zero") : bestLine(row);
    return h("section", {}, heading, h("p.dl-best", {}, zero));
  }
  const columns = [...new Set(claims.map(victims))];
  const claimants = [...new Set(claims.map((claim) => claim.claimant ?? ""))];
  const isTable = claimants.length > 1 && columns.length > 1 && columns.length <= MOST_COLUMNS;
  return h(
    "section.dl-toll",
    {},
    heading,
    isTable ? table(claims, claimants, columns) : list(claims),
    kind === "killed" && get("best") !== null ? h("p.dl-best", {}, bestLine(row)) : null,
    isTable && claims.some((claim) => claim.counts === false) ? h("p.dl-small", {}, t("detail.grey")) : null,
    claims.some((claim) => claim.shared) ? h("p.dl-small", {}, t("detail.sharedNote")) : null,
  );
}

/**
 * Claimants down, whose losses across.
 * @param {Claim[]} claims
 * @param {string[]} claimants
 * @param {string[]} columns
 */
function table(claims, claimants, columns) {
  return h(
    "div.dl-wide",
    { tabindex: "0", role: "group", "aria-label": t("detail.dead") },
    h(
      "table.dl-sides",
      {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("detail.says")), columns.map((one) => h("th", { scope: "col" }, own(one))))),
      h(
        "tbody",
        {},
        claimants.map((who) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, who ? own(who) : t("detail.writer")),
            columns.map((column) =>
              h("td", {}, claims.filter((one) => (one.claimant ?? "") === who && victims(one) === column).map(cell)),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {Claim} claim */
function cell(claim) {
  const said = claim.words && !isNumber(claim.words) ? claim.words : "";
  const shared = claim.shared ? t("detail.shared") : "";
  return h(
    `span.dl-cell${claim.counts === false ? ".is-other" : ""}`,
    { title: claim.quote ?? null },
    h("b", {}, format.range(claim.low, claim.high), claim.shared ? "*" : ""),
    said ? h("span.dl-small", {}, " ", own(said)) : null,
    shared ? h("span.dl-unseen", {}, ` (${shared})`) : null,
  );
}

/**
 * Whose losses a claim counts.
 * @param {Claim} claim
 */
function victims({ of: whose, group: kind, words }) {
  if (whose) return format.country(whose);
  if (kind && has(`group.${kind}`)) return t(`group.${kind}`);
  if (kind) return format.country(kind);
  return words && !isNumber(words) ? words : t("group.people");
}

/** @param {string} words */
function isNumber(words) {
  return /^[\d,. ]+$/.test(words);
}

/**
 * Claims one after the other, each with its words and a bar on one scale.
 * @param {Claim[]} claims
 */
function list(claims) {
  const most = Math.max(...claims.map((claim) => claim.high ?? claim.low ?? 0), 1);
  return h("ul.dl-claims", {}, claims.map((claim) => line(claim, most)));
}

/** @param {Row} row */
function bestLine(row) {
  const { get } = row;
  const span = get("low") === get("high") ? "" : ` (${format.range(get("low"), get("high"))})`;
  return [`${t("detail.best")}: `, h("b", {}, group(get("best")) + span)];
}

/**
 * @param {Claim} claim
 * @param {number} most
 */
function line(claim, most) {
  const who = claim.claimant ? own(claim.claimant) : t("detail.writer");
  const whom = claim.words && !isNumber(claim.words) ? claim.words : claim.of || claim.group ? victims(claim) : "";
  const low = claim.low ?? claim.high ?? 0;
  const high = claim.high ?? claim.low ?? 0;
  const notes = [];
  if (claim.counts === false) notes.push(t("detail.notCounted"));
  if (claim.shared) notes.push(t("detail.shared"));
  return h(
    `li${claim.counts === false ? ".is-other" : ""}`,
    { title: claim.quote ?? null },
    h("span.dl-claim-who", {}, who),
    h("b.dl-claim-number", {}, format.range(claim.low, claim.high)),
    h("span.dl-claim-whom", {}, own(whom)),
    bar(share(low, most), share(high, most)),
    notes.length ? h("span.dl-claim-note", {}, notes.join("; ")) : null,
  );
}

/**
 * @param {number} low percent
 * @param {number} high percent
 */
function bar(low, high) {
  return svg(
    "svg.dl-bar",
    { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect.dl-bar-ground", { width: 100, height: 4 }),
    svg("rect.dl-bar-low", { width: low, height: 4 }),
    svg("rect.dl-bar-high", { x: low, width: high - low, height: 4 }),
  );
}

/**
 * Bars grow with the root, so that one huge claim leaves the others visible.
 * @param {number} value
 * @param {number} most
 */
function share(value, most) {
  return Math.round(100 * Math.sqrt(Math.max(value, 0) / most));
}

/**
 * What incidents add up to: best estimates, and tolls told for several places together, each
 * once. These belong to no single incident.
 * @param {Iterable<Row>} rows
 * @returns {{dead: number, shared: number, unknown: number}}
 */
export function sumDead(rows) {
  let dead = 0;
  let unknown = 0;
  /** @type {Map<string, number>} */
  const parties = new Map();
  for (const row of rows) {
    if (row.deaths === null) unknown += 1;
    else dead += row.deaths;
    for (const claim of row.claims) {
      const n = claim.low ?? claim.high;
      if (!claim.shared || claim.counts === false || (claim.kind ?? "killed") !== "killed" || n == null) continue;
      const key = [row.get("episode_id") ?? row.id, claim.of, claim.group].join("|");
      parties.set(key, Math.max(n, parties.get(key) ?? 0));
    }
  }
  return { dead, shared: [...parties.values()].reduce((sum, n) => sum + n, 0), unknown };
}

/**
 * @param {number} dead by the best estimates
 * @param {number} unknown how many incidents give no number
 * @param {number} [shared] dead that are told for several places together
 */
export function tellSum(dead, unknown, shared = 0) {
  const parts = [t("sum.dead", { n: group(dead) })];
  if (shared) parts.push(t("sum.shared", { n: group(shared) }));
  if (unknown) parts.push(tn("sum.unknown", unknown));
  return parts.join("; ");
}

/**
 * The sum in words: never without what it leaves out.
 * @param {Iterable<Row>} rows
 */
export function sumWords(rows) {
  const { dead, shared, unknown } = sumDead(rows);
  return tellSum(dead, unknown, shared);
}
