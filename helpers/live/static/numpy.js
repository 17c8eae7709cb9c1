/**
 * The computation as a plain NumPy program: it runs without the page and gives the numbers on
 * show. Names and steps are those of the mathematics; unnamed steps stand inside the next one.
 */

import { decodeNumbers } from './graph.js';
import { setting } from './setting.js';

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
const PREFIX = { negative: '-', logical_not: '~' };
const TAKEN = [
  'np and as assert async await break class continue def del elif else except finally for from',
  'global if import in is lambda nonlocal not or pass print raise return try while with yield',
  'None True False',
];

/**
 * Write the program.
 *
 * @param {object} figure
 * @returns {string}
 */
export function programOf(figure) {
  const { graph, spec } = figure;
  const shownNames = [...new Set(spec.show.flat().flatMap(namesIn))];
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
    if (!targets.has(name)) continue;
    lines.push(
      `    print(${JSON.stringify(`${name} =`)}, ${writer.name(targets.get(name))}, sep="\\n")`,
    );
  }
  const title = spec.title ? `${spec.title} — ` : '';
  const work = setting.work ? ` of ${setting.work}` : '';
  return [`# ${title}written by the figure “${spec.name}”${work}`, ...lines, ''].join('\n');
}

function namesIn(part) {
  if (part.parts) return part.parts.map((one) => one.name).filter(Boolean);
  return part.node ? [part.name] : [];
}

class Writer {
  constructor(graph, needed, targets) {
    this.graph = graph;
    this.shown = new Map([...targets].map(([name, id]) => [id, name]));
    this.inputs = new Map(Object.entries(this.graph.inputs).map(([name, id]) => [id, name]));
    this.outputs = new Map(Object.entries(this.graph.outputs).map(([name, id]) => [id, name]));
    this.uses = new Map();
    for (const id of needed) {
      for (const i of this.graph.node(id).ins) this.uses.set(i, (this.uses.get(i) ?? 0) + 1);
    }
    this.names = new Map();
    this.taken = new Set(TAKEN.join(' ').split(' '));
  }

  /** Whether a value gets a line of its own. */
  stands(id) {
    const node = this.graph.node(id);
    if (node.op === 'const') return node.shape.length > 0;
    return (
      node.op === 'input' || Boolean(node.name) || this.outputs.has(id) || this.uses.get(id) > 1
    );
  }

  name(id) {
    if (!this.names.has(id)) {
      const { name, op } = this.graph.node(id);
      const wish = this.inputs.get(id) ?? this.shown.get(id) ?? this.outputs.get(id) ?? name ?? op;
      const plain = wish.replace(/[^\p{L}\p{N}_]/gu, '_').replace(/^(?=\d)/, '_');
      let free = plain;
      for (let n = 2; this.taken.has(free); n++) free = `${plain}_${n}`;
      this.taken.add(free);
      this.names.set(id, free);
    }
    return this.names.get(id);
  }

  line(id, isShown) {
    if (!isShown && !this.stands(id)) return [];
    const node = this.graph.node(id);
    const isGiven = node.op === 'input' || node.op === 'const';
    const text = isGiven ? this.literal(node) : this.formula(node);
    return [`${this.name(id)} = ${text}`];
  }

  literal(node) {
    const values = node.op === 'const' ? decodeNumbers(node.attrs) : this.graph.value(node.id);
    const list = [...values].map((x) => (node.boolean ? (x ? 'True' : 'False') : pythonNumber(x)));
    if (!node.shape.length) return `np.float64(${list[0]})`;
    return `np.array(${nested(list, node.shape)})`;
  }

  /** An operand: its name, or its formula in brackets. */
  part(id) {
    const node = this.graph.node(id);
    if (this.names.has(id)) return this.names.get(id);
    if (node.op === 'const') return pythonNumber(decodeNumbers(node.attrs)[0]);
    const text = this.formula(node);
    return /^[\w.]+(\([^()]*\)|\[[^[\]]*\])*$/.test(text) ? text : `(${text})`;
  }

  formula(node) {
    const { op, attrs, shape } = node;
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
        const axes = attrs.map((axis) => axis - from.length);
        const axis = axes.length === 1 ? axes[0] : `(${axes.join(', ')})`;
        return `${first}.${op}(axis=${axis}${shape.length === from.length ? ', keepdims=True' : ''})`;
      }
      case 'argmax':
        return `${first}.argmax(axis=${attrs[0] - from.length})`;
      case 'argsort':
        return `np.argsort(${first}, axis=-1, kind="stable")`;
      case 'reshape':
        return `${first}.reshape(${shape.join(', ') || '()'})`;
      case 'transpose':
        return transposed(first, attrs);
      case 'slice':
        return `${first}[${attrs.map((part, axis) => sliced(part, from[axis])).join(', ')}]`;
      case 'concatenate':
        return `np.concatenate([${parts.join(', ')}], axis=${attrs})`;
      case 'take':
        return `${first}[${parts[1]}.astype(int)]`;
      default:
        return `np.${op}(${parts.join(', ')})`;
    }
  }
}

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

function nested(list, shape) {
  if (!shape.length) return list[0];
  if (shape.length === 1) return `[${list.join(', ')}]`;
  const size = list.length / shape[0];
  const rows = Array.from({ length: shape[0] }, (_, i) =>
    nested(list.slice(i * size, (i + 1) * size), shape.slice(1)),
  );
  return `[\n    ${rows.join(',\n').replaceAll('\n', '\n    ')},\n]`;
}

function transposed(first, order) {
  const n = order.length;
  if (order.every((axis, i) => axis === i)) return first;
  if (n === 2) return `${first}.T`;
  const moved = order.flatMap((axis, i) => (axis === i ? [] : [i]));
  if (moved.length === 2) return `${first}.swapaxes(${moved[0] - n}, ${moved[1] - n})`;
  return `${first}.transpose(${order.join(', ')})`;
}

function sliced([start, stop, step], length) {
  if (step === 1 && start === 0 && stop === length) return ':';
  const by = step === 1 ? '' : `:${step}`;
  return `${start}:${stop === null ? '' : stop}${by}`;
}
