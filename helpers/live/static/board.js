// @ts-check
/**
 * A stage whose tiles stand at their places in a drawing of the whole, and a player that goes the
 * way through them: what is not computed yet is not painted. Where the tiles stand and which way it
 * is says board.py; nothing is computed anew, so a slider may go anywhere.
 */

import { button, make, setIf, setOff } from './dom.js';
import { living } from './drawing.js';
import { Stage } from './stage.js';

const MOST_WORDS = 4;
const PACE = 260; // milliseconds for each step
const SIZES = ['', '.86em', '.76em']; // of letters, until all of it is in sight
const LEAST = '46em'; // narrower it scrolls
const REST = '23.5rem'; // of a window's height, for all but the drawing
const ONE_LINE = 'flex:1 1 19em;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'; // nothing below it moves
const FILL = 'position:absolute;inset:0';
const WHOLE = `${FILL};min-width:100%;max-width:100%;min-height:100%;max-height:100%`;
const BESIDE = 'display:flex;flex-wrap:wrap;align-items:center;gap:.4em .8em';
const PART = 'min-width:0;max-width:none;padding:0;border-radius:0;display:block;z-index:1';

export class Board extends Stage {
  /**
   * @param {any} figure
   * @param {import('./rows.js').Item[][]} rows
   * @param {import('./rows.js').Fold[]} folds
   */
  constructor(figure, rows, folds) {
    super(figure, rows, folds);
    /** @type {{size: number[], tiles: Record<string, number[]>, marks: any[], words: [string, number, number,
     *   number, string][], steps: [string, number | null, string][], of: Record<string, string>, opens: string, end: string}} */
    this.board = figure.spec.board;
    const { marks, size, steps, tiles } = this.board;
    this.at = steps.length;
    this.timer = 0;
    /** @type {Map<string, number>} how many rows of each value are computed by now */
    this.rows = new Map();
    this.count();
    this.chosen = this.tiles.find(({ part }) => part.name === this.board.opens) ?? this.chosen;
    for (const tile of this.tiles) this.put(tile, tiles[tile.part?.name]);
    const list = /** @type {HTMLElement} */ (this.strip);
    list.style.cssText = `${FILL};margin:0;display:block`;
    this.words = living(() => this.said());
    const { drawing } = living(() => ['svg', { viewBox: `0 0 ${size.join(' ')}`, 'aria-hidden': 'true', style: FILL }, ...marks]);
    drawing.append(this.words.drawing);
    const ratio = size[0] / size[1];
    const most = `calc((100vh - ${REST}) * ${ratio.toFixed(3)})`;
    const room = `position:relative;margin:auto;min-width:${LEAST};max-width:${most};aspect-ratio:${size.join('/')}`;
    this.main = button('Play', () => (this.timer ? this.stop() : this.play()));
    this.former = button('←', () => this.go(Math.min(this.at, this.last) - 1), { 'aria-label': 'One step back', style: 'flex:none' });
    this.later = button('→', () => this.go(this.at + 1), { 'aria-label': 'One step on' });
    this.slider = make('input', {
      type: 'range',
      class: 'hm-range',
      min: 1,
      max: steps.length,
      'aria-label': 'Step of the pass',
      style: 'flex:1 1 9em;width:auto',
      oninput: () => this.go(Number(this.slider.value)),
    });
    this.now = make('span', { class: 'hm-word', style: ONE_LINE });
    this.end = make('div', { style: 'flex:none' });
    this.controls = make(
      'div',
      { class: 'hm-run', role: 'group', 'aria-label': 'Play one pass', style: `${BESIDE};padding:.3em .7em;margin:0 0 .5em` },
      this.main,
      this.former,
      this.later,
      this.slider,
      this.now,
    );
    const picture = make('div', { style: room }, drawing, list);
    this.strip = make(
      'div',
      {},
      this.controls,
      make('div', { style: 'overflow-x:auto;margin-bottom:.5em', tabindex: -1 }, picture),
    );
    this.tell();
  }

  /** Put a tile at its place; one without a place is not shown. @param {any} tile @param {number[]} [place] */
  put({ element, part, heat, tint }, place) {
    const { size } = this.board;
    const share = (/** @type {number} */ x, /** @type {number} */ i) => `${((100 * x) / size[i % 2]).toFixed(3)}%`;
    const [left, top, width, height] = (place ?? [0, 0, 0, 0]).map(share);
    element.style.cssText = place
      ? `${PART};position:absolute;left:${left};top:${top};width:${width};height:${height};min-height:0`
      : 'display:none';
    const [picture, label] = element.children;
    picture.style.cssText = `${FILL};${part?.node ? 'border:0' : 'outline:1px solid var(--hm-muted)'}`;
    heat.style.cssText = WHOLE;
    tint.style.cssText = WHOLE;
    element.setAttribute('aria-label', `${part?.name.replaceAll('_', ' ')}`);
    label?.remove();
  }

  /** The words as they are, of what is computed by now. @returns {import('./drawing.js').Tree} */
  said() {
    const { figure, rows } = this;
    const { of, words } = this.board;
    const texts = words.flatMap(([name, x, y, step, anchor]) => {
      const list = figure.graph ? figure.wordsOf(name) : [];
      const known = Math.min(rows.get(of[name]) ?? Infinity, this.needed);
      const about = { x: String(x), 'text-anchor': anchor, 'font-size': '1.4', style: 'fill:var(--hm-fg)' };
      return Array.from({ length: MOST_WORDS }, (_, i) => [
        'text',
        { ...about, y: String(y + step * i) },
        i < known ? (list[i] ?? '') : '',
      ]);
    });
    return ['g', {}, ...texts];
  }

  // ---- arranging

  arrange() {
    const { live } = this.figure;
    if (matchMedia('print').matches) {
      super.arrange();
      return;
    }
    live.dataset.way = 'staged';
    this.lay(true);
    for (const size of SIZES) {
      live.style.fontSize = size;
      if (this.hasRoom()) break;
    }
    this.width = live.clientWidth;
    this.draw();
  }

  /** @param {boolean} [isOn] */
  lay(isOn = false) {
    super.lay(isOn);
    this.strip.hidden = false; // on paper, too
    for (const name of ['style', 'tabindex', 'role', 'aria-label']) this.scene.removeAttribute(name);
    if (!isOn) return;
    // it scrolls, so the keyboard has to get there
    for (const [name, said] of [['tabindex', '0'], ['role', 'group'], ['aria-label', 'The open value']]) setIf(this.scene, name, said);
    this.end.replaceChildren(this.outcome);
    (this.figure.live.querySelector(':scope > .hm-given') ?? this.controls).append(this.end);
    this.outcome.style.cssText = 'border:0;padding:0;gap:0 1em;flex-wrap:wrap';
    this.scene.replaceChildren(this.panel);
    this.scene.style.cssText = 'height:10.2em;overflow:auto;margin-bottom:.3em;flex-wrap:nowrap;font-size:.88em';
  }

  show() {
    if (this.isOn) this.open(this.feeding(this.chosen));
    else super.show();
  }

  /** @param {Set<any>} feeding */
  open(feeding) {
    super.open(feeding);
    for (const { element } of this.tiles) {
      element.style.outline = element === this.chosen.element ? '2px solid var(--hm-accent)' : '';
    }
    for (const { line, part } of this.items) {
      line.style.cssText = `flex:none;order:${part.name === this.chosen.part.name ? -1 : 0}`; // it stands first
    }
    this.scene.scrollTo(0, 0);
  }

  // ---- one pass

  /** Count the rows that are computed by now. */
  count() {
    const { steps } = this.board;
    for (const [name] of steps) this.rows.set(name, 0);
    for (const [name, row] of steps.slice(0, this.at)) this.rows.set(name, row === null ? Infinity : row + 1);
  }

  /** How many words are said until the last: rows behind it are of no use. */
  get needed() {
    const { board, figure } = this;
    const at = figure.graph ? figure.wordsOf(this.ends[0]).indexOf(board.end) : -1;
    return at < 0 ? Infinity : at + 1;
  }

  /** How many steps there are until the last word. */
  get last() {
    return this.board.steps.filter(([, row]) => row === null || row < this.needed).length;
  }

  /** @param {any} tile @param {number} index */
  isKnown({ part }, index) {
    const computed = this.rows.get(part.name) ?? Infinity;
    if (computed === Infinity) return true;
    const known = Math.min(computed, this.needed);
    const { graph, number } = this.figure;
    const [rows, columns] = graph.shape(part.node[number]).slice(-2);
    return Math.floor(index / columns) % rows < known;
  }

  /** Go to a step. @param {number} at counted from 1 */
  go(at) {
    const { figure } = this;
    const { steps } = this.board;
    this.at = Math.min(this.last, Math.max(1, at));
    this.count();
    const [name, row] = steps[this.at - 1];
    const tile = this.tiles.find(({ part }) => part.name === name) ?? this.chosen;
    if (tile !== this.chosen) {
      Object.assign(this, { chosen: tile, isPicked: true });
      this.show();
    }
    const id = this.idOf(tile);
    const columns = figure.graph.shape(id).at(-1);
    figure.strip.pin(id, (row ?? 0) * columns);
    this.draw();
  }

  play() {
    if (this.at >= this.last) this.at = 0;
    this.timer = window.setInterval(() => {
      this.go(this.at + 1);
      if (this.at >= this.last) this.stop();
    }, PACE);
    this.main.textContent = 'Pause';
    this.go(this.at + 1);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.main.textContent = 'Play';
  }

  /** Say where the pass stands. */
  tell() {
    const { steps } = this.board;
    const { last } = this;
    const at = Math.min(this.at, last);
    Object.assign(this.slider, { max: String(last), value: String(at) });
    const what = `${at} of ${last}: ${steps[Math.max(0, at - 1)][2]}`;
    if (this.now.textContent !== what) this.now.textContent = what;
    setIf(this.slider, 'aria-valuetext', what);
    setOff(this.former, at <= 1);
    setOff(this.later, at === last);
    const said = Math.min(this.rows.get(this.board.of[this.ends[0]]) ?? Infinity, this.needed);
    for (const [i, piece] of [...this.outcome.querySelectorAll('.hm-piece')].entries()) {
      /** @type {HTMLElement} */ (piece).style.visibility = i < said ? '' : 'hidden';
    }
  }

  /** @param {Set<number>} [changed] */
  draw(changed) {
    if (!this.figure.graph) return;
    super.draw(changed);
    this.words.paint();
    this.tell();
  }
}
