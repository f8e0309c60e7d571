// Why an incident lies where it does: the words, what they were taken to mean, and what else
// they may mean.

import { h, own } from "./dom.js";
import * as format from "./format.js";
import { has, t } from "./words.js";

/** @typedef {{name: string, kind: string, country: string, region: string, at: [number, number],
 *   score: number, why: string[]}} Candidate */
/** @typedef {{words?: string, chosen?: Candidate, lost?: Candidate[], reasons?: string[]}} Evidence */

/**
 * @param {Evidence | undefined} evidence
 * @param {(place: Candidate) => void} point shows a place on the map
 * @returns {HTMLElement | null}
 */
export function drawWhy(evidence, point) {
  if (!evidence?.chosen && !evidence?.reasons) return null;
  const { words, chosen, lost = [], reasons = [] } = evidence;
  return h(
    "details.dl-why",
    {},
    h("summary", {}, t("why.title")),
    chosen
      ? h("p", {}, words ? [own(`“${words}”`), " "] : null, t("why.taken"), " ", name(chosen), ": ", own(plain(chosen.why)))
      : null,
    reasons.length ? h("p", {}, own(plain(reasons))) : null,
    lost.length ? h("h3", {}, t("why.lost")) : null,
    lost.length ? h("ul.dl-lost", {}, lost.map((one) => loser(one, point))) : null,
  );
}

/**
 * @param {Candidate} place
 * @param {(place: Candidate) => void} point
 */
function loser(place, point) {
  return h(
    "li",
    {},
    h("button.dl-link", { type: "button", title: t("nav.showOnMap"), onclick: () => point(place) }, name(place)),
    h("span.dl-small", {}, ` ${t("why.score", { percent: Math.round(place.score * 100) })} · `, own(plain(place.why))),
  );
}

/**
 * Reasons in one line; a code at the end of one is told in the page's words.
 * @param {string[]} reasons
 */
function plain(reasons) {
  const inWords = (/** @type {string} */ code) =>
    has(`event.${code}`) ? t(`event.${code}`).toLowerCase() : format.country(code);
  return reasons
    .map((reason) => reason.replace(/( tells | speaks of )(\w+)$/u, (_, verb, code) => verb + inWords(code)))
    .join("; ");
}

/** @param {Candidate} place */
function name({ name, kind, region, country, score }) {
  const parts = [has(`kind.${kind}`) ? t(`kind.${kind}`) : kind, region, format.country(country)].filter(Boolean);
  return h("span", { title: t("why.score", { percent: Math.round(score * 100) }) }, own(name), ` (`, own(parts.join(", ")), ")");
}
