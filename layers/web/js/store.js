// What the reader has chosen, in one place; who draws it listens here.

/**
 * @typedef {{types: string[] | null, from: number | null, to: number | null, words: string,
 *   here: string[] | null, facets: Record<string, string>}} Filter types and here: null lets all through
 * @typedef {{filter: Filter, selected: string | null, hovered: string | null, tab: string,
 *   sort: string, layers: Record<string, boolean>, km: [number, number] | null}} State
 */

/** @type {State} */
export const INITIAL = {
  filter: { types: null, from: null, to: null, words: "", here: null, facets: {} },
  selected: null,
  hovered: null,
  tab: "incidents",
  sort: "newest",
  layers: {
    line: true,
    crossings: true,
    sectors: true,
    incidents: true,
    uncertainty: true,
    background: true,
    places: true,
    districts: true,
    boundaries: true,
    graticule: true,
    corridor: false,
    hexagons: false,
    kilometres: false,
    tiles: true,
  },
  km: null,
};

export class Store {
  constructor() {
    /** @type {State} */
    this.state = structuredClone(INITIAL);
    /** @type {((state: State, changed: Set<string>) => void)[]} */
    this.listeners = [];
  }

  /** @param {(state: State, changed: Set<string>) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Partial<State>} change */
  set(change) {
    const changed = new Set(
      Object.keys(change).filter((key) => {
        const name = /** @type {keyof State} */ (key);
        return change[name] !== this.state[name];
      }),
    );
    if (!changed.size) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener(this.state, changed);
  }

  /** @param {Partial<Filter>} change */
  setFilter(change) {
    this.set({ filter: { ...this.state.filter, ...change } });
  }

  /**
   * @param {string} name
   * @param {boolean} isOn
   */
  setLayer(name, isOn) {
    this.set({ layers: { ...this.state.layers, [name]: isOn } });
  }
}
