// @ts-check
/**
 * A small part of Python, read in the page: nothing of it is handed to JavaScript to run. Lines are
 * walked node by node, and each number is computed by the operations of the graph (`arrays.js`).
 *
 * @typedef {import('./arrays.js').Arr} Arr
 * @typedef {import('./arrays.js').Key} Key
 * @typedef {import('./arrays.js').Kind} Kind
 * @typedef {import('./syntax.js').PyNode} PyNode
 * @typedef {Arr | Seq | Fn | Type | Names | string | null} Value
 * @typedef {Map<string, Value>} Scope
 */

import * as arrays from './arrays.js';
import { Beyond, number, numpy, PythonError, truth } from './arrays.js';
import { read } from './syntax.js';

const DEEPEST = 40; // calls inside calls
const LONGEST_RANGE = 10_000;

/** A tuple or a list; a tuple may have names for its places. */
export class Seq {
  /** @param {Value[]} items @param {boolean} isList @param {string[]} [names] */
  constructor(items, isList, names = []) {
    this.items = items;
    this.isList = isList;
    this.names = names;
  }
}

/** Something that can be called. */
export class Fn {
  /** @param {string} name @param {(given: Value[], named: Map<string, Value>) => Value} call */
  constructor(name, call) {
    this.name = name;
    this.call = call;
  }
}

/** A kind of numbers: float, int, bool. */
class Type {
  /** @param {string} name @param {Kind} kind */
  constructor(name, kind) {
    this.name = name;
    this.kind = kind;
  }
}

/** A module: np, math. */
class Names {
  /** @param {string} name @param {Record<string, Value>} members */
  constructor(name, members) {
    this.name = name;
    this.members = new Map(Object.entries(members));
  }
}

/** @param {Value} value @returns {value is Arr} */
export const isArr = (value) => typeof value === 'object' && value !== null && 'shape' in value;

/** @param {Value} value */
function typeName(value) {
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (value instanceof Seq) return value.isList ? 'list' : 'tuple';
  if (value instanceof Fn) return 'function';
  if (value instanceof Names) return 'module';
  if (value instanceof Type) return 'type';
  return value.plain ? { b: 'bool', i: 'int', f: 'float' }[value.kind] : 'numpy.ndarray';
}

/** Make an array of a value, lists included. @param {Value} value @returns {Arr} */
function arr(value) {
  if (isArr(value)) return value;
  if (value instanceof Seq) {
    if (!value.items.length) return arrays.array([0], []);
    const parts = value.items.map(arr);
    if (parts.some(({ shape }) => String(shape) !== String(parts[0].shape))) {
      throw new PythonError('ValueError', 'setting an array element with a sequence. The requested array has an inhomogeneous shape', 'All rows must be equally long.');
    }
    return arrays.stack(parts, 0);
  }
  throw new PythonError('TypeError', `a number or an array was expected here, not ${typeName(value)}`);
}

/** @param {Value} value @returns {number} */
const whole = (value) => {
  if (!isArr(value)) throw new PythonError('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  return arrays.whole(value, typeName(value));
};

/** @param {Value} value @returns {number[]} of one number or several */
const wholes = (value) =>
  value instanceof Seq ? value.items.map(whole) : isArr(value) && value.shape.length === 1 ? [...value.data] : [whole(value)];

/** @param {Value | undefined} value @returns {number[] | null} */
const axes = (value) => (value === undefined || value === null ? null : wholes(value));

/** @param {Value | undefined} value @param {number} otherwise */
const wholeOr = (value, otherwise) => (value === undefined || value === null ? otherwise : whole(value));

/** @param {Value | undefined} value @param {boolean} otherwise */
const truthOr = (value, otherwise) => (value === undefined ? otherwise : isTrue(value));

/** @param {Value | undefined} value @param {Kind} otherwise @returns {Kind} */
function kindOr(value, otherwise) {
  if (value === undefined || value === null) return otherwise;
  if (value instanceof Type) return value.kind;
  if (typeof value === 'string' && Object.hasOwn(TYPES, value)) return TYPES[value].kind;
  throw new Beyond('This dtype is not read here.', 'Known are float, int and bool.');
}

/** @param {Value} value @returns {boolean} */
function isTrue(value) {
  if (isArr(value)) return arrays.isTrue(value);
  if (value instanceof Seq) return value.items.length > 0;
  return value !== null && value !== '';
}

/** @param {Value} value @returns {Value[]} what a loop goes through */
function each(value) {
  if (value instanceof Seq) return value.items;
  if (isArr(value) && value.shape.length) {
    return Array.from({ length: value.shape[0] }, (_, i) => arrays.getItem(value, [number(i)]));
  }
  throw new PythonError('TypeError', `'${typeName(value)}' object is not iterable`, isArr(value) && value.kind === 'i' ? 'To count up to a number, write range(n).' : '');
}

/** @param {number[]} list */
const shapeOf = (list) => new Seq(list.map((n) => number(n, 'i')), false);

/**
 * Make a function of Python's from one of JavaScript's.
 *
 * @param {string} name
 * @param {string} parameters by name: `axis?` may be left out, what follows `*` is given by name,
 *   `…rest` takes all that is left
 * @param {(given: Record<string, any>) => Value} body
 */
function fn(name, parameters, body) {
  const listed = parameters.split(' ').filter(Boolean);
  const star = listed.indexOf('*');
  const positional = star < 0 ? listed : listed.slice(0, star);
  const known = listed.map((one) => one.replace(/[?…]/g, ''));
  return new Fn(name, (given, named) => {
    /** @type {Record<string, any>} */
    const found = {};
    for (const [i, value] of given.entries()) {
      const rest = positional.find((one) => one.startsWith('…'));
      if (rest && i >= positional.indexOf(rest)) {
        const key = rest.slice(1);
        found[key] = [...(found[key] ?? []), value];
      } else if (i >= positional.length) {
        throw new PythonError('TypeError', `${name}() takes ${positional.length} positional argument${positional.length === 1 ? '' : 's'} but ${given.length} were given`, star < 0 ? '' : `Give ${known.slice(star + 1).join(' and ')} by name.`);
      } else found[positional[i].replace('?', '')] = value;
    }
    for (const [key, value] of named) {
      if (key === '*' || !known.includes(key)) {
        throw new PythonError('TypeError', `${name}() got an unexpected keyword argument '${key}'`, `Known here: ${known.filter((one) => one !== '*').join(', ')}.`);
      }
      if (Object.hasOwn(found, key)) throw new PythonError('TypeError', `${name}() got multiple values for argument '${key}'`);
      found[key] = value;
    }
    const missing = listed.find((one) => !/[?…*]/.test(one) && !Object.hasOwn(found, one));
    if (missing) throw new PythonError('TypeError', `${name}() missing 1 required positional argument: '${missing}'`);
    return body(found);
  });
}

/** @type {Record<string, Type>} */
const TYPES = { float: new Type('float', 'f'), int: new Type('int', 'i'), bool: new Type('bool', 'b') };

const UNARY = ['exp', 'log', 'sqrt', 'square', 'absolute', 'tanh', 'sin', 'cos', 'log1p', 'log2', 'sign', 'floor', 'negative'];
const BINARY = ['add', 'subtract', 'multiply', 'divide', 'power', 'remainder', 'floor_divide', 'maximum', 'minimum', 'greater', 'greater_equal', 'less', 'less_equal', 'equal', 'not_equal'];

/** @type {Record<string, Value>} what `np` has */
const NUMPY = { inf: number(Infinity, 'f'), nan: number(NaN, 'f'), pi: number(Math.PI), e: number(Math.E), newaxis: null };
/** @type {Record<string, Fn>} what an array has */
const METHODS = {};

/** @param {string} name @param {string} parameters @param {(given: Record<string, any>) => Value} body */
function both(name, parameters, body) {
  NUMPY[name] = METHODS[name] = fn(name, parameters, body);
}

for (const op of UNARY) NUMPY[op] = fn(op, 'x', ({ x }) => arrays.unary(op, numpy(arr(x))));
for (const op of BINARY) NUMPY[op] = fn(op, 'x1 x2', ({ x1, x2 }) => numpy(arrays.binary(op, numpy(arr(x1)), arr(x2))));
NUMPY.abs = NUMPY.absolute;
NUMPY.mod = NUMPY.remainder;
NUMPY.true_divide = NUMPY.divide;
NUMPY.logical_not = fn('logical_not', 'x', ({ x }) => arrays.unary('logical_not', astype(x, 'b')));
for (const op of ['logical_and', 'logical_or']) {
  NUMPY[op] = fn(op, 'x1 x2', ({ x1, x2 }) => arrays.logic(op, numpy(astype(x1, 'b')), astype(x2, 'b')));
}
for (const op of ['sum', 'prod', 'max', 'min', 'any', 'all']) {
  both(op, 'a axis? * keepdims?', ({ a, axis, keepdims }) => arrays.reduce(op, arr(a), axes(axis), truthOr(keepdims, false)));
}
NUMPY.amax = NUMPY.max;
NUMPY.amin = NUMPY.min;
/** A copy in which a mask has become numbers. @param {Arr} x */
const asNumbers = (x) => arrays.astype(x, x.kind === 'b' ? 'i' : x.kind);
for (const op of ['argmax', 'argmin']) {
  both(op, 'a axis? * keepdims?', ({ a, axis, keepdims }) => {
    const x = op === 'argmin' ? arrays.unary('negative', asNumbers(arr(a))) : arr(a);
    const along = axis === undefined || axis === null ? null : [whole(axis)];
    return arrays.reduce('argmax', x, along, truthOr(keepdims, false), op);
  });
}
both('mean', 'a axis? * keepdims?', ({ a, axis, keepdims }) => arrays.mean(arr(a), axes(axis), truthOr(keepdims, false)));
both('var', 'a axis? * keepdims? ddof?', ({ a, axis, keepdims, ddof }) => arrays.variance(arr(a), axes(axis), truthOr(keepdims, false), wholeOr(ddof, 0)));
both('std', 'a axis? * keepdims? ddof?', ({ a, axis, keepdims, ddof }) => arrays.unary('sqrt', arrays.variance(arr(a), axes(axis), truthOr(keepdims, false), wholeOr(ddof, 0))));
both('clip', 'a min? max?', ({ a, min, max }) => {
  const low = min === undefined || min === null ? arr(a) : arrays.binary('maximum', arr(a), arr(min));
  return max === undefined || max === null ? low : arrays.binary('minimum', low, arr(max));
});
both('cumsum', 'a axis?', ({ a, axis }) => {
  const x = arr(a);
  const flat = axes(axis) && x.shape.length ? x : arrays.reshape(x, [-1]);
  const at = arrays.axisOf(wholeOr(axis, 0), flat.shape.length);
  const last = flat.shape.length - 1;
  const summed = asNumbers(arrays.swapaxes(flat, at, last));
  summed.data.forEach((_, k, so) => {
    if (k % flat.shape[at]) so[k] += so[k - 1];
  });
  return arrays.swapaxes(summed, at, last);
});
both('dot', 'a b', ({ a, b }) => {
  const [x, y] = [arr(a), arr(b)];
  if (x.shape.length && y.shape.length && y.shape.length < 3) return arrays.matmul(x, y);
  if (!x.shape.length || !y.shape.length) return arrays.binary('multiply', numpy(x), y);
  throw new Beyond('np.dot of more than two axes is not read here.', 'Write @.');
});
NUMPY.matmul = fn('matmul', 'x1 x2', ({ x1, x2 }) => arrays.matmul(arr(x1), arr(x2)));
NUMPY.outer = fn('outer', 'a b', ({ a, b }) => arrays.binary('multiply', arrays.reshape(arr(a), [-1, 1]), arrays.reshape(arr(b), [1, -1])));
NUMPY.einsum = fn('einsum', 'subscripts …operands', ({ subscripts, operands = [] }) => {
  if (typeof subscripts !== 'string') throw new Beyond('Begin np.einsum with a pattern such as "td,sd->ts".');
  return arrays.einsum(subscripts, operands.map(arr));
});
NUMPY.where = fn('where', 'condition x? y?', ({ condition, x, y }) => {
  if (x === undefined || y === undefined) throw new Beyond('np.where with a condition alone is not read here.', 'Give all three: np.where(mask, x, 0).');
  return arrays.where(arr(condition), arr(x), arr(y));
});
NUMPY.array = NUMPY.asarray = fn('array', 'a dtype?', ({ a, dtype }) => {
  const x = arrays.copy(arr(a));
  return arrays.astype(x, kindOr(dtype, x.kind));
});
both('copy', 'a', ({ a }) => arrays.copy(arr(a)));
METHODS.astype = fn('astype', 'a dtype', ({ a, dtype }) => astype(a, kindOr(dtype, 'f')));
METHODS.item = fn('item', 'a', ({ a }) => {
  if (a.data.length !== 1) throw new PythonError('ValueError', 'can only convert an array of size 1 to a Python scalar');
  return number(a.data[0], a.kind);
});
METHODS.tolist = fn('tolist', 'a', ({ a }) => listed(a));
NUMPY.reshape = fn('reshape', 'a shape', ({ a, shape }) => arrays.reshape(arr(a), wholes(shape)));
METHODS.reshape = fn('reshape', 'a …shape', ({ a, shape = [] }) => arrays.reshape(arr(a), shape.flatMap(wholes)));
both('ravel', 'a', ({ a }) => arrays.reshape(arr(a), [-1]));
METHODS.flatten = fn('flatten', 'a', ({ a }) => arrays.copy(arrays.reshape(arr(a), [-1])));
both('swapaxes', 'a axis1 axis2', ({ a, axis1, axis2 }) => arrays.swapaxes(arr(a), whole(axis1), whole(axis2)));
/** @param {Arr} x @param {number[] | null} order */
const transposed = (x, order) => arrays.transpose(x, order ?? [...x.shape.keys()].reverse());
NUMPY.transpose = fn('transpose', 'a axes?', ({ a, axes: order }) => transposed(arr(a), axes(order)));
METHODS.transpose = fn('transpose', 'a …axes', ({ a, axes: order }) => transposed(arr(a), order && order[0] !== null ? order.flatMap(wholes) : null));
NUMPY.matrix_transpose = fn('matrix_transpose', 'x', ({ x }) => arrays.swapaxes(arr(x), -1, -2));
both('squeeze', 'a axis?', ({ a, axis }) => {
  const x = arr(a);
  const gone = axes(axis)?.map((i) => arrays.axisOf(i, x.shape.length)) ?? [...x.shape.keys()].filter((i) => x.shape[i] === 1);
  if (gone.some((i) => x.shape[i] !== 1)) throw new PythonError('ValueError', 'cannot select an axis to squeeze out which has size not equal to one');
  return arrays.reshape(x, x.shape.filter((_, i) => !gone.includes(i)));
});
NUMPY.expand_dims = fn('expand_dims', 'a axis', ({ a, axis }) => {
  const x = arr(a);
  return arrays.reshape(x, x.shape.toSpliced(arrays.axisOf(whole(axis), x.shape.length + 1), 0, 1));
});
/** @param {Value} list */
const several = (list) => each(list).map(arr);
NUMPY.concatenate = fn('concatenate', 'arrays axis?', ({ arrays: list, axis }) => {
  const parts = several(list);
  if (axis === null) return arrays.concatenate(parts.map((x) => arrays.reshape(x, [-1])), 0);
  return arrays.concatenate(parts, wholeOr(axis, 0));
});
NUMPY.stack = fn('stack', 'arrays axis?', ({ arrays: list, axis }) => arrays.stack(several(list), wholeOr(axis, 0)));
NUMPY.hstack = fn('hstack', 'arrays', ({ arrays: list }) => {
  const parts = several(list).map((x) => (x.shape.length ? x : arrays.reshape(x, [1])));
  return arrays.concatenate(parts, parts[0]?.shape.length === 1 ? 0 : 1);
});
NUMPY.vstack = fn('vstack', 'arrays', ({ arrays: list }) =>
  arrays.concatenate(several(list).map((x) => (x.shape.length > 1 ? x : arrays.reshape(x, [1, -1]))), 0));
NUMPY.take = fn('take', 'a indices axis?', ({ a, indices, axis }) => {
  const x = axis === undefined || axis === null ? arrays.reshape(arr(a), [-1]) : arr(a);
  if (!x.shape.length) throw new Beyond('np.take of a single number is not read here.');
  if (arrays.axisOf(wholeOr(axis, 0), x.shape.length)) throw new Beyond('np.take along other axes than the first is not read here.');
  const ids = arr(indices);
  return arrays.take(x, ids);
});
NUMPY.broadcast_to = fn('broadcast_to', 'array shape', ({ array, shape }) => arrays.broadcastTo(arr(array), wholes(shape)));
NUMPY.zeros = fn('zeros', 'shape dtype?', ({ shape, dtype }) => arrays.full(wholes(shape), number(0, kindOr(dtype, 'f'))));
NUMPY.ones = fn('ones', 'shape dtype?', ({ shape, dtype }) => arrays.full(wholes(shape), number(1, kindOr(dtype, 'f'))));
NUMPY.empty = NUMPY.zeros;
NUMPY.full = fn('full', 'shape fill_value dtype?', ({ shape, fill_value: value, dtype }) => {
  const x = arr(value);
  return arrays.broadcastTo(arrays.astype(x, kindOr(dtype, x.kind)), wholes(shape));
});
NUMPY.zeros_like = fn('zeros_like', 'a dtype?', ({ a, dtype }) => arrays.full(arr(a).shape, number(0, kindOr(dtype, arr(a).kind))));
NUMPY.ones_like = fn('ones_like', 'a dtype?', ({ a, dtype }) => arrays.full(arr(a).shape, number(1, kindOr(dtype, arr(a).kind))));
NUMPY.eye = fn('eye', 'N M? k? dtype?', ({ N, M, k, dtype }) => arrays.made([whole(N), wholeOr(M, whole(N))], ([i, j]) => Number(j - i === wholeOr(k, 0)), kindOr(dtype, 'f')));
NUMPY.identity = fn('identity', 'n', ({ n }) => arrays.made([whole(n), whole(n)], ([i, j]) => Number(i === j), 'f'));
NUMPY.tri = fn('tri', 'N M? k? dtype?', ({ N, M, k, dtype }) => tri(whole(N), wholeOr(M, whole(N)), wholeOr(k, 0), kindOr(dtype, 'f')));
for (const [name, by] of /** @type {const} */ ([['tril', 0], ['triu', -1]])) {
  NUMPY[name] = fn(name, 'm k?', ({ m, k }) => {
    const x = arr(m);
    const n = x.shape.at(-1);
    if (n === undefined) throw new PythonError('TypeError', `${name} takes a matrix`);
    const mask = tri(x.shape.at(-2) ?? n, n, wholeOr(k, 0) + by, 'b');
    const zero = number(0, x.kind);
    return by ? arrays.where(mask, zero, x) : arrays.where(mask, x, zero);
  });
}
NUMPY.arange = fn('arange', 'start stop? step? dtype?', ({ start, stop, step, dtype }) => {
  const [from, to] = stop === undefined || stop === null ? [number(0), start] : [start, arr(stop)];
  const by = step === undefined || step === null ? number(1) : arr(step);
  if ([from, to, by].some((x) => x.shape?.length !== 0)) throw new Beyond('np.arange takes single numbers');
  const kind = [from, to, by].some((x) => x.kind === 'f') ? 'f' : 'i';
  if (!by.data[0]) throw new PythonError('ZeroDivisionError', 'division by zero');
  const length = Math.max(0, Math.ceil((to.data[0] - from.data[0]) / by.data[0]));
  return arrays.astype(arrays.made([length], ([i]) => from.data[0] + i * by.data[0], kind), kindOr(dtype, kind));
});
NUMPY.ndim = fn('ndim', 'a', ({ a }) => number(arr(a).shape.length));
NUMPY.size = fn('size', 'a', ({ a }) => number(arr(a).data.length));
NUMPY.shape = fn('shape', 'a', ({ a }) => shapeOf(arr(a).shape));
NUMPY.linalg = new Names('numpy.linalg', {
  norm: fn('norm', 'x ord? axis? keepdims?', ({ x, ord, axis, keepdims }) => {
    if (ord !== undefined && ord !== null) throw new Beyond('np.linalg.norm with ord is not read here.');
    const squares = arrays.unary('square', arrays.astype(arr(x), 'f'));
    for (const one of axes(axis) ?? []) arrays.axisOf(one, squares.shape.length);
    return arrays.unary('sqrt', arrays.reduce('sum', squares, axes(axis), truthOr(keepdims, false)));
  }),
});
Object.assign(NUMPY, { float64: TYPES.float, int64: TYPES.int, bool_: TYPES.bool, bool: TYPES.bool });

/** @param {number} n @param {number} m @param {number} k @param {Kind} kind */
function tri(n, m, k, kind) {
  return arrays.made([n, m], ([i, j]) => Number(j - i <= k), kind);
}

/** @param {Value} x @param {Kind} kind */
const astype = (x, kind) => (isArr(x) && x.kind === kind ? x : arrays.astype(arr(x), kind));

/** @param {Arr} x @returns {Value} */
function listed(x) {
  if (!x.shape.length) return number(x.data[0], x.kind);
  return new Seq(each(x).map((part) => listed(/** @type {Arr} */ (part))), true);
}

/** @param {string} op */
const plainly = (op) => fn(op, 'x', ({ x }) => number(arrays.unary(op, number(single(x), 'f')).data[0], 'f'));

/** @param {Value} value @returns {number} */
function single(value) {
  const x = arr(value);
  if (x.shape.length) throw new PythonError('TypeError', 'only 0-dimensional arrays can be converted to Python scalars', 'Functions of np take whole arrays.');
  return x.data[0];
}

const MATH = new Names('math', {
  sqrt: fn('sqrt', 'x', ({ x }) => {
    if (single(x) < 0) throw new PythonError('ValueError', 'expected a nonnegative input');
    return number(arrays.unary('sqrt', number(single(x), 'f')).data[0], 'f');
  }),
  exp: plainly('exp'),
  sin: plainly('sin'),
  cos: plainly('cos'),
  tanh: plainly('tanh'),
  log: fn('log', 'x', ({ x }) => {
    if (single(x) <= 0) throw new PythonError('ValueError', 'expected a positive input');
    return number(arrays.unary('log', number(single(x), 'f')).data[0], 'f');
  }),
  pi: number(Math.PI),
  e: number(Math.E),
  inf: number(Infinity, 'f'),
});

/** @param {'max' | 'min'} op */
const largest = (op) =>
  fn(op, '…x', ({ x = [] }) => {
    const all = x.length === 1 ? each(x[0]) : x;
    if (!all.length) throw new PythonError('ValueError', `${op}() iterable argument is empty`);
    const better = op === 'max' ? 'greater' : 'less';
    return all.reduce((/** @type {Value} */ best, /** @type {Value} */ one) => (isTrue(arrays.binary(better, arr(one), arr(best))) ? one : best));
  });

/** @type {Record<string, Value>} */
const BUILTINS = {
  np: new Names('numpy', NUMPY),
  math: MATH,
  ...TYPES,
  True: truth(true),
  False: truth(false),
  len: fn('len', 'x', ({ x }) => {
    if (x instanceof Seq) return number(x.items.length);
    if (isArr(x) && x.shape.length) return number(x.shape[0]);
    throw new PythonError('TypeError', isArr(x) && !x.plain ? 'len() of unsized object' : `object of type '${typeName(x)}' has no len()`);
  }),
  range: fn('range', 'start stop? step?', ({ start, stop, step }) => {
    const [from, to] = stop === undefined ? [0, whole(start)] : [whole(start), whole(stop)];
    const by = wholeOr(step, 1);
    if (!by) throw new PythonError('ValueError', 'range() arg 3 must not be zero');
    const length = Math.max(0, Math.ceil((to - from) / by));
    if (length > LONGEST_RANGE) throw new Beyond(`A loop of ${length.toLocaleString('en')} rounds is too long for this page.`, 'What NumPy does for a whole array at once needs no loop.');
    return new Seq(Array.from({ length }, (_, i) => number(from + i * by)), true);
  }),
  abs: fn('abs', 'x', ({ x }) => {
    if (!isArr(x)) throw new PythonError('TypeError', `bad operand type for abs(): '${typeName(x)}'`);
    return arrays.unary('absolute', x);
  }),
  max: largest('max'),
  min: largest('min'),
  sum: fn('sum', 'x start?', ({ x, start }) => each(x).reduce((total, one) => arrays.binary('add', arr(total), arr(one)), start ?? number(0))),
  list: fn('list', 'x', ({ x }) => new Seq([...each(x)], true)),
  tuple: fn('tuple', 'x', ({ x }) => new Seq([...each(x)], false)),
  enumerate: fn('enumerate', 'x', ({ x }) => new Seq(each(x).map((one, i) => new Seq([number(i), one], false)), true)),
  zip: fn('zip', '…x', ({ x = [] }) => {
    const lists = x.map(each);
    const n = Math.min(...lists.map((/** @type {Value[]} */ list) => list.length));
    return new Seq(Array.from({ length: lists.length ? n : 0 }, (_, i) => new Seq(lists.map((/** @type {Value[]} */ list) => list[i]), false)), true);
  }),
};

const ARITHMETIC = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '**': 'power', '%': 'remainder', '//': 'floor_divide' };
const COMPARE = { '<': 'less', '<=': 'less_equal', '>': 'greater', '>=': 'greater_equal', '==': 'equal', '!=': 'not_equal' };
const LOGIC = { '&': 'logical_and', '|': 'logical_or' };

/** What Python has and this page does not, by Lezer's names. @type {Record<string, string>} */
const UNREAD = {
  WhileStatement: 'A while loop',
  WithStatement: 'with',
  TryStatement: 'try',
  ClassDefinition: 'A class',
  LambdaExpression: 'lambda',
  DictionaryExpression: 'A dictionary',
  SetExpression: 'A set',
  FormatString: 'A formatted text',
  ImportStatement: 'An import',
  DeleteStatement: 'del',
  RaiseStatement: 'raise',
  ScopeStatement: 'global',
  DecoratedStatement: 'A decorator',
  AwaitExpression: 'await',
  YieldExpression: 'yield',
  NamedExpression: ':=',
};

/** Read some lines and walk through them. */
export class Reader {
  /** @param {import('./syntax.js').Parser} parser @param {Record<string, Value>} [names] at hand */
  constructor(parser, names = {}) {
    this.parser = parser;
    /** @type {Scope} */
    this.scope = new Map();
    /** @type {Scope} */
    this.given = new Map(Object.entries(names));
    this.depth = 0;
    this.line = 1;
    /** @type {Value | undefined} */
    this.last = undefined;
  }

  /**
   * Walk through a text. What it assigns stays for the next one.
   *
   * @param {string} text
   * @returns {Value | undefined} what its last line gives, if that is an expression
   */
  run(text) {
    return this.guarded(() => {
      this.last = undefined;
      const tree = read(this.parser, text);
      this.line = 1;
      this.block(tree.kids, [this.scope]);
      return this.last;
    });
  }

  /** Call a function that the text has defined. @param {string} name @param {Value[]} given @returns {Value} */
  call(name, given) {
    const called = this.scope.get(name);
    if (!(called instanceof Fn)) throw new PythonError('NameError', `name '${name}' is not defined`);
    return this.guarded(() => called.call(given, new Map()));
  }

  /** @template T @param {() => T} act @returns {T} */
  guarded(act) {
    try {
      return act();
    } catch (error) {
      if (error instanceof PythonError) {
        error.line ??= this.line;
        throw error;
      }
      if (error instanceof RangeError || error instanceof TypeError) {
        const deep = new Beyond('These lines are nested too deeply for this page.');
        deep.line = this.line;
        throw deep;
      }
      throw error;
    } finally {
      this.depth = 0;
    }
  }

  /**
   * @param {PyNode[]} statements
   * @param {Scope[]} scopes the innermost first
   * @returns {{value: Value} | 'break' | 'continue' | undefined} how the block was left
   */
  block(statements, scopes) {
    for (const statement of statements) {
      if (/^[:;]$/.test(statement.name)) continue;
      const left = this.statement(statement, scopes);
      if (left) return left;
    }
    return undefined;
  }

  /** @param {PyNode} node @param {Scope[]} scopes @returns {ReturnType<Reader['block']>} */
  statement(node, scopes) {
    arrays.spend(200);
    this.line = node.line;
    const { kids } = node;
    switch (node.name) {
      case 'ExpressionStatement':
        this.last = this.value(joined(kids), scopes);
        return undefined;
      case 'AssignStatement':
        this.assign(kids, scopes);
        return undefined;
      case 'UpdateStatement':
        this.update(kids, scopes);
        return undefined;
      case 'ReturnStatement':
        if (scopes.length < 2) throw new PythonError('SyntaxError', "'return' outside function");
        return { value: kids.length > 1 ? this.value(joined(kids.slice(1)), scopes) : null };
      case 'PassStatement':
        return undefined;
      case 'BreakStatement':
        return 'break';
      case 'ContinueStatement':
        return 'continue';
      case 'ForStatement':
        return this.loop(kids, scopes);
      case 'IfStatement':
        return this.choose(kids, scopes);
      case 'FunctionDefinition':
        this.define(kids, scopes);
        return undefined;
      case 'AssertStatement':
        if (!isTrue(this.value(kids[1], scopes))) throw new PythonError('AssertionError', '');
        return undefined;
      case 'ImportStatement':
        if (/^import (numpy as np|math)$/.test(node.text.trim())) return undefined; // at hand anyway
        throw new Beyond('Nothing can be imported here.', 'np and math are at hand.');
      default:
        throw unread(node);
    }
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes */
  assign(kids, scopes) {
    /** @type {PyNode[][]} */
    const parts = [[]];
    for (const kid of kids) {
      if (kid.name === 'AssignOp') parts.push([]);
      else if (kid.name !== 'TypeDef') parts[parts.length - 1].push(kid);
    }
    const value = this.value(joined(/** @type {PyNode[]} */ (parts.pop())), scopes);
    for (const target of parts) this.put(joined(target), value, scopes);
  }

  /** @param {PyNode} target @param {Value} value @param {Scope[]} scopes */
  put(target, value, scopes) {
    const { name, kids, text } = target;
    if (name === 'VariableName') {
      if (text === 'np' || text === 'math' || (scopes.length === 1 && this.given.has(text)) || this.given.get(text) instanceof Fn) {
        throw new PythonError('NameError', `${text} is given, and keeps its value`, 'Choose another name for yours.');
      }
      scopes[0].set(text, value);
    } else if (name === 'ParenthesizedExpression') this.put(kids[1], value, scopes);
    else if (name === 'TupleExpression' || name === 'ArrayExpression') {
      const targets = split(kids);
      const items = each(value);
      const star = targets.findIndex(([first]) => first.name === '*');
      const n = targets.length;
      if (star < 0 ? items.length !== n : items.length < n - 1) {
        const few = items.length < n;
        throw new PythonError('ValueError', few ? `not enough values to unpack (expected ${star < 0 ? n : `at least ${n - 1}`}, got ${items.length})` : `too many values to unpack (expected ${n})`);
      }
      for (const [i, one] of targets.entries()) {
        const after = items.length - n + i;
        if (i === star) this.put(one[1], new Seq(items.slice(i, after + 1), true), scopes);
        else this.put(one[0], star >= 0 && i > star ? items[after] : items[i], scopes);
      }
    } else if (name === 'MemberExpression' && kids[1].name === '[') {
      const whole = this.value(kids[0], scopes);
      if (!isArr(whole)) throw new PythonError('TypeError', `'${typeName(whole)}' object does not support item assignment`);
      arrays.setItem(whole, this.keys(kids, scopes), arr(value));
    } else if (name === 'MemberExpression') throw new Beyond('An attribute cannot be set here.');
    else throw new PythonError('SyntaxError', 'cannot assign to expression here', 'On the left of = stands a name.');
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes */
  update(kids, scopes) {
    const at = kids.findIndex(({ name }) => name === 'UpdateOp');
    const target = joined(kids.slice(0, at));
    const isPart = target.name === 'MemberExpression';
    const home = isPart ? this.value(target.kids[0], scopes) : null;
    const shared = isArr(home) && home.shared;
    const before = this.value(target, scopes);
    if (isArr(home)) home.shared = shared; // the part was looked at for a moment only
    const made = this.operate(kids[at].text.slice(0, -1), before, this.value(joined(kids.slice(at + 1)), scopes));
    if (!isPart && isArr(before) && isArr(made) && before.shape.length) arrays.replaceIn(before, made);
    else this.put(target, made, scopes);
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes @returns {ReturnType<Reader['block']>} */
  loop(kids, scopes) {
    const at = kids.findIndex(({ name }) => name === 'in');
    const end = kids.findIndex(({ name }) => name === 'Body');
    const target = joined(kids.slice(1, at));
    if (kids.length > end + 1) throw new Beyond('else after a loop is not read here.');
    for (const item of each(this.value(joined(kids.slice(at + 1, end)), scopes))) {
      this.put(target, item, scopes);
      const left = this.block(kids[end].kids, scopes);
      if (left === 'break') break;
      if (left && left !== 'continue') return left;
    }
    return undefined;
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes @returns {ReturnType<Reader['block']>} */
  choose(kids, scopes) {
    for (let i = 0; i < kids.length; i++) {
      if (kids[i].name === 'else') return this.block(kids[i + 1].kids, scopes);
      if (kids[i].name !== 'if' && kids[i].name !== 'elif') continue;
      if (isTrue(this.value(kids[i + 1], scopes))) return this.block(kids[i + 2].kids, scopes);
    }
    return undefined;
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes */
  define(kids, scopes) {
    const [, { text: name }, list] = kids;
    const body = kids[kids.length - 1];
    const parameters = split(list.kids).map((parts) => {
      const [first] = parts;
      if (first.name !== 'VariableName') throw new Beyond('* in a parameter list is not read here.');
      const at = parts.findIndex((part) => part.name === 'AssignOp');
      return { name: first.text, otherwise: at < 0 ? undefined : this.value(parts[at + 1], scopes) };
    });
    const signature = parameters.map((one) => one.name + (one.otherwise === undefined ? '' : '?')).join(' ');
    const called = fn(name, signature, (given) => {
      if (++this.depth > DEEPEST) throw new PythonError('RecursionError', 'maximum recursion depth exceeded', 'A function here calls itself without end.');
      /** @type {Scope} */
      const own = new Map();
      for (const one of parameters) own.set(one.name, Object.hasOwn(given, one.name) ? given[one.name] : one.otherwise);
      const { line } = this;
      const left = this.block(body.kids, [own, ...scopes]);
      this.depth -= 1;
      this.line = line;
      return typeof left === 'object' ? left.value : null;
    });
    this.put({ name: 'VariableName', text: name, line: this.line, kids: [] }, called, scopes);
  }

  /** @param {PyNode} node @param {Scope[]} scopes @returns {Value} */
  value(node, scopes) {
    const { name, kids, text } = node;
    switch (name) {
      case 'Number':
        return literal(text);
      case 'VariableName':
        return this.lookUp(text, scopes);
      case 'Boolean':
        return truth(text === 'True');
      case 'None':
        return null;
      case 'String':
        return text.replace(/^(['"]{3}|['"])([\s\S]*)\1$/, '$2');
      case 'ParenthesizedExpression':
        return this.value(kids[1], scopes);
      case 'TupleExpression':
      case 'ArrayExpression':
        return new Seq(this.items(split(kids), scopes), name === 'ArrayExpression');
      case 'ArrayComprehensionExpression':
        return this.comprehension(kids, scopes);
      case 'UnaryExpression':
        return this.unary(node, scopes);
      case 'BinaryExpression':
        return this.infix(node, scopes);
      case 'ConditionalExpression':
        return this.value(isTrue(this.value(kids[2], scopes)) ? kids[0] : kids[4], scopes);
      case 'MemberExpression':
        return this.member(kids, scopes);
      case 'CallExpression':
        return this.called(node, scopes);
      default:
        throw unread(node);
    }
  }

  /** @param {PyNode[][]} parts @param {Scope[]} scopes @returns {Value[]} */
  items(parts, scopes) {
    return parts.flatMap(([first, second]) =>
      first.name === '*' ? each(this.value(second, scopes)) : [this.value(first, scopes)],
    );
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes */
  comprehension(kids, scopes) {
    const at = kids.findIndex(({ name }) => name === 'in');
    if (kids.length !== at + 3) throw new Beyond('Only a simple list of this kind is read here: [f(x) for x in xs].');
    const target = joined(kids.slice(3, at));
    const items = each(this.value(kids[at + 1], scopes)).map((item) => {
      /** @type {Scope[]} */
      const inner = [new Map(), ...scopes];
      arrays.spend(200);
      this.put(target, item, inner);
      return this.value(kids[1], inner);
    });
    return new Seq(items, true);
  }

  /** @param {string} name @param {Scope[]} scopes @returns {Value} */
  lookUp(name, scopes) {
    for (const scope of [...scopes, this.given]) {
      const found = scope.get(name);
      if (found !== undefined) return found;
    }
    if (Object.hasOwn(BUILTINS, name)) return BUILTINS[name];
      const own = [...new Set([...scopes, this.given].flatMap((scope) => [...scope.keys()]))];
    const near = own.find((one) => one.toLowerCase().replaceAll('_', '') === name.toLowerCase().replaceAll('_', ''));
    const hint = near ? `Did you mean ${near}?` : `At hand: ${[...own, 'np'].join(', ')}.`;
    throw new PythonError('NameError', `name '${name}' is not defined`, hint);
  }

  /** @param {PyNode} node @param {Scope[]} scopes @returns {Value} */
  unary({ kids: [sign, of] }, scopes) {
    const op = sign.text;
    const [left, joint, ...right] = of.kids;
    if (op === 'not' && (joint?.name === 'and' || joint?.name === 'or')) {
      // Lezer has not (a and b) where Python has (not a) and b
      const first = { ...of, name: 'UnaryExpression', kids: [sign, left] };
      return this.infix({ ...of, kids: [first, joint, ...right] }, scopes);
    }
    const x = this.value(of, scopes);
    if (op === 'not') return truth(!isTrue(x));
    if (!isArr(x)) throw new PythonError('TypeError', `bad operand type for unary ${op}: '${typeName(x)}'`);
    if (op === '-') return arrays.unary('negative', x);
    if (op === '+') return x;
    if (x.kind !== 'b' || x.plain) throw new Beyond('~ is read before a mask only.', 'Before a single truth value stands not.');
    return arrays.unary('logical_not', x);
  }

  /** @param {PyNode} node @param {Scope[]} scopes @returns {Value} */
  infix(node, scopes) {
    const [left, op, right] = node.kids;
    const last = node.kids[node.kids.length - 1];
    if (op.name === 'and' || op.name === 'or') {
      const first = this.value(left, scopes);
      return isTrue(first) === (op.name === 'and') ? this.value(right, scopes) : first;
    }
    if (op.name === 'CompareOp' && left.name === 'BinaryExpression' && left.kids[1].name === 'CompareOp') {
      const before = this.infix(left, scopes); // a < b < c asks a < b, and b < c
      if (!isTrue(before)) return before;
      return this.operate(op.text, this.value(left.kids[2], scopes), this.value(right, scopes));
    }
    if (op.name === 'is') {
      const isSame = this.value(left, scopes) === this.value(last, scopes);
      return truth(node.kids.length > 3 ? !isSame : isSame);
    }
    return this.operate(op.text, this.value(left, scopes), this.value(right, scopes));
  }

  /** @param {string} op @param {Value} x @param {Value} y @returns {Value} */
  operate(op, x, y) {
    if (x instanceof Seq && y instanceof Seq && op === '+' && x.isList === y.isList) return new Seq([...x.items, ...y.items], x.isList);
    if (x instanceof Seq && y instanceof Seq && (op === '==' || op === '!=')) {
      const isSame = x.items.length === y.items.length && x.items.every((one, i) => isTrue(this.operate('==', one, y.items[i])));
      return truth(isSame === (op === '=='));
    }
    const isNumber = (/** @type {Value} */ value) => isArr(value) || value instanceof Seq;
    if (!isNumber(x) || !isNumber(y) || (x instanceof Seq && y instanceof Seq)) {
      if (op === '==' || op === '!=') return truth((x === y) === (op === '=='));
      throw new PythonError('TypeError', `unsupported operand type(s) for ${op}: '${typeName(x)}' and '${typeName(y)}'`, x === null || y === null ? 'None is what a function gives that returns nothing.' : '');
    }
    for (const [list, other] of [[x, y], [y, x]]) {
      if (list instanceof Seq && isArr(other) && (other.plain || op === '*') && !other.shape.length) throw new Beyond('A list beside a number is not read here.', 'Make an array of it: np.array([…]).');
    }
    const isBare = (/** @type {Value} */ value) => !isArr(value) || !value.shape.length;
    if (op === '@' && isBare(x) && isBare(y)) {
      const hint = 'Single numbers are multiplied by *.';
      if (isArr(x) && isArr(y) && !(x.plain && y.plain)) throw new Beyond(hint); // NumPy tells numbers and arrays without axes apart
      throw new PythonError('TypeError', `unsupported operand type(s) for @: '${typeName(x)}' and '${typeName(y)}'`, hint);
    }
    const [a, b] = [arr(x), arr(y)];
    if (op === '@') return arrays.matmul(a, b);
    if (Object.hasOwn(ARITHMETIC, op)) return arrays.binary(ARITHMETIC[/** @type {'+'} */ (op)], a, b);
    if (Object.hasOwn(COMPARE, op)) return arrays.binary(COMPARE[/** @type {'<'} */ (op)], a, b);
    if (Object.hasOwn(LOGIC, op)) return arrays.logic(LOGIC[/** @type {'&'} */ (op)], a, b);
    throw new Beyond(`${op} is not read here.`, op === '^' ? 'A power is written **.' : '');
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes @returns {Value} */
  member(kids, scopes) {
    const whole = this.value(kids[0], scopes);
    if (kids[1].name === '[') {
      if (whole instanceof Seq) return this.place(whole, this.keys(kids, scopes));
      if (!isArr(whole)) throw new PythonError('TypeError', `'${typeName(whole)}' object is not subscriptable`, whole instanceof Fn ? 'A function is called with round brackets.' : '');
      if (whole.plain) throw new PythonError('TypeError', `'${typeName(whole)}' object is not subscriptable`);
      return arrays.getItem(whole, this.keys(kids, scopes));
    }
    const { text: name } = kids[2];
    if (whole instanceof Names) {
      const found = whole.members.get(name);
      if (found !== undefined) return found;
      const short = whole.name.replace('numpy', 'np');
      throw new Beyond(`${short}.${name} is not among what this page reads.`, 'If Python has it, it runs in JupyterLab.');
    }
    if (whole instanceof Seq && whole.names.includes(name)) return whole.items[whole.names.indexOf(name)];
    if (isArr(whole) && !whole.plain) {
      if (name === 'T') return transposed(whole, null);
      if (name === 'mT') return arrays.swapaxes(whole, -1, -2);
      if (name === 'shape') return shapeOf(whole.shape);
      if (name === 'ndim') return number(whole.shape.length);
      if (name === 'size') return number(whole.data.length);
      if (name === 'dtype') return Object.values(TYPES).find(({ kind }) => kind === whole.kind) ?? null;
      if (Object.hasOwn(METHODS, name)) {
        const method = METHODS[name];
        return new Fn(name, (given, named) => method.call([whole, ...given], named));
      }
      const hint = Object.hasOwn(NUMPY, name) ? `Write np.${name}(…).` : `An array has, among others, .T, .shape, .sum(…), .reshape(…).`;
      throw new PythonError('AttributeError', `'numpy.ndarray' object has no attribute '${name}'`, hint);
    }
    if (whole instanceof Seq && whole.isList && name === 'append') {
      return fn('append', 'x', ({ x }) => {
        arrays.spend(100);
        whole.items.push(x);
        return null;
      });
    }
    const hint = whole instanceof Seq && whole.names.length ? `It has ${whole.names.join(', ')}.` : '';
    throw new PythonError('AttributeError', `'${typeName(whole)}' object has no attribute '${name}'`, hint);
  }

  /** @param {Seq} seq @param {Key[]} keys @returns {Value} */
  place(seq, keys) {
    const [key] = keys;
    if (keys.length > 1 || key === null || key === '...' || ('shape' in key && key.shape.length)) throw new PythonError('TypeError', `${typeName(seq)} indices must be integers or slices`, 'Make an array of it: np.array([…]).');
    const n = seq.items.length;
    const range = arrays.made([n], ([i]) => i, 'i');
    const found = arrays.getItem(range, [key]);
    if ('from' in key) return new Seq([...found.data].map((i) => seq.items[i]), seq.isList);
    return seq.items[found.data[0]];
  }

  /** @param {PyNode[]} kids of x[…] @param {Scope[]} scopes @returns {Key[]} */
  keys(kids, scopes) {
    return split(kids.slice(1)).map((parts) => {
      if (parts.length === 1 && parts[0].name === 'Ellipsis') return '...';
      if (!parts.some(({ name }) => name === ':')) return this.key(parts[0], scopes);
      /** @type {PyNode[][]} */
      const ends = [[]];
      for (const part of parts) {
        if (part.name === ':') ends.push([]);
        else ends[ends.length - 1].push(part);
      }
      const [from = null, to = null, by = null] = ends.map(([part]) => {
        const end = part ? this.value(part, scopes) : null;
        return end === null ? null : whole(end);
      });
      return { from, to, by };
    });
  }

  /** @param {PyNode} part @param {Scope[]} scopes @returns {Key} */
  key(part, scopes) {
    const found = this.value(part, scopes);
    if (found === null || isArr(found)) return found;
    if (found instanceof Seq && found.isList) return arr(found);
    throw new PythonError('IndexError', 'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices');
  }

  /** @param {PyNode} node @param {Scope[]} scopes @returns {Value} */
  called({ kids }, scopes) {
    arrays.spend(100);
    const called = this.value(kids[0], scopes);
    /** @type {Value[]} */
    const given = [];
    /** @type {Map<string, Value>} */
    const named = new Map();
    for (const parts of split(kids[1].kids)) {
      const [first, second, third] = parts;
      if (second?.name === 'AssignOp') named.set(first.text, this.value(third, scopes));
      else if (first.name === '*') given.push(...each(this.value(second, scopes)));
      else if (parts.length > 1) throw new Beyond('This way of giving arguments is not read here.');
      else given.push(this.value(first, scopes));
    }
    if (called instanceof Type) {
      const [x] = given;
      if (x === undefined) return number(0, called.kind);
      if (!isArr(x)) throw new PythonError('TypeError', `${called.name}() argument must be a number, not '${typeName(x)}'`);
      return number(arrays.astype(number(single(x), x.kind), called.kind).data[0], called.kind);
    }
    if (!(called instanceof Fn)) {
      throw new PythonError('TypeError', `'${typeName(called)}' object is not callable`, isArr(called) ? 'To multiply write *, to look up write square brackets.' : '');
    }
    return called.call(given, named);
  }
}

/** @param {string} text @returns {Arr} */
function literal(text) {
  const plain = text.replaceAll('_', '');
  if (/[jJ]$/.test(plain)) throw new Beyond('A complex number is not read here.');
  const kind = /^\d+$/.test(plain) || /^0[xob]/i.test(plain) ? 'i' : 'f';
  const x = Number(plain);
  if (kind === 'i' && x > Number.MAX_SAFE_INTEGER) throw new Beyond('This whole number is larger than this page can hold.', 'Write it with a point.');
  return number(x, kind);
}

/** One node for what commas join: a tuple without brackets. @param {PyNode[]} parts @returns {PyNode} */
function joined(parts) {
  if (parts.length === 1) return parts[0];
  return { name: 'TupleExpression', text: '', line: parts[0]?.line ?? 1, kids: parts };
}

/** What stands between commas, without the brackets around. @param {PyNode[]} kids @returns {PyNode[][]} */
function split(kids) {
  /** @type {PyNode[][]} */
  const parts = [[]];
  for (const kid of kids) {
    if (kid.name === ',') parts.push([]);
    else if (!/^[()[\]]$/.test(kid.name)) parts[parts.length - 1].push(kid);
  }
  return parts.filter((part) => part.length);
}

/** @param {PyNode} node */
function unread({ name, text, line }) {
  const what = Object.hasOwn(UNREAD, name) ? UNREAD[name] : `“${text.slice(0, 40)}”`;
  const error = new Beyond(`${what} is not read here.`, name === 'WhileStatement' ? 'A loop of a known length is: for i in range(n).' : '');
  error.line = line;
  return error;
}

export { arr as arrayOf };
