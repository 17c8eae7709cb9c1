// @ts-check
/**
 * A step that is repeated: each result of the state takes its input's place, and the graph runs
 * again. What came of every step is kept for the curves, some states for going back.
 *
 * The run works in slices of a frame, so the page always answers. Going back restores a kept
 * state and repeats the steps from there: the same numbers come out, since nothing is random.
 *
 * @typedef {{at: number, values: Map<string, Float64Array>, isTurn: boolean}} Mark a kept state;
 *   `isTurn` if the reader changed something there
 * @typedef {{label: string, unit: string, first: number, most: number, pace: number,
 *   rests: boolean, steady?: boolean, state: string[], keeps: string[], until: [nodes: number[], said: string][]}}
 *   Repeat what `described` of iteration.py writes
 * @typedef {{kind: string, node?: number[]}} Part one thing on show; its node in each graph
 */
/**
 * What a run asks of its figure.
 *
 * @typedef {object} Host
 * @property {{run: Repeat, show: Part[][], fixed: Record<string, number[]>}} spec
 * @property {import('./graph.js').Graph} graph the one in use
 * @property {number} number which one that is
 * @property {boolean} isStill whether nothing shall move
 * @property {Map<string, unknown>} inputs
 * @property {Record<string, any>} start
 * @property {(values: Record<string, any>) => string[]} namesThatDiffer
 * @property {{refresh: () => void} | undefined} origin
 * @property {{tell: (text: string, isNews: boolean) => void}} strip
 * @property {number} frame of an edit that waits, or 0
 * @property {() => void} settle takes what is shown as what the next edit is compared with
 * @property {(name: string) => void} give hands an input to the graph
 * @property {() => void} refresh computes what the last edits changed
 * @property {() => void} repaint
 * @property {(words: string) => void} tell
 */

import { button, make, setOff } from './dom.js';
import { sizeOf } from './graph.js';

const SLICE = 8; // milliseconds of computing in one frame
const MOST_MARKS = 128;

export class Run {
  /** @param {Host} figure */
  constructor(figure) {
    this.figure = figure;
    this.spec = figure.spec.run;
    this.unit = this.spec.unit;
    this.speed = 'frame';
    this.frame = 0;
    this.at = 0;
    this.stride = 1;
    this.spent = 0;
    this.wasLive = false;
    /** @type {number[]} */
    this.trails = [];
    /** @type {Map<number, Float64Array>[]} */
    this.records = [];
    /** @type {Mark[]} */
    this.marks = [];
    this.main = button(this.spec.label, () => (this.isOn ? this.stop() : this.play()));
    this.once = button(`One ${this.unit}`, () => this.stepOnce());
    this.over = button('Start over', () => this.restart());
    this.slider = make('input', {
      type: 'range',
      class: 'hm-range',
      min: this.spec.first,
      step: 1,
      'aria-label': `${this.unit}, slider over the run so far`,
      oninput: () => this.go(Number(this.slider.value) - this.spec.first),
    });
    this.count = make('span', { class: 'hm-word' });
    const isShort = Boolean(this.spec.pace);
    this.said = make('p', { role: 'status', class: isShort ? null : 'hm-hidden' });
    const others = this.sayings().map((text) => make('p', { 'aria-hidden': 'true', style: 'visibility:hidden' }, text));
    if (isShort) for (const one of [this.said, ...others]) one.style.gridArea = '1/1'; // as large as the longest
    const fast = make('input', {
      type: 'checkbox',
      onchange: () => {
        this.speed = fast.checked ? 'fast' : 'frame';
      },
    });
    this.element = make(
      'div',
      { class: 'hm-run', role: 'group', 'aria-label': `Run, ${this.unit} by ${this.unit}` },
      make(
        'div',
        { class: 'hm-control' },
        this.main,
        this.once,
        this.over,
      ),
      make(
        'div',
        { class: 'hm-control' },
        this.count,
        this.slider,
        this.spec.pace
          ? null
          : make('label', { class: 'hm-option' }, fast, 'as fast as it goes'),
      ),
      isShort ? make('div', { style: 'display:grid' }, this.said, ...others) : this.said,
    );
  }

  /** All that a run may say at its end: their room is kept, so that nothing moves then. */
  sayings() {
    const { steady, until } = this.spec;
    return [...until.map(([, said]) => said), ...(steady ? [] : [this.outOf()])];
  }

  outOf() {
    return `This run ends after ${this.spec.most} ${this.unit}s.`;
  }

  /** Whether what is shown is not what the run has come to, but what the reader makes of it. */
  get isTurned() {
    const { figure, spec } = this;
    return Boolean(spec.steady) && figure.namesThatDiffer(figure.start).some((name) => spec.keeps.includes(name));
  }

  get isOn() {
    return this.frame !== 0;
  }

  /** Where the run stands, as readers count. */
  get place() {
    return this.at + this.spec.first;
  }

  /** Whether an edit of these inputs begins the run anew. @param {string[]} names */
  isNewFor(names) {
    return names.some((name) => !this.spec.keeps.includes(name));
  }

  /** Put the first state into the graph. */
  toStart() {
    this.stop();
    const { graph, inputs, spec } = this.figure;
    for (const name of this.spec.state) {
      if (inputs.has(name)) this.figure.give(name);
      else if (spec.fixed[name]) graph.set(name, spec.fixed[name]);
      else graph.set(name, new Float64Array(sizeOf(graph.shape(graph.inputs[name]))));
    }
  }

  /** The graph has run on its first state: begin the record. */
  begun() {
    const { number, spec } = this.figure;
    const parts = spec.show.flat();
    this.trails = parts.flatMap(({ kind, node }) => (kind === 'trail' && node ? node[number] : []));
    this.at = 0;
    this.records = [];
    this.marks = [];
    this.stride = 1;
    this.spent = 0;
    this.say('');
    this.record();
    if (this.spec.rests && (this.figure.isStill || !this.wasLive)) while (this.forward());
    else if (this.spec.rests) this.play();
    this.wasLive = true;
    this.refresh();
  }

  /** The reader changed something on the way: what had been recorded after this is void. */
  turned() {
    if (this.spec.steady) {
      this.refresh();
      return;
    }
    this.records.length = this.at;
    this.marks = this.marks.filter(({ at }) => at < this.at);
    this.record(true);
    this.say('');
    this.refresh();
  }

  /** What was edited is as at the start. */
  reset() {
    if (!this.spec.steady) this.restart();
    else if (this.isKnown) this.go(this.records.length - 1);
  }

  /** Whether the run is recorded, and nothing can make the record void. */
  get isKnown() {
    return this.spec.steady && this.records.length > 1;
  }

  restart() {
    if (this.isKnown) {
      this.go(0);
      return;
    }
    if (this.figure.frame) this.figure.refresh(); // an edit that waits may need another graph
    this.toStart();
    this.figure.graph.run();
    this.begun();
    this.painted();
  }

  // ---- steps

  /** Keep what the curves need, and now and then the whole state. */
  record(isTurn = false) {
    const { graph } = this.figure;
    this.records[this.at] = new Map(this.trails.map((id) => [id, graph.value(id).slice()]));
    if (!isTurn && this.at % this.stride) return;
    const names = [...this.spec.state, ...this.spec.keeps].filter((name) => name in graph.inputs);
    const values = new Map(names.map((name) => [name, graph.value(graph.inputs[name]).slice()]));
    this.marks.push({ at: this.at, values, isTurn });
    if (this.marks.length <= MOST_MARKS) return;
    this.stride *= 2;
    this.marks = this.marks.filter((mark) => mark.isTurn || mark.at % this.stride === 0);
  }

  /** Make one step of the graph, without a record. */
  step() {
    const { graph } = this.figure;
    const { state } = this.spec;
    const next = state.map((name) => graph.value(graph.outputs[name]).slice());
    for (const [i, name] of state.entries()) graph.set(name, next[i]);
    graph.run();
    this.at += 1;
  }

  /** @returns {boolean} whether there is more to come */
  forward() {
    if (this.ended()) return false;
    const began = performance.now();
    const isOld = this.isKnown && this.at < this.records.length - 1;
    if (this.at < this.records.length - 1 && !isOld) {
      this.records.length = this.at + 1;
      this.marks = this.marks.filter(({ at }) => at <= this.at);
    }
    this.step();
    this.spent += performance.now() - began;
    if (!isOld) this.record();
    return !this.ended();
  }

  /** Why the run is over, or nothing. @returns {string | undefined} */
  ended() {
    const { graph, number } = this.figure;
    const found = this.spec.until.find(([nodes]) => graph.value(nodes[number])[0]);
    if (found) return found[1];
    return this.at >= this.spec.most ? this.outOf() : undefined;
  }

  /** Go to any recorded step. @param {number} at */
  go(at) {
    this.stop();
    const mark = this.marks.findLast((one) => one.at <= at) ?? this.marks[0]; // the start is kept
    const { figure } = this;
    const { graph } = figure;
    for (const [name, values] of mark.values) graph.set(name, values);
    graph.run();
    this.at = mark.at;
    while (this.at < at) this.step();
    for (const name of this.spec.keeps) figure.give(name);
    graph.run();
    this.painted();
  }

  // ---- running

  stepOnce() {
    this.stop();
    this.forward();
    this.painted();
  }

  play() {
    if (this.ended()) this.restart();
    if (this.isOn) return; // it rests, and so runs already
    this.main.style.minWidth = `${this.main.getBoundingClientRect().width}px`; // "Pause" is shorter
    let due = 0;
    const slice = (/** @type {number} */ now) => {
      if (!this.isOn) return;
      this.frame = requestAnimationFrame(slice);
      if (now < due) return;
      due = now + this.spec.pace;
      const began = performance.now();
      let more;
      try {
        do more = this.forward();
        while (more && this.speed === 'fast' && performance.now() - began < SLICE);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.figure.tell(`This cannot be computed. ${reason}`);
        more = false;
      }
      if (!more) this.stop();
      this.painted();
    };
    this.frame = requestAnimationFrame(slice);
    this.refresh();
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.records.length) this.refresh();
  }

  /** Show where the run stands. */
  painted() {
    const { figure } = this;
    figure.settle();
    figure.repaint();
    figure.settle();
    this.refresh();
  }

  refresh() {
    const many = this.records.length;
    const end = this.ended();
    this.main.textContent = this.isOn ? 'Pause' : this.spec.label;
    setOff(this.once, Boolean(end) && !this.isOn);
    setOff(this.over, many === 1 && !this.isOn);
    this.slider.max = String(many - 1 + this.spec.first);
    this.slider.value = String(this.place);
    this.slider.disabled = many === 1;
    this.count.textContent = `${this.unit} ${this.place}`;
    this.slider.setAttribute('aria-valuetext', `${this.unit} ${this.place} of ${this.slider.max}`);
    if (this.isTurned) this.say('');
    else if (!this.isOn && end && this.at === many - 1) this.say(end);
    else if (!end) this.say('');
    this.figure.origin?.refresh();
  }

  /** Say why the run is over; what is long stands where numbers are explained. @param {string} words */
  say(words) {
    const spent = `${(this.spent / 1000).toFixed(2)} s of computing`;
    const where = `This is ${this.unit} ${this.place}, after ${spent}.`;
    const text = words && !this.spec.pace ? `${words} ${where}` : words;
    if (this.said.textContent === text) return;
    this.said.textContent = text;
    if (!this.spec.pace) this.figure.strip.tell(text, true);
  }
}
