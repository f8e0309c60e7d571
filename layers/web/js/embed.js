// The map inside another page: no panel beside it, but all that must be said.

import { h, own } from "./dom.js";
import { t } from "./words.js";

/** Whether the page was asked for as a part of another: ?embed or #embed. */
export function isEmbedded() {
  return new URLSearchParams(location.search).has("embed") || new URLSearchParams(location.hash.slice(1)).has("embed");
}

/**
 * The address of this page, as a whole or as a part of another.
 * @param {boolean} isPart
 */
export function addressOf(isPart) {
  const state = new URLSearchParams(location.hash.slice(1));
  state.delete("embed");
  const [page] = location.href.split(/[?#]/);
  const rest = state.toString().replace(/%2F/g, "/").replace(/%2C/g, ",");
  return `${page}${isPart ? "?embed" : ""}${rest ? `#${rest}` : ""}`;
}

/**
 * A heading over the map, with a way to the whole page.
 * @param {HTMLElement} app
 * @param {any} page the page block
 */
export function embed(app, page) {
  app.classList.add("is-embed");
  const whole = h("a", { target: "_blank", rel: "noopener" }, t("embed.whole"));
  const follow = () => whole.setAttribute("href", addressOf(false));
  follow();
  for (const name of ["pointerenter", "focus"]) whole.addEventListener(name, follow);
  app.querySelector(".dl-stage")?.prepend(h("header.dl-strap", {}, h("h2", {}, own(page.title)), whole));
}
