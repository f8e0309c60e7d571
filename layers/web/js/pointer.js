// What the pointer does on the map: it tells what lies under it, and opens what it clicks.

import { h, own, replace } from "./dom.js";
import * as format from "./format.js";
import { nearestOnLine, toLatitude } from "./geo.js";
import { L } from "./leaflet.js";
import { t, tn } from "./words.js";

export class Pointer {
  /** @param {import("./mapview.js").MapView} view */
  constructor(view) {
    this.view = view;
    this.readout = h("p.dl-readout", { "aria-hidden": "true" });
    this.tip = h("div.dl-tip", { "aria-hidden": "true", hidden: true });
    view.map.getContainer().append(this.tip);
    this.follow();
  }

  follow() {
    const { map } = this.view;
    map.on("mousemove", (/** @type {any} */ event) => this.hover(event));
    map.on("mouseout", () => this.endHover());
    map.on("click", (/** @type {any} */ event) => this.click(event));
    map.on("movestart zoomstart", () => {
      this.view.isHome = false;
      this.endHover();
    });
  }

  /**
   * @param {any} event of Leaflet
   * @param {number} reach
   */
  hit(event, reach) {
    const view = this.view.pinPlane.view;
    if (!view) return null;
    const { x, y } = this.view.pinPlane.toCanvas(event.containerPoint);
    return this.view.pins.hit(x, y, reach);
  }

  /** @param {any} event */
  hover(event) {
    const mark = this.hit(event, 3);
    this.view.map.getContainer().classList.toggle("is-over", Boolean(mark));
    this.read(event.latlng);
    const crossing = mark ? null : this.crossingAt(event);
    if (crossing) {
      this.view.store.set({ hovered: null });
      this.tell(this.view.crossings.words(crossing), event.containerPoint);
      return;
    }
    if (!mark) {
      this.endHover();
      return;
    }
    const id = mark.i >= 0 ? this.view.rows.all.id(mark.i) : null;
    this.view.store.set({ hovered: id });
    this.showTip(mark, event.containerPoint);
  }

  endHover() {
    this.tip.hidden = true;
    this.view.map.getContainer().classList.remove("is-over");
    this.view.store.set({ hovered: null });
  }

  /**
   * @param {import("./crowd.js").Mark} mark
   * @param {L.Point} at
   */
  showTip(mark, at) {
    const row = mark.i >= 0 ? this.view.rows.all.row(mark.i) : null;
    if (row) {
      this.tell([
        h("b", {}, t(`event.${row.type}`)),
        h("span", {}, own(row.place), row.km === null ? "" : ` · ${format.atKm(row.km)}`),
        h("span", {}, format.days(row.get("date_start"), row.get("date_end"))),
        row.deaths ? h("span", {}, t("count.dead", { n: row.deaths })) : null,
      ], at);
    } else {
      this.tell([h("b", {}, tn("count.here", mark.count))], at);
    }
  }

  /**
   * @param {any} event
   * @returns {any} a crossing, if one is drawn there
   */
  crossingAt(event) {
    const { map } = this.view;
    if (!this.view.hasCrossings()) return null;
    return this.view.crossings.seen(map.getZoom()).find((crossing) => {
      const at = map.latLngToContainerPoint([crossing.at[1], crossing.at[0]]);
      return at.distanceTo(event.containerPoint) < 7;
    });
  }

  /**
   * Where the pointer is: degrees, and near the line its kilometre.
   * @param {L.LatLng} place
   */
  read({ lat, lng }) {
    const degrees = `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? "S" : "N"} ${Math.abs(lng).toFixed(2)}° ${lng < 0 ? "W" : "E"}`;
    const near = this.view.line ? nearestOnLine(this.view.line.parts, [lng, lat]) : null;
    const words = near && near.away < 50 ? t("readout.near", { km: format.atKm(near.km), n: format.km(Math.round(near.away)) }) : "";
    replace(this.readout, words ? `${degrees} · ${words}` : degrees);
  }

  /**
   * @param {(Node | null)[]} words
   * @param {L.Point} at
   */
  tell(words, at) {
    replace(this.tip, words);
    this.tip.hidden = false;
    const size = this.view.map.getSize();
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const left = at.x + 16 + width > size.x ? at.x - 12 - width : at.x + 16;
    const top = Math.min(Math.max(8, at.y - height / 2), size.y - height - 8);
    L.DomUtil.setPosition(this.tip, L.point(Math.round(left), Math.round(top)));
  }

  /** @param {any} event */
  click(event) {
    const isTouch = event.originalEvent?.pointerType === "touch";
    const mark = this.hit(event, isTouch ? 12 : 4);
    if (!mark) {
      if (this.view.store.state.selected) this.view.store.set({ selected: null });
      return;
    }
    if (mark.i >= 0) this.view.store.set({ selected: this.view.rows.all.id(mark.i) });
    else this.openGroup(mark);
  }

  /** @param {import("./crowd.js").Mark} mark */
  openGroup(mark) {
    const { all } = this.view.rows;
    const numbers = Array.from(mark.members());
    this.view.store.set({ selected: null, tab: "incidents" });
    this.view.store.setFilter({ here: numbers.map((i) => all.id(i)) });
    const bounds = L.latLngBounds([]);
    for (const i of numbers) {
      const [longitude, latitude] = [all.x[i] * 360 - 180, toLatitude(all.y[i])];
      bounds.extend([latitude, longitude]);
    }
    const zoom = Math.min(Math.max(this.view.map.getBoundsZoom(bounds.pad(0.5)), this.view.map.getZoom() + 1), 11);
    this.view.map.flyTo(bounds.getCenter(), zoom, { duration: 0.6 });
  }
}
