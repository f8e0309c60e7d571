// The map: planes over Leaflet, and where the view goes.

import * as format from "./format.js";
import { drawCorridor, readCorridor } from "./corridor.js";
import { Crossings } from "./crossings.js";
import { Density } from "./density.js";
import { Ground } from "./ground.js";
import { Boxes, boxesAlong, drawLabels } from "./labels.js";
import { L } from "./leaflet.js";
import { drawFootprints, drawSectorTicks, Line, MOST_FAINT } from "./line.js";
import { countryLabels, crossingLabels, degreeLabels, kmLabels } from "./names.js";
import { readTowns, sectorLabels, townLabels } from "./names.js";
import { Outlines } from "./outlines.js";
import { Pins } from "./pins.js";
import { Plane } from "./plane.js";
import { Pointer } from "./pointer.js";
import { lastDay } from "./rows.js";
import { readTheme } from "./theme.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Rows} Rows */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./plane.js").View} View */

/**
 * @typedef {{basemap?: any, places?: any, border?: any, crossings?: any, sectors?: any,
 *   incidents?: any, far?: any, page?: any, corridor?: any, story?: any, boundaries?: any,
 *   districts?: any, hexagons?: any, kilometres?: any, style: any}} Blocks
 */

const NAMES_MS = 150;
const GATE = 4; // pixels on each side of a crossing on which no name stands

export class MapView {
  /**
   * @param {L.Map} map
   * @param {Blocks} blocks
   * @param {Store} store
   * @param {Rows} rows all of them
   */
  constructor(map, blocks, store, rows) {
    this.map = map;
    this.blocks = blocks;
    this.store = store;
    this.rows = rows;
    this.shown = rows;
    this.theme = readTheme();
    this.ground = blocks.basemap ? new Ground(blocks.basemap) : null;
    this.line = blocks.border ? new Line(blocks.border) : null;
    // Sectors on a map without the line bring it along, unseen.
    this.course = blocks.border ?? blocks.sectors?.line;
    this.sectorLine = this.line ?? (this.course ? new Line(this.course) : null);
    this.towns = blocks.places ? readTowns(blocks.places) : [];
    this.pins = new Pins(blocks.style, rows.all);
    this.isHome = true;
    this.covered = 0; // pixels of the map's lower part that lie under a sheet
    this.hasTiles = Boolean(blocks.page?.tiles);
    this.hasFaint = true;
    this.namesTimer = 0;
    this.named = -1; // the placing of the pins that names were last drawn for
    this.drawnAt = -Infinity;
    this.alongKey = "";
    /** @type {Boxes | null} */
    this.along = null;
    this.groundPlane = new Plane("dl-ground", 150, (g, view) => this.drawGround(g, view));
    this.linePlane = new Plane("dl-line", 410, (g, view) => this.drawLine(g, view));
    this.namePlane = new Plane("dl-names", 415, (g, view) => this.drawNames(g, view));
    this.pinPlane = new Plane("dl-pins", 420, (g, view) => this.drawPins(g, view));
    this.corridor = readCorridor(blocks.corridor);
    this.crossings = new Crossings(blocks, lastDay(rows.all));
    this.density = new Density(blocks, rows);
    this.outlines = new Outlines(blocks);
    /** @type {L.CircleMarker | null} around a place that has no pin */
    this.ring = null;
    for (const plane of this.planes()) plane.addTo(map);
    this.pointer = new Pointer(this);
    this.followTheme();
  }

  planes() {
    return [this.groundPlane, this.linePlane, this.namePlane, this.pinPlane];
  }

  /** @param {Rows} shown rows that pass the filter */
  show(shown) {
    this.shown = shown;
    this.pins.setRows(this.store.state.layers.incidents ? shown : null);
    const isDenser = this.density.show(shown, this.store.state.layers);
    this.crossings.set(this.store.state.filter.to);
    // The ground stays; so does the line, unless footprints came or went.
    const hasFaint = shown.length <= MOST_FAINT;
    if (hasFaint || this.hasFaint || isDenser) this.linePlane.ask();
    this.hasFaint = hasFaint;
    this.pinPlane.ask();
  }

  ask() {
    for (const plane of this.planes()) plane.ask();
  }

  askPins() {
    this.linePlane.ask();
    this.pinPlane.ask();
  }

  chosen() {
    const { selected, hovered } = this.store.state;
    return new Set([selected, hovered].filter((id) => id !== null));
  }

  chosenRows() {
    const { selected, hovered } = this.store.state;
    return [selected, hovered].flatMap((id) => this.rows.byId(id) ?? []);
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   */
  drawGround(g, view) {
    const { layers } = this.store.state;
    if (this.ground && !(this.hasTiles && layers.tiles)) {
      this.ground.draw(g, view, this.theme, layers);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   */
  drawLine(g, view) {
    const { layers } = this.store.state;
    const { theme, line, blocks } = this;
    this.density.draw(g, view, theme, layers);
    this.outlines.draw(g, view, theme, layers);
    if (layers.incidents) {
      drawFootprints(g, view, {
        rows: this.shown.length <= MOST_FAINT ? this.shown : this.chosenRows(),
        chosen: this.chosen(),
        line,
        style: blocks.style,
        theme,
        faint: layers.uncertainty,
      });
    }
    if (layers.corridor) drawCorridor(g, view, this.corridor, theme);
    if (this.sectorLine && blocks.sectors && layers.sectors) {
      const { sectors } = blocks.sectors;
      drawSectorTicks(g, view, { sectors, border: this.course, parts: this.sectorLine.parts }, theme);
    }
    if (line && layers.line) line.draw(g, view, theme);
  }

  /**
   * What changes with the brush: incidents, and the crossings' states.
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   */
  drawPins(g, view) {
    this.placePins(view);
    if (this.hasCrossings()) this.crossings.draw(g, view, this.theme);
    this.pins.draw(g, view, this.theme, new Set(this.chosenRows().map((row) => row.i)));
    if (g.canvas) this.askNames();
  }

  /**
   * Names lie under the pins, but make way for them.
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   */
  drawNames(g, view) {
    this.placePins(view);
    this.named = this.pins.version;
    this.drawLabels(g, view);
  }

  hasCrossings() {
    return Boolean(this.blocks.crossings) && this.store.state.layers.crossings;
  }

  /** @param {View} view */
  placePins(view) {
    this.pins.place(view, this.rows.all.find(this.store.state.selected));
  }

  /**
   * Where very many are shown, names keep their places while a brush moves, and find them anew
   * when it rests: pins may lie over them for that long.
   */
  askNames() {
    if (this.named === this.pins.version) return;
    clearTimeout(this.namesTimer);
    const now = performance.now();
    const isMoving = this.pins.crowd && now - this.drawnAt < NAMES_MS;
    this.drawnAt = now;
    if (isMoving) this.namesTimer = setTimeout(() => this.namePlane.ask(), 2 * NAMES_MS);
    else this.namePlane.ask();
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   */
  drawLabels(g, view) {
    const [pins, taken] = [new Boxes(), new Boxes()];
    const row = this.rows.all.find(this.store.state.selected);
    const selected = new Set(row < 0 ? [] : [row]);
    for (const mark of this.pins.marks) {
      const r = this.pins.isChosen(mark, selected) ? mark.r + 7 : mark.r * 0.85; // with its ring
      for (const boxes of [pins, taken]) boxes.add([mark.x - r, mark.y - r, mark.x + r, mark.y + r]);
    }
    for (const { at } of this.hasCrossings() ? this.crossings.seen(view.zoom) : []) {
      const [x, y] = [view.px(at[0]), view.py(at[1])];
      taken.add([x - GATE, y - GATE, x + GATE, y + GATE]);
    }
    for (const box of this.covers(view)) taken.add(box);
    const avoid = this.alongLine(view);
    drawLabels(g, view, this.theme, this.labels(view), { pins, taken, avoid });
  }

  /**
   * Boxes along the line; they stay while the view does.
   * @param {View} view
   */
  alongLine(view) {
    const key = [view.scale, view.left, view.top, view.width, view.height].join();
    if (key !== this.alongKey || !this.along) {
      this.alongKey = key;
      this.along = this.line ? boxesAlong(this.line.paths, view) : new Boxes();
    }
    return this.along;
  }

  /**
   * What lies over the map: no name stands under it.
   * @param {View} view
   * @returns {import("./labels.js").Box[]}
   */
  covers(view) {
    const own = this.map.getContainer().getBoundingClientRect();
    const holder = this.map.getContainer().parentElement;
    const parts = holder?.querySelectorAll(".dl-far, .dl-buttons, .dl-credit, .leaflet-control-scale");
    return [...(parts ?? [])].map((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const x = view.margin.x - own.left;
      const y = view.margin.y - own.top;
      return [left + x, top + y, right + x, bottom + y];
    });
  }

  /** @param {View} view */
  labels(view) {
    const { layers } = this.store.state;
    const { blocks, line } = this;
    const labels = [];
    if (layers.graticule && this.ground) labels.push(...degreeLabels(view));
    if (this.hasCrossings()) {
      labels.push(...crossingLabels(blocks.crossings.crossings, view));
    }
    const towns = layers.places ? townLabels(this.towns, view) : [];
    labels.push(...towns.filter((label) => label.kind === "capital"));
    if (line && layers.line) labels.push(...kmLabels(blocks.border, line.parts, view));
    const names = this.ground && layers.places ? this.countryLabels(view) : [];
    labels.push(...names.filter((label) => label.kind === "country"));
    labels.push(...towns.filter((label) => label.kind === "seat"));
    labels.push(...names.filter((label) => label.kind === "neighbour"));
    if (this.sectorLine && blocks.sectors && layers.sectors) {
      labels.push(...sectorLabels(blocks.sectors.sectors, this.course, this.sectorLine.parts, view));
    }
    labels.push(...this.outlines.labels(view, layers));
    labels.push(...towns.filter((label) => label.kind === "town"));
    return labels;
  }

  /** @param {View} view */
  countryLabels(view) {
    const pair = this.blocks.border?.pair ?? [];
    const focus = pair.map((/** @type {string} */ code) => format.country(code));
    return countryLabels(this.ground?.names ?? [], focus, view);
  }

  followTheme() {
    const query = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
    query?.addEventListener("change", () => {
      this.theme = readTheme();
      this.ask();
    });
  }

  /**
   * Make sure an incident can be seen, without moving more than needed.
   * @param {Row} row
   */
  reveal(row) {
    if (!row.at || row.isAlong) return;
    const place = L.latLng(row.at[1], row.at[0]);
    if (this.isClear(place)) return;
    if (!this.home().pad(0.25).contains(place)) return; // far away: shown in the inset
    const at = this.map.project(place).add([0, this.covered / 2]);
    this.map.panTo(this.map.unproject(at), { animate: true, duration: 0.5 });
  }

  /**
   * Whether a place is in view, and not under the sheet of a phone.
   * @param {L.LatLng} place
   */
  isClear(place) {
    const { x, y } = this.map.latLngToContainerPoint(place);
    const size = this.map.getSize();
    return x > 40 && x < size.x - 40 && y > 60 && y < size.y - 40 - this.covered;
  }

  /** @param {Row} row */
  flyTo(row) {
    if (row.isAlong && row.stretch) {
      this.showKm(row.stretch[0], row.stretch[1]);
      return;
    }
    if (!row.at) return;
    const radius = Math.max(row.get("radius_km") ?? 0, 4);
    const zoom = Math.max(7, Math.min(11, 13.5 - Math.log2(radius)));
    this.map.flyTo(L.latLng(row.at[1], row.at[0]), Math.round(zoom * 4) / 4, { duration: 0.9 });
  }

  /**
   * Ring a place that has no pin, until the next.
   * @param {[number, number]} at
   */
  point([longitude, latitude]) {
    this.ring?.remove();
    const look = { radius: 11, weight: 2, color: this.theme.accent, fill: false, dashArray: "3 3", interactive: false };
    this.ring = L.circleMarker([latitude, longitude], look).addTo(this.map);
    if (!this.isClear(L.latLng(latitude, longitude))) this.map.panTo([latitude, longitude]);
  }

  home() {
    const [west, south, east, north] = this.blocks.page.bounds;
    return L.latLngBounds([south, west], [north, east]);
  }

  /** @param {boolean} [animate] */
  goHome(animate = true) {
    this.map.fitBounds(this.home(), { animate, paddingTopLeft: [2, 2 + this.railHeight()], paddingBottomRight: [2, 2] });
    this.isHome = true;
  }

  /** How much of the map's top lies under the rail of far places where it runs all across. */
  railHeight() {
    const rail = this.map.getContainer().parentElement?.querySelector(".dl-far");
    const isAcross = rail && rail.clientWidth > 0.9 * this.map.getSize().x;
    return isAcross ? rail.clientHeight : 0;
  }

  /** Where the map is, null while it shows the whole border. */
  place() {
    if (this.isHome) return null;
    const { lat, lng } = this.map.getCenter();
    return { zoom: this.map.getZoom(), latitude: lat, longitude: lng };
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  showKm(from, to) {
    const bounds = this.line?.boundsOf(from, to);
    if (bounds) this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: 11 });
  }
}
