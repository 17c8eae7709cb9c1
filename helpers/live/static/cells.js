/**
 * Every number on show, by the node that it belongs to. An edit costs what it changes: a text is
 * written only if the digits differ, a class only if it differs.
 *
 * What changed says so until the next edit, by a class for the way that it went and with the former
 * number beside it. When that appears is the style's work: a wave needs no script.
 *
 * @typedef {{id: number, index: number, element: Element, write: (text: string) => void,
 *   name: () => string, key: string, value: number, text: string, before: string, was: number,
 *   said: string, way: string, size: number, strange: boolean}} ShownCell
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
    /** @type {Map<number, number>} how many characters the numbers of a node have room for */
    this.rooms = new Map();
  }

  /** Forget all cells, but remember what they showed before the last edit. */
  clear() {
    const past = ({ key, before, was, said }) => [key, { before, was, said }];
    this.earlier = new Map(this.all().map(past));
    this.byNode.clear();
  }

  /**
   * Show a number from now on.
   *
   * @param {{id: number, index: number, element: Element, key: string, name: () => string,
   *   write: (text: string, value: number) => void}} cell
   */
  add({ id, index, element, key, name, write }) {
    const fresh = { way: '', size: 1, strange: false };
    const cell = { id, index, element, key, name, write, ...fresh, ...this.earlier.get(key) };
    // an arrow beside a number marks itself: the table's cell tells what the number was
    cell.box = element.closest('td, .hm-arrow') ?? element;
    if (!this.byNode.has(id)) this.byNode.set(id, []);
    const list = this.byNode.get(id);
    list.push(cell);
    list.room = 0; // not given yet
    this.byElement.set(element, cell);
    element.classList.add('hm-cell');
    return cell;
  }

  all() {
    return [...this.byNode.values()].flat();
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

  /** Those of them that are not behind a title or a tile. @returns {Element[]} */
  inSight(id, index) {
    return this.showing(id, index).filter((element) => !element.closest('.hm-away'));
  }

  /** Take what is shown now as what the next edit is compared with. */
  settle() {
    for (const cell of this.all()) {
      remember(cell);
      mark(cell);
    }
  }

  /**
   * Write what changed.
   *
   * @param {object} graph
   * @param {Iterable<number>} changed nodes that may have changed
   * @param {unknown} isHeld whether more comes at once, so that marks wait
   */
  paint(graph, changed, isHeld) {
    for (const id of changed) {
      const list = this.byNode.get(id);
      if (!list?.length) continue;
      const values = graph.value(id);
      const room = this.rooms.get(id) ?? ROOM;
      let longest = 0;
      for (const cell of list) {
        repaint(cell, values[cell.index], room);
        if (!isHeld) mark(cell);
        longest = Math.max(longest, cell.text.length);
      }
      if (longest > CROWDED * room) this.rooms.set(id, longest);
      const kept = this.rooms.get(id) ?? room;
      if (list.room !== kept) give(list, kept);
    }
  }
}

const ROOM = 5; // characters, where nobody has measured: as in the style
const CROWDED = 1.5; // how much longer than its room a number may be

/**
 * Keep room for numbers of so many characters, whatever they become: longer ones are written
 * smaller, and only the longest make the columns of their own view wider.
 */
function give(list, room) {
  list.room = room;
  for (const cell of list) {
    const { element } = cell;
    if (cell.box.matches('td')) element.closest('.hm-view').style.setProperty('--hm-w', room);
    else if (element.matches('b')) element.style.minWidth = `${room + 0.5}ch`;
    fit(cell, room);
  }
}

function repaint(cell, value, room) {
  if (Object.is(value, cell.value)) return;
  cell.value = value;
  const text = shown(value);
  if (text !== cell.text) {
    cell.text = text;
    cell.write(text, value);
    if (cell.before === undefined) remember(cell);
    fit(cell, room);
  }
  if (!Number.isFinite(value) !== cell.strange) {
    cell.strange = !cell.strange;
    cell.element.classList.toggle('hm-strange', cell.strange);
  }
}

/** Write a number that is longer than its room smaller. */
function fit(cell, room) {
  const size = Math.min(1, room / cell.text.length);
  if (size === cell.size) return;
  cell.size = size;
  cell.element.style.fontSize = size < 1 ? `${size}em` : '';
}

function remember(cell) {
  cell.before = cell.text;
  cell.was = cell.value;
  cell.said = cell.element.matches('.hm-piece') ? cell.element.textContent : cell.text; // a word
}

function mark(cell) {
  const way = cell.text === cell.before ? '' : cell.value < cell.was ? 'hm-down' : 'hm-up';
  if (way === cell.way) return;
  const { classList, dataset } = cell.box;
  if (cell.way) classList.remove(cell.way);
  if (way) classList.add(way);
  if (!way !== !cell.way) classList.toggle('hm-changed');
  dataset.was = cell.said;
  cell.way = way;
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
