import assert from "node:assert/strict";
import test from "node:test";

import { toCsv, toGeoJson } from "../js/download.js";

const row = (values) => ({
  id: "a",
  at: [71, 34],
  claims: [],
  sources: [],
  get: (column) => values[column] ?? null,
});

test("a cell that a spreadsheet would run starts with an apostrophe", () => {
  for (const text of ["=1+1", "+1", "-1", "@x"]) {
    assert.ok(toCsv([row({ place_name: text })]).includes(`,'${text},`));
  }
});

test("numbers stay numbers", () => {
  assert.ok(toCsv([row({ longitude: -71.5 })]).includes(",-71.5,"));
});

test("quotes, commas and lines are kept inside their cell", () => {
  const lines = toCsv([row({ quote: 'He said "no", and\nleft' })]);
  assert.ok(lines.includes('"He said ""no"", and\nleft"'));
});

test("GeoJSON names its sources", () => {
  const found = JSON.parse(toGeoJson([row({}), { ...row({}), at: null }], "credit"));
  assert.equal(found.attribution, "credit");
  assert.deepEqual(found.features[0].geometry.coordinates, [71, 34]);
  assert.equal(found.features[1].geometry, null);
});
