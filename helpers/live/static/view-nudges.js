/**
 * Numbers with an arrow on each: how something answers to it. Up, it rises with the number; down, it
 * falls; the steeper, the longer. Where nothing answers there is a dot.
 */

import { draw } from './dom.js';

const MIDDLE = 18;
const LONGEST = 30;
const DOT = 1; // shorter arrows cannot be told from none

/**
 * @param {object} figure makes the numbers themselves, as for a matrix
 * @param {object} described its `slopes` are the nodes of the arrows, `most` the longest one
 */
export function nudgesView(figure, described) {
  const { element } = figure.view({ part: { ...described, kind: 'matrix' } });
  element.classList.replace('hm-view-matrix', 'hm-view-nudges');
  for (const number of element.querySelectorAll('.hm-cell')) {
    const { index, name } = figure.cells.at(number);
    const shaft = draw('path', { class: 'hm-shaft' });
    const arrow = draw('svg', { class: 'hm-arrow', viewBox: '0 0 14 36', role: 'img' }, shaft);
    number.prepend(arrow);
    figure.show(
      { kind: 'slope', name: described.name },
      {
        id: described.slopes[figure.number],
        index,
        element: arrow,
        name: () => `slope by ${name()}`,
        write: (words, slope) => {
          shaft.setAttribute('d', pathOf(slope / described.most));
          arrow.setAttribute('aria-label', `slope ${words}`);
        },
      },
    );
  }
  return { element, paint: null };
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
