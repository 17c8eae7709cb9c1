/** Token numbers as the words that they stand for. */

import { languageOf, make } from './dom.js';
import { sizeOf } from './graph.js';
import { framed } from './table.js';

/** @param {{vocabulary: string[]}} described @param {ArrayLike<number>} ids @returns {string[]} */
export function wordsFor({ vocabulary }, ids) {
  return Array.from(ids, (id) => vocabulary[id] ?? '');
}

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function wordsView(figure, described, id) {
  const length = sizeOf(figure.graph.shape(id));
  const pieces = Array.from({ length }, (_, index) => {
    const text = document.createTextNode('');
    const element = make('b', { class: 'hm-piece', tabindex: -1, role: 'button' }, text);
    const write = (_shown, value) => {
      [text.data] = wordsFor(described, [value]);
      element.hidden = !text.data;
      const lang = languageOf(described.lang, text.data);
      if (lang) element.lang = lang;
      else element.removeAttribute('lang');
    };
    const name = () => `${described.name}${length > 1 ? ` ${index + 1}` : ''}`;
    figure.show(described, { id, index, element, write, name });
    return element;
  });
  const label = described.label ? make('span', { class: 'hm-word' }, described.label, ' ') : null;
  return { element: framed(described, make('p', { class: 'hm-said' }, label, ...pieces)), paint: null };
}
