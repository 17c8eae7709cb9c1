/** What the reader can change: matrices, sliders, choices, switches, a sentence. */

import { button, languageOf, make, symbolOf } from './dom.js';
import { clearProblem, fieldFor, refreshField, writeField } from './fields.js';
import { framed, tablesOf } from './table.js';
import { tokenInput } from './tokens.js';
import { paintHeat } from './view-matrix.js';

/**
 * Build an input.
 *
 * @param {object} figure
 * @param {object} described
 * @returns {{element: HTMLElement, bind: () => void, paint: (() => void) | null,
 *   sync: () => void}} `bind` joins its cells to the graph in use, `sync` shows the state
 */
export function inputFor(figure, described) {
  return MAKERS[described.kind](figure, described);
}

function matrixInput(figure, described) {
  const fields = [];
  const cellFor = (index, name) => {
    fields[index] = fieldFor(figure, described, index, name, { tabindex: -1 });
    return fields[index];
  };
  const boxes = tablesOf(figure, described, described.shape, cellFor, { role: 'grid' });
  const { bind, sync } = bound(figure, described, fields);
  const presets = presetsOf(figure, described, sync);
  const element = framed(described, make('div', { class: 'hm-tables' }, ...boxes), presets.element);
  const hot = fields.map((field, index) => ({ element: field, index, heat: -1 }));
  return {
    element,
    bind,
    sync,
    paint: () => {
      if (described.heat) paintHeat(figure.state[described.name], hot, described);
      presets.follow();
    },
  };
}

/** Buttons that set all numbers of a vector at once. */
function presetsOf(figure, { name, marks, label }, sync) {
  if (!marks) return { element: null, follow: () => {} };
  const moves = marks.map(([text, values]) =>
    button(
      text,
      () => {
        figure.isExchange = true;
        figure.edit({ [name]: [...values] });
        sync();
      },
      { 'aria-label': `${label ?? name}: ${text}` },
    ),
  );
  const follow = () =>
    marks.forEach(([, values], i) => {
      const isSet = values.every((value, at) => value === figure.state[name][at]);
      moves[i].setAttribute('aria-pressed', String(isSet));
    });
  return { element: make('div', { class: 'hm-marks' }, ...moves), follow };
}

/** Join native inputs to the graph in use, and to the state. */
function bound(figure, described, elements) {
  const fields = elements.map((element) => figure.fields.get(element));
  const bind = () => {
    const id = figure.graph.inputs[described.name];
    if (id === undefined) return;
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
  const label = described.label ? make('span', { class: 'hm-word' }, ` ${described.label}`) : null;
  const said = make('div', { class: 'hm-control' }, symbolOf(described.symbol), label, field);
  return { element: framed(described, said), paint: null, ...bound(figure, described, [field]) };
}

const FINE = 1000; // notches of a slider, unless it stops at whole numbers only

function sliderInput(figure, described) {
  const { low, high, log, marks, name } = described;
  const notches = described.whole ? high - low : FINE;
  const said = described.label ?? name;
  const field = fieldFor(figure, described, 0, said);
  const share = log
    ? (x) => (x > 0 ? Math.log(x / low) / Math.log(high / low) : 0)
    : (x) => (x - low) / (high - low);
  const at = log ? (s) => low * (high / low) ** s : (s) => low + s * (high - low);
  let group = {};
  const take = (value, edits) => {
    figure.setNumber(name, 0, value, edits);
    sync(); // a refused text beside the slider leaves
  };
  const range = make('input', {
    type: 'range',
    class: 'hm-range',
    min: 0,
    max: notches,
    step: 1,
    'aria-label': `${said}, slider`,
    oninput: () => take(rounded(at(range.value / notches)), group),
    onchange: () => {
      group = {};
    },
    onpointerdown: () => figure.hold(),
  });
  const moves = (marks ?? []).map(([text, value]) =>
    button(text, () => take(value, {}), { 'aria-label': `${said} ${text}` }),
  );
  const label = described.label ? make('span', { class: 'hm-word' }, ` ${described.label}`) : null;
  const line = make(
    'div',
    { class: 'hm-control' },
    symbolOf(described.symbol),
    label,
    field,
    range,
    moves.length ? make('span', { class: 'hm-marks' }, ...moves) : null,
  );
  const follow = () => {
    const [value] = figure.state[name];
    range.value = String(Math.round(notches * share(value)));
    range.setAttribute('aria-valuetext', String(rounded(value)));
    marks?.forEach(([, mark], i) => {
      moves[i].setAttribute('aria-pressed', String(Math.abs(mark - value) <= 1e-9 * Math.abs(mark)));
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

let choices = 0;
const MOST_RADIOS = 5;

function choiceInput(figure, described) {
  const { name, labels, lang } = described;
  const legend = described.label ?? symbolOf(described.symbol);
  const take = (i) => figure.edit({ [name]: i });
  const words = (tag, text, about) => make(tag, { ...about, lang: languageOf(lang, text) }, text);
  if (labels.length > MOST_RADIOS) {
    const options = labels.map((text, i) => words('option', text, { value: i }));
    const list = make('select', { class: 'hm-select', onchange: () => take(Number(list.value)) }, ...options);
    const said = make('label', { class: 'hm-choice' }, make('b', {}, legend), list);
    const sync = () => {
      list.value = String(figure.state[name]);
    };
    return { element: framed(described, said), bind: () => {}, sync, paint: null };
  }
  choices += 1;
  const group = `hm-choice-${choices}`;
  const radios = labels.map((_, i) =>
    make('input', { type: 'radio', name: group, value: i, onchange: () => take(i) }),
  );
  const options = labels.map((text, i) =>
    make('label', { class: 'hm-option' }, radios[i], words('span', text)),
  );
  const set = make('fieldset', { class: 'hm-choice' }, make('legend', {}, legend), ...options);
  const sync = () => {
    radios[figure.state[name]].checked = true;
  };
  return { element: framed(described, set), bind: () => {}, sync, paint: null };
}

function switchInput(figure, described) {
  const { name, label } = described;
  const box = make('input', {
    type: 'checkbox',
    role: 'switch',
    onchange: () => figure.edit({ [name]: Number(box.checked) }),
  });
  const element = framed(described, make('label', { class: 'hm-switch' }, box, label));
  const sync = () => {
    box.checked = figure.state[name] === 1;
  };
  return { element, bind: () => {}, sync, paint: null };
}

const MAKERS = {
  matrix: matrixInput,
  vector: matrixInput,
  number: numberInput,
  slider: sliderInput,
  choice: choiceInput,
  switch: switchInput,
  tokens: tokenInput,
};

/** Take back every refusal, as undo and reset do. */
export function clearProblems(figure) {
  for (const field of figure.fields.values()) if (field.bad) clearProblem(figure, field);
}
