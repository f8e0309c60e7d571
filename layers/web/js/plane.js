// A canvas over the map: it covers a little more than the view, moves and scales with it, and is
// drawn anew when the view has settled.

import { toX, toY } from "./geo.js";
import { L } from "./leaflet.js";

const MARGIN = 0.15; // of the view's size, on each side
const REST_MS = 160;

/**
 * What a drawing needs to know of the view. Pixels count from the canvas' upper left corner.
 * @typedef {{zoom: number, scale: number, left: number, top: number, width: number,
 *   height: number, ratio: number, margin: {x: number, y: number},
 *   px: (longitude: number) => number, py: (latitude: number) => number}} View
 */

export class Plane extends L.Layer {
  /**
   * @param {string} name of the pane
   * @param {number} order z-index of the pane
   * @param {(g: CanvasRenderingContext2D, view: View) => void} draw
   */
  constructor(name, order, draw) {
    super();
    this.name = name;
    this.order = order;
    this.draw = draw;
    this.frame = 0;
    this.timer = 0;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "dl-plane leaflet-zoom-animated";
    this.canvas.setAttribute("aria-hidden", "true");
    /** @type {View | null} */
    this.view = null;
  }

  /** @param {L.Map} map */
  onAdd(map) {
    const pane = map.getPane(this.name) ?? map.createPane(this.name);
    pane.style.zIndex = String(this.order);
    pane.style.pointerEvents = "none";
    pane.append(this.canvas);
    this.redraw();
    return this;
  }

  onRemove() {
    this.canvas.remove();
    return this;
  }

  getEvents() {
    return {
      moveend: this.settle,
      resize: this.redraw,
      viewreset: this.redraw,
      zoom: this.follow,
      zoomanim: this.animate,
    };
  }

  /** Draw once in the next frame, however often it is asked. */
  ask() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.redraw();
    });
  }

  /** After a short way the canvas still covers the view: it is drawn anew when the map rests. */
  settle() {
    clearTimeout(this.timer);
    if (this.isCovering()) this.timer = setTimeout(() => this.redraw(), REST_MS);
    else this.redraw();
  }

  isCovering() {
    const { corner, view, _map: map } = this;
    if (!corner || !view || map.getZoom() !== this.zoom) return false;
    const size = map.getSize();
    const start = map.containerPointToLayerPoint(L.point(0, 0)).subtract(corner);
    return start.x >= 0 && start.y >= 0 && start.x + size.x <= view.width && start.y + size.y <= view.height;
  }

  /**
   * Where a point of the map's container lies on the canvas.
   * @param {L.Point} point
   */
  toCanvas(point) {
    return this.corner ? this._map.containerPointToLayerPoint(point).subtract(this.corner) : point;
  }

  redraw() {
    if (!this._map) return;
    clearTimeout(this.timer);
    const map = this._map;
    const size = map.getSize();
    const margin = L.point(Math.round(size.x * MARGIN), Math.round(size.y * MARGIN));
    const corner = map.containerPointToLayerPoint(L.point(-margin.x, -margin.y));
    this.corner = corner;
    L.DomUtil.setTransform(this.canvas, corner, 1);
    this.center = map.getCenter();
    this.zoom = map.getZoom();
    const width = size.x + 2 * margin.x;
    const height = size.y + 2 * margin.y;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    this.resize(width, height, ratio);
    const scale = 256 * 2 ** this.zoom;
    const origin = map.getPixelOrigin().add(corner);
    this.view = {
      zoom: this.zoom,
      scale,
      left: origin.x,
      top: origin.y,
      width,
      height,
      ratio,
      margin,
      px: (longitude) => toX(longitude) * scale - origin.x,
      py: (latitude) => toY(latitude) * scale - origin.y,
    };
    const g = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.clearRect(0, 0, width, height);
    this.draw(g, this.view);
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} ratio
   */
  resize(width, height, ratio) {
    const { canvas } = this;
    if (canvas.width === width * ratio && canvas.height === height * ratio) return;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }

  /** @param {any} event */
  animate(event) {
    this.stretch(event.center, event.zoom);
  }

  follow() {
    this.stretch(this._map.getCenter(), this._map.getZoom());
  }

  /**
   * @param {L.LatLng} center
   * @param {number} zoom
   */
  stretch(center, zoom) {
    if (!this.center || this.zoom === undefined) return;
    const map = /** @type {any} */ (this._map);
    const scale = map.getZoomScale(zoom, this.zoom);
    const half = map.getSize().multiplyBy(0.5 + MARGIN);
    const offset = half
      .multiplyBy(-scale)
      .add(map.project(this.center, zoom))
      .subtract(map._getNewPixelOrigin(center, zoom));
    L.DomUtil.setTransform(this.canvas, offset, scale);
  }
}
