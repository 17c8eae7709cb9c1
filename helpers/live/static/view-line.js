/** Each row of a value as a curve. */

import { blocksOf, rangeOf } from './cells.js';
import { chartFor, pointOf } from './chart.js';
import { draw, setIf } from './dom.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const MOST_DOTS = 24;

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function lineView(figure, described, id) {
  const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
  const names = figure.labels(described.rows, rows);
  const xs =
    described.x?.length === columns ? described.x : Array.from({ length: columns }, (_, i) => i);
  const chart = chartFor({ ...described, head }, rows, names);
  const { drawing } = chart;
  const dots = [];
  for (let row = 0; row < rows && columns <= MOST_DOTS; row++) {
    for (let column = 0; column < columns; column++) {
      const index = first + row * columns + column;
      const dot = draw('circle', { class: `hm-dot hm-curve-${row % 6}`, r: 3.5 });
      const name = () =>
        `${described.name} ${names?.[row] ?? `row ${row + 1}`}, ${shown(xs[column])}`;
      figure.show(described, { id, index, element: dot, write: () => {}, name });
      dots.push({ index, column, dot });
      drawing.append(dot);
    }
  }
  const mark = described.mark?.node[figure.number] ?? null;
  const paint = () => {
    const values = figure.graph.value(id).subarray(first, first + rows * columns);
    const [least, most] = described.limits ?? rangeOf(values);
    const { across, up } = chart.fit(rangeOf(xs), [least, most]);
    for (let row = 0; row < rows; row++) {
      const points = [];
      for (let column = 0; column < columns; column++) {
        const y = values[row * columns + column];
        if (Number.isFinite(y)) points.push(pointOf(across(xs[column]), up(y)));
      }
      chart.curve(row, points);
    }
    if (mark !== null) chart.mark(across(figure.graph.value(mark)[0]));
    for (const { index, column, dot } of dots) {
      const y = values[index - first];
      setIf(dot, 'cx', String(across(xs[column])));
      setIf(dot, 'cy', Number.isFinite(y) ? up(y).toFixed(1) : String(-9));
    }
    const about = `${described.name}: ${rows} curves of ${columns} points, from ${shown(least)} to`;
    setIf(drawing, 'aria-label', `${about} ${shown(most)}`);
  };
  return { element: framed(described, chart.title, drawing, chart.key), paint, ids: [id, mark] };
}
