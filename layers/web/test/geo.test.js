import assert from "node:assert/strict";
import test from "node:test";

import * as geo from "../js/geo.js";
import { unpackLine, unpackNumbers } from "../js/pack.js";

const PARTS = [
  {
    points: [
      [70, 34],
      [71, 34],
      [71, 33],
    ],
    km: [0, 90, 200],
  },
];

test("packed numbers are read as layers/pack.py writes them", () => {
  assert.deepEqual(unpackNumbers("?A?J"), [0, 1, 1, -5]);
  assert.deepEqual(unpackLine(["mk@A", "kT?"], 1), [
    [71.1, 34.2],
    [71.2, 34.2],
  ]);
});

test("the point at a kilometre lies between its vertices", () => {
  const found = geo.pointAtKm(PARTS, 45);
  assert.deepEqual(found.at, [70.5, 34]);
  assert.ok(found.dx > 0.9);
  assert.equal(geo.pointAtKm(PARTS, 201), null);
});

test("a stretch begins and ends at its kilometres", () => {
  const [stretch] = geo.sliceKm(PARTS, 45, 145);
  assert.deepEqual(stretch, [
    [70.5, 34],
    [71, 34],
    [71, 33.5],
  ]);
  assert.deepEqual(geo.sliceKm(PARTS, 300, 400), []);
});

test("every corner of a disc is its radius away", () => {
  for (const corner of geo.discOutline([70, 34], 25)) {
    assert.ok(Math.abs(geo.sphereKm([70, 34], corner) - 25) < 1e-6);
  }
});

test("the web map's square has its middle at 0, 0", () => {
  assert.equal(geo.toX(0), 0.5);
  assert.equal(geo.toY(0), 0.5);
  assert.ok(geo.toY(85) < 0.01);
});

test("the kilometre under the pointer is that of the nearest point", () => {
  const { km, away } = geo.nearestOnLine(PARTS, [70.5, 34.1]);
  assert.ok(Math.abs(km - 45) < 0.5);
  assert.ok(Math.abs(away - 11.09) < 0.05);
  assert.equal(geo.nearestOnLine([], [0, 0]), null);
});
