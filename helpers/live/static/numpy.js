// @ts-check
/**
 * The computation as a plain NumPy program: it runs without the page and gives the numbers on
 * show. Names and steps are those of the mathematics; unnamed steps stand inside the next one.
 *
 * @typedef {import('./graph.js').Graph} Graph
 * @typedef {import('./graph.js').GraphNode} GraphNode
 * @typedef {import('./graph.js').Slice} Slice
 * @typedef {{name: string, node?: (number | null)[], parts?: Part[]}} Part one thing on show; its
 *   node in each graph
 */

import { decodeNumbers } from './graph.js';
import { setting } from './setting.js';

/** @type {Record<string, string>} */
const INFIX = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  power: '**',
  greater: '>',
  greater_equal: '>=',
  less: '<',
  less_equal: '<=',
  equal: '==',
  not_equal: '!=',
  logical_and: '&',
  logical_or: '|',
  matmul: '@',
  remainder: '%',
};
/** @type {Record<string, string>} */
const PREFIX = { negative: '-', logical_not: '~' };
const TAKEN = [
  'np and as assert async await break class continue def del elif else except finally for from',
  'global if import in is lambda nonlocal not or pass print raise return try while with yield',
  'None True False',
];

/**
 * Write the program.
 *
 * @param {{graph: Graph, number: number,
 *   spec: {name: string, title?: string, show: Part[][]}}} figure
 * @returns {string}
 */
export function programOf(figure) {
  const { graph, spec } = figure;
  const shownNames = [...new Set(spec.show.flat().flatMap(namesIn))];
  /** @type {Map<string, number>} */
  const targets = new Map();
  for (const part of spec.show.flat()) {
    for (const one of part.parts ?? [part]) {
      const id = one.node?.[figure.number];
      if (id !== null && id !== undefined) targets.set(one.name, id);
    }
  }
  const needed = new Set(targets.values());
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    if (needed.has(id)) graph.node(id).ins.forEach((i) => needed.add(i));
  }
  const writer = new Writer(graph, needed, targets);
  const lines = ['import numpy as np', ''];
  for (const { id } of graph.nodes) {
    if (needed.has(id)) lines.push(...writer.line(id, [...targets.values()].includes(id)));
  }
  lines.push('', 'with np.printoptions(precision=4, suppress=True):');
  for (const name of shownNames) {
    const id = targets.get(name);
    if (id === undefined) continue;
    lines.push(`    print(${JSON.stringify(`${name} =`)}, ${writer.name(id)}, sep="\\n")`);
  }
  const title = spec.title ? `${spec.title} — ` : '';
  const work = setting.work ? ` of ${setting.work}` : '';
  return [`# ${title}written by the figure “${spec.name}”${work}`, ...lines, ''].join('\n');
}

/** @param {Part} part @returns {string[]} */
function namesIn(part) {
  if (part.parts) return part.parts.map((one) => one.name).filter(Boolean);
  return part.node ? [part.name] : [];
}

class Writer {
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
    /** @type {Map<number, number>} how many nodes read one */
    this.uses = new Map();
    for (const id of needed) {
      for (const i of this.graph.node(id).ins) this.uses.set(i, (this.uses.get(i) ?? 0) + 1);
    }
    /** @type {Map<number, string>} */
    this.names = new Map();
    this.taken = new Set(TAKEN.join(' ').split(' '));
  }

  /** Whether a value gets a line of its own. @param {number} id */
  stands(id) {
    const node = this.graph.node(id);
    if (node.op === 'const') return node.shape.length > 0;
    return (
      node.op === 'input' ||
      Boolean(node.name) ||
      this.outputs.has(id) ||
      (this.uses.get(id) ?? 0) > 1
    );
  }

  /** @param {number} id */
  name(id) {
    const known = this.names.get(id);
    if (known) return known;
    const { name, op } = this.graph.node(id);
    const wish = this.inputs.get(id) ?? this.shown.get(id) ?? this.outputs.get(id) ?? name ?? op;
    const plain = wish.replace(/[^\p{L}\p{N}_]/gu, '_').replace(/^(?=\d)/, '_');
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
    const isGiven = node.op === 'input' || node.op === 'const';
    const text = isGiven ? this.literal(node) : this.formula(node);
    return [`${this.name(id)} = ${text}`];
  }

  /** @param {GraphNode} node */
  literal(node) {
    const values = node.op === 'const' ? constant(node) : this.graph.value(node.id);
    const list = [...values].map((x) => (node.boolean ? (x ? 'True' : 'False') : pythonNumber(x)));
    if (!node.shape.length) return `np.float64(${list[0]})`;
    return `np.array(${nested(list, node.shape)})`;
  }

  /** An operand: its name, or its formula in brackets. @param {number} id @returns {string} */
  part(id) {
    const node = this.graph.node(id);
    const known = this.names.get(id);
    if (known) return known;
    if (node.op === 'const') return pythonNumber(constant(node)[0]);
    const text = this.formula(node);
    return /^[\w.]+(\([^()]*\)|\[[^[\]]*\])*$/.test(text) ? text : `(${text})`;
  }

  /** @param {GraphNode} node @returns {string} */
  formula(node) {
    const { op, shape } = node;
    const parts = node.ins.map((id) => this.part(id));
    const [first] = parts;
    const from = this.graph.shape(node.ins[0]);
    if (op in INFIX) return `${first} ${INFIX[op]} ${parts[1]}`;
    if (op in PREFIX) return `${PREFIX[op]}${first}`;
    switch (op) {
      case 'sum':
      case 'prod':
      case 'max':
      case 'min': {
        const axes = axesOf(node).map((axis) => axis - from.length);
        const axis = axes.length === 1 ? axes[0] : `(${axes.join(', ')})`;
        return `${first}.${op}(axis=${axis}${shape.length === from.length ? ', keepdims=True' : ''})`;
      }
      case 'argmax':
        return `${first}.argmax(axis=${axesOf(node)[0] - from.length})`;
      case 'argsort':
        return `np.argsort(${first}, axis=-1, kind="stable")`;
      case 'reshape':
        return `${first}.reshape(${shape.join(', ') || '()'})`;
      case 'transpose':
        return transposed(first, axesOf(node));
      case 'slice':
        return `${first}[${slicesOf(node).map((part, axis) => sliced(part, from[axis])).join(', ')}]`;
      case 'concatenate':
        return `np.concatenate([${parts.join(', ')}], axis=${node.attrs})`;
      case 'take':
        return `${first}[${parts[1]}.astype(int)]`;
      default:
        return `np.${op}(${parts.join(', ')})`;
    }
  }
}

// what an operation carries besides its operands, as `graph.js` reads it

/** @param {GraphNode} node */
function constant({ attrs }) {
  return decodeNumbers(/** @type {(number | string)[]} */ (attrs));
}

/** @param {GraphNode} node */
function axesOf({ attrs }) {
  return /** @type {number[]} */ (attrs);
}

/** @param {GraphNode} node */
function slicesOf({ attrs }) {
  return /** @type {Slice[]} */ (attrs);
}

/** @param {number} x */
function pythonNumber(x) {
  if (Number.isNaN(x)) return 'np.nan';
  if (!Number.isFinite(x)) return x > 0 ? 'np.inf' : '-np.inf';
  const square = Math.round(x * x);
  if (!Number.isInteger(x) && square < 1e4 && Math.sqrt(square) === x) return `np.sqrt(${square})`;
  return Object.is(x, -0)
    ? '-0.0'
    : Number.isInteger(x) && Math.abs(x) < 1e21
      ? `${x}.0`
      : String(x);
}

/** @param {string[]} list @param {number[]} shape @returns {string} */
function nested(list, shape) {
  if (!shape.length) return list[0];
  if (shape.length === 1) return `[${list.join(', ')}]`;
  const size = list.length / shape[0];
  const rows = Array.from({ length: shape[0] }, (_, i) =>
    nested(list.slice(i * size, (i + 1) * size), shape.slice(1)),
  );
  return `[\n    ${rows.join(',\n').replaceAll('\n', '\n    ')},\n]`;
}

/** @param {string} first @param {number[]} order */
function transposed(first, order) {
  const n = order.length;
  if (order.every((axis, i) => axis === i)) return first;
  if (n === 2) return `${first}.T`;
  const moved = order.flatMap((axis, i) => (axis === i ? [] : [i]));
  if (moved.length === 2) return `${first}.swapaxes(${moved[0] - n}, ${moved[1] - n})`;
  return `${first}.transpose(${order.join(', ')})`;
}

/** @param {Slice} part @param {number} length */
function sliced([start, stop, step], length) {
  if (step === 1 && start === 0 && stop === length) return ':';
  const by = step === 1 ? '' : `:${step}`;
  return `${start}:${stop === null ? '' : stop}${by}`;
}
