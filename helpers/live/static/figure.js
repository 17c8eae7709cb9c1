/**
 * One live figure: the reader's state, the graph that it needs, and what shows the results. All
 * state belongs to the figure; figures on a page share nothing but code.
 */

import { watchBoxes } from './boxes.js';
import { Cells } from './cells.js';
import { make } from './dom.js';
import { listenToFields, writeLater } from './fields.js';
import { createGraph } from './graph.js';
import { History } from './history.js';
import { clearProblems, inputFor } from './inputs.js';
import { keepStop, listenToKeys } from './keys.js';
import { originOf } from './origin.js';
import { setting } from './setting.js';
import { Strip } from './strip.js';
import { FILLER } from './table.js';
import { readTokens } from './tokens.js';
import { toolsFor } from './tools.js';
import { sentenceView } from './view-value.js';
import { wordsFor } from './view-words.js';
import { arrangement, VIEWS, viewOf } from './views.js';

let figuresBuilt = 0;
const QUIET = 500; // milliseconds without an edit before what changed is announced
const EXCHANGED = new Set(['choice', 'switch', 'tokens']); // inputs that put other values in place of all
const MOST = 2 / 3; // of what is shown: so many marks still tell something
const FEW = 12; // and so few always do
const FADE = 450; // milliseconds

/** Says `change` to its listeners each time that the reader's edits have been computed. */
export class LiveFigure extends EventTarget {
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
    this.title = spec.title ?? spec.name; // what buttons say they belong to
    this.inputs = new Map(spec.inputs.map((part) => [part.name, part]));
    this.start = Object.fromEntries(spec.inputs.map((part) => [part.name, part.value]));
    this.state = { ...this.start, ...state };
    this.history = new History();
    this.named = new Set(spec.show.flat().flatMap(({ rows, columns }) => [rows, columns]));
    this.cells = new Cells();
    this.fields = new Map();
    this.fieldsOf = new Map();
    this.graphs = new Map();
    this.due = new Set();
    this.frame = 0;
    this.restful = matchMedia('(prefers-reduced-motion: reduce)');
    this.number = -1;
    this.words = '';
    /** @type {Map<object | string, string>} what is refused just now, and why */
    this.refused = new Map();
    /** @type {Set<number> | null} what changed since something is dragged, if it is */
    this.held = null;
    this.isExchange = false;
    this.build();
    this.refresh();
    this.settle();
    this.sync();
    this.origin = originOf(this);
  }

  build() {
    this.live = make('div', { class: 'hm-live' });
    figuresBuilt += 1;
    this.keys = make('p', { class: 'hm-keys', id: `hm-keys-${figuresBuilt}` });
    this.strip = new Strip(this);
    this.tools = toolsFor(this);
    const Run = VIEWS.run;
    this.run = this.spec.run && Run ? new Run(this) : null;
    this.status = make('p', { class: 'hm-status', role: 'status', 'aria-live': 'polite' });
    this.notice = make('p', { class: 'hm-notice', hidden: true });
    const parts = this.spec.inputs.map((part) => [part.name, inputFor(this, part)]);
    this.controls = new Map(parts);
    const folds = (this.spec.folds ?? []).map((fold) => ({ ...fold, isOpen: fold.open }));
    const foldAt = (i) => folds.find(({ first, count }) => i >= first && i < first + count); // as declared
    const placed = new Set(this.spec.show.flat().map((part) => part.kind === 'input' && part.name));
    const free = this.spec.inputs.filter(({ name }) => !placed.has(name));
    const above = free.filter(({ shape }) => shape?.length);
    const given = free.filter((part) => !above.includes(part)).map(({ name }) => this.controls.get(name).element);
    const rows = [
      ...(above.length ? [above.map(({ name }) => this.item({ kind: 'input', name }))] : []),
      ...this.spec.show.map((row, i) => row.map((part) => this.item(part, foldAt(i)))),
    ];
    for (const fold of folds) fold.first += Math.sign(above.length);
    const Arrangement = arrangement(this.spec);
    this.stage = new Arrangement(this, rows, folds);
    this.items = this.stage.items;
    this.live.append(
      given.length ? make('div', { class: 'hm-row hm-given' }, ...given) : '',
      this.run?.element ?? '',
      this.stage.strip,
      this.stage.scene,
      make('div', { class: 'hm-foot' }, this.tools.steps, this.strip.element),
      this.tools.element,
      this.notice,
      this.status,
    );
    this.stage.lay();
    listenToFields(this, this.live);
    this.strip.listen(this.live);
    listenToKeys(this, this.live);
  }

  /** Make room for one thing to show; views are made once the graph is known. */
  item(part, fold) {
    if (part.kind === 'input') return { part, fold, element: this.controls.get(part.name).element };
    if (part.kind === 'text') {
      return { part, element: make('span', { class: 'hm-between' }, part.text) };
    }
    return { part, fold, element: make('div', { class: 'hm-view' }), paint: null, id: null };
  }

  /** The words beside rows or above columns, if there are as many as needed. */
  labels(named, count) {
    if (typeof named !== 'string') return named?.slice(0, count);
    const words = this.wordsOf(named);
    return words.length === count ? words : null;
  }

  /** The words of a sentence that is typed, chosen or computed. */
  wordsOf(name) {
    const part = this.inputs.get(name);
    if (!part) {
      const view = this.spec.show.flat().find((one) => one.kind === 'words' && one.name === name);
      return wordsFor(view, this.graph.value(view.node[this.number])).map((word) => word || FILLER);
    }
    const value = this.state[name];
    return part.kind === 'choice' ? part.labels[value].split(' ') : readTokens(part, value).words;
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
    this.held = new Set();
    this.live.classList.add('hm-held');
    const ends = ['pointerup', 'pointercancel'];
    const release = () => {
      for (const end of ends) removeEventListener(end, release);
      if (this.frame) this.refresh(); // the last move
      const changed = this.held;
      this.held = null;
      this.stage.wave(changed);
      this.paint(changed, []);
      this.live.classList.remove('hm-held');
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
    this.note('');
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
      twins.map((part) => [part.name, part.variants[variant] ?? part.value]),
    );
    const moved = (values) => ({
      ...values,
      ...Object.fromEntries(
        Object.keys(to)
          .filter((name) => name in values)
          .map((name) => [name, values[name].map((x, i) => (x === from[name][i] ? to[name][i] : x))]),
      ),
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
      if (part.kind === 'tokens') {
        if (!part.padded) place = place * part.max + readTokens(part, value).ids.length - 1;
      } else if (part.options) place = place * part.labels.length + value;
    }
    return this.spec.which[place];
  }

  /** Build one of the graphs of this figure, with what no reader changes. */
  graphOf(own) {
    const { fixed, shared } = this.spec;
    const packed = { ...shared, ...own };
    const known = Object.entries(fixed).filter(([name]) => name in packed.inputs);
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
    if (this.failed) this.tell('');
    this.failed = false;
    this.strip.tell('');
    for (const id of changed) this.held?.add(id);
    if (isNew) this.words = null;
    if (isRunNew) this.run.begun();
    else if (dueNames.length) this.run?.turned();
    this.stage.wave(isNew ? new Set() : changed); // before it is drawn
    this.repaint(isNew || isRunNew ? null : changed, dueNames);
    if (this.isExchange || dueNames.some((name) => EXCHANGED.has(this.inputs.get(name).kind))) this.exchanged();
    this.isExchange = false;
    this.origin?.refresh();
    if (former >= 0) this.dispatchEvent(new Event('change'));
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
    this.stage.wave(new Set());
    this.stage.draw();
    if (this.isStill) return;
    this.stage.scene.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: FADE, easing: 'ease-out' });
  }

  /** Show what the graph holds: what changed, or all of it; with new words, in new views. */
  repaint(changed = null, names = []) {
    const words = JSON.stringify(
      [...this.named].filter((name) => typeof name === 'string').map((name) => this.wordsOf(name)),
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
      graph.set(name, part.kind === 'tokens' ? readTokens(part, value).ids : value);
    }
  }

  /** Make the views anew, for a graph of other shapes or other words. */
  rebuild() {
    this.cells.clear();
    for (const control of this.controls.values()) control.bind();
    for (const item of this.items) {
      if (item.part.kind !== 'input') this.place(item);
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
    const { kind, node } = item.part; // what draws several values has a node for each
    const id = node?.[this.number];
    // rows behind a title are no part of the figure until it is open; of a stage everything is
    if (item.isAway) return { element: make('div'), paint: null, id: this.stage.isOn ? id : null };
    if (kind === 'sentence') return sentenceView(this, item.part);
    if (id === null) return { element: make('div', { hidden: true }), paint: null, id };
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
    this.live.classList.toggle('hm-refused', this.refused.size > 0);
    this.strip.warn([...this.refused.values()].at(-1) ?? '');
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
    const marked = this.cells.all().filter(({ way, element, said }) => said && way && !element.hidden && !this.fields.has(element));
    const ends = marked.filter(({ id }) => this.stage.tiles.some((tile) => this.stage.isEnd(tile) && this.stage.idOf(tile) === id));
    const far = ({ value, was }) => Math.abs(value - was) || Infinity; // from or to no number at all
    const [most] = (ends.length ? ends : marked).sort((one, other) => far(other) - far(one));
    if (!most) return '';
    const { element, id, index, said, before, text, way } = most;
    const who = make('p', {}, ...this.strip.nameOf(id, index)).textContent;
    const isNumber = said === before; // and no word that stands for one
    const went = way === 'hm-up' ? 'up' : 'down';
    const how = isNumber ? ` went ${went} most, from ${said} to ${text}` : `: ${element.textContent}, not ${said}`;
    const more = marked.length > 1 ? `; ${marked.length} numbers on show changed` : '';
    return `${who}${how}${more}.`;
  }

  explain(cell) {
    if (cell) this.strip.pin(cell.id, cell.index);
  }
}

function pick(values, names) {
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

function same(a, b) {
  if (!Array.isArray(a)) return a === b;
  return a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}
