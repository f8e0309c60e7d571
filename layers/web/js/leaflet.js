// Leaflet: the document's own if it has one (a map of folium's), else ours, which folium's
// script then finds as L.

import * as bundled from "leaflet";

const world = /** @type {{L?: typeof bundled}} */ (/** @type {unknown} */ (globalThis));
if (!world.L) world.L = bundled;

export const L = world.L;
