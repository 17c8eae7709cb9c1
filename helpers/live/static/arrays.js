// @ts-check
/**
 * Arrays as NumPy has them, computed at once by the operations of the graph: what Python code that
 * is read in a page works on. Here are shapes, kinds of numbers and refusals; the arithmetic is
 * that of `graph.js` alone.
 *
 * @typedef {'b' | 'i' | 'f'} Kind truth values, whole numbers, floats
 * @typedef {{shape: number[], data: Float64Array, kind: Kind, plain?: boolean, given?: boolean,
 *   shared?: boolean}} Arr `plain` is a number of Python's own, not NumPy's; `given` may not be
 *   changed in place; `shared` has been looked at through a view
 */

/** @type {Pick<typeof import('./graph.js'), 'planFor' | 'placeOf' | 'sizeOf'>} */
let engine;

/** Hand in the operations: those that the page's figures compute with. @param {typeof engine} graph */
export function computeWith(graph) {
  engine = graph;
}

/** @typedef {typeof import('./refusals.js')['REFUSALS']} Refusals @type {Refusals | undefined} */
let refusals;

/** Hand in what refusals say, which is loaded apart. @param {Refusals} table */
export function refuseWith(table) {
  refusals = table;
}

/** What was asked for is not loaded yet: whoever catches this loads it, and runs the lines again. */
export class Wanting extends Error {}

const MOST_NUMBERS = 250_000; // in one array
const MOST_WORK = 4e7; // numbers touched in one run: well under a second

/** An error as Python would raise it, with what to try. */
export class PythonError extends Error {
  /** @param {string} kind @param {string} message @param {string} [hint] */
  constructor(kind, message, hint = '') {
    super(message);
    this.kind = kind;
    this.hint = hint;
    /** @type {number | null} */
    this.line = null;
  }
}

/** What Python knows and this reader does not. */
export class Beyond extends PythonError {
  /** @param {string} message @param {string} [hint] */
  constructor(message, hint = '') {
    super('', message, hint);
  }
}

/**
 * An error, by the name of its sentence.
 *
 * @template {keyof Refusals} K
 * @param {K} name @param {Parameters<Refusals[K]>} given @returns {PythonError}
 */
export function refusal(name, ...given) {
  if (!refusals) throw new Wanting();
  /** @type {any} */
  const say = refusals[name];
  const [kind, message, hint, line = null] = say(...given);
  const error = kind === 'Beyond' ? new Beyond(message, hint) : new PythonError(kind, message, hint);
  return Object.assign(error, { line });
}

let work = 0;

/** Begin to count anew: each run may do as much. */
export function startCounting() {
  work = 0;
}

/** @param {number} numbers that are touched */
export function spend(numbers) {
  work += numbers;
  if (work > MOST_WORK) {
    throw refusal('steps');
  }
}

/** @param {number} x @param {Kind} [kind] @returns {Arr} a number of Python's own */
export function number(x, kind = Number.isInteger(x) ? 'i' : 'f') {
  return { shape: [], data: Float64Array.of(x), kind, plain: true };
}

/** @param {boolean} x */
export const truth = (x) => number(Number(x), 'b');

/** @param {number[]} shape @param {ArrayLike<number>} list @param {Kind} [kind] @returns {Arr} */
export function array(shape, list, kind = 'f') {
  return { shape, data: Float64Array.from(list), kind };
}

/** @param {number[]} shape @returns {string} as Python writes it: (2, 3), (4,) */
export function shapeText(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/** @param {number[]} shape @param {number} [touched] */
function admit(shape, touched = 0) {
  if (shape.some((n) => n < 0)) throw refusal('negative');
  const size = engine.sizeOf(shape);
  if (size > MOST_NUMBERS) {
    throw refusal('large', shape);
  }
  spend(size + touched + 20);
}

/**
 * Run one operation of the engine.
 *
 * @param {string} op
 * @param {Arr[]} operands
 * @param {number[]} shape
 * @param {Kind} kind
 * @param {unknown} [attrs]
 * @param {number} [touched] numbers that are read besides
 * @returns {Arr}
 */
export function compute(op, operands, shape, kind, attrs = null, touched = 0) {
  admit(shape, touched);
  const ins = [...operands.keys()];
  const node = { id: ins.length, op, ins, shape, attrs, name: null, source: null, boolean: false };
  /** @type {any} */
  const nodes = operands;
  /** @type {any} */
  const plans = operands.map(({ data }) => ({ out: data }));
  const plan = engine.planFor(node, nodes, plans);
  plan.run();
  if (kind !== 'i') return { shape, data: plan.out, kind };
  if (plan.out.some((x) => Math.abs(x) > Number.MAX_SAFE_INTEGER)) throw refusal('whole');
  return { shape, data: plan.out.map((x) => x + 0), kind }; // whole numbers have no −0
}

/** @param {number[][]} shapes @returns {number[]} */
export function broadcastShapes(shapes) {
  const n = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: n }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - n + shape.length] ?? 1);
    const long = lengths.find((length) => length !== 1) ?? 1;
    if (lengths.some((length) => length !== 1 && length !== long)) {
      throw refusal('broadcast', shapes);
    }
    return long;
  });
}

/** @param {Arr[]} arrays @returns {Kind} the largest: a whole number and a float make a float */
function common(...arrays) {
  const kinds = arrays.map(({ kind }) => kind);
  return kinds.includes('f') ? 'f' : kinds.includes('i') ? 'i' : 'b';
}

const COMPARE = new Set(['greater', 'greater_equal', 'less', 'less_equal', 'equal', 'not_equal']);
const KEEPS = new Set(['negative', 'square', 'absolute', 'sign', 'floor']);

/** A function of each number. @param {string} op @param {Arr} x @returns {Arr} */
export function unary(op, x) {
  const isNot = op === 'logical_not';
  if (x.kind === 'b' && !x.plain && !isNot) throw refusal('ofMask', op);
  const kind = isNot ? 'b' : !KEEPS.has(op) ? 'f' : x.kind === 'b' ? 'i' : x.kind;
  const made = compute(op, [x], x.shape, kind);
  return isNot || op === 'negative' || op === 'absolute' ? like(made, x) : made;
}

/** NumPy's, no longer Python's own. @param {Arr} x @returns {Arr} */
export const numpy = (x) => (x.plain ? { ...x, plain: false } : x);

/** Plain as what it was made from. @param {Arr} made @param {...Arr} from */
function like(made, ...from) {
  if (from.every(({ plain }) => plain)) made.plain = true;
  return made;
}

/** A function of two numbers. @param {string} op @param {Arr} x @param {Arr} y @returns {Arr} */
export function binary(op, x, y) {
  const plain = x.plain && y.plain;
  let kind = common(x, y);
  if (kind === 'b' && !plain && op === 'subtract') throw refusal('minusMask');
  const shape = broadcastShapes([x.shape, y.shape]);
  if (COMPARE.has(op)) return like(compute(op, [x, y], shape, 'b'), x, y);
  if (kind === 'b' && !plain) {
    const same = { add: 'logical_or', multiply: 'logical_and', maximum: op, minimum: op }[op];
    if (same) return compute(same, [x, y], shape, 'b');
    if (op !== 'divide') throw refusal('twoMasks');
  }
  if (kind === 'b') kind = 'i';
  if (plain && ['divide', 'remainder', 'floor_divide'].includes(op) && y.data[0] === 0) throw refusal('zero');
  if (op === 'divide') kind = 'f';
  if (op === 'power') {
    if (x.kind === 'b' && !x.plain) throw refusal('ofMask', op); // NumPy makes it an int8
    if (kind === 'i' && y.data.some((n) => n < 0)) {
      if (!plain) throw refusal('powers');
      kind = 'f';
    }
    if (plain && x.data[0] === 0 && y.data[0] < 0) throw refusal('zeroPower');
    if (plain && x.data[0] < 0 && !Number.isInteger(y.data[0])) throw refusal('complex');
  }
  if (op === 'remainder' || op === 'floor_divide') {
    const rest = compute('remainder', [x, y], shape, kind === 'i' ? 'f' : kind);
    const whole = op === 'floor_divide';
    const exact = binary('divide', numpy(x), y);
    const made = whole ? floored(x, y, rest, exact) : rest;
    const isZero = compute('equal', [y, number(0)], y.shape, 'b');
    const instead = kind === 'i' ? number(0) : whole ? exact : made;
    return like(compute('where', [isZero, instead, made], shape, kind), x, y);
  }
  const made = compute(op, [x, y], shape, kind);
  return op === 'maximum' || op === 'minimum' ? made : like(made, x, y);
}

/**
 * NumPy's own way: what is left over is taken off first, so that the division comes out even. What
 * is left over equals an infinite divisor where the signs differ: that is −1. A zero has the sign
 * of the quotient.
 *
 * @param {Arr} x @param {Arr} y @param {Arr} rest @param {Arr} exact @returns {Arr}
 */
function floored(x, y, rest, exact) {
  const even = unary('floor', binary('add', binary('divide', binary('subtract', x, rest), y), number(0.5)));
  const signed = where(even, even, binary('multiply', exact, number(0)));
  return where(binary('equal', rest, y), number(-1), signed);
}

/** `&` and `|`. @param {string} op @param {Arr} x @param {Arr} y @returns {Arr} */
export function logic(op, x, y) {
  if (x.kind !== 'b' || y.kind !== 'b') throw refusal('logic');
  return like(compute(op, [x, y], broadcastShapes([x.shape, y.shape]), 'b'), x, y);
}

/** @param {Arr} x @param {Arr} y @returns {Arr} */
export function matmul(x, y) {
  const single = [x, y].findIndex(({ shape }) => !shape.length);
  if (single >= 0) throw refusal('single', single);
  if (x.kind === 'b' && y.kind === 'b') throw refusal('product');
  const rows = x.shape.length === 1 ? view(x, [1, ...x.shape]) : x;
  const columns = y.shape.length === 1 ? view(y, [...y.shape, 1]) : y;
  const inner = rows.shape[rows.shape.length - 1];
  const other = columns.shape[columns.shape.length - 2];
  if (inner !== other) throw refusal('matmul', x.shape, y.shape, inner, other);
  const lead = broadcastShapes([rows.shape.slice(0, -2), columns.shape.slice(0, -2)]);
  const shape = [...lead, rows.shape[rows.shape.length - 2], columns.shape[columns.shape.length - 1]];
  const made = compute('matmul', [rows, columns], shape, common(x, y), null, engine.sizeOf(shape) * inner);
  const ends = [...(x.shape.length > 1 ? shape.slice(-2, -1) : []), ...(y.shape.length > 1 ? shape.slice(-1) : [])];
  return ends.length === 2 ? made : view(made, [...lead, ...ends]);
}

/** The same numbers in another shape. @param {Arr} x @param {number[]} shape @returns {Arr} */
export function view(x, shape) {
  return compute('reshape', [x], shape, x.kind);
}

/** @param {Arr} x @param {Arr} made a view of it: changing one in place would change both */
function shared(x, made) {
  x.shared = true;
  made.shared = true;
  return made;
}

/** @param {number} axis @param {number} n @returns {number} counted from the front */
export function axisOf(axis, n) {
  if (axis < -n || axis >= n) throw refusal('axis', axis, n);
  return axis < 0 ? axis + n : axis;
}

/** @param {number[] | null} axes @param {number} n @returns {number[]} all of them for none */
function axesOf(axes, n) {
  if (axes === null) return Array.from({ length: n }, (_, i) => i);
  const found = axes.map((axis) => axisOf(axis, n));
  if (new Set(found).size < found.length) throw refusal('duplicate');
  return found.sort((a, b) => a - b);
}

/** @param {number[]} shape @param {number[]} axes @param {boolean} keepdims @returns {number[]} */
function left(shape, axes, keepdims) {
  return shape.flatMap((n, axis) => (axes.includes(axis) ? (keepdims ? [1] : []) : [n]));
}

/**
 * sum, prod, max, min, any, all, argmax along axes.
 *
 * @param {string} op @param {Arr} x @param {number[] | null} axis @param {boolean} keepdims
 * @param {string} [asked] what it is for: the least is found as the greatest with the sign turned
 * @returns {Arr}
 */
export function reduce(op, x, axis, keepdims, asked = op) {
  const isAlone = !x.shape.length && axis?.length === 1 && (axis[0] === 0 || axis[0] === -1);
  const axes = isAlone ? [] : axesOf(axis, x.shape.length); // NumPy lets a single number have an axis
  const shape = left(x.shape, axes, keepdims);
  if (op === 'any' || op === 'all') {
    const isTrue = x.kind === 'b' ? x : binary('not_equal', x, number(0));
    const empty = { any: number(0, 'b'), all: number(1, 'b') }[op];
    const made = compute(op === 'any' ? 'max' : 'min', [isTrue], shape, 'b', axes, x.data.length);
    return x.data.length ? made : compute('where', [truth(true), empty, made], shape, 'b');
  }
  if (/max|min/.test(op) && axes.some((i) => !x.shape[i])) throw refusal('empty', asked);
  const kind = op === 'argmax' || (x.kind === 'b' && (op === 'sum' || op === 'prod')) ? 'i' : x.kind;
  return compute(op, [x], shape, kind, axes, x.data.length);
}

/** @param {Arr} x @param {number[] | null} axis @param {boolean} keepdims @returns {Arr} */
export function mean(x, axis, keepdims) {
  const n = engine.sizeOf(axesOf(axis, x.shape.length).map((i) => x.shape[i]));
  return binary('divide', reduce('sum', x, axis, keepdims), array([], [n], 'i'));
}

/** @param {Arr} x @param {number[] | null} axis @param {boolean} keepdims @param {number} ddof @returns {Arr} */
export function variance(x, axis, keepdims, ddof) {
  const n = engine.sizeOf(axesOf(axis, x.shape.length).map((i) => x.shape[i]));
  const far = binary('subtract', x, mean(x, axis, true));
  const total = reduce('sum', unary('square', far), axis, keepdims);
  return binary('divide', total, array([], [Math.max(n - ddof, 0)], 'i'));
}

/** @param {Arr} x @param {number[]} wanted one length may be −1 @returns {Arr} */
export function reshape(x, wanted) {
  const known = wanted.reduce((product, n) => (n === -1 ? product : product * n), 1);
  const free = wanted.filter((n) => n === -1).length;
  if (free > 1) throw refusal('unknown');
  const shape = wanted.map((n) => (n === -1 && known ? x.data.length / known : n));
  if (shape.some((n) => !Number.isInteger(n) || n < 0) || engine.sizeOf(shape) !== x.data.length) {
    throw refusal('reshape', x.data.length, wanted);
  }
  return shared(x, view(x, shape));
}

/** @param {Arr} x @param {number[]} order @returns {Arr} */
export function transpose(x, order) {
  const n = x.shape.length;
  if (order.length !== n) throw refusal('order');
  const axes = order.map((axis) => axisOf(axis, n));
  if (new Set(axes).size < n) throw refusal('repeated');
  return shared(x, compute('transpose', [x], axes.map((axis) => x.shape[axis]), x.kind, axes));
}

/** @param {Arr} x @param {number} first @param {number} second @returns {Arr} */
export function swapaxes(x, first, second) {
  const order = Array.from({ length: x.shape.length }, (_, i) => i);
  const [a, b] = [axisOf(first, order.length), axisOf(second, order.length)];
  [order[a], order[b]] = [order[b], order[a]];
  return transpose(x, order);
}

/** @param {Arr[]} arrays @param {number} axis @returns {Arr} */
export function concatenate(arrays, axis) {
  if (!arrays.length) throw refusal('none', 'concatenate');
  const [{ shape: first }] = arrays;
  if (!first.length) throw refusal('noAxis');
  const at = axisOf(axis, first.length);
  const shapes = arrays.map((one) => one.shape);
  if (shapes.some((one) => one.length !== first.length || one.some((n, i) => i !== at && n !== first[i]))) {
    throw refusal('concatenate', shapes);
  }
  const shape = first.with(at, arrays.reduce((sum, one) => sum + one.shape[at], 0));
  return compute('concatenate', arrays, shape, common(...arrays), at);
}

/** @param {Arr[]} arrays @param {number} axis @returns {Arr} */
export function stack(arrays, axis) {
  if (arrays.some(({ shape }) => shapeText(shape) !== shapeText(arrays[0].shape))) {
    throw refusal('stack');
  }
  if (!arrays.length) throw refusal('none', 'stack');
  const at = axisOf(axis, arrays[0].shape.length + 1);
  return concatenate(arrays.map((one) => view(one, one.shape.toSpliced(at, 0, 1))), at);
}

/** @param {Arr} condition @param {Arr} x @param {Arr} y @returns {Arr} */
export function where(condition, x, y) {
  const mask = condition.kind === 'b' ? condition : binary('not_equal', condition, number(0));
  const shape = broadcastShapes([mask.shape, x.shape, y.shape]);
  return compute('where', [mask, x, y], shape, common(x, y));
}

/** Rows by their numbers. @param {Arr} x @param {Arr} ids @returns {Arr} */
export function take(x, ids) {
  if (!x.shape.length) throw refusal('indices', 0, 1);
  const n = x.shape[0];
  const bad = ids.data.find((i) => i < -n || i >= n);
  if (bad !== undefined) throw refusal('outside', bad, 0, n);
  return compute('take', [x, ids], [...ids.shape, ...x.shape.slice(1)], x.kind);
}

/**
 * @typedef {{from: number | null, to: number | null, by: number | null}} Cut
 * @typedef {Arr | Cut | null | '...'} Key `null` is None: a new axis
 * @param {Arr} x
 * @param {Key[]} keys
 * @returns {Arr}
 */
export function getItem(x, keys) {
  const isArray = (/** @type {Key} */ key) => key !== null && typeof key === 'object' && 'shape' in key && (key.shape.length > 0 || key.kind === 'b');
  if (keys.some(isArray)) {
    const [ids] = keys;
    if (keys.length > 1 || !ids || typeof ids !== 'object' || !('shape' in ids)) {
      throw refusal('severalKeys');
    }
    if (ids.kind !== 'i') throw refusal('keyArray', ids.kind);
    return take(x, ids);
  }
  const used = keys.filter((key) => key !== null && key !== '...').length;
  if (used > x.shape.length) throw refusal('indices', x.shape.length, used);
  if (keys.filter((key) => key === '...').length > 1) throw refusal('ellipsis');
  /** @type {Cut} */
  const all = { from: null, to: null, by: null };
  const rest = Array(x.shape.length - used).fill(all);
  const at = keys.indexOf('...');
  const full = at < 0 ? [...keys, ...rest] : [...keys.slice(0, at), ...rest, ...keys.slice(at + 1)];
  /** @type {[number, number | null, number][]} */
  const cuts = [];
  /** @type {number[]} */
  const kept = [];
  /** @type {number[]} */
  const shape = [];
  let isView = false;
  for (const key of full) {
    if (key === null) {
      shape.push(1);
      isView = true;
      continue;
    }
    const axis = cuts.length;
    const n = x.shape[axis];
    if ('shape' in key) {
      const [i] = key.data;
      if (key.kind === 'f') throw refusal('key');
      if (i < -n || i >= n) throw refusal('outside', i, axis, n);
      const place = i < 0 ? i + n : i;
      cuts.push([place, place + 1, 1]);
      kept.push(1);
    } else {
      isView = true;
      const { cut, length } = sliced(key, n);
      cuts.push(cut);
      kept.push(length);
      shape.push(length);
    }
  }
  const made = view(compute('slice', [x], kept, x.kind, cuts), shape);
  return isView || shape.length ? shared(x, made) : made;
}

/** A slice as Python counts it. @param {Cut} cut @param {number} n */
function sliced({ from, to, by }, n) {
  const step = by ?? 1;
  if (step === 0) throw refusal('step');
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? n : n - 1;
  /** @param {number | null} end @param {number} otherwise */
  const clamp = (end, otherwise) =>
    end === null ? otherwise : Math.min(Math.max(end < 0 ? end + n : end, low), high);
  const start = clamp(from, step > 0 ? 0 : n - 1);
  const stop = clamp(to, step > 0 ? n : -1);
  const length = Math.max(0, Math.ceil((stop - start) / step));
  /** @type {[number, number | null, number]} */
  const found = length ? [start, stop, step] : [0, 0, 1];
  return { cut: found, length };
}

/**
 * Change a part in place: x[keys] = value.
 *
 * @param {Arr} x @param {Key[]} keys @param {Arr} value
 */
export function setItem(x, keys, value) {
  requireOwn(x);
  const places = getItem({ shape: x.shape, data: x.data.map((_, i) => i), kind: 'i' }, keys);
  const shape = broadcastShapes([places.shape, value.shape]);
  if (shapeText(shape) !== shapeText(places.shape)) {
    throw refusal('into', value.shape, places.shape);
  }
  const spread = where(truth(true), value, compute('where', [truth(false), places, places], shape, 'i'));
  for (const [i, place] of places.data.entries()) x.data[place] = x.kind === 'i' ? Math.trunc(spread.data[i]) : spread.data[i];
}

/** x += y and its like. @param {Arr} x @param {Arr} made what x becomes */
export function replaceIn(x, made) {
  requireOwn(x);
  if (shapeText(made.shape) !== shapeText(x.shape)) {
    throw refusal('output', x.shape, made.shape);
  }
  if (x.kind !== 'f' && made.kind === 'f') throw refusal('cast');
  x.data.set(made.data);
}

/** @param {Arr} x */
function requireOwn(x) {
  if (x.given || x.shared) throw refusal(x.given ? 'readOnly' : 'shared');
}

/** @param {Arr} x @returns {Arr} */
export function copy(x) {
  return { shape: x.shape, data: x.data.slice(), kind: x.kind };
}

/** @param {Arr} x @param {Kind} kind @returns {Arr} */
export function astype(x, kind) {
  const data = x.data.map((n) => (kind === 'b' ? Number(n !== 0) : kind === 'i' ? Math.trunc(n) + 0 : n));
  return { shape: x.shape, data, kind };
}

/** @param {number[]} shape @param {Arr} value @returns {Arr} */
export function full(shape, value) {
  admit(shape);
  return array(shape, new Float64Array(engine.sizeOf(shape)).fill(value.data[0]), value.kind);
}

/** Numbers by their place. @param {number[]} shape @param {(place: number[]) => number} f @param {Kind} kind @returns {Arr} */
export function made(shape, f, kind) {
  admit(shape);
  return array(shape, Float64Array.from({ length: engine.sizeOf(shape) }, (_, i) => f(engine.placeOf(shape, i))), kind);
}

/** Python's truth of a value. @param {Arr} x */
export function isTrue(x) {
  if (x.data.length !== 1) throw refusal('truth', x.data.length);
  return x.data[0] !== 0;
}

/** @param {Arr} x @param {string} [what] @returns {number} a whole number, for lengths and places */
export function whole(x, what = 'float') {
  if (x.shape.length || x.kind === 'f') throw refusal('integer', x.shape.length ? 'array' : what, true);
  return x.data[0];
}

/** Lent to what is loaded apart, as `LENT` of `python.js`. */
export const LENT = { astype, axisOf, binary, broadcastShapes, concatenate, copy, full, logic, made, matmul, reduce, refuseWith, reshape, swapaxes, take, transpose, unary, view, where };
