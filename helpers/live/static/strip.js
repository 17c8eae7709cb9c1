/**
 * Where a number comes from. Point at a number, reach it with the keyboard or tap it: what it was
 * made of lights up, and the arithmetic stands in one strip below. Each number in it is a button
 * that leads on to that number's own origin, until an input is reached, and from there to the input
 * itself. By keyboard: Enter goes into the arithmetic, the arrows choose a number, Enter follows
 * it, Escape comes back, in the end to the number where it began.
 */

import { button, inWords, make, symbolOf } from './dom.js';
import { arithmetic, origin } from './explain.js';
import { nudge, turnSign } from './fields.js';
import { MOVES, placeOf } from './graph.js';

const HINT =
  'Point at a number to see where it comes from. Type into an input, or drag it sideways.';

const NEAREST = /** @type {ScrollIntoViewOptions} */ ({ block: 'nearest', inline: 'nearest' });

let strips = 0;

export class Strip {
  /** @param {object} figure */
  constructor(figure) {
    this.figure = figure;
    /** @type {{id: number, index: number}[]} the way walked so far; the last is shown */
    this.trail = [];
    this.hovered = null;
    /** @type {{id: number, index: number, element: HTMLElement} | null} the number where it began */
    this.home = null;
    this.lit = [];
    this.told = ''; // what stands here while no number is explained, instead of the hint
    this.isNews = false;
    strips += 1;
    this.body = make('div', { class: 'hm-strip-body', id: `hm-strip-${strips}` });
    this.warning = make('p', { class: 'hm-problem', id: `hm-warning-${strips}`, hidden: true });
    this.back = button('← Back', () => this.goBack(), { hidden: true });
    this.shut = button('Close', () => this.close(true), { hidden: true });
    const act = (change) => () => {
      const field = this.field();
      if (field) change(figure, field);
    };
    // for fingers: who has keys has ↑ ↓, so these are no stops of the Tab key
    const key = (words, change, said) => button(words, act(change), { 'aria-label': said, tabindex: -1 });
    this.keys = make(
      'span',
      { hidden: true },
      key('−', (f, field) => nudge(f, field, -1), 'one step less'),
      key('+', (f, field) => nudge(f, field, 1), 'one step more'),
      key('±', turnSign, 'turn the sign'),
    );
    this.keys.addEventListener('mousedown', (event) => event.preventDefault());
    this.body.addEventListener('keydown', (event) => this.choose(event));
    const bar = make('div', { class: 'hm-strip-bar' }, this.back, this.keys, this.shut, figure.keys);
    this.element = make(
      'div',
      { class: 'hm-strip', role: 'group', 'aria-label': 'Where a number comes from' },
      this.body,
      this.warning,
      bar,
    );
    this.render();
  }

  get isOpen() {
    return this.trail.length > 0;
  }

  /** @param {HTMLElement} root */
  listen(root) {
    const { cells } = this.figure;
    root.addEventListener('pointerover', (event) => {
      if (event.pointerType === 'touch' || event.buttons) return;
      const cell = cells.at(event.target);
      if (cell) this.hover({ id: cell.id, index: cell.index });
      else if (this.isOpen && this.hovered) this.hover(null);
    });
    root.addEventListener('pointerleave', () => this.hover(null));
    const pinned = (event) => {
      const cell = cells.at(event.target);
      if (!cell) return;
      this.pin(cell.id, cell.index);
      this.home = cell;
    };
    root.addEventListener('focusin', (event) => {
      pinned(event);
      if (!event.target.matches('td')) return;
      // a screen reader reads the arithmetic with the number, and what can be done
      event.target.setAttribute('aria-describedby', `${this.body.id} ${this.figure.keys.id}`);
    });
    root.addEventListener('focusout', (event) => {
      if (event.target.matches('td')) event.target.removeAttribute('aria-describedby');
    });
    root.addEventListener('click', pinned);
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
    return [...this.body.querySelectorAll('.hm-walk')];
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
    const places = this.figure.cells.inSight(id, index);
    const isIt = (one) => one === to.element;
    (places.find(isIt) ?? places.find((one) => one.matches('td, b, input')))?.focus();
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
    this.trail = []; // only now: what gets the focus is explained
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
    const buttons = () => [...this.body.querySelectorAll('button')];
    const place = buttons().indexOf(document.activeElement);
    this.fill();
    this.body.querySelector('button')?.setAttribute('tabindex', '0');
    buttons()[place]?.focus({ preventScroll: true });
  }

  fill() {
    this.shown = this.hovered ?? this.trail.at(-1) ?? null;
    this.given = null;
    for (const [element, name] of this.lit) element.classList.remove(name);
    this.lit = [];
    this.back.hidden = this.trail.length < 2 || this.hovered !== null;
    this.shut.hidden = !this.isOpen;
    this.element.classList.toggle('hm-idle', !this.shown && this.warning.hidden && !this.isNews);
    if (!this.shown) {
      this.keys.hidden = true;
      this.body.replaceChildren(make('p', { class: 'hm-hint' }, this.told || HINT));
      return;
    }
    const { graph } = this.figure;
    const { id, index } = this.shown;
    const made = origin(graph, id, index);
    const isGiven = ['input', 'const'].includes(graph.node(made.id).op);
    const isField = Boolean(this.field());
    this.keys.hidden = !isField;
    this.light(id, index, 'hm-lit-self');
    const name = make('span', { class: 'hm-strip-name' }, ...this.nameOf(id, index), ' = ');
    if (isGiven) {
      const isConstant = graph.node(made.id).op === 'const';
      const kind = isConstant ? 'a constant of the code' : this.kind(made.id);
      const textOf = () => arithmetic(graph, made.id, made.index).at(-1).text;
      const { cells, stage } = this.figure;
      const places = [...cells.showing(made.id, made.index), ...stage.leading(made.id)];
      const isPlaced = places.some((one) => one.matches('td, b, input, button'));
      const isOnWay = isPlaced && this.trail.length > 1 && !this.hovered;
      const value = isOnWay ? this.step({ text: textOf(), ...made }, () => this.goTo(made)) : make('b', {}, textOf());
      // while it is edited, only its digits change: a new node would make every `:has` look again
      if (!isOnWay) {
        this.given = () => {
          value.firstChild.data = textOf();
        };
      }
      const source = make('p', { class: 'hm-source' }, kind);
      this.body.replaceChildren(make('p', {}, name, value), source);
      return;
    }
    const isShown = (node) => this.figure.shows(node);
    const list = arithmetic(graph, id, index, 'rich', isShown);
    for (const part of list.slice(0, -1)) {
      if (part.kind === 'number') this.light(part.id, part.index, 'hm-lit');
    }
    const source = sourceOf(graph, id, isShown);
    this.body.replaceChildren(
      make('p', { class: 'hm-sum' }, name, ...this.written(list)),
      source ? make('p', { class: 'hm-source' }, make('code', {}, source)) : '',
    );
  }

  /** Say where a number that nobody computed comes from. */
  kind(id) {
    const part = this.figure.inputs.get(inputAt(this.figure.graph, id));
    if (!part) return 'given, and fixed in this figure';
    return part.kind === 'tokens' ? 'the number of a word' : 'an input: change it as you like';
  }

  /** Make a button of each number, and raise what stands in a power. */
  written(list) {
    const root = document.createElement('span');
    let into = root;
    list.forEach((part, i) => {
      if (part.kind === 'sup-open') {
        const raised = make('sup');
        into.append(raised);
        into = raised;
      } else if (part.kind === 'sup-close') {
        into = into.parentElement;
      } else if (part.kind === 'number') {
        const isResult = i === list.length - 1;
        into.append(isResult ? make('b', {}, ...digits(part)) : this.step(part));
      } else {
        into.append(part.text);
      }
    });
    return [root];
  }

  /** A number that leads on: to its own origin, or where it stands. */
  step(part, act = () => this.walk(part.id, part.index)) {
    if (part.constant) return make('span', { title: 'a constant of the code' }, ...digits(part));
    const from = this.named(part.id, part.index);
    return make(
      'button',
      {
        type: 'button',
        class: 'hm-walk',
        'aria-label': `${part.text}, from ${from}`,
        'data-hue': this.hueOf(part.id),
        'data-leads': `${part.id} ${part.index}`,
        tabindex: -1,
        onclick: act,
        onpointerenter: () => this.light(part.id, part.index, 'hm-lit-one'),
        onpointerleave: () => this.dim('hm-lit-one'),
        onfocus: ({ target }) => {
          this.light(part.id, part.index, 'hm-lit-one')?.scrollIntoView(NEAREST);
          target.scrollIntoView(NEAREST); // first of all, where both have no room
        },
        onblur: () => this.dim('hm-lit-one'),
      },
      ...digits(part),
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
    const where = place.length ? ` at ${place.join(', ')}` : '';
    const { spec, number } = this.figure;
    const folded = spec.show.flat().find((part) => part.node?.[number] === id)?.name;
    return `${inputAt(graph, id) ?? folded ?? node.name ?? node.source ?? node.op}${where}`;
  }

  /** The same as elements: the symbol where there is one. */
  nameOf(id, index) {
    const words = this.named(id, index);
    const parts = [...this.figure.inputs.values(), ...this.figure.spec.show.flat()];
    const begins = ({ name }) => words === name || words.startsWith(`${name} `);
    const known = parts.find((part) => part.symbol && begins(part));
    if (!known) return [inWords(words)];
    const [place, ...rest] = known.name.split('.');
    const before = rest.length ? `${inWords(place)}: ` : null;
    return [before, symbolOf(known.symbol), inWords(words.slice(known.name.length))];
  }
}

/** The name of the input that a node is, if it is one. */
function inputAt({ inputs }, id) {
  return Object.keys(inputs).find((key) => inputs[key] === id);
}

function digits({ text, mantissa, exponent }) {
  if (exponent === null || exponent === undefined) return [text];
  return [`${mantissa} × 10`, make('sup', {}, exponent)];
}

/**
 * The line of the mathematics that made a value, name = expression; empty where the line is made of
 * inner steps that the figure does not show.
 */
function sourceOf(graph, id, isShown) {
  let node = graph.node(id);
  while (MOVES.has(node.op) && !node.source && node.ins.length) node = graph.node(node.ins[0]);
  const reads = node.ins.map((operand) => graph.node(operand));
  const isInner = reads.some(({ id: read, name, op }) => op !== 'const' && name && !isShown(read));
  if (isInner) return '';
  const source = node.source ?? node.op;
  return node.name ? `${node.name} = ${source}` : source;
}
