// @ts-check
/**
 * Walk to one number, the reader's or the figure's last: one value after the other, in the order of
 * the mathematics and never back. Of each the entry is explained that the number needs; what comes
 * later waits.
 */

import { button, make, setOff, symbolOf } from './dom.js';
import { wayTo } from './explain.js';

/** @typedef {{id: number, index: number}} Cell */

const SWIPE = 40; // pixels

export class Steps {
  /** @param {any} figure */
  constructor(figure) {
    this.figure = figure;
    this.at = -1;
    /** @type {Cell[]} */
    this.list = [];
    /** @type {any} */
    this.from = null;
    this.number = -1;
    this.title = make('span', { class: 'hm-step-title' });
    this.previous = button('← Previous', () => this.go(this.at - 1));
    this.next = button('Next →', () => this.go(this.at + 1));
    const end = button('End', () => this.end(), { 'aria-label': 'End the walk' });
    let began = 0;
    this.element = make(
      'div',
      {
        class: 'hm-steps',
        role: 'group',
        'aria-label': 'Step through',
        hidden: true,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event),
        onpointerdown: (/** @type {PointerEvent} */ event) => {
          began = event.clientX;
        },
        onpointerup: (/** @type {PointerEvent} */ event) => {
          const by = event.clientX - began;
          if (event.pointerType === 'touch' && Math.abs(by) > SWIPE) this.go(this.at - Math.sign(by));
        },
      },
      this.title,
      this.previous,
      this.next,
      end,
    );
  }

  get isOn() {
    return this.at >= 0;
  }

  begin() {
    const chosen = this.figure.strip.trail.at(-1);
    this.list = chosen ? this.wayTo(chosen) : [];
    if (!this.list.length) this.list = this.longest();
    if (!this.list.length) return;
    this.from = document.activeElement;
    this.element.hidden = false;
    this.go(0);
    this.next.focus();
  }

  /** What stands on the way to a number, that number last. @param {Cell} cell @returns {Cell[]} */
  wayTo(cell) {
    const { graph, items } = this.figure;
    const shown = new Set(items.map((/** @type {{id: number}} */ item) => item.id));
    const isStep = (/** @type {number} */ id) => shown.has(id) && graph.cells(id, 0).length;
    return [...wayTo(graph, cell)]
      .filter(([id]) => isStep(id))
      .map(([id, [index]]) => ({ id, index }));
  }

  /** The longest way that there is: to the last of all values on show, as a rule. */
  longest() {
    return this.figure.items.reduce((/** @type {Cell[]} */ best, /** @type {{id: number}} */ { id }) => {
      const way = Number.isInteger(id) ? this.wayTo({ id, index: 0 }) : [];
      return way.length >= best.length ? way : best;
    }, []);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) this.go(this.at + by);
    else if (event.key === 'Escape') this.end();
    else return;
    event.preventDefault();
  }

  /** @param {number} at */
  go(at) {
    const { figure, list } = this;
    const { items } = figure;
    this.at = Math.min(list.length - 1, Math.max(0, at));
    this.number = figure.number;
    const { id, index } = list[this.at];
    figure.stage.reveal(id, index);
    const isLast = this.at === list.length - 1;
    for (const { element, id: other, part } of items) {
      const isLater = Number.isInteger(other) ? other > id : part.kind === 'sentence';
      frameOf(element).classList.toggle('hm-later', isLater && !isLast);
      element.classList.toggle('hm-now', other === id);
    }
    const { part, element } = items.find((/** @type {Cell} */ item) => item.id === id);
    const label = part.label ? ` ${part.label}` : '';
    this.title.replaceChildren(
      `Step ${this.at + 1} of ${list.length}: `,
      symbolOf(part.symbol),
      label || (part.meaning ? `, ${part.meaning}` : ''),
    );
    setOff(this.previous, this.at === 0);
    setOff(this.next, isLast);
    element.scrollIntoView({ block: 'nearest' });
    figure.strip.pin(id, index);
    figure.say(`${this.title.textContent}. ${figure.strip.body.textContent}`);
  }

  end() {
    const isInside = this.element.contains(document.activeElement);
    this.at = -1;
    this.element.hidden = true;
    for (const { element } of this.figure.items) {
      frameOf(element).classList.remove('hm-later');
      element.classList.remove('hm-now');
    }
    this.figure.strip.close();
    if (isInside) this.from.focus();
  }

  /** A choice brought another graph: the walk ends. */
  refresh() {
    if (this.isOn && this.number !== this.figure.number) this.end();
  }
}

/** A view together with the arrow or sign before it. @param {HTMLElement} element */
function frameOf(element) {
  return element.closest('.hm-pair') ?? element;
}
