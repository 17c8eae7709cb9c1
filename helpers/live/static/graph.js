// @ts-check
/**
 * A traced function in the browser: a small interpreter of array operations.
 *
 * The graph comes from Python (pack.py) and fixes all shapes. So every array and
 * every table of places is made once, when the graph is built; an edit only fills numbers in.
 * Booleans are 0 and 1. Where JavaScript and NumPy differ, NumPy is followed.
 *
 * Each operation is a plan with two faces: `run` computes the whole array, `cells` lists what one
 * cell reads. Both use the same tables, so an explanation cannot disagree with the value.
 *
 * @template [A=unknown] what the operation carries besides its operands: axes, places, numbers
 * @typedef {{id: number, op: string, ins: number[], shape: number[],
 *   name: string | null, source: string | null, attrs: A, boolean: boolean}} GraphNode
 */
/**
 * @typedef {{function: string | null, caller: number, arguments: Record<string, number[]>,
 *   results: number[], name: string | null}} Scope
 * @typedef {{id: number, index: number}} Cell one number: a node, and a place in its flat array
 * @typedef {{out: Float64Array, run: () => void, cells: (index: number) => Cell[]}} Plan
 * @typedef {{id: number, shape: number[], data: Float64Array}} Operand
 * @typedef {[start: number, stop: number | null, step: number]} Slice
 * @typedef {ReturnType<typeof createGraph>} Graph
 */
/**
 * @template [A=unknown]
 * @typedef {(node: GraphNode<A>, operands: Operand[]) => Plan} Planner
 */
/**
 * What `pack` and `pack_all` of pack.py write; a number is the place of a word in `strings`.
 *
 * @typedef {[op: number, ins: number[], shape: number[], scope?: number, name?: number,
 *   source?: number, attrs?: unknown, boolean?: number]} NodeLine
 * @typedef {[called: number, caller: number, given: [argument: number, ids: number[]][],
 *   results: number[], name: number]} ScopeLine
 * @typedef {{v: number, strings: string[], scopes: ScopeLine[], inputs: Record<string, number>,
 *   outputs: Record<string, number>} & ({nodes: NodeLine[], lines?: undefined}
 *   | {nodes: number[], lines: NodeLine[]})} Packed
 */

/** @type {Record<string, (x: number) => number>} */
const UNARY = {
  negative: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  absolute: Math.abs,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  logical_not: (x) => (x === 0 ? 1 : 0),
  log1p: Math.log1p,
  log2: Math.log2,
  sign: (x) => Math.sign(x) + 0, // the sign of −0 is 0
  floor: Math.floor,
};

/** @type {Record<string, (x: number, y: number) => number>} */
const BINARY = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  // C, and so NumPy, has 1 where JavaScript has NaN: 1 to any power, −1 to an infinite one
  power: (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
  remainder: (x, y) => {
    const rest = x % y; // has the sign of x; NumPy's has that of y
    if (rest === 0) return y < 0 ? -0 : 0;
    return rest < 0 === y < 0 ? rest : rest + y;
  },
  maximum: (x, y) => (x >= y || Number.isNaN(x) ? x : y),
  minimum: (x, y) => (x <= y || Number.isNaN(x) ? x : y),
  greater: (x, y) => Number(x > y),
  greater_equal: (x, y) => Number(x >= y),
  less: (x, y) => Number(x < y),
  less_equal: (x, y) => Number(x <= y),
  equal: (x, y) => Number(x === y),
  not_equal: (x, y) => Number(x !== y),
  logical_and: (x, y) => Number(x !== 0 && y !== 0),
  logical_or: (x, y) => Number(x !== 0 || y !== 0),
};

/**
 * Each folds the next number into the result so far; NaN stays NaN. The operation stands here by
 * its name, so that a script which takes no graph along takes none of this.
 *
 * @type {Record<string, {start: number, by: string}>}
 */
const REDUCE = {
  sum: { start: 0, by: 'add' },
  prod: { start: 1, by: 'multiply' },
  max: { start: -Infinity, by: 'maximum' },
  min: { start: Infinity, by: 'minimum' },
};

/** How valid JSON spells what it has no number for. @type {Record<string, number>} */
const WORDS = { inf: Infinity, '-inf': -Infinity, nan: NaN };

/** Operations that only move numbers to other places. */
export const MOVES = new Set(['reshape', 'transpose', 'slice', 'concatenate', 'take']);

/**
 * Turn a flat list of JSON numbers into an array; "inf", "-inf" and "nan" are words in it.
 *
 * @param {ArrayLike<number | string>} list
 * @returns {Float64Array}
 */
export function decodeNumbers(list) {
  return Float64Array.from(list, (x) => (typeof x === 'string' ? decodeWord(x) : x));
}

/** @param {string} word @returns {number} */
function decodeWord(word) {
  if (!(word in WORDS)) throw new Error(`“${word}” is not a number of a graph.`);
  return WORDS[word];
}

/** @param {number[]} shape @returns {number} how many entries an array of this shape has */
export function sizeOf(shape) {
  return shape.reduce((size, n) => size * n, 1);
}

/** @param {number[]} shape @returns {number[]} how far apart neighbours on each axis lie */
function stridesOf(shape) {
  /** @type {number[]} */
  const strides = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/**
 * Give the indices of an entry on each axis: of a 2 × 3 matrix, entry 4 is at [1, 1].
 *
 * @param {number[]} shape
 * @param {number} index place in the flat array
 * @returns {number[]}
 */
export function placeOf(shape, index) {
  return stridesOf(shape).map((stride, axis) => Math.floor(index / stride) % shape[axis]);
}

/**
 * Give the place in the flat array; the inverse of `placeOf`.
 *
 * @param {number[]} shape
 * @param {number[]} place
 * @returns {number}
 */
export function indexOf(shape, place) {
  return stridesOf(shape).reduce((index, stride, axis) => index + stride * place[axis], 0);
}

/**
 * List offset + Σ place × stride for each entry of a shape, row by row. All tables are this.
 *
 * @param {number[]} shape
 * @param {number[]} strides
 * @param {number} [offset]
 * @returns {Int32Array}
 */
function places(shape, strides, offset = 0) {
  const table = new Int32Array(sizeOf(shape));
  if (table.length === 0) return table;
  table[0] = offset;
  let filled = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const block = filled;
    for (let k = 1; k < shape[axis]; k++) {
      for (let i = 0; i < block; i++) table[filled++] = table[i] + k * strides[axis];
    }
  }
  return table;
}

/**
 * Where each entry of a broadcast result comes from; an axis of length 1 is read again.
 *
 * @param {number[]} from
 * @param {number[]} to
 * @returns {Int32Array}
 */
function broadcast(from, to) {
  const missing = to.length - from.length;
  const strides = stridesOf(from);
  return places(
    to,
    to.map((_, axis) => {
      const own = axis - missing;
      return own < 0 || from[own] === 1 ? 0 : strides[own];
    }),
  );
}

/**
 * Build a graph that computes.
 *
 * @param {Packed} packed
 * @param {Record<string, ArrayLike<number | string>>} [values] start values of the inputs, flat
 */
export function createGraph(packed, values = {}) {
  const { nodes, scopes } = unpack(packed);
  const { inputs, outputs } = packed;
  /** @type {Plan[]} */
  const plans = [];
  for (const node of nodes) plans.push(planFor(node, nodes, plans));

  const stale = new Uint8Array(nodes.length).fill(1);
  const unset = new Set(Object.keys(inputs));

  /**
   * Change an input. Nothing is computed yet.
   *
   * @param {string} name
   * @param {ArrayLike<number | string>} list all entries, row by row
   * @returns {boolean} whether a number changed
   */
  function set(name, list) {
    if (!Object.hasOwn(inputs, name)) throw new Error(`There is no input “${name}”.`);
    const { out } = plans[inputs[name]];
    if (list.length !== out.length) {
      throw new Error(`${name} has ${out.length} numbers, but ${list.length} were given.`);
    }
    const numbers = decodeNumbers(list);
    const changed = unset.delete(name) || numbers.some((x, i) => !Object.is(x, out[i]));
    if (changed) {
      out.set(numbers);
      stale[inputs[name]] = 1;
    }
    return changed;
  }

  /**
   * Compute what depends on the inputs that changed since the last run; everything, at first.
   * After an error the same nodes stay due, so an input that is put right brings the graph back.
   *
   * @returns {Set<number>} the nodes that may have changed, inputs included
   */
  function run() {
    if (unset.size) throw new Error(`There is no value for ${[...unset].join(', ')} yet.`);
    /** @type {Set<number>} */
    const recomputed = new Set();
    for (const { id, ins } of nodes) {
      if (!stale[id] && !ins.some((i) => stale[i])) continue;
      stale[id] = 1;
      plans[id].run();
      recomputed.add(id);
    }
    stale.fill(0);
    return recomputed;
  }

  for (const [name, list] of Object.entries(values)) set(name, list);
  return {
    inputs,
    outputs,
    nodes,
    scopes,
    set,
    run,
    /** @param {number} id @returns {GraphNode} */
    node: (id) => nodes[id],
    /** @param {number} id @returns {number[]} */
    shape: (id) => nodes[id].shape,
    /** The numbers of a node, row by row. To read only; it is the graph's own array.
     * @param {number} id @returns {Float64Array} */
    value: (id) => plans[id].out,
    /** What one cell reads, in the order of the arithmetic.
     * @param {number} id @param {number} index @returns {Cell[]} */
    cells: (id, index) => plans[id].cells(index),
  };
}

/**
 * Put the words into the packed lists.
 *
 * @param {Packed} packed
 * @returns {{nodes: GraphNode[], scopes: Scope[]}}
 */
function unpack(packed) {
  if (packed.v !== 1) throw new Error(`This page cannot read graphs of version ${packed.v}.`);
  const { strings } = packed;
  /** @param {number} number */
  const wordOrNone = (number) => (number < 0 ? null : strings[number]);
  const { lines } = packed; // shared by the graphs of a figure; they count backwards
  const own = packed.lines ? packed.nodes.map((place) => packed.lines[place]) : packed.nodes;
  const nodes = own.map((line, id) => {
    const [op, ins, shape, , name = -1, source = -1, attrs = null, boolean = 0] = line;
    return {
      id,
      op: strings[op],
      ins: lines ? ins.map((i) => id - i) : ins,
      shape,
      name: wordOrNone(name),
      source: wordOrNone(source),
      attrs,
      boolean: boolean === 1,
    };
  });
  const scopes = packed.scopes.map(([called, caller, given, results, name]) => ({
    function: wordOrNone(called),
    caller,
    arguments: Object.fromEntries(given.map(([argument, ids]) => [strings[argument], ids])),
    results,
    name: wordOrNone(name),
  }));
  return { nodes, scopes };
}

/** @param {GraphNode} node @param {GraphNode[]} nodes @param {Plan[]} plans @returns {Plan} */
export function planFor(node, nodes, plans) {
  const operands = node.ins.map((id) => ({ id, shape: nodes[id].shape, data: plans[id].out }));
  if (Object.hasOwn(UNARY, node.op)) return planUnary(UNARY[node.op], node, operands[0]);
  if (Object.hasOwn(BINARY, node.op)) return planBinary(BINARY[node.op], node, operands);
  if (Object.hasOwn(REDUCE, node.op)) {
    const reduction = /** @type {GraphNode<number[]>} */ (node);
    return planReduce(REDUCE[node.op], reduction, operands[0]);
  }
  if (Object.hasOwn(PLANS, node.op)) return PLANS[node.op](node, operands);
  throw new Error(`This page does not know the operation “${node.op}”.`);
}

/** @param {GraphNode} node @returns {Float64Array} */
function emptyFor(node) {
  return new Float64Array(sizeOf(node.shape));
}

/**
 * @param {(x: number) => number} f
 * @param {GraphNode} node
 * @param {Operand} operand
 * @returns {Plan}
 */
function planUnary(f, node, { id, data }) {
  const out = emptyFor(node);
  const run = () => {
    for (let i = 0; i < out.length; i++) out[i] = f(data[i]);
  };
  return { out, run, cells: (index) => [{ id, index }] };
}

/**
 * @param {(x: number, y: number) => number} f
 * @param {GraphNode} node
 * @param {Operand[]} operands
 * @returns {Plan}
 */
function planBinary(f, node, operands) {
  const out = emptyFor(node);
  const [x, y] = operands.map((operand) => operand.data);
  if (x.length === out.length && y.length === out.length) {
    const run = () => {
      for (let i = 0; i < out.length; i++) out[i] = f(x[i], y[i]);
    };
    return { out, run, cells: (index) => operands.map(({ id }) => ({ id, index })) };
  }
  const tables = operands.map((operand) => broadcast(operand.shape, node.shape));
  const [atX, atY] = tables;
  const run = () => {
    for (let i = 0; i < out.length; i++) out[i] = f(x[atX[i]], y[atY[i]]);
  };
  /** @param {number} index */
  const cells = (index) => operands.map(({ id }, k) => ({ id, index: tables[k][index] }));
  return { out, run, cells };
}

/**
 * Tables for a reduction: where each result's group begins, and the steps inside a group.
 *
 * @param {number[]} reduced axes
 * @param {number[]} shape of the operand
 */
function groups(reduced, shape) {
  const strides = stridesOf(shape);
  const axes = [...shape.keys()];
  const gone = axes.filter((axis) => reduced.includes(axis));
  const kept = axes.filter((axis) => !reduced.includes(axis));
  /** @param {number[]} list @param {number[]} chosen */
  const pick = (list, chosen) => chosen.map((axis) => list[axis]);
  return {
    first: places(pick(shape, kept), pick(strides, kept)),
    step: places(pick(shape, gone), pick(strides, gone)),
  };
}

/**
 * @param {(typeof REDUCE)[string]} how
 * @param {GraphNode<number[]>} node its axes
 * @param {Operand} operand
 * @returns {Plan}
 */
function planReduce({ start, by }, node, { id, shape, data }) {
  const fold = BINARY[by];
  const out = emptyFor(node);
  const { first, step } = groups(node.attrs, shape);
  const run = () => {
    for (let i = 0; i < out.length; i++) {
      let result = start;
      for (let j = 0; j < step.length; j++) result = fold(result, data[first[i] + step[j]]);
      out[i] = result;
    }
  };
  return { out, run, cells: (index) => Array.from(step, (s) => ({ id, index: first[index] + s })) };
}

/** @type {Planner<number[]>} its axis */
function planArgmax(node, [{ id, shape, data }]) {
  const out = emptyFor(node);
  const { first, step } = groups(node.attrs, shape);
  const run = () => {
    for (let i = 0; i < out.length; i++) {
      let best = 0;
      for (let j = 0; j < step.length; j++) {
        const x = data[first[i] + step[j]];
        if (Number.isNaN(x)) {
          best = j; // the first NaN counts as the largest, as in NumPy
          break;
        }
        if (x > data[first[i] + step[best]]) best = j;
      }
      out[i] = best;
    }
  };
  return { out, run, cells: (index) => Array.from(step, (s) => ({ id, index: first[index] + s })) };
}

/**
 * The places of each row along the last axis from its smallest number to its largest, NaN last;
 * equal numbers keep their order.
 *
 * @type {Planner}
 */
function planArgsort(node, [{ id, data }]) {
  const out = emptyFor(node);
  const n = node.shape[node.shape.length - 1];
  const run = () => {
    for (let start = 0; start < out.length; start += n) {
      const row = data.subarray(start, start + n);
      /** @param {number} x @param {number} y */
      const isLater = (x, y) => Number(x > y || (Number.isNaN(x) && !Number.isNaN(y)));
      const order = Array.from(row.keys()).sort(
        (i, j) => isLater(row[i], row[j]) - isLater(row[j], row[i]),
      );
      out.set(order, start);
    }
  };
  /** @param {number} index */
  const cells = (index) =>
    Array.from({ length: n }, (_, k) => ({ id, index: index - (index % n) + k }));
  return { out, run, cells };
}

/** @type {Planner} */
function planMatmul(node, [left, right]) {
  const out = emptyFor(node);
  const [rows, columns] = node.shape.slice(-2);
  const inner = left.shape[left.shape.length - 1];
  const lead = node.shape.slice(0, -2);
  const x = left.data;
  const y = right.data;
  const atX = broadcast(left.shape.slice(0, -2), lead).map((matrix) => matrix * rows * inner);
  const atY = broadcast(right.shape.slice(0, -2), lead).map((matrix) => matrix * inner * columns);
  const run = () => {
    let i = 0;
    for (let matrix = 0; matrix < atX.length; matrix++) {
      for (let row = 0; row < rows; row++) {
        const start = atX[matrix] + row * inner;
        for (let column = 0; column < columns; column++) {
          let total = 0;
          let at = atY[matrix] + column;
          for (let k = 0; k < inner; k++, at += columns) total += x[start + k] * y[at];
          out[i++] = total;
        }
      }
    }
  };
  /** @param {number} index */
  const cells = (index) => {
    const column = index % columns;
    const row = Math.floor(index / columns) % rows;
    const matrix = Math.floor(index / (rows * columns));
    return Array.from({ length: inner }, (_, k) => [
      { id: left.id, index: atX[matrix] + row * inner + k },
      { id: right.id, index: atY[matrix] + k * columns + column },
    ]).flat();
  };
  return { out, run, cells };
}

/** @type {Planner} */
function planWhere(node, operands) {
  const out = emptyFor(node);
  const [condition, x, y] = operands.map((operand) => operand.data);
  const tables = operands.map((operand) => broadcast(operand.shape, node.shape));
  const [atCondition, atX, atY] = tables;
  const run = () => {
    for (let i = 0; i < out.length; i++) {
      out[i] = condition[atCondition[i]] === 0 ? y[atY[i]] : x[atX[i]];
    }
  };
  /** @param {number} index */
  const cells = (index) => operands.map(({ id }, k) => ({ id, index: tables[k][index] }));
  return { out, run, cells };
}

/**
 * A move by a fixed table: entry i of the result is entry table[i] of the operand.
 *
 * @param {GraphNode} node
 * @param {Operand} operand
 * @param {Int32Array} table
 * @returns {Plan}
 */
function planMove(node, { id, data }, table) {
  const out = emptyFor(node);
  const run = () => {
    for (let i = 0; i < out.length; i++) out[i] = data[table[i]];
  };
  return { out, run, cells: (index) => [{ id, index: table[index] }] };
}

/** @type {Planner<number[]>} the order of axes */
function planTranspose(node, [operand]) {
  const strides = stridesOf(operand.shape);
  return planMove(
    node,
    operand,
    places(
      node.shape,
      node.attrs.map((axis) => strides[axis]),
    ),
  );
}

/** @type {Planner<Slice[]>} one for each axis */
function planSlice(node, [operand]) {
  const strides = stridesOf(operand.shape);
  const offset = node.attrs.reduce((sum, [start], axis) => sum + start * strides[axis], 0);
  const steps = node.attrs.map(([, , step], axis) => step * strides[axis]);
  return planMove(node, operand, places(node.shape, steps, offset));
}

/** @type {Planner<number>} the axis */
function planConcatenate(node, operands) {
  const out = emptyFor(node);
  const axis = node.attrs;
  const strides = stridesOf(node.shape);
  let begin = 0;
  const parts = operands.map(({ id, shape, data }) => {
    const part = { id, shape, data, begin, to: places(shape, strides, begin * strides[axis]) };
    begin += shape[axis];
    return part;
  });
  const run = () => {
    for (const { data, to } of parts) for (let i = 0; i < to.length; i++) out[to[i]] = data[i];
  };
  /** @param {number} index */
  const cells = (index) => {
    const place = placeOf(node.shape, index);
    let k = parts.length - 1;
    while (parts[k].begin > place[axis]) k -= 1;
    const part = parts[k];
    const own = place.with(axis, place[axis] - part.begin);
    return [{ id: part.id, index: indexOf(part.shape, own) }];
  };
  return { out, run, cells };
}

/** @type {Planner} */
function planTake(node, [table, ids]) {
  const out = emptyFor(node);
  const rows = table.shape[0];
  const width = sizeOf(table.shape.slice(1));
  /** @param {number} i */
  const rowOf = (i) => {
    const asked = Math.trunc(ids.data[i]);
    const row = asked < 0 ? asked + rows : asked;
    if (row >= 0 && row < rows) return row;
    throw new RangeError(`There is no row ${asked}: the table has the rows 0 to ${rows - 1}.`);
  };
  const run = () => {
    for (let i = 0; i < ids.data.length; i++) {
      const from = rowOf(i) * width;
      for (let k = 0; k < width; k++) out[i * width + k] = table.data[from + k];
    }
  };
  /** @param {number} index */
  const cells = (index) => [
    { id: table.id, index: rowOf(Math.floor(index / width)) * width + (index % width) },
  ];
  return { out, run, cells };
}

const doNothing = () => {};

/**
 * Each says what its operation carries; which one that is, only the name in the data tells.
 *
 * @type {Record<string, Planner<any>>}
 */
const PLANS = {
  input: (node) => ({ out: emptyFor(node), run: doNothing, cells: () => [] }),
  const: (node) => ({ out: decodeNumbers(node.attrs), run: doNothing, cells: () => [] }),
  // the same numbers in the same order, so the same array
  reshape: (_, [{ id, data }]) => ({ out: data, run: doNothing, cells: (index) => [{ id, index }] }),
  argmax: planArgmax,
  argsort: planArgsort,
  matmul: planMatmul,
  where: planWhere,
  transpose: planTranspose,
  slice: planSlice,
  concatenate: planConcatenate,
  take: planTake,
};
