// @ts-check
/**
 * What is dragged along one direction: round a dial, along a rail. It moves a number of an input.
 *
 * @typedef {object} Hold
 * @property {Element} mark
 * @property {string} input its name
 * @property {number} index of the number in the input
 * @property {() => string} said its accessible name
 * @property {(event: PointerEvent, last: number) => number} place where a pointer is
 * @property {() => number} per what one unit of place adds to the number
 */

import { dress } from './dom.js';
import { listenToDrags } from './drags.js';
import { allowed, shown, tidy } from './numbers.js';

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
  const stepOf = (/** @type {Hold} */ { input }) => figure.inputs.get(input).step;
  const put = (/** @type {Hold} */ { input, index }, /** @type {number} */ value, /** @type {object} */ group) => {
    const part = figure.inputs.get(input);
    const [low, high] = part.domain ?? [];
    const inside = tidy(Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value)));
    if (!allowed(part, inside).problem) figure.setNumber(input, index, inside, group);
  };
  for (const hold of holds) {
    const about = { role: 'slider', tabindex: '0', 'data-input': hold.input, 'data-row': hold.index };
    dress(hold.mark, about, []);
  }
  const nudge = (/** @type {Hold} */ hold, /** @type {[number, number]} */ [across, up], /** @type {object} */ group) =>
    put(hold, stateOf(hold) + (across + up) * stepOf(hold), group);
  const grab = (/** @type {Hold} */ hold, /** @type {PointerEvent} */ event, /** @type {object} */ group) => {
    const value = stateOf(hold);
    const start = hold.place(event, 0);
    const fine = figure.inputs.get(hold.input).whole ? 1 : stepOf(hold) / FINE;
    let last = start;
    return (/** @type {PointerEvent} */ now) => {
      last = hold.place(now, last);
      put(hold, Math.round((value + (last - start) * hold.per()) / fine) * fine, group);
    };
  };
  listenToDrags(figure, drawing, of, nudge, grab);
  return () => {
    for (const hold of holds) {
      const now = stateOf(hold);
      dress(hold.mark, { 'aria-label': hold.said(), 'aria-valuenow': now, 'aria-valuetext': shown(now) }, []);
    }
  };
}
