// Elements from data. Text goes in as text: nothing here reads markup.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element with attributes and children. A function under "onclick" and the like listens.
 * @param {string} tag "div.name" sets a class
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  fill(element, attributes, children);
  return element;
}

/**
 * The same for SVG.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  fill(element, attributes, children);
  return element;
}

/**
 * Text of unknown direction and from unknown hands: isolated, in its own direction.
 * @param {string | null | undefined} text
 * @param {string} [tag]
 */
export function own(text, tag = "bdi") {
  return h(tag, { dir: "auto" }, clean(text ?? ""));
}

/**
 * Text without what could turn the text around it or fill a screen with nothing.
 * @param {string} text
 */
export function clean(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/**
 * A link out of the page, or plain text if the address is none of the web's.
 * @param {string | undefined} url
 * @param {Child[]} children
 */
export function link(url, ...children) {
  if (!url || !/^https?:\/\/[^\s]+$/i.test(url)) return h("span", {}, children);
  return h(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer nofollow", referrerpolicy: "no-referrer" },
    children,
  );
}

/**
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function replace(element, ...children) {
  element.replaceChildren(...toNodes(children));
}

/**
 * @param {Element} element
 * @param {Record<string, unknown>} attributes
 * @param {(Child | Child[])[]} children
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else if (name === "style" && typeof value === "object") {
      // Set as properties: the page's policy forbids style attributes.
      for (const [key, text] of Object.entries(/** @type {object} */ (value))) {
        /** @type {HTMLElement} */ (element).style.setProperty(key, String(text));
      }
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...toNodes(children));
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
function toNodes(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}
