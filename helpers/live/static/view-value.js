/** Single numbers: with a name, or inside a sentence. */

import { indexOf } from './graph.js';
import { inWords, make, symbolOf } from './dom.js';
import { framed } from './table.js';

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function valueView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const place = described.at ?? shape.map(() => 0);
  const number = numberOf(figure, described, id, place, described.name);
  const label = described.label ? make('span', { class: 'hm-word' }, ` ${described.label}`) : null;
  const said = make('p', { class: 'hm-single' }, symbolOf(described.symbol), label, ' ', number);
  return { element: framed(described, said), paint: null };
}

/**
 * @param {object} figure
 * @param {object} described its `parts` are words and references to cells; it is hidden while the
 *   value `when` is 0
 */
export function sentenceView(figure, described) {
  let last; // what is computed last: its marks wait for it
  const parts = described.parts.map((part) => {
    if (typeof part === 'string') return part;
    const id = part.node[figure.number];
    last = Math.max(last ?? 0, id);
    return id === null ? '…' : numberOf(figure, described, id, part.at, part.name);
  });
  const said = make('p', { class: 'hm-sentence', lang: described.lang }, ...parts);
  const paint = () => {
    said.hidden = figure.isOff(described.when);
  };
  const ids = [described.when?.node[figure.number]];
  return { element: framed(described, said), paint, id: null, ids, last };
}

function numberOf(figure, described, id, place, name) {
  const shape = figure.graph.shape(id);
  const positive = place.map((i, axis) => (i < 0 ? i + shape[axis] : i));
  const text = document.createTextNode('');
  const element = make('b', { class: 'hm-figure-number', tabindex: -1, role: 'button' }, text);
  const where = positive.length ? ` ${positive.map((i) => i + 1).join(', ')}` : '';
  const write = (shown) => {
    text.data = shown;
    element.setAttribute('aria-label', `${inWords(name)}${where}: ${shown}`);
  };
  const index = indexOf(shape, positive);
  figure.show(described, { id, index, element, write, name: () => `${name}${where}` });
  return element;
}
