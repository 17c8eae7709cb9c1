/** A value as numbers in brackets, with heat behind them if asked. */

import { heatClass, rangeOf } from './cells.js';
import { make } from './dom.js';
import { framed, tablesOf } from './table.js';

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id the node that it shows
 */
export function matrixView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const cells = [];
  const boxes = tablesOf(
    figure,
    described,
    shape,
    (index, name) => {
      const text = document.createTextNode('');
      const element = make('td', { tabindex: -1 }, text);
      const write = (shown) => {
        text.data = shown;
      };
      const cell = figure.show(described, { id, index, element, write, name: () => name });
      cells.push({ ...cell, heat: -1 });
      return element;
    },
    { role: 'grid', 'aria-readonly': 'true' },
  );
  const paint = described.heat ? () => paintHeat(figure.graph.value(id), cells, described) : null;
  return { element: framed(described, make('div', { class: 'hm-tables' }, ...boxes)), paint };
}

/**
 * Give each cell the class of its number.
 *
 * @param {ArrayLike<number>} values
 * @param {{element: Element, index: number, heat: number}[]} cells `heat` is the class it has
 * @param {{limits?: [number, number]}} described
 */
export function paintHeat(values, cells, { limits }) {
  const scale = limits ?? rangeOf(values);
  for (const cell of cells) {
    const heat = heatClass(values[cell.index], scale);
    if (heat === cell.heat) continue;
    cell.element.classList.remove(`hm-h${cell.heat}`);
    if (heat >= 0) cell.element.classList.add(`hm-h${heat}`);
    cell.heat = heat;
  }
}
