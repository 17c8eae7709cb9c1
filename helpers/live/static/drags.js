// @ts-check
/**
 * Listen to what is dragged in a drawing: by a pointer, or by the arrow keys once the Tab key has
 * reached it. Arrows move by a step, with Shift by ten, with Alt by a tenth.
 */

/** @typedef {[across: number, up: number]} By */

/** @type {Record<string, By>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @template Held
 * @param {any} figure
 * @param {Element} drawing
 * @param {{get: (mark: Element) => Held | undefined}} held by its mark
 * @param {(held: Held, by: By, group: object) => void} nudge by so many steps; edits of one group
 *   are undone together
 * @param {(held: Held, event: PointerEvent, group: object) => (event: PointerEvent) => void} grab
 *   gives what follows the pointer
 */
export function listenToDrags(figure, drawing, held, nudge, grab) {
  const markAt = (/** @type {Event} */ { target }) =>
    target instanceof Element ? target.closest('.hm-grip') : null;
  const heldAt = (/** @type {Event} */ event) => {
    const mark = markAt(event);
    return mark ? held.get(mark) : undefined;
  };
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) =>
    drawing.addEventListener(type, act, { passive: false });
  let group = {};
  /** @type {((event: PointerEvent) => void) | null} */
  let follow = null;
  on('focusin', () => {
    group = {};
  });
  on('keydown', (event) => {
    const one = heldAt(event);
    const by = KEYS[event.key];
    if (!one || !by) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    nudge(one, [by[0] * size, by[1] * size], group);
    figure.sync();
  });
  on('pointerdown', (event) => {
    const one = heldAt(event);
    if (!one || event.button !== 0) return;
    event.preventDefault(); // no text is selected on the way
    /** @type {SVGElement} */ (markAt(event)).focus();
    drawing.setPointerCapture(event.pointerId);
    group = {};
    follow = grab(one, event, group);
    figure.hold();
  });
  on('touchstart', (event) => {
    if (heldAt(event)) event.preventDefault(); // or the page would be scrolled instead
  });
  const end = () => {
    if (follow) figure.sync();
    follow = null;
  };
  on('pointermove', (event) => follow?.(event));
  on('pointerup', (event) => {
    follow?.(event); // a finger may have moved on since the last frame
    end();
  });
  on('pointercancel', end);
}
