// Incidents as the page works with them: packed columns, and rows that look into them.

import { readWhole, Records, Table } from "./columns.js";
import { dayNumber } from "./format.js";
import { toX, toY } from "./geo.js";
import { Parts, unpackLine } from "./pack.js";

/**
 * @typedef {{claimant?: string, group?: string, words?: string, of?: string, kind?: string,
 *   low?: number, high?: number, quote?: string, counts?: boolean, shared?: boolean}} Claim
 * @typedef {{article?: string, title?: string, outlet?: string, url?: string, url_text?: string,
 *   archive_url?: string, published?: string, language?: string, note?: string}} Source
 * @typedef {{i: number, id: string, type: string, family: string, start: number | null,
 *   end: number | null, at: [number, number] | null, place: string, km: number | null,
 *   deaths: number | null, isBackground: boolean, isChecked: boolean, status: string,
 *   claims: Claim[], sources: Source[], area: [number, number][][] | null,
 *   stretch: [number, number] | null, isAlong: boolean, isClosed: boolean,
 *   get: (column: string) => any}} Row
 */

// A longer stretch is no place: a pin in its middle would say what no source says.
const LONG_KM = 300;
export const NO_DAY = -0x80000000;
/** Bits of `Incidents.flags`. */
export const PLACED = 1;
export const ALONG = 2;
export const BACKGROUND = 4;
export const CHECKED = 8;
export const STRETCH = 16;

/**
 * @param {any} data the incidents block, if the page has one
 * @param {any} style the style block
 * @returns {Rows}
 */
export function readRows(data, style) {
  return new Rows(new Incidents(data ?? { count: 0, columns: {}, parts: [], bytes: "" }, style));
}

/** The whole table. Arrays are by row; those a map needs at once are made at once. */
export class Incidents {
  /**
   * @param {any} data
   * @param {any} style
   */
  constructor(data, style) {
    this.data = data;
    this.style = style;
    this.count = data.count;
    this.parts = new Parts(data);
    this.table = new Table(data.columns, this.parts);
    this.claims = data.claims ? new Records(data.claims, this.parts) : null;
    /** @type {Records | null | undefined} */
    this.openedSources = undefined;
    this.closed = data.closed ? this.table.open(data.closed) : null;
    this.types = Object.keys(style.events);
    this.families = Object.keys(style.families ?? {});
    for (const { family } of Object.values(style.events)) {
      if (!this.families.includes(family)) this.families.push(family);
    }
    this.familyOfType = this.types.map((type) => this.families.indexOf(style.events[type].family));
    this.type = this.readTypes();
    this.start = this.days("date_start");
    this.end = this.days("date_end");
    this.readDays();
    this.x = new Float64Array(this.count).fill(NaN);
    this.y = new Float64Array(this.count).fill(NaN);
    this.deaths = this.table.column("best")?.whole(-1) ?? new Int32Array(this.count).fill(-1);
    this.flags = this.readFlags();
    this.readPlaces();
    /** @type {Row[]} */
    this.views = [];
    /** @type {Map<number, [number, number][][]>} */
    this.areas = new Map();
    /** @type {Map<string, number> | null} */
    this.numbers = null;
    /** @type {import("./columns.js").Numbers | null} */
    this.areaCodes = null;
    /** @type {any[] | null} */
    this.shapes = null;
  }

  get sources() {
    if (this.openedSources === undefined) {
      this.openedSources = this.data.sources ? new Records(this.data.sources, this.parts) : null;
    }
    return this.openedSources;
  }

  readTypes() {
    const other = Math.max(0, this.types.indexOf("other"));
    const codes = this.codes("event_type");
    const numbers = codes.words.map((word) => {
      const at = this.types.indexOf(word ?? "");
      return at < 0 ? other : at;
    });
    return Uint8Array.from(codes.codes, (code) => numbers[code]);
  }

  readDays() {
    const { start, end, count } = this;
    for (let i = 0; i < count; i++) {
      if (end[i] === NO_DAY || end[i] < start[i]) end[i] = start[i];
      if (start[i] === NO_DAY) end[i] = NO_DAY;
    }
  }

  /** @param {string} name */
  days(name) {
    const column = this.table.column(name);
    if (column?.numbers) return column.numbers.whole(NO_DAY);
    const days = new Int32Array(this.count).fill(NO_DAY);
    if (column) for (let i = 0; i < this.count; i++) days[i] = dayNumber(column.get(i)) ?? NO_DAY;
    return days;
  }

  readFlags() {
    const { table, count } = this;
    const flags = new Uint8Array(count);
    const footprint = this.codes("footprint");
    const kinds = footprint.words.map((word) => (word === "none" ? 1 : word === "stretch" ? 2 : 0));
    const status = this.codes("status");
    const checked = status.words.map((word) => (word ?? "extracted") !== "extracted");
    const background = table.column("is_background");
    const [longitude, latitude] = [table.column("longitude"), table.column("latitude")];
    const [from, to] = [table.column("km_from"), table.column("km_to")];
    for (let i = 0; i < count; i++) {
      const kind = kinds[footprint.codes[i]];
      if (kind !== 1 && longitude?.has(i) && latitude?.has(i)) flags[i] |= PLACED;
      if (kind === 2 && from?.has(i)) {
        flags[i] |= STRETCH;
        if ((to?.get(i) ?? 0) - from.get(i) > LONG_KM) flags[i] |= ALONG;
      }
      if (checked[status.codes[i]]) flags[i] |= CHECKED;
      if (background?.get(i)) flags[i] |= BACKGROUND;
    }
    return flags;
  }

  /** Places in the web map's unit square. */
  readPlaces() {
    const { table, count, flags } = this;
    const [longitude, latitude] = [table.column("longitude"), table.column("latitude")];
    for (let i = 0; i < count; i++) {
      if (!(flags[i] & PLACED)) continue;
      this.x[i] = toX(longitude.values[i] / longitude.scale);
      this.y[i] = toY(latitude.values[i] / latitude.scale);
    }
  }

  /**
   * A column of texts as numbers of different words; 0 is none.
   * @param {string} name
   * @returns {{codes: ArrayLike<number>, words: (string | null)[]}}
   */
  codes(name) {
    const column = this.table.column(name);
    if (column?.codes) return column;
    const codes = new Uint32Array(this.count);
    /** @type {(string | null)[]} */
    const words = [null];
    /** @type {Map<string, number>} */
    const numbers = new Map();
    for (let i = 0; column && i < this.count; i++) {
      const word = column.get(i);
      if (word === null) continue;
      if (!numbers.has(word)) {
        numbers.set(word, words.length);
        words.push(word);
      }
      codes[i] = numbers.get(word) ?? 0;
    }
    return { codes, words };
  }

  /**
   * @param {number} i
   * @returns {Row}
   */
  row(i) {
    return (this.views[i] ??= new RowView(this, i));
  }

  /**
   * @param {string | null | undefined} id
   * @returns {number} -1 if there is none of that id
   */
  find(id) {
    const column = this.table.column("incident_id");
    if (id === null || id === undefined) return -1;
    if (column?.find) return column.find(id);
    this.numbers ??= new Map(Array.from({ length: this.count }, (_, i) => [this.id(i), i]));
    return this.numbers.get(id) ?? -1;
  }

  /** @param {number} i */
  id(i) {
    return String(this.table.get("incident_id", i) ?? i);
  }

  /** @param {number} i */
  area(i) {
    const { areas, areaDigits } = this.data;
    if (!areas) return null;
    this.areaCodes ??= readWhole(areas.codes, this.parts);
    const code = this.areaCodes[i];
    if (!code) return null;
    const shapes = (this.shapes ??= JSON.parse(new TextDecoder().decode(this.parts.read(areas.shapes.part))));
    let rings = this.areas.get(code);
    if (!rings) {
      rings = shapes[code - 1].map((/** @type {[string, string]} */ ring) => unpackLine(ring, areaDigits));
      this.areas.set(code, /** @type {[number, number][][]} */ (rings));
    }
    return rings;
  }
}

/**
 * The last day of which anything is told, 0 if nothing is dated.
 * @param {Incidents} all
 */
export function lastDay({ end }) {
  let last = NO_DAY;
  for (let i = 0; i < end.length; i++) if (end[i] > last) last = end[i];
  return last === NO_DAY ? 0 : last;
}

/** One incident. */
class RowView {
  /**
   * @param {Incidents} all
   * @param {number} i
   */
  constructor(all, i) {
    this.all = all;
    this.i = i;
    /** @type {(column: string) => any} bound, since readers take it out of its row */
    this.get = (column) => all.table.get(column, i);
  }

  get id() {
    return this.all.id(this.i);
  }

  get type() {
    return this.all.types[this.all.type[this.i]];
  }

  get family() {
    return this.all.families[this.all.familyOfType[this.all.type[this.i]]];
  }

  get start() {
    const day = this.all.start[this.i];
    return day === NO_DAY ? null : day;
  }

  get end() {
    const day = this.all.end[this.i];
    return day === NO_DAY ? null : day;
  }

  /** @returns {[number, number] | null} */
  get at() {
    return this.all.flags[this.i] & PLACED ? [this.get("longitude"), this.get("latitude")] : null;
  }

  get place() {
    return this.get("place_name") ?? "";
  }

  get km() {
    return this.get("chainage_km");
  }

  get deaths() {
    const dead = this.all.deaths[this.i];
    return dead < 0 ? null : dead;
  }

  get isBackground() {
    return Boolean(this.all.flags[this.i] & BACKGROUND);
  }

  get isChecked() {
    return Boolean(this.all.flags[this.i] & CHECKED);
  }

  get status() {
    return this.get("status") ?? "extracted";
  }

  /** @returns {Claim[]} */
  get claims() {
    return this.all.claims?.of(this.i) ?? [];
  }

  /** @returns {Source[]} */
  get sources() {
    return this.all.sources?.of(this.i) ?? [];
  }

  get area() {
    return this.all.area(this.i) ?? null;
  }

  /** @returns {[number, number] | null} */
  get stretch() {
    return this.all.flags[this.i] & STRETCH ? [this.get("km_from"), this.get("km_to")] : null;
  }

  get isAlong() {
    return Boolean(this.all.flags[this.i] & ALONG);
  }

  get isClosed() {
    return Boolean(this.all.closed?.get(this.i));
  }
}

/** Some of the incidents, in an order: like an array of rows, but nothing is made until asked for. */
export class Rows {
  /**
   * @param {Incidents} all
   * @param {Uint32Array | null} [indices] null for all
   */
  constructor(all, indices = null) {
    this.all = all;
    this.indices = indices;
  }

  get length() {
    return this.indices ? this.indices.length : this.all.count;
  }

  /**
   * The number in the table of the nth row.
   * @param {number} n
   */
  number(n) {
    return this.indices ? this.indices[n] : n;
  }

  /**
   * @param {number} n negative from the end
   * @returns {Row | undefined}
   */
  at(n) {
    const at = n < 0 ? n + this.length : n;
    return at >= 0 && at < this.length ? this.all.row(this.number(at)) : undefined;
  }

  *[Symbol.iterator]() {
    for (let n = 0; n < this.length; n++) yield this.all.row(this.number(n));
  }

  /**
   * @template T
   * @param {(row: Row, n: number) => T} make
   * @returns {T[]}
   */
  map(make) {
    return Array.from({ length: this.length }, (_, n) => make(this.all.row(this.number(n)), n));
  }

  /** @param {(row: Row) => unknown} isWanted */
  filter(isWanted) {
    return this.pick((i) => Boolean(isWanted(this.all.row(i))));
  }

  /** @param {(row: Row) => unknown} isWanted */
  find(isWanted) {
    for (const row of this) if (isWanted(row)) return row;
    return undefined;
  }

  /** @param {(row: Row) => unknown} isWanted */
  some(isWanted) {
    return this.find(isWanted) !== undefined;
  }

  /** @param {(row: Row) => unknown} isWanted */
  every(isWanted) {
    return !this.some((row) => !isWanted(row));
  }

  /**
   * @param {number} [from]
   * @param {number} [to]
   */
  slice(from = 0, to = this.length) {
    const end = Math.min(to, this.length);
    return Array.from({ length: Math.max(0, end - from) }, (_, n) => this.all.row(this.number(from + n)));
  }

  /**
   * The rows whose numbers are wanted, without a look at the rows themselves.
   * @param {(i: number) => unknown} isWanted
   */
  pick(isWanted) {
    const found = new Uint32Array(this.length);
    let n = 0;
    for (let k = 0; k < this.length; k++) {
      const i = this.number(k);
      if (isWanted(i)) found[n++] = i;
    }
    return new Rows(this.all, found.slice(0, n));
  }

  /**
   * The rows of which some flags are as wanted; of a million, nothing is called for each.
   * @param {number} mask
   * @param {number} wanted
   */
  withFlags(mask, wanted) {
    const { flags } = this.all;
    const { indices, length } = this;
    const found = new Uint32Array(length);
    let n = 0;
    for (let k = 0; k < length; k++) {
      const i = indices ? indices[k] : k;
      if ((flags[i] & mask) === wanted) found[n++] = i;
    }
    return new Rows(this.all, found.subarray(0, n));
  }

  /**
   * @param {(i: number) => unknown} isWanted
   * @returns {number} how many rows are
   */
  count(isWanted) {
    let n = 0;
    for (let k = 0; k < this.length; k++) if (isWanted(this.number(k))) n++;
    return n;
  }

  /**
   * @param {string | null | undefined} id
   * @returns {Row | null} of all rows, whether among these or not
   */
  byId(id) {
    const i = this.all.find(id);
    return i < 0 ? null : this.all.row(i);
  }

  /** @param {Row} row */
  indexOf(row) {
    return this.indices ? this.indices.indexOf(row.i) : row.i;
  }
}
