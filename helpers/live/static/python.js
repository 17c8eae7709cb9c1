// @ts-check
/**
 * A small part of Python, read in the page: nothing of it is handed to JavaScript to run. Lines are
 * walked node by node, and each number is computed by the operations of the graph (`arrays.js`).
 * What is rarely used, and the sentences of refusals, are loaded when they are first needed
 * (`further.js`).
 *
 * @typedef {import('./arrays.js').Arr} Arr
 * @typedef {import('./arrays.js').Key} Key
 * @typedef {import('./arrays.js').Kind} Kind
 * @typedef {import('./syntax.js').PyNode} PyNode
 * @typedef {Arr | Seq | Fn | Type | Names | string | null} Value
 * @typedef {Map<string, Value>} Scope
 */

import * as arrays from './arrays.js';
import { array, number, numpy, PythonError, refusal, truth } from './arrays.js';
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
    this.members = members;
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
export function arrayOf(value) {
  if (isArr(value)) return value;
  if (!(value instanceof Seq)) throw refusal('noNumber', typeName(value));
  if (!value.items.length) return array([0], []);
  const parts = value.items.map(arrayOf);
  if (parts.some(({ shape }) => String(shape) !== String(parts[0].shape))) throw refusal('ragged');
  return arrays.stack(parts, 0);
}

/** @param {Value} value @returns {number} */
function whole(value) {
  if (!isArr(value)) throw refusal('integer', typeName(value));
  return arrays.whole(value, typeName(value));
}

/** @param {Value} value @returns {number[]} of one number or several */
const wholes = (value) =>
  value instanceof Seq ? value.items.map(whole) : isArr(value) && value.shape.length === 1 ? [...value.data] : [whole(value)];

/** @param {Value | undefined} value @returns {value is null | undefined} */
const isNone = (value) => value === undefined || value === null;

/** @param {Value | undefined} value @returns {number[] | null} */
const axes = (value) => (isNone(value) ? null : wholes(value));

/** @param {Value | undefined} value @param {number} [otherwise] */
const wholeOr = (value, otherwise = 0) => (isNone(value) ? otherwise : whole(value));

/** @param {Value | undefined} value @returns {Kind | undefined} */
function kindOf(value) {
  if (isNone(value)) return undefined;
  const type = typeof value === 'string' && Object.hasOwn(TYPES, value) ? TYPES[value] : value;
  if (type instanceof Type) return type.kind;
  throw refusal('dtype');
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
  throw refusal('iterable', typeName(value), isArr(value) && value.kind === 'i');
}

/** @param {number[]} list */
const shapeOf = (list) => new Seq(list.map((n) => number(n, 'i')), false);

/** @param {Value[]} items */
const list = (items) => new Seq(items, true);

/**
 * Make a function of Python's from one of JavaScript's.
 *
 * @param {string} name
 * @param {string[]} listed its parameters: `axis?` may be left out, what follows `*` is given by
 *   name, `…rest` takes all that is left
 * @param {(...given: any[]) => Value} body gets them in this order
 */
function bound(name, listed, body) {
  const all = listed.filter((one) => one !== '*');
  const known = all.map((one) => one.replace(/[?…~]/g, ''));
  const star = listed.indexOf('*');
  const most = star < 0 ? all.length : star;
  const rest = all.findIndex((one) => one[0] === '…');
  return new Fn(name, (given, named) => {
    /** @type {any[]} */
    const found = [];
    for (const [i, value] of given.entries()) {
      if (rest >= 0 && i >= rest) found[rest] = [...(found[rest] ?? []), value];
      else if (i >= most) throw refusal('given', name, most, given.length, known.slice(most));
      else found[i] = value;
    }
    for (const [key, value] of named) {
      const i = known.indexOf(key);
      if (i < 0 || i in found) throw refusal('keyword', name, key, i < 0 ? known : null);
      found[i] = value;
    }
    const missing = all.findIndex((one, i) => !/[?…]/.test(one) && !(i in found));
    if (missing >= 0) throw refusal('missing', name, known[missing]);
    return body(...all.map((_, i) => found[i]));
  });
}

/** What a parameter of this name becomes; of one with ~ the value stays. @type {Record<string, (value: any) => any>} */
const BECOMES = {
  a: arrayOf,
  x: arrayOf,
  x1: arrayOf,
  x2: arrayOf,
  axis: axes,
  shape: wholes,
  dtype: kindOf,
  k: wholeOr,
  ddof: wholeOr,
  axis1: whole,
  axis2: whole,
  keepdims: (value) => value !== undefined && isTrue(value),
  arrays: (value) => each(value).map(arrayOf),
};

/** Make functions. @param {Record<string, (...given: any[]) => Value>} described each by its name and parameters @returns {Record<string, Fn>} */
function functions(described) {
  const made = Object.entries(described).map(([signature, body]) => {
    const [name, ...listed] = signature.split(' ');
    const change = listed.filter((one) => one !== '*').map((one) => BECOMES[one.replace('?', '')]);
    return [name, bound(name, listed, (...given) => body(...given.map((value, i) => (change[i] ? change[i](value) : value))))];
  });
  return Object.fromEntries(made);
}

/** @type {Record<string, Type>} */
const TYPES = { float: new Type('float', 'f'), int: new Type('int', 'i'), bool: new Type('bool', 'b') };

/** argmax, or argmin of what is turned. @param {string} name @param {(x: Arr) => Arr} turned */
const place = (name, turned) => functions({
  [`${name} a axis?~ * keepdims?`]: (a, axis, keepdims) => arrays.reduce('argmax', turned(a), isNone(axis) ? null : [whole(axis)], keepdims, name),
});

/** @param {Arr} x */
const flat = (x) => arrays.reshape(x, [-1]);

/** @param {Arr} x @param {number[] | null} order */
const transposed = (x, order) => arrays.transpose(x, order ?? [...x.shape.keys()].reverse());

/** What both np and an array have. */
const BOTH = {
  ...Object.assign({}, ...['sum', 'prod', 'max', 'min', 'any', 'all'].map((op) => functions({
    [`${op} a axis? * keepdims?`]: (a, axis, keepdims) => arrays.reduce(op, a, axis, keepdims),
  }))),
  ...place('argmax', (a) => a),
  ...functions({
    'mean a axis? * keepdims?': arrays.mean,
    'var a axis? * keepdims? ddof?': arrays.variance,
    'std a axis? * keepdims? ddof?': (a, axis, keepdims, ddof) => arrays.unary('sqrt', arrays.variance(a, axis, keepdims, ddof)),
    'copy a': arrays.copy,
    'swapaxes a axis1 axis2': arrays.swapaxes,
  }),
};

/** @type {Record<string, Fn>} what an array has */
const METHODS = {
  ...BOTH,
  ...functions({
    'astype a dtype': (a, dtype = 'f') => arrays.astype(a, dtype),
    'reshape a …shape': (a, shape = []) => arrays.reshape(a, shape.flatMap(wholes)),
    'transpose a …axes': (a, order) => transposed(a, order && order[0] !== null ? order.flatMap(wholes) : null),
  }),
};

/** @type {Record<string, Value>} what `np` has */
const NUMPY = {
  ...BOTH,
  inf: number(Infinity, 'f'),
  pi: number(Math.PI),
  newaxis: null,
  ...functions({
    'matmul x1 x2': arrays.matmul,
    'where condition~ x?~ y?~': (condition, x, y) => {
      if (x === undefined || y === undefined) throw refusal('where');
      return arrays.where(arrayOf(condition), arrayOf(x), arrayOf(y));
    },
    'array a dtype?': (a, dtype) => arrays.astype(a, dtype ?? a.kind),
    'reshape a shape': arrays.reshape,
    'transpose a axes?': (a, order) => transposed(a, axes(order)),
    'concatenate arrays axis?~': (parts, axis) => (axis === null ? arrays.concatenate(parts.map(flat), 0) : arrays.concatenate(parts, wholeOr(axis))),
    'stack arrays axis?~': (parts, axis) => arrays.stack(parts, wholeOr(axis)),
    'zeros shape dtype?': (shape, dtype = 'f') => arrays.full(shape, number(0, dtype)),
    'ones shape dtype?': (shape, dtype = 'f') => arrays.full(shape, number(1, dtype)),
    'eye N M? k? dtype?': (n, m, k, dtype = 'f') => arrays.made([whole(n), wholeOr(m, whole(n))], ([i, j]) => Number(j - i === k), dtype),
    'arange start stop? step? dtype?': arange,
  }),
};
for (const op of ['exp', 'log', 'sqrt', 'square', 'absolute', 'tanh', 'sin', 'cos', 'log1p', 'log2', 'sign', 'floor', 'negative']) {
  Object.assign(NUMPY, functions({ [`${op} x`]: (x) => arrays.unary(op, numpy(x)) }));
}
for (const op of ['add', 'subtract', 'multiply', 'divide', 'power', 'remainder', 'floor_divide', 'maximum', 'minimum', 'greater', 'greater_equal', 'less', 'less_equal', 'equal', 'not_equal']) {
  Object.assign(NUMPY, functions({ [`${op} x1 x2`]: (x, y) => numpy(arrays.binary(op, numpy(x), y)) }));
}

/** @param {Arr} start @param {any} [stop] @param {any} [step] @param {Kind} [dtype] */
function arange(start, stop, step, dtype) {
  const [from, to] = isNone(stop) ? [number(0), start] : [start, arrayOf(stop)];
  const by = isNone(step) ? number(1) : arrayOf(step);
  if ([from, to, by].some((x) => x.shape?.length !== 0)) throw refusal('arange');
  const kind = [from, to, by].some((x) => x.kind === 'f') ? 'f' : 'i';
  if (!by.data[0]) throw refusal('zero');
  const length = Math.max(0, Math.ceil((to.data[0] - from.data[0]) / by.data[0]));
  return arrays.astype(arrays.made([length], ([i]) => from.data[0] + i * by.data[0], kind), dtype ?? kind);
}

/** @param {Value} value @returns {number} */
function single(value) {
  const x = arrayOf(value);
  if (x.shape.length) throw refusal('scalar');
  return x.data[0];
}

/** @type {Record<string, Value>} */
const BUILTINS = {
  np: new Names('numpy', NUMPY),
  ...TYPES,
  ...functions({
    'len x~': (x) => {
      const n = x instanceof Seq ? x.items.length : isArr(x) ? x.shape[0] : undefined;
      if (n === undefined) throw refusal('length', typeName(x));
      return number(n);
    },
    'range start stop? step?': (start, stop, step) => {
      const [from, to] = stop === undefined ? [0, whole(start)] : [whole(start), whole(stop)];
      const by = wholeOr(step, 1);
      const length = by && Math.max(0, Math.ceil((to - from) / by));
      if (!by || length > LONGEST_RANGE) throw refusal('range', length);
      return list(Array.from({ length }, (_, i) => number(from + i * by)));
    },
  }),
};

/** What is written between two values. @type {Record<string, string>} */
const INFIX = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '**': 'power', '%': 'remainder', '//': 'floor_divide', '<': 'less', '<=': 'less_equal', '>': 'greater', '>=': 'greater_equal', '==': 'equal', '!=': 'not_equal' };
/** @type {Record<string, string>} */
const LOGIC = { '&': 'logical_and', '|': 'logical_or' };

/** Lent to what is loaded apart (`further.js`), which adds to the tables. */
export const LENT = {
  arrayOf, BUILTINS, each, flat, functions, isArr, isNone, isTrue, list, METHODS, Names, number, NUMPY, place, refusal, Seq, shapeOf, single, truth, typeName, TYPES, whole, wholeOr,
  ...arrays.LENT,
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
    if (!(called instanceof Fn)) throw refusal('undefined', name, []);
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
        const deep = refusal('deep');
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
        if (scopes.length < 2) throw refusal('outsideFunction');
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
        if (!isTrue(this.value(kids[1], scopes))) throw refusal('assertion');
        return undefined;
      case 'ImportStatement':
        if (/^import (numpy as np|math)$/.test(node.text.trim())) return undefined; // at hand anyway
        throw refusal('import');
      default:
        throw refusal('unread', node.name, node.text, node.line);
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
      if (text === 'np' || text === 'math' || (scopes.length === 1 && this.given.has(text)) || this.given.get(text) instanceof Fn) throw refusal('isGiven', text);
      scopes[0].set(text, value);
    } else if (name === 'ParenthesizedExpression') this.put(kids[1], value, scopes);
    else if (name === 'TupleExpression' || name === 'ArrayExpression') {
      const targets = split(kids);
      const items = each(value);
      const star = targets.findIndex(([first]) => first.name === '*');
      const n = targets.length;
      if (star < 0 ? items.length !== n : items.length < n - 1) throw refusal('unpack', items.length, n, star >= 0);
      for (const [i, one] of targets.entries()) {
        const after = items.length - n + i;
        if (i === star) this.put(one[1], new Seq(items.slice(i, after + 1), true), scopes);
        else this.put(one[0], star >= 0 && i > star ? items[after] : items[i], scopes);
      }
    } else if (name === 'MemberExpression' && kids[1].name === '[') {
      const whole = this.value(kids[0], scopes);
      if (!isArr(whole)) throw refusal('assign', typeName(whole));
      arrays.setItem(whole, this.keys(kids, scopes), arrayOf(value));
    } else throw refusal(name === 'MemberExpression' ? 'attributeSet' : 'target');
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
    if (kids.length > end + 1) throw refusal('elseAfter');
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
      if (first.name !== 'VariableName') throw refusal('starParameter');
      const at = parts.findIndex((part) => part.name === 'AssignOp');
      return { name: first.text, otherwise: at < 0 ? undefined : this.value(parts[at + 1], scopes) };
    });
    const signature = parameters.map((one) => one.name + (one.otherwise === undefined ? '' : '?'));
    const called = bound(name, signature, (...given) => {
      if (++this.depth > DEEPEST) throw refusal('recursion');
      /** @type {Scope} */
      const own = new Map(parameters.map((one, i) => [one.name, given[i] ?? (given[i] === null ? null : /** @type {Value} */ (one.otherwise))]));
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
        throw refusal('unread', node.name, node.text, node.line);
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
    if (kids.length !== at + 3) throw refusal('comprehension');
    const target = joined(kids.slice(3, at));
    const items = each(this.value(kids[at + 1], scopes)).map((item) => {
      /** @type {Scope[]} */
      const inner = [new Map(), ...scopes];
      arrays.spend(200);
      this.put(target, item, inner);
      return this.value(kids[1], inner);
    });
    return list(items);
  }

  /** @param {string} name @param {Scope[]} scopes @returns {Value} */
  lookUp(name, scopes) {
    for (const scope of [...scopes, this.given]) {
      const found = scope.get(name);
      if (found !== undefined) return found;
    }
    if (Object.hasOwn(BUILTINS, name)) return BUILTINS[name];
    throw refusal('undefined', name, [...scopes, this.given].flatMap((scope) => [...scope.keys()]));
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
    if (!isArr(x)) throw refusal('unary', `unary ${op}`, typeName(x));
    if (op === '-') return arrays.unary('negative', x);
    if (op === '+') return x;
    if (x.kind !== 'b' || x.plain) throw refusal('tilde');
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
    if (/[a-z]/.test(op)) throw refusal('operator', op);
    if (x instanceof Seq && y instanceof Seq) return this.together(op, x, y);
    const isNumber = (/** @type {Value} */ value) => isArr(value) || value instanceof Seq;
    if (!isNumber(x) || !isNumber(y)) {
      if (op === '==' || op === '!=') return truth((x === y) === (op === '=='));
      throw refusal('operands', op, typeName(x), typeName(y));
    }
    for (const [seq, other] of [[x, y], [y, x]]) {
      if (seq instanceof Seq && isArr(other) && (other.plain || op === '*') && !other.shape.length) throw refusal('listBeside');
    }
    const isBare = (/** @type {Value} */ value) => !isArr(value) || !value.shape.length;
    if (op === '@' && isBare(x) && isBare(y)) {
      // NumPy tells numbers and arrays without axes apart
      throw refusal('at', typeName(x), typeName(y), isArr(x) && isArr(y) && !(x.plain && y.plain));
    }
    const [a, b] = [arrayOf(x), arrayOf(y)];
    if (op === '@') return arrays.matmul(a, b);
    if (Object.hasOwn(INFIX, op)) return arrays.binary(INFIX[op], a, b);
    if (Object.hasOwn(LOGIC, op)) return arrays.logic(LOGIC[op], a, b);
    throw refusal('operator', op);
  }

  /** Two tuples or lists: joined, or compared at the first place that differs. @param {string} op @param {Seq} x @param {Seq} y @returns {Value} */
  together(op, x, y) {
    const isAlike = x.isList === y.isList;
    if (op === '+' && isAlike) return new Seq([...x.items, ...y.items], x.isList);
    const isSame = (/** @type {Value} */ one, /** @type {Value} */ other) => one === other || isTrue(this.operate('==', one, other));
    if (op === '==' || op === '!=') {
      const areSame = isAlike && x.items.length === y.items.length && x.items.every((one, i) => isSame(one, y.items[i]));
      return truth(areSame === (op === '=='));
    }
    if (!isAlike || !/[<>]/.test(op)) throw refusal('operands', op, typeName(x), typeName(y));
    const at = x.items.findIndex((one, i) => i >= y.items.length || !isSame(one, y.items[i]));
    if (at < 0 || at >= y.items.length) return this.operate(op, number(x.items.length), number(y.items.length));
    return this.operate(op, x.items[at], y.items[at]);
  }

  /** @param {PyNode[]} kids @param {Scope[]} scopes @returns {Value} */
  member(kids, scopes) {
    const whole = this.value(kids[0], scopes);
    if (kids[1].name === '[') {
      if (whole instanceof Seq) return this.place(whole, this.keys(kids, scopes));
      if (!isArr(whole) || whole.plain) throw refusal('subscript', typeName(whole));
      return arrays.getItem(whole, this.keys(kids, scopes));
    }
    const { text: name } = kids[2];
    if (whole instanceof Names) {
      if (Object.hasOwn(whole.members, name)) return whole.members[name];
      throw refusal('member', whole.name, name);
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
      throw refusal('attribute', typeName(whole), name, Object.hasOwn(NUMPY, name));
    }
    if (whole instanceof Seq && whole.isList && name === 'append') {
      return bound(name, ['x'], (x) => {
        arrays.spend(100);
        whole.items.push(x);
        return null;
      });
    }
    throw refusal('attribute', typeName(whole), name, whole instanceof Seq ? whole.names : []);
  }

  /** @param {Seq} seq @param {Key[]} keys @returns {Value} */
  place(seq, keys) {
    const [key] = keys;
    if (keys.length > 1 || key === null || key === '...' || ('shape' in key && key.shape.length)) throw refusal('place', typeName(seq));
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
    if (found instanceof Seq && found.isList) return arrayOf(found);
    throw refusal('key');
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
      else if (parts.length > 1) throw refusal('arguments');
      else given.push(this.value(first, scopes));
    }
    if (called instanceof Type) {
      const [x] = given;
      if (x === undefined) return number(0, called.kind);
      if (!isArr(x)) throw refusal('cannotBe', called.name, typeName(x));
      return number(arrays.astype(number(single(x), x.kind), called.kind).data[0], called.kind);
    }
    if (!(called instanceof Fn)) throw refusal('callable', typeName(called), isArr(called));
    return called.call(given, named);
  }
}

/** @param {string} text @returns {Arr} */
function literal(text) {
  const plain = text.replaceAll('_', '');
  if (/[jJ]$/.test(plain)) throw refusal('complex');
  const kind = /^\d+$/.test(plain) || /^0[xob]/i.test(plain) ? 'i' : 'f';
  const x = Number(plain);
  if (kind === 'i' && x > Number.MAX_SAFE_INTEGER) throw refusal('whole');
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
