// @ts-check
/**
 * Points that are dragged in two directions. Each is heard as a slider.
 *
 * @typedef {[x: number, y: number]} Place
 * @typedef {{layer: {input?: string}, row: number, at: () => Place, back: number | null,
 *   said: () => string}} Grip
 * @typedef {{x: Place, y: Place}} Frame
 */

import { dress } from './dom.js';
import { listenToDrags } from './drags.js';
import { allowed, shown, tidy } from './numbers.js';

/** @type {WeakMap<Element, Grip>} */
const grips = new WeakMap();

/**
 * Make a mark draggable.
 *
 * @param {any} figure
 * @param {Element} mark
 * @param {Grip} grip
 * @returns {() => void} says again where it is
 */
export function gripFor(figure, mark, grip) {
  grips.set(mark, grip);
  const follow = () => {
    const [x, y] = grip.at().map((value) => shown(value));
    dress(mark, { 'aria-valuetext': `${x} across, ${y} up`, 'aria-valuenow': grip.at()[0] }, []);
  };
  const about = {
    tabindex: '0',
    role: 'slider',
    'aria-roledescription': 'point',
    'aria-label': grip.said(),
    'aria-describedby': figure.keys.id,
    'data-input': grip.layer.input,
    'data-row': grip.row,
  };
  dress(mark, about, []);
  return follow;
}

/**
 * Listen to all that can be dragged in a drawing.
 *
 * @param {any} figure
 * @param {SVGElement} drawing
 * @param {() => Frame} frame as it is now
 */
export function listenToGrips(figure, drawing, frame) {
  const nudge = (/** @type {Grip} */ grip, /** @type {Place} */ [across, up], /** @type {object} */ group) => {
    const step = stepOf(figure, grip);
    mover(figure, grip, frame(), 0, group)([across * step, up * step]);
  };
  const grab = (/** @type {Grip} */ grip, /** @type {PointerEvent} */ from) => {
    const [low, high] = frame().x;
    const scale = (high - low) / drawing.getBoundingClientRect().width;
    const move = mover(figure, grip, frame(), stepOf(figure, grip), {});
    return (/** @type {PointerEvent} */ { clientX, clientY }) =>
      move([(clientX - from.clientX) * scale, (from.clientY - clientY) * scale]);
  };
  listenToDrags(figure, drawing, grips, nudge, grab);
}

/** @param {any} figure @param {Grip} grip @returns {number} */
function stepOf(figure, { layer }) {
  return figure.inputs.get(layer.input).step;
}

/**
 * What takes a point so far from where it is now; it stays within the frame and the input's domain.
 *
 * @param {any} figure
 * @param {Grip} grip
 * @param {Frame} frame
 * @param {number} step what the places are multiples of, or 0
 * @param {object} group edits of one group are undone together
 */
function mover(figure, grip, { x, y }, step, group) {
  const input = grip.layer.input ?? '';
  const { row } = grip;
  const part = figure.inputs.get(input);
  const before = [...figure.state[input]]; // newer than the graph, if two keys come in one frame
  const from = grip.back === null ? before.slice(2 * row, 2 * row + 2) : grip.at();
  const back = grip.back === null ? null : [...figure.graph.value(grip.back)];
  const width = back ? back.length / 2 : 2;
  return (/** @type {Place} */ by) => {
    const to = [x, y].map(([low, high], axis) => Math.min(high, Math.max(low, from[axis] + by[axis])));
    const rounded = to.map((value) => tidy(step ? Math.round(value / step) * step : value));
    const values = [...before];
    for (let i = 0; i < width; i++) {
      const place = row * width + i;
      const value = back
        ? tidy(before[place] + (to[0] - from[0]) * back[i] + (to[1] - from[1]) * back[width + i])
        : rounded[i];
      if (allowed(part, value).problem) return;
      values[place] = value;
    }
    figure.edit({ [input]: values }, group);
  };
}
