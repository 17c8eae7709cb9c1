// @ts-check
/**
 * A plane of two coordinates: planes.py once more, and what is bound to an input is dragged.
 *
 * @typedef {import('./drawing.js').Tree} Tree
 * @typedef {[x: number, y: number]} Place
 * @typedef {{as: string, name: string, node: (number | null)[], symbol: [string, string][],
 *   hue?: string, rows?: string[], label?: string, look?: string, input?: string,
 *   other?: {node: number[]}, back?: number[]}} Layer
 */

import { make } from './dom.js';
import { living, near, words } from './drawing.js';
import { gripFor, listenToGrips } from './grips.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const SIZE = 320; // width of the drawing, in its own units
const HEAD = 11; // an arrow's
const BREADTH = 5.5;
const UNITS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const MOST_LINES = 10;
const LETTER = 10;
/** @type {Record<string, string>} */
const RISE = { sup: '-5', sub: '4' };

/** @type {import('./views.js').Maker} */
export function planeView(figure, described) {
  /** @type {Layer[]} */
  const layers = described.layers.filter((/** @type {Layer} */ layer) => layer.node[figure.number] !== null);
  const idOf = (/** @type {Layer} */ { node }) => /** @type {number} */ (node[figure.number]);
  const others = layers.flatMap(({ other }) => (other ? other.node[figure.number] : []));
  const valueAt = (/** @type {number} */ id) => figure.graph.value(id);
  const frame = new Frame(described);
  const { drawing, paint } = living(() => drawn(frame, described, layers, figure));
  drawing.setAttribute('role', 'group');
  /** @type {(() => void)[]} */
  const follow = [];
  const held = [.../** @type {Element} */ (drawing.lastElementChild).children];
  layers.forEach((layer, at) => {
    if (layer.as !== 'arrows' && layer.as !== 'dots') return;
    const id = idOf(layer);
    const back = layer.back ? layer.back[figure.number] : null;
    [...drawing.children[frame.marks + at].children].forEach((element, row) => {
      const name = () => spoken(layer, row);
      const cell = { id, index: 2 * row, element, write: () => {}, name };
      if (!layer.input) figure.show({ kind: `plane ${at}`, name: layer.name }, cell);
      else {
        const grip = { layer, row, at: () => pair(valueAt(id), row), back, said: name };
        follow.push(gripFor(figure, /** @type {Element} */ (held.shift()), grip));
      }
    });
  });
  listenToGrips(figure, drawing, frame);
  const paintAll = () => {
    paint();
    for (const act of follow) act();
  };
  const title = described.label ? make('p', { class: 'hm-above' }, described.label) : null;
  const element = framed({ ...described, name: undefined }, title, drawing);
  return { element, paint: paintAll, ids: [...layers.map(idOf), ...others] };
}

/** @param {ArrayLike<number>} values @param {number} i @returns {Place} */
function pair(values, i) {
  return [values[2 * i], values[2 * i + 1]];
}

/** @param {ArrayLike<number>} values @returns {Place[]} */
function pairs(values) {
  return Array.from({ length: values.length / 2 }, (_, i) => pair(values, i));
}

/** From two coordinates to a place in the drawing. */
class Frame {
  /** @param {{x: Place, y: Place, axes: string[]}} described */
  constructor({ x, y }) {
    this.x = x;
    this.y = y;
    this.size = SIZE;
    this.scale = SIZE / (x[1] - x[0]);
    this.height = this.scale * (y[1] - y[0]);
    const most = Math.max(x[1] - x[0], y[1] - y[0]) / MOST_LINES;
    this.unit = UNITS.find((unit) => unit >= most) ?? /** @type {number} */ (UNITS.at(-1));
    this.marks = 0; // elements below the layers
  }

  /** @param {Place} point @returns {Place} */
  at([x, y]) {
    return [(x - this.x[0]) * this.scale, this.height - (y - this.y[0]) * this.scale];
  }

  /** @param {string[]} names @returns {Tree[]} */
  ground(names) {
    const [width, height] = [near(SIZE), near(this.height)];
    const lines = [
      ...this.steps(this.x).map((x) => `M${near(this.at([x, 0])[0])} 0V${height}`),
      ...this.steps(this.y).map((y) => `M0 ${near(this.at([0, y])[1])}H${width}`),
    ];
    const [left, base] = this.at([0, 0]);
    const [right, top] = this.at([this.unit, this.unit]);
    const unit = String(this.unit);
    /** @type {Tree[]} */
    const ground = [
      ['path', { class: 'hm-ground', d: lines.join('') }],
      ['path', { class: 'hm-axes', d: `M${near(left)} 0V${height}M0 ${near(base)}H${width}` }],
      words('hm-tick', right, base + 13, 'middle', unit),
      words('hm-tick', left - 5, top + 4, 'end', unit),
      words('hm-tick', SIZE - 4, base - 6, 'end', names[0]),
      words('hm-tick', left + 7, 12, 'start', names[1]),
    ];
    this.marks = ground.length;
    return ground;
  }

  /** @param {Place} ends @returns {number[]} */
  steps([low, high]) {
    const first = Math.ceil(low / this.unit);
    const count = Math.floor(high / this.unit) - first + 1;
    return Array.from({ length: count }, (_, i) => this.unit * (first + i));
  }
}

/** @param {Frame} frame @param {any} described @param {Layer[]} layers @param {any} figure @returns {Tree} */
function drawn(frame, described, layers, figure) {
  const valuesOf = (/** @type {(number | null)[]} */ node) => figure.graph.value(node[figure.number]);
  const ground = described.axes ? frame.ground(described.axes) : [];
  const said = layers.flatMap((layer) =>
    layer.as === 'arrows' || layer.as === 'dots'
      ? pairs(valuesOf(layer.node)).map(([x, y], i) => `${spoken(layer, i)} at ${shown(x)}, ${shown(y)}`)
      : [],
  );
  return [
    'svg',
    {
      viewBox: `0 0 ${SIZE} ${near(frame.height)}`,
      class: 'hm-plane',
      'aria-label': `${described.label ?? 'Plane'}: ${said.join('; ')}`,
    },
    ...ground,
    ...layers.map((layer) => {
      const tails = layer.other ? pairs(valuesOf(layer.other.node)) : null;
      const shape = figure.graph.shape(layer.node[figure.number]);
      return layerOf(frame, layer, valuesOf(layer.node), tails, shape);
    }),
    ['g', {}, ...layers.flatMap((layer) => (layer.input ? gripsOf(frame, layer, valuesOf(layer.node)) : []))],
  ];
}

/** What is dragged, above all else. @param {Frame} frame @param {Layer} layer @param {ArrayLike<number>} values @returns {Tree[]} */
function gripsOf(frame, layer, values) {
  return pairs(values).map((row) => {
    const isSeen = row.every(Number.isFinite);
    const [x, y] = isSeen ? frame.at(row) : [0, 0];
    const about = { class: 'hm-grip', 'data-hue': layer.hue };
    return ['circle', { ...about, cx: near(x), cy: near(y), r: isSeen ? '11' : '0' }];
  });
}

/**
 * @param {Frame} frame
 * @param {Layer} layer
 * @param {ArrayLike<number>} values
 * @param {Place[] | null} tails
 * @param {number[]} shape
 * @returns {Tree}
 */
function layerOf(frame, layer, values, tails, shape) {
  const look = layer.look ? ` hm-${layer.look}` : '';
  const about = { class: `hm-layer hm-${layer.as}${look}`, 'data-hue': layer.hue };
  const rows = pairs(values);
  if (layer.as === 'paths') {
    const count = /** @type {number} */ (shape.at(-2));
    return ['g', about, ['path', { d: linesOf(frame, rows, count) }]];
  }
  const points = rows.map((row) => frame.at(row));
  if (layer.as === 'outline') {
    return ['g', about, ['polygon', { points: points.map((point) => point.map(near).join(',')).join(' ') }]];
  }
  const middle = points.reduce(([a, b], [x, y]) => [a + x, b + y], [0, 0]).map((sum) => sum / points.length);
  const origin = frame.at([0, 0]);
  const from = (/** @type {number} */ i) => (tails ? frame.at(tails[i]) : origin);
  return ['g', about, ...points.map((point, i) => markOf(frame, layer, i, point, from(i), toward(middle, point)))];
}

/** The direction from one place to another, of length one; none if they are too near. @param {number[]} start @param {number[]} end @returns {Place} */
function toward([x, y], [endX, endY]) {
  const length = Math.hypot(endX - x, endY - y);
  return length >= 1 ? [(endX - x) / length, (endY - y) / length] : [0, 0];
}

/** @param {Frame} frame @param {Place[]} rows @param {number} count of points in each line */
function linesOf(frame, rows, count) {
  let d = '';
  let pen = 'M';
  rows.forEach((row, i) => {
    if (i % count === 0) pen = 'M';
    if (!row.every(Number.isFinite)) pen = 'M';
    else {
      const [x, y] = frame.at(row);
      d += `${pen}${near(x)} ${near(y)}`;
      pen = 'L';
    }
  });
  return d;
}

/** @param {Frame} frame @param {Layer} layer @param {number} i @param {Place} tip @param {Place} tail @param {Place} side @returns {Tree} */
function markOf(frame, layer, i, tip, tail, side) {
  const isSeen = [...tip, ...tail].every(Number.isFinite);
  const [x, y] = isSeen ? tip : [0, 0];
  const [fromX, fromY] = isSeen ? tail : [0, 0];
  const shade = { visibility: isSeen ? null : 'hidden' };
  if (layer.as === 'drops') {
    return ['g', shade, ['line', { x1: near(fromX), y1: near(fromY), x2: near(x), y2: near(y) }]];
  }
  /** @type {Tree} */
  const mark =
    layer.as === 'arrows'
      ? ['path', { class: 'hm-arrow', d: arrowOf(fromX, fromY, x, y) }]
      : ['circle', { class: 'hm-point', cx: near(x), cy: near(y), r: '6' }];
  return ['g', shade, mark, nameOf(frame, layer, i, [x, y], [fromX, fromY], side)];
}

/** @param {number} x @param {number} y @param {number} tipX @param {number} tipY */
function arrowOf(x, y, tipX, tipY) {
  const length = Math.hypot(tipX - x, tipY - y);
  if (length < 1) return '';
  const [along, up] = [(tipX - x) / length, (tipY - y) / length];
  const head = Math.min(HEAD, length);
  const wide = (BREADTH * head) / HEAD;
  const [neckX, neckY] = [tipX - head * along, tipY - head * up];
  const side = (/** @type {number} */ w) => `L${near(neckX - w * up)} ${near(neckY + w * along)}`;
  const shaft = `M${near(x)} ${near(y)}L${near(neckX)} ${near(neckY)}`;
  return `${shaft}M${near(tipX)} ${near(tipY)}${side(wide)}${side(-wide)}Z`;
}

/** @param {Frame} frame @param {Layer} layer @param {number} i @param {Place} tip @param {Place} tail @param {Place} side @returns {Tree} */
function nameOf(frame, layer, i, tip, tail, side) {
  const parts = partsOf(layer, i);
  const width = LETTER * parts.reduce((sum, [, text]) => sum + text.length, 0);
  const beyond = layer.as === 'arrows' ? toward(tail, tip) : [0, 0];
  let [along, up] = toward([0, 0], [3 * beyond[0] + 2 * side[0], 3 * beyond[1] + 2 * side[1]]);
  if (along === 0 && up === 0) [along, up] = [0.7, -0.7];
  const left = tip[0] + 15 * along - (width * (1 - along)) / 2;
  const x = Math.min(SIZE - width - 3, Math.max(3, left));
  const y = Math.min(frame.height - 5, Math.max(14, tip[1] + 15 * up + 5));
  const inside = parts.map(([kind, text]) => ['tspan', { class: `hm-${kind}`, dy: RISE[kind] }, text]);
  return words('hm-name', x, y, 'start', ...inside);
}

/** @param {Layer} layer @param {number} i @returns {[string, string][]} */
function partsOf({ rows, label, symbol }, i) {
  if (rows) return [['span', rows[i]]];
  return label ? [['span', label]] : symbol;
}

/** @param {Layer} layer @param {number} i */
function spoken(layer, i) {
  return partsOf(layer, i)
    .map(([, text]) => text)
    .join(' ');
}
