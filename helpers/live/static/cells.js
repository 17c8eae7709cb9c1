/**
 * Every number on show, by the node that it belongs to. An edit costs what it changes: a text is
 * written only if the digits differ, a class only if it differs.
 *
 * @typedef {{id: number, index: number, element: Element, write: (text: string) => void,
 *   name: () => string, key: string, value: number, text: string, before: string,
 *   marked: boolean, strange: boolean}} ShownCell
 */

import { sizeOf } from './graph.js';
import { shown } from './numbers.js';

/** The numbers that a figure shows. */
export class Cells {
  constructor() {
    /** @type {Map<number, ShownCell[]>} */
    this.byNode = new Map();
    /** @type {WeakMap<Element, ShownCell>} */
    this.byElement = new WeakMap();
    this.earlier = new Map();
  }

  /** Forget all cells, but remember what they showed before the last edit. */
  clear() {
    this.earlier = new Map([...this.all()].map((cell) => [cell.key, cell.before]));
    this.byNode.clear();
  }

  /**
   * Show a number from now on.
   *
   * @param {{id: number, index: number, element: Element, key: string, name: () => string,
   *   write: (text: string, value: number) => void}} cell
   */
  add({ id, index, element, key, name, write }) {
    const before = this.earlier.get(key);
    const cell = { id, index, element, key, name, write, before, value: undefined };
    Object.assign(cell, { text: undefined, marked: false, strange: false });
    if (!this.byNode.has(id)) this.byNode.set(id, []);
    this.byNode.get(id).push(cell);
    this.byElement.set(element, cell);
    element.classList.add('hm-cell');
    return cell;
  }

  *all() {
    for (const list of this.byNode.values()) yield* list;
  }

  /** Forget the cells of all other elements: a fold took them out of the page. */
  keep(isKept) {
    for (const [id, list] of this.byNode) {
      const kept = list.filter(({ element }) => isKept(element));
      this.byNode.set(id, kept);
    }
  }

  /** The cell that an event happened in. @returns {ShownCell | undefined} */
  at(target) {
    const element = target instanceof Element ? target.closest('.hm-cell') : null;
    return element ? this.byElement.get(element) : undefined;
  }

  /** The elements that show one number. @returns {Element[]} */
  showing(id, index) {
    const list = this.byNode.get(id) ?? [];
    return list.filter((cell) => cell.index === index).map((cell) => cell.element);
  }

  /** Take what is shown now as what the next edit is compared with. */
  settle() {
    for (const cell of this.all()) {
      cell.before = cell.text;
      mark(cell, false);
    }
  }

  /**
   * Write what changed.
   *
   * @param {object} graph
   * @param {Iterable<number>} changed nodes that may have changed
   */
  paint(graph, changed) {
    for (const id of changed) {
      const list = this.byNode.get(id);
      if (!list) continue;
      const values = graph.value(id);
      for (const cell of list) repaint(cell, values[cell.index]);
    }
  }
}

function repaint(cell, value) {
  if (Object.is(value, cell.value)) return;
  cell.value = value;
  const text = shown(value);
  if (text !== cell.text) {
    cell.text = text;
    cell.before ??= text;
    cell.write(text, value);
  }
  mark(cell, text !== cell.before);
  if (!Number.isFinite(value) !== cell.strange) {
    cell.strange = !cell.strange;
    cell.element.classList.toggle('hm-strange', cell.strange);
  }
}

function mark(cell, isMarked) {
  if (cell.marked === isMarked) return;
  cell.marked = isMarked;
  cell.element.classList.toggle('hm-changed', isMarked);
}

/**
 * List the matrices in a value: number of the head or null, first place, rows, columns.
 *
 * @param {number[]} shape at most (heads, rows, columns)
 * @param {number} [head] only this one, counted from 1
 */
export function blocksOf(shape, head) {
  const [rows, columns] = [1, 1, ...shape].slice(-2);
  if (shape.length < 3) return [{ head: null, first: 0, rows, columns }];
  const count = sizeOf(shape.slice(0, -2));
  const all = Array.from({ length: count }, (_, i) => ({
    head: i + 1,
    first: i * rows * columns,
    rows,
    columns,
  }));
  return head ? [all[head - 1]] : all;
}

const CLASSES = 9;

/**
 * Sort a number into one of nine classes; −1 if it is not finite.
 *
 * @param {number} x
 * @param {[number, number]} limits the palest and the deepest
 */
export function heatClass(x, [low, high]) {
  if (!Number.isFinite(x)) return -1;
  const share = high > low ? (x - low) / (high - low) : 0;
  return Math.min(CLASSES - 1, Math.max(0, Math.floor(share * CLASSES)));
}

/** The smallest and largest finite number, for a scale. @returns {[number, number]} */
export function rangeOf(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const x of values) {
    if (!Number.isFinite(x)) continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return low <= high ? [low, high] : [0, 1];
}
