// @ts-check
/**
 * What lines of Python are worth: as `judge` of helpers/chapters/code.py says, with the same numbers
 * and the same sentences.
 *
 * @typedef {import('../../live/static/python.js').Value} Value
 * @typedef {import('../../live/static/syntax.js').Parser} Parser
 * @typedef {null | number | [kind: 'b' | 'i' | 'f', shape: number[], numbers: (number | string)[]]
 *   | {names: string[], items: any[]}} Packed a value as site/code.py writes it
 * @typedef {{v: string, name: string, head: string, uses: string, lines: string, easy: string[],
 *   transformer: string, cases: Record<string, Packed>[], expected: Packed[], slips: [lines: string, says: string][]}} Fact
 * @typedef {{value?: Value, error?: PythonError}} Outcome
 * @typedef {{kind: 'right' | 'slip' | 'wrong' | 'error' | 'empty' | 'beyond', says: string,
 *   line?: number}} Verdict
 */

import { array, Beyond, number, PythonError, refusal, startCounting } from '../../live/static/arrays.js';
import { arrayOf, isArr, Reader, Seq } from '../../live/static/python.js';
import { kit } from './kit.js';
import { functionText } from './lines.js';

const CLOSE = 1e-8;

/** @param {Packed} packed @returns {Value} */
export function unpack(packed) {
  if (packed === null) return null;
  if (typeof packed === 'number') return number(packed);
  if (Array.isArray(packed)) {
    const [kind, shape, numbers] = packed;
    return { ...array(shape, kit.decodeNumbers(numbers), kind), given: true };
  }
  return new Seq(packed.items.map(unpack), false, packed.names);
}

/**
 * Run a function on each set of numbers.
 *
 * @param {Parser} parser @param {Fact} fact @param {string} lines
 * @returns {(number: number) => Outcome} for the set of this number
 */
function runner(parser, fact, lines) {
  /** @type {PythonError | null} */
  let broken = null;
  /** @type {Reader | null} */
  let reader = null;
  try {
    startCounting();
    const before = new Reader(parser);
    before.run(fact.uses);
    reader = new Reader(parser, Object.fromEntries(before.scope));
    reader.run(functionText(fact, lines));
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    broken = error;
  }
  return (i) => {
    if (!reader || broken) return { error: broken ?? undefined };
    try {
      startCounting();
      return { value: reader.call(fact.name, Object.values(fact.cases[i]).map(unpack)) };
    } catch (error) {
      if (error instanceof PythonError) return { error };
      throw error;
    }
  };
}

/** @param {Parser} parser @param {Fact} fact @param {string} lines @returns {Verdict} */
export function judge(parser, fact, lines) {
  if (!lines.trim()) return { kind: 'empty', says: said(refusal('unwritten')) };
  const run = runner(parser, fact, lines);
  const before = functionText(fact, lines) === lines ? 0 : 1; // the first line is ours
  for (const [i, packed] of fact.expected.entries()) {
    const expected = unpack(packed);
    const came = run(i);
    const problem = problemOf(came, expected);
    if (!problem) continue;
    const { error } = came;
    const line = error?.line ? error.line - before : undefined;
    if (error instanceof Beyond) return { kind: 'beyond', says: problem, line };
    for (const [mistaken, says] of fact.slips) {
      const known = runner(parser, fact, mistaken);
      const first = fact.expected.findIndex((one, k) => problemOf(known(k), unpack(one)));
      if (first === i && isSame(known(i), came)) return { kind: 'slip', says, line };
    }
    const elsewhere = i ? ` ${said(refusal('elsewhere', fact.cases[i]))}` : '';
    const kind = error ? 'error' : came.value === null ? 'empty' : 'wrong';
    return { kind, says: kind === 'empty' ? problem : problem + elsewhere, line };
  }
  return { kind: 'right', says: '' };
}

/** @param {Outcome} came @param {Value} expected */
function problemOf({ value = null, error }, expected) {
  if (error) return said(error);
  if (value === null) return said(refusal('noReturn'));
  return differs(value, expected);
}

/** An error as Python says it, and what to try. @param {PythonError} error */
export function said({ kind, message, hint }) {
  const stop = hint && !/[.?!:]$/.test(message) ? '.' : '';
  return [kind && `${kind}:`, message + stop, hint].filter(Boolean).join(' ');
}

/** @param {Outcome} one @param {Outcome} other */
function isSame(one, other) {
  if (one.error || other.error) return one.error?.message === other.error?.message && one.error?.kind === other.error?.kind;
  return !differs(one.value ?? null, other.value ?? null);
}

/** @param {Value} found @param {Value} expected @returns {string} empty if it does not differ */
export function differs(found, expected) {
  if (expected instanceof Seq) {
    const { length } = expected.items;
    if (!(found instanceof Seq) || found.items.length !== length) return said(refusal('values', length));
    return found.items.map((one, i) => differs(one, expected.items[i])).find(Boolean) ?? '';
  }
  if (expected === null || found === null) return found === expected ? '' : said(refusal('nothing'));
  if (!isArr(expected)) return '';
  if (!isArr(found) && !(found instanceof Seq)) return said(refusal('noArray'));
  const is = arrayOf(found);
  if (String(is.shape) !== String(expected.shape)) return said(refusal('shape', is.shape, expected.shape));
  if (expected.kind === 'b' && is.kind !== 'b') return said(refusal('noMask'));
  const within = CLOSE * expected.data.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 1);
  const wrong = is.data.findIndex((x, i) => {
    const y = expected.data[i];
    return Number.isFinite(y) ? !(Math.abs(x - y) <= within) : !Object.is(x, y);
  });
  if (wrong < 0) return '';
  return said(refusal('differs', kit.placeOf(is.shape, wrong), kit.shown(is.data[wrong]), kit.shown(expected.data[wrong])));
}
