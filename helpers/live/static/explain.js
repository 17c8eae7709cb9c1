/**
 * Where a number comes from: explain.py and arithmetic.py for the
 * browser. A test holds the texts together, cell by cell.
 *
 * A cell's expression is expanded until it reaches values that have a name of their own, that
 * cross the border of a function, or that are inputs. A figure says which values it shows; what it
 * does not show is expanded too while that stays short, so that the reader sees A made of S and not
 * of a helper's inner steps.
 *
 * @typedef {import('./graph.js').Cell} Cell
 * @typedef {{value: number, constant: boolean, id: number, index: number}} Quantity
 * @typedef {{op: string, parts: Tree[]}} Apply
 * @typedef {Quantity | Apply} Tree
 * @typedef {{kind: 'number' | 'operator' | 'sup-open' | 'sup-close', text: string,
 *   mantissa?: string, exponent?: string | null, constant?: boolean,
 *   id?: number, index?: number}} Part
 */

import { MOVES } from './graph.js';
import { relation, shown, split } from './numbers.js';

const MOST_TERMS = 12;
const MOST_READ = 2000; // operands: a way back through six blocks has more than anybody could wait for
const MOST_DEPTH = 3; // hidden values that are opened one inside the other
/** Written with brackets or a sign of their own, so they need none inside a product. */
const BARE = new Set(['exp', 'sqrt', 'square', 'max', 'maximum']);
const LEAVES = new Set(['input', 'const']);
const always = () => true;

/**
 * Walk back through pure moves to where the number was made.
 *
 * @param {object} graph
 * @param {number} id
 * @param {number} index
 * @returns {Cell}
 */
export function origin(graph, id, index) {
  let cell = { id, index };
  while (MOVES.has(graph.node(cell.id).op)) [cell] = graph.cells(cell.id, cell.index);
  return cell;
}

/**
 * List all that one cell is made of: of each value on the way to it, the entries that it needs, in
 * the order in which they are reached on the way back.
 *
 * @param {object} graph
 * @param {Cell} cell
 * @returns {Map<number, Set<number>>} by node; the order of nodes is that of the mathematics
 */
export function wayTo(graph, { id, index }) {
  const needed = new Map([[id, new Set([index])]]);
  for (let at = id; at >= 0; at--) {
    for (const entry of needed.get(at) ?? []) {
      for (const cell of graph.cells(at, entry)) {
        if (!needed.has(cell.id)) needed.set(cell.id, new Set());
        needed.get(cell.id).add(cell.index);
      }
    }
  }
  return new Map([...needed].sort(([one], [other]) => one - other));
}

/**
 * Give the expression behind a cell, one step deep; moves are walked back first.
 *
 * @param {object} graph
 * @param {number} id
 * @param {number} index
 * @param {(id: number) => boolean} [isShown] whether a value stands where the reader can see it
 * @returns {Tree}
 */
export function expression(graph, id, index, isShown = always) {
  const about = { graph, border: borderOf(graph), isShown, depth: MOST_DEPTH, read: [] };
  return expand(about, origin(graph, id, index));
}

/**
 * Write out one cell: expression, "=" or "≈", value.
 *
 * @param {object} graph
 * @param {number} id
 * @param {number} index
 * @param {'plain' | 'rich'} [notation]
 * @param {(id: number) => boolean} [isShown]
 * @returns {Part[]}
 */
export function arithmetic(graph, id, index, notation = 'rich', isShown = always) {
  const cell = origin(graph, id, index);
  const value = graph.value(id)[index];
  return [
    ...parts(expression(graph, id, index, isShown), notation),
    signPart(` ${relation(value)} `),
    numberPart({ value, constant: false, ...cell }),
  ];
}

/**
 * Write an expression as plain text.
 *
 * @param {Tree} tree
 * @param {'plain' | 'rich'} [notation]
 * @returns {string}
 */
export function write(tree, notation = 'plain') {
  return textOf(parts(tree, notation));
}

/** @param {Part[]} list @returns {string} */
export function textOf(list) {
  return list.map((part) => part.text).join('');
}

/**
 * Write an expression as a flat list of parts, so that a view can make a button of each number.
 *
 * A number that has a power of ten carries its `mantissa` and `exponent` apart. In the rich
 * notation, what stands between `sup-open` and `sup-close` is raised: e² instead of exp(2).
 *
 * @param {Tree} tree
 * @param {'plain' | 'rich'} [notation]
 * @returns {Part[]}
 */
export function parts(tree, notation = 'rich') {
  if (!('op' in tree)) return [numberPart(tree)];
  const writer = WRITERS[tree.op] ?? ((list, rich) => writeNamed(tree.op, list, rich));
  return writer(tree.parts, notation);
}

const borders = new WeakMap();

/** The nodes that enter or leave a function of the mathematics. */
function borderOf(graph) {
  if (!borders.has(graph)) {
    const inner = graph.scopes.slice(1);
    borders.set(
      graph,
      new Set(inner.flatMap((scope) => [...Object.values(scope.arguments), scope.results]).flat()),
    );
  }
  return borders.get(graph);
}

/** @returns {Tree} */
function expand(about, { id, index }) {
  const { graph } = about;
  const node = graph.node(id);
  if (LEAVES.has(node.op)) return quantity(graph, { id, index });
  if (node.op === 'where') {
    const taken = branchOf(graph, { id, index });
    return expand(about, origin(graph, taken.id, taken.index));
  }
  const share = node.op === 'divide' && shareOfPowers(about, { id, index });
  if (share) return share;
  const cells = graph.cells(id, index);
  const opened = cells.map((cell) => reach(about, cell));
  const isLong = opened.reduce((sum, tree) => sum + countOf(tree), 0) > 2 * MOST_TERMS;
  const reached = isLong ? cells.map((cell) => reach({ ...about, depth: 0 }, cell)) : opened;
  return node.op === 'matmul'
    ? { op: 'sum', parts: pairs(reached).map((pair) => ({ op: 'product', parts: pair })) }
    : { op: node.op, parts: reached };
}

/** Follow a choice (np.where) to the branch that this cell took. @returns {Cell} */
function branchOf(graph, { id, index }) {
  const [condition, yes, no] = graph.cells(id, index);
  return graph.value(condition.id)[condition.index] === 0 ? no : yes;
}

/** Expand an operand, unless the eye should rest on it. */
function reach(about, { id, index }) {
  const { graph, border, isShown } = about;
  const node = graph.node(id);
  if (LEAVES.has(node.op) || about.read.push(id) > MOST_READ) return quantity(graph, { id, index });
  const isKnown = node.name || border.has(id);
  if (isKnown && isShown(id)) return quantity(graph, { id, index });
  const isInner = !node.name || !isShown(id);
  if (isInner && MOVES.has(node.op)) return reach(about, graph.cells(id, index)[0]);
  if (isInner && node.op === 'where') return reach(about, branchOf(graph, { id, index }));
  if (!isKnown) return expand(about, { id, index });
  const isLong = node.op === 'matmul' || graph.cells(id, index).length > MOST_TERMS;
  if (isLong || about.depth === 0) return quantity(graph, { id, index });
  const tree = expand({ ...about, depth: about.depth - 1 }, { id, index });
  return countOf(tree) > MOST_TERMS || hasSum(tree) ? quantity(graph, { id, index }) : tree;
}

/** How many numbers an expression has. @param {Tree} tree @returns {number} */
function countOf(tree) {
  return 'op' in tree ? tree.parts.reduce((sum, part) => sum + countOf(part), 0) : 1;
}

/** A hidden mean stays one number: written out wherever it is used, it would hide the rest. */
function hasSum(tree) {
  return 'op' in tree && (tree.op === 'sum' || tree.parts.some(hasSum));
}

/** Walk back through moves and choices. @returns {Cell} */
function settled(graph, cell) {
  const at = origin(graph, cell.id, cell.index);
  return graph.node(at.id).op === 'where' ? settled(graph, branchOf(graph, at)) : at;
}

/**
 * A power of e divided by the sum of such powers. What was subtracted in every exponent alike, so
 * that nothing overflows, cancels out and is left out. Null for any other division, and where the
 * powers or their sum are on show themselves.
 *
 * @returns {Tree | null}
 */
function shareOfPowers(about, { id, index }) {
  const { graph, isShown } = about;
  const [top, bottom] = graph.cells(id, index).map((cell) => settled(graph, cell));
  if (graph.node(top.id).op !== 'exp' || graph.node(bottom.id).op !== 'sum') return null;
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
  const [raised, ...all] = inner.map((tree) => ({ op: 'exp', parts: [tree] }));
  return { op: 'divide', parts: [raised, { op: 'sum', parts: all }] };
}

/** What a hidden difference was made of. @returns {{of: Cell, by: Cell} | null} */
function shiftOf({ graph, isShown }, cell) {
  const at = settled(graph, cell);
  if (graph.node(at.id).op !== 'subtract' || isShown(at.id)) return null;
  const [of, by] = graph.cells(at.id, at.index);
  return { of, by: settled(graph, by) };
}

/** @returns {Quantity} */
function quantity(graph, { id, index }) {
  return {
    value: graph.value(id)[index],
    constant: graph.node(id).op === 'const',
    id,
    index,
  };
}

function pairs(list) {
  return list.flatMap((left, i) => (i % 2 ? [] : [[left, list[i + 1]]]));
}

/** @returns {Part} */
function signPart(text) {
  return { kind: 'operator', text };
}

/** A constant that is the root of a whole number is written as one: √3. @returns {Part} */
function numberPart({ value, constant, id, index }) {
  const square = value * value;
  const whole = Math.round(square);
  const isRoot =
    constant &&
    1 < square &&
    square < 1e4 &&
    value !== Math.trunc(value) &&
    Math.abs(square - whole) <= 1e-12 * Math.max(square, whole);
  const root = isRoot ? '√' : '';
  const [mantissa, exponent] = split(isRoot ? whole : value);
  return {
    kind: 'number',
    text: root + shown(isRoot ? whole : value),
    mantissa: root + mantissa,
    exponent: exponent === null ? null : String(exponent).replace('-', '−'),
    constant,
    id,
    index,
  };
}

function bracket(list) {
  return [signPart('('), ...list, signPart(')')];
}

function raise(list, notation) {
  const [open, close] = [
    { kind: 'sup-open', text: '' },
    { kind: 'sup-close', text: '' },
  ];
  return notation === 'rich' ? [open, ...list, close] : list;
}

/** A part of a product, root or difference, in brackets where it needs them. */
function bracketIfNeeded(tree, notation) {
  const written = parts(tree, notation);
  const isFree = 'op' in tree ? BARE.has(tree.op) || !(tree.op in WRITERS) : !(tree.value < 0);
  return isFree ? written : bracket(written);
}

/** The first part of a sum or difference needs no brackets for its minus. */
function writeFirst(tree, notation) {
  return 'op' in tree ? bracketIfNeeded(tree, notation) : parts(tree, notation);
}

function joinParts(lists, between) {
  return lists.flatMap((list, i) => (i ? [signPart(between), ...list] : list));
}

function writeNamed(name, list, notation) {
  const inside = list.map((tree) => parts(tree, notation));
  return [signPart(name), ...bracket(joinParts(shortened(inside), ', '))];
}

function writeSum(list, notation) {
  return joinParts(shortened(list.map((tree) => bracketIfNeeded(tree, notation))), ' + ');
}

/** Leave out the middle of many parts. @param {Part[][]} written */
function shortened(written) {
  if (written.length <= MOST_TERMS) return written;
  return [...written.slice(0, 3), [signPart('…')], written.at(-1)];
}

function writeAdd([left, right], notation) {
  const isFlat = 'op' in left && (left.op === 'sum' || left.op === 'add');
  const first = isFlat ? parts(left, notation) : writeFirst(left, notation);
  return joinParts([first, bracketIfNeeded(right, notation)], ' + ');
}

function writeProduct(list, notation) {
  return joinParts(shortened(list.map((tree) => bracketIfNeeded(tree, notation))), ' × ');
}

function writePower([tree], notation) {
  const inside = parts(tree, notation);
  return notation === 'rich'
    ? [signPart('e'), ...raise(inside, notation)]
    : [signPart('exp'), ...bracket(inside)];
}

function writeRoot([tree], notation) {
  const inside = parts(tree, notation);
  return [signPart('√'), ...('op' in tree ? bracket(inside) : inside)];
}

function writeSquare([tree], notation) {
  const two = notation === 'rich' ? raise([signPart('2')], notation) : [signPart('²')];
  return [...bracketIfNeeded(tree, notation), ...two];
}

const WRITERS = {
  sum: writeSum,
  product: writeProduct,
  prod: writeProduct,
  multiply: writeProduct,
  subtract: ([left, right], notation) =>
    joinParts([writeFirst(left, notation), bracketIfNeeded(right, notation)], ' − '),
  add: writeAdd,
  divide: (list, notation) =>
    joinParts(
      list.map((tree) => bracketIfNeeded(tree, notation)),
      ' ÷ ',
    ),
  exp: writePower,
  negative: ([tree], notation) => [signPart('−'), ...bracketIfNeeded(tree, notation)],
  sqrt: writeRoot,
  square: writeSquare,
  max: (list, notation) => writeNamed('max', list, notation),
  maximum: (list, notation) => writeNamed('max', list, notation),
};
