// @ts-check
/**
 * Points that are dragged: by a pointer, or by the arrow keys once the Tab key has reached them.
 *
 * Each is heard as a slider of two directions: arrows move it by one step of its input, with Shift
 * by ten, with Alt by a tenth.
 *
 * @typedef {[x: number, y: number]} Place
 * @typedef {{layer: {input?: string}, row: number, at: () => Place, back: number | null,
 *   said: () => string}} Grip
 * @typedef {{x: Place, y: Place, size: number}} Frame
 */

import { allowed, shown } from './numbers.js';

/** @type {Record<string, Place>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

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
    mark.setAttribute('aria-valuetext', `${x} across, ${y} up`);
    mark.setAttribute('aria-valuenow', String(grip.at()[0]));
  };
  const about = {
    tabindex: '0',
    role: 'slider',
    'aria-roledescription': 'point',
    'aria-label': grip.said(),
    'aria-describedby': figure.keys.id,
    'data-input': grip.layer.input ?? '',
    'data-row': String(grip.row),
  };
  for (const [name, value] of Object.entries(about)) mark.setAttribute(name, value);
  return follow;
}

/**
 * Listen to all that can be dragged in a drawing.
 *
 * @param {any} figure
 * @param {SVGElement} drawing
 * @param {Frame} frame
 */
export function listenToGrips(figure, drawing, frame) {
  const gripAt = (/** @type {Event} */ { target }) => {
    const mark = target instanceof Element ? target.closest('.hm-grip') : null;
    return mark && { mark, grip: /** @type {Grip} */ (grips.get(mark)) };
  };
  /** @type {{from: Place, scale: number, move: (by: Place) => void} | null} */
  let drag = null;
  let group = {};
  drawing.addEventListener('focusin', () => {
    group = {};
  });
  drawing.addEventListener('keydown', (event) => {
    const found = gripAt(event);
    const by = KEYS[event.key];
    if (!found || !by) return;
    event.preventDefault();
    const size = stepOf(figure, found.grip) * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
    mover(figure, found.grip, frame, 0, group)([by[0] * size, by[1] * size]);
    figure.sync();
  });
  drawing.addEventListener('pointerdown', (event) => {
    const found = gripAt(event);
    if (!found || event.button !== 0) return;
    event.preventDefault(); // no text is selected on the way
    /** @type {SVGElement} */ (found.mark).focus();
    drawing.setPointerCapture(event.pointerId);
    const scale = (frame.x[1] - frame.x[0]) / drawing.getBoundingClientRect().width;
    const move = mover(figure, found.grip, frame, stepOf(figure, found.grip), {});
    drag = { from: [event.clientX, event.clientY], scale, move };
  });
  const follow = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    if (!drag) return;
    const { from, scale, move } = drag;
    move([(clientX - from[0]) * scale, (from[1] - clientY) * scale]);
  };
  const end = () => {
    if (drag) figure.sync();
    drag = null;
  };
  const hold = (/** @type {TouchEvent} */ event) => {
    if (gripAt(event)) event.preventDefault(); // or the page would be scrolled instead
  };
  drawing.addEventListener('touchstart', hold, { passive: false });
  drawing.addEventListener('pointermove', follow);
  drawing.addEventListener('pointerup', (event) => {
    follow(event); // a finger may have moved on since the last frame
    end();
  });
  drawing.addEventListener('pointercancel', end);
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

/** Take off what binary fractions leave behind. @param {number} value */
function tidy(value) {
  return Number(value.toPrecision(12));
}
