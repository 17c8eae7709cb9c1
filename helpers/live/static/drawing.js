// @ts-check
/**
 * Drawings as trees: a function of the values gives all elements with their attributes, and what
 * differs from what is shown is written. `planes.py` gives the same trees for the static copy.
 *
 * @typedef {[name: string, attributes: Record<string, string | number | null | undefined>, ...inside: any[]]} Tree
 */

import { draw } from './dom.js';

const FAR = 2000; // nothing is drawn farther away

/** Write a place with one decimal. @param {number} x @returns {string} */
export function near(x) {
  return String(Math.floor(10 * Math.min(FAR, Math.max(-FAR, x)) + 0.5) / 10);
}

/** A text at a place. @param {string} kind @param {number} x @param {number} y @param {string} anchor @param {...any} inside @returns {Tree} */
export function words(kind, x, y, anchor, ...inside) {
  return ['text', { class: kind, x: near(x), y: near(y), 'text-anchor': anchor }, ...inside];
}

/**
 * Draw a tree, which shows other values once they are painted. It keeps the elements that it has.
 *
 * @param {() => Tree} tree of the values as they are
 * @returns {{drawing: SVGElement, paint: () => void}}
 */
export function living(tree) {
  let now = tree();
  const drawing = grown(now);
  const paint = () => {
    const next = tree();
    renew(drawing, next, now);
    now = next;
  };
  return { drawing, paint };
}

/** Make the elements of a tree. @param {Tree} tree @returns {SVGElement} */
function grown([name, attributes, ...inside]) {
  const children = inside.map((part) => (typeof part === 'string' ? part : grown(part)));
  return draw(/** @type {any} */ (name), attributes, ...children);
}

/**
 * Write what differs.
 *
 * @param {Element} node
 * @param {Tree} tree
 * @param {Tree} before what `node` shows
 */
function renew(node, [, attributes, ...inside], [, former, ...shown]) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === former[name]) continue;
    if (value === null || value === undefined) node.removeAttribute(name);
    else node.setAttribute(name, String(value));
  }
  inside.forEach((part, i) => {
    if (typeof part !== 'string') renew(node.children[i], part, shown[i]);
    else if (part !== shown[i]) node.textContent = part; // text stands alone in its element
  });
}
