/**
 * Typing, stepping, dragging and pasting numbers. Every number that can be changed is one native
 * input; this module listens once for all of a figure.
 *
 * A number is changed while it is being edited, which begins when something is typed into it, at a
 * click or tap, and with Enter or F2. Then ↑ ↓ change it by one step (Shift: ten, Alt: a tenth),
 * Enter keeps it, Escape gives the former one back. Until then the keys go from number to number.
 *
 * @typedef {{element: HTMLInputElement, name: string, index: number, said: string,
 *   bad: boolean, group: object, start: number}} Field
 */

import { make } from './dom.js';
import { tellKeys } from './keys.js';
import { allowed, readNumber, tidy } from './numbers.js';
import { pasteTable } from './paste.js';

const DRAG_STARTS = 4; // pixels
const DRAG_STEP = 7; // pixels for one step

/**
 * Make the native input for one number of an input.
 *
 * @param {object} figure
 * @param {object} described the input
 * @param {number} index
 * @param {string} said its accessible name
 * @param {Record<string, any>} [attributes]
 * @returns {HTMLInputElement}
 */
export function fieldFor(figure, described, index, said, attributes = {}) {
  const element = make('input', {
    type: 'text',
    inputmode: 'decimal',
    autocomplete: 'off',
    spellcheck: 'false',
    class: 'hm-field',
    'aria-label': said,
    'data-input': described.name,
    'data-index': index,
    'aria-describedby': figure.keys.id,
    ...attributes,
  });
  const { name } = described;
  const field = { element, name, index, said, bad: false, group: {}, start: 0 };
  figure.fields.set(element, field);
  if (!figure.fieldsOf.has(name)) figure.fieldsOf.set(name, []);
  figure.fieldsOf.get(name)[index] = field;
  return element;
}

/**
 * What a field shows while nobody types in it; a refused text stays until it is mended.
 *
 * @param {Field} field
 * @param {string} text
 */
export function writeField(field, text) {
  if (field.bad || document.activeElement === field.element) return;
  field.element.value = text;
}

/** Show an exact number in a field, whoever is typing. @param {object} figure @param {Field} field */
export function refreshField(figure, field) {
  writeLater();
  clearProblem(figure, field);
  const exact = String(figure.state[field.name][field.index]);
  const cell = figure.cells.byElement.get(field.element);
  field.element.value = document.activeElement === field.element ? exact : (cell?.text ?? exact);
}

/**
 * Listen to all number fields of a figure.
 *
 * @param {object} figure
 * @param {HTMLElement} root
 */
export function listenToFields(figure, root) {
  const on = (type, act, options) =>
    root.addEventListener(
      type,
      (event) => {
        const field = figure.fields.get(event.target);
        if (field) act(field, event);
      },
      options,
    );
  on('focusin', (field) => {
    begin(figure, field, false);
    if (!field.bad) field.element.value = String(field.start);
    field.element.select();
  });
  on('focusout', (field) => {
    field.element.classList.remove('hm-editing');
    commit(figure, field);
    if (field.bad) return;
    const cell = figure.cells.byElement.get(field.element);
    if (cell?.text !== undefined) field.element.value = cell.text;
  });
  on('click', (field) => {
    if (document.activeElement === field.element) begin(figure, field);
  });
  on('input', (field) => {
    begin(figure, field);
    const { value } = readNumber(figure.inputs.get(field.name), field.element.value);
    if (value === undefined) return;
    clearProblem(figure, field);
    figure.setNumber(field.name, field.index, value, field.group);
  });
  on('keydown', (field, event) => pressed(figure, field, event));
  on('paste', (field, event) => {
    const text = event.clipboardData?.getData('text') ?? '';
    const outcome = pasteTable(figure, field, text);
    if (outcome === null) return; // a single number: the field itself takes it
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
  const isShort = field.element.value === cell?.text; // untouched
  if (problem && !isShort) {
    // what was typed on the way to it, such as the 1e30 of 1e309, is no number of the reader's
    figure.setNumber(field.name, field.index, field.start, field.group);
    showProblem(figure, field, problem);
    return;
  }
  clearProblem(figure, field);
  if (!isShort) figure.setNumber(field.name, field.index, value, field.group);
}

/** Whether a number is being edited, so that the keys belong to it. @param {Field} field */
function isEdited(field) {
  return field.element.classList.contains('hm-editing');
}

/** Begin to edit a number, or leave off and stay at it. @param {object} figure @param {Field} field */
function begin(figure, field, isOn = true) {
  const { element } = field;
  if (!isOn || !isEdited(field)) {
    field.group = {};
    field.start = figure.state[field.name][field.index];
  }
  element.classList.toggle('hm-editing', isOn);
  tellKeys(figure, element);
}

function pressed(figure, field, event) {
  const { key } = event;
  if (event.isComposing) return; // the keys work in the list of an input method
  if (!key.startsWith('Arrow')) writeLater();
  if (isEdited(field)) {
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
      nudge(figure, field, key === 'ArrowUp' ? size : -size);
    } else if (key === 'Enter' || key === 'Escape') {
      if (key === 'Enter') commit(figure, field);
      else restore(figure, field);
      if (!field.bad) begin(figure, field, false);
      field.element.select();
    } else {
      return;
    }
  } else if (key === 'F2' || key === 'Enter') {
    begin(figure, field);
  } else if (key === 'Escape' && field.bad) {
    restore(figure, field);
  } else {
    return;
  }
  event.preventDefault();
}

/** Give the number back that stood in a field before it was edited. */
function restore(figure, field) {
  figure.setNumber(field.name, field.index, field.start, field.group);
  clearProblem(figure, field);
  field.element.value = String(field.start);
}

/**
 * Change a number by steps.
 *
 * @param {object} figure
 * @param {Field} field
 * @param {number} steps
 */
export function nudge(figure, field, steps) {
  const { step } = figure.inputs.get(field.name);
  change(figure, field, tidy(figure.state[field.name][field.index] + steps * step), field.group);
}

/**
 * Turn the sign of a number, for phones whose keypad has no minus.
 *
 * @param {object} figure
 * @param {Field} field
 */
export function turnSign(figure, field) {
  change(figure, field, 0 - figure.state[field.name][field.index], field.group);
}

function change(figure, field, value, group) {
  if (!Number.isFinite(value)) {
    showProblem(figure, field, 'That would be too large; the limit is about 1.8e308.');
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

/** @type {Map<Field, string>} texts that their fields get with the next frame */
const later = new Map();

/**
 * Write what waits. A browser lays the page out when a script writes where the reader is typing:
 * last in a frame, when all else is written, that is the only layout of an edit.
 */
export function writeLater() {
  for (const [{ element }, text] of later) element.value = text;
  later.clear();
}

/**
 * Refuse what stands in a field, and say why.
 *
 * @param {object} figure
 * @param {Field} field
 * @param {string} sentence
 */
export function showProblem(figure, field, sentence) {
  field.bad = true;
  field.element.setAttribute('aria-invalid', 'true');
  field.element.setAttribute('aria-describedby', `${figure.strip.warning.id} ${figure.keys.id}`);
  figure.refuse(field, `${field.said}: ${sentence}`);
}

/** Take a refusal back. @param {object} figure @param {Field} field */
export function clearProblem(figure, field) {
  if (!field.bad) return;
  field.bad = false;
  field.element.removeAttribute('aria-invalid');
  field.element.setAttribute('aria-describedby', figure.keys.id);
  figure.refuse(field, '');
}

/** Drag a number sideways to change it; up and down still scrolls the page. */
function listenToDrags(figure, root) {
  let drag = null;
  root.addEventListener('pointerdown', (event) => {
    const field = figure.fields.get(event.target);
    if (!field || event.button !== 0) return;
    const isHere = document.activeElement === field.element;
    const isMouse = event.pointerType === 'mouse';
    // a mouse marks digits where they are edited; a finger scrolls a wide matrix, until it has tapped
    if (isMouse ? isHere && isEdited(field) : !isHere && field.element.closest('.hm-scrolls')) return;
    const value = figure.state[field.name][field.index];
    field.element.setPointerCapture(event.pointerId); // or a release elsewhere would be missed
    drag = { field, x: event.clientX, y: event.clientY, value, isOn: false, steps: 0 };
  });
  root.addEventListener('mousedown', (event) => {
    if (drag && drag.field.element === event.target) event.preventDefault();
  });
  root.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const dx = event.clientX - drag.x;
    if (!drag.isOn) {
      if (Math.abs(dx) < DRAG_STARTS || Math.abs(dx) < Math.abs(event.clientY - drag.y)) return;
      drag.isOn = true;
      drag.group = {};
      root.classList.add('hm-dragging');
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
    root.classList.remove('hm-dragging');
    if (isOn) commit(figure, field);
    else if (event.type === 'pointerup' && event.pointerType === 'mouse') field.element.focus();
  };
  root.addEventListener('pointerup', end);
  root.addEventListener('pointercancel', end);
}
