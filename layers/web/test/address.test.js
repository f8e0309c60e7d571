import assert from "node:assert/strict";
import test from "node:test";

import { readAddress, writeAddress } from "../js/address.js";
import { dayNumber } from "../js/format.js";
import { Store } from "../js/store.js";

test("the page as it opens has no address", () => {
  assert.equal(writeAddress(new Store().state, {}), "");
});

test("what is written is read again", () => {
  const store = new Store();
  store.setFilter({ types: ["talks", "shelling"], words: "a&b=c/ü", from: dayNumber("2025-10-01") });
  store.setLayer("towns", false);
  store.setFilter({ facets: { side: "AF", outlet: "" } });
  store.set({ selected: "00ff", tab: "about" });
  const place = { zoom: 9.25, latitude: 34.1, longitude: 71.09 };
  const text = writeAddress(store.state, { place, strip: true });
  const read = readAddress(`#${text}`);
  assert.deepEqual(read.filter.types, ["talks", "shelling"]);
  assert.equal(read.filter.words, "a&b=c/ü");
  assert.equal(read.filter.from, dayNumber("2025-10-01"));
  assert.equal(read.filter.to, null);
  assert.deepEqual(read.off, ["towns"]);
  assert.deepEqual(read.filter.facets, { side: "AF" });
  assert.deepEqual([read.selected, read.tab, read.strip], ["00ff", "about", true]);
  assert.deepEqual(read.place, place);
});

test("an address that makes no sense shows the page as it opens", () => {
  const read = readAddress("#map=a/b&from=yesterday&%%%");
  assert.equal(read.place, undefined);
  assert.equal(read.filter.from, null);
  assert.deepEqual(read.filter.facets, {});
});
