import assert from "node:assert/strict";
import test from "node:test";

import { Hexagons, makeBreaks } from "../js/density.js";

const N = 2000;
const x = Float64Array.from({ length: N }, (_, i) => 0.69 + (((i * 7919) % 1000) / 1000) * 0.01);
const y = Float64Array.from({ length: N }, (_, i) => 0.4 + (((i * 104_729) % 997) / 997) * 0.01);

test("every placed incident lies in one hexagon, the nearest", () => {
  const hexagons = new Hexagons(x, y, 30);
  const middle = ([column, row]) => [(column + (row & 1) / 2) * hexagons.across, row * hexagons.down];
  for (let i = 0; i < N; i += 37) {
    const own = middle(hexagons.find(x[i], y[i]));
    const away = ([mx, my]) => Math.hypot(mx - x[i], my - y[i]);
    for (const place of hexagons.places) assert.ok(away(own) <= away(middle(place)) + 1e-12);
  }
  assert.equal(hexagons.counts.counts.reduce((a, b) => a + b), N);
});

test("an incident without a place is counted apart", () => {
  const hexagons = new Hexagons([0.7, NaN], [0.4, NaN], 30);
  assert.equal(hexagons.counts.left, 1);
});

test("classes begin with one and widen", () => {
  assert.deepEqual(makeBreaks([1, 0]), [1]);
  const breaks = makeBreaks([1, 9, 1000]);
  assert.equal(breaks[0], 1);
  assert.deepEqual(breaks, [...breaks].sort((a, b) => a - b));
  assert.ok(breaks.length === 5 && breaks[4] <= 1000);
});
