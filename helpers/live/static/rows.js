// @ts-check
/**
 * What a figure shows, in its rows: each view with the sign before it, rows behind a title only
 * while it is open. Where the script that draws is there, a stage is made of them: stage.js.
 *
 * @typedef {{label: string, first: number, count: number, open: boolean, isOpen: boolean}} Fold
 * @typedef {{part: any, fold?: Fold, element: HTMLElement, id?: number | null, last?: number, frame: HTMLElement,
 *   line: HTMLElement, sign: HTMLElement | null, isAway: boolean}} Item one thing to show
 */

import { make } from './dom.js';

export class Rows {
  /**
   * @param {any} figure
   * @param {Item[][]} rows as they are declared
   * @param {Fold[]} folds
   */
  constructor(figure, rows, folds) {
    this.figure = figure;
    this.lines = rows.map(lineOf);
    this.items = rows.flat().filter(({ part }) => part.kind !== 'text');
    this.boxes = new Map(folds.map((fold) => [fold, this.boxOf(fold)]));
    this.scene = make('div', { class: 'hm-scene' });
    /** @type {HTMLElement | string} */
    this.strip = '';
    /** @type {any[]} */
    this.tiles = [];
  }

  /** A title that opens and closes; what is behind it exists only while open. @param {Fold} fold */
  boxOf(fold) {
    const title = make('summary', {}, fold.label);
    const box = make('details', { class: 'hm-group', open: fold.open }, title);
    box.addEventListener('toggle', () => {
      if (fold.isOpen === box.open || !box.isConnected) return;
      fold.isOpen = box.open;
      this.show();
    });
    return box;
  }

  /** Put all rows in their places. */
  lay() {
    for (const { frame, line } of this.items) line.append(frame);
    this.scene.replaceChildren(...this.lines);
    for (const [{ first, count }, box] of this.boxes) {
      this.lines[first].before(box);
      box.append(...this.lines.slice(first, first + count));
    }
    this.gather();
    this.show();
  }

  show() {
    this.bring(({ fold }) => !fold || fold.isOpen);
  }

  /**
   * Bring in sight what belongs there, and take the rest away.
   *
   * @param {(item: Item) => boolean} belongs
   * @param {(item: Item) => boolean} [keepsSign] though what stands before it is not in sight
   */
  bring(belongs, keepsSign = () => true) {
    const { figure } = this;
    let former = true; // whether what stands before is in sight
    let isNew = false;
    for (const item of this.items) {
      const isIn = belongs(item);
      item.frame.classList.toggle('hm-away', !isIn);
      item.sign?.classList.toggle('hm-away', !former && !keepsSign(item));
      former = isIn;
      if (item.isAway === !isIn) continue;
      item.isAway = !isIn;
      if (item.part.kind === 'input' || !figure.graph) continue;
      figure.place(item);
      isNew = true;
    }
    for (const line of this.lines) {
      line.classList.toggle('hm-away', !line.querySelector(':scope > :not(.hm-away)'));
    }
    figure.brought(isNew);
  }

  // ---- what a stage does

  gather() {}

  watch() {}

  reach() {}

  /** @param {number} _id @param {number} _index */
  reveal(_id, _index) {}

  /** @param {number} _id @returns {HTMLElement[]} */
  leading(_id) {
    return [];
  }

  /** @param {Set<number>} _changed */
  wave(_changed) {}

  settle() {}

  draw() {}

  /** @param {any} _tile @returns {number | null} */
  idOf(_tile) {
    return null;
  }
}

/** A row; each view keeps the sign before it, so that no line ends in an arrow. @param {Item[]} items */
function lineOf(items) {
  const line = make('div', { class: 'hm-row' });
  /** @type {HTMLElement | null} */
  let sign = null;
  /** @type {Item | null} */
  let last = null;
  for (const item of items) {
    if (item.part.kind === 'text') {
      sign = item.element;
      last?.frame.append(sign); // unless another follows
    } else {
      last = item;
      Object.assign(item, { line, sign, isAway: false });
      item.frame = make('div', { class: 'hm-pair' }, sign, item.element);
      line.append(item.frame);
      sign = null;
    }
  }
  return line;
}
