// @ts-check
/**
 * Pulling a result: choose one of its numbers, say what it should be, and the smallest change of
 * the chosen inputs that does it appears in them. A script of its own, for the pages that use it.
 *
 * @typedef {import('./graph.js').Packed} Packed
 * @typedef {{name: string, symbol: [keyof HTMLElementTagNameMap, string][], rows?: any,
 *   columns?: any, label?: string, at: number[], by: string[], goal?: number, step?: number,
 *   domain?: [number, number], refusal?: string, lang?: any, back: (Partial<Packed> | null)[]}}
 *   Described what `describe` of figure.py writes
 */

import { button, languageOf, make, symbolOf } from './dom.js';
import { readNumber, shown, tidy } from './numbers.js';
import { bend, solve, unbend } from './pull.js';

const DRAG_STARTS = 4; // pixels
const DRAG_STEP = 7; // pixels for one step
const MARK = '∂';

/**
 * @param {any} figure
 * @param {Described} described
 * @param {number} id the result's node, in the figure's graph and on the way back
 */
export function pullView(figure, described, id) {
  const { name, by } = described;
  const shape = /** @type {number[]} */ (figure.graph.shape(id));
  const packed = described.back[figure.number];
  const index = shape.reduce((at, n, axis) => at * n + ((described.at[axis] + n) % n), 0);
  /** @type {any} */
  let graph = null;
  let group = {}; // edits of one drag are undone together
  /** @type {Record<string, number[]> | null} the inputs when a drag began */
  let origin = null;
  /** @type {{x: number, goal: number, steps: number} | null} */
  let drag = null;
  /** Whether the field holds a wish, which stays until Reset; else it shows the number as it is. */
  let isWish = described.goal !== undefined;
  let toldOf = figure.state; // what was said is true of these numbers, and of no others

  const which = make(
    'select',
    { class: 'hm-select', 'aria-label': `which number of ${name}`, onchange: () => turn() },
    ...placesOf(figure, described, shape).map(({ at, text, lang }) =>
      make('option', { value: at, selected: at === index, lang }, text),
    ),
  );
  const field = make('input', {
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    class: 'hm-field hm-goal',
    'aria-label': `goal for ${name}`,
    'aria-describedby': figure.keys.id,
    value: String(described.goal ?? ''),
  });
  const boxes = by.map((input) => {
    const part = figure.inputs.get(input);
    const box = make('input', { type: 'checkbox', checked: true, value: input });
    return make('label', { class: 'hm-option' }, box, symbolOf(part.symbol));
  });
  const said = make('p', { class: 'hm-note', role: 'status' });
  const element = make(
    'div',
    { class: 'hm-view hm-view-pull', role: 'group', 'aria-label': `Pull ${name}` },
    make(
      'div',
      { class: 'hm-control' },
      make('span', { class: 'hm-word' }, 'Pull '),
      symbolOf(described.symbol),
      described.label ? make('span', { class: 'hm-word' }, ` ${described.label}`) : null,
      which.options.length > 1 ? which : null,
      make('span', { class: 'hm-word' }, 'to'),
      field,
      button('Pull', () => typed(), { 'aria-label': `Pull, ${figure.title}` }),
    ),
    boxes.length > 1
      ? make('fieldset', { class: 'hm-choice' }, make('legend', {}, 'by changing'), ...boxes)
      : null,
    said,
  );

  const now = () => figure.graph.value(id)[Number(which.value)];
  const step = () => described.step ?? stepFor(now());

  /** @param {number} goal */
  const isAtEnd = (goal) => described.domain?.includes(goal);

  /** Let the field show the number as it is, unless it holds a wish. */
  function follow() {
    if (figure.state !== toldOf) tell('');
    if (!isWish && document.activeElement !== field) field.value = shown(now());
  }

  /** Another number was chosen: a wish is asked of it too; what was said was about the former. */
  function turn() {
    tell('');
    follow();
  }

  /** The figure is at its start again, and so is the wish. */
  function restart() {
    isWish = described.goal !== undefined;
    field.value = String(described.goal ?? '');
    turn();
  }

  /** @param {string | undefined} sentence @param {boolean} [isBad] */
  function tell(sentence, isBad = false) {
    toldOf = figure.state;
    said.textContent = sentence ?? '';
    if (isBad) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }

  function typed() {
    if (!isWish) return tell('It is there already.');
    const { value, problem } = /** @type {any} */ (readNumber(described, field.value));
    if (problem || isAtEnd(value)) tell(problem ?? described.refusal, true);
    else if (figure.refused.size) tell('First mend the number that was refused above.', true);
    else reach(value, {}, {});
  }

  /**
   * @param {number} goal
   * @param {object} edits
   * @param {Record<string, number[]>} from inputs to start from, if not those of now
   */
  function reach(goal, edits, from) {
    if (figure.frame) figure.refresh();
    const chosen = boxes.filter((box) => box.querySelector('input')?.checked);
    const names = chosen.map((box) => /** @type {any} */ (box.querySelector('input')).value);
    if (!names.length) return tell('Choose at least one input that may change.', true);
    if (packed && !graph) graph = figure.graphOf(packed);
    const wanted = names.filter((input) => graph && MARK + input in graph.outputs);
    const listed = names.join(', ').replace(/, ([^,]+)$/, ' and $1');
    if (!wanted.length) return tell(WHY_NOT.flat(listed, ''), true);
    const parts = wanted.map((input) => figure.inputs.get(input));
    const start = Float64Array.from(
      wanted.flatMap((input) => from[input] ?? figure.state[input]),
    );
    const bound = (/** @type {0 | 1} */ side, /** @type {number} */ none) =>
      Float64Array.from(
        parts.flatMap(({ name: input, domain }) =>
          figure.state[input].map(() => domain?.[side] ?? none),
        ),
      );
    /** @param {Float64Array} x */
    const parted = (x) => {
      let end = 0;
      return Object.fromEntries(
        wanted.map((input) => {
          end += figure.state[input].length;
          return [input, Array.from(x.subarray(end - figure.state[input].length, end))];
        }),
      );
    };
    const place = Number(which.value);
    /** @param {Float64Array} x */
    const look = (x) => {
      for (const [input, list] of Object.entries(parted(x))) graph.set(input, list);
      graph.run();
      const slopes = wanted.map((input) => graph.value(graph.outputs[MARK + input]));
      const g = Float64Array.from(slopes.flatMap((list) => Array.from(list)));
      return bend(graph.value(id)[place], g, described.domain);
    };
    for (const input of figure.inputs.keys()) figure.give(input, graph);
    graph.set(MARK + name, Array.from(figure.graph.value(id), (_, i) => Number(i === place)));
    let found;
    try {
      const { y: bent } = bend(goal, new Float64Array(), described.domain);
      found = solve(look, start, bent, bound(0, -Infinity), bound(1, Infinity));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return tell(`This cannot be computed. ${reason} Nothing was changed.`, true);
    }
    const { x, how } = found;
    const y = unbend(found.y, described.domain);
    if (how !== 'reached') {
      return tell(`${WHY_NOT[how](listed, shown(y))} Nothing was changed.`, true);
    }
    const far = Math.hypot(...x.map((value, i) => value - start[i]));
    figure.edit(parted(x), edits);
    figure.sync();
    tell(
      far === 0
        ? 'It is there already.'
        : `It is ${shown(goal)}. The numbers moved by ${shown(far)} altogether (the root of the ` +
            'squares): the least that does it around here; another answer may lie elsewhere. ' +
            'Undo takes it back.',
    );
  }

  // ---- the goal by keys and by dragging

  /** @param {number} steps @param {number} goal */
  function towards(steps, goal) {
    const value = tidy(goal + steps * step());
    field.value = String(value);
    const { problem } = /** @type {any} */ (readNumber(described, field.value));
    if (problem || isAtEnd(value)) tell(problem ?? described.refusal, true);
    else reach(value, group, origin ?? {});
  }

  field.addEventListener('input', () => {
    isWish = true;
    tell('');
  });
  field.addEventListener('focusout', () => follow());
  field.addEventListener('keydown', (event) => {
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    const way = { ArrowUp: size, ArrowDown: -size }[event.key];
    if (event.isComposing || (event.key !== 'Enter' && !way)) return;
    event.preventDefault();
    if (!way) return typed();
    const { value } = /** @type {any} */ (readNumber(described, field.value));
    group = {};
    towards(way, value ?? now());
  });
  field.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || document.activeElement === field) return;
    const { value } = /** @type {any} */ (readNumber(described, field.value));
    field.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, goal: value ?? now(), steps: 0 };
    group = {};
    origin = Object.fromEntries(by.map((input) => [input, figure.state[input]]));
  });
  field.addEventListener('mousedown', (event) => {
    if (drag) event.preventDefault();
  });
  field.addEventListener('pointermove', (event) => {
    if (!drag || Math.abs(event.clientX - drag.x) < DRAG_STARTS) return;
    const steps = Math.round((event.clientX - drag.x) / DRAG_STEP);
    if (steps === drag.steps) return;
    drag.steps = steps;
    towards(steps, drag.goal);
  });
  const end = () => {
    if (drag && !drag.steps) field.focus();
    if (drag) field.select();
    drag = null;
    origin = null;
  };
  field.addEventListener('pointerup', end);
  field.addEventListener('pointercancel', end);

  return { element, paint: follow, restart };
}

/** @type {Record<string, (by: string, y: string) => string>} as in pulling.py */
const WHY_NOT = {
  flat: (by) => `No small change of ${by} moves it: its slope is zero there.`,
  stuck: (by, y) =>
    `It came to ${y} and got no further: no small change of ${by} brings it nearer.`,
  'no number': () => 'It is no finite number there, so there is no way to go.',
};

/** A step of the size of the number. @param {number} x */
function stepFor(x) {
  const size = Math.abs(x);
  return size < 1 || !Number.isFinite(size) ? 0.05 : size < 10 ? 0.1 : 1;
}

/**
 * The numbers that can be pulled, and what they are called.
 *
 * @param {any} figure
 * @param {Described} described
 * @param {number[]} shape
 * @returns {{at: number, text: string, lang?: string}[]}
 */
function placesOf(figure, described, shape) {
  const [columns = 1, rows = 1, layers = 1] = [...shape].reverse();
  const beside = figure.labels(described.rows, rows);
  const above = figure.labels(described.columns, columns);
  const places = [];
  for (let at = 0; at < layers * rows * columns; at++) {
    const column = at % columns;
    const row = Math.floor(at / columns) % rows;
    const words = [
      layers > 1 ? `${figure.layer} ${Math.floor(at / (columns * rows)) + 1}` : '',
      shape.length > 1 ? (beside?.[row] ?? `row ${row + 1}`) : '',
      above?.[column] ?? (shape.length > 1 ? `column ${column + 1}` : `entry ${column + 1}`),
    ].filter(Boolean);
    if (words.includes('–')) continue; // filler of a short sentence
    const lang = words.length === 1 ? languageOf(described.lang, words[0]) : undefined;
    places.push({ at, text: words.join(', '), lang });
  }
  return places;
}
