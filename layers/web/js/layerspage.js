// Layers with their legend: a switch and what it stands for, in one place.

import { gateSign, STATES } from "./crossings.js";
import { STRENGTHS } from "./density.js";
import * as format from "./format.js";
import { h, own, replace, svg } from "./dom.js";
import { pinSize } from "./pins.js";
import { BACKGROUND } from "./rows.js";
import { symbol } from "./symbol.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./store.js").Store} Store */

export class LayersPage {
  /**
   * @param {any} blocks
   * @param {Store} store
   * @param {Row[]} rows
   */
  constructor(blocks, store, rows) {
    this.blocks = blocks;
    this.store = store;
    this.rows = rows;
    /** @type {import("./density.js").Density | null} whose classes the legend names */
    this.density = null;
    this.element = h("div.dl-page.dl-layers");
    this.draw();
  }

  draw() {
    const { blocks, rows } = this;
    const hasBackground = /** @type {any} */ (rows).all.flags.some((/** @type {number} */ flag) => flag & BACKGROUND);
    const groups = {
      events: [
        blocks.incidents ? this.group("incidents", this.incidentKeys()) : null,
        blocks.incidents ? this.group("uncertainty", this.uncertaintyKeys()) : null,
        hasBackground ? this.group("background", [this.faded()]) : null,
        blocks.hexagons ? this.group("hexagons", this.densityKeys("hexagons")) : null,
        blocks.kilometres ? this.group("kilometres", this.densityKeys("kilometres")) : null,
      ],
      border: [
        blocks.border ? this.group("line", this.lineKeys()) : null,
        blocks.crossings ? this.group("crossings", this.crossingKeys()) : null,
        blocks.sectors?.sectors.length ? this.group("sectors", []) : null,
        blocks.corridor ? this.group("corridor", this.corridorKeys()) : null,
      ],
      ground: [
        blocks.places ? this.group("places", []) : null,
        blocks.districts ? this.group("districts", [this.districtKey()]) : null,
        blocks.basemap || blocks.boundaries ? this.group("boundaries", this.boundaryKeys()) : null,
        blocks.basemap ? this.group("graticule", []) : null,
        blocks.page?.tiles ? this.group("tiles", []) : null,
      ],
    };
    replace(
      this.element,
      Object.entries(groups).flatMap(([name, layers]) =>
        layers.some(Boolean) ? [h("h2.dl-heading", {}, t(`layers.group.${name}`)), ...layers] : [],
      ),
    );
  }

  /**
   * @param {string} name
   * @param {(Node | null)[]} keys
   */
  group(name, keys) {
    const { store } = this;
    const isOn = store.state.layers[name];
    return h(
      `section.dl-layer${isOn ? "" : ".is-off"}`,
      {},
      h(
        "label.dl-switch",
        {},
        h("input", {
          type: "checkbox",
          role: "switch",
          checked: isOn,
          onchange: (/** @type {any} */ event) => store.setLayer(name, event.target.checked),
        }),
        h("span", {}, t(`layers.${name}`)),
      ),
      keys.length ? h("div.dl-keys", {}, keys) : null,
    );
  }

  incidentKeys() {
    const { style } = this.blocks;
    const { sizes } = style;
    const steps = [0, 10, 50, sizes.deathsAtLargest];
    return [
      h(
        "div.dl-sizes",
        {},
        h("span.dl-small", {}, t("legend.size")),
        h(
          "div.dl-size-row",
          {},
          steps.map((n) => {
            const size = pinSize(sizes, n);
            return h(
              "span.dl-size",
              {},
              svg(
                "svg",
                { width: size + 2, height: size + 2, viewBox: "-14 -14 28 28", "aria-hidden": "true" },
                svg("path.dl-size-shape", { d: style.families.fighting.outline }),
              ),
              n === 0 ? t("legend.none") : n === sizes.deathsAtLargest ? `${n}+` : String(n),
            );
          }),
        ),
      ),
      key(symbol(style, "armed_clash", { isChecked: false }), t("legend.hollow")),
      key(symbol(style, "armed_clash"), t("legend.solid")),
      key(
        svg(
          "svg",
          { width: 24, height: 24, viewBox: "-14 -14 28 28", "aria-hidden": "true" },
          svg("circle.dl-group-shape", { r: 10 }),
          svg("text.dl-group-text", { "text-anchor": "middle", y: 4 }, "9"),
        ),
        t("legend.group"),
      ),
    ];
  }

  faded() {
    const shape = symbol(this.blocks.style, "armed_clash", { isChecked: false });
    shape.classList.add("is-faded");
    return key(shape, t("legend.faded"));
  }

  uncertaintyKeys() {
    return [
      key(
        svg(
          "svg",
          { width: 24, height: 24, viewBox: "-12 -12 24 24", "aria-hidden": "true" },
          svg("circle.dl-disc", { r: 10 }),
        ),
        t("legend.area"),
      ),
      key(
        svg(
          "svg",
          { width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" },
          svg("path.dl-band", { d: "M1 17L10 9L23 7" }),
          svg("path.dl-line-key", { d: "M1 17L10 9L23 7" }),
        ),
        t("legend.stretch"),
      ),
    ];
  }

  lineKeys() {
    const { border } = this.blocks;
    return [
      key(
        svg(
          "svg",
          { width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" },
          svg("path.dl-line-key", { d: "M1 15L23 9M10 7.5L13 16.5" }),
        ),
        own(t("legend.line", { label: border.label, n: group(border.marksEvery) })),
      ),
    ];
  }

  /**
   * The classes of a count, and what it leaves out; only while it is drawn.
   * @param {"hexagons" | "kilometres"} name
   */
  densityKeys(name) {
    const counts = this.store.state.layers[name] ? this.density?.of(name)?.counts : null;
    if (!counts) return [];
    const data = this.blocks[name];
    const words = t(`legend.${name}`, { n: group(data.acrossKm ?? data.everyKm) });
    const keys = counts.breaks.map((least, at) => {
      const next = counts.breaks[at + 1];
      const label = next === least + 1 ? group(least) : next ? format.range(least, next - 1) : format.range(least, null);
      const swatch = svg(
        "svg",
        { width: 24, height: 24, viewBox: "-12 -12 24 24", "aria-hidden": "true" },
        svg("path.dl-density", { d: name === "hexagons" ? "M0 -10L8.7 -5V5L0 10L-8.7 5V-5Z" : `M-11 ${-2 - at}H11V${2 + at}H-11Z`, "fill-opacity": STRENGTHS[at] }),
      );
      return key(swatch, label);
    });
    const left = counts.left ? h("span.dl-small", {}, tn(`legend.${name}.left`, counts.left)) : null;
    return [h("span.dl-small", {}, words), ...keys, left];
  }

  crossingKeys() {
    if (!this.blocks.crossings.ledger?.length) return [key(gateSign("unknown"), t("legend.crossing"))];
    const keys = STATES.map((state) => key(gateSign(state), t(`legend.crossing.${state}`)));
    return [h("span.dl-small", {}, t("legend.crossing.when")), ...keys];
  }

  corridorKeys() {
    const kms = this.blocks.corridor.bands.map((/** @type {any} */ band) => band.km).reverse();
    const mark = svg(
      "svg",
      { width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" },
      svg("path.dl-corridor-key", { d: "M1 4L23 4M1 20L23 20" }),
      svg("path.dl-line-key", { d: "M1 12L23 12" }),
    );
    return [key(mark, t("legend.corridor", { list: kms.join(", ") }))];
  }

  districtKey() {
    const mark = svg(
      "svg",
      { width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" },
      svg("path.dl-district-key", { d: "M2 4L14 6L21 20L5 17Z" }),
    );
    return key(mark, t("legend.district"));
  }

  boundaryKeys() {
    const stroke = (/** @type {string} */ name) =>
      svg(
        "svg",
        { width: 24, height: 24, viewBox: "0 0 24 24", "aria-hidden": "true" },
        svg(`path.${name}`, { d: "M1 15L23 9" }),
      );
    return [
      key(stroke("dl-boundary-key"), t("legend.boundary")),
      key(stroke("dl-disputed-key"), t("legend.disputed")),
    ];
  }
}

/**
 * @param {Node} mark
 * @param {Node | string} words
 */
function key(mark, words) {
  return h("span.dl-key", {}, mark, h("span", {}, words));
}
