// @ts-check
/**
 * One meaning for each key. All numbers of a figure's tables and sentences are one stop of the Tab
 * key; the arrows go from number to number, Page Up and Page Down from matrix to matrix, Home and
 * End to the ends of a row. Enter goes in, Escape comes back out: of the arithmetic of a result
 * (strip.js), of a number that is being changed (fields.js), of the steps (steps.js).
 */

import { refreshField } from './fields.js';

const NUMBERS = 'td.hm-cell, b.hm-cell, td > .hm-field';
const TILE = '.hm-tile[aria-selected="true"]';
const AWAY = '[hidden], .hm-away, .hm-later, details:not([open]) > :not(summary)';
/** @type {Record<string, number[]>} */
export const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** What the keys do, by what has the focus. */
const SAID = {
  '.hm-editing': '↑ ↓ step (Shift: ten), Enter keeps, Escape gives back.',
  '.hm-field': 'Type or Enter: change it. Arrows, Page Up, Page Down: move.',
  '.hm-cell': 'Enter: where it comes from. Arrows, Page Up, Page Down: move.',
  '.hm-tile': 'Arrows: other values. Enter: its numbers.',
  '.hm-grip': 'Arrows move it (Shift: ten steps).',
  '.hm-walk': '← → choose, Enter follows, Escape comes back.',
  '.hm-steps *': '← → step, Escape ends.',
};

/**
 * @param {any} figure
 * @param {HTMLElement} root
 */
export function listenToKeys(figure, root) {
  figure.keys.textContent = SAID['.hm-field'];
  root.addEventListener('focusin', ({ target }) => {
    const here = /** @type {HTMLElement} */ (target);
    if (here.matches(NUMBERS)) setStop(figure, here);
    tellKeys(figure, here);
  });
  root.addEventListener('keydown', (event) => pressed(figure, event));
}

/** Say what the keys do at this place. @param {any} figure @param {Element} here */
export function tellKeys(figure, here) {
  const [, said] = Object.entries(SAID).find(([where]) => here.matches(where)) ?? [];
  figure.keys.textContent = said ?? '';
}

/** The numbers that the keys reach just now. @param {any} figure @returns {HTMLElement[]} */
function numbersOf(figure) {
  return [...figure.live.querySelectorAll(NUMBERS)].filter((number) => !number.closest(AWAY));
}

/** Those of one value. @param {any} figure @param {string} name @returns {HTMLElement[]} */
export function numbersIn(figure, name) {
  return numbersOf(figure).filter((one) => /** @type {HTMLElement} */ (one.closest('.hm-view'))?.dataset.shows === name);
}

/** @param {any} figure @param {HTMLElement} to */
export function setStop(figure, to) {
  if (figure.stop) figure.stop.tabIndex = -1;
  figure.stop = to;
  to.tabIndex = 0;
}

/** See that the Tab key finds a number: the one where the reader was last, else the first. */
export function keepStop(/** @type {any} */ figure) {
  if (figure.live.contains(figure.stop) && !figure.stop.closest(AWAY)) return;
  const [first] = numbersOf(figure);
  if (first) setStop(figure, first);
}

/** @param {any} figure @param {KeyboardEvent} event */
function pressed(figure, event) {
  if (event.isComposing || event.defaultPrevented) return;
  const here = /** @type {HTMLElement} */ (event.target);
  const field = figure.fields.get(here);
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && !event.altKey && (key === 'z' || key === 'y')) {
    if (field?.bad) refreshField(figure, field);
    else if (key === 'y' || event.shiftKey) figure.redo();
    else figure.undo();
  } else if (isCommand || event.altKey || event.shiftKey || here.matches('.hm-editing')) {
    return;
  } else if (key === 'escape') {
    if (!figure.strip.comeBack() && !comeOut(figure, here)) figure.tools.leave();
    return;
  } else if (key === 'enter' && here.matches(TILE)) {
    const [first] = numbersIn(figure, here.dataset.opens ?? '');
    if (!first) return;
    first.focus();
  } else if (!here.matches('.hm-cell')) {
    return;
  } else if (key === 'enter') {
    figure.strip.enter();
  } else {
    const next = nextTo(here, event.key, numbersOf(figure));
    if (!next) return;
    next.focus();
  }
  event.preventDefault();
}

/** From a number to the tile that opened it. @param {any} figure @param {HTMLElement} here */
function comeOut(figure, here) {
  const tile = figure.live.querySelector(TILE);
  if (!here.matches('.hm-cell') || !tile?.checkVisibility() || figure.root.matches('.hm-over')) return false;
  tile.focus();
  return true;
}

/** @param {HTMLElement} here @param {string} key @param {HTMLElement[]} all in the order of the page */
function nextTo(here, key, all) {
  const way = WAYS[key];
  if (way) {
    const table = here.closest('table');
    const inside = table ? all.filter((other) => table.contains(other)) : [];
    return nearest(here, inside, way) ?? nearest(here, all, way);
  }
  const group = groupOf(here);
  const isIn = (/** @type {Element} */ other) => group.contains(other);
  if (key === 'PageDown') return all[all.findLastIndex(isIn) + 1];
  if (key === 'PageUp') {
    const last = all[all.findIndex(isIn) - 1];
    return last && all.find((one) => groupOf(one) === groupOf(last));
  }
  const row = here.closest('tr, p');
  const line = all.filter((other) => row?.contains(other));
  return key === 'Home' ? line[0] : key === 'End' ? line.at(-1) : undefined;
}

/** A matrix, or a line of words. @param {Element} number @returns {Element} */
function groupOf(number) {
  return number.closest('table, p') ?? number;
}

const SLACK = 3; // pixels that neighbours may share

/**
 * The number that lies next in one direction, wherever the page has put it.
 *
 * @param {Element} here
 * @param {HTMLElement[]} others
 * @param {number[]} way
 * @returns {HTMLElement | undefined}
 */
export function nearest(here, others, [across, down]) {
  /** Where it begins and ends on the way, and twice how far to the side. @param {Element} one */
  const placeOf = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return across ? [left, right, top + bottom] : [top, bottom, left + right];
  };
  const [start, end, side] = placeOf(here);
  let least = Infinity;
  let found;
  for (const other of others) {
    const [first, last, beside] = placeOf(other);
    const ahead = across + down > 0 ? first - end : start - last;
    const far = ahead + Math.abs(beside - side);
    if (ahead < -SLACK || far >= least) continue;
    [least, found] = [far, other];
  }
  return found;
}
