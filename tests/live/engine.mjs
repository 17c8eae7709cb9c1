// The other end of `Engine` in engine.py: reads a request a line, answers a line.
import { createInterface } from 'node:readline';
import vm from 'node:vm';

import { parser } from '@lezer/python';

import './lent.mjs';
import * as arrays from '../../helpers/live/static/arrays.js';
import * as drawing from '../../helpers/live/static/drawing.js';
import { complete } from '../../helpers/live/static/further.js';
import * as explain from '../../helpers/live/static/explain.js';
import * as graphs from '../../helpers/live/static/graph.js';
import * as numbers from '../../helpers/live/static/numbers.js';
import * as pulling from '../../helpers/live/static/pull.js';
import * as paste from '../../helpers/live/static/paste.js';
import * as python from '../../helpers/live/static/python.js';
import * as tokens from '../../helpers/live/static/tokens.js';
import * as grade from '../../helpers/site/static/grade.js';
import * as judge from '../../helpers/site/static/judge.js';

arrays.computeWith(graphs);

const built = [];

const encode = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
const decode = (text) => new Float64Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
const textOf = (graph, id, index, notation) =>
  explain.textOf(explain.arithmetic(graph, id, index, notation));
const eachCell = (graph, id, f) => Array.from(graph.value(id), (_, index) => f(id, index));

/** What Python code gives, as plain data: kind, shape and numbers of an array, a list of a tuple. */
const plain = (value) => {
  if (value instanceof python.Seq) return { items: value.items.map(plain), isList: value.isList };
  return python.isArr(value) ? [value.kind, value.shape, encode(value.data), Boolean(value.plain)] : value;
};
const refusal = ({ kind, message, hint, line }) => ({ kind, message, hint, line });

let isComplete = false;

/** As a page does: what lines want and is not there is brought, and they begin again. */
const completed = (act) => (given) => {
  try {
    return act(given);
  } catch (error) {
    if (!(error instanceof arrays.Wanting)) throw error;
    complete(python.LENT);
    isComplete = true;
    return act(given);
  }
};

const calls = {
  python: completed(({ text, names = {} }) => {
    arrays.startCounting();
    const given = Object.entries(names).map(([name, value]) => [name, judge.unpack(value)]);
    try {
      return { value: plain(new python.Reader(parser, Object.fromEntries(given)).run(text) ?? null) };
    } catch (error) {
      if (error instanceof arrays.PythonError) return { refused: refusal(error), beyond: error instanceof arrays.Beyond };
      throw error;
    }
  }),
  judge: completed(({ fact, lines }) => judge.judge(parser, fact, lines)),
  wanted: () => isComplete,
  build: ({ packed, values }) => built.push(graphs.createGraph(packed, values)) - 1,
  set: ({ graph, values }) =>
    Object.entries(values).map(([name, list]) => built[graph].set(name, decode(list))),
  run: ({ graph }) => [...built[graph].run()],
  all: ({ graph }) => built[graph].nodes.map(({ id }) => encode(built[graph].value(id))),
  outputs: ({ graph }) =>
    Object.fromEntries(
      Object.entries(built[graph].outputs).map(([name, id]) => [name, encode(built[graph].value(id))]),
    ),
  node: ({ graph, id }) => built[graph].node(id),
  find: ({ graph, name }) => {
    const { outputs, nodes } = built[graph];
    const found = Object.hasOwn(outputs, name) ? outputs[name] : nodes.findLast((n) => n.name === name)?.id;
    return found ?? null;
  },
  downstream: ({ graph, name }) => {
    const { inputs, nodes } = built[graph];
    const reached = new Set([inputs[name]]);
    for (const { id, ins } of nodes) if (ins.some((i) => reached.has(i))) reached.add(id);
    return [...reached];
  },
  shownCells: ({ graph }) =>
    built[graph].nodes.map(({ id }) => Array.from(built[graph].value(id), (x) => numbers.shown(x))),
  operands: ({ graph }) =>
    built[graph].nodes.map((node) =>
      eachCell(built[graph], node.id, (id, index) =>
        built[graph].cells(id, index).map((cell) => [cell.id, cell.index]),
      ),
    ),
  wayTo: ({ graph, id, index }) =>
    [...explain.wayTo(built[graph], { id, index })].map(([at, entries]) => [at, [...entries]]),
  arithmetic: ({ graph, ids, notation }) =>
    ids.map((node) => eachCell(built[graph], node, (id, index) => textOf(built[graph], id, index, notation))),
  parts: ({ graph, ids }) =>
    ids.map((node) => eachCell(built[graph], node, (id, index) => explain.arithmetic(built[graph], id, index))),
  explained: ({ graph, cells, shown }) => {
    const isShown = (id) => shown.includes(id);
    return cells.map(([id, index]) =>
      explain.arithmetic(built[graph], id, index, 'rich', isShown),
    );
  },
  near: ({ list }) => list.map(drawing.near),
  shown: ({ list, decimals }) => Array.from(decode(list), (x) => numbers.shown(x, decimals)),
  relation: ({ list, decimals }) => Array.from(decode(list), (x) => numbers.relation(x, decimals)),
  parse: ({ texts, whole }) => texts.map((text) => numbers.parseNumber(text, whole)),
  readNumber: ({ part, text }) => numbers.readNumber(part, text),
  readTable: ({ text }) => paste.readTable(text),
  readTokens: ({ described, text }) => tokens.readTokens(described, text),
  grade: ({ x, fact }) => grade.gradeNumber(x, fact),
  readAnswer: ({ text, whole }) => grade.readAnswer(text, whole),
  gradeTask: ({ figure, goal, values }) =>
    grade.gradeTask({ ...figure, graph: { value: (id) => values[id] } }, goal),
  pull: ({ graph, of, by, place, goal, ends }) => {
    const { set, run, value, inputs, outputs } = built[graph];
    const id = outputs[of];
    set(`∂${of}`, Array.from(value(id), (_, i) => Number(i === place)));
    const look = (x) => {
      set(by, x);
      run();
      const slopes = outputs[`∂${by}`];
      const g = slopes === undefined ? x.map(() => 0) : value(slopes).slice();
      return pulling.bend(value(id)[place], g, ends ?? undefined);
    };
    const start = value(inputs[by]).slice();
    const bent = pulling.bend(goal, start, ends ?? undefined).y;
    const free = start.map(() => Infinity);
    const { x, how } = pulling.solve(look, start, bent, free.map((end) => -end), free);
    return { x: Array.from(x), how };
  },
  places: ({ shape, index }) => {
    const place = graphs.placeOf(shape, index);
    return [place, graphs.indexOf(shape, place)];
  },
  script: ({ text, read }) => {
    const context = vm.createContext({ document: { readyState: 'complete' } });
    vm.runInContext(text, context);
    return vm.runInContext(read, context);
  },
  module: async ({ text, read }) => {
    const url = `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
    return (await import(url)).default[read]();
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, ...given } = JSON.parse(line);
  let answer;
  try {
    answer = { result: await calls[call](given) };
  } catch (error) {
    answer = { error: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
