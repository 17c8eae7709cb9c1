// @ts-check
/**
 * What is dragged along one direction: round a dial, along a rail. The Tab key reaches it; arrows
 * move its input by a step, with Shift by ten, with Alt by a tenth.
 *
 * @typedef {object} Hold
 * @property {Element} mark
 * @property {string} input its name
 * @property {number} index of the number in the input
 * @property {() => string} said its accessible name
 * @property {(event: PointerEvent, last: number) => number} place where a pointer is
 * @property {() => number} per what one unit of place adds to the number
 */

import { allowed, shown } from './numbers.js';

/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1 };
const FINE = 20; // parts of a step that a pointer tells apart

/**
 * Let marks of a drawing be dragged.
 *
 * @param {any} figure
 * @param {Element} drawing
 * @param {Hold[]} holds
 * @returns {() => void} says again what each stands at
 */
export function holdable(figure, drawing, holds) {
  const of = new Map(holds.map((hold) => [hold.mark, hold]));
  const stateOf = (/** @type {Hold} */ { input, index }) => figure.state[input][index];
  let group = {};
  /** @type {{hold: Hold, last: number, start: number, value: number} | null} */
  let drag = null;
  const put = (/** @type {Hold} */ { input, index }, /** @type {number} */ value) => {
    const part = figure.inputs.get(input);
    const [low, high] = part.domain ?? [];
    const inside = Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value));
    const tidy = Number(inside.toPrecision(12));
    if (!allowed(part, tidy).problem) figure.setNumber(input, index, tidy, group);
  };
  const stepOf = (/** @type {Hold} */ { input }) => figure.inputs.get(input).step;
  for (const hold of holds) {
    const about = { role: 'slider', tabindex: '0', 'data-input': hold.input, 'data-row': hold.index };
    for (const [name, value] of Object.entries(about)) hold.mark.setAttribute(name, String(value));
  }
  drawing.addEventListener('focusin', () => {
    group = {};
  });
  drawing.addEventListener('keydown', (/** @type {any} */ event) => {
    const hold = of.get(event.target);
    const by = KEYS[event.key];
    if (!hold || !by) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    put(hold, stateOf(hold) + by * size * stepOf(hold));
    figure.sync();
  });
  drawing.addEventListener('pointerdown', (/** @type {any} */ event) => {
    const hold = of.get(event.target);
    if (!hold || event.button !== 0) return;
    event.preventDefault(); // no text is selected on the way
    event.target.focus();
    drawing.setPointerCapture(event.pointerId);
    group = {};
    const last = hold.place(event, 0);
    drag = { hold, last, start: last, value: stateOf(hold) };
  });
  const follow = (/** @type {any} */ event) => {
    if (!drag) return;
    const { hold, start, value } = drag;
    drag.last = hold.place(event, drag.last);
    const fine = figure.inputs.get(hold.input).whole ? 1 : stepOf(hold) / FINE;
    put(hold, Math.round((value + (drag.last - start) * hold.per()) / fine) * fine);
  };
  const end = (/** @type {any} */ event) => {
    if (event.type === 'pointerup') follow(event);
    if (drag) figure.sync();
    drag = null;
  };
  drawing.addEventListener(
    'touchmove',
    (event) => {
      if (drag) event.preventDefault(); // or the page would be scrolled instead
    },
    { passive: false },
  );
  drawing.addEventListener('pointermove', follow);
  drawing.addEventListener('pointerup', end);
  drawing.addEventListener('pointercancel', end);
  return () => {
    for (const hold of holds) {
      hold.mark.setAttribute('aria-label', hold.said());
      hold.mark.setAttribute('aria-valuenow', String(stateOf(hold)));
      hold.mark.setAttribute('aria-valuetext', shown(stateOf(hold)));
    }
  };
}
