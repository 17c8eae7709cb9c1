// @ts-check
/**
 * The mark that says where a figure's weights come from. It follows what is shown: a choice that puts
 * others in their place, the steps of a run that changes them, and what the reader edits. Python
 * writes it, or says what it says: origin.py.
 *
 * @typedef {{kinds: string[], by: string}} Said one kind for each option of the choice `by`; or one,
 *   of weights that `by` holds while a step changes them
 */

import { make } from './dom.js';

const EDITED = ['matrix', 'vector', 'number', 'slider'];

/** Make the mark where no page has written one. @param {Partial<Said>} [said] @returns {HTMLElement | null} */
export function markOf({ kinds = [], by } = {}) {
  if (!kinds.length) return null;
  const mark = make('span', { class: 'hm-model', 'data-kinds': JSON.stringify(kinds), 'data-by': by });
  return make('div', { style: 'float:inline-end' }, mark);
}

/**
 * Let the mark of a figure follow it.
 *
 * @param {any} figure
 * @returns {{refresh: () => void} | null} null for a figure without a mark
 */
export function originOf(figure) {
  /** @type {HTMLElement | null} */
  const mark = figure.root.querySelector('.hm-model[data-kinds]');
  if (!mark) return null;
  /** @type {string[]} */
  const kinds = JSON.parse(mark.dataset.kinds ?? '');
  const { by = '' } = mark.dataset;
  const refresh = () => {
    const kind = stepOf(figure.run, by, kinds[kinds.length > 1 ? figure.state[by] : 0]);
    const edited = figure.namesThatDiffer(figure.start);
    const isEdited = edited.some((/** @type {string} */ name) => EDITED.includes(figure.inputs.get(name).kind));
    const text = isEdited ? `${kind} · edited` : kind;
    if (mark.textContent === text) return;
    mark.textContent = text;
    mark.setAttribute('aria-label', `Weights: ${text}`);
  };
  refresh();
  return { refresh };
}

/**
 * Say at which step of a run that changes the weights they are, unless they are still (or again) of
 * the kind that the figure opens with.
 *
 * @param {import('./run.js').Run | null} run
 * @param {string} by
 * @param {string} kind
 */
function stepOf(run, by, kind) {
  if (!run?.spec.state.includes(by)) return kind;
  const { first, rests } = run.spec;
  const last = run.records.length - 1;
  if (run.at === (rests ? last : 0)) return kind;
  return rests ? `at step ${run.place} of ${last + first}` : `${kind} · step ${run.place}`;
}
