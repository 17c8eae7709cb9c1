// @ts-check
/**
 * The views that every figure may need, and room for those that draw. What draws is a script of
 * its own, for the pages that use it: it stands before this one and leaves its views under the
 * name `liveDrawings`. Where it is missing, its numbers are shown as a matrix.
 */

import { make } from './dom.js';
import { Rows } from './rows.js';
import { matrixView } from './view-matrix.js';
import { valueView } from './view-value.js';

/** @typedef {(figure: any, described: any, id: number) => {element: Element, paint: (() => void) | null,
 *   ids?: number[]}} Maker */

/** What makes each kind; `run` repeats a figure's step, `stage` and `board` arrange it. @type {Record<string, any>} */
export const VIEWS = { matrix: matrixView, value: valueView };

/** Add views. @param {Record<string, any>} [more] by their kinds */
export function addViews(more = Reflect.get(globalThis, 'liveDrawings')) {
  Object.assign(VIEWS, more);
}

/** What arranges the views of a figure: its board or a stage, if it is there. @param {any} spec */
export function arrangement({ board }) {
  return ((board && VIEWS.board) ?? VIEWS.stage)?.(Rows) ?? Rows;
}

/** What makes a view of a kind. @param {string} kind @returns {Maker} */
export function viewOf(kind) {
  return VIEWS[kind] ?? numbersOf;
}

/** The numbers of what cannot be drawn: of one value, or of the rows in several layers. @type {Maker} */
function numbersOf(figure, described, id) {
  if (!described.layers) return matrixView(figure, described, id);
  const made = described.layers
    .filter((/** @type {any} */ layer) => layer.as !== 'paths')
    .map((/** @type {any} */ layer) => figure.view({ part: { ...layer, kind: 'matrix' } }).element);
  return { element: make('div', { class: 'hm-row' }, ...made), paint: null };
}
