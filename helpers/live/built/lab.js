var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// helpers/live/static/drawings.js
var drawings_exports = {};
__export(drawings_exports, {
  bars: () => barsView,
  board: () => boardOn,
  dial: () => dialsView,
  flow: () => flowView,
  glow: () => glowView,
  line: () => lineView,
  links: () => linksView,
  nudges: () => nudgesView,
  plane: () => planeView,
  rail: () => railView,
  recorded: () => recordedView,
  ribbons: () => ribbonsView,
  run: () => Run,
  stage: () => stageOn,
  trail: () => trailView,
  words: () => wordsView
});

// helpers/live/static/graph.js
var UNARY = {
  negative: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  absolute: Math.abs,
  tanh: Math.tanh,
  sin: Math.sin,
  cos: Math.cos,
  logical_not: (x) => x === 0 ? 1 : 0,
  log1p: Math.log1p,
  log2: Math.log2,
  sign: (x) => Math.sign(x) + 0,
  // the sign of −0 is 0
  floor: Math.floor
};
var BINARY = {
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  // C, and so NumPy, has 1 where JavaScript has NaN: 1 to any power, −1 to an infinite one
  power: (x, y) => x === 1 || x === -1 && Math.abs(y) === Infinity ? 1 : x ** y,
  remainder: (x, y) => {
    const rest = x % y;
    if (rest === 0) return y < 0 ? -0 : 0;
    return rest < 0 === y < 0 ? rest : rest + y;
  },
  maximum: (x, y) => x >= y || Number.isNaN(x) ? x : y,
  minimum: (x, y) => x <= y || Number.isNaN(x) ? x : y,
  greater: (x, y) => Number(x > y),
  greater_equal: (x, y) => Number(x >= y),
  less: (x, y) => Number(x < y),
  less_equal: (x, y) => Number(x <= y),
  equal: (x, y) => Number(x === y),
  not_equal: (x, y) => Number(x !== y),
  logical_and: (x, y) => Number(x !== 0 && y !== 0),
  logical_or: (x, y) => Number(x !== 0 || y !== 0)
};
var REDUCE = {
  sum: { start: 0, by: "add" },
  prod: { start: 1, by: "multiply" },
  max: { start: -Infinity, by: "maximum" },
  min: { start: Infinity, by: "minimum" }
};
var WORDS = { inf: Infinity, "-inf": -Infinity, nan: NaN };
var MOVES = /* @__PURE__ */ new Set(["reshape", "transpose", "slice", "concatenate", "take"]);
function decodeNumbers(list) {
  return Float64Array.from(list, (x) => typeof x === "string" ? decodeWord(x) : x);
}
function decodeWord(word) {
  if (!(word in WORDS)) throw new Error(`“${word}” is not a number of a graph.`);
  return WORDS[word];
}
function sizeOf(shape) {
  return shape.reduce((size, n) => size * n, 1);
}
function stridesOf(shape) {
  const strides = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}
function placeOf(shape, index) {
  return stridesOf(shape).map((stride, axis) => Math.floor(index / stride) % shape[axis]);
}
function indexOf(shape, place) {
  return stridesOf(shape).reduce((index, stride, axis) => index + stride * place[axis], 0);
}
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
function broadcast(from, to) {
  const missing = to.length - from.length;
  const strides = stridesOf(from);
  return places(
    to,
    to.map((_, axis) => {
      const own = axis - missing;
      return own < 0 || from[own] === 1 ? 0 : strides[own];
    })
  );
}
function createGraph(packed, values = {}) {
  const { nodes, scopes } = unpack(packed);
  const { inputs, outputs } = packed;
  const plans = [];
  for (const node of nodes) plans.push(planFor(node, nodes, plans));
  const stale = new Uint8Array(nodes.length).fill(1);
  const unset = new Set(Object.keys(inputs));
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
  function run() {
    if (unset.size) throw new Error(`There is no value for ${[...unset].join(", ")} yet.`);
    const recomputed = /* @__PURE__ */ new Set();
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
    cells: (id, index) => plans[id].cells(index)
  };
}
function unpack(packed) {
  if (packed.v !== 1) throw new Error(`This page cannot read graphs of version ${packed.v}.`);
  const { strings } = packed;
  const wordOrNone = (number) => number < 0 ? null : strings[number];
  const { lines } = packed;
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
      boolean: boolean === 1
    };
  });
  const scopes = packed.scopes.map(([called, caller, given, results, name]) => ({
    function: wordOrNone(called),
    caller,
    arguments: Object.fromEntries(given.map(([argument, ids]) => [strings[argument], ids])),
    results,
    name: wordOrNone(name)
  }));
  return { nodes, scopes };
}
function planFor(node, nodes, plans) {
  const operands = node.ins.map((id) => ({ id, shape: nodes[id].shape, data: plans[id].out }));
  if (Object.hasOwn(UNARY, node.op)) return planUnary(UNARY[node.op], node, operands[0]);
  if (Object.hasOwn(BINARY, node.op)) return planBinary(BINARY[node.op], node, operands);
  if (Object.hasOwn(REDUCE, node.op)) {
    const reduction = (
      /** @type {GraphNode<number[]>} */
      node
    );
    return planReduce(REDUCE[node.op], reduction, operands[0]);
  }
  if (Object.hasOwn(PLANS, node.op)) return PLANS[node.op](node, operands);
  throw new Error(`This page does not know the operation “${node.op}”.`);
}
function emptyFor(node) {
  return new Float64Array(sizeOf(node.shape));
}
function planUnary(f, node, { id, data }) {
  const out = emptyFor(node);
  const run = () => {
    for (let i = 0; i < out.length; i++) out[i] = f(data[i]);
  };
  return { out, run, cells: (index) => [{ id, index }] };
}
function planBinary(f, node, operands) {
  const out = emptyFor(node);
  const [x, y] = operands.map((operand) => operand.data);
  if (x.length === out.length && y.length === out.length) {
    const run2 = () => {
      for (let i = 0; i < out.length; i++) out[i] = f(x[i], y[i]);
    };
    return { out, run: run2, cells: (index) => operands.map(({ id }) => ({ id, index })) };
  }
  const tables = operands.map((operand) => broadcast(operand.shape, node.shape));
  const [atX, atY] = tables;
  const run = () => {
    for (let i = 0; i < out.length; i++) out[i] = f(x[atX[i]], y[atY[i]]);
  };
  const cells = (index) => operands.map(({ id }, k) => ({ id, index: tables[k][index] }));
  return { out, run, cells };
}
function groups(reduced, shape) {
  const strides = stridesOf(shape);
  const axes = [...shape.keys()];
  const gone = axes.filter((axis) => reduced.includes(axis));
  const kept = axes.filter((axis) => !reduced.includes(axis));
  const pick2 = (list, chosen) => chosen.map((axis) => list[axis]);
  return {
    first: places(pick2(shape, kept), pick2(strides, kept)),
    step: places(pick2(shape, gone), pick2(strides, gone))
  };
}
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
function planArgmax(node, [{ id, shape, data }]) {
  const out = emptyFor(node);
  const { first, step } = groups(node.attrs, shape);
  const run = () => {
    for (let i = 0; i < out.length; i++) {
      let best = 0;
      for (let j = 0; j < step.length; j++) {
        const x = data[first[i] + step[j]];
        if (Number.isNaN(x)) {
          best = j;
          break;
        }
        if (x > data[first[i] + step[best]]) best = j;
      }
      out[i] = best;
    }
  };
  return { out, run, cells: (index) => Array.from(step, (s) => ({ id, index: first[index] + s })) };
}
function planArgsort(node, [{ id, data }]) {
  const out = emptyFor(node);
  const n = node.shape[node.shape.length - 1];
  const run = () => {
    for (let start = 0; start < out.length; start += n) {
      const row = data.subarray(start, start + n);
      const isLater = (x, y) => Number(x > y || Number.isNaN(x) && !Number.isNaN(y));
      const order = Array.from(row.keys()).sort(
        (i, j) => isLater(row[i], row[j]) - isLater(row[j], row[i])
      );
      out.set(order, start);
    }
  };
  const cells = (index) => Array.from({ length: n }, (_, k) => ({ id, index: index - index % n + k }));
  return { out, run, cells };
}
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
  const cells = (index) => {
    const column = index % columns;
    const row = Math.floor(index / columns) % rows;
    const matrix = Math.floor(index / (rows * columns));
    return Array.from({ length: inner }, (_, k) => [
      { id: left.id, index: atX[matrix] + row * inner + k },
      { id: right.id, index: atY[matrix] + k * columns + column }
    ]).flat();
  };
  return { out, run, cells };
}
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
  const cells = (index) => operands.map(({ id }, k) => ({ id, index: tables[k][index] }));
  return { out, run, cells };
}
function planMove(node, { id, data }, table) {
  const out = emptyFor(node);
  const run = () => {
    for (let i = 0; i < out.length; i++) out[i] = data[table[i]];
  };
  return { out, run, cells: (index) => [{ id, index: table[index] }] };
}
function planTranspose(node, [operand]) {
  const strides = stridesOf(operand.shape);
  return planMove(
    node,
    operand,
    places(
      node.shape,
      node.attrs.map((axis) => strides[axis])
    )
  );
}
function planSlice(node, [operand]) {
  const strides = stridesOf(operand.shape);
  const offset = node.attrs.reduce((sum, [start], axis) => sum + start * strides[axis], 0);
  const steps = node.attrs.map(([, , step], axis) => step * strides[axis]);
  return planMove(node, operand, places(node.shape, steps, offset));
}
function planConcatenate(node, operands) {
  const out = emptyFor(node);
  const axis = node.attrs;
  const strides = stridesOf(node.shape);
  let begin2 = 0;
  const parts2 = operands.map(({ id, shape, data }) => {
    const part = { id, shape, data, begin: begin2, to: places(shape, strides, begin2 * strides[axis]) };
    begin2 += shape[axis];
    return part;
  });
  const run = () => {
    for (const { data, to } of parts2) for (let i = 0; i < to.length; i++) out[to[i]] = data[i];
  };
  const cells = (index) => {
    const place = placeOf(node.shape, index);
    let k = parts2.length - 1;
    while (parts2[k].begin > place[axis]) k -= 1;
    const part = parts2[k];
    const own = place.with(axis, place[axis] - part.begin);
    return [{ id: part.id, index: indexOf(part.shape, own) }];
  };
  return { out, run, cells };
}
function planTake(node, [table, ids]) {
  const out = emptyFor(node);
  const rows = table.shape[0];
  const width = sizeOf(table.shape.slice(1));
  const rowOf3 = (i) => {
    const asked = Math.trunc(ids.data[i]);
    const row = asked < 0 ? asked + rows : asked;
    if (row >= 0 && row < rows) return row;
    throw new RangeError(`There is no row ${asked}: the table has the rows 0 to ${rows - 1}.`);
  };
  const run = () => {
    for (let i = 0; i < ids.data.length; i++) {
      const from = rowOf3(i) * width;
      for (let k = 0; k < width; k++) out[i * width + k] = table.data[from + k];
    }
  };
  const cells = (index) => [
    { id: table.id, index: rowOf3(Math.floor(index / width)) * width + index % width }
  ];
  return { out, run, cells };
}
var doNothing = () => {
};
var PLANS = {
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
  take: planTake
};

// helpers/live/static/numbers.js
var DECIMALS = 4;
var SIGNIFICANT = 4;
var SMALL = 1e-3;
var LARGE = 1e6;
function tidy(x) {
  return Number(x.toPrecision(12));
}
function shown(x, decimals = DECIMALS) {
  const [mantissa, exponent] = split(x, decimals);
  return exponent === null ? mantissa : `${mantissa}e${exponent}`;
}
function split(x, decimals = DECIMALS) {
  if (Number.isNaN(x)) return ["NaN", null];
  if (!Number.isFinite(x)) return [x > 0 ? "∞" : "−∞", null];
  const size = Math.abs(x);
  if (x !== 0 && !(SMALL <= size && size < LARGE)) {
    const [digits2, exponent] = scientific(x).split("e");
    return [trim(digits2), Number(exponent)];
  }
  return [trim(fixed(x, decimals)), null];
}
function relation(x, decimals = DECIMALS) {
  if (!Number.isFinite(x)) return "=";
  const [mantissa, exponent] = split(x, decimals);
  const digits2 = Number(`${mantissa.replace("−", "-")}e${exponent ?? 0}`);
  if (!Number.isFinite(digits2)) return "≈";
  const near2 = Math.max(1e-12 * Math.max(Math.abs(digits2), Math.abs(x)), 1e-15);
  return Math.abs(digits2 - x) <= near2 ? "=" : "≈";
}
function fixed(x, decimals) {
  const up = x.toFixed(decimals);
  const isTie = Math.abs(x) * 2 ** (decimals + 1) % 2 === 1;
  return isTie ? toEven(up, x.toFixed(decimals + 1).slice(0, -1)) : up;
}
function scientific(x) {
  const decimals = SIGNIFICANT - 1;
  const up = x.toExponential(decimals);
  const [digits2, exponent] = x.toExponential(50).split("e");
  const cut = digits2.indexOf(".") + 1 + decimals;
  const isTie = /^50*$/.test(digits2.slice(cut));
  return isTie ? toEven(up, `${digits2.slice(0, cut)}e${exponent}`) : up;
}
function toEven(up, down) {
  const last = down.replace(/\.$/, "").split("e")[0].at(-1);
  return Number(last) % 2 === 0 ? down : up;
}
function trim(digits2) {
  const short = digits2.includes(".") ? digits2.replace(/\.?0*$/, "") : digits2;
  return short === "-0" ? "0" : short.replace("-", "−");
}
var NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/;
var SEVERAL = /^[+-]?[\d.,]+(e[+-]?\d+)?([;|\s]+[+-]?[\d.,]+(e[+-]?\d+)?)+$/;
var TIMES_POWER = /^([+-]?[\d.,]+)\s*\*\s*10\s*(?:\^|\*\*)\s*\{?([+-]?\d+)\}?$/;
var POWER = /^([+-]?)10\s*(?:\^|\*\*)\s*\{?([+-]?\d+)\}?$/;
var BLANK_GROUPS = /^[+-]?\d{1,3}(?:[\u00a0\u2007\u2009\u202f'\u2019]\d{3})+(?:[.,]\d*)?(?:e[+-]?\d+)?$/;
var ENGLISH = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
var CONTINENTAL = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
var RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
function parseNumber(text, isWhole = false) {
  const typed = unwrapped(text);
  const plain = inDigits(plainSigns(typed).toLowerCase());
  if (plain === "") return { problem: "Type a number, for example 0.5." };
  if (/^[+-]?nan$/.test(plain)) {
    return { problem: "NaN means “not a number”; type a finite number." };
  }
  if (/^[+-]?(∞|inf|infinity)$/.test(plain)) {
    return { problem: "Infinity cannot be calculated with here; type a finite number." };
  }
  if (SEVERAL.test(plain)) return { problem: "Type one number only, without blanks in it." };
  const [mantissa, exponent] = plain.split(/(?=e[+-]?\d+$)/);
  const isPlain = exponent === void 0;
  const { digits: digits2, problem } = isPlain ? ungrouped(mantissa, isWhole) : { digits: mantissa.replace(",", ".") };
  if (problem) return { problem };
  const number = digits2 + (exponent ?? "");
  if (!NUMBER.test(number)) return { problem: `“${shorten(typed)}” is not a number such as −0.5.` };
  const value = Number(number);
  if (!Number.isFinite(value)) {
    return { problem: `${shorten(typed)} is too large; the limit is about 1.8e308.` };
  }
  return { value };
}
function ungrouped(mantissa, isWhole) {
  const marks = mantissa.match(/[.,]/g) ?? [];
  const [english, continental] = [ENGLISH.test(mantissa), CONTINENTAL.test(mantissa)];
  if (marks.length > 1) {
    if (english) return { digits: mantissa.replaceAll(",", "") };
    if (continental) return { digits: mantissa.replaceAll(".", "").replace(",", ".") };
    if (/^[+-]?[\d.,]+$/.test(mantissa)) {
      return { problem: "Leave out signs between thousands: type 1234.5." };
    }
  }
  const isLeading = /^[+-]?[1-9]/.test(mantissa);
  if (marks.length === 1 && isLeading && (english || continental && isWhole)) {
    if (isWhole && english) return { digits: mantissa.replace(",", "") };
    const [whole, part] = [mantissa.replace(/[.,]/, ""), mantissa.replace(",", ".")];
    const short = isWhole ? String(Number(part)) : part;
    return { problem: `Is “${shorten(mantissa)}” ${whole} or ${short}? Type one of the two.` };
  }
  return { digits: mantissa.replace(",", ".") };
}
function readNumber(part, text) {
  const { value, problem } = parseNumber(text, part.whole);
  return problem ? { problem } : allowed(part, value);
}
function allowed({ domain, whole, refusal }, value) {
  if (!domain) return { value };
  const [least, most] = domain;
  const fits = value >= (least ?? -Infinity) && value <= (most ?? Infinity);
  return fits && (!whole || Number.isInteger(value)) ? { value } : { problem: refusal };
}
function unwrapped(text) {
  const typed = visible(text).trim();
  return typed.match(/^(\$\$?)([^$]+)\1$/)?.[2].trim() ?? typed;
}
function visible(text) {
  return text.replace(/\p{Cf}/gu, "");
}
function plainSigns(text) {
  return text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 65248)).replace(/\{,\}/g, ",").replace(/[\u2212\u2010-\u2013\uFE63]/g, "-").replace(/\\times|\\cdot|[×·⋅∙]|(?<=\d)\s*x\s*(?=10)/g, "*").replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, (raised) => `^${[...raised].map(lowered).join("")}`);
}
function lowered(sign) {
  if (sign === "⁻") return "-";
  return sign === "⁺" ? "+" : String(RAISED.indexOf(sign));
}
function inDigits(plain) {
  const [, mantissa, power] = plain.match(TIMES_POWER) ?? [];
  if (power) return `${mantissa}e${power}`;
  const [, sign, alone] = plain.match(POWER) ?? [];
  if (alone) return `${sign}1e${alone}`;
  return BLANK_GROUPS.test(plain) ? plain.replace(/[\u00a0\u2007\u2009\u202f'\u2019]/g, "") : plain;
}
function shorten(text) {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

// helpers/live/static/cells.js
var Cells = class {
  constructor() {
    this.byNode = /* @__PURE__ */ new Map();
    this.byElement = /* @__PURE__ */ new WeakMap();
    this.earlier = /* @__PURE__ */ new Map();
    this.rooms = /* @__PURE__ */ new Map();
  }
  /** Forget all cells, but remember what they showed before the last edit. */
  clear() {
    const past = ({ key, before, was, said }) => [key, { before, was, said }];
    this.earlier = new Map(this.all().map(past));
    this.byNode.clear();
  }
  /**
   * Show a number from now on.
   *
   * @param {{id: number, index: number, element: Element, key: string, name: () => string,
   *   write: (text: string, value: number) => void}} cell
   */
  add({ id, index, element, key, name, write }) {
    const fresh = { way: "", size: 1, strange: false };
    const cell = { id, index, element, key, name, write, ...fresh, ...this.earlier.get(key) };
    cell.box = element.closest("td, .hm-arrow") ?? element;
    if (!this.byNode.has(id)) this.byNode.set(id, []);
    const list = this.byNode.get(id);
    list.push(cell);
    list.room = 0;
    this.byElement.set(element, cell);
    element.classList.add("hm-cell");
    return cell;
  }
  all() {
    return [...this.byNode.values()].flat();
  }
  /** Forget the cells of all other elements: a fold took them out of the page. */
  keep(isKept) {
    for (const [id, list] of this.byNode) {
      const kept = list.filter(({ element }) => isKept(element));
      this.byNode.set(id, kept);
    }
  }
  /** The cell that an event happened in. @returns {ShownCell | undefined} */
  at(target) {
    const element = target instanceof Element ? target.closest(".hm-cell") : null;
    return element ? this.byElement.get(element) : void 0;
  }
  /** The elements that show one number. @returns {Element[]} */
  showing(id, index) {
    const list = this.byNode.get(id) ?? [];
    return list.filter((cell) => cell.index === index).map((cell) => cell.element);
  }
  /** Those of them that are not behind a title or a tile. @returns {Element[]} */
  inSight(id, index) {
    return this.showing(id, index).filter((element) => !element.closest(".hm-away"));
  }
  /** Take what is shown now as what the next edit is compared with. */
  settle() {
    for (const cell of this.all()) {
      remember(cell);
      mark(cell);
    }
  }
  /**
   * Write what changed.
   *
   * @param {object} graph
   * @param {Iterable<number>} changed nodes that may have changed
   * @param {unknown} isHeld whether more comes at once, so that marks wait
   */
  paint(graph, changed, isHeld) {
    for (const id of changed) {
      const list = this.byNode.get(id);
      if (!list?.length) continue;
      const values = graph.value(id);
      const room = this.rooms.get(id) ?? ROOM;
      let longest = 0;
      for (const cell of list) {
        repaint(cell, values[cell.index], room);
        if (!isHeld) mark(cell);
        longest = Math.max(longest, cell.text.length);
      }
      if (longest > CROWDED * room) this.rooms.set(id, longest);
      const kept = this.rooms.get(id) ?? room;
      if (list.room !== kept) give(list, kept);
    }
  }
};
var ROOM = 5;
var CROWDED = 1.5;
function give(list, room) {
  list.room = room;
  for (const cell of list) {
    const { element } = cell;
    if (cell.box.matches("td")) element.closest(".hm-view").style.setProperty("--hm-w", room);
    else if (element.matches("b")) element.style.minWidth = `${room + 0.5}ch`;
    fit(cell, room);
  }
}
function repaint(cell, value, room) {
  if (Object.is(value, cell.value)) return;
  cell.value = value;
  const text = shown(value);
  if (text !== cell.text) {
    cell.text = text;
    cell.write(text, value);
    if (cell.before === void 0) remember(cell);
    fit(cell, room);
  }
  if (!Number.isFinite(value) !== cell.strange) {
    cell.strange = !cell.strange;
    cell.element.classList.toggle("hm-strange", cell.strange);
  }
}
function fit(cell, room) {
  const size = Math.min(1, room / cell.text.length);
  if (size === cell.size) return;
  cell.size = size;
  cell.element.style.fontSize = size < 1 ? `${size}em` : "";
}
function remember(cell) {
  cell.before = cell.text;
  cell.was = cell.value;
  cell.said = cell.element.matches(".hm-piece") ? cell.element.textContent : cell.text;
}
function mark(cell) {
  const way = cell.text === cell.before ? "" : cell.value < cell.was ? "hm-down" : "hm-up";
  if (way === cell.way) return;
  const { classList, dataset } = cell.box;
  if (cell.way) classList.remove(cell.way);
  if (way) classList.add(way);
  if (!way !== !cell.way) classList.toggle("hm-changed");
  dataset.was = cell.said;
  cell.way = way;
}
function blocksOf(shape, head) {
  const [rows, columns] = [1, 1, ...shape].slice(-2);
  if (shape.length < 3) return [{ head: null, first: 0, rows, columns }];
  const count = sizeOf(shape.slice(0, -2));
  const all = Array.from({ length: count }, (_, i) => ({
    head: i + 1,
    first: i * rows * columns,
    rows,
    columns
  }));
  return head ? [all[head - 1]] : all;
}
var CLASSES = 9;
function heatClass(x, [low, high]) {
  if (!Number.isFinite(x)) return -1;
  const share = high > low ? (x - low) / (high - low) : 0;
  return Math.min(CLASSES - 1, Math.max(0, Math.floor(share * CLASSES)));
}
function rangeOf(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const x of values) {
    if (!Number.isFinite(x)) continue;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return low <= high ? [low, high] : [0, 1];
}

// helpers/live/static/dom.js
var SVG = "http://www.w3.org/2000/svg";
function make(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}
function draw(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}
function dress(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === void 0 || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== void 0));
  return node;
}
function symbolOf(symbol, className = "hm-symbol") {
  const parts2 = symbol.flatMap(([kind, text], i) => [i ? " " : "", make(kind, {}, text)]);
  return make("span", { class: className }, ...parts2);
}
function inWords(name) {
  return name.replaceAll("_", " ");
}
function languageOf(lang, word) {
  return typeof lang === "object" ? lang[word] : lang;
}
function button(words2, act, attributes = {}) {
  return make("button", { type: "button", class: "hm-button", onclick: act, ...attributes }, words2);
}
function setIf(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
function setOff(node, isOff) {
  setIf(node, "aria-disabled", String(isOff));
}
function saveFile(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1e3);
}
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// helpers/live/static/drawing.js
var FAR = 2e3;
function near(x) {
  return String(Math.floor(10 * Math.min(FAR, Math.max(-FAR, x)) + 0.5) / 10);
}
function words(kind, x, y, anchor, ...inside) {
  return ["text", { class: kind, x: near(x), y: near(y), "text-anchor": anchor }, ...inside];
}
function living(tree) {
  let now = tree();
  const drawing = grown(now);
  const paint2 = () => {
    const next = tree();
    renew(drawing, next, now);
    now = next;
  };
  return { drawing, paint: paint2 };
}
function grown([name, attributes, ...inside]) {
  const children = inside.map((part) => typeof part === "string" ? part : grown(part));
  return draw(
    /** @type {any} */
    name,
    attributes,
    ...children
  );
}
function renew(node, [, attributes, ...inside], [, former, ...shown2]) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === former[name]) continue;
    if (value === null || value === void 0) node.removeAttribute(name);
    else node.setAttribute(name, String(value));
  }
  inside.forEach((part, i) => {
    if (typeof part !== "string") renew(node.children[i], part, shown2[i]);
    else if (part !== shown2[i]) node.textContent = part;
  });
}

// helpers/live/static/paste.js
function pasteTable(figure, field, text) {
  if (isOneNumber(text)) return null;
  const rows = readTable(text);
  if (rows.length <= 1 && (rows[0]?.length ?? 0) <= 1) return null;
  const part = figure.inputs.get(field.name);
  const [heads, height, width] = [1, 1, 1, ...part.shape].slice(-3);
  const count = rows.map((row) => row.length);
  const isColumn = height === 1 && count.every((n) => n === 1);
  const table = isColumn ? [rows.flat()] : rows;
  const isWhole = table.length === heads * height;
  if (table.length !== height && !isWhole || !table.every((row) => row.length === width)) {
    const even = new Set(count).size === 1 ? `${rows.length} × ${count[0]}` : "uneven rows of";
    return {
      problem: `the pasted table has ${even} numbers; this matrix is ${height} × ${width}.`
    };
  }
  const numbers = [];
  for (const word of table.flat()) {
    const { value, problem } = readNumber(part, word);
    if (problem) return { problem: `the pasted table was not taken. ${problem}` };
    numbers.push(value);
  }
  const size = height * width;
  const first = isWhole ? 0 : Math.floor(field.index / size) * size;
  const values = [...figure.state[field.name]];
  values.splice(first, numbers.length, ...numbers);
  figure.edit({ [field.name]: values });
  return {};
}
function readTable(text) {
  const plain = visible(text);
  const [nested2] = plain.match(/\[[\s\S]*\]/) ?? [];
  const rows = nested2 ? nested2.split(/\]\s*,?|\[/).filter((row) => /[^\s,]/.test(row)) : plain.split(/\r?\n/);
  return withoutWords(rows.filter((row) => row.trim()).map(wordsOf));
}
var isNumber = (word) => parseNumber(word, true).value !== void 0;
var isOneNumber = (text) => /[×·*$]|\\times|\\cdot/.test(text) && parseNumber(text).value !== void 0;
function withoutWords(table) {
  const rows = table.filter((row) => row.some(isNumber));
  if (!rows.length) return table;
  const before = rows.map((row) => row.findIndex(isNumber));
  const isLabelled = before.every((n) => n > 0);
  return rows.map((row, i) => isLabelled ? row.slice(before[i]) : row);
}
function wordsOf(row) {
  const trimmed = row.trim().replace(/,$/, "");
  for (const between of ["	", ";"]) {
    if (!trimmed.includes(between)) continue;
    const words2 = row.replace(/,$/, "").split(between).map((word) => word.trim());
    return words2[0] ? words2 : words2.slice(1);
  }
  const commas = trimmed.split(",").length - 1;
  if (/,\s/.test(trimmed) || commas > 1) return trimmed.split(/\s*,\s*/);
  return trimmed.split(/\s+/);
}

// helpers/live/static/fields.js
var DRAG_STARTS = 4;
var DRAG_STEP = 7;
function fieldFor(figure, described, index, said, attributes = {}) {
  const element = make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    class: "hm-field",
    "aria-label": said,
    "data-input": described.name,
    "data-index": index,
    "aria-describedby": figure.keys.id,
    ...attributes
  });
  const { name } = described;
  const field = { element, name, index, said, bad: false, group: {}, start: 0 };
  figure.fields.set(element, field);
  if (!figure.fieldsOf.has(name)) figure.fieldsOf.set(name, []);
  figure.fieldsOf.get(name)[index] = field;
  return element;
}
function writeField(field, text) {
  if (field.bad || document.activeElement === field.element) return;
  field.element.value = text;
}
function refreshField(figure, field) {
  writeLater();
  clearProblem(figure, field);
  const exact = String(figure.state[field.name][field.index]);
  const cell = figure.cells.byElement.get(field.element);
  field.element.value = document.activeElement === field.element ? exact : cell?.text ?? exact;
}
function listenToFields(figure, root) {
  const on = (type, act, options) => root.addEventListener(
    type,
    (event) => {
      const field = figure.fields.get(event.target);
      if (field) act(field, event);
    },
    options
  );
  on("focusin", (field) => {
    begin(figure, field, false);
    if (!field.bad) field.element.value = String(field.start);
    field.element.select();
  });
  on("focusout", (field) => {
    field.element.classList.remove("hm-editing");
    commit(figure, field);
    if (field.bad) return;
    const cell = figure.cells.byElement.get(field.element);
    if (cell?.text !== void 0) field.element.value = cell.text;
  });
  on("click", (field) => {
    if (document.activeElement === field.element) begin(figure, field);
  });
  on("input", (field) => {
    begin(figure, field);
    const { value } = readNumber(figure.inputs.get(field.name), field.element.value);
    if (value === void 0) return;
    clearProblem(figure, field);
    figure.setNumber(field.name, field.index, value, field.group);
  });
  on("keydown", (field, event) => pressed(figure, field, event));
  on("paste", (field, event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    const outcome = pasteTable(figure, field, text);
    if (outcome === null) return;
    event.preventDefault();
    if (outcome.problem) showProblem(figure, field, outcome.problem);
    else refreshField(figure, field);
  });
  listenToDrags(figure, root);
}
function commit(figure, field) {
  writeLater();
  const { value, problem } = readNumber(figure.inputs.get(field.name), field.element.value);
  const cell = figure.cells.byElement.get(field.element);
  const isShort = field.element.value === cell?.text;
  if (problem && !isShort) {
    figure.setNumber(field.name, field.index, field.start, field.group);
    showProblem(figure, field, problem);
    return;
  }
  clearProblem(figure, field);
  if (!isShort) figure.setNumber(field.name, field.index, value, field.group);
}
function isEdited(field) {
  return field.element.classList.contains("hm-editing");
}
function begin(figure, field, isOn = true) {
  const { element } = field;
  if (!isOn || !isEdited(field)) {
    field.group = {};
    field.start = figure.state[field.name][field.index];
  }
  element.classList.toggle("hm-editing", isOn);
  tellKeys(figure, element);
}
function pressed(figure, field, event) {
  const { key } = event;
  if (event.isComposing) return;
  if (!key.startsWith("Arrow")) writeLater();
  if (isEdited(field)) {
    if (key === "ArrowUp" || key === "ArrowDown") {
      const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
      nudge(figure, field, key === "ArrowUp" ? size : -size);
    } else if (key === "Enter" || key === "Escape") {
      if (key === "Enter") commit(figure, field);
      else restore(figure, field);
      if (!field.bad) begin(figure, field, false);
      field.element.select();
    } else {
      return;
    }
  } else if (key === "F2" || key === "Enter") {
    begin(figure, field);
  } else if (key === "Escape" && field.bad) {
    restore(figure, field);
  } else {
    return;
  }
  event.preventDefault();
}
function restore(figure, field) {
  figure.setNumber(field.name, field.index, field.start, field.group);
  clearProblem(figure, field);
  field.element.value = String(field.start);
}
function nudge(figure, field, steps) {
  const { step } = figure.inputs.get(field.name);
  change(figure, field, tidy(figure.state[field.name][field.index] + steps * step), field.group);
}
function turnSign(figure, field) {
  change(figure, field, 0 - figure.state[field.name][field.index], field.group);
}
function change(figure, field, value, group) {
  if (!Number.isFinite(value)) {
    showProblem(figure, field, "That would be too large; the limit is about 1.8e308.");
    return;
  }
  const { problem } = allowed(figure.inputs.get(field.name), value);
  if (problem) {
    showProblem(figure, field, problem);
    return;
  }
  clearProblem(figure, field);
  if (document.activeElement === field.element) later.set(field, String(value));
  else field.element.value = String(value);
  figure.setNumber(field.name, field.index, value, group);
  if (!figure.frame) writeLater();
}
var later = /* @__PURE__ */ new Map();
function writeLater() {
  for (const [{ element }, text] of later) element.value = text;
  later.clear();
}
function showProblem(figure, field, sentence) {
  field.bad = true;
  field.element.setAttribute("aria-invalid", "true");
  field.element.setAttribute("aria-describedby", `${figure.strip.warning.id} ${figure.keys.id}`);
  figure.refuse(field, `${field.said}: ${sentence}`);
}
function clearProblem(figure, field) {
  if (!field.bad) return;
  field.bad = false;
  field.element.removeAttribute("aria-invalid");
  field.element.setAttribute("aria-describedby", figure.keys.id);
  figure.refuse(field, "");
}
function listenToDrags(figure, root) {
  let drag = null;
  root.addEventListener("pointerdown", (event) => {
    const field = figure.fields.get(event.target);
    if (!field || event.button !== 0) return;
    const isHere = document.activeElement === field.element;
    const isMouse = event.pointerType === "mouse";
    if (isMouse ? isHere && isEdited(field) : !isHere && field.element.closest(".hm-scrolls")) return;
    const value = figure.state[field.name][field.index];
    field.element.setPointerCapture(event.pointerId);
    drag = { field, x: event.clientX, y: event.clientY, value, isOn: false, steps: 0 };
  });
  root.addEventListener("mousedown", (event) => {
    if (drag && drag.field.element === event.target) event.preventDefault();
  });
  root.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const dx = event.clientX - drag.x;
    if (!drag.isOn) {
      if (Math.abs(dx) < DRAG_STARTS || Math.abs(dx) < Math.abs(event.clientY - drag.y)) return;
      drag.isOn = true;
      drag.group = {};
      root.classList.add("hm-dragging");
      figure.hold();
      figure.explain(figure.cells.byElement.get(drag.field.element));
    }
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    const steps = Math.round(dx / DRAG_STEP) * size;
    if (steps === drag.steps) return;
    drag.steps = steps;
    const { step } = figure.inputs.get(drag.field.name);
    change(figure, drag.field, tidy(drag.value + steps * step), drag.group);
  });
  const end = (event) => {
    if (!drag) return;
    const { field, isOn } = drag;
    drag = null;
    root.classList.remove("hm-dragging");
    if (isOn) commit(figure, field);
    else if (event.type === "pointerup" && event.pointerType === "mouse") field.element.focus();
  };
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
}

// helpers/live/static/keys.js
var NUMBERS = "td.hm-cell, b.hm-cell, td > .hm-field";
var TILE = '.hm-tile[aria-selected="true"]';
var AWAY = "[hidden], .hm-away, .hm-later, details:not([open]) > :not(summary)";
var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
var SAID = {
  ".hm-editing": "↑ ↓ step (Shift: ten), Enter keeps, Escape gives back.",
  ".hm-field": "Type or Enter: change it. Arrows, Page Up, Page Down: move.",
  ".hm-cell": "Enter: where it comes from. Arrows, Page Up, Page Down: move.",
  ".hm-tile": "Arrows: other values. Enter: its numbers.",
  ".hm-grip": "Arrows move it (Shift: ten steps).",
  ".hm-walk": "← → choose, Enter follows, Escape comes back.",
  ".hm-steps *": "← → step, Escape ends."
};
function listenToKeys(figure, root) {
  figure.keys.textContent = SAID[".hm-field"];
  root.addEventListener("focusin", ({ target }) => {
    const here = (
      /** @type {HTMLElement} */
      target
    );
    if (here.matches(NUMBERS)) setStop(figure, here);
    tellKeys(figure, here);
  });
  root.addEventListener("keydown", (event) => pressed2(figure, event));
}
function tellKeys(figure, here) {
  const [, said] = Object.entries(SAID).find(([where]) => here.matches(where)) ?? [];
  figure.keys.textContent = said ?? "";
}
function numbersOf(figure) {
  return [...figure.live.querySelectorAll(NUMBERS)].filter((number) => !number.closest(AWAY));
}
function numbersIn(figure, name) {
  return numbersOf(figure).filter((one) => (
    /** @type {HTMLElement} */
    one.closest(".hm-view")?.dataset.shows === name
  ));
}
function setStop(figure, to) {
  if (figure.stop) figure.stop.tabIndex = -1;
  figure.stop = to;
  to.tabIndex = 0;
}
function keepStop(figure) {
  if (figure.live.contains(figure.stop) && !figure.stop.closest(AWAY)) return;
  const [first] = numbersOf(figure);
  if (first) setStop(figure, first);
}
function pressed2(figure, event) {
  if (event.isComposing || event.defaultPrevented) return;
  const here = (
    /** @type {HTMLElement} */
    event.target
  );
  const field = figure.fields.get(here);
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && !event.altKey && (key === "z" || key === "y")) {
    if (field?.bad) refreshField(figure, field);
    else if (key === "y" || event.shiftKey) figure.redo();
    else figure.undo();
  } else if (isCommand || event.altKey || event.shiftKey || here.matches(".hm-editing")) {
    return;
  } else if (key === "escape") {
    if (!figure.strip.comeBack() && !comeOut(figure, here)) figure.tools.leave();
    return;
  } else if (key === "enter" && here.matches(TILE)) {
    const [first] = numbersIn(figure, here.dataset.opens ?? "");
    if (!first) return;
    first.focus();
  } else if (!here.matches(".hm-cell")) {
    return;
  } else if (key === "enter") {
    figure.strip.enter();
  } else {
    const next = nextTo(here, event.key, numbersOf(figure));
    if (!next) return;
    next.focus();
  }
  event.preventDefault();
}
function comeOut(figure, here) {
  const tile = figure.live.querySelector(TILE);
  if (!here.matches(".hm-cell") || !tile?.checkVisibility() || figure.root.matches(".hm-over")) return false;
  tile.focus();
  return true;
}
function nextTo(here, key, all) {
  const way = WAYS[key];
  if (way) {
    const table = here.closest("table");
    const inside = table ? all.filter((other) => table.contains(other)) : [];
    return nearest(here, inside, way) ?? nearest(here, all, way);
  }
  const group = groupOf(here);
  const isIn = (other) => group.contains(other);
  if (key === "PageDown") return all[all.findLastIndex(isIn) + 1];
  if (key === "PageUp") {
    const last = all[all.findIndex(isIn) - 1];
    return last && all.find((one) => groupOf(one) === groupOf(last));
  }
  const row = here.closest("tr, p");
  const line = all.filter((other) => row?.contains(other));
  return key === "Home" ? line[0] : key === "End" ? line.at(-1) : void 0;
}
function groupOf(number) {
  return number.closest("table, p") ?? number;
}
var SLACK = 3;
function nearest(here, others, [across, down]) {
  const placeOf2 = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return across ? [left, right, top + bottom] : [top, bottom, left + right];
  };
  const [start, end, side] = placeOf2(here);
  let least = Infinity;
  let found;
  for (const other of others) {
    const [first, last, beside] = placeOf2(other);
    const ahead = across + down > 0 ? first - end : start - last;
    const far = ahead + Math.abs(beside - side);
    if (ahead < -SLACK || far >= least) continue;
    [least, found] = [far, other];
  }
  return found;
}

// helpers/live/static/stage.js
var HEADER = 48;
var MOST_OPERANDS = 4;
var SIZES = ["", ".86em", ".74em"];
var SCROLLBAR = 24;
var NO_TILE = ["value", "recorded", "pull"];
var MOST_SIDE = 0.8;
var MOST_WIDTH = 3.4;
var MOST_HEIGHT = 2;
var PLAIN = 1e4;
var LEAST_ROOM = 4;
var FREE_ROOM = 7;
var SAMPLES = 8;
var BEAT = 120;
var WAVE = 750;
var stages = 0;
function stageOn(Rows2) {
  return class Stage extends Rows2 {
    /**
     * @param {any} figure
     * @param {Item[][]} rows as they are declared
     * @param {Fold[]} folds
     */
    constructor(figure, rows, folds) {
      super(figure, rows, folds);
      stages += 1;
      const id = `hm-stage-${stages}`;
      const about = (role, label) => ({ class: `hm-${role}`, role, "aria-label": label });
      this.isOn = null;
      this.isPicked = false;
      this.beat = 0;
      this.waits = /* @__PURE__ */ new Map();
      this.colours = /* @__PURE__ */ new Map();
      this.width = 0;
      const strip = make("div", about("tablist", "Values, as one follows from the other"));
      this.panel = make("div", { class: "hm-stage", role: "tabpanel", id });
      this.outcome = make("div", { ...about("group", "What comes out"), class: "hm-outcome" });
      this.tiles = this.tilesOf(id);
      const computed = this.tiles.filter(({ part, fold }) => part?.node && !fold);
      this.ends = figure.spec.outcome ?? computed.slice(-1).map(({ part }) => part.name);
      this.tiles.sort((one, other) => Number(this.isEnd(one)) - Number(this.isEnd(other)));
      strip.append(...this.tiles.map(({ element }) => element));
      this.strip = strip;
      this.chosen = this.tiles.find(({ part, fold }) => part?.node && !fold?.isOpen === !fold) ?? this.tiles.filter(({ part }) => part)[0];
      strip.addEventListener("keydown", (event) => this.pressed(event));
      strip.addEventListener("transitionend", () => this.draw());
    }
    // ---- tiles
    /**
     * One tile for each value in the order of the figure, one for each title before those behind it.
     *
     * @param {string} panel id of what a tile opens
     */
    tilesOf(panel) {
      const tiles = [];
      const known = /* @__PURE__ */ new Set();
      const add = (fold, part, label) => {
        const [heat, tint] = ["hm-heat", "hm-tint"].map((name) => make("canvas", { class: name, width: 1, height: 1 }));
        const picture = make("span", { class: "hm-picture", "aria-hidden": "true" }, heat, tint);
        const about = { type: "button", role: "tab", class: "hm-tile", "aria-controls": panel };
        const tile = { fold, part, heat, tint, element: make("button", about, picture, label) };
        if (part) tile.element.dataset.opens = part.name;
        if (part?.hue) tile.element.dataset.hue = part.hue;
        tile.element.addEventListener("click", () => this.choose(tile));
        tiles.push(tile);
      };
      for (const { part, fold } of this.items) {
        const { name } = part;
        if (fold && !known.has(fold)) add(known.add(fold) && fold, null, fold.label);
        if (isAlways(part) || known.has(name)) continue;
        known.add(name);
        const described = this.figure.inputs.get(name) ?? part;
        add(fold, described, symbolOf(described.symbol));
      }
      return tiles;
    }
    /** The value that a tile stands for: of a title, the last one behind it. @param {Tile} tile */
    idOf({ part, fold }) {
      const { graph, number } = this.figure;
      const seen = part ?? this.tiles.findLast((tile) => tile.fold === fold)?.part;
      return (seen.node ? seen.node[number] : graph.inputs[seen.name]) ?? null;
    }
    /** The values on show that one is made of. @param {Tile} tile @returns {Set<Tile>} */
    feeding(tile) {
      const { graph } = this.figure;
      const byId = new Map(this.tiles.filter(({ part }) => part).map((one) => [this.idOf(one), one]));
      const found = /* @__PURE__ */ new Set();
      const seen = /* @__PURE__ */ new Set();
      const look = (id2) => {
        for (const operand of graph.node(id2).ins) {
          if (seen.has(operand)) continue;
          seen.add(operand);
          if (byId.has(operand)) found.add(byId.get(operand));
          else look(operand);
        }
      };
      const id = this.idOf(tile);
      if (id !== null) look(id);
      return found.size > MOST_OPERANDS ? /* @__PURE__ */ new Set() : found;
    }
    /** Open the stage of a value. @param {Tile} tile */
    choose(tile) {
      this.isPicked = true;
      const { fold, part } = tile;
      this.chosen = part ? tile : this.tiles.filter((one) => one.part && one.fold === fold)[0];
      this.show();
      this.figure.strip.render();
      this.chosen.element.focus();
    }
    /** @param {number} id @returns {Tile | undefined} */
    tileOf(id) {
      return this.tiles.find((one) => one.part && this.idOf(one) === id);
    }
    /** The tile in sight that leads to a value: its own, or its title's. @param {number} id */
    leading(id) {
      const tile = this.isOn ? this.tileOf(id) : void 0;
      const seen = tile?.element.hidden ? this.tiles.find(({ part, fold }) => !part && fold === tile.fold) : tile;
      return seen ? [seen.element] : [];
    }
    /** Open the title that an input is behind. @param {number} id */
    unfold(id) {
      const { inputs } = this.figure.graph;
      const fold = this.items.find(({ part }) => inputs[part.name] === id)?.fold;
      const box = fold && this.boxes.get(fold);
      if (!box || box.open) return;
      box.open = true;
      box.dispatchEvent(new Event("toggle"));
    }
    /** Bring a number in sight that is explained. @param {number} id @param {number} index */
    reveal(id, index) {
      if (!this.isOn) {
        this.unfold(id);
        return;
      }
      const tile = this.tileOf(id);
      if (!tile || this.figure.cells.inSight(id, index).length) return;
      this.isPicked = true;
      this.chosen = tile;
      this.show();
    }
    /** @param {KeyboardEvent} event */
    pressed(event) {
      const list = this.tiles.filter(({ element }) => !element.hidden);
      const at = list.indexOf(this.chosen);
      const places2 = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: list.length - 1 };
      const to = list[places2[event.key]];
      if (!to) return;
      event.preventDefault();
      this.choose(to);
    }
    // ---- what is in sight
    /** Arrange the figure now that it stands in a page, and again for another width or for paper. */
    watch() {
      const { live } = this.figure;
      this.arrange();
      const again = () => {
        if (Math.abs(live.clientWidth - this.width) > SCROLLBAR) this.arrange();
      };
      new ResizeObserver(() => requestAnimationFrame(again)).observe(live);
      matchMedia("print").addEventListener("change", () => this.arrange());
    }
    /** Choose how to show the figure in the window as it is; paper takes all of it. */
    arrange() {
      const { live, root, spec } = this.figure;
      const isBig = root.matches(".hm-big");
      const ways2 = ["rows", "packed", "staged"].slice(0, spec.whole ? 1 : this.tiles.length > 1 ? 3 : 2);
      for (const size of isBig ? SIZES : [""]) {
        live.style.fontSize = size;
        for (const way of ways2) {
          live.dataset.way = way;
          this.lay(way === "staged");
          if (this.hasRoom()) break;
        }
        if (this.hasRoom()) break;
      }
      this.width = live.clientWidth;
      this.draw();
    }
    hasRoom() {
      const { live, root } = this.figure;
      const above = root.matches(".hm-big") ? live.offsetTop : HEADER;
      return live.offsetHeight <= innerHeight - above || matchMedia("print").matches;
    }
    /** @param {boolean} [isOn] whether as a stage */
    lay(isOn = false) {
      if (this.isOn === isOn) return;
      this.isOn = isOn;
      this.strip.hidden = !isOn;
      super.lay();
    }
    /** Put what comes out beside the stage, before it is measured what has room there. */
    gather() {
      if (!this.isOn) return;
      const ends = this.items.filter((item) => this.stays(item));
      this.panel.replaceChildren(...this.lines);
      this.outcome.replaceChildren(...ends.map(({ frame }) => frame));
      this.scene.replaceChildren(this.panel, this.outcome);
    }
    /** Whether something that comes out is shown here. @param {Item | Tile} place */
    isEnd({ part, fold }) {
      return Boolean(part) && !fold && this.ends.includes(part.name);
    }
    /** Whether an item stays in sight, whatever is chosen. @param {Item} item */
    stays(item) {
      return this.isEnd(item) || !item.fold && isAlways(item.part);
    }
    /** Bring in sight what belongs there; what a value is made of, if there is room. */
    show() {
      if (!this.isOn) {
        super.show();
        return;
      }
      const feeding = this.feeding(this.chosen);
      this.open(feeding);
      if (!feeding.size || this.hasRoom()) return;
      if (!this.isPicked) this.chosen = this.tiles.find(({ part, fold }) => part && !part.node && !fold) ?? this.chosen;
      this.open(/* @__PURE__ */ new Set());
    }
    /** @param {Set<Tile>} feeding tiles of the values that the chosen one is made of */
    open(feeding) {
      const { chosen } = this;
      const operands = new Set([...feeding].map(({ part }) => part.name));
      const isChosen = ({ part, fold }) => part.name === chosen.part.name && fold === chosen.fold;
      this.bring((item) => operands.delete(item.part.name) || isChosen(item) || this.stays(item), isChosen);
      for (const tile of this.tiles) {
        const { element, part, fold } = tile;
        const isOpen = fold === chosen.fold;
        element.hidden = Boolean(fold) && (part ? !isOpen : isOpen);
        element.tabIndex = tile === chosen ? 0 : -1;
        element.setAttribute("aria-selected", String(tile === chosen));
        element.classList.toggle("hm-feeds", feeding.has(tile));
      }
      this.scene.classList.toggle("hm-free", this.lines.every(({ classList }) => classList.contains("hm-away")));
      this.draw();
    }
    // ---- what changes
    /** Find out how long numbers get, wherever the sliders stand: so much room they keep. */
    reach() {
      const { figure } = this;
      const { graph, number, spec } = figure;
      const longest = new Map(Object.values(graph.inputs).map((id) => [id, LEAST_ROOM]));
      for (const part of spec.show.flat()) {
        for (const { node } of part.parts ?? [part]) if (Number.isInteger(node?.[number])) longest.set(node[number], LEAST_ROOM);
        for (const one of [part.kind === "glow" && part, part.p]) if (one) longest.set(one.node[number], FREE_ROOM);
      }
      for (const { kind, name } of spec.inputs) {
        if (kind === "slider" && name in graph.inputs) longest.set(graph.inputs[name], FREE_ROOM);
      }
      const note = () => {
        for (const [id, room] of longest) {
          const lengths = Array.from(graph.value(id), (x) => shown(x).length);
          longest.set(id, Math.max(room, ...lengths));
        }
      };
      note();
      for (const { kind, name, low, high, log } of spec.inputs) {
        if (kind !== "slider" || !(name in graph.inputs)) continue;
        for (let share = 0; share <= 1; share += 1 / SAMPLES) {
          graph.set(name, [log ? low * (high / low) ** share : low + share * (high - low)]);
          try {
            graph.run();
            note();
          } catch {
          }
        }
        figure.give(name);
      }
      graph.run();
      figure.cells.rooms = longest;
    }
    /**
     * Say when the marks of each view and tile appear: in the order of the graph, one stage after the
     * other. A view hides its marks by a class, which costs no layout; a tile is not painted before.
     *
     * @param {Set<number>} changed
     */
    wave(changed) {
      const { graph, cells, held, isStill } = this.figure;
      if (held) return;
      const seen = /* @__PURE__ */ new Set([...this.tiles.map((tile) => this.idOf(tile)), ...cells.byNode.keys()]);
      const levels = /* @__PURE__ */ new Map();
      let most = 1;
      for (const id of [...changed].sort((one, other) => one - other)) {
        const before = graph.node(id).ins.map((from) => levels.get(from) ?? -1);
        const level = Math.max(-1, ...before) + Number(seen.has(id));
        levels.set(id, level);
        most = Math.max(most, level);
      }
      const step = Math.min(BEAT, WAVE / most);
      const waitOf = (id) => isStill ? 0 : step * (levels.get(id ?? -1) ?? 0);
      this.waits.clear();
      for (const item of this.items) {
        const wait = item.isAway ? 0 : waitOf(item.last ?? item.id ?? graph.inputs[item.part.name]);
        if (wait) this.waits.set(item, wait);
        item.frame.classList.toggle("hm-wait", wait > 0);
      }
      for (const tile of this.tiles) {
        const wait = tile.element.hidden ? 0 : waitOf(this.idOf(tile));
        if (wait) this.waits.set(tile, wait);
      }
      clearTimeout(this.beat);
      this.next(0);
    }
    /** Show the marks that are next, when their time has come. @param {number} now */
    next(now) {
      if (!this.waits.size) return;
      const time = Math.min(...this.waits.values());
      this.beat = setTimeout(() => {
        for (const [one, wait] of this.waits) {
          if (wait !== time) continue;
          this.waits.delete(one);
          if ("frame" in one) one.frame.classList.remove("hm-wait");
          else this.tint(one);
        }
        this.next(time);
      }, time - now);
    }
    // ---- pictures
    /** Remember the numbers that the next edit is compared with. */
    settle() {
      for (const tile of this.tiles) {
        const id = this.idOf(tile);
        tile.was = id === null ? null : this.figure.graph.value(id).slice();
      }
    }
    /** Draw the tiles in sight. @param {Set<number>} [changed] only these values */
    draw(changed) {
      if (!this.isOn) return;
      for (const tile of this.tiles) {
        const id = this.idOf(tile);
        if (tile.element.hidden || id === null || changed && !changed.has(id)) continue;
        if (!changed || !this.colours.has(tile)) {
          const style = getComputedStyle(tile.element);
          this.colours.set(tile, ["--hm-heat", "--hm-up", "--hm-down"].map((name) => style.getPropertyValue(name)));
        }
        const values = this.figure.graph.value(id);
        const [low, high] = limitsOf(tile, values);
        const share = (x) => 0.08 + 0.92 * (x - low) / (high - low || 1);
        const [hue] = this.colours.get(tile) ?? [];
        paint(tile.heat, this.figure.graph.shape(id), (i) => [hue, this.isKnown(tile, i) ? share(values[i]) : 0]);
        if (!this.figure.held) this.tint(tile);
      }
    }
    /** Whether a number is painted; a board plays. @param {Tile} _tile @param {number} _index */
    isKnown(_tile, _index) {
      return true;
    }
    /** Draw what changed in a tile, the more the deeper, unless its time is still to come. @param {Tile} tile */
    tint(tile) {
      const id = this.idOf(tile);
      const [, up, down] = this.colours.get(tile) ?? [];
      if (id === null || !up) return;
      const isLate = this.waits.get(tile);
      const { was } = tile;
      const values = this.figure.graph.value(id);
      const [low, high] = limitsOf(tile, values);
      paint(tile.tint, this.figure.graph.shape(id), (i) => {
        const isSame = isLate || !was || !this.isKnown(tile, i) || Math.round(values[i] * PLAIN) === Math.round(was[i] * PLAIN);
        const former = was?.[i] ?? 0;
        const isLess = values[i] < former;
        const far = 3 * Math.abs(values[i] - former) / (high - low || 1);
        return [isLess ? down : up, isSame ? 0 : Math.min(1, 0.15 + far) || 1, Number(isLess)];
      });
    }
  };
}
function limitsOf({ part }, values) {
  return part?.limits ?? rangeOf(values);
}
function isAlways({ kind, node }) {
  return NO_TILE.includes(kind) || kind !== "input" && !node;
}
function paint(canvas, shape, inkOf) {
  const blocks = blocksOf(shape);
  const [{ rows, columns }] = blocks;
  const width = blocks.length * (columns + 1) - 1;
  const ink = (
    /** @type {CanvasRenderingContext2D} */
    canvas.getContext("2d")
  );
  if (canvas.width !== width || canvas.height !== 2 * rows) {
    const side = Math.min(MOST_SIDE, MOST_WIDTH / width, MOST_HEIGHT / rows);
    Object.assign(canvas, { width, height: 2 * rows });
    Object.assign(canvas.style, { width: `${side * width}em`, height: `${side * rows}em` });
  } else ink.clearRect(0, 0, width, 2 * rows);
  blocks.forEach(({ first }, block) => {
    for (let i = 0; i < rows * columns; i++) {
      const [colour, strength, half] = inkOf(first + i);
      if (!(strength > 0)) continue;
      ink.fillStyle = colour;
      ink.globalAlpha = strength;
      const left = block * (columns + 1) + i % columns;
      ink.fillRect(left, 2 * Math.floor(i / columns) + (half ?? 0), 1, half === void 0 ? 2 : 1);
    }
  });
}

// helpers/live/static/board.js
var MOST_WORDS = 4;
var PACE = 260;
var SIZES2 = ["", ".9em", ".8em"];
var MOST = 0.85;
var FITS = [".88em", ".8em", ".7em"];
var LEAST = 640;
var LOW = 480;
var HEADER2 = 48;
var ONE_LINE = "flex:1 1 19em;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis";
var FILL = "position:absolute;inset:0";
var WHOLE = `${FILL};min-width:100%;max-width:100%;min-height:100%;max-height:100%`;
var BESIDE = "display:flex;flex-wrap:wrap;align-items:center;gap:.4em .8em;padding:.3em .7em;margin:0 0 .5em;";
var AT_TOP = `position:sticky;top:${HEADER2}px;z-index:3`;
var PART = `min-width:0;max-width:none;min-height:0;padding:0;border-radius:0;display:block;z-index:1;scroll-margin-block:9rem 16rem;position:absolute;`;
var TRIED = "outline:2px dashed var(--hm-lit);outline-offset:";
function boardOn(Rows2) {
  return class Board extends stageOn(Rows2) {
    /**
     * @param {any} figure
     * @param {import('./rows.js').Item[][]} rows
     * @param {import('./rows.js').Fold[]} folds
     */
    constructor(figure, rows, folds) {
      super(figure, rows, folds);
      this.board = figure.spec.board;
      const { opens, steps, tries } = this.board;
      this.at = steps.length;
      this.isFresh = true;
      this.timer = 0;
      this.needed = Infinity;
      this.ratio = 1;
      this.sheets = [];
      this.write = [];
      this.rows = /* @__PURE__ */ new Map();
      this.count();
      this.chosen = this.tiles.find(({ part }) => part.name === opens) ?? this.chosen;
      const list = (
        /** @type {HTMLElement} */
        this.strip
      );
      list.style.cssText = `${FILL};margin:0;display:block`;
      this.ground = make("div", { "aria-hidden": "true" });
      this.picture = make("div", {}, this.ground, list);
      this.numbers = make("div", {});
      if (tries) figure.fieldsOf.get(tries[0])[tries[1]].element.parentElement.style.cssText = `${TRIED}-2px`;
      this.main = button("Play", () => this.timer ? this.stop() : this.play());
      this.former = button("←", () => this.go(Math.min(this.at, this.last) - 1), { "aria-label": "One step back", style: "flex:none" });
      this.later = button("→", () => this.go(this.at + 1), { "aria-label": "One step on" });
      this.slider = make("input", {
        type: "range",
        class: "hm-range",
        min: 1,
        max: steps.length,
        "aria-label": "Step of the pass",
        style: "flex:1 1 9em;width:auto",
        oninput: () => this.go(Number(this.slider.value))
      });
      this.now = make("span", { class: "hm-word", style: ONE_LINE });
      this.end = make("div", { style: "flex:none" });
      this.controls = make(
        "div",
        { class: "hm-run", role: "group", "aria-label": "Play one pass" },
        this.main,
        this.former,
        this.later,
        this.slider,
        this.now
      );
      this.strip = make("div", {}, this.controls, this.picture);
      this.tell();
    }
    // ---- the drawing
    /** Lay parts of the drawing below each other, each with its tiles. @param {Place[]} sheets */
    spread(sheets) {
      if (this.sheets.length === sheets.length) return;
      this.sheets = sheets;
      const { marks, tiles } = this.board;
      const wide = Math.max(...sheets.map(([, , width]) => width));
      const high = sheets.reduce((sum, [, , , height]) => sum + height, 0);
      this.ratio = wide / high;
      this.picture.style.aspectRatio = String(this.ratio);
      const percent = (share) => `${(100 * share).toFixed(3)}%`;
      const at = ([x, y, width, height]) => `left:${percent(x / wide)};top:${percent(y / high)};width:${percent(width / wide)};height:${percent(height / high)}`;
      for (const tile of this.tiles) this.put(tile, "display:none");
      this.ground.replaceChildren();
      this.write = [];
      let above = 0;
      for (const [left, top, width, height] of sheets) {
        const isHere = (x, y) => x >= left && x < left + width && y >= top && y < top + height;
        const style = `position:absolute;${at([0, above, width, height])}`;
        const near2 = marks.filter(([name, { x, y }]) => name !== "text" || isHere(Number(x), Number(y)));
        const { drawing } = living(() => ["svg", { viewBox: `${left} ${top} ${width} ${height}`, style }, ...near2]);
        const words2 = living(() => this.said(isHere));
        drawing.append(words2.drawing);
        this.ground.append(drawing);
        this.write.push(words2.paint);
        for (const tile of this.tiles) {
          const [x, y, ...size] = tiles[tile.part?.name] ?? [-1, -1, 0, 0];
          if (isHere(x, y)) this.put(tile, PART + at([x - left, y - top + above, ...size]));
        }
        above += height;
      }
      this.markTried();
    }
    /** Show a tile as a style says, its picture as large as itself. @param {any} tile @param {string} style */
    put({ element, part, heat, tint }, style) {
      element.style.cssText = style;
      const [picture] = element.children;
      picture.style.cssText = `${FILL};${part?.node ? "border:0" : "outline:1px solid var(--hm-muted)"}`;
      heat.style.cssText = WHOLE;
      tint.style.cssText = WHOLE;
      element.setAttribute("aria-label", `${part?.name.replaceAll("_", " ")}`);
      element.replaceChildren(picture);
    }
    /** Mark the number that is worth a try, in its tile. */
    markTried() {
      const { tries } = this.board;
      const tile = this.tiles.find(({ part }) => part?.name === tries?.[0]);
      if (!tries || !tile) return;
      const blocks = blocksOf(tile.part.shape);
      const [{ rows, columns }] = blocks;
      const [row, column] = [Math.floor(tries[1] / columns) % rows, tries[1] % columns];
      const wide = 100 / (blocks.length * (columns + 1) - 1);
      const left = wide * (Math.floor(tries[1] / (rows * columns)) * (columns + 1) + column);
      const place = `left:${left}%;top:${100 * row / rows}%;width:${wide}%;height:${100 / rows}%`;
      tile.element.append(make("span", { style: `position:absolute;pointer-events:none;${place};${TRIED}0` }));
    }
    /**
     * The words of a sheet as they are, of what is computed by now.
     *
     * @param {(x: number, y: number) => boolean} isHere
     * @returns {import('./drawing.js').Tree}
     */
    said(isHere) {
      const { figure } = this;
      const { words: words2 } = this.board;
      const here = words2.filter(([, x, y]) => isHere(x, y));
      const texts = here.flatMap(([name, x, y, step, anchor]) => {
        const list = figure.graph ? figure.wordsOf(name) : [];
        const known = this.known(name);
        const about = { x: String(x), "text-anchor": anchor, "font-size": "1.4", style: "fill:var(--hm-fg)" };
        return Array.from({ length: MOST_WORDS }, (_, i) => [
          "text",
          { ...about, y: String(y + step * i) },
          i < known ? list[i] ?? "" : ""
        ]);
      });
      return ["g", {}, ...texts];
    }
    // ---- arranging
    arrange() {
      const { live, root } = this.figure;
      const isBig = root.matches(".hm-big");
      root.style.padding = isBig ? ".5rem 1rem" : "";
      root.style.fontSize = isBig ? "1rem" : "";
      for (const title of root.querySelectorAll(".hm-title")) title.hidden = isBig;
      live.style.fontSize = "";
      if (matchMedia("print").matches) {
        this.spread([[0, 0, ...this.board.size]]);
        live.style.fontSize = ".8em";
        live.dataset.way = "packed";
        this.lay(false);
        this.draw();
        return;
      }
      live.dataset.way = "staged";
      const isNarrow = live.clientWidth < LEAST;
      this.spread(isNarrow ? this.board.sheets : [[0, 0, ...this.board.size]]);
      this.lay(true);
      const given = live.querySelector(":scope > .hm-given");
      (isNarrow || !given ? this.controls : given).append(this.outcome);
      this.controls.style.cssText = BESIDE + (isNarrow && innerHeight > LOW ? AT_TOP : "");
      this.stick();
      const above = isBig ? live.offsetTop : HEADER2;
      for (const size of isNarrow ? [""] : SIZES2) {
        live.style.fontSize = size;
        const rest = above + live.offsetHeight - this.picture.offsetHeight;
        const width = this.ratio * (innerHeight - rest);
        this.picture.style.maxWidth = isNarrow ? "34em" : `max(${LEAST}px, calc(${this.ratio} * (100vh - ${rest}px)))`;
        if (width > MOST * live.clientWidth) break;
      }
      this.width = live.clientWidth;
      this.fit();
      this.draw();
    }
    /** Keep the open numbers in sight, once there is something to watch; a narrow window shows the pass. */
    stick() {
      const isWatched = this.isPicked || !this.isFresh;
      const isSticky = isWatched && innerHeight > LOW && !(this.timer && this.sheets.length > 1);
      this.scene.style.position = isSticky ? "sticky" : "static";
    }
    /** @param {boolean} [isOn] */
    lay(isOn = false) {
      super.lay(isOn);
      this.strip.hidden = false;
      const foot = (
        /** @type {HTMLElement} */
        this.figure.strip.element.parentElement
      );
      this.scene.classList.toggle("hm-foot", isOn);
      this.scene.style.cssText = isOn ? "display:block;margin:0" : "";
      this.figure.strip.element.style.height = isOn && this.sheets.length === 1 ? "4.4em" : "";
      if (!isOn) {
        this.scene.after(foot);
        for (const { line } of this.items) line.style.cssText = "";
        return;
      }
      this.picture.style.cssText += ";position:relative;margin:0 auto .5em";
      this.outcome.style.cssText = "flex:none;border:0;padding:0;gap:0 1em;flex-wrap:wrap";
      this.numbers.replaceChildren(this.panel);
      this.numbers.style.cssText = "height:10.2em;overflow:auto;display:flex;align-items:flex-start;gap:.9em .6em";
      this.scene.replaceChildren(this.numbers, foot);
    }
    show() {
      if (this.isOn) this.open(this.feeding(this.chosen));
      else super.show();
    }
    /** @param {Set<any>} feeding */
    open(feeding) {
      super.open(feeding);
      for (const { element } of this.tiles) {
        element.style.outline = element === this.chosen.element ? "2px solid var(--hm-accent)" : "";
      }
      const { name } = this.chosen.part;
      for (const { line, part } of this.items) {
        line.style.cssText = `flex:none;order:${part.name === name ? -1 : 0}`;
      }
      this.numbers.scrollTo(0, 0);
      this.fit();
      const [first] = numbersIn(this.figure, name);
      if (first && !this.numbers.contains(document.activeElement)) setStop(this.figure, first);
    }
    /** Write the open numbers smaller, until those that a value is made of stand beside it. */
    fit() {
      for (const size of this.sheets.length === 1 ? FITS : FITS.slice(0, 1)) {
        this.numbers.style.fontSize = size;
        if (this.numbers.scrollWidth <= this.numbers.clientWidth) break;
      }
    }
    /** Open a tile: the pass waits, and what was explained elsewhere is over. @param {any} tile */
    choose(tile) {
      this.stop();
      this.figure.strip.close();
      super.choose(tile);
      this.stick();
    }
    /** Arrow keys go where they point. @param {KeyboardEvent} event */
    pressed(event) {
      const way = WAYS[event.key];
      if (!way) {
        super.pressed(event);
        return;
      }
      event.preventDefault();
      const others = this.tiles.filter(({ element }) => element !== this.chosen.element && element.style.display !== "none");
      const next = nearest(this.chosen.element, others.map(({ element }) => element), way);
      const to = others.find(({ element }) => element === next);
      if (to) this.choose(to);
    }
    // ---- one pass
    /** Count the rows that are computed by now. */
    count() {
      const { steps } = this.board;
      for (const [name] of steps) this.rows.set(name, 0);
      for (const [name, row] of steps.slice(0, this.at)) this.rows.set(name, row === null ? Infinity : row + 1);
    }
    /** How many of the words that come one by one are there by now. @param {string} name */
    known(name) {
      return Math.min(this.rows.get(this.board.of[name]) ?? Infinity, this.needed);
    }
    /** How many words are said until the last: rows behind it are of no use. @returns {number} */
    countWords() {
      const at = this.figure.wordsOf(this.ends[0]).indexOf(this.board.end);
      return at < 0 ? Infinity : at + 1;
    }
    /** How many steps there are until the last word. */
    get last() {
      return this.board.steps.filter(([, row]) => row === null || row < this.needed).length;
    }
    /** @param {any} tile @param {number} index */
    isKnown({ part }, index) {
      const computed = this.rows.get(part.name) ?? Infinity;
      if (computed === Infinity) return true;
      const known = Math.min(computed, this.needed);
      const { graph, number } = this.figure;
      const [rows, columns] = graph.shape(part.node[number]).slice(-2);
      return Math.floor(index / columns) % rows < known;
    }
    /** Go to a step. @param {number} at counted from 1 */
    go(at) {
      const { figure } = this;
      const { steps } = this.board;
      this.at = Math.min(this.last, Math.max(1, at));
      this.isFresh = false;
      this.count();
      const [name, row] = steps[this.at - 1];
      const tile = this.tiles.find(({ part }) => part.name === name) ?? this.chosen;
      const isFollowed = this.timer > 0 && isInSight(this.chosen.element);
      if (tile !== this.chosen) {
        Object.assign(this, { chosen: tile, isPicked: true });
        this.show();
      }
      const id = this.idOf(tile);
      const columns = figure.graph.shape(id).at(-1);
      figure.strip.pin(id, (row ?? 0) * columns);
      this.stick();
      if (isFollowed) tile.element.scrollIntoView({ block: "nearest" });
      this.draw();
    }
    play() {
      const { root } = this.figure;
      if (this.sheets.length < 2 && root.getBoundingClientRect().bottom > innerHeight) root.scrollIntoView();
      if (this.at >= this.last) this.at = 0;
      this.timer = window.setInterval(() => {
        this.go(this.at + 1);
        if (this.at >= this.last) this.stop();
      }, PACE);
      this.main.textContent = "Pause";
      this.go(this.at + 1);
    }
    stop() {
      clearInterval(this.timer);
      this.timer = 0;
      this.main.textContent = "Play";
      this.stick();
    }
    /** Say where the pass stands. */
    tell() {
      const { steps } = this.board;
      const { last } = this;
      const at = Math.min(this.at, last);
      Object.assign(this.slider, { max: String(last), value: String(at) });
      const what = this.isFresh ? `one pass in ${last} steps` : `${at} of ${last}: ${steps[Math.max(0, at - 1)][2]}`;
      if (this.now.textContent !== what) this.now.textContent = what;
      setIf(this.slider, "aria-valuetext", what);
      setOff(this.former, at <= 1);
      setOff(this.later, at === last);
      for (const name in this.board.of) {
        const known = this.known(name);
        for (const [i, piece] of [...this.figure.live.querySelectorAll(`[data-shows="${name}"] .hm-piece`)].entries()) {
          piece.style.visibility = i < known ? "" : "hidden";
        }
      }
    }
    /** @param {Set<number>} [changed] */
    draw(changed) {
      if (!this.figure.graph) return;
      this.needed = this.countWords();
      super.draw(changed);
      for (const write of this.write) write();
      this.tell();
      this.empty();
    }
    /** Leave the rows empty that are not computed yet, and do not say whose they are. */
    empty() {
      const { cells, graph } = this.figure;
      for (const { isAway, id, part } of this.items) {
        if (isAway || !this.rows.has(part.name) || typeof id !== "number") continue;
        const columns = graph.shape(id).at(-1);
        for (const { element, index } of cells.byNode.get(id) ?? []) {
          const isEmpty = !this.isKnown({ part }, index);
          element.classList.toggle("hm-later", isEmpty);
          if (index % columns === 0) element.previousElementSibling?.classList.toggle("hm-later", isEmpty);
        }
      }
    }
  };
}
function isInSight(element) {
  const { bottom, top } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

// helpers/live/static/run.js
var SLICE = 8;
var MOST_MARKS = 128;
var Run = class {
  /** @param {Host} figure */
  constructor(figure) {
    this.figure = figure;
    this.spec = figure.spec.run;
    this.unit = this.spec.unit;
    this.speed = "frame";
    this.frame = 0;
    this.at = 0;
    this.stride = 1;
    this.spent = 0;
    this.wasLive = false;
    this.trails = [];
    this.records = [];
    this.marks = [];
    this.main = button(this.spec.label, () => this.isOn ? this.stop() : this.play());
    this.once = button(`One ${this.unit}`, () => this.stepOnce());
    this.over = button("Start over", () => this.restart());
    this.slider = make("input", {
      type: "range",
      class: "hm-range",
      min: this.spec.first,
      step: 1,
      "aria-label": `${this.unit}, slider over the run so far`,
      oninput: () => this.go(Number(this.slider.value) - this.spec.first)
    });
    this.count = make("span", { class: "hm-word" });
    const isShort = Boolean(this.spec.pace);
    this.said = make("p", { role: "status", class: isShort ? null : "hm-hidden" });
    const others = this.sayings().map((text) => make("p", { "aria-hidden": "true", style: "visibility:hidden" }, text));
    if (isShort) for (const one of [this.said, ...others]) one.style.gridArea = "1/1";
    const fast = make("input", {
      type: "checkbox",
      onchange: () => {
        this.speed = fast.checked ? "fast" : "frame";
      }
    });
    this.element = make(
      "div",
      { class: "hm-run", role: "group", "aria-label": `Run, ${this.unit} by ${this.unit}` },
      make(
        "div",
        { class: "hm-control" },
        this.main,
        this.once,
        this.over
      ),
      make(
        "div",
        { class: "hm-control" },
        this.count,
        this.slider,
        this.spec.pace ? null : make("label", { class: "hm-option" }, fast, "as fast as it goes")
      ),
      isShort ? make("div", { style: "display:grid" }, this.said, ...others) : this.said
    );
  }
  /** All that a run may say at its end: their room is kept, so that nothing moves then. */
  sayings() {
    const { steady, until } = this.spec;
    return [...until.map(([, said]) => said), ...steady ? [] : [this.outOf()]];
  }
  outOf() {
    return `This run ends after ${this.spec.most} ${this.unit}s.`;
  }
  /** Whether what is shown is not what the run has come to, but what the reader makes of it. */
  get isTurned() {
    const { figure, spec } = this;
    return Boolean(spec.steady) && figure.namesThatDiffer(figure.start).some((name) => spec.keeps.includes(name));
  }
  get isOn() {
    return this.frame !== 0;
  }
  /** Where the run stands, as readers count. */
  get place() {
    return this.at + this.spec.first;
  }
  /** Whether an edit of these inputs begins the run anew. @param {string[]} names */
  isNewFor(names) {
    return names.some((name) => !this.spec.keeps.includes(name));
  }
  /** Put the first state into the graph. */
  toStart() {
    this.stop();
    const { graph, inputs, spec } = this.figure;
    for (const name of this.spec.state) {
      if (inputs.has(name)) this.figure.give(name);
      else if (spec.fixed[name]) graph.set(name, spec.fixed[name]);
      else graph.set(name, new Float64Array(sizeOf(graph.shape(graph.inputs[name]))));
    }
  }
  /** The graph has run on its first state: begin the record. */
  begun() {
    const { number, spec } = this.figure;
    const parts2 = spec.show.flat();
    this.trails = parts2.flatMap(({ kind, node }) => kind === "trail" && node ? node[number] : []);
    this.at = 0;
    this.records = [];
    this.marks = [];
    this.stride = 1;
    this.spent = 0;
    this.say("");
    this.record();
    if (this.spec.rests && (this.figure.isStill || !this.wasLive)) while (this.forward()) ;
    else if (this.spec.rests) this.play();
    this.wasLive = true;
    this.refresh();
  }
  /** The reader changed something on the way: what had been recorded after this is void. */
  turned() {
    if (this.spec.steady) {
      this.refresh();
      return;
    }
    this.records.length = this.at;
    this.marks = this.marks.filter(({ at }) => at < this.at);
    this.record(true);
    this.say("");
    this.refresh();
  }
  /** What was edited is as at the start. */
  reset() {
    if (!this.spec.steady) this.restart();
    else if (this.isKnown) this.go(this.records.length - 1);
  }
  /** Whether the run is recorded, and nothing can make the record void. */
  get isKnown() {
    return this.spec.steady && this.records.length > 1;
  }
  restart() {
    if (this.isKnown) {
      this.go(0);
      return;
    }
    if (this.figure.frame) this.figure.refresh();
    this.toStart();
    this.figure.graph.run();
    this.begun();
    this.painted();
  }
  // ---- steps
  /** Keep what the curves need, and now and then the whole state. */
  record(isTurn = false) {
    const { graph } = this.figure;
    this.records[this.at] = new Map(this.trails.map((id) => [id, graph.value(id).slice()]));
    if (!isTurn && this.at % this.stride) return;
    const names = [...this.spec.state, ...this.spec.keeps].filter((name) => name in graph.inputs);
    const values = new Map(names.map((name) => [name, graph.value(graph.inputs[name]).slice()]));
    this.marks.push({ at: this.at, values, isTurn });
    if (this.marks.length <= MOST_MARKS) return;
    this.stride *= 2;
    this.marks = this.marks.filter((mark2) => mark2.isTurn || mark2.at % this.stride === 0);
  }
  /** Make one step of the graph, without a record. */
  step() {
    const { graph } = this.figure;
    const { state } = this.spec;
    const next = state.map((name) => graph.value(graph.outputs[name]).slice());
    for (const [i, name] of state.entries()) graph.set(name, next[i]);
    graph.run();
    this.at += 1;
  }
  /** @returns {boolean} whether there is more to come */
  forward() {
    if (this.ended()) return false;
    const began = performance.now();
    const isOld = this.isKnown && this.at < this.records.length - 1;
    if (this.at < this.records.length - 1 && !isOld) {
      this.records.length = this.at + 1;
      this.marks = this.marks.filter(({ at }) => at <= this.at);
    }
    this.step();
    this.spent += performance.now() - began;
    if (!isOld) this.record();
    return !this.ended();
  }
  /** Why the run is over, or nothing. @returns {string | undefined} */
  ended() {
    const { graph, number } = this.figure;
    const found = this.spec.until.find(([nodes]) => graph.value(nodes[number])[0]);
    if (found) return found[1];
    return this.at >= this.spec.most ? this.outOf() : void 0;
  }
  /** Go to any recorded step. @param {number} at */
  go(at) {
    this.stop();
    const mark2 = this.marks.findLast((one) => one.at <= at) ?? this.marks[0];
    const { figure } = this;
    const { graph } = figure;
    for (const [name, values] of mark2.values) graph.set(name, values);
    graph.run();
    this.at = mark2.at;
    while (this.at < at) this.step();
    for (const name of this.spec.keeps) figure.give(name);
    graph.run();
    this.painted();
  }
  // ---- running
  stepOnce() {
    this.stop();
    this.forward();
    this.painted();
  }
  play() {
    if (this.ended()) this.restart();
    if (this.isOn) return;
    this.main.style.minWidth = `${this.main.getBoundingClientRect().width}px`;
    let due = 0;
    const slice = (now) => {
      if (!this.isOn) return;
      this.frame = requestAnimationFrame(slice);
      if (now < due) return;
      due = now + this.spec.pace;
      const began = performance.now();
      let more;
      try {
        do
          more = this.forward();
        while (more && this.speed === "fast" && performance.now() - began < SLICE);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.figure.tell(`This cannot be computed. ${reason}`);
        more = false;
      }
      if (!more) this.stop();
      this.painted();
    };
    this.frame = requestAnimationFrame(slice);
    this.refresh();
  }
  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.records.length) this.refresh();
  }
  /** Show where the run stands. */
  painted() {
    const { figure } = this;
    figure.settle();
    figure.repaint();
    figure.settle();
    this.refresh();
  }
  refresh() {
    const many = this.records.length;
    const end = this.ended();
    this.main.textContent = this.isOn ? "Pause" : this.spec.label;
    setOff(this.once, Boolean(end) && !this.isOn);
    setOff(this.over, many === 1 && !this.isOn);
    this.slider.max = String(many - 1 + this.spec.first);
    this.slider.value = String(this.place);
    this.slider.disabled = many === 1;
    this.count.textContent = `${this.unit} ${this.place}`;
    this.slider.setAttribute("aria-valuetext", `${this.unit} ${this.place} of ${this.slider.max}`);
    if (this.isTurned) this.say("");
    else if (!this.isOn && end && this.at === many - 1) this.say(end);
    else if (!end) this.say("");
    this.figure.origin?.refresh();
  }
  /** Say why the run is over; what is long stands where numbers are explained. @param {string} words */
  say(words2) {
    const spent = `${(this.spent / 1e3).toFixed(2)} s of computing`;
    const where = `This is ${this.unit} ${this.place}, after ${spent}.`;
    const text = words2 && !this.spec.pace ? `${words2} ${where}` : words2;
    if (this.said.textContent === text) return;
    this.said.textContent = text;
    if (!this.spec.pace) this.figure.strip.tell(text, true);
  }
};

// helpers/live/static/setting.js
var setting = { work: "", layer: "matrix", store: "live-figures" };
function configure(told) {
  Object.assign(setting, told);
}

// helpers/live/static/table.js
var TALL = 6;
var FILLER = "–";
function tablesOf(figure, described, shape, cellFor, attributes = {}) {
  const twoAxes = shape.length > 1;
  return blocksOf(shape, described.head).map(({ head, first, rows, columns }) => {
    const beside = figure.labels(described.rows, rows);
    const above = figure.labels(described.columns, columns);
    const who = head === null ? described.name : `${described.name} ${setting.layer} ${head}`;
    const body = make("tbody", { role: "rowgroup" });
    const role = attributes.role === "grid" ? "gridcell" : "cell";
    for (const row of shownOf(beside, rows)) {
      const line = rowOf(beside ? header(beside[row], "row", described.lang) : null);
      for (const column of shownOf(above, columns)) {
        const at = [who, twoAxes ? `row ${row + 1}` : "", beside ? beside[row] : ""];
        at.push(`${twoAxes ? "column" : "entry"} ${column + 1}`, above ? above[column] : "");
        const name = at.filter(Boolean).join(" ");
        const made = cellFor(first + row * columns + column, name);
        const box = made.tagName === "TD" ? made : make("td", {}, made);
        box.setAttribute("role", role);
        line.append(box);
      }
      body.append(line);
    }
    const top = above ? make(
      "thead",
      { role: "rowgroup" },
      rowOf(
        beside ? make("td", { role }) : null,
        ...shownOf(above, columns).map((i) => header(above[i], "col", described.lang))
      )
    ) : null;
    const size = [shownOf(beside, rows).length, shownOf(above, columns).length];
    const caption = make("caption", {}, ...titleOf(described, head, ...size));
    const kind = { class: rows > TALL ? "hm-matrix hm-tall" : "hm-matrix", role: "table", ...attributes };
    const table = make("table", kind, caption, top, body);
    const tracks = `${beside ? "auto " : ""}repeat(${size[1]}, var(--hm-cell)) auto`;
    const lines = `auto ${above ? "1.6em " : ""}repeat(${size[0]}, var(--hm-line))`;
    const heads = (above ?? []).map((word) => word.length);
    table.style.setProperty("--hm-heads", Math.max(0, ...heads));
    table.style.gridTemplate = `${lines} / ${tracks}`;
    body.style.setProperty("--hm-bracket", `${above ? 3 : 2} / ${beside ? 2 : 1} / -1 / -2`);
    return make("div", { class: "hm-box", "data-name": `${who}, scrolls` }, table);
  });
}
function shownOf(labels, count) {
  return [...Array(count).keys()].filter((i) => labels?.[i] !== FILLER);
}
function header(word, scope, lang) {
  const role = scope === "row" ? "rowheader" : "columnheader";
  return make("th", { scope, role, lang: languageOf(lang, word) }, word);
}
function rowOf(...cells) {
  return make("tr", { role: "row" }, ...cells);
}
function titleOf(described, head, rows, columns) {
  const symbol = head === null ? described.symbol : described.heads[head - 1];
  return [
    titled(symbol, described),
    described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null,
    make("span", { class: "hm-shape" }, ` ${rows} × ${columns}`)
  ];
}
function titled(symbol, { meaning }) {
  const element = symbolOf(symbol);
  if (meaning) element.title = meaning;
  return element;
}
function framed(described, ...children) {
  const note = described.caption ? make("p", { class: "hm-note" }, described.caption) : null;
  const { kind, hue, name } = described;
  const attributes = { class: `hm-view hm-view-${kind}`, "data-hue": hue, "data-shows": name };
  return make("div", attributes, ...children, note);
}

// helpers/live/static/view-bars.js
function barsView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const bars = [];
  const groups2 = blocksOf(shape, described.head).flatMap(({ head, first, rows, columns }) => {
    const beside = figure.labels(described.rows, rows);
    const above = figure.labels(described.columns, columns);
    return Array.from({ length: rows }, (_, row) => {
      const who = rows > 1 ? beside?.[row] ?? `row ${row + 1}` : null;
      const symbol = head === null ? described.symbol : described.heads[head - 1];
      const lines = Array.from({ length: columns }, (_2, column) => {
        const index = first + row * columns + column;
        const word = above?.[column] ?? String(column + 1);
        if (word === FILLER) return "";
        const spoken3 = [described.name, head && `${figure.layer} ${head}`, who, word];
        const { line, bar } = barOf(figure, described, id, index, {
          word,
          name: spoken3.filter(Boolean).join(" ")
        });
        bars.push(bar);
        return line;
      });
      const title = make(
        "caption",
        {},
        symbolOf(symbol),
        who ? make("span", { class: "hm-word", lang: languageOf(described.lang, who) }, ` ${who}`) : null,
        described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null
      );
      const body = make("tbody", { role: "rowgroup" }, ...lines);
      return make("table", { class: "hm-bars", role: "table" }, title, body);
    });
  });
  const tables = make("div", { class: "hm-tables" }, ...groups2);
  let axis = 0;
  const paint2 = () => {
    const zero = paintBars(figure.graph.value(id), bars, described);
    if (zero !== axis) tables.style.setProperty("--hm-zero", `${zero}%`);
    axis = zero;
  };
  return { element: framed(described, tables), paint: paint2 };
}
function barOf(figure, described, id, index, { word, name }) {
  const text = document.createTextNode("");
  const number = make("td", { class: "hm-number", role: "cell", tabindex: -1 }, text);
  const write = (shown2) => {
    text.data = shown2;
  };
  figure.show(described, { id, index, element: number, write, name: () => name });
  const fill = make("span", { class: "hm-fill" });
  const line = make(
    "tr",
    { role: "row" },
    make("th", { scope: "row", role: "rowheader", lang: languageOf(described.lang, word) }, word),
    make("td", { class: "hm-bar", role: "cell", "aria-hidden": "true" }, fill),
    number
  );
  return { line, bar: { index, fill, place: "" } };
}
function paintBars(values, bars, { limits }) {
  const [low, high] = limits ?? rangeOf([0, ...values]);
  const width = high - low || 1;
  const share = (x) => Math.round(200 * Math.min(1, Math.max(0, (x - low) / width))) / 2;
  const zero = share(0);
  for (const bar of bars) {
    const x = values[bar.index];
    const end = Number.isFinite(x) ? share(x) : zero;
    const place = `translateX(${Math.min(zero, end)}%) scaleX(${Math.abs(end - zero) / 100})`;
    if (place === bar.place) continue;
    bar.place = place;
    bar.fill.style.transform = place;
  }
  return zero;
}

// helpers/live/static/drags.js
var KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
function listenToDrags2(figure, drawing, held, nudge2, grab) {
  const markAt = ({ target }) => target instanceof Element ? target.closest(".hm-grip") : null;
  const heldAt = (event) => {
    const mark2 = markAt(event);
    return mark2 ? held.get(mark2) : void 0;
  };
  const on = (type, act) => drawing.addEventListener(type, act, { passive: false });
  let group = {};
  let follow = null;
  on("focusin", () => {
    group = {};
  });
  on("keydown", (event) => {
    const one = heldAt(event);
    const by = KEYS[event.key];
    if (!one || !by) return;
    event.preventDefault();
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    nudge2(one, [by[0] * size, by[1] * size], group);
    figure.sync();
  });
  on("pointerdown", (event) => {
    const one = heldAt(event);
    if (!one || event.button !== 0) return;
    event.preventDefault();
    markAt(event).focus();
    drawing.setPointerCapture(event.pointerId);
    group = {};
    follow = grab(one, event, group);
    figure.hold();
  });
  on("touchstart", (event) => {
    if (heldAt(event)) event.preventDefault();
  });
  const end = () => {
    if (follow) figure.sync();
    follow = null;
  };
  on("pointermove", (event) => follow?.(event));
  on("pointerup", (event) => {
    follow?.(event);
    end();
  });
  on("pointercancel", end);
}

// helpers/live/static/hold.js
var FINE = 20;
function holdable(figure, drawing, holds) {
  const of = new Map(holds.map((hold) => [hold.mark, hold]));
  const stateOf = ({ input, index }) => figure.state[input][index];
  const stepOf3 = ({ input }) => figure.inputs.get(input).step;
  const put = ({ input, index }, value, group) => {
    const part = figure.inputs.get(input);
    const [low, high] = part.domain ?? [];
    const inside = tidy(Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value)));
    if (!allowed(part, inside).problem) figure.setNumber(input, index, inside, group);
  };
  for (const hold of holds) {
    const about = { role: "slider", tabindex: "0", "data-input": hold.input, "data-row": hold.index };
    dress(hold.mark, about, []);
  }
  const nudge2 = (hold, [across, up], group) => put(hold, stateOf(hold) + (across + up) * stepOf3(hold), group);
  const grab = (hold, event, group) => {
    const value = stateOf(hold);
    const start = hold.place(event, 0);
    const fine = figure.inputs.get(hold.input).whole ? 1 : stepOf3(hold) / FINE;
    let last = start;
    return (now) => {
      last = hold.place(now, last);
      put(hold, Math.round((value + (last - start) * hold.per()) / fine) * fine, group);
    };
  };
  listenToDrags2(figure, drawing, of, nudge2, grab);
  return () => {
    for (const hold of holds) {
      const now = stateOf(hold);
      dress(hold.mark, { "aria-label": hold.said(), "aria-valuenow": now, "aria-valuetext": shown(now) }, []);
    }
  };
}

// helpers/live/static/view-dials.js
var RADIUS = 60;
var ON_RIM = 2e-3;
var AXES = ["across", "up"];
function dialsView(figure, described, id) {
  const [hands, faces] = figure.graph.shape(id);
  const idOf = (other) => other?.node[figure.number] ?? null;
  const others = [idOf(described.sector), idOf(described.way), idOf(described.back)];
  const [sector, way, back] = others;
  const treeOf = (face) => {
    const values = figure.graph.value(id);
    const tips = Array.from({ length: hands }, (_, h) => pair(values, h * faces + face));
    const points = (node) => node === null ? [] : rowOf2(figure, node, face);
    return faceOf(described, tips, face, points(way), points(sector));
  };
  const all = Array.from({ length: faces }, (_, face) => living(() => treeOf(face)));
  const follow = all.map(({ drawing }, face) => {
    drawing.setAttribute("role", "group");
    const marks = [...drawing.querySelectorAll(".hm-hand")];
    marks.forEach((mark2, h) => {
      [...mark2.children].slice(0, 2).forEach((element2, axis) => {
        const index = 2 * (h * faces + face) + axis;
        const name = () => `${described.hands[h]}, ${described.faces[face]}, ${AXES[axis]}`;
        figure.show(described, { id, index, element: element2, write: () => {
        }, name });
      });
    });
    if (!described.input) return () => {
    };
    const grips2 = [...drawing.querySelectorAll(".hm-grip")];
    return holdable(
      figure,
      drawing,
      grips2.map((mark2, h) => ({
        mark: mark2,
        input: described.input,
        index: 0,
        said: () => `${described.hands[h]}, ${described.faces[face]}: turns ${described.input}`,
        place: (event, last) => angleAt(drawing, event, last),
        per: () => figure.graph.value(back)[face]
      }))
    );
  });
  const paint2 = () => {
    all.forEach((one, face) => {
      one.paint();
      follow[face]();
    });
  };
  const title = described.label ? make("p", { class: "hm-above" }, described.label) : null;
  const key = described.hands.map(
    (name, i) => make("span", { class: `hm-hand-${i}`, "data-hue": described.hues[i] }, name)
  );
  const drawings = all.map(({ drawing }) => drawing);
  const side = make("div", { class: "hm-faces", style: `--hm-n:${faces}` }, ...drawings);
  const element = framed(described, title, side, make("p", { class: "hm-key" }, ...key));
  return { element, paint: paint2, ids: [id, ...others].filter((one) => one !== null) };
}
function angleAt(drawing, event, last) {
  const box = drawing.getBoundingClientRect();
  const x = event.clientX - box.left - box.width / 2;
  const y = event.clientY - box.top - box.height * 70 / 152;
  const angle = Math.atan2(x, -y);
  return angle + 2 * Math.PI * Math.round((last - angle) / (2 * Math.PI));
}
function pair(values, i) {
  return [values[2 * i], values[2 * i + 1]];
}
function rowOf2(figure, id, face) {
  const count = figure.graph.shape(id)[1];
  const values = figure.graph.value(id);
  return Array.from({ length: count }, (_, i) => pair(values, face * count + i));
}
function faceOf(described, tips, face, way, sector) {
  const scale = RADIUS / described.reach;
  const said = tips.map(([x, y], h) => `${described.hands[h]} at ${shown(x)}, ${shown(y)}`);
  const [along, arc] = [joined(way, scale), joined(sector, scale / 2)];
  const grips2 = tips.map(([x, y], h) => {
    const about = { class: `hm-grip hm-hand-${h}`, "data-hue": described.hues[h] };
    return ["circle", { ...about, cx: near(scale * x), cy: near(-scale * y), r: 13 }];
  });
  const label = `${described.faces[face]}: ${said.join("; ")}`;
  return [
    "svg",
    { viewBox: "-76 -70 152 152", class: "hm-drawn hm-dial", "aria-label": label },
    ["circle", { class: "hm-rim", r: RADIUS }],
    ["path", { class: "hm-cross", d: `M-${RADIUS} 0H${RADIUS}M0-${RADIUS}V${RADIUS}` }],
    ["path", { class: "hm-way", d: along && `M${along}` }],
    ["path", { class: "hm-sector", d: arc && `M0 0L${arc}Z` }],
    ...tips.map((tip, h) => handOf(described, h, tip, scale)),
    ["text", { class: "hm-tick", y: 79, "text-anchor": "middle" }, described.faces[face]],
    ["g", {}, ...described.input ? grips2 : []]
  ];
}
function joined(points, scale) {
  return points.map(([x, y]) => `${near(scale * x)} ${near(-scale * y)}`).join("L");
}
function handOf({ rim, reach: reach2, hues }, h, tip, scale) {
  const [x, y] = [near(scale * tip[0]), near(-scale * tip[1])];
  const misses = rim && !(Math.abs(Math.hypot(...tip) - reach2) <= ON_RIM);
  return [
    "g",
    { class: `hm-hand hm-hand-${h}${misses ? " hm-none" : ""}`, "data-hue": hues[h] },
    ["path", { class: "hm-leg", d: `M0 ${y}H${x}` }],
    ["path", { class: "hm-leg", d: `M${x} 0V${y}` }],
    ["path", { class: "hm-shaft", d: misses ? "" : `M0 0L${x} ${y}` }],
    ["circle", { class: "hm-tip", cx: x, cy: y, r: h ? 4 : 8 }]
  ];
}

// helpers/live/static/view-words.js
function wordsFor({ vocabulary }, ids) {
  return Array.from(ids, (id) => vocabulary[id] ?? "");
}
function wordsView(figure, described, id) {
  const length = sizeOf(figure.graph.shape(id));
  const pieces = Array.from({ length }, (_, index) => {
    const text = document.createTextNode("");
    const element = make("b", { class: "hm-piece", tabindex: -1, role: "button" }, text);
    const write = (_shown, value) => {
      [text.data] = wordsFor(described, [value]);
      element.hidden = !text.data;
      const lang = languageOf(described.lang, text.data);
      if (lang) element.lang = lang;
      else element.removeAttribute("lang");
    };
    const name = () => `${described.name}${length > 1 ? ` ${index + 1}` : ""}`;
    figure.show(described, { id, index, element, write, name });
    return element;
  });
  const label = described.label ? make("span", { class: "hm-word" }, described.label, " ") : null;
  return { element: framed(described, make("p", { class: "hm-said" }, label, ...pieces)), paint: null };
}

// helpers/live/static/view-flow.js
var FULL = 0.73;
var ROOM2 = 0.9;
var FLOW = "display:grid;grid-template:100%/auto 1fr minmax(7em,auto);gap:.5em;height:clamp(7.6em,5.1em + 10vw,12.5em)";
var SIDE = "display:grid;grid-auto-rows:1fr;align-items:center;font-size:1.2em";
var FOUR = ";grid-template-rows:repeat(4,1fr)";
var LINE = "justify-content:space-between;gap:.5em;align-items:baseline;background:linear-gradient(var(--hm-hue),var(--hm-hue)) 0 100%/var(--hm-sure) 3px no-repeat;--hm-sure:";
var SURE = "font-size:.75em;color:var(--hm-muted)";
function flowView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const [heads, rows, columns] = shape;
  const [says, p] = [described.says, described.p].map(({ node }) => node[figure.number]);
  const words2 = () => wordsFor(described, figure.graph.value(says));
  const paths = Array.from({ length: heads * rows * columns }, (_, index) => {
    const [head, i, j] = [Math.floor(index / rows / columns), Math.floor(index / columns) % rows, index % columns];
    const element2 = draw("path", { class: `hm-head-${head + 1}` });
    const name = () => `${described.name} ${figure.layer} ${head + 1} ${words2()[i]} to ${described.columns[j]}`;
    figure.show(described, { id, index, element: element2, write: () => {
    }, name });
    return element2;
  });
  const about = { class: "hm-ways", viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img" };
  const drawing = draw("svg", about, ...paths);
  const lines = Array.from({ length: rows }, (_, index) => lineOf(figure, described, { says, p, index }));
  const asked = described.columns.map((word) => make("b", {}, word));
  const element = make(
    "div",
    { class: "hm-flow", style: FLOW },
    make("div", { class: "hm-ins", style: SIDE }, ...asked),
    drawing,
    make("div", { class: "hm-outs", style: SIDE + FOUR }, ...lines)
  );
  const paint2 = () => {
    const A = figure.graph.value(id);
    const sure = figure.graph.value(p);
    ways(A, shape).forEach((d, i) => {
      setIf(paths[i], "d", d);
    });
    setIf(drawing, "aria-label", spoken(described, A, words2(), shape));
    const said = words2();
    lines.forEach((line, i) => {
      setIf(line, "style", `display:${said[i] ? "flex" : "none"};${LINE}${near(100 * sure[i])}%`);
    });
  };
  const view = framed(described, element);
  view.querySelector(".hm-note")?.setAttribute("style", "max-width:none");
  return { element: view, paint: paint2, ids: [id, says, p] };
}
function lineOf(figure, described, { says, p, index }) {
  const word = make("b", { class: "hm-piece", tabindex: -1, role: "button" });
  const number = make("span", { class: "hm-sure", style: SURE, tabindex: -1, role: "button" });
  const line = make("div", {}, word, number);
  const write = (_shown, value) => {
    const [text] = wordsFor(described, [value]);
    word.textContent = text;
    line.hidden = !text;
    word.lang = languageOf(described.lang, text) ?? "";
    if (!word.lang) word.removeAttribute("lang");
  };
  figure.show(described, { id: says, index, element: word, write, name: () => `${described.says.name} ${index + 1}` });
  const tell = (text) => {
    number.textContent = text;
  };
  const name = () => `${described.p.name} ${word.textContent}`;
  const about = { ...described, name: described.p.name };
  figure.show(about, { id: p, index, element: number, write: tell, name });
  return line;
}
function spoken({ name, columns }, A, said, [heads, rows, wide]) {
  const of = (head) => said.flatMap(
    (word, i) => word ? columns.map(
      (column, j) => `${word} to ${column} ${shown(A[(head * rows + i) * wide + j])}`
    ) : []
  );
  return `${name} ${Array.from({ length: heads }, (_, h) => `head ${h + 1}: ${of(h).join(", ")}`).join("; ")}`;
}
function ways(A, [heads, rows, columns]) {
  const share = Array.from(A, (weight) => Math.min(1, Math.max(0, weight || 0)));
  const full = 100 * FULL / rows / heads;
  const wide = 100 * ROOM2 / columns / rows / heads;
  const left = Array.from({ length: columns }, (_, j) => {
    const sum = share.reduce((so, weight, at) => at % columns === j ? so + weight : so, 0);
    return 100 * (j + 0.5) / columns - wide * sum / 2;
  });
  const found = [];
  for (let i = 0; i < rows; i++) {
    let right = 100 * (i + (1 - FULL) / 2) / rows;
    for (let j = 0; j < columns; j++) {
      for (let head = 0; head < heads; head++) {
        const at = (head * rows + i) * columns + j;
        const [y, z] = [wide * share[at], full * share[at]];
        const [top, end, low, down] = [left[j], right, left[j] + y, right + z].map(near);
        found[at] = `M0 ${top}C50 ${top} 50 ${end} 100 ${end}V${down}C50 ${down} 50 ${low} 0 ${low}Z`;
        left[j] += y;
        right += z;
      }
    }
  }
  return found;
}

// helpers/live/static/view-value.js
function valueView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const place = described.at ?? shape.map(() => 0);
  const number = numberOf(figure, described, id, place, described.name);
  const label = described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null;
  const said = make("p", { class: "hm-single" }, symbolOf(described.symbol), label, " ", number);
  return { element: framed(described, said), paint: null };
}
function sentenceView(figure, described) {
  let last;
  const parts2 = described.parts.map((part) => {
    if (typeof part === "string") return part;
    const id = part.node[figure.number];
    last = Math.max(last ?? 0, id);
    return id === null ? "…" : numberOf(figure, described, id, part.at, part.name);
  });
  const said = make("p", { class: "hm-sentence", lang: described.lang }, ...parts2);
  const paint2 = () => {
    said.hidden = figure.isOff(described.when);
  };
  const ids = [described.when?.node[figure.number]];
  return { element: framed(described, said), paint: paint2, id: null, ids, last };
}
function numberOf(figure, described, id, place, name) {
  const shape = figure.graph.shape(id);
  const positive = place.map((i, axis) => i < 0 ? i + shape[axis] : i);
  const text = document.createTextNode("");
  const element = make("b", { class: "hm-figure-number", tabindex: -1, role: "button" }, text);
  const where = positive.length ? ` ${positive.map((i) => i + 1).join(", ")}` : "";
  const write = (shown2) => {
    text.data = shown2;
    element.setAttribute("aria-label", `${inWords(name)}${where}: ${shown2}`);
  };
  const index = indexOf(shape, positive);
  figure.show(described, { id, index, element, write, name: () => `${name}${where}` });
  return element;
}

// helpers/live/static/view-glow.js
var LINE2 = "margin:0;display:flex;flex-direction:row-reverse;align-items:center;gap:.6em";
var WORD = "font-size:.85em;white-space:nowrap;color:var(--hm-muted)";
function glowView(figure, described, id) {
  const { element } = valueView(figure, described, id);
  const slopes = described.slopes.node[figure.number];
  const said = (
    /** @type {HTMLElement} */
    element.querySelector(".hm-single")
  );
  said.classList.add("hm-glow");
  said.style.cssText = LINE2;
  said.querySelector(".hm-word")?.setAttribute("style", WORD);
  const paint2 = () => {
    const slope = Math.abs(figure.graph.value(slopes)[described.at[0]]);
    const share = near(100 * Math.sqrt(Math.min(1, slope / described.most)));
    if (said.style.getPropertyValue("--hm-glow") !== `${share}%`) said.style.setProperty("--hm-glow", `${share}%`);
  };
  return { element, paint: paint2, ids: [id, slopes] };
}

// helpers/live/static/chart.js
var WIDTH = 360;
var HEIGHT = 150;
var LEFT = 44;
var LETTER = 6.8;
var BESIDE2 = 6;
var BOTTOM = 20;
var TOP = 8;
function chartFor(described, count, names) {
  const tick = (attributes, words2 = "") => draw("text", { class: "hm-tick", ...attributes }, words2);
  const zero = draw("line", { class: "hm-axis", x2: WIDTH - 8 });
  const upright = draw("line", { class: "hm-axis hm-here", y1: TOP, y2: HEIGHT - BOTTOM, hidden: true });
  const low = tick({ y: HEIGHT - BOTTOM, "text-anchor": "end" });
  const high = tick({ y: TOP + 8, "text-anchor": "end" });
  const first = tick({ y: HEIGHT - 5 });
  const last = tick({ x: WIDTH - 8, y: HEIGHT - 5, "text-anchor": "end" });
  const curves = Array.from(
    { length: count },
    (_, i) => draw("polyline", { class: `hm-curve hm-curve-${i % 6}` })
  );
  const marks = [zero, upright, low, high, first, last];
  const drawing = draw(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "hm-line", role: "img" },
    ...marks,
    ...curves
  );
  const fit2 = ([xLow, xHigh], [yLow, yHigh]) => {
    [xLow, xHigh, yLow, yHigh].forEach((x, i) => {
      [first, last, low, high][i].textContent = shown(x);
    });
    const longest = Math.max(...[low, high].map((mark3) => mark3.textContent.length));
    const left = Math.max(LEFT, LETTER * longest + BESIDE2);
    for (const mark3 of [low, high]) setIf(mark3, "x", String(left - BESIDE2));
    setIf(first, "x", String(left));
    setIf(zero, "x1", String(left));
    const across = (x) => left + (WIDTH - left - 8) * (x - xLow) / (xHigh - xLow || 1);
    const up = (y) => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (y - yLow) / (yHigh - yLow || 1);
    const base = up(Math.min(yHigh, Math.max(yLow, 0))).toFixed(1);
    setIf(zero, "y1", base);
    setIf(zero, "y2", base);
    return { across, up };
  };
  const symbol = described.head ? described.heads[described.head - 1] : described.symbol;
  const label = described.label ? ` ${described.label}` : "";
  const title = make("p", { class: "hm-above" }, symbolOf(symbol), label);
  const word = (text, i) => make("span", { lang: languageOf(described.lang, text) }, sample(i), text);
  const key = names ? make("p", { class: "hm-key" }, ...names.map(word)) : null;
  const mark2 = (x) => {
    upright.removeAttribute("hidden");
    for (const end of ["x1", "x2"]) setIf(upright, end, x.toFixed(1));
  };
  const curve = (i, points) => setIf(curves[i], "points", points.join(" "));
  return { drawing, title, key, fit: fit2, curve, mark: mark2, upright };
}
function sample(i) {
  const line = draw("line", { class: `hm-curve hm-curve-${i % 6}`, x1: 0, x2: 30, y1: 5, y2: 5 });
  return draw("svg", { viewBox: "0 0 30 10", class: "hm-sample", "aria-hidden": "true" }, line);
}
function pointOf(x, y) {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

// helpers/live/static/view-line.js
var MOST_DOTS = 24;
function lineView(figure, described, id) {
  const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
  const names = figure.labels(described.rows, rows);
  const xs = described.x?.length === columns ? described.x : Array.from({ length: columns }, (_, i) => i);
  const chart = chartFor({ ...described, head }, rows, names);
  const { drawing } = chart;
  const dots = [];
  for (let row = 0; row < rows && columns <= MOST_DOTS; row++) {
    for (let column = 0; column < columns; column++) {
      const index = first + row * columns + column;
      const dot2 = draw("circle", { class: `hm-dot hm-curve-${row % 6}`, r: 3.5 });
      const name = () => `${described.name} ${names?.[row] ?? `row ${row + 1}`}, ${shown(xs[column])}`;
      figure.show(described, { id, index, element: dot2, write: () => {
      }, name });
      dots.push({ index, column, dot: dot2 });
      drawing.append(dot2);
    }
  }
  const mark2 = described.mark?.node[figure.number] ?? null;
  const paint2 = () => {
    const values = figure.graph.value(id).subarray(first, first + rows * columns);
    const [least, most] = described.limits ?? rangeOf(values);
    const { across, up } = chart.fit(rangeOf(xs), [least, most]);
    for (let row = 0; row < rows; row++) {
      const points = [];
      for (let column = 0; column < columns; column++) {
        const y = values[row * columns + column];
        if (Number.isFinite(y)) points.push(pointOf(across(xs[column]), up(y)));
      }
      chart.curve(row, points);
    }
    if (mark2 !== null) chart.mark(across(figure.graph.value(mark2)[0]));
    for (const { index, column, dot: dot2 } of dots) {
      const y = values[index - first];
      setIf(dot2, "cx", String(across(xs[column])));
      setIf(dot2, "cy", Number.isFinite(y) ? up(y).toFixed(1) : String(-9));
    }
    const about = `${described.name}: ${rows} curves of ${columns} points, from ${shown(least)} to`;
    setIf(drawing, "aria-label", `${about} ${shown(most)}`);
  };
  return { element: framed(described, chart.title, drawing, chart.key), paint: paint2, ids: [id, mark2] };
}

// helpers/live/static/view-links.js
var STEP = 34;
var GAP = 130;
var WORD2 = 92;
function linksView(figure, described, id) {
  const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
  const asking = figure.labels(described.rows, rows) ?? numbered(rows);
  const answering = figure.labels(described.columns, columns) ?? numbered(columns);
  const most = Math.max(rows, columns);
  const height = STEP * most;
  const width = 2 * WORD2 + GAP;
  const at = (i, count) => STEP * (i + 0.5) + STEP * (most - count) / 2;
  const drawing = draw("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "hm-links",
    role: "img"
  });
  drawing.style.maxWidth = `${width * 1.3}px`;
  const lines = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [y, z] = [at(i, rows), at(j, columns)];
      const bend2 = `M${WORD2} ${y}C${WORD2 + GAP / 2} ${y} ${WORD2 + GAP / 2} ${z} ${WORD2 + GAP} ${z}`;
      const element = draw("path", { d: bend2, "data-from": i, "data-to": j });
      const name = () => `${described.name} ${asking[i]} to ${answering[j]}`;
      const index = first + i * columns + j;
      figure.show(described, { id, index, element, write: () => {
      }, name });
      lines.push({ element, index, heat: -1, from: i, to: j });
      drawing.append(element);
    }
  }
  const emphasise = (side, number) => {
    drawing.classList.toggle("hm-picked", number !== null);
    for (const line of lines) line.element.classList.toggle("hm-pick", line[side] === number);
  };
  const word = (text, side, i, x, y, anchor) => draw(
    "text",
    {
      x,
      y,
      "text-anchor": anchor,
      "dominant-baseline": "central",
      lang: languageOf(described.lang, text),
      onpointerenter: () => emphasise(side, i),
      onpointerleave: () => emphasise(side, null)
    },
    text
  );
  asking.forEach((text, i) => drawing.append(word(text, "from", i, WORD2 - 8, at(i, rows), "end")));
  answering.forEach(
    (text, j) => drawing.append(word(text, "to", j, WORD2 + GAP + 8, at(j, columns), "start"))
  );
  const paint2 = () => {
    const values = figure.graph.value(id);
    const said = [];
    for (const line of lines) {
      const heat = heatClass(values[line.index], [0, 1]);
      said.push(`${asking[line.from]} to ${answering[line.to]} ${shown(values[line.index])}`);
      if (heat === line.heat) continue;
      line.element.classList.remove(`hm-l${line.heat}`);
      line.element.classList.add(`hm-l${heat}`);
      line.heat = heat;
    }
    setIf(drawing, "aria-label", `${described.name}: ${said.join("; ")}`);
  };
  const symbol = head === null ? described.symbol : described.heads[head - 1];
  const label = described.label ? ` ${described.label}` : "";
  const title = make("p", { class: "hm-above" }, symbolOf(symbol), label);
  return { element: framed(described, title, drawing), paint: paint2 };
}
function numbered(count) {
  return Array.from({ length: count }, (_, i) => String(i + 1));
}

// helpers/live/static/view-nudges.js
var MIDDLE = 18;
var LONGEST = 30;
var DOT = 1;
function nudgesView(figure, described) {
  const { element } = figure.view({ part: { ...described, kind: "matrix" } });
  element.classList.replace("hm-view-matrix", "hm-view-nudges");
  for (const number of element.querySelectorAll(".hm-cell")) {
    const { index, name } = figure.cells.at(number);
    const shaft = draw("path", { class: "hm-shaft" });
    const arrow = draw("svg", { class: "hm-arrow", viewBox: "0 0 14 36", role: "img" }, shaft);
    number.prepend(arrow);
    figure.show(
      { kind: "slope", name: described.name },
      {
        id: described.slopes[figure.number],
        index,
        element: arrow,
        name: () => `slope by ${name()}`,
        write: (words2, slope) => {
          shaft.setAttribute("d", pathOf(slope / described.most));
          arrow.setAttribute("aria-label", `slope ${words2}`);
        }
      }
    );
  }
  return { element, paint: null };
}
function pathOf(share) {
  const length = LONGEST * Math.min(1, Math.abs(share));
  if (!(length >= DOT)) return `M7 ${MIDDLE}h0`;
  const way = Math.sign(share);
  const tip = MIDDLE - way * length / 2;
  const wing = way * Math.min(5, length / 2);
  return `M7 ${MIDDLE + way * length / 2}V${tip}m-4 ${wing}l4 ${-wing}l4 ${wing}`;
}

// helpers/live/static/grips.js
var grips = /* @__PURE__ */ new WeakMap();
function gripFor(figure, mark2, grip) {
  grips.set(mark2, grip);
  const follow = () => {
    const [x, y] = grip.at().map((value) => shown(value));
    dress(mark2, { "aria-valuetext": `${x} across, ${y} up`, "aria-valuenow": grip.at()[0] }, []);
  };
  const about = {
    tabindex: "0",
    role: "slider",
    "aria-roledescription": "point",
    "aria-label": grip.said(),
    "aria-describedby": figure.keys.id,
    "data-input": grip.layer.input,
    "data-row": grip.row
  };
  dress(mark2, about, []);
  return follow;
}
function listenToGrips(figure, drawing, frame) {
  const nudge2 = (grip, [across, up], group) => {
    const step = stepOf(figure, grip);
    mover(figure, grip, frame(), 0, group)([across * step, up * step]);
  };
  const grab = (grip, from) => {
    const [low, high] = frame().x;
    const scale = (high - low) / drawing.getBoundingClientRect().width;
    const move = mover(figure, grip, frame(), stepOf(figure, grip), {});
    return ({ clientX, clientY }) => move([(clientX - from.clientX) * scale, (from.clientY - clientY) * scale]);
  };
  listenToDrags2(figure, drawing, grips, nudge2, grab);
}
function stepOf(figure, { layer }) {
  return figure.inputs.get(layer.input).step;
}
function mover(figure, grip, { x, y }, step, group) {
  const input = grip.layer.input ?? "";
  const { row } = grip;
  const part = figure.inputs.get(input);
  const before = [...figure.state[input]];
  const from = grip.back === null ? before.slice(2 * row, 2 * row + 2) : grip.at();
  const back = grip.back === null ? null : [...figure.graph.value(grip.back)];
  const width = back ? back.length / 2 : 2;
  return (by) => {
    const to = [x, y].map(([low, high], axis) => Math.min(high, Math.max(low, from[axis] + by[axis])));
    const rounded2 = to.map((value) => tidy(step ? Math.round(value / step) * step : value));
    const values = [...before];
    for (let i = 0; i < width; i++) {
      const place = row * width + i;
      const value = back ? tidy(before[place] + (to[0] - from[0]) * back[i] + (to[1] - from[1]) * back[width + i]) : rounded2[i];
      if (allowed(part, value).problem) return;
      values[place] = value;
    }
    figure.edit({ [input]: values }, group);
  };
}

// helpers/live/static/room.js
var LETTERS = { "fijlrt ": 6.5, mwMW: 14.2 };
var LETTER2 = 9.7;
var HIGH = 7;
var CLEAR = [9, 22];
var SLANT = Math.SQRT1_2;
var TURNS = [
  [1, 0],
  [SLANT, SLANT],
  [SLANT, -SLANT],
  [0, 1],
  [0, -1],
  [-SLANT, SLANT],
  [-SLANT, -SLANT],
  [-1, 0]
];
var Room = class {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.taken = [];
  }
  /**
   * Find the middle of a name that begins `way` from `tip`, or to another side of it: the first
   * side where it covers nothing, a line farther off if there is none, or else where it covers
   * least.
   *
   * @param {number[]} tip
   * @param {number[]} way
   * @param {string} text
   */
  put([x, y], [across, up], text) {
    const wide = widthOf(text) / 2;
    let best = [x, y, wide, HIGH];
    let least = Infinity;
    for (const clear of CLEAR) {
      for (const [cos, sin] of TURNS) {
        if (least < 1) break;
        const [along, down] = [across * cos - up * sin, across * sin + up * cos];
        const most = Math.max(Math.abs(along), Math.abs(down));
        const box = [
          Math.min(this.width - wide - 3, Math.max(wide + 3, x + along / most * (wide + clear))),
          Math.min(this.height - HIGH - 1, Math.max(HIGH + 1, y + down / most * (HIGH + clear))),
          wide,
          HIGH
        ];
        const covered = this.covered(box);
        if (covered < least - 1) [best, least] = [box, covered];
      }
    }
    this.taken.push(best);
    return best;
  }
  /** How much a box covers of what is taken. @param {Box} box */
  covered([x, y, wide, high]) {
    let sum = 0;
    for (const [there, below, w, h] of this.taken) {
      sum += Math.max(0, wide + w - Math.abs(x - there)) * Math.max(0, high + h - Math.abs(y - below));
    }
    return sum;
  }
};
function widthOf(text) {
  const wide = (letter) => Object.entries(LETTERS).find(([letters]) => letters.includes(letter))?.[1] ?? LETTER2;
  return [...text].reduce((sum, letter) => sum + wide(letter), 0);
}

// helpers/live/static/view-plane.js
var SIZE = 320;
var HEAD = 11;
var FINE2 = 7;
var UNITS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
var MOST_LINES = 10;
var GAP2 = 12;
var GROUND = 6;
var RISE = { sup: "-5", sub: "4" };
function planeView(figure, described) {
  const layers = described.layers.filter((layer) => layer.node[figure.number] !== null);
  const idOf = ({ node }) => (
    /** @type {number} */
    node[figure.number]
  );
  const others = layers.flatMap(({ other }) => other ? other.node[figure.number] : []);
  const zoom = described.zoom?.node[figure.number] ?? null;
  const valueAt = (id) => figure.graph.value(id);
  let frame;
  const { drawing, paint: paint2 } = living(() => {
    frame = new Frame(described, zoom === null ? 1 : valueAt(zoom)[0]);
    return drawn(frame, described, layers, figure);
  });
  const follow = [];
  const held = [.../** @type {Element} */
  drawing.lastElementChild.children];
  layers.forEach((layer, at) => {
    if (layer.as !== "arrows" && layer.as !== "dots") return;
    const id = idOf(layer);
    const back = layer.back ? layer.back[figure.number] : null;
    [...drawing.children[GROUND * (described.axes ? 1 : 0) + at].children].forEach((element2, row) => {
      const name = () => spoken2(layer, row);
      const cell = { id, index: 2 * row, element: element2, write: () => {
      }, name };
      if (!layer.input) figure.show({ kind: `plane ${at}`, name: layer.name }, cell);
      else {
        const grip = { layer, row, at: () => pair2(valueAt(id), row), back, said: name };
        follow.push(gripFor(
          figure,
          /** @type {Element} */
          held.shift(),
          grip
        ));
      }
    });
  });
  listenToGrips(figure, drawing, () => frame);
  const paintAll = () => {
    paint2();
    for (const act of follow) act();
  };
  const title = described.label ? make("p", { class: "hm-above" }, described.label) : null;
  const element = framed({ ...described, name: void 0 }, title, drawing);
  return { element, paint: paintAll, ids: [...layers.map(idOf), ...others, zoom] };
}
function pair2(values, i) {
  return [values[2 * i], values[2 * i + 1]];
}
function pairs(values) {
  return Array.from({ length: values.length / 2 }, (_, i) => pair2(values, i));
}
var Frame = class {
  /** @param {{x: Place, y: Place}} described @param {number} zoom how many times as far it reaches */
  constructor({ x, y }, zoom) {
    this.x = /** @type {Place} */
    x.map((end) => zoom * end);
    this.y = /** @type {Place} */
    y.map((end) => zoom * end);
    const [across, up] = [this.x, this.y].map(([low, high]) => high - low);
    this.scale = SIZE / across;
    this.height = this.scale * up;
    const most = Math.max(across, up) / MOST_LINES;
    this.unit = UNITS.find((unit) => unit >= most) ?? /** @type {number} */
    UNITS.at(-1);
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
      ...this.steps(this.y).map((y) => `M0 ${near(this.at([0, y])[1])}H${width}`)
    ];
    const [left, base] = this.at([0, 0]);
    const [right, top] = this.at([this.unit, this.unit]);
    const unit = String(this.unit);
    const [half, other] = names.map((name) => 3 * name.length);
    this.room.taken.push([right, base + 9, 6, 5], [left - 10, top, 6, 5]);
    this.room.taken.push([SIZE - 4 - half, base - 10, half, 5], [left + 7 + other, 8, other, 5]);
    return [
      ["path", { class: "hm-ground", d: lines.join("") }],
      ["path", { class: "hm-axes", d: `M${near(left)} 0V${height}M0 ${near(base)}H${width}` }],
      words("hm-tick", right, base + 13, "middle", unit),
      words("hm-tick", left - 5, top + 4, "end", unit),
      words("hm-tick", SIZE - 4, base - 6, "end", names[0]),
      words("hm-tick", left + 7, 12, "start", names[1])
    ];
  }
  /** @param {Place} ends @returns {number[]} */
  steps([low, high]) {
    const first = Math.ceil(low / this.unit);
    const count = Math.floor(high / this.unit) - first + 1;
    return Array.from({ length: count }, (_, i) => this.unit * (first + i));
  }
};
function drawn(frame, described, layers, figure) {
  const valuesOf = (node) => figure.graph.value(node[figure.number]);
  const tailsOf = ({ other }) => other ? pairs(valuesOf(other.node)) : null;
  const ground = described.axes ? frame.ground(described.axes) : [];
  for (const layer of layers) take(frame, layer, valuesOf(layer.node), tailsOf(layer));
  const said = layers.flatMap(
    (layer) => layer.as === "arrows" || layer.as === "dots" ? pairs(valuesOf(layer.node)).map(([x, y], i) => `${spoken2(layer, i)} at ${shown(x)}, ${shown(y)}`) : []
  );
  return [
    "svg",
    {
      viewBox: `0 0 ${SIZE} ${near(frame.height)}`,
      class: "hm-plane",
      role: "group",
      "aria-label": `${described.label ?? "Plane"}: ${said.join("; ")}`
    },
    ...ground,
    ...layers.map((layer) => {
      const shape = figure.graph.shape(layer.node[figure.number]);
      return layerOf(frame, layer, valuesOf(layer.node), tailsOf(layer), shape);
    }),
    ["g", {}, ...layers.flatMap((layer) => layer.input ? gripsOf(frame, layer, valuesOf(layer.node)) : [])]
  ];
}
function take(frame, { as, look }, values, tails) {
  if (as === "outline" || as === "paths" && look === "faint") return;
  const wide = as === "arrows" || as === "dots" ? 8 : 3;
  pairs(values).forEach((row, i) => {
    const [x, y] = frame.at(row);
    const [fromX, fromY] = tails || as === "arrows" ? frame.at(tails?.[i] ?? [0, 0]) : [x, y];
    const away = Math.hypot(fromX - x, fromY - y);
    if (!Number.isFinite(away)) return;
    frame.room.taken.push([x, y, wide, wide]);
    for (let at = GAP2; at <= Math.min(away, SIZE) - GAP2; at += GAP2) {
      frame.room.taken.push([x + at / away * (fromX - x), y + at / away * (fromY - y), 3, 3]);
    }
  });
}
function gripsOf(frame, layer, values) {
  return pairs(values).map((row) => {
    const isSeen = row.every(Number.isFinite);
    const [x, y] = isSeen ? frame.at(row) : [0, 0];
    const about = { class: "hm-grip", "data-hue": layer.hue };
    return ["circle", { ...about, cx: near(x), cy: near(y), r: isSeen ? 11 : 0 }];
  });
}
function layerOf(frame, layer, values, tails, shape) {
  const look = layer.look ? ` hm-${layer.look}` : "";
  const about = { class: `hm-layer hm-${layer.as}${look}`, "data-hue": layer.hue };
  const rows = pairs(values);
  if (layer.as === "paths") {
    const count = (
      /** @type {number} */
      shape.at(-2)
    );
    return ["g", about, ["path", { d: linesOf(frame, rows, count) }]];
  }
  const points = rows.map((row) => frame.at(row));
  if (layer.as === "outline") {
    return ["g", about, ["polygon", { points: points.map((point) => point.map(near).join(",")).join(" ") }]];
  }
  const middle = points.reduce(([a, b], [x, y]) => [a + x, b + y], [0, 0]).map((sum) => sum / points.length);
  const origin2 = frame.at([0, 0]);
  const from = (i) => tails ? frame.at(tails[i]) : origin2;
  return ["g", about, ...points.map((point, i) => markOf(frame, layer, i, point, from(i), toward(middle, point)))];
}
function toward([x, y], [endX, endY]) {
  const length = Math.hypot(endX - x, endY - y);
  return length >= 1 && length < Infinity ? [(endX - x) / length, (endY - y) / length] : [0, 0];
}
function linesOf(frame, rows, count) {
  let d = "";
  let pen = "M";
  rows.forEach((row, i) => {
    if (i % count === 0) pen = "M";
    if (!row.every(Number.isFinite)) pen = "M";
    else {
      const [x, y] = frame.at(row);
      d += `${pen}${near(x)} ${near(y)}`;
      pen = "L";
    }
  });
  return d;
}
function markOf(frame, layer, i, tip, tail, side) {
  const isSeen = [...tip, ...tail].every(Number.isFinite);
  const [x, y] = isSeen ? tip : [0, 0];
  const [fromX, fromY] = isSeen ? tail : [0, 0];
  const shade = { visibility: isSeen ? null : "hidden" };
  if (layer.as === "drops") {
    return ["g", shade, ["line", { x1: near(fromX), y1: near(fromY), x2: near(x), y2: near(y) }]];
  }
  const mark2 = layer.as === "arrows" ? ["path", { class: "hm-arrow", d: arrowOf(fromX, fromY, x, y, layer.look === "fine" ? FINE2 : HEAD) }] : ["circle", { class: "hm-point", cx: near(x), cy: near(y), r: 6 }];
  return ["g", shade, mark2, nameOf(frame, layer, i, [x, y], [fromX, fromY], side, isSeen)];
}
function arrowOf(x, y, tipX, tipY, most) {
  const length = Math.hypot(tipX - x, tipY - y);
  if (length < 1) return "";
  const [along, up] = [(tipX - x) / length, (tipY - y) / length];
  const head = Math.min(most, length);
  const wide = head / 2;
  const [neckX, neckY] = [tipX - head * along, tipY - head * up];
  const side = (w) => `L${near(neckX - w * up)} ${near(neckY + w * along)}`;
  const shaft = `M${near(x)} ${near(y)}L${near(neckX)} ${near(neckY)}`;
  return `${shaft}M${near(tipX)} ${near(tipY)}${side(wide)}${side(-wide)}Z`;
}
function nameOf(frame, layer, i, tip, tail, side, isSeen) {
  const parts2 = partsOf(layer, i);
  const beyond = layer.as === "arrows" ? toward(tail, tip) : [0, 0];
  const way = toward([0, 0], [3 * beyond[0] + 2 * side[0], 3 * beyond[1] + 2 * side[1]]);
  const name = isSeen ? parts2.map(([, text]) => text).join("") : "";
  const [x, y] = name ? frame.room.put(tip, way.some(Boolean) ? way : [0.7, -0.7], name) : tip;
  const inside = parts2.map(([kind, text]) => ["tspan", { class: `hm-${kind}`, dy: RISE[kind] }, text]);
  return words("hm-name", x, y + 5, "middle", ...inside);
}
function partsOf({ rows, label, symbol }, i) {
  if (rows) return [["span", rows[i]]];
  return label ? [["span", label]] : symbol;
}
function spoken2(layer, i) {
  return partsOf(layer, i).map(([, text]) => text).join(" ");
}

// helpers/live/static/view-rails.js
var SIZE2 = 360;
var EDGE = 16;
var LETTERS2 = 0.75;
var LINE3 = 14;
var LEVELS = 5;
var BELOW = 44;
var THICK = 26;
var SPREAD = 30;
var INSIDE = SIZE2 - 2 * EDGE;
function railView(figure, described, id) {
  const idOf = (other) => other?.node[figure.number] ?? null;
  const others = ["shares", "kept", "cut", "die", "per"].map((part) => idOf(described[part]));
  const [shares, kept, cut, die, per] = others;
  const valueAt = (node) => node === null ? null : figure.graph.value(node);
  const { drawing, paint: paint2 } = living(
    () => drawn2(described, valueAt(id), valueAt(shares), valueAt(kept), valueAt(cut), valueAt(die))
  );
  const rows = (
    /** @type {string[]} */
    described.rows
  );
  const numbered2 = (group, node, of) => {
    [...group.children].forEach((element, index) => {
      const name = () => `${of} ${rows[index]}`;
      figure.show({ kind: "rail", name: of }, { id: node, index, element, write: () => {
      }, name });
    });
  };
  drawing.querySelectorAll(".hm-beads").forEach((group) => numbered2(group, id, described.name));
  drawing.querySelectorAll(".hm-shares").forEach((group, i) => {
    numbered2(group, [shares, kept][i], described[["shares", "kept"][i]].name);
  });
  const grips2 = [...drawing.querySelectorAll(".hm-grip")];
  const scale = (event) => event.clientX * SIZE2 / drawing.getBoundingClientRect().width / INSIDE;
  const [low, high] = described.limits;
  const follow = holdable(
    figure,
    drawing,
    grips2.map((mark2, index) => {
      const isCut = mark2.classList.contains("hm-cutter");
      return {
        mark: mark2,
        input: isCut ? described.cut.name : described.input,
        index: isCut ? 0 : index,
        said: () => isCut ? `cut of the bar, ${described.cut.name}` : `${described.input} of ${rows[index]}`,
        place: scale,
        per: () => isCut ? 1 : (high - low) * figure.graph.value(per)[0]
      };
    })
  );
  const paintAll = () => {
    paint2();
    follow();
  };
  const ids = [id, ...others].filter((one) => one !== null);
  return { element: framed(described, drawing), paint: paintAll, ids };
}
function drawn2(described, numbers, shares, kept, cut, die) {
  const { rows, name } = described;
  const size = (i) => Number.isNaN(shares[i]) ? -1 : shares[i];
  const order = [...rows.keys()].sort((a, b) => size(b) - size(a));
  const beads = beadsOf(described, numbers, order);
  const track = trackOf(rows);
  const bar = track + BELOW;
  const said = order.map((i) => `${rows[i]} ${shown(numbers[i])}, share ${shown(shares[i])}`);
  const first = segmentsOf(described, shares, order, bar, kept);
  const half = track + BELOW / 2;
  const ties = beads.map(({ x, level, middle }, i) => {
    const to = near(first.middles[i]);
    const up = `M${near(middle)} ${track - 10 - LINE3 * level}L${near(x)} ${track}`;
    return ["path", { d: `${up}C${near(x)} ${half} ${to} ${half} ${to} ${bar}` }];
  });
  const parts2 = [
    ["g", { class: "hm-ties" }, ...ties],
    ["path", { class: "hm-track", d: `M${EDGE} ${track}H${SIZE2 - EDGE}` }],
    words("hm-tick", EDGE, track + 17, "start", shown(described.limits[0])),
    words("hm-tick", SIZE2 - EDGE, track + 17, "end", shown(described.limits[1])),
    ["g", barOf2(described.shares), ...first.marks]
  ];
  let height = bar + THICK + 4;
  if (kept) {
    const second = bar + THICK + SPREAD;
    height = second + THICK + 4;
    const ends = `${near(first.end)} ${bar + THICK}L${SIZE2 - EDGE} ${second}`;
    parts2.push(["path", { class: "hm-spread", d: `M${EDGE} ${bar + THICK}L${ends}H${EDGE}Z` }]);
    parts2.push(["g", barOf2(described.kept), ...segmentsOf(described, kept, order, second, null).marks]);
  }
  parts2.push(["g", { class: "hm-beads" }, ...beads.map((bead, i) => beadOf(described, i, bead))]);
  if (die) parts2.push(["path", { class: "hm-die", d: `M${near(EDGE + die[0] * INSIDE)} ${bar - 4}V${height}` }]);
  const grips2 = described.input ? beads.map(({ x }) => ["circle", { class: "hm-grip", cx: near(x), cy: track, r: 10 }]) : [];
  if (cut) {
    const x = near(EDGE + cut[0] * INSIDE);
    parts2.push(["path", { class: "hm-cut", d: `M${x} ${bar - 8}V${bar + THICK + 8}` }]);
    grips2.push(["circle", { class: "hm-grip hm-cutter", cx: x, cy: bar + THICK / 2, r: 12 }]);
  }
  return [
    "svg",
    {
      viewBox: `0 0 ${SIZE2} ${height}`,
      class: "hm-drawn hm-rail",
      role: "group",
      "aria-label": `${name}: ${said.join("; ")}`
    },
    ...parts2,
    ["g", {}, ...grips2]
  ];
}
function barOf2(shares) {
  return { class: "hm-shares", "data-hue": shares?.hue };
}
function trackOf(rows) {
  return LINE3 * Math.min(LEVELS, rows.length) + 14;
}
function beadsOf({ rows, limits: [low, high] }, numbers, order) {
  const beads = Array.from(numbers, (number) => {
    const inside = number >= low ? Math.min(high, number) : low;
    return { x: EDGE + (inside - low) * (INSIDE / (high - low)), level: 0, middle: 0, beyond: inside !== number };
  });
  const ends = Array(LEVELS).fill(-Infinity);
  for (const i of [...order].sort((a, b) => beads[a].x - beads[b].x)) {
    const half = LETTERS2 * widthOf(rows[i]) / 2;
    const middle = Math.min(SIZE2 - half, Math.max(half, beads[i].x));
    const level = ends.findIndex((end) => end <= middle - half);
    Object.assign(beads[i], { level, middle: level < 0 ? beads[i].x : middle });
    if (level >= 0) ends[level] = middle + half + 3;
  }
  return beads;
}
function beadOf({ rows, lang }, i, { x, level, middle, beyond }) {
  const track = trackOf(rows);
  const base = track - 12 - LINE3 * level;
  return [
    "g",
    { class: beyond ? "hm-beyond" : null },
    ["circle", { class: "hm-bead", cx: near(x), cy: track, r: 5 }],
    ["text", { x: near(middle), y: base, "text-anchor": "middle", lang: languageOf(lang, rows[i]) }, level < 0 ? "" : rows[i]]
  ];
}
function segmentsOf({ rows, lang }, shares, order, top, kept) {
  const marks = Array(rows.length);
  const middles = Array(rows.length);
  let at = EDGE;
  let end = EDGE;
  for (const i of order) {
    const width = Math.max(0, shares[i] || 0) * INSIDE;
    const isOut = kept !== null && !(kept[i] > 0);
    const fits = width >= LETTERS2 * widthOf(rows[i]) + 4;
    const place = { x: near(at), y: top, width: near(width), height: THICK };
    const about = { x: near(at + width / 2), y: top + THICK / 2 + 4, "text-anchor": "middle", lang: languageOf(lang, rows[i]) };
    marks[i] = ["g", { class: isOut ? "hm-out" : null }, ["rect", place], ["text", about, fits ? rows[i] : ""]];
    middles[i] = at + width / 2;
    at += width;
    if (!isOut) end = at;
  }
  return { marks, middles, end };
}

// helpers/live/static/view-recorded.js
var MOST_KEPT = 28;
function recordedView(figure, described, id) {
  const { pages, marks, lang } = described;
  const body = make("div", { class: "hm-recorded", lang: languageOf(lang) });
  const lengths = pages.flat().map((line) => [line].flat().join("  ").length);
  body.style.minWidth = `${Math.min(MOST_KEPT, Math.max(...lengths) + 4)}ch`;
  let open = -1;
  const paint2 = () => {
    const number = Math.floor(figure.graph.value(id)[0]);
    const at = Math.min(pages.length - 1, Math.max(0, number));
    if (at === open) return;
    open = at;
    body.replaceChildren(...pages[at].map((line) => lineOf2(line, marks?.[at], lang)));
  };
  return { element: framed(described, body), paint: paint2 };
}
function lineOf2(line, marked, lang) {
  if (typeof line === "string") return make("p", { lang: languageOf(lang, line) }, line);
  const pieces = line.flatMap((piece) => [
    make(
      piece === marked ? "b" : "span",
      { class: "hm-piece", lang: languageOf(lang, piece) },
      piece
    ),
    " "
  ]);
  return make("p", { class: "hm-pieces" }, ...pieces);
}

// helpers/live/static/view-ribbons.js
var WIDTH2 = 340;
var SIDE2 = 82;
var WHOLE2 = 46;
var GAP3 = 12;
var TOP2 = 8;
var LEGIBLE = 13;
var NONE = -1;
function ribbonsView(figure, described, id) {
  const [rows, columns] = figure.graph.shape(id);
  const numbered2 = (count) => Array.from({ length: count }, (_, i) => String(i + 1));
  const asking = figure.labels(described.rows, rows) ?? numbered2(rows);
  const answering = figure.labels(described.columns, columns) ?? numbered2(columns);
  const at = typeof described.first === "string" ? asking.indexOf(described.first) : described.first ?? -1;
  const start = at < 0 ? null : at;
  let first = start;
  const { drawing, paint: paint2 } = living(
    () => drawn3(described.name, figure.graph.value(id), asking, answering, figure.isOff(described.on) ? NONE : first)
  );
  drawing.setAttribute("role", "img");
  const groups2 = [...drawing.querySelectorAll(".hm-asks")];
  groups2.forEach((group, i) => {
    [...group.children].forEach((element, j) => {
      const name = () => `${described.name} ${asking[i]} to ${answering[j]}`;
      figure.show(described, { id, index: i * columns + j, element, write: () => {
      }, name });
    });
  });
  const names = [...drawing.lastElementChild?.children ?? []];
  [...groups2, ...names.slice(0, rows)].forEach((element, at2) => {
    element.addEventListener("pointerenter", () => {
      first = at2 % rows;
      paint2();
    });
  });
  drawing.addEventListener("pointerleave", () => {
    first = start;
    paint2();
  });
  const title = described.label ? make("p", { class: "hm-above" }, described.label) : null;
  return { element: framed(described, title, drawing), paint: paint2, ids: [id, described.on?.node[figure.number]] };
}
function drawn3(name, A, asking, answering, first) {
  const columns = answering.length;
  const share = Array.from(A, (weight) => Math.min(1, Math.max(0, weight || 0)));
  const left = asking.map((_, i) => TOP2 + i * (WHOLE2 + GAP3));
  const asked = answering.map((_, j) => asking.reduce((sum, _2, i) => sum + share[i * columns + j], 0));
  const right = [];
  let total = 0;
  asked.forEach((wide, j) => {
    right.push(TOP2 + j * GAP3 + WHOLE2 * total);
    total += wide;
  });
  const height = TOP2 + Math.max(asking.length * (WHOLE2 + GAP3), columns * GAP3 + WHOLE2 * total);
  const spoken3 = asking.flatMap(
    (one, i) => answering.map((other, j) => `${one} to ${other} ${shown(A[i * columns + j])}`)
  );
  const filled = [...right];
  const groups2 = asking.map((_, i) => {
    let before = 0;
    const ways2 = answering.map((_2, j) => {
      const at = share[i * columns + j];
      before += at;
      const ribbon = ribbonOf(left[i] + WHOLE2 * (before - at), filled[j], WHOLE2 * at, A[i * columns + j]);
      filled[j] += WHOLE2 * at;
      return ribbon;
    });
    return ["g", { class: first === null || first === i ? "hm-asks" : "hm-asks hm-quiet" }, ...ways2];
  });
  const names = [
    ...asking.map((word, i) => words("hm-name", SIDE2 - 8, left[i] + WHOLE2 / 2 + 5, "end", word)),
    ...answering.map(
      (word, j) => words("hm-name", WIDTH2 - SIDE2 + 8, right[j] + WHOLE2 * asked[j] / 2 + 5, "start", word)
    )
  ];
  const about = { viewBox: `0 0 ${WIDTH2} ${near(height)}`, class: "hm-drawn hm-ribbons" };
  return ["svg", { ...about, "aria-label": `${name}: ${spoken3.join("; ")}` }, ...groups2, ["g", {}, ...names]];
}
function ribbonOf(top, end, wide, weight) {
  const [half, far] = [near(WIDTH2 / 2), WIDTH2 - SIDE2];
  const there = `M${SIDE2} ${near(top)}C${half} ${near(top)} ${half} ${near(end)} ${far} ${near(end)}`;
  const [low, down] = [near(top + wide), near(end + wide)];
  const back = `V${down}C${half} ${down} ${half} ${low} ${SIDE2} ${low}Z`;
  const number = wide >= LEGIBLE ? shown(weight) : "";
  return ["g", {}, ["path", { d: there + back }], words("hm-tick", SIDE2 + 6, top + wide / 2 + 4, "start", number)];
}

// helpers/live/static/view-trail.js
var LEAST_STEPS = 20;
var MOST_POINTS = 300;
function trailView(figure, described, id) {
  const count = sizeOf(figure.graph.shape(id));
  const names = figure.labels(described.columns, count);
  const chart = chartFor(described, count, names);
  const paint2 = () => {
    const { records, at } = figure.run;
    const points = Array.from({ length: count }, () => []);
    const seen = records.map((record) => record.get(id));
    const limits = described.limits ?? rangeOf(seen.flatMap((values) => [0, ...values]));
    const { across, up } = chart.fit([1, Math.max(LEAST_STEPS, seen.length)], limits);
    const stride = Math.ceil(seen.length / MOST_POINTS);
    seen.forEach((values, step) => {
      if (step % stride && step < seen.length - 1) return;
      values.forEach((y, i) => {
        const inside = Math.min(limits[1], Math.max(limits[0], y));
        if (Number.isFinite(y)) points[i].push(pointOf(across(step + 1), up(inside)));
      });
    });
    points.forEach((list, i) => chart.curve(i, list));
    chart.mark(across(at + 1));
    chart.upright.toggleAttribute("hidden", at === seen.length - 1);
    const now = Array.from(seen[at], (y, i) => `${names?.[i] ?? ""} ${shown(y)}`).join(", ");
    const said = `${described.name} over ${seen.length} ${figure.run.unit}s; now ${now}`;
    setIf(chart.drawing, "aria-label", said);
  };
  return { element: framed(described, chart.title, chart.drawing, chart.key), paint: paint2 };
}

// helpers/live/static/boxes.js
var sizes = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(boxesResized);
function watchBoxes(root) {
  for (const box of root.querySelectorAll(".hm-box, .hm-tables")) sizes?.observe(box);
}
function boxesResized(entries) {
  for (const entry of entries) {
    const target = (
      /** @type {HTMLElement} */
      entry.target
    );
    const scrolls = target.scrollWidth > target.clientWidth + 1;
    target.classList.toggle("hm-scrolls", scrolls);
    if (scrolls) {
      target.tabIndex = 0;
      target.setAttribute("role", "group");
      const name = target.dataset.name ?? `${target.parentElement?.dataset.shows}, scrolls`;
      target.setAttribute("aria-label", name);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  }
}

// helpers/live/static/history.js
var History = class {
  constructor() {
    this.done = [];
    this.undone = [];
    this.group = null;
  }
  /**
   * Note a change before it is made.
   *
   * @param {Record<string, any>} before former values of the inputs that change
   * @param {Record<string, any>} after
   * @param {object | null} group
   * @returns {boolean} whether this begins a new entry
   */
  record(before, after, group) {
    this.undone = [];
    const last = group !== null && group === this.group ? this.done.pop() : void 0;
    const from = { ...before, ...last?.before };
    const to = { ...last?.after, ...after };
    const isBack = JSON.stringify(from) === JSON.stringify(to);
    if (!isBack) this.done.push({ before: from, after: to });
    this.group = isBack ? null : group;
    return !last;
  }
  /**
   * Change the values of all entries, when the start that they were made on changes.
   *
   * @param {(values: Record<string, any>) => Record<string, any>} moved
   */
  revise(moved) {
    for (const entry of [...this.done, ...this.undone]) {
      entry.before = moved(entry.before);
      entry.after = moved(entry.after);
    }
    this.group = null;
  }
  /** @returns {Record<string, any> | null} the values to go back to */
  undo() {
    const entry = this.done.pop();
    if (!entry) return null;
    this.group = null;
    this.undone.push(entry);
    return entry.before;
  }
  /** @returns {Record<string, any> | null} the values to go forward to */
  redo() {
    const entry = this.undone.pop();
    if (!entry) return null;
    this.group = null;
    this.done.push(entry);
    return entry.after;
  }
};

// helpers/live/static/tokens.js
function readTokens({ vocabulary, max, padded }, text) {
  const words2 = visible(text).normalize("NFC").split(/\s+/).filter(Boolean);
  if (!words2.length) return { problem: "Type at least one word." };
  if (words2.length > max) {
    return { problem: `These are ${words2.length} tokens; this figure takes at most ${max}.` };
  }
  const ids = [];
  for (const word of words2) {
    const id = findToken(vocabulary, word);
    if (id < 0) return { problem: unknownWord(vocabulary, word) };
    ids.push(id);
  }
  while (padded && ids.length < max) {
    ids.push(-1);
    words2.push(FILLER);
  }
  return { ids, words: words2 };
}
function findToken(vocabulary, word) {
  const exact = vocabulary.indexOf(word);
  if (exact >= 0) return exact;
  return vocabulary.findIndex((token) => token.toLowerCase() === word.toLowerCase());
}
function unknownWord(vocabulary, word) {
  const near2 = vocabulary.map((token) => ({ token, far: distance(token.toLowerCase(), word.toLowerCase()) })).filter(
    ({ token, far }) => far <= Math.max(1, Math.ceil(Math.max(token.length, word.length) / 3))
  ).sort((a, b) => a.far - b.far).slice(0, 3).map(({ token }) => token);
  const hint = near2.length ? `Did you mean ${near2.join(" or ")}?` : `It knows: ${vocabulary.slice(0, 30).join(", ")}${vocabulary.length > 30 ? ", …" : ""}.`;
  const short = word.length > 30 ? `${word.slice(0, 30)}…` : word;
  return `“${short}” is not in the vocabulary. ${hint}`;
}
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change2 = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, change2));
    }
    row = next;
  }
  return row[to.length];
}
var sentences = 0;
function tokenInput(figure, described) {
  const { name } = described;
  sentences += 1;
  const id = `hm-sentence-${sentences}`;
  let group = {};
  const refuse = (problem) => {
    if (problem) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    figure.refuse(name, problem);
  };
  const commit2 = () => {
    const { problem } = readTokens(described, field.value);
    refuse(problem ?? "");
  };
  const field = make("input", {
    id,
    type: "text",
    class: "hm-words",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    lang: languageOf(described.lang),
    "aria-describedby": figure.strip.warning.id,
    onfocusin: () => {
      group = {};
    },
    oninput: () => {
      if (readTokens(described, field.value).problem) return;
      refuse("");
      figure.edit({ [name]: field.value }, group);
    },
    onchange: commit2,
    onkeydown: (event) => {
      if (event.key === "Enter") commit2();
      const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
      if (!(isUndo || event.key === "Escape") || field.value === figure.state[name]) return;
      event.preventDefault();
      event.stopPropagation();
      refuse("");
      field.value = figure.state[name];
    }
  });
  const label = make("label", { for: id }, described.label ?? symbolOf(described.symbol));
  const line = make("div", { class: "hm-control" }, label, field);
  const sync = () => {
    if (document.activeElement !== field || !readTokens(described, field.value).problem) {
      if (field.value !== figure.state[name]) field.value = figure.state[name];
      refuse("");
    }
  };
  const take2 = (text) => {
    field.value = text.trim();
    field.dispatchEvent(new Event("input"));
    commit2();
  };
  const offered = described.samples ? offers(described, take2, () => field.value) : [];
  return { element: framed(described, line, ...offered), bind: () => {
  }, sync, paint: null };
}
function offers({ samples, vocabulary, lang }, take2, now) {
  const chip = (text, act) => button(text, act, { lang: languageOf(lang, text) });
  const words2 = make("div", { class: "hm-marks" });
  const list = () => [
    ...vocabulary.map((word) => chip(word, () => take2(`${now()} ${word}`))),
    chip("take the last word back", () => take2(now().trim().split(/\s+/).slice(0, -1).join(" "))),
    chip("clear", () => take2(""))
  ];
  const box = make(
    "details",
    { class: "hm-compose", ontoggle: () => words2.replaceChildren(...box.open ? list() : []) },
    make("summary", {}, `Tap a sentence together from the ${vocabulary.length} words it knows`),
    words2
  );
  const chosen = samples.map((text) => chip(text, () => take2(text)));
  return [make("div", { class: "hm-marks" }, ...chosen), box];
}

// helpers/live/static/view-matrix.js
function matrixView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const cells = [];
  const boxes = tablesOf(
    figure,
    described,
    shape,
    (index, name) => {
      const text = document.createTextNode("");
      const element = make("td", { tabindex: -1 }, text);
      const write = (shown2) => {
        text.data = shown2;
      };
      const cell = figure.show(described, { id, index, element, write, name: () => name });
      cells.push({ ...cell, heat: -1 });
      return element;
    },
    { role: "grid", "aria-readonly": "true" }
  );
  const paint2 = described.heat ? () => paintHeat(figure.graph.value(id), cells, described) : null;
  return { element: framed(described, make("div", { class: "hm-tables" }, ...boxes)), paint: paint2 };
}
function paintHeat(values, cells, { limits }) {
  const scale = limits ?? rangeOf(values);
  for (const cell of cells) {
    const heat = heatClass(values[cell.index], scale);
    if (heat === cell.heat) continue;
    cell.element.classList.remove(`hm-h${cell.heat}`);
    if (heat >= 0) cell.element.classList.add(`hm-h${heat}`);
    cell.heat = heat;
  }
}

// helpers/live/static/inputs.js
function inputFor(figure, described) {
  return MAKERS[described.kind](figure, described);
}
function matrixInput(figure, described) {
  const fields = [];
  const cellFor = (index, name) => {
    fields[index] = fieldFor(figure, described, index, name, { tabindex: -1 });
    return fields[index];
  };
  const boxes = tablesOf(figure, described, described.shape, cellFor, { role: "grid" });
  const { bind, sync } = bound(figure, described, fields);
  const presets = presetsOf(figure, described, sync);
  const element = framed(described, make("div", { class: "hm-tables" }, ...boxes), presets.element);
  const hot = fields.map((field, index) => ({ element: field, index, heat: -1 }));
  return {
    element,
    bind,
    sync,
    paint: () => {
      if (described.heat) paintHeat(figure.state[described.name], hot, described);
      presets.follow();
    }
  };
}
function presetsOf(figure, { name, marks, label }, sync) {
  if (!marks) return { element: null, follow: () => {
  } };
  const moves = marks.map(
    ([text, values]) => button(
      text,
      () => {
        figure.isExchange = true;
        figure.edit({ [name]: [...values] });
        sync();
      },
      { "aria-label": `${label ?? name}: ${text}` }
    )
  );
  const follow = () => marks.forEach(([, values], i) => {
    const isSet = values.every((value, at) => value === figure.state[name][at]);
    moves[i].setAttribute("aria-pressed", String(isSet));
  });
  return { element: make("div", { class: "hm-marks" }, ...moves), follow };
}
function bound(figure, described, elements) {
  const fields = elements.map((element) => figure.fields.get(element));
  const bind = () => {
    const id = figure.graph.inputs[described.name];
    if (id === void 0) return;
    for (const field of fields) {
      const { element, index, said } = field;
      const write = (text) => writeField(field, text);
      figure.show(described, { id, index, element, write, name: () => said });
    }
  };
  return { bind, sync: () => fields.forEach((field) => refreshField(figure, field)) };
}
function numberInput(figure, described) {
  const field = fieldFor(figure, described, 0, described.label ?? described.name);
  const label = described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null;
  const said = make("div", { class: "hm-control" }, symbolOf(described.symbol), label, field);
  return { element: framed(described, said), paint: null, ...bound(figure, described, [field]) };
}
var FINE3 = 1e3;
function sliderInput(figure, described) {
  const { low, high, log, marks, name } = described;
  const notches = described.whole ? high - low : FINE3;
  const said = described.label ?? name;
  const field = fieldFor(figure, described, 0, said);
  const share = log ? (x) => x > 0 ? Math.log(x / low) / Math.log(high / low) : 0 : (x) => (x - low) / (high - low);
  const at = log ? (s) => low * (high / low) ** s : (s) => low + s * (high - low);
  let group = {};
  const take2 = (value, edits) => {
    figure.setNumber(name, 0, value, edits);
    sync();
  };
  const range = make("input", {
    type: "range",
    class: "hm-range",
    min: 0,
    max: notches,
    step: 1,
    "aria-label": `${said}, slider`,
    oninput: () => take2(rounded(at(range.value / notches)), group),
    onchange: () => {
      group = {};
    },
    onpointerdown: () => figure.hold()
  });
  const moves = (marks ?? []).map(
    ([text, value]) => button(text, () => take2(value, {}), { "aria-label": `${said} ${text}` })
  );
  const label = described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null;
  const line = make(
    "div",
    { class: "hm-control" },
    symbolOf(described.symbol),
    label,
    field,
    range,
    moves.length ? make("span", { class: "hm-marks" }, ...moves) : null
  );
  const follow = () => {
    const [value] = figure.state[name];
    range.value = String(Math.round(notches * share(value)));
    range.setAttribute("aria-valuetext", String(rounded(value)));
    marks?.forEach(([, mark2], i) => {
      moves[i].setAttribute("aria-pressed", String(Math.abs(mark2 - value) <= 1e-9 * Math.abs(mark2)));
    });
  };
  const { bind, sync } = bound(figure, described, [field]);
  const syncAll = () => {
    sync();
    follow();
  };
  return { element: framed(described, line), bind, sync: syncAll, paint: follow };
}
function rounded(x) {
  return Number(x.toPrecision(3));
}
var choices = 0;
var MOST_RADIOS = 5;
function choiceInput(figure, described) {
  const { name, labels, lang } = described;
  const legend = described.label ?? symbolOf(described.symbol);
  const take2 = (i) => figure.edit({ [name]: i });
  const words2 = (tag, text, about) => make(tag, { ...about, lang: languageOf(lang, text) }, text);
  if (labels.length > MOST_RADIOS) {
    const options2 = labels.map((text, i) => words2("option", text, { value: i }));
    const list = make("select", { class: "hm-select", onchange: () => take2(Number(list.value)) }, ...options2);
    const said = make("label", { class: "hm-choice" }, make("b", {}, legend), list);
    const sync2 = () => {
      list.value = String(figure.state[name]);
    };
    return { element: framed(described, said), bind: () => {
    }, sync: sync2, paint: null };
  }
  choices += 1;
  const group = `hm-choice-${choices}`;
  const radios = labels.map(
    (_, i) => make("input", { type: "radio", name: group, value: i, onchange: () => take2(i) })
  );
  const options = labels.map(
    (text, i) => make("label", { class: "hm-option" }, radios[i], words2("span", text))
  );
  const set = make("fieldset", { class: "hm-choice" }, make("legend", {}, legend), ...options);
  const sync = () => {
    radios[figure.state[name]].checked = true;
  };
  return { element: framed(described, set), bind: () => {
  }, sync, paint: null };
}
function switchInput(figure, described) {
  const { name, label } = described;
  const box = make("input", {
    type: "checkbox",
    role: "switch",
    onchange: () => figure.edit({ [name]: Number(box.checked) })
  });
  const element = framed(described, make("label", { class: "hm-switch" }, box, label));
  const sync = () => {
    box.checked = figure.state[name] === 1;
  };
  return { element, bind: () => {
  }, sync, paint: null };
}
var MAKERS = {
  matrix: matrixInput,
  vector: matrixInput,
  number: numberInput,
  slider: sliderInput,
  choice: choiceInput,
  switch: switchInput,
  tokens: tokenInput
};
function clearProblems(figure) {
  for (const field of figure.fields.values()) if (field.bad) clearProblem(figure, field);
}

// helpers/live/static/origin.js
var EDITED = ["matrix", "vector", "number", "slider"];
function markOf2({ kinds = [], by } = {}) {
  if (!kinds.length) return null;
  const mark2 = make("span", { class: "hm-model", "data-kinds": JSON.stringify(kinds), "data-by": by });
  return make("div", { style: "float:inline-end" }, mark2);
}
function originOf(figure) {
  const mark2 = figure.root.querySelector(".hm-model[data-kinds]");
  if (!mark2) return null;
  const kinds = JSON.parse(mark2.dataset.kinds ?? "");
  const { by = "" } = mark2.dataset;
  const refresh = () => {
    const kind = stepOf2(figure.run, by, kinds[kinds.length > 1 ? figure.state[by] : 0]);
    const edited = figure.namesThatDiffer(figure.start);
    const isEdited2 = edited.some((name) => EDITED.includes(figure.inputs.get(name).kind));
    const text = isEdited2 ? `${kind} · edited` : kind;
    if (mark2.textContent === text) return;
    mark2.textContent = text;
    mark2.setAttribute("aria-label", `Weights: ${text}`);
  };
  refresh();
  return { refresh };
}
function stepOf2(run, by, kind) {
  if (!run?.spec.state.includes(by)) return kind;
  const { first, rests } = run.spec;
  const last = run.records.length - 1;
  if (run.at === (rests ? last : 0)) return kind;
  return rests ? `at step ${run.place} of ${last + first}` : `${kind} · step ${run.place}`;
}

// helpers/live/static/explain.js
var MOST_TERMS = 12;
var MOST_READ = 2e3;
var MOST_DEPTH = 3;
var BARE = /* @__PURE__ */ new Set(["exp", "sqrt", "square", "max", "maximum"]);
var LEAVES = /* @__PURE__ */ new Set(["input", "const"]);
var always = () => true;
function origin(graph, id, index) {
  let cell = { id, index };
  while (MOVES.has(graph.node(cell.id).op)) [cell] = graph.cells(cell.id, cell.index);
  return cell;
}
function wayTo(graph, { id, index }) {
  const needed = /* @__PURE__ */ new Map([[id, /* @__PURE__ */ new Set([index])]]);
  for (let at = id; at >= 0; at--) {
    for (const entry of needed.get(at) ?? []) {
      for (const cell of graph.cells(at, entry)) {
        if (!needed.has(cell.id)) needed.set(cell.id, /* @__PURE__ */ new Set());
        needed.get(cell.id).add(cell.index);
      }
    }
  }
  return new Map([...needed].sort(([one], [other]) => one - other));
}
function expression(graph, id, index, isShown = always) {
  const about = { graph, border: borderOf(graph), isShown, depth: MOST_DEPTH, read: [] };
  return expand(about, origin(graph, id, index));
}
function arithmetic(graph, id, index, notation = "rich", isShown = always) {
  const cell = origin(graph, id, index);
  const value = graph.value(id)[index];
  return [
    ...parts(expression(graph, id, index, isShown), notation),
    signPart(` ${relation(value)} `),
    numberPart({ value, constant: false, ...cell })
  ];
}
function parts(tree, notation = "rich") {
  if (!("op" in tree)) return [numberPart(tree)];
  const writer = WRITERS[tree.op] ?? ((list, rich) => writeNamed(tree.op, list, rich));
  return writer(tree.parts, notation);
}
var borders = /* @__PURE__ */ new WeakMap();
function borderOf(graph) {
  if (!borders.has(graph)) {
    const inner = graph.scopes.slice(1);
    borders.set(
      graph,
      new Set(inner.flatMap((scope) => [...Object.values(scope.arguments), scope.results]).flat())
    );
  }
  return borders.get(graph);
}
function expand(about, { id, index }) {
  const { graph } = about;
  const node = graph.node(id);
  if (LEAVES.has(node.op)) return quantity(graph, { id, index });
  if (node.op === "where") {
    const taken = branchOf(graph, { id, index });
    return expand(about, origin(graph, taken.id, taken.index));
  }
  const share = node.op === "divide" && shareOfPowers(about, { id, index });
  if (share) return share;
  const cells = graph.cells(id, index);
  const opened = cells.map((cell) => reach(about, cell));
  const isLong = opened.reduce((sum, tree) => sum + countOf(tree), 0) > 2 * MOST_TERMS;
  const reached = isLong ? cells.map((cell) => reach({ ...about, depth: 0 }, cell)) : opened;
  return node.op === "matmul" ? { op: "sum", parts: pairs2(reached).map((pair3) => ({ op: "product", parts: pair3 })) } : { op: node.op, parts: reached };
}
function branchOf(graph, { id, index }) {
  const [condition, yes, no] = graph.cells(id, index);
  return graph.value(condition.id)[condition.index] === 0 ? no : yes;
}
function reach(about, { id, index }) {
  const { graph, border, isShown } = about;
  const node = graph.node(id);
  if (LEAVES.has(node.op) || about.read.push(id) > MOST_READ) return quantity(graph, { id, index });
  const isKnown = node.name || border.has(id);
  if (isKnown && isShown(id)) return quantity(graph, { id, index });
  const isInner = !node.name || !isShown(id);
  if (isInner && MOVES.has(node.op)) return reach(about, graph.cells(id, index)[0]);
  if (isInner && node.op === "where") return reach(about, branchOf(graph, { id, index }));
  if (!isKnown) return expand(about, { id, index });
  const isLong = node.op === "matmul" || graph.cells(id, index).length > MOST_TERMS;
  if (isLong || about.depth === 0) return quantity(graph, { id, index });
  const tree = expand({ ...about, depth: about.depth - 1 }, { id, index });
  return countOf(tree) > MOST_TERMS || hasSum(tree) ? quantity(graph, { id, index }) : tree;
}
function countOf(tree) {
  return "op" in tree ? tree.parts.reduce((sum, part) => sum + countOf(part), 0) : 1;
}
function hasSum(tree) {
  return "op" in tree && (tree.op === "sum" || tree.parts.some(hasSum));
}
function settled(graph, cell) {
  const at = origin(graph, cell.id, cell.index);
  return graph.node(at.id).op === "where" ? settled(graph, branchOf(graph, at)) : at;
}
function shareOfPowers(about, { id, index }) {
  const { graph, isShown } = about;
  const [top, bottom] = graph.cells(id, index).map((cell) => settled(graph, cell));
  if (graph.node(top.id).op !== "exp" || graph.node(bottom.id).op !== "sum") return null;
  if (isShown(top.id) || isShown(bottom.id)) return null;
  const powers = graph.cells(bottom.id, bottom.index).map((cell) => settled(graph, cell));
  if (powers.some((power) => power.id !== top.id)) return null;
  const exponents = [top, ...powers].map((power) => graph.cells(power.id, power.index)[0]);
  const shifts = exponents.map((cell) => shiftOf(about, cell));
  const [first] = shifts;
  const isSame = (shift) => shift?.by.id === first.by.id && shift.by.index === first.by.index;
  const cells = first && shifts.every(isSame) ? shifts.map(({ of }) => of) : exponents;
  const opened = cells.map((cell) => reach(about, cell));
  const isLong = opened.reduce((sum, tree) => sum + countOf(tree), 0) > 2 * MOST_TERMS;
  const inner = isLong ? cells.map((cell) => quantity(graph, cell)) : opened;
  const [raised, ...all] = inner.map((tree) => ({ op: "exp", parts: [tree] }));
  return { op: "divide", parts: [raised, { op: "sum", parts: all }] };
}
function shiftOf({ graph, isShown }, cell) {
  const at = settled(graph, cell);
  if (graph.node(at.id).op !== "subtract" || isShown(at.id)) return null;
  const [of, by] = graph.cells(at.id, at.index);
  return { of, by: settled(graph, by) };
}
function quantity(graph, { id, index }) {
  return {
    value: graph.value(id)[index],
    constant: graph.node(id).op === "const",
    id,
    index
  };
}
function pairs2(list) {
  return list.flatMap((left, i) => i % 2 ? [] : [[left, list[i + 1]]]);
}
function signPart(text) {
  return { kind: "operator", text };
}
function numberPart({ value, constant: constant2, id, index }) {
  const square = value * value;
  const whole = Math.round(square);
  const isRoot = constant2 && 1 < square && square < 1e4 && value !== Math.trunc(value) && Math.abs(square - whole) <= 1e-12 * Math.max(square, whole);
  const root = isRoot ? "√" : "";
  const [mantissa, exponent] = split(isRoot ? whole : value);
  return {
    kind: "number",
    text: root + shown(isRoot ? whole : value),
    mantissa: root + mantissa,
    exponent: exponent === null ? null : String(exponent).replace("-", "−"),
    constant: constant2,
    id,
    index
  };
}
function bracket(list) {
  return [signPart("("), ...list, signPart(")")];
}
function raise(list, notation) {
  const [open, close] = [
    { kind: "sup-open", text: "" },
    { kind: "sup-close", text: "" }
  ];
  return notation === "rich" ? [open, ...list, close] : list;
}
function bracketIfNeeded(tree, notation) {
  const written = parts(tree, notation);
  const isFree = "op" in tree ? BARE.has(tree.op) || !(tree.op in WRITERS) : !(tree.value < 0);
  return isFree ? written : bracket(written);
}
function writeFirst(tree, notation) {
  return "op" in tree ? bracketIfNeeded(tree, notation) : parts(tree, notation);
}
function joinParts(lists, between) {
  return lists.flatMap((list, i) => i ? [signPart(between), ...list] : list);
}
function writeNamed(name, list, notation) {
  const inside = list.map((tree) => parts(tree, notation));
  return [signPart(name), ...bracket(joinParts(shortened(inside), ", "))];
}
function writeSum(list, notation) {
  return joinParts(shortened(list.map((tree) => bracketIfNeeded(tree, notation))), " + ");
}
function shortened(written) {
  if (written.length <= MOST_TERMS) return written;
  return [...written.slice(0, 3), [signPart("…")], written.at(-1)];
}
function writeAdd([left, right], notation) {
  const isFlat = "op" in left && (left.op === "sum" || left.op === "add");
  const first = isFlat ? parts(left, notation) : writeFirst(left, notation);
  return joinParts([first, bracketIfNeeded(right, notation)], " + ");
}
function writeProduct(list, notation) {
  return joinParts(shortened(list.map((tree) => bracketIfNeeded(tree, notation))), " × ");
}
function writePower([tree], notation) {
  const inside = parts(tree, notation);
  return notation === "rich" ? [signPart("e"), ...raise(inside, notation)] : [signPart("exp"), ...bracket(inside)];
}
function writeRoot([tree], notation) {
  const inside = parts(tree, notation);
  return [signPart("√"), ..."op" in tree ? bracket(inside) : inside];
}
function writeSquare([tree], notation) {
  const two = notation === "rich" ? raise([signPart("2")], notation) : [signPart("²")];
  return [...bracketIfNeeded(tree, notation), ...two];
}
var WRITERS = {
  sum: writeSum,
  product: writeProduct,
  prod: writeProduct,
  multiply: writeProduct,
  subtract: ([left, right], notation) => joinParts([writeFirst(left, notation), bracketIfNeeded(right, notation)], " − "),
  add: writeAdd,
  divide: (list, notation) => joinParts(
    list.map((tree) => bracketIfNeeded(tree, notation)),
    " ÷ "
  ),
  exp: writePower,
  negative: ([tree], notation) => [signPart("−"), ...bracketIfNeeded(tree, notation)],
  sqrt: writeRoot,
  square: writeSquare,
  max: (list, notation) => writeNamed("max", list, notation),
  maximum: (list, notation) => writeNamed("max", list, notation)
};

// helpers/live/static/strip.js
var HINT = "Point at a number to see where it comes from. Type into an input, or drag it sideways.";
var NEAREST = (
  /** @type {ScrollIntoViewOptions} */
  { block: "nearest", inline: "nearest" }
);
var strips = 0;
var Strip = class {
  /** @param {object} figure */
  constructor(figure) {
    this.figure = figure;
    this.trail = [];
    this.hovered = null;
    this.home = null;
    this.lit = [];
    this.told = "";
    this.isNews = false;
    strips += 1;
    this.body = make("div", { class: "hm-strip-body", id: `hm-strip-${strips}` });
    this.warning = make("p", { class: "hm-problem", id: `hm-warning-${strips}`, hidden: true });
    this.back = button("← Back", () => this.goBack(), { hidden: true });
    this.shut = button("Close", () => this.close(true), { hidden: true });
    const act = (change2) => () => {
      const field = this.field();
      if (field) change2(figure, field);
    };
    const key = (words2, change2, said) => button(words2, act(change2), { "aria-label": said, tabindex: -1 });
    this.keys = make(
      "span",
      { hidden: true },
      key("−", (f, field) => nudge(f, field, -1), "one step less"),
      key("+", (f, field) => nudge(f, field, 1), "one step more"),
      key("±", turnSign, "turn the sign")
    );
    this.keys.addEventListener("mousedown", (event) => event.preventDefault());
    this.body.addEventListener("keydown", (event) => this.choose(event));
    const bar = make("div", { class: "hm-strip-bar" }, this.back, this.keys, this.shut, figure.keys);
    this.element = make(
      "div",
      { class: "hm-strip", role: "group", "aria-label": "Where a number comes from" },
      this.body,
      this.warning,
      bar
    );
    this.render();
  }
  get isOpen() {
    return this.trail.length > 0;
  }
  /** @param {HTMLElement} root */
  listen(root) {
    const { cells } = this.figure;
    root.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch" || event.buttons) return;
      const cell = cells.at(event.target);
      if (cell) this.hover({ id: cell.id, index: cell.index });
      else if (this.isOpen && this.hovered) this.hover(null);
    });
    root.addEventListener("pointerleave", () => this.hover(null));
    const pinned = (event) => {
      const cell = cells.at(event.target);
      if (!cell) return;
      this.pin(cell.id, cell.index);
      this.home = cell;
    };
    root.addEventListener("focusin", (event) => {
      pinned(event);
      if (!event.target.matches("td")) return;
      event.target.setAttribute("aria-describedby", `${this.body.id} ${this.figure.keys.id}`);
    });
    root.addEventListener("focusout", (event) => {
      if (event.target.matches("td")) event.target.removeAttribute("aria-describedby");
    });
    root.addEventListener("click", pinned);
  }
  /** Say why something was refused, in the place kept for explanations, so that nothing moves. */
  warn(text) {
    this.warning.textContent = text;
    this.warning.hidden = !text;
    this.body.hidden = Boolean(text);
    this.render();
  }
  /**
   * Say what happened, until a number is explained or the next edit.
   *
   * @param {string} text
   * @param {boolean} [isNews] stays in sight, and comes before the number that is explained
   */
  tell(text, isNews = false) {
    if (text === this.told) return;
    this.told = text;
    this.isNews = isNews && Boolean(text);
    if (this.isNews) this.close();
    else if (!this.shown) this.render();
  }
  hover(cell) {
    if (cell?.id === this.hovered?.id && cell?.index === this.hovered?.index) return;
    this.hovered = cell;
    this.render();
  }
  /** Show a number and stay there. */
  pin(id, index) {
    const top = this.trail.at(-1);
    this.hovered = null;
    if (top?.id !== id || top?.index !== index) this.trail = [{ id, index }];
    this.render();
  }
  /** The numbers of the arithmetic that lead on. @returns {HTMLElement[]} */
  steps() {
    return [...this.body.querySelectorAll(".hm-walk")];
  }
  /** Take the keyboard into the arithmetic, to the number that was followed last. */
  enter({ id, index } = {}) {
    const steps = this.steps();
    const step = steps.find((other) => other.dataset.leads === `${id} ${index}`) ?? steps[0];
    if (step || !this.back.hidden) (step ?? this.back).focus();
    else this.goTo(this.home);
  }
  /** Take the keyboard to where a number stands, in sight or not yet. */
  goTo(to) {
    if (!to) return;
    const { id, index } = this.reveal(to);
    const places2 = this.figure.cells.inSight(id, index);
    const isIt = (one) => one === to.element;
    (places2.find(isIt) ?? places2.find((one) => one.matches("td, b, input")))?.focus();
  }
  /** Arrow keys go from number to number of the arithmetic. */
  choose(event) {
    const steps = this.steps();
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const next = by && steps[steps.indexOf(event.target) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
  /** Go on to where one of the numbers comes from. */
  walk(id, index) {
    this.hovered = null;
    if (!this.isOpen && this.shown) this.trail = [this.shown];
    this.trail.push({ id, index });
    this.reveal();
    this.render();
    this.enter();
  }
  goBack() {
    const left = this.trail.pop();
    this.reveal();
    this.render();
    this.enter(left);
  }
  /** Bring in sight what is explained. */
  reveal({ id, index } = this.trail.at(-1)) {
    const at = this.find(id, index);
    this.figure.stage.reveal(at.id, at.index);
    return at;
  }
  /**
   * Escape goes back one number of the way, from the first to where it stands, and closes there.
   *
   * @returns {boolean} whether there was something to leave
   */
  comeBack() {
    const isOpen = this.isOpen;
    const isInside = this.element.contains(document.activeElement);
    if (isInside && this.trail.length > 1) this.goBack();
    else if (isInside) this.goTo(this.home);
    else this.close();
    return isOpen;
  }
  /** Close; the keyboard goes back to the number where it began, if it was in here. */
  close(goHome = false) {
    if (goHome) this.goTo(this.home);
    this.trail = [];
    this.hovered = null;
    this.render();
  }
  /** The graph has other nodes now: numbers of the old one mean nothing. */
  rebuilt() {
    this.home = null;
    this.trail = [];
    this.hovered = null;
    this.render();
  }
  /** Bring the arithmetic up to date after an edit. */
  refresh(changed) {
    if (!this.shown || !changed.has(this.shown.id)) return;
    if (this.given) this.given();
    else this.render();
  }
  /** The number field that is shown, if it is one. */
  field() {
    const { cells, fields } = this.figure;
    const elements = this.shown ? cells.showing(this.shown.id, this.shown.index) : [];
    return elements.map((element) => fields.get(element)).find(Boolean);
  }
  /** Show what there is to say; the keyboard stays at its place in the arithmetic. */
  render() {
    const buttons = () => [...this.body.querySelectorAll("button")];
    const place = buttons().indexOf(document.activeElement);
    this.fill();
    this.body.querySelector("button")?.setAttribute("tabindex", "0");
    buttons()[place]?.focus({ preventScroll: true });
  }
  fill() {
    this.shown = this.hovered ?? this.trail.at(-1) ?? null;
    this.given = null;
    for (const [element, name2] of this.lit) element.classList.remove(name2);
    this.lit = [];
    this.back.hidden = this.trail.length < 2 || this.hovered !== null;
    this.shut.hidden = !this.isOpen;
    this.element.classList.toggle("hm-idle", !this.shown && this.warning.hidden && !this.isNews);
    if (!this.shown) {
      this.keys.hidden = true;
      this.body.replaceChildren(make("p", { class: "hm-hint" }, this.told || HINT));
      return;
    }
    const { graph } = this.figure;
    const { id, index } = this.shown;
    const made = origin(graph, id, index);
    const isGiven = ["input", "const"].includes(graph.node(made.id).op);
    const isField = Boolean(this.field());
    this.keys.hidden = !isField;
    this.light(id, index, "hm-lit-self");
    const name = make("span", { class: "hm-strip-name" }, ...this.nameOf(id, index), " = ");
    if (isGiven) {
      const isConstant = graph.node(made.id).op === "const";
      const kind = isConstant ? "a constant of the code" : this.kind(made.id);
      const textOf = () => arithmetic(graph, made.id, made.index).at(-1).text;
      const { cells, stage } = this.figure;
      const places2 = [...cells.showing(made.id, made.index), ...stage.leading(made.id)];
      const isPlaced = places2.some((one) => one.matches("td, b, input, button"));
      const isOnWay = isPlaced && this.trail.length > 1 && !this.hovered;
      const value = isOnWay ? this.step({ text: textOf(), ...made }, () => this.goTo(made)) : make("b", {}, textOf());
      if (!isOnWay) {
        this.given = () => {
          value.firstChild.data = textOf();
        };
      }
      const source2 = make("p", { class: "hm-source" }, kind);
      this.body.replaceChildren(make("p", {}, name, value), source2);
      return;
    }
    const isShown = (node) => this.figure.shows(node);
    const list = arithmetic(graph, id, index, "rich", isShown);
    for (const part of list.slice(0, -1)) {
      if (part.kind === "number") this.light(part.id, part.index, "hm-lit");
    }
    const source = sourceOf(graph, id, isShown);
    this.body.replaceChildren(
      make("p", { class: "hm-sum" }, name, ...this.written(list)),
      source ? make("p", { class: "hm-source" }, make("code", {}, source)) : ""
    );
  }
  /** Say where a number that nobody computed comes from. */
  kind(id) {
    const part = this.figure.inputs.get(inputAt(this.figure.graph, id));
    if (!part) return "given, and fixed in this figure";
    return part.kind === "tokens" ? "the number of a word" : "an input: change it as you like";
  }
  /** Make a button of each number, and raise what stands in a power. */
  written(list) {
    const root = document.createElement("span");
    let into = root;
    list.forEach((part, i) => {
      if (part.kind === "sup-open") {
        const raised = make("sup");
        into.append(raised);
        into = raised;
      } else if (part.kind === "sup-close") {
        into = into.parentElement;
      } else if (part.kind === "number") {
        const isResult = i === list.length - 1;
        into.append(isResult ? make("b", {}, ...digits(part)) : this.step(part));
      } else {
        into.append(part.text);
      }
    });
    return [root];
  }
  /** A number that leads on: to its own origin, or where it stands. */
  step(part, act = () => this.walk(part.id, part.index)) {
    if (part.constant) return make("span", { title: "a constant of the code" }, ...digits(part));
    const from = this.named(part.id, part.index);
    return make(
      "button",
      {
        type: "button",
        class: "hm-walk",
        "aria-label": `${part.text}, from ${from}`,
        "data-hue": this.hueOf(part.id),
        "data-leads": `${part.id} ${part.index}`,
        tabindex: -1,
        onclick: act,
        onpointerenter: () => this.light(part.id, part.index, "hm-lit-one"),
        onpointerleave: () => this.dim("hm-lit-one"),
        onfocus: ({ target }) => {
          this.light(part.id, part.index, "hm-lit-one")?.scrollIntoView(NEAREST);
          target.scrollIntoView(NEAREST);
        },
        onblur: () => this.dim("hm-lit-one")
      },
      ...digits(part)
    );
  }
  /**
   * Where a number is in sight, or else the tile that opens it; of a number that is not on show,
   * where it was before it was moved.
   */
  find(id, index) {
    const { cells, graph, stage } = this.figure;
    const seen = cells.inSight(id, index);
    const elements = seen.length ? seen : stage.leading(id);
    if (elements.length || !MOVES.has(graph.node(id).op)) return { id, index, elements };
    const before = graph.cells(id, index).at(-1);
    return this.find(before.id, before.index);
  }
  /**
   * Light up where a number stands.
   *
   * @returns {Element | undefined} the first of these places
   */
  light(id, index, name) {
    const { elements } = this.find(id, index);
    for (const element of elements) {
      element.classList.add(name);
      this.lit.push([element, name]);
    }
    return elements[0];
  }
  dim(name) {
    this.lit = this.lit.filter(([element, lit]) => {
      if (lit === name) element.classList.remove(name);
      return lit !== name;
    });
  }
  hueOf(id) {
    const { name } = this.figure.graph.node(id);
    const { graph, inputs, spec } = this.figure;
    const known = [...inputs.values(), ...spec.show.flat()];
    const isIt = (part) => part.name === name || graph.inputs[part.name] === id;
    return known.find(isIt)?.hue;
  }
  /** Name a cell in words, from a view that shows it or from the code. */
  named(id, index) {
    const { cells, graph } = this.figure;
    const list = cells.byNode.get(id) ?? [];
    const cell = list.find((other) => other.index === index);
    if (cell) return cell.name();
    const node = graph.node(id);
    const place = placeOf(node.shape, index).map((i) => i + 1);
    const where = place.length ? ` at ${place.join(", ")}` : "";
    const { spec, number } = this.figure;
    const folded = spec.show.flat().find((part) => part.node?.[number] === id)?.name;
    return `${inputAt(graph, id) ?? folded ?? node.name ?? node.source ?? node.op}${where}`;
  }
  /** The same as elements: the symbol where there is one. */
  nameOf(id, index) {
    const words2 = this.named(id, index);
    const parts2 = [...this.figure.inputs.values(), ...this.figure.spec.show.flat()];
    const begins = ({ name }) => words2 === name || words2.startsWith(`${name} `);
    const known = parts2.find((part) => part.symbol && begins(part));
    if (!known) return [inWords(words2)];
    const [place, ...rest] = known.name.split(".");
    const before = rest.length ? `${inWords(place)}: ` : null;
    return [before, symbolOf(known.symbol), inWords(words2.slice(known.name.length))];
  }
};
function inputAt({ inputs }, id) {
  return Object.keys(inputs).find((key) => inputs[key] === id);
}
function digits({ text, mantissa, exponent }) {
  if (exponent === null || exponent === void 0) return [text];
  return [`${mantissa} × 10`, make("sup", {}, exponent)];
}
function sourceOf(graph, id, isShown) {
  let node = graph.node(id);
  while (MOVES.has(node.op) && !node.source && node.ins.length) node = graph.node(node.ins[0]);
  const reads = node.ins.map((operand) => graph.node(operand));
  const isInner = reads.some(({ id: read, name, op }) => op !== "const" && name && !isShown(read));
  if (isInner) return "";
  const source = node.source ?? node.op;
  return node.name ? `${node.name} = ${source}` : source;
}

// helpers/live/static/files.js
function arraysOf(figure) {
  const { graph, spec, number, run } = figure;
  const found = /* @__PURE__ */ new Map();
  const put = (name, id) => found.set(name, { shape: graph.shape(id), values: [...graph.value(id)] });
  for (const name of figure.inputs.keys()) {
    if (name in graph.inputs) put(name, graph.inputs[name]);
  }
  for (const part of spec.show.flat()) {
    const id = part.node?.[number];
    if (!(id >= 0)) continue;
    put(part.name, id);
    if (part.kind !== "trail") continue;
    const steps = run.records.map((record) => [...record.get(id)]);
    found.set(part.name, { shape: [steps.length, ...graph.shape(id)], values: steps.flat() });
  }
  return [...found];
}
var BOM = "\uFEFF";
function csvOf(figure) {
  const blocks = arraysOf(figure).map(([name, { shape, values }]) => {
    const width = shape.at(-1) ?? 1;
    const rows = [];
    for (let i = 0; i < values.length; i += width) rows.push(values.slice(i, i + width).join(","));
    return [`${name},${shape.join(" by ") || "number"}`, ...rows, ""].join("\n");
  });
  return BOM + blocks.join("\n");
}
function jsonOf(figure) {
  const words2 = (x) => Number.isFinite(x) ? x : String(x).replace("Infinity", "inf").toLowerCase();
  const arrays = arraysOf(figure).map(([name, { shape, values }]) => [
    name,
    { shape, values: values.map(words2) }
  ]);
  return `${JSON.stringify(Object.fromEntries(arrays), null, 1)}
`;
}

// helpers/live/static/numpy.js
var INFIX = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
  power: "**",
  greater: ">",
  greater_equal: ">=",
  less: "<",
  less_equal: "<=",
  equal: "==",
  not_equal: "!=",
  logical_and: "&",
  logical_or: "|",
  matmul: "@",
  remainder: "%"
};
var PREFIX = { negative: "-", logical_not: "~" };
var TAKEN = [
  "np and as assert async await break class continue def del elif else except finally for from",
  "global if import in is lambda nonlocal not or pass print raise return try while with yield",
  "None True False"
];
function programOf(figure) {
  const { graph, spec } = figure;
  const shownNames = [...new Set(spec.show.flat().flatMap(namesIn))];
  const targets = /* @__PURE__ */ new Map();
  for (const part of spec.show.flat()) {
    for (const one of part.parts ?? [part]) {
      const id = one.node?.[figure.number];
      if (id !== null && id !== void 0) targets.set(one.name, id);
    }
  }
  const needed = new Set(targets.values());
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (needed.has(id)) graph.node(id).ins.forEach((i) => needed.add(i));
  }
  const writer = new Writer(graph, needed, targets);
  const lines = ["import numpy as np", ""];
  for (const { id } of graph.nodes) {
    if (needed.has(id)) lines.push(...writer.line(id, [...targets.values()].includes(id)));
  }
  lines.push("", "with np.printoptions(precision=4, suppress=True):");
  for (const name of shownNames) {
    const id = targets.get(name);
    if (id === void 0) continue;
    lines.push(`    print(${JSON.stringify(`${name} =`)}, ${writer.name(id)}, sep="\\n")`);
  }
  const title = spec.title ? `${spec.title} — ` : "";
  const work = setting.work ? ` of ${setting.work}` : "";
  return [`# ${title}written by the figure “${spec.name}”${work}`, ...lines, ""].join("\n");
}
function namesIn(part) {
  if (part.parts) return part.parts.map((one) => one.name).filter(Boolean);
  return part.node ? [part.name] : [];
}
var Writer = class {
  /**
   * @param {Graph} graph
   * @param {Set<number>} needed nodes that something on show depends on
   * @param {Map<string, number>} targets what is on show
   */
  constructor(graph, needed, targets) {
    this.graph = graph;
    this.shown = new Map([...targets].map(([name, id]) => [id, name]));
    this.inputs = new Map(Object.entries(this.graph.inputs).map(([name, id]) => [id, name]));
    this.outputs = new Map(Object.entries(this.graph.outputs).map(([name, id]) => [id, name]));
    this.uses = /* @__PURE__ */ new Map();
    for (const id of needed) {
      for (const i of this.graph.node(id).ins) this.uses.set(i, (this.uses.get(i) ?? 0) + 1);
    }
    this.names = /* @__PURE__ */ new Map();
    this.taken = new Set(TAKEN.join(" ").split(" "));
  }
  /** Whether a value gets a line of its own. @param {number} id */
  stands(id) {
    const node = this.graph.node(id);
    if (node.op === "const") return node.shape.length > 0;
    return node.op === "input" || Boolean(node.name) || this.outputs.has(id) || (this.uses.get(id) ?? 0) > 1;
  }
  /** @param {number} id */
  name(id) {
    const known = this.names.get(id);
    if (known) return known;
    const { name, op } = this.graph.node(id);
    const wish = this.inputs.get(id) ?? this.shown.get(id) ?? this.outputs.get(id) ?? name ?? op;
    const plain = wish.replace(/[^\p{L}\p{N}_]/gu, "_").replace(/^(?=\d)/, "_");
    let free = plain;
    for (let n = 2; this.taken.has(free); n++) free = `${plain}_${n}`;
    this.taken.add(free);
    this.names.set(id, free);
    return free;
  }
  /** @param {number} id @param {boolean} isShown @returns {string[]} one line, or none */
  line(id, isShown) {
    if (!isShown && !this.stands(id)) return [];
    const node = this.graph.node(id);
    const isGiven = node.op === "input" || node.op === "const";
    const text = isGiven ? this.literal(node) : this.formula(node);
    return [`${this.name(id)} = ${text}`];
  }
  /** @param {GraphNode} node */
  literal(node) {
    const values = node.op === "const" ? constant(node) : this.graph.value(node.id);
    const list = [...values].map((x) => node.boolean ? x ? "True" : "False" : pythonNumber(x));
    if (!node.shape.length) return `np.float64(${list[0]})`;
    return `np.array(${nested(list, node.shape)})`;
  }
  /** An operand: its name, or its formula in brackets. @param {number} id @returns {string} */
  part(id) {
    const node = this.graph.node(id);
    const known = this.names.get(id);
    if (known) return known;
    if (node.op === "const") return pythonNumber(constant(node)[0]);
    const text = this.formula(node);
    return /^[\w.]+(\([^()]*\)|\[[^[\]]*\])*$/.test(text) ? text : `(${text})`;
  }
  /** @param {GraphNode} node @returns {string} */
  formula(node) {
    const { op, shape } = node;
    const parts2 = node.ins.map((id) => this.part(id));
    const [first] = parts2;
    const from = this.graph.shape(node.ins[0]);
    if (op in INFIX) return `${first} ${INFIX[op]} ${parts2[1]}`;
    if (op in PREFIX) return `${PREFIX[op]}${first}`;
    switch (op) {
      case "sum":
      case "prod":
      case "max":
      case "min": {
        const axes = axesOf(node).map((axis2) => axis2 - from.length);
        const axis = axes.length === 1 ? axes[0] : `(${axes.join(", ")})`;
        return `${first}.${op}(axis=${axis}${shape.length === from.length ? ", keepdims=True" : ""})`;
      }
      case "argmax":
        return `${first}.argmax(axis=${axesOf(node)[0] - from.length})`;
      case "argsort":
        return `np.argsort(${first}, axis=-1, kind="stable")`;
      case "reshape":
        return `${first}.reshape(${shape.join(", ") || "()"})`;
      case "transpose":
        return transposed(first, axesOf(node));
      case "slice":
        return `${first}[${slicesOf(node).map((part, axis) => sliced(part, from[axis])).join(", ")}]`;
      case "concatenate":
        return `np.concatenate([${parts2.join(", ")}], axis=${node.attrs})`;
      case "take":
        return `${first}[${parts2[1]}.astype(int)]`;
      default:
        return `np.${op}(${parts2.join(", ")})`;
    }
  }
};
function constant({ attrs }) {
  return decodeNumbers(
    /** @type {(number | string)[]} */
    attrs
  );
}
function axesOf({ attrs }) {
  return (
    /** @type {number[]} */
    attrs
  );
}
function slicesOf({ attrs }) {
  return (
    /** @type {Slice[]} */
    attrs
  );
}
function pythonNumber(x) {
  if (Number.isNaN(x)) return "np.nan";
  if (!Number.isFinite(x)) return x > 0 ? "np.inf" : "-np.inf";
  const square = Math.round(x * x);
  if (!Number.isInteger(x) && square < 1e4 && Math.sqrt(square) === x) return `np.sqrt(${square})`;
  return Object.is(x, -0) ? "-0.0" : Number.isInteger(x) && Math.abs(x) < 1e21 ? `${x}.0` : String(x);
}
function nested(list, shape) {
  if (!shape.length) return list[0];
  if (shape.length === 1) return `[${list.join(", ")}]`;
  const size = list.length / shape[0];
  const rows = Array.from(
    { length: shape[0] },
    (_, i) => nested(list.slice(i * size, (i + 1) * size), shape.slice(1))
  );
  return `[
    ${rows.join(",\n").replaceAll("\n", "\n    ")},
]`;
}
function transposed(first, order) {
  const n = order.length;
  if (order.every((axis, i) => axis === i)) return first;
  if (n === 2) return `${first}.T`;
  const moved = order.flatMap((axis, i) => axis === i ? [] : [i]);
  if (moved.length === 2) return `${first}.swapaxes(${moved[0] - n}, ${moved[1] - n})`;
  return `${first}.transpose(${order.join(", ")})`;
}
function sliced([start, stop, step], length) {
  if (step === 1 && start === 0 && stop === length) return ":";
  const by = step === 1 ? "" : `:${step}`;
  return `${start}:${stop === null ? "" : stop}${by}`;
}

// helpers/live/static/share.js
function linkTo(figure) {
  const words2 = [`figure=${encodeURIComponent(figure.spec.name)}`];
  for (const part of figure.spec.inputs) {
    const value = figure.state[part.name];
    if (!part.variants && String(value) === String(part.value)) continue;
    words2.push(
      `${encodeURIComponent(part.name)}=${encodeURIComponent(value).replaceAll("%2C", ",")}`
    );
  }
  const section = figure.root.closest("section[id]")?.id ?? figure.root.id;
  return `${location.href.split("#")[0]}#${section}?${words2.join("&")}`;
}

// helpers/live/static/steps.js
var SWIPE = 40;
var Steps = class {
  /** @param {any} figure */
  constructor(figure) {
    this.figure = figure;
    this.at = -1;
    this.list = [];
    this.from = null;
    this.number = -1;
    this.title = make("span", { class: "hm-step-title" });
    this.previous = button("← Previous", () => this.go(this.at - 1));
    this.next = button("Next →", () => this.go(this.at + 1));
    const end = button("End", () => this.end(), { "aria-label": "End the walk" });
    let began = 0;
    this.element = make(
      "div",
      {
        class: "hm-steps",
        role: "group",
        "aria-label": "Step through",
        hidden: true,
        onkeydown: (event) => this.pressed(event),
        onpointerdown: (event) => {
          began = event.clientX;
        },
        onpointerup: (event) => {
          const by = event.clientX - began;
          if (event.pointerType === "touch" && Math.abs(by) > SWIPE) this.go(this.at - Math.sign(by));
        }
      },
      this.title,
      this.previous,
      this.next,
      end
    );
  }
  get isOn() {
    return this.at >= 0;
  }
  begin() {
    const chosen = this.figure.strip.trail.at(-1);
    this.list = chosen ? this.wayTo(chosen) : [];
    if (!this.list.length) this.list = this.longest();
    if (!this.list.length) return;
    this.from = document.activeElement;
    this.element.hidden = false;
    this.go(0);
    this.next.focus();
  }
  /** What stands on the way to a number, that number last. @param {Cell} cell @returns {Cell[]} */
  wayTo(cell) {
    const { graph, items } = this.figure;
    const shown2 = new Set(items.map((item) => item.id));
    const isStep = (id) => shown2.has(id) && graph.cells(id, 0).length;
    return [...wayTo(graph, cell)].filter(([id]) => isStep(id)).map(([id, [index]]) => ({ id, index }));
  }
  /** The longest way that there is: to the last of all values on show, as a rule. */
  longest() {
    return this.figure.items.reduce((best, { id }) => {
      const way = Number.isInteger(id) ? this.wayTo({ id, index: 0 }) : [];
      return way.length >= best.length ? way : best;
    }, []);
  }
  /** @param {KeyboardEvent} event */
  pressed(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) this.go(this.at + by);
    else if (event.key === "Escape") this.end();
    else return;
    event.preventDefault();
  }
  /** @param {number} at */
  go(at) {
    const { figure, list } = this;
    const { items } = figure;
    this.at = Math.min(list.length - 1, Math.max(0, at));
    this.number = figure.number;
    const { id, index } = list[this.at];
    figure.stage.reveal(id, index);
    const isLast = this.at === list.length - 1;
    for (const { element: element2, id: other, part: part2 } of items) {
      const isLater = Number.isInteger(other) ? other > id : part2.kind === "sentence";
      frameOf(element2).classList.toggle("hm-later", isLater && !isLast);
      element2.classList.toggle("hm-now", other === id);
    }
    const { part, element } = items.find((item) => item.id === id);
    const label = part.label ? ` ${part.label}` : "";
    this.title.replaceChildren(
      `Step ${this.at + 1} of ${list.length}: `,
      symbolOf(part.symbol),
      label || (part.meaning ? `, ${part.meaning}` : "")
    );
    setOff(this.previous, this.at === 0);
    setOff(this.next, isLast);
    element.scrollIntoView({ block: "nearest" });
    figure.strip.pin(id, index);
    figure.say(`${this.title.textContent}. ${figure.strip.body.textContent}`);
  }
  end() {
    const isInside = this.element.contains(document.activeElement);
    this.at = -1;
    this.element.hidden = true;
    for (const { element } of this.figure.items) {
      frameOf(element).classList.remove("hm-later");
      element.classList.remove("hm-now");
    }
    this.figure.strip.close();
    if (isInside) this.from.focus();
  }
  /** A choice brought another graph: the walk ends. */
  refresh() {
    if (this.isOn && this.number !== this.figure.number) this.end();
  }
};
function frameOf(element) {
  return element.closest(".hm-pair") ?? element;
}

// helpers/live/static/tools.js
function toolsFor(figure) {
  const steps = new Steps(figure);
  const whose = (words2) => ({ "aria-label": `${words2}, ${figure.title}` });
  const own = (words2, act) => button(words2, act, whose(words2));
  const undo = own("Undo", () => figure.undo());
  const redo = own("Redo", () => figure.redo());
  const reset = own("Reset", () => figure.reset());
  const step = own("Steps", () => steps.begin());
  const big = own("Enlarge", () => enlarge(figure, big));
  const output = make("textarea", { class: "hm-output", readonly: true, hidden: true, rows: 8 });
  const menu = menuFor(figure, output);
  const row = make("div", { class: "hm-tools" }, undo, redo, reset, step, big, menu);
  figure.root.addEventListener("fullscreenchange", () => {
    const isBig = document.fullscreenElement === figure.root;
    figure.root.classList.toggle("hm-big", isBig || figure.root.classList.contains("hm-over"));
    nameBig(figure, big, isBig);
  });
  return {
    element: make("div", {}, row, output),
    steps: steps.element,
    refresh: () => {
      setOff(undo, !figure.history.done.length);
      setOff(redo, !figure.history.undone.length);
      steps.refresh();
      step.hidden = !figure.items.some(({ id }) => Number.isInteger(id));
    },
    leave: () => {
      if (steps.isOn) steps.end();
      else if (figure.root.classList.contains("hm-over")) enlarge(figure, big);
    }
  };
}
var KEYS2 = "Shift makes ↑ ↓ ten steps, Alt a tenth. Drag a number sideways, or paste a table. Ctrl+Z undoes.";
function menuFor(figure, output) {
  const give2 = async (text, done) => {
    menu.open = false;
    const isCopied = await copyText(text);
    output.hidden = isCopied;
    figure.tell(
      isCopied ? done : "Copying was refused here. The text stands below; copy it by hand."
    );
    if (isCopied) return;
    output.value = text;
    output.setAttribute("aria-label", "Text to copy");
    output.focus();
    output.select();
  };
  const save = (text, ending, type) => {
    menu.open = false;
    saveFile(`${figure.spec.name}.${ending}`, text, type);
  };
  const acts = () => [
    button("Copy link to this state", () => give2(linkTo(figure), "The link is copied.")),
    button("Copy as NumPy", () => give2(programOf(figure), "The program is copied.")),
    button("Save values as CSV", () => save(csvOf(figure), "csv", "text/csv")),
    button("Save values as JSON", () => save(jsonOf(figure), "json", "application/json")),
    make("p", { class: "hm-help" }, KEYS2)
  ];
  const list = make("div", { class: "hm-menu-list" });
  const menu = make(
    "details",
    {
      class: "hm-menu",
      ontoggle: () => list.replaceChildren(...menu.open ? acts() : []),
      onfocusout: (event) => {
        if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
      },
      onkeydown: (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        event.stopPropagation();
        menu.querySelector("summary").focus();
        menu.open = false;
      }
    },
    make("summary", { class: "hm-button" }, "More"),
    list
  );
  return menu;
}
function nameBig(figure, big, isBig) {
  big.textContent = isBig ? "Back to the page" : "Enlarge";
  big.setAttribute("aria-label", `${big.textContent}, ${figure.title}`);
}
async function enlarge(figure, big) {
  const { root } = figure;
  const isOver = root.classList.contains("hm-over");
  if (document.fullscreenElement === root) {
    await document.exitFullscreen();
    return;
  }
  if (!isOver) {
    try {
      await root.requestFullscreen();
      return;
    } catch {
    }
  }
  root.classList.toggle("hm-over", !isOver);
  root.classList.toggle("hm-big", !isOver);
  nameBig(figure, big, !isOver);
}

// helpers/live/static/rows.js
var Rows = class {
  /**
   * @param {any} figure
   * @param {Item[][]} rows as they are declared
   * @param {Fold[]} folds
   */
  constructor(figure, rows, folds) {
    this.figure = figure;
    this.lines = rows.map(lineOf3);
    this.items = rows.flat().filter(({ part }) => part.kind !== "text");
    this.boxes = new Map(folds.map((fold) => [fold, this.boxOf(fold)]));
    this.scene = make("div", { class: "hm-scene" });
    this.strip = "";
    this.tiles = [];
  }
  /** A title that opens and closes; what is behind it exists only while open. @param {Fold} fold */
  boxOf(fold) {
    const title = make("summary", {}, fold.label);
    const box = make("details", { class: "hm-group", open: fold.open }, title);
    box.addEventListener("toggle", () => {
      if (fold.isOpen === box.open || !box.isConnected) return;
      fold.isOpen = box.open;
      this.show();
    });
    return box;
  }
  /** Put all rows in their places. */
  lay() {
    for (const { frame, line } of this.items) line.append(frame);
    this.scene.replaceChildren(...this.lines);
    for (const [{ first, count }, box] of this.boxes) {
      this.lines[first].before(box);
      box.append(...this.lines.slice(first, first + count));
    }
    this.gather();
    this.show();
  }
  show() {
    this.bring(({ fold }) => !fold || fold.isOpen);
  }
  /**
   * Bring in sight what belongs there, and take the rest away.
   *
   * @param {(item: Item) => boolean} belongs
   * @param {(item: Item) => boolean} [keepsSign] though what stands before it is not in sight
   */
  bring(belongs, keepsSign = () => true) {
    const { figure } = this;
    let former = true;
    let isNew = false;
    for (const item of this.items) {
      const isIn = belongs(item);
      item.frame.classList.toggle("hm-away", !isIn);
      item.sign?.classList.toggle("hm-away", !former && !keepsSign(item));
      former = isIn;
      if (item.isAway === !isIn) continue;
      item.isAway = !isIn;
      if (item.part.kind === "input" || !figure.graph) continue;
      figure.place(item);
      isNew = true;
    }
    for (const line of this.lines) {
      line.classList.toggle("hm-away", !line.querySelector(":scope > :not(.hm-away)"));
    }
    figure.brought(isNew);
  }
  // ---- what a stage does
  gather() {
  }
  watch() {
  }
  reach() {
  }
  /** @param {number} _id @param {number} _index */
  reveal(_id, _index) {
  }
  /** @param {number} _id @returns {HTMLElement[]} */
  leading(_id) {
    return [];
  }
  /** @param {Set<number>} _changed */
  wave(_changed) {
  }
  settle() {
  }
  draw() {
  }
  /** @param {any} _tile @returns {number | null} */
  idOf(_tile) {
    return null;
  }
};
function lineOf3(items) {
  const line = make("div", { class: "hm-row" });
  let sign = null;
  let last = null;
  for (const item of items) {
    if (item.part.kind === "text") {
      sign = item.element;
      last?.frame.append(sign);
    } else {
      last = item;
      Object.assign(item, { line, sign, isAway: false });
      item.frame = make("div", { class: "hm-pair" }, sign, item.element);
      line.append(item.frame);
      sign = null;
    }
  }
  return line;
}

// helpers/live/static/views.js
var VIEWS = { matrix: matrixView, value: valueView };
function addViews(more = Reflect.get(globalThis, "liveDrawings")) {
  Object.assign(VIEWS, more);
}
function arrangement({ board }) {
  return ((board && VIEWS.board) ?? VIEWS.stage)?.(Rows) ?? Rows;
}
function viewOf(kind) {
  return VIEWS[kind] ?? numbersOf2;
}
function numbersOf2(figure, described, id) {
  if (!described.layers) return matrixView(figure, described, id);
  const made = described.layers.filter((layer) => layer.as !== "paths").map((layer) => figure.view({ part: { ...layer, kind: "matrix" } }).element);
  return { element: make("div", { class: "hm-row" }, ...made), paint: null };
}

// helpers/live/static/figure.js
var figuresBuilt = 0;
var QUIET = 500;
var EXCHANGED = /* @__PURE__ */ new Set(["choice", "switch", "tokens"]);
var MOST2 = 2 / 3;
var FEW = 12;
var FADE = 450;
var LiveFigure = class extends EventTarget {
  /**
   * @param {HTMLElement} root the `figure` element, or where JupyterLab wants the widget
   * @param {object} spec from Python
   * @param {object} [state] where it begins, if not at the start
   */
  constructor(root, spec, state = {}) {
    super();
    this.root = root;
    this.spec = spec;
    this.layer = setting.layer;
    this.title = spec.title ?? spec.name;
    this.inputs = new Map(spec.inputs.map((part) => [part.name, part]));
    this.start = Object.fromEntries(spec.inputs.map((part) => [part.name, part.value]));
    this.state = { ...this.start, ...state };
    this.history = new History();
    this.named = new Set(spec.show.flat().flatMap(({ rows, columns }) => [rows, columns]));
    this.cells = new Cells();
    this.fields = /* @__PURE__ */ new Map();
    this.fieldsOf = /* @__PURE__ */ new Map();
    this.graphs = /* @__PURE__ */ new Map();
    this.due = /* @__PURE__ */ new Set();
    this.frame = 0;
    this.restful = matchMedia("(prefers-reduced-motion: reduce)");
    this.number = -1;
    this.words = "";
    this.refused = /* @__PURE__ */ new Map();
    this.held = null;
    this.isExchange = false;
    this.build();
    this.refresh();
    this.settle();
    this.sync();
    this.origin = originOf(this);
  }
  build() {
    this.live = make("div", { class: "hm-live" });
    figuresBuilt += 1;
    this.keys = make("p", { class: "hm-keys", id: `hm-keys-${figuresBuilt}` });
    this.strip = new Strip(this);
    this.tools = toolsFor(this);
    const Run2 = VIEWS.run;
    this.run = this.spec.run && Run2 ? new Run2(this) : null;
    this.status = make("p", { class: "hm-status", role: "status", "aria-live": "polite" });
    this.notice = make("p", { class: "hm-notice", hidden: true });
    const parts2 = this.spec.inputs.map((part) => [part.name, inputFor(this, part)]);
    this.controls = new Map(parts2);
    const folds = (this.spec.folds ?? []).map((fold) => ({ ...fold, isOpen: fold.open }));
    const foldAt = (i) => folds.find(({ first, count }) => i >= first && i < first + count);
    const placed = new Set(this.spec.show.flat().map((part) => part.kind === "input" && part.name));
    const free = this.spec.inputs.filter(({ name }) => !placed.has(name));
    const above = free.filter(({ shape }) => shape?.length);
    const given = free.filter((part) => !above.includes(part)).map(({ name }) => this.controls.get(name).element);
    const rows = [
      ...above.length ? [above.map(({ name }) => this.item({ kind: "input", name }))] : [],
      ...this.spec.show.map((row, i) => row.map((part) => this.item(part, foldAt(i))))
    ];
    for (const fold of folds) fold.first += Math.sign(above.length);
    const Arrangement = arrangement(this.spec);
    this.stage = new Arrangement(this, rows, folds);
    this.items = this.stage.items;
    this.live.append(
      given.length ? make("div", { class: "hm-row hm-given" }, ...given) : "",
      this.run?.element ?? "",
      this.stage.strip,
      this.stage.scene,
      make("div", { class: "hm-foot" }, this.tools.steps, this.strip.element),
      this.tools.element,
      this.notice,
      this.status
    );
    this.stage.lay();
    listenToFields(this, this.live);
    this.strip.listen(this.live);
    listenToKeys(this, this.live);
  }
  /** Make room for one thing to show; views are made once the graph is known. */
  item(part, fold) {
    if (part.kind === "input") return { part, fold, element: this.controls.get(part.name).element };
    if (part.kind === "text") {
      return { part, element: make("span", { class: "hm-between" }, part.text) };
    }
    return { part, fold, element: make("div", { class: "hm-view" }), paint: null, id: null };
  }
  /** The words beside rows or above columns, if there are as many as needed. */
  labels(named, count) {
    if (typeof named !== "string") return named?.slice(0, count);
    const words2 = this.wordsOf(named);
    return words2.length === count ? words2 : null;
  }
  /** The words of a sentence that is typed, chosen or computed. */
  wordsOf(name) {
    const part = this.inputs.get(name);
    if (!part) {
      const view = this.spec.show.flat().find((one) => one.kind === "words" && one.name === name);
      return wordsFor(view, this.graph.value(view.node[this.number])).map((word) => word || FILLER);
    }
    const value = this.state[name];
    return part.kind === "choice" ? part.labels[value].split(" ") : readTokens(part, value).words;
  }
  /** Whether a value is an input or stands in a view, be it in one that is folded away. */
  shows(id) {
    const inputs = Object.values(this.graph.inputs);
    return inputs.includes(id) || this.items.some((item) => item.part.node?.[this.number] === id || item.ids?.includes(id));
  }
  /** Whether what hangs on a number is off: the number is 0. @param {{node: (number | null)[]} | undefined} other */
  isOff(other) {
    const id = other?.node[this.number];
    return id >= 0 && !this.graph.value(id)[0];
  }
  /** Show a number of the graph from now on. */
  show(described, cell) {
    return this.cells.add({ ...cell, key: `${described.kind} ${described.name} ${cell.index}` });
  }
  // ---- state
  /**
   * Change inputs.
   *
   * @param {Record<string, any>} changes new values by name
   * @param {object | null} [group] edits of one group are undone together
   */
  edit(changes, group = null) {
    const names = this.namesThatDiffer(changes);
    if (!names.length) return;
    const after = pick(changes, names);
    if (this.history.record(pick(this.state, names), after, group)) this.settle();
    this.put(after);
  }
  /** The inputs whose values are not these. */
  namesThatDiffer(values) {
    return Object.keys(values).filter((name) => !same(values[name], this.state[name]));
  }
  /** Take what is shown as what the next edit is compared with. */
  settle() {
    this.cells.settle();
    this.stage.settle();
  }
  setNumber(name, index, value, group) {
    const values = [...this.state[name]];
    values[index] = value;
    this.edit({ [name]: values }, group);
  }
  /** Whether marks appear at once: while something is dragged, or for readers who want no motion. */
  get isStill() {
    return this.held || this.restful.matches;
  }
  /** Something is dragged: what has changed is marked once it is let go, in one wave. */
  hold() {
    if (this.held) return;
    this.held = /* @__PURE__ */ new Set();
    this.live.classList.add("hm-held");
    const ends = ["pointerup", "pointercancel"];
    const release = () => {
      for (const end of ends) removeEventListener(end, release);
      if (this.frame) this.refresh();
      const changed = this.held;
      this.held = null;
      this.stage.wave(changed);
      this.paint(changed, []);
      this.live.classList.remove("hm-held");
      this.announceSoon();
    };
    for (const end of ends) addEventListener(end, release);
  }
  /** Take over values that are no edit of their own: by undo, if there is one, by a switch of the page. */
  adopt(state) {
    if (!state) return;
    this.settle();
    this.put(state);
    this.sync();
  }
  put(values) {
    this.state = { ...this.state, ...values };
    for (const name of Object.keys(values)) this.due.add(name);
    this.frame ||= requestAnimationFrame(() => this.refresh());
  }
  sync() {
    clearProblems(this);
    for (const control of this.controls.values()) control.sync();
  }
  undo() {
    this.adopt(this.history.undo());
  }
  redo() {
    this.adopt(this.history.redo());
  }
  reset() {
    this.edit(this.start);
    this.sync();
    this.note("");
    this.run?.reset();
    for (const { id, restart } of this.items) if (id !== null) restart?.();
  }
  /**
   * Put other numbers in their place, for inputs that carry such a variant. What the reader has
   * changed stays, in what can be undone too.
   *
   * @param {string | null} variant null for those of the start
   */
  setVariant(variant) {
    const twins = this.spec.inputs.filter((part) => part.variants);
    const from = this.start;
    const to = Object.fromEntries(
      twins.map((part) => [part.name, part.variants[variant] ?? part.value])
    );
    const moved = (values) => ({
      ...values,
      ...Object.fromEntries(
        Object.keys(to).filter((name) => name in values).map((name) => [name, values[name].map((x, i) => x === from[name][i] ? to[name][i] : x)])
      )
    });
    this.start = { ...this.start, ...to };
    this.history.revise(moved);
    this.adopt(moved(pick(this.state, Object.keys(to))));
  }
  // ---- computing and painting
  graphNumber() {
    let place = 0;
    for (const part of this.spec.inputs) {
      const value = this.state[part.name];
      if (part.kind === "tokens") {
        if (!part.padded) place = place * part.max + readTokens(part, value).ids.length - 1;
      } else if (part.options) place = place * part.labels.length + value;
    }
    return this.spec.which[place];
  }
  /** Build one of the graphs of this figure, with what no reader changes. */
  graphOf(own) {
    const { fixed: fixed2, shared } = this.spec;
    const packed = { ...shared, ...own };
    const known = Object.entries(fixed2).filter(([name]) => name in packed.inputs);
    return createGraph(packed, Object.fromEntries(known));
  }
  /** Compute and repaint what the last edits changed. */
  refresh() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const former = this.number;
    this.number = this.graphNumber();
    const isNew = this.number !== former;
    if (isNew) {
      if (!this.graphs.has(this.number)) {
        this.graphs.set(this.number, this.graphOf(this.spec.graphs[this.number]));
      }
      this.graph = this.graphs.get(this.number);
    }
    for (const name of isNew ? this.inputs.keys() : this.due) this.give(name);
    const dueNames = [...this.due];
    this.due.clear();
    const isRunNew = this.run && (isNew || this.run.isNewFor(dueNames));
    let changed;
    try {
      if (isRunNew) this.run.toStart();
      changed = this.graph.run();
    } catch (error) {
      this.tell(`This cannot be computed, so the last results stay. ${error.message}`);
      this.failed = true;
      return;
    }
    if (this.failed) this.tell("");
    this.failed = false;
    this.strip.tell("");
    for (const id of changed) this.held?.add(id);
    if (isNew) this.words = null;
    if (isRunNew) this.run.begun();
    else if (dueNames.length) this.run?.turned();
    this.stage.wave(isNew ? /* @__PURE__ */ new Set() : changed);
    this.repaint(isNew || isRunNew ? null : changed, dueNames);
    if (this.isExchange || dueNames.some((name) => EXCHANGED.has(this.inputs.get(name).kind))) this.exchanged();
    this.isExchange = false;
    this.origin?.refresh();
    if (former >= 0) this.dispatchEvent(new Event("change"));
    this.announceSoon();
  }
  /**
   * After a switch: where nearly all that is shown is another number now, marks on all of them would
   * say nothing. The figure fades over once instead, and words say what changed most.
   */
  exchanged() {
    const seen = this.cells.all().filter(({ element }) => !this.fields.has(element));
    const many = seen.filter(({ way }) => way).length;
    if (this.held || many < FEW || many <= MOST2 * seen.length) return;
    this.strip.tell(this.whatChanged());
    this.settle();
    this.stage.wave(/* @__PURE__ */ new Set());
    this.stage.draw();
    if (this.isStill) return;
    this.stage.scene.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: FADE, easing: "ease-out" });
  }
  /** Show what the graph holds: what changed, or all of it; with new words, in new views. */
  repaint(changed = null, names = []) {
    const words2 = JSON.stringify(
      [...this.named].filter((name) => typeof name === "string").map((name) => this.wordsOf(name))
    );
    const isNew = words2 !== this.words;
    if (isNew) {
      this.words = words2;
      this.rebuild();
    }
    const all = isNew || !changed;
    this.paint(all ? new Set(this.graph.nodes.keys()) : changed, names);
  }
  /** Hand an input to a graph, the one in use if none is named. */
  give(name, graph = this.graph) {
    const part = this.inputs.get(name);
    const value = this.state[name];
    const { inputs } = graph;
    if (part.options) {
      for (const [key, numbers] of Object.entries(part.options[value])) {
        if (key in inputs) graph.set(key, numbers);
      }
    } else if (name in inputs) {
      graph.set(name, part.kind === "tokens" ? readTokens(part, value).ids : value);
    }
  }
  /** Make the views anew, for a graph of other shapes or other words. */
  rebuild() {
    this.cells.clear();
    for (const control of this.controls.values()) control.bind();
    for (const item of this.items) {
      if (item.part.kind !== "input") this.place(item);
    }
    this.stage.reach();
    watchBoxes(this.live);
    this.strip.rebuilt();
  }
  /** Put a view where its item stands. */
  place(item) {
    const made = this.view(item);
    item.element.replaceWith(made.element);
    Object.assign(item, made);
  }
  /** Go on with what came into sight, and without what left it; `isNew`: views were made. */
  brought(isNew) {
    keepStop(this);
    if (!isNew) return;
    this.cells.keep((one) => one.isConnected || this.fields.has(one));
    this.repaint();
    watchBoxes(this.live);
  }
  view(item) {
    const { kind, node } = item.part;
    const id = node?.[this.number];
    if (item.isAway) return { element: make("div"), paint: null, id: this.stage.isOn ? id : null };
    if (kind === "sentence") return sentenceView(this, item.part);
    if (id === null) return { element: make("div", { hidden: true }), paint: null, id };
    return { ...viewOf(kind)(this, item.part, id), id };
  }
  paint(changed, names) {
    this.cells.paint(this.graph, changed, this.held);
    for (const item of this.items) {
      if (item.paint && (item.ids ?? [item.id]).some((id) => changed.has(id))) item.paint();
    }
    for (const [name, control] of this.controls) {
      if (control.paint && (names.includes(name) || !names.length)) control.paint();
    }
    this.stage.draw(changed);
    this.strip.refresh(changed);
    this.tools.refresh();
    keepStop(this);
    writeLater();
  }
  // ---- saying
  /** Say something to a screen reader. */
  say(text) {
    this.status.textContent = text;
  }
  /**
   * Refuse what stands in an input, or take the refusal back (without a sentence). Meanwhile what
   * is shown belongs to the last numbers that were taken, and is dimmed.
   *
   * @param {object | string} what the field, or the name of the input
   * @param {string} sentence
   */
  refuse(what, sentence) {
    if (sentence) this.refused.set(what, sentence);
    else if (!this.refused.delete(what)) return;
    this.live.classList.toggle("hm-refused", this.refused.size > 0);
    this.strip.warn([...this.refused.values()].at(-1) ?? "");
    if (!sentence) return;
    this.run?.stop();
    this.say(sentence);
  }
  /** Write something under the figure, with buttons if something can be done about it. */
  note(text, ...buttons) {
    this.notice.hidden = !text;
    this.notice.replaceChildren(text, ...buttons);
  }
  /** Say something to everyone. */
  tell(text, ...buttons) {
    this.note(text, ...buttons);
    this.say(text);
  }
  announceSoon() {
    clearTimeout(this.later);
    if (this.history.done.length + this.history.undone.length === 0) return;
    this.later = setTimeout(() => {
      const text = this.strip.told || this.whatChanged();
      if (text) this.say(text);
    }, QUIET);
  }
  /** What changed most, in words: of what comes out, or else of all that is on show. */
  whatChanged() {
    const marked = this.cells.all().filter(({ way: way2, element: element2, said: said2 }) => said2 && way2 && !element2.hidden && !this.fields.has(element2));
    const ends = marked.filter(({ id: id2 }) => this.stage.tiles.some((tile) => this.stage.isEnd(tile) && this.stage.idOf(tile) === id2));
    const far = ({ value, was }) => Math.abs(value - was) || Infinity;
    const [most] = (ends.length ? ends : marked).sort((one, other) => far(other) - far(one));
    if (!most) return "";
    const { element, id, index, said, before, text, way } = most;
    const who = make("p", {}, ...this.strip.nameOf(id, index)).textContent;
    const isNumber2 = said === before;
    const went = way === "hm-up" ? "up" : "down";
    const how = isNumber2 ? ` went ${went} most, from ${said} to ${text}` : `: ${element.textContent}, not ${said}`;
    const more = marked.length > 1 ? `; ${marked.length} numbers on show changed` : "";
    return `${who}${how}${more}.`;
  }
  explain(cell) {
    if (cell) this.strip.pin(cell.id, cell.index);
  }
};
function pick(values, names) {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
function same(a, b) {
  if (!Array.isArray(a)) return a === b;
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}

// helpers/live/static/main.js
function render({ model, el }) {
  configure(model.get("told"));
  const spec = model.get("spec");
  const about = { "aria-label": spec.title ?? null };
  const root = make("figure", { class: "hm-figure", "data-live": true, ...about });
  const mark2 = markOf2(model.get("origin"));
  if (mark2) root.append(mark2);
  const figure = new LiveFigure(root, spec, model.get("state"));
  figure.addEventListener("change", () => {
    model.set("state", figure.state);
    model.save_changes();
  });
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  const follow = () => {
    if (model.get("state") === figure.state) return;
    figure.edit(model.get("state"));
    figure.sync();
  };
  model.on("change:state", follow);
  root.append(
    ...spec.title ? [make("h4", { class: "hm-title" }, spec.title)] : [],
    figure.live,
    ...spec.caption ? [make("figcaption", {}, spec.caption)] : []
  );
  el.append(root);
  figure.stage.watch();
  return () => {
    model.off("change:state", follow);
    figure.run?.stop();
  };
}

// helpers/live/static/pull.js
var AT_END = 1e3;
var CLOSE = 1e-9;
var MOST_LOOKS = 150;
var MOST_STEPS = 50;
var NEARER = 12;
var LEAST_SHARE = 2 ** -60;
function bend(y, g, ends) {
  if (!ends || Number.isNaN(y)) return { y, g };
  const [low, high] = ends;
  if (y <= low || y >= high) return { y: y <= low ? -AT_END : AT_END, g: g.map(() => 0) };
  const slope = 1 / (y - low) + 1 / (high - y);
  return { y: Math.log((y - low) / (high - y)), g: g.map((each) => each * slope) };
}
function unbend(y, ends) {
  return ends ? ends[1] - (ends[1] - ends[0]) / (1 + Math.exp(y)) : y;
}
var dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
function solve(look, start, goal, least, most) {
  let looks = 0;
  const moved = (x, step, share) => {
    const to = x.map(
      (value, i) => Math.min(Math.max(value + share * step[i], least[i]), most[i])
    );
    looks += 1;
    return { x: to, ...look(to) };
  };
  const free = ({ x, y, g }) => g.map((slope, i) => {
    const up = slope * (goal - y) > 0;
    return up ? x[i] >= most[i] ? 0 : slope : x[i] <= least[i] ? 0 : slope;
  });
  const isClose = (rest) => Math.abs(rest) <= CLOSE * Math.max(1, Math.abs(goal));
  const land = (at) => {
    for (let step = 0; step < MOST_STEPS; step++) {
      const rest = goal - at.y;
      if (isClose(rest)) return { ...at, how: "reached" };
      const g = free(at);
      const size = dot(g, g);
      if (!Number.isFinite(rest) || !Number.isFinite(size)) return { ...at, how: "no number" };
      if (size === 0) return { ...at, how: "flat" };
      const way = g.map((slope) => slope * rest / size);
      let next = null;
      for (let share = 1; share > LEAST_SHARE && looks < MOST_LOOKS; share /= 2) {
        const to = moved(at.x, way, share);
        const left = goal - to.y;
        const isNearer = Math.abs(left) < Math.abs(rest) * (1 - 1e-4 * share);
        if (!isNearer || !(isClose(left) || dot(to.g, to.g) > 0)) continue;
        next = to;
        break;
      }
      if (!next) return { ...at, how: "stuck" };
      at = next;
    }
    return { ...at, how: "stuck" };
  };
  let best = land(moved(start, start, 0));
  for (let step = 0; best.how === "reached" && step < NEARER; step++) {
    const back = start.map((x, i) => x - best.x[i]);
    const size = dot(best.g, best.g);
    const along = size ? dot(best.g, back) / size : 0;
    const side = back.map((x, i) => x - along * best.g[i]);
    if (dot(side, side) <= 1e-10 * dot(back, back)) break;
    let nearer = null;
    for (let share = 1; share > 0.1 && !nearer && looks < MOST_LOOKS; share /= 2) {
      const to = land(moved(best.x, side, share));
      const way = start.map((x, i) => x - to.x[i]);
      if (to.how === "reached" && dot(way, way) < (1 - 1e-9) * dot(back, back)) nearer = to;
    }
    if (!nearer) break;
    best = nearer;
  }
  return (
    /** @type {any} */
    best
  );
}

// helpers/live/static/view-pull.js
var DRAG_STARTS2 = 4;
var DRAG_STEP2 = 7;
var MARK = "∂";
function pullView(figure, described, id) {
  const { name, by } = described;
  const shape = (
    /** @type {number[]} */
    figure.graph.shape(id)
  );
  const packed = described.back[figure.number];
  const index = shape.reduce((at, n, axis) => at * n + (described.at[axis] + n) % n, 0);
  let graph = null;
  let group = {};
  let origin2 = null;
  let drag = null;
  let isWish = described.goal !== void 0;
  let toldOf = figure.state;
  const which = make(
    "select",
    { class: "hm-select", "aria-label": `which number of ${name}`, onchange: () => turn() },
    ...placesOf(figure, described, shape).map(
      ({ at, text, lang }) => make("option", { value: at, selected: at === index, lang }, text)
    )
  );
  const field = make("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "hm-field hm-goal",
    "aria-label": `goal for ${name}`,
    "aria-describedby": figure.keys.id,
    value: String(described.goal ?? "")
  });
  const boxes = by.map((input) => {
    const part = figure.inputs.get(input);
    const box = make("input", { type: "checkbox", checked: true, value: input });
    return make("label", { class: "hm-option" }, box, symbolOf(part.symbol));
  });
  const said = make("p", { class: "hm-note", role: "status" });
  const element = make(
    "div",
    { class: "hm-view hm-view-pull", role: "group", "aria-label": `Pull ${name}` },
    make(
      "div",
      { class: "hm-control" },
      make("span", { class: "hm-word" }, "Pull "),
      symbolOf(described.symbol),
      described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null,
      which.options.length > 1 ? which : null,
      make("span", { class: "hm-word" }, "to"),
      field,
      button("Pull", () => typed(), { "aria-label": `Pull, ${figure.title}` })
    ),
    boxes.length > 1 ? make("fieldset", { class: "hm-choice" }, make("legend", {}, "by changing"), ...boxes) : null,
    said
  );
  const now = () => figure.graph.value(id)[Number(which.value)];
  const step = () => described.step ?? stepFor(now());
  const isAtEnd = (goal) => described.domain?.includes(goal);
  function follow() {
    if (figure.state !== toldOf) tell("");
    if (!isWish && document.activeElement !== field) field.value = shown(now());
  }
  function turn() {
    tell("");
    follow();
  }
  function restart() {
    isWish = described.goal !== void 0;
    field.value = String(described.goal ?? "");
    turn();
  }
  function tell(sentence, isBad = false) {
    toldOf = figure.state;
    said.textContent = sentence ?? "";
    if (isBad) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  function typed() {
    if (!isWish) return tell("It is there already.");
    const { value, problem } = (
      /** @type {any} */
      readNumber(described, field.value)
    );
    if (problem || isAtEnd(value)) tell(problem ?? described.refusal, true);
    else if (figure.refused.size) tell("First mend the number that was refused above.", true);
    else reach2(value, {}, {});
  }
  function reach2(goal, edits, from) {
    if (figure.frame) figure.refresh();
    const chosen = boxes.filter((box) => box.querySelector("input")?.checked);
    const names = chosen.map((box) => (
      /** @type {any} */
      box.querySelector("input").value
    ));
    if (!names.length) return tell("Choose at least one input that may change.", true);
    if (packed && !graph) graph = figure.graphOf(packed);
    const wanted = names.filter((input) => graph && MARK + input in graph.outputs);
    const listed = names.join(", ").replace(/, ([^,]+)$/, " and $1");
    if (!wanted.length) return tell(WHY_NOT.flat(listed, ""), true);
    const parts2 = wanted.map((input) => figure.inputs.get(input));
    const start = Float64Array.from(
      wanted.flatMap((input) => from[input] ?? figure.state[input])
    );
    const bound2 = (side, none) => Float64Array.from(
      parts2.flatMap(
        ({ name: input, domain }) => figure.state[input].map(() => domain?.[side] ?? none)
      )
    );
    const parted = (x2) => {
      let end2 = 0;
      return Object.fromEntries(
        wanted.map((input) => {
          end2 += figure.state[input].length;
          return [input, Array.from(x2.subarray(end2 - figure.state[input].length, end2))];
        })
      );
    };
    const place = Number(which.value);
    const look = (x2) => {
      for (const [input, list] of Object.entries(parted(x2))) graph.set(input, list);
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
      found = solve(look, start, bent, bound2(0, -Infinity), bound2(1, Infinity));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return tell(`This cannot be computed. ${reason} Nothing was changed.`, true);
    }
    const { x, how } = found;
    const y = unbend(found.y, described.domain);
    if (how !== "reached") {
      return tell(`${WHY_NOT[how](listed, shown(y))} Nothing was changed.`, true);
    }
    const far = Math.hypot(...x.map((value, i) => value - start[i]));
    figure.edit(parted(x), edits);
    figure.sync();
    tell(
      far === 0 ? "It is there already." : `It is ${shown(goal)}. The numbers moved by ${shown(far)} altogether (the root of the squares): the least that does it around here; another answer may lie elsewhere. Undo takes it back.`
    );
  }
  function towards(steps, goal) {
    const value = tidy(goal + steps * step());
    field.value = String(value);
    const { problem } = (
      /** @type {any} */
      readNumber(described, field.value)
    );
    if (problem || isAtEnd(value)) tell(problem ?? described.refusal, true);
    else reach2(value, group, origin2 ?? {});
  }
  field.addEventListener("input", () => {
    isWish = true;
    tell("");
  });
  field.addEventListener("focusout", () => follow());
  field.addEventListener("keydown", (event) => {
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    const way = { ArrowUp: size, ArrowDown: -size }[event.key];
    if (event.isComposing || event.key !== "Enter" && !way) return;
    event.preventDefault();
    if (!way) return typed();
    const { value } = (
      /** @type {any} */
      readNumber(described, field.value)
    );
    group = {};
    towards(way, value ?? now());
  });
  field.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || document.activeElement === field) return;
    const { value } = (
      /** @type {any} */
      readNumber(described, field.value)
    );
    field.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, goal: value ?? now(), steps: 0 };
    group = {};
    origin2 = Object.fromEntries(by.map((input) => [input, figure.state[input]]));
  });
  field.addEventListener("mousedown", (event) => {
    if (drag) event.preventDefault();
  });
  field.addEventListener("pointermove", (event) => {
    if (!drag || Math.abs(event.clientX - drag.x) < DRAG_STARTS2) return;
    const steps = Math.round((event.clientX - drag.x) / DRAG_STEP2);
    if (steps === drag.steps) return;
    drag.steps = steps;
    towards(steps, drag.goal);
  });
  const end = () => {
    if (drag && !drag.steps) field.focus();
    if (drag) field.select();
    drag = null;
    origin2 = null;
  };
  field.addEventListener("pointerup", end);
  field.addEventListener("pointercancel", end);
  return { element, paint: follow, restart };
}
var WHY_NOT = {
  flat: (by) => `No small change of ${by} moves it: its slope is zero there.`,
  stuck: (by, y) => `It came to ${y} and got no further: no small change of ${by} brings it nearer.`,
  "no number": () => "It is no finite number there, so there is no way to go."
};
function stepFor(x) {
  const size = Math.abs(x);
  return size < 1 || !Number.isFinite(size) ? 0.05 : size < 10 ? 0.1 : 1;
}
function placesOf(figure, described, shape) {
  const [columns = 1, rows = 1, layers = 1] = [...shape].reverse();
  const beside = figure.labels(described.rows, rows);
  const above = figure.labels(described.columns, columns);
  const places2 = [];
  for (let at = 0; at < layers * rows * columns; at++) {
    const column = at % columns;
    const row = Math.floor(at / columns) % rows;
    const words2 = [
      layers > 1 ? `${figure.layer} ${Math.floor(at / (columns * rows)) + 1}` : "",
      shape.length > 1 ? beside?.[row] ?? `row ${row + 1}` : "",
      above?.[column] ?? (shape.length > 1 ? `column ${column + 1}` : `entry ${column + 1}`)
    ].filter(Boolean);
    if (words2.includes("–")) continue;
    const lang = words2.length === 1 ? languageOf(described.lang, words2[0]) : void 0;
    places2.push({ at, text: words2.join(", "), lang });
  }
  return places2;
}

// helpers/live/static/lab.js
addViews({ ...drawings_exports, pull: pullView });
var lab_default = { render: render2 };
function render2({ model, el }) {
  const keep = (event) => keepKey(el, event);
  addEventListener("keydown", keep, true);
  const end = render({ model, el });
  return () => {
    removeEventListener("keydown", keep, true);
    end();
  };
}
function keepKey(el, { target, ctrlKey, metaKey }) {
  if (!(target instanceof Element && el.contains(target))) return;
  target.toggleAttribute("data-lm-suppress-shortcuts", !ctrlKey && !metaKey);
}
export {
  lab_default as default
};
