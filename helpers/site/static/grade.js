/** What an answer is worth. The facts to compare with come from Python; nothing is computed anew. */

import { parseNumber, shown, unwrapped } from '../../live/static/numbers.js';

/**
 * Read an answer: a number as in a figure, two of them with a stroke between, or per cent.
 *
 * @param {string} text
 * @param {boolean} [isWhole] whether the right answer is a whole number, so that 12,288 has one meaning
 * @returns {{value: number} | {problem: string}}
 */
export function readAnswer(text, isWhole = false) {
  const typed = unwrapped(text);
  const isShare = /[%％]$/.test(typed);
  const plain = isShare ? typed.replace(/\\?[%％]/, '') : typed;
  const parts = plain.split('/');
  const read = parts.length === 2 ? parts.map((part) => parseNumber(part)) : [parseNumber(plain, isWhole)];
  const bad = read.find(({ problem }) => problem);
  if (bad) return bad;
  const value = read[0].value / (read[1]?.value ?? 1) / (isShare ? 100 : 1);
  return Number.isFinite(value) ? { value } : { problem: 'Nothing can be divided by zero.' };
}

/**
 * Say what a number is in comparison with the right one.
 *
 * @param {number} x the reader's
 * @param {{answer: number, tolerance: number, near: [number, string][]}} fact
 * @returns {string} empty if it is right
 */
export function gradeNumber(x, { answer, tolerance, near }) {
  if (Math.abs(x - answer) <= tolerance) return '';
  const known = near.find(([value]) => Math.abs(x - value) <= tolerance);
  if (known) return known[1];
  if (answer) {
    const times = x / answer;
    const isTimes = (factor) => Math.abs(times / factor - 1) <= tolerance / Math.abs(answer);
    if (isTimes(-1)) return 'The size is right. Look at the sign.';
    if (isTimes(100) && Math.abs(answer) <= 1) {
      return 'This is the answer in per cent. Give it as a part of one, or add the sign %.';
    }
    if ([1e-3, 1e-2, 0.1, 10, 100, 1e3].some(isTimes)) {
      return 'The digits are right, but the power of ten is not.';
    }
    if (Math.abs(x * answer - 1) <= tolerance / Math.abs(answer)) {
      return 'That is the answer upside down: the division goes the other way round.';
    }
    if (Number.isInteger(answer) && Math.abs(x - answer) === 1) return 'Very near: off by one.';
    if (isTimes(2)) return 'That is twice the answer.';
    if (isTimes(0.5)) return 'That is half the answer.';
    if (Math.abs(times - 1) <= 0.02) return 'Close, but not exact enough. Round only at the end.';
    if (sorted(x) === sorted(answer)) return 'The right digits, but two have changed places.';
  }
  return x < answer ? 'Too small.' : 'Too large.';
}

function sorted(x) {
  return [...shown(x)].sort().join('');
}

/**
 * Say what a figure lacks to fulfil a task.
 *
 * @param {object} figure
 * @param {object} goal
 * @returns {string} empty if all holds
 */
export function gradeTask(figure, goal) {
  if (figure.frame) figure.refresh();
  let count = 0;
  for (const { name, label, labels } of figure.spec.inputs) {
    const [now, start] = [figure.state[name], figure.start[name]].map((value) => [value].flat());
    if (name in goal.chosen) {
      const wanted = goal.chosen[name];
      if (now[0] !== wanted) return `First set “${label ?? name}” to “${labels[wanted]}”.`;
      continue;
    }
    const changed = now.flatMap((x, i) => (x === start[i] ? [] : [i]));
    if (changed.some((i) => !goal.edits[name]?.includes(i))) {
      return `Something else has changed in ${label ?? name}. Undo it, or begin with Reset.`;
    }
    count += changed.length;
  }
  if (!count) return 'Nothing has been changed in the figure yet.';
  if (count > goal.most) {
    return `${count} numbers have changed; ${goal.most} will do. Undo, or begin with Reset.`;
  }
  for (const aim of goal.aims) {
    const is = valueAt(figure, aim.cell);
    const wanted = aim.other ? valueAt(figure, aim.other) : aim.than;
    if (!HOLDS[aim.be](is, wanted, aim.within)) return aim.says ?? notYet(aim, is, wanted);
  }
  return '';
}

const HOLDS = {
  above: (is, wanted) => is > wanted,
  below: (is, wanted) => is < wanted,
  near: (is, wanted, within) => Math.abs(is - wanted) <= within,
};

function valueAt(figure, { node, at }) {
  const id = node[figure.number];
  return id === null ? NaN : figure.graph.value(id)[at];
}

function notYet({ cell, other, be }, is, wanted) {
  const aim = `${be === 'near' ? '' : `${be} `}${other ? `${other.name}, ` : ''}${shown(wanted)}`;
  return `Not yet: ${cell.name} is ${shown(is)} and should be ${aim}.`;
}
