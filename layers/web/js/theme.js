// Colours of the drawing, read from the style sheet so that light and dark have one source.

const NAMES = {
  sea: "--sea",
  land: "--land",
  focus: "--focus",
  coast: "--coast",
  boundary: "--boundary",
  graticule: "--graticule",
  line: "--line",
  casing: "--casing",
  paper: "--paper",
  ink: "--ink",
  soft: "--soft",
  faint: "--faint",
  town: "--town",
  water: "--water",
  accent: "--accent",
  hover: "--hover",
};

/** @typedef {Record<keyof typeof NAMES, string> & {isDark: boolean, font: string}} Theme */

/**
 * @param {Element} [element]
 * @returns {Theme}
 */
export function readTheme(element = document.documentElement) {
  const style = getComputedStyle(element);
  const colours = Object.fromEntries(
    Object.entries(NAMES).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]),
  );
  const isDark = globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
  return /** @type {Theme} */ ({ ...colours, isDark, font: style.getPropertyValue("--font").trim() });
}

/**
 * The colour of a family of events in a theme.
 * @param {any} style
 * @param {string} family
 * @param {Theme} theme
 * @returns {string}
 */
export function familyColour(style, family, theme) {
  return style.families[family][theme.isDark ? "dark" : "colour"];
}
