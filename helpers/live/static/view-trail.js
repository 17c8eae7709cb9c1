/** What a number was at every step of a run, as curves. */

import { rangeOf } from './cells.js';
import { chartFor, pointOf } from './chart.js';
import { setIf } from './dom.js';
import { sizeOf } from './graph.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const LEAST_STEPS = 20; // shorter runs do not fill the width
const MOST_POINTS = 300;

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function trailView(figure, described, id) {
  const count = sizeOf(figure.graph.shape(id));
  const names = figure.labels(described.columns, count);
  const chart = chartFor(described, count, names);
  const paint = () => {
    const { records, at } = figure.run;
    const points = Array.from({ length: count }, () => []);
    const seen = records.map((record) => record.get(id));
    const limits = described.limits ?? rangeOf(seen.flatMap((values) => [0, ...values]));
    const { across, up } = chart.fit([1, Math.max(LEAST_STEPS, seen.length)], limits);
    const stride = Math.ceil(seen.length / MOST_POINTS);
    seen.forEach((values, step) => {
      if (step % stride && step < seen.length - 1) return;
      values.forEach((y, i) => {
        const inside = Math.min(limits[1], Math.max(limits[0], y));
        if (Number.isFinite(y)) points[i].push(pointOf(across(step + 1), up(inside)));
      });
    });
    points.forEach((list, i) => chart.curve(i, list));
    chart.mark(across(at + 1));
    chart.upright.toggleAttribute('hidden', at === seen.length - 1);
    const now = Array.from(seen[at], (y, i) => `${names?.[i] ?? ''} ${shown(y)}`).join(', ');
    const said = `${described.name} over ${seen.length} ${figure.run.unit}s; now ${now}`;
    setIf(chart.drawing, 'aria-label', said);
  };
  return { element: framed(described, chart.title, chart.drawing, chart.key), paint };
}
