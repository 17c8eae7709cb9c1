"use strict";
(() => {
  // helpers/live/static/dom.js
  function make(tag, attributes = {}, ...children) {
    return dress(document.createElement(tag), attributes, children);
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
  function button(words, act, attributes = {}) {
    return make("button", { type: "button", class: "hm-button", onclick: act, ...attributes }, words);
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
  function whenParsed(act) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
    else act();
  }
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
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
  function planReduce({ start: start2, by }, node, { id, shape, data }) {
    const fold = BINARY[by];
    const out = emptyFor(node);
    const { first, step } = groups(node.attrs, shape);
    const run = () => {
      for (let i = 0; i < out.length; i++) {
        let result = start2;
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
      for (let start2 = 0; start2 < out.length; start2 += n) {
        const row = data.subarray(start2, start2 + n);
        const isLater = (x, y) => Number(x > y || Number.isNaN(x) && !Number.isNaN(y));
        const order = Array.from(row.keys()).sort(
          (i, j) => isLater(row[i], row[j]) - isLater(row[j], row[i])
        );
        out.set(order, start2);
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
          const start2 = atX[matrix] + row * inner;
          for (let column = 0; column < columns; column++) {
            let total = 0;
            let at = atY[matrix] + column;
            for (let k = 0; k < inner; k++, at += columns) total += x[start2 + k] * y[at];
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
    const offset = node.attrs.reduce((sum, [start2], axis) => sum + start2 * strides[axis], 0);
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
    const rowOf2 = (i) => {
      const asked = Math.trunc(ids.data[i]);
      const row = asked < 0 ? asked + rows : asked;
      if (row >= 0 && row < rows) return row;
      throw new RangeError(`There is no row ${asked}: the table has the rows 0 to ${rows - 1}.`);
    };
    const run = () => {
      for (let i = 0; i < ids.data.length; i++) {
        const from = rowOf2(i) * width;
        for (let k = 0; k < width; k++) out[i * width + k] = table.data[from + k];
      }
    };
    const cells = (index) => [
      { id: table.id, index: rowOf2(Math.floor(index / width)) * width + index % width }
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
    const near = Math.max(1e-12 * Math.max(Math.abs(digits2), Math.abs(x)), 1e-15);
    return Math.abs(digits2 - x) <= near ? "=" : "≈";
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
    root.addEventListener("keydown", (event) => pressed(figure, event));
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
  function pressed(figure, event) {
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
    const [start2, end, side] = placeOf2(here);
    let least = Infinity;
    let found;
    for (const other of others) {
      const [first, last, beside] = placeOf2(other);
      const ahead = across + down > 0 ? first - end : start2 - last;
      const far = ahead + Math.abs(beside - side);
      if (ahead < -SLACK || far >= least) continue;
      [least, found] = [far, other];
    }
    return found;
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
      const words = row.replace(/,$/, "").split(between).map((word) => word.trim());
      return words[0] ? words : words.slice(1);
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
    on("keydown", (field, event) => pressed2(figure, field, event));
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
  function pressed2(figure, field, event) {
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

  // helpers/live/static/setting.js
  var setting = { work: "", layer: "matrix", store: "live-figures" };
  function configure(told) {
    Object.assign(setting, told);
  }
  function readSetting() {
    const head = document.querySelector('meta[name="live-figures"]')?.getAttribute("content");
    if (head) configure(JSON.parse(head));
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

  // helpers/live/static/tokens.js
  function readTokens({ vocabulary, max, padded }, text) {
    const words = visible(text).normalize("NFC").split(/\s+/).filter(Boolean);
    if (!words.length) return { problem: "Type at least one word." };
    if (words.length > max) {
      return { problem: `These are ${words.length} tokens; this figure takes at most ${max}.` };
    }
    const ids = [];
    for (const word of words) {
      const id = findToken(vocabulary, word);
      if (id < 0) return { problem: unknownWord(vocabulary, word) };
      ids.push(id);
    }
    while (padded && ids.length < max) {
      ids.push(-1);
      words.push(FILLER);
    }
    return { ids, words };
  }
  function findToken(vocabulary, word) {
    const exact = vocabulary.indexOf(word);
    if (exact >= 0) return exact;
    return vocabulary.findIndex((token) => token.toLowerCase() === word.toLowerCase());
  }
  function unknownWord(vocabulary, word) {
    const near = vocabulary.map((token) => ({ token, far: distance(token.toLowerCase(), word.toLowerCase()) })).filter(
      ({ token, far }) => far <= Math.max(1, Math.ceil(Math.max(token.length, word.length) / 3))
    ).sort((a, b) => a.far - b.far).slice(0, 3).map(({ token }) => token);
    const hint = near.length ? `Did you mean ${near.join(" or ")}?` : `It knows: ${vocabulary.slice(0, 30).join(", ")}${vocabulary.length > 30 ? ", …" : ""}.`;
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
    const words = make("div", { class: "hm-marks" });
    const list = () => [
      ...vocabulary.map((word) => chip(word, () => take2(`${now()} ${word}`))),
      chip("take the last word back", () => take2(now().trim().split(/\s+/).slice(0, -1).join(" "))),
      chip("clear", () => take2(""))
    ];
    const box = make(
      "details",
      { class: "hm-compose", ontoggle: () => words.replaceChildren(...box.open ? list() : []) },
      make("summary", {}, `Tap a sentence together from the ${vocabulary.length} words it knows`),
      words
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
    const paint = described.heat ? () => paintHeat(figure.graph.value(id), cells, described) : null;
    return { element: framed(described, make("div", { class: "hm-tables" }, ...boxes)), paint };
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
  var FINE = 1e3;
  function sliderInput(figure, described) {
    const { low, high, log, marks, name } = described;
    const notches = described.whole ? high - low : FINE;
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
    const words = (tag, text, about) => make(tag, { ...about, lang: languageOf(lang, text) }, text);
    if (labels.length > MOST_RADIOS) {
      const options2 = labels.map((text, i) => words("option", text, { value: i }));
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
      (text, i) => make("label", { class: "hm-option" }, radios[i], words("span", text))
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
  function originOf(figure) {
    const mark2 = figure.root.querySelector(".hm-model[data-kinds]");
    if (!mark2) return null;
    const kinds = JSON.parse(mark2.dataset.kinds ?? "");
    const { by = "" } = mark2.dataset;
    const refresh = () => {
      const kind = stepOf(figure.run, by, kinds[kinds.length > 1 ? figure.state[by] : 0]);
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
  function stepOf(run, by, kind) {
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
    return node.op === "matmul" ? { op: "sum", parts: pairs(reached).map((pair) => ({ op: "product", parts: pair })) } : { op: node.op, parts: reached };
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
  function pairs(list) {
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
      const key = (words, change2, said) => button(words, act(change2), { "aria-label": said, tabindex: -1 });
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
      const words = this.named(id, index);
      const parts2 = [...this.figure.inputs.values(), ...this.figure.spec.show.flat()];
      const begins = ({ name }) => words === name || words.startsWith(`${name} `);
      const known = parts2.find((part) => part.symbol && begins(part));
      if (!known) return [inWords(words)];
      const [place, ...rest] = known.name.split(".");
      const before = rest.length ? `${inWords(place)}: ` : null;
      return [before, symbolOf(known.symbol), inWords(words.slice(known.name.length))];
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
    const words = (x) => Number.isFinite(x) ? x : String(x).replace("Infinity", "inf").toLowerCase();
    const arrays = arraysOf(figure).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map(words) }
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
  function sliced([start2, stop, step], length) {
    if (step === 1 && start2 === 0 && stop === length) return ":";
    const by = step === 1 ? "" : `:${step}`;
    return `${start2}:${stop === null ? "" : stop}${by}`;
  }

  // helpers/live/static/share.js
  var MARK = /(?:\?|%3f)(?=figure=)/i;
  function linkTo(figure) {
    const words = [`figure=${encodeURIComponent(figure.spec.name)}`];
    for (const part of figure.spec.inputs) {
      const value = figure.state[part.name];
      if (!part.variants && String(value) === String(part.value)) continue;
      words.push(
        `${encodeURIComponent(part.name)}=${encodeURIComponent(value).replaceAll("%2C", ",")}`
      );
    }
    const section = figure.root.closest("section[id]")?.id ?? figure.root.id;
    return `${location.href.split("#")[0]}#${section}?${words.join("&")}`;
  }
  function readHash(hash) {
    const mark2 = MARK.exec(hash);
    if (!mark2) return null;
    const values = new Map(new URLSearchParams(hash.slice(mark2.index + mark2[0].length)));
    const name = values.get("figure");
    values.delete("figure");
    return { anchor: hash.slice(1, mark2.index), name, values };
  }
  function stateFrom(figure, values) {
    const state = {};
    for (const [name, text] of values) {
      const part = figure.inputs.get(name);
      const value = part ? valueFrom(part, text) : null;
      if (value === null) return null;
      state[name] = value;
    }
    return { ...figure.start, ...state };
  }
  function valueFrom(part, text) {
    if (part.kind === "tokens") return readTokens(part, text).problem ? null : text;
    const words = text.split(",");
    const numbers = words.map((word) => readNumber(part, word).value);
    if (numbers.includes(void 0)) return null;
    if (part.labels) return words.length === 1 && numbers[0] in part.labels ? numbers[0] : null;
    return numbers.length === part.value.length ? numbers : null;
  }
  function followHash(figures, hash, isBack = false) {
    const asked = readHash(hash);
    if (!asked) return;
    const figure = figures.find((other) => other.spec.name === asked.name);
    const target = figure?.root ?? document.getElementById(asked.anchor);
    target?.scrollIntoView();
    if (!figure) return;
    const state = stateFrom(figure, asked.values);
    if (!state) {
      figure.tell("The link to this figure is damaged, so its numbers stay as they are.");
      return;
    }
    const { start: start2, state: own } = figure;
    const isOther = (values) => figure.namesThatDiffer(values).length > 0;
    if (isBack && figure.isRestored && isOther(state)) return;
    const isOwn = isOther(start2) && isOther(state);
    take(figure, state);
    if (!isOther(start2)) return;
    const back = (words, values) => button(words, () => {
      take(figure, values);
      figure.stop?.focus({ preventScroll: true });
    });
    const ways = [back("Back to the start", start2)];
    if (isOwn) ways.push(back("Back to yours", own));
    figure.tell("Shared state, from the link. ", ...ways);
  }
  function take(figure, state) {
    figure.edit(state);
    figure.sync();
    figure.note("");
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
    const whose = (words) => ({ "aria-label": `${words}, ${figure.title}` });
    const own = (words, act) => button(words, act, whose(words));
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
  var KEYS = "Shift makes ↑ ↓ ten steps, Alt a tenth. Drag a number sideways, or paste a table. Ctrl+Z undoes.";
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
      make("p", { class: "hm-help" }, KEYS)
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
    const paint = () => {
      said.hidden = figure.isOff(described.when);
    };
    const ids = [described.when?.node[figure.number]];
    return { element: framed(described, said), paint, id: null, ids, last };
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

  // helpers/live/static/view-words.js
  function wordsFor({ vocabulary }, ids) {
    return Array.from(ids, (id) => vocabulary[id] ?? "");
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
      this.lines = rows.map(lineOf);
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
  function lineOf(items) {
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
  var MOST = 2 / 3;
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
      const Run = VIEWS.run;
      this.run = this.spec.run && Run ? new Run(this) : null;
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
      const words = this.wordsOf(named);
      return words.length === count ? words : null;
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
      if (this.held || many < FEW || many <= MOST * seen.length) return;
      this.strip.tell(this.whatChanged());
      this.settle();
      this.stage.wave(/* @__PURE__ */ new Set());
      this.stage.draw();
      if (this.isStill) return;
      this.stage.scene.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: FADE, easing: "ease-out" });
    }
    /** Show what the graph holds: what changed, or all of it; with new words, in new views. */
    repaint(changed = null, names = []) {
      const words = JSON.stringify(
        [...this.named].filter((name) => typeof name === "string").map((name) => this.wordsOf(name))
      );
      const isNew = words !== this.words;
      if (isNew) {
        this.words = words;
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

  // helpers/live/static/keep.js
  var BACK = "Your numbers from earlier in this session are here again. Reset takes them back.";
  function keepEdits(figures) {
    if (!setting.store || !figures.length) return;
    for (const figure of figures) bringBack(figure);
    const keep = () => figures.forEach(storeEdits);
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
  }
  function isComingBack() {
    const [arrival] = (
      /** @type {PerformanceNavigationTiming[]} */
      performance.getEntriesByType("navigation")
    );
    return arrival?.type === "reload" || arrival?.type === "back_forward";
  }
  function keptKey(figure) {
    return `${setting.store} ${location.pathname} ${figure.spec.name}`;
  }
  function storeEdits(figure) {
    const edits = editsOf(figure);
    const isLinked = readHash(location.hash)?.name === figure.spec.name;
    try {
      if (isLinked || Object.keys(edits).length) sessionStorage.setItem(keptKey(figure), JSON.stringify(edits));
      else sessionStorage.removeItem(keptKey(figure));
    } catch {
    }
  }
  function bringBack(figure) {
    const state = keptState(figure);
    figure.isRestored = state !== null;
    if (!state) return;
    const isChanged = figure.namesThatDiffer(state).length > 0;
    figure.adopt(state);
    if (isChanged) figure.note(BACK);
  }
  function keptState(figure) {
    try {
      const edits = JSON.parse(sessionStorage.getItem(keptKey(figure)) ?? "null");
      if (!edits) return null;
      const whole = /* @__PURE__ */ new Map();
      for (const [name, edit] of Object.entries(edits)) {
        const start2 = figure.start[name];
        whole.set(name, String(Array.isArray(start2) ? Object.assign([...start2], edit) : edit));
      }
      return stateFrom(figure, whole);
    } catch {
      return null;
    }
  }
  function editsOf({ start: start2, state }) {
    const edits = {};
    for (const [name, value] of Object.entries(state)) {
      if (!Array.isArray(value)) {
        if (value !== start2[name]) edits[name] = value;
        continue;
      }
      const changed = Object.entries(value).filter(([i, x]) => !Object.is(x, start2[name][i]));
      if (changed.length) edits[name] = Object.fromEntries(changed);
    }
    return edits;
  }

  // helpers/live/static/main.js
  function start() {
    const figures = bringAlive();
    keepEdits(figures);
    followLinks(figures);
  }
  function bringAlive() {
    readSetting();
    addViews();
    const found = [...document.querySelectorAll(".hm-figure")].filter((root) => !awake.has(root));
    const figures = found.map(awaken).filter(Boolean);
    for (const { stage } of figures) stage.watch();
    return figures;
  }
  function followLinks(figures) {
    followHash(figures, location.hash, isComingBack());
    if (figures.length) addEventListener("hashchange", () => followHash(figures, location.hash));
  }
  var awake = /* @__PURE__ */ new WeakSet();
  function awaken(root) {
    const script = root.querySelector(':scope > script[type="application/json"]');
    if (!script) return null;
    awake.add(root);
    for (const old of root.querySelectorAll(":scope > :is(.hm-live, .hm-failed)")) old.remove();
    try {
      const figure = new LiveFigure(root, JSON.parse(script.textContent));
      root.querySelector(":scope > .hm-static").after(figure.live);
      root.dataset.live = "";
      return figure;
    } catch (error) {
      root.dataset.live = "failed";
      const reason = error instanceof Error ? error.message : String(error);
      const note = `This figure could not come alive, so it shows its start state. (${reason})`;
      root.append(make("p", { class: "hm-failed", role: "status" }, note));
      return null;
    }
  }

  // helpers/live/static/page.js
  whenParsed(start);
})();
