/**
 * Numbers with an arrow on each: how something answers to it. Up, it rises with the number; down, it
 * falls; the steeper, the longer. Where nothing answers there is a dot.
 */

import { draw, make } from './dom.js';
import { framed, tablesOf } from './table.js';

const MIDDLE = 18;
const LONGEST = 30;
const DOT = 1; // shorter arrows cannot be told from none

/**
 * @param {object} figure
 * @param {object} described its `slopes` are the nodes of the arrows, `most` the longest one
 * @param {number} id the node of the numbers
 */
export function nudgesView(figure, described, id) {
  const slopes = described.slopes[figure.number];
  const boxes = tablesOf(
    figure,
    described,
    figure.graph.shape(id),
    (index, name) => {
      const text = document.createTextNode('');
      const shaft = draw('path', { class: 'hm-shaft' });
      const arrow = draw('svg', { class: 'hm-arrow', viewBox: '0 0 14 36', role: 'img' }, shaft);
      const element = make('td', { tabindex: -1 }, arrow, text);
      const write = (words) => {
        text.data = words;
      };
      figure.show(described, { id, index, element, write, name: () => name });
      figure.show(
        { kind: 'slope', name: described.name },
        {
          id: slopes,
          index,
          element: arrow,
          name: () => `slope by ${name}`,
          write: (words, slope) => {
            shaft.setAttribute('d', pathOf(slope / described.most));
            arrow.setAttribute('aria-label', `slope ${words}`);
          },
        },
      );
      return element;
    },
    { role: 'grid', 'aria-readonly': 'true' },
  );
  return { element: framed(described, make('div', { class: 'hm-tables' }, ...boxes)), paint: null };
}

/** An upright arrow around the middle. @param {number} share of the longest, down if negative */
function pathOf(share) {
  const length = LONGEST * Math.min(1, Math.abs(share));
  if (!(length >= DOT)) return `M7 ${MIDDLE}h0`;
  const way = Math.sign(share);
  const tip = MIDDLE - (way * length) / 2;
  const wing = way * Math.min(5, length / 2);
  return `M7 ${MIDDLE + (way * length) / 2}V${tip}m-4 ${wing}l4 ${-wing}l4 ${wing}`;
}
