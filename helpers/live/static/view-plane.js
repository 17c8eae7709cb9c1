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
import { Room } from './room.js';
import { framed } from './table.js';

const SIZE = 320; // width of the drawing, in its own units
const HEAD = 11; // an arrow's
const FINE = 7;
const UNITS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const MOST_LINES = 10;
const GAP = 12;
const GROUND = 6; // elements below the layers
/** @type {Record<string, string>} */
const RISE = { sup: '-5', sub: '4' };

/** @type {import('./views.js').Maker} */
export function planeView(figure, described) {
  /** @type {Layer[]} */
  const layers = described.layers.filter((/** @type {Layer} */ layer) => layer.node[figure.number] !== null);
  const idOf = (/** @type {Layer} */ { node }) => /** @type {number} */ (node[figure.number]);
  const others = layers.flatMap(({ other }) => (other ? other.node[figure.number] : []));
  const zoom = described.zoom?.node[figure.number] ?? null;
  const valueAt = (/** @type {number} */ id) => figure.graph.value(id);
  /** @type {Frame} */
  let frame;
  const { drawing, paint } = living(() => {
    frame = new Frame(described, zoom === null ? 1 : valueAt(zoom)[0]);
    return drawn(frame, described, layers, figure);
  });
  /** @type {(() => void)[]} */
  const follow = [];
  const held = [.../** @type {Element} */ (drawing.lastElementChild).children];
  layers.forEach((layer, at) => {
    if (layer.as !== 'arrows' && layer.as !== 'dots') return;
    const id = idOf(layer);
    const back = layer.back ? layer.back[figure.number] : null;
    [...drawing.children[GROUND * (described.axes ? 1 : 0) + at].children].forEach((element, row) => {
      const name = () => spoken(layer, row);
      const cell = { id, index: 2 * row, element, write: () => {}, name };
      if (!layer.input) figure.show({ kind: `plane ${at}`, name: layer.name }, cell);
      else {
        const grip = { layer, row, at: () => pair(valueAt(id), row), back, said: name };
        follow.push(gripFor(figure, /** @type {Element} */ (held.shift()), grip));
      }
    });
  });
  listenToGrips(figure, drawing, () => frame);
  const paintAll = () => {
    paint();
    for (const act of follow) act();
  };
  const title = described.label ? make('p', { class: 'hm-above' }, described.label) : null;
  const element = framed({ ...described, name: undefined }, title, drawing);
  return { element, paint: paintAll, ids: [...layers.map(idOf), ...others, zoom] };
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
  /** @param {{x: Place, y: Place}} described @param {number} zoom how many times as far it reaches */
  constructor({ x, y }, zoom) {
    this.x = /** @type {Place} */ (x.map((end) => zoom * end));
    this.y = /** @type {Place} */ (y.map((end) => zoom * end));
    const [across, up] = [this.x, this.y].map(([low, high]) => high - low);
    this.scale = SIZE / across;
    this.height = this.scale * up;
    const most = Math.max(across, up) / MOST_LINES;
    this.unit = UNITS.find((unit) => unit >= most) ?? /** @type {number} */ (UNITS.at(-1));
    this.room = new Room(SIZE, this.height);
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
    const [half, other] = names.map((name) => 3 * name.length);
    this.room.taken.push([right, base + 9, 6, 5], [left - 10, top, 6, 5]);
    this.room.taken.push([SIZE - 4 - half, base - 10, half, 5], [left + 7 + other, 8, other, 5]);
    return [
      ['path', { class: 'hm-ground', d: lines.join('') }],
      ['path', { class: 'hm-axes', d: `M${near(left)} 0V${height}M0 ${near(base)}H${width}` }],
      words('hm-tick', right, base + 13, 'middle', unit),
      words('hm-tick', left - 5, top + 4, 'end', unit),
      words('hm-tick', SIZE - 4, base - 6, 'end', names[0]),
      words('hm-tick', left + 7, 12, 'start', names[1]),
    ];
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
  const tailsOf = (/** @type {Layer} */ { other }) => other ? pairs(valuesOf(other.node)) : null;
  const ground = described.axes ? frame.ground(described.axes) : [];
  for (const layer of layers) take(frame, layer, valuesOf(layer.node), tailsOf(layer));
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
      role: 'group',
      'aria-label': `${described.label ?? 'Plane'}: ${said.join('; ')}`,
    },
    ...ground,
    ...layers.map((layer) => {
      const shape = figure.graph.shape(layer.node[figure.number]);
      return layerOf(frame, layer, valuesOf(layer.node), tailsOf(layer), shape);
    }),
    ['g', {}, ...layers.flatMap((layer) => (layer.input ? gripsOf(frame, layer, valuesOf(layer.node)) : []))],
  ];
}

/** Take the room of points, arrows and lines, so that no name comes to lie on them. @param {Frame} frame @param {Layer} layer @param {ArrayLike<number>} values @param {Place[] | null} tails */
function take(frame, { as, look }, values, tails) {
  if (as === 'outline' || (as === 'paths' && look === 'faint')) return;
  const wide = as === 'arrows' || as === 'dots' ? 8 : 3;
  pairs(values).forEach((row, i) => {
    const [x, y] = frame.at(row);
    const [fromX, fromY] = tails || as === 'arrows' ? frame.at(tails?.[i] ?? [0, 0]) : [x, y];
    const away = Math.hypot(fromX - x, fromY - y);
    if (!Number.isFinite(away)) return;
    frame.room.taken.push([x, y, wide, wide]);
    for (let at = GAP; at <= Math.min(away, SIZE) - GAP; at += GAP) {
      frame.room.taken.push([x + (at / away) * (fromX - x), y + (at / away) * (fromY - y), 3, 3]);
    }
  });
}

/** What is dragged, above all else. @param {Frame} frame @param {Layer} layer @param {ArrayLike<number>} values @returns {Tree[]} */
function gripsOf(frame, layer, values) {
  return pairs(values).map((row) => {
    const isSeen = row.every(Number.isFinite);
    const [x, y] = isSeen ? frame.at(row) : [0, 0];
    const about = { class: 'hm-grip', 'data-hue': layer.hue };
    return ['circle', { ...about, cx: near(x), cy: near(y), r: isSeen ? 11 : 0 }];
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
  return length >= 1 && length < Infinity ? [(endX - x) / length, (endY - y) / length] : [0, 0];
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
      ? ['path', { class: 'hm-arrow', d: arrowOf(fromX, fromY, x, y, layer.look === 'fine' ? FINE : HEAD) }]
      : ['circle', { class: 'hm-point', cx: near(x), cy: near(y), r: 6 }];
  return ['g', shade, mark, nameOf(frame, layer, i, [x, y], [fromX, fromY], side, isSeen)];
}

/** @param {number} x @param {number} y @param {number} tipX @param {number} tipY @param {number} most */
function arrowOf(x, y, tipX, tipY, most) {
  const length = Math.hypot(tipX - x, tipY - y);
  if (length < 1) return '';
  const [along, up] = [(tipX - x) / length, (tipY - y) / length];
  const head = Math.min(most, length);
  const wide = head / 2;
  const [neckX, neckY] = [tipX - head * along, tipY - head * up];
  const side = (/** @type {number} */ w) => `L${near(neckX - w * up)} ${near(neckY + w * along)}`;
  const shaft = `M${near(x)} ${near(y)}L${near(neckX)} ${near(neckY)}`;
  return `${shaft}M${near(tipX)} ${near(tipY)}${side(wide)}${side(-wide)}Z`;
}

/** @param {Frame} frame @param {Layer} layer @param {number} i @param {Place} tip @param {Place} tail @param {Place} side @param {boolean} isSeen @returns {Tree} */
function nameOf(frame, layer, i, tip, tail, side, isSeen) {
  const parts = partsOf(layer, i);
  const beyond = layer.as === 'arrows' ? toward(tail, tip) : [0, 0];
  const way = toward([0, 0], [3 * beyond[0] + 2 * side[0], 3 * beyond[1] + 2 * side[1]]);
  const name = isSeen ? parts.map(([, text]) => text).join('') : '';
  const [x, y] = name ? frame.room.put(tip, way.some(Boolean) ? way : [0.7, -0.7], name) : tip;
  const inside = parts.map(([kind, text]) => ['tspan', { class: `hm-${kind}`, dy: RISE[kind] }, text]);
  return words('hm-name', x, y + 5, 'middle', ...inside);
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
