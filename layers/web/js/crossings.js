// Crossings as small gates across the line, each with its state on the last day that is shown.

import { h, own, svg } from "./dom.js";
import * as format from "./format.js";
import { readLedger, spans, stateOn } from "./ledger.js";
import { t, tn } from "./words.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{id: string, name: string, at: [number, number], kind: string, km: number,
 *   local: string[], districts: string[], confirmed: boolean}} Crossing */

export const STATES = ["closed", "partly", "open", "unknown"];

/** @typedef {[number, number][]} Corners */
/** @typedef {{half: number, fill: Corners, bar: Corners}} Look half a side; shapes in its terms */

/** @type {Corners} */
const SQUARE = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
/** @type {Record<string, Look>} */
const LOOKS = {
  closed: { half: 5, fill: SQUARE, bar: [[-0.55, 0], [0.55, 0]] },
  partly: { half: 5, fill: [[-1, 1], [1, -1], [1, 1]], bar: [] },
  open: { half: 4.6, fill: [], bar: [[-0.5, 0], [-0.1, 0.4], [0.55, -0.45]] },
  unknown: { half: 3.6, fill: [], bar: [] },
};

const PATHS_ZOOM = 6.6; // from where on paths have a sign, whether anything is known or not

export class Crossings {
  /**
   * @param {any} blocks
   * @param {number} last the last day of which anything is told
   */
  constructor(blocks, last) {
    const { crossings: data, border } = blocks;
    /** @type {Crossing[]} */
    this.list = data?.crossings ?? [];
    this.ledger = readLedger(data?.ledger ?? []);
    this.last = last;
    const [first, second] = border?.pair ?? ["AF", "PK"];
    /** @type {[string, string]} */
    this.ways = [`${first}_to_${second}`, `${second}_to_${first}`];
    /** @type {Map<string, import("./ledger.js").CrossingState>} */
    this.states = new Map();
    this.day = last;
    this.set(null);
  }

  /** Whether anything is known of any of them. */
  get isTold() {
    return this.ledger.size > 0;
  }

  /**
   * Work out what held on a day.
   * @param {number | null} day null for the last one
   */
  set(day) {
    const wanted = day ?? this.last;
    if (wanted === this.day && this.states.size) return;
    this.day = wanted;
    for (const { id } of this.list) this.states.set(id, stateOn(this.ledger.get(id), wanted, this.ways));
  }

  /** @param {string} id */
  stateOf(id) {
    return this.states.get(id)?.state ?? "unknown";
  }

  /**
   * The days on which crossings were closed, or partly, up to a day.
   * @param {number} last
   */
  closures(last) {
    return this.list.flatMap((crossing) =>
      spans(this.ledger.get(crossing.id) ?? [], last, this.ways)
        .filter((span) => span.state !== "open")
        .map((span) => ({ ...span, crossing })),
    );
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   */
  draw(g, view, theme) {
    for (const crossing of this.seen(view.zoom)) {
      const [x, y] = [view.px(crossing.at[0]), view.py(crossing.at[1])];
      drawGate(g, x, y, this.stateOf(crossing.id), theme, crossing.kind === "road" ? 1 : 0.75);
    }
  }

  /**
   * Those that have a sign: paths only near by, or where something is known.
   * @param {number} zoom
   */
  seen(zoom) {
    return this.list.filter(({ id, kind }) => kind === "road" || zoom >= PATHS_ZOOM || this.stateOf(id) !== "unknown");
  }

  /**
   * What is said of one where the pointer is.
   * @param {Crossing} crossing
   */
  words(crossing) {
    const found = this.states.get(crossing.id);
    return [
      h("b", {}, own(crossing.name)),
      h("span", {}, t(`crossing.${crossing.kind}`), ` · ${format.atKm(crossing.km)}`),
      h("span", {}, own(crossing.districts.join(" / "))),
      crossing.local.length ? h("span", {}, own(crossing.local.join("، "))) : null,
      this.isTold && found ? h("b.dl-gate-state", {}, this.dayWords(found.state)) : null,
      ...(found && found.state === "partly" ? found.answers.map(answerWords) : []),
      found && found.state !== "unknown" ? h("span", {}, sourceWords(found)) : null,
    ];
  }

  /** @param {string} state */
  dayWords(state) {
    const day = format.isoDay(this.day);
    return t("crossing.on", { state: t(`crossing.state.${state}`), day: format.days(day, day) });
  }
}

/** @param {import("./ledger.js").Answer} answer */
function answerWords({ kind, direction, state }) {
  const [from, to] = direction.split("_to_");
  const way = to ? ` (${t("direction.arrow", { from: format.country(from), to: format.country(to) })})` : "";
  return h("span", {}, `${t(`traffic.${kind}`)}${way}: ${t(`crossing.state.${state}`)}`);
}

/** @param {import("./ledger.js").CrossingState} found */
function sourceWords({ answers }) {
  const entries = new Set(answers.flatMap(({ entry }) => entry ?? []));
  const sources = [...entries].reduce((sum, entry) => sum + Math.max(1, entry.sources), 0);
  const since = Math.max(...[...entries].map((entry) => entry.since));
  const day = format.isoDay(since);
  return t("crossing.since", { day: format.days(day, day), sources: tn("count.sources", sources) });
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {number} x
 * @param {number} y
 * @param {string} state
 * @param {Theme} theme
 * @param {number} size
 */
export function drawGate(g, x, y, state, theme, size) {
  const look = LOOKS[state] ?? LOOKS.unknown;
  const half = look.half * size;
  const trace = (/** @type {Corners} */ corners, /** @type {boolean} */ isClosed) => {
    g.beginPath();
    corners.forEach(([dx, dy], i) => {
      if (i) g.lineTo(x + dx * half, y + dy * half);
      else g.moveTo(x + dx * half, y + dy * half);
    });
    if (isClosed) g.closePath();
  };
  g.lineWidth = 1.5;
  g.strokeStyle = theme.line;
  trace(SQUARE, true);
  g.fillStyle = theme.paper;
  g.fill();
  g.stroke();
  if (look.fill.length) {
    trace(look.fill, true);
    g.fillStyle = theme.line;
    g.fill();
  }
  if (!look.bar.length) return;
  trace(look.bar, false);
  g.lineWidth = 2;
  g.strokeStyle = look.fill.length ? theme.paper : theme.line;
  g.stroke();
}

/**
 * The same sign for the legend.
 * @param {string} state
 */
export function gateSign(state) {
  const look = LOOKS[state] ?? LOOKS.unknown;
  const d = (/** @type {Corners} */ corners) =>
    corners.map(([x, y], i) => `${i ? "L" : "M"}${x * look.half} ${y * look.half}`).join("");
  return svg(
    "svg",
    { width: 24, height: 24, viewBox: "-12 -12 24 24", "aria-hidden": "true" },
    svg("path.dl-gate", { d: `${d(SQUARE)}Z` }),
    look.fill.length ? svg("path.dl-gate-fill", { d: `${d(look.fill)}Z` }) : null,
    look.bar.length ? svg(`path.dl-gate-bar${look.fill.length ? ".is-paper" : ""}`, { d: d(look.bar) }) : null,
  );
}
