// @ts-check
/**
 * Drawings as trees: a function of the values gives all elements with their attributes, and what
 * differs from what is shown is written. `planes.py` gives the same trees for the static copy.
 *
 * @typedef {[name: string, attributes: Record<string, string | null | undefined>, ...inside: any[]]} Tree
 */

import { draw } from './dom.js';

const FAR = 2000; // nothing is drawn farther away

/** Write a place with one decimal. @param {number} x @returns {string} */
export function near(x) {
  return String(Math.floor(10 * Math.min(FAR, Math.max(-FAR, x)) + 0.5) / 10);
}

/** Make the elements of a tree. @param {Tree} tree @returns {SVGElement} */
export function grown([name, attributes, ...inside]) {
  const children = inside.map((part) => (typeof part === 'string' ? part : grown(part)));
  return draw(/** @type {any} */ (name), attributes, ...children);
}

/**
 * Write what differs. The tree has the elements that it had.
 *
 * @param {Element} node
 * @param {Tree} tree
 * @param {Tree} before what `node` shows
 */
export function renew(node, [, attributes, ...inside], [, former, ...shown]) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === former[name]) continue;
    if (value === null || value === undefined) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
  inside.forEach((part, i) => {
    if (typeof part !== 'string') renew(node.children[i], part, shown[i]);
    else if (part !== shown[i]) node.textContent = part; // text stands alone in its element
  });
}
