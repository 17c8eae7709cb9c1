// @ts-check
/**
 * A stage whose tiles stand at their places in a drawing of the whole, and a player that goes the
 * way through them: what is not computed yet is not painted. Where the tiles stand and which way it
 * is says board.py; nothing is computed anew, so a slider may go anywhere.
 */

import { blocksOf } from './cells.js';
import { button, make, setIf, setOff } from './dom.js';
import { living } from './drawing.js';
import { nearest, numbersIn, setStop, WAYS } from './keys.js';
import { stageOn } from './stage.js';

const MOST_WORDS = 4;
const PACE = 260; // milliseconds for each step
const SIZES = ['', '.9em', '.8em']; // of letters, until the drawing has most of the width
const MOST = 0.85;
const FITS = ['.88em', '.8em', '.7em']; // of the open numbers, until all of them are in sight
const LEAST = 640; // pixels; narrower, the sheets stand below each other
const LOW = 480; // pixels of a window in which nothing may be covered
const HEADER = 48; // pixels of the window that a page's own header may cover
const ONE_LINE = 'flex:1 1 19em;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis'; // nothing below it moves
const FILL = 'position:absolute;inset:0';
const WHOLE = `${FILL};min-width:100%;max-width:100%;min-height:100%;max-height:100%`;
const BESIDE = 'display:flex;flex-wrap:wrap;align-items:center;gap:.4em .8em;padding:.3em .7em;margin:0 0 .5em;';
const AT_TOP = `position:sticky;top:${HEADER}px;z-index:3`;
const PART = `min-width:0;max-width:none;min-height:0;padding:0;border-radius:0;display:block;z-index:1;scroll-margin-block:9rem 16rem;position:absolute;`;
const TRIED = 'outline:2px dashed var(--hm-lit);outline-offset:';

/** @typedef {[left: number, top: number, width: number, height: number]} Place */

/** A board on a page's own rows. @param {typeof import('./rows.js').Rows} Rows */
export function boardOn(Rows) {
  return class Board extends stageOn(Rows) {
    /**
     * @param {any} figure
     * @param {import('./rows.js').Item[][]} rows
     * @param {import('./rows.js').Fold[]} folds
     */
    constructor(figure, rows, folds) {
      super(figure, rows, folds);
      /** @type {{size: [number, number], sheets: Place[], tiles: Record<string, Place>, marks: any[],
       *   words: [string, number, number, number, string][], steps: [string, number | null, string][],
       *   of: Record<string, string>, opens: string, tries: [string, number] | null, end: string}} */
      this.board = figure.spec.board;
      const { opens, steps, tries } = this.board;
      this.at = steps.length;
      this.isFresh = true; // nobody has gone through it
      this.timer = 0;
      this.needed = Infinity; // words, as of the last drawing
      this.ratio = 1;
      /** @type {Place[]} the parts of the drawing that stand below each other */
      this.sheets = [];
      /** @type {(() => void)[]} what writes the words of each */
      this.write = [];
      /** @type {Map<string, number>} how many rows of each value are computed by now */
      this.rows = new Map();
      this.count();
      this.chosen = this.tiles.find(({ part }) => part.name === opens) ?? this.chosen;
      const list = /** @type {HTMLElement} */ (this.strip);
      list.style.cssText = `${FILL};margin:0;display:block`;
      this.ground = make('div', { 'aria-hidden': 'true' });
      this.picture = make('div', {}, this.ground, list);
      this.numbers = make('div', {});
      if (tries) figure.fieldsOf.get(tries[0])[tries[1]].element.parentElement.style.cssText = `${TRIED}-2px`;
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
        { class: 'hm-run', role: 'group', 'aria-label': 'Play one pass' },
        this.main,
        this.former,
        this.later,
        this.slider,
        this.now,
      );
      this.strip = make('div', {}, this.controls, this.picture);
      this.tell();
    }

    // ---- the drawing

    /** Lay parts of the drawing below each other, each with its tiles. @param {Place[]} sheets */
    spread(sheets) {
      if (this.sheets.length === sheets.length) return;
      this.sheets = sheets;
      const { marks, tiles } = this.board;
      const wide = Math.max(...sheets.map(([, , width]) => width));
      const high = sheets.reduce((sum, [, , , height]) => sum + height, 0);
      this.ratio = wide / high;
      this.picture.style.aspectRatio = String(this.ratio);
      const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(3)}%`;
      /** @type {(place: Place) => string} */
      const at = ([x, y, width, height]) =>
        `left:${percent(x / wide)};top:${percent(y / high)};width:${percent(width / wide)};height:${percent(height / high)}`;
      for (const tile of this.tiles) this.put(tile, 'display:none');
      this.ground.replaceChildren();
      this.write = [];
      let above = 0;
      for (const [left, top, width, height] of sheets) {
        const isHere = (/** @type {number} */ x, /** @type {number} */ y) => x >= left && x < left + width && y >= top && y < top + height;
        const style = `position:absolute;${at([0, above, width, height])}`;
        const near = marks.filter(([name, { x, y }]) => name !== 'text' || isHere(Number(x), Number(y)));
        const { drawing } = living(() => ['svg', { viewBox: `${left} ${top} ${width} ${height}`, style }, ...near]);
        const words = living(() => this.said(isHere));
        drawing.append(words.drawing);
        this.ground.append(drawing);
        this.write.push(words.paint);
        for (const tile of this.tiles) {
          const [x, y, ...size] = tiles[tile.part?.name] ?? [-1, -1, 0, 0];
          if (isHere(x, y)) this.put(tile, PART + at([x - left, y - top + above, ...size]));
        }
        above += height;
      }
      this.markTried();
    }

    /** Show a tile as a style says, its picture as large as itself. @param {any} tile @param {string} style */
    put({ element, part, heat, tint }, style) {
      element.style.cssText = style;
      const [picture] = element.children;
      picture.style.cssText = `${FILL};${part?.node ? 'border:0' : 'outline:1px solid var(--hm-muted)'}`;
      heat.style.cssText = WHOLE;
      tint.style.cssText = WHOLE;
      element.setAttribute('aria-label', `${part?.name.replaceAll('_', ' ')}`);
      element.replaceChildren(picture);
    }

    /** Mark the number that is worth a try, in its tile. */
    markTried() {
      const { tries } = this.board;
      const tile = this.tiles.find(({ part }) => part?.name === tries?.[0]);
      if (!tries || !tile) return;
      const blocks = blocksOf(tile.part.shape);
      const [{ rows, columns }] = blocks;
      const [row, column] = [Math.floor(tries[1] / columns) % rows, tries[1] % columns];
      const wide = 100 / (blocks.length * (columns + 1) - 1);
      const left = wide * (Math.floor(tries[1] / (rows * columns)) * (columns + 1) + column);
      const place = `left:${left}%;top:${(100 * row) / rows}%;width:${wide}%;height:${100 / rows}%`;
      tile.element.append(make('span', { style: `position:absolute;pointer-events:none;${place};${TRIED}0` }));
    }

    /**
     * The words of a sheet as they are, of what is computed by now.
     *
     * @param {(x: number, y: number) => boolean} isHere
     * @returns {import('./drawing.js').Tree}
     */
    said(isHere) {
      const { figure } = this;
      const { words } = this.board;
      const here = words.filter(([, x, y]) => isHere(x, y));
      const texts = here.flatMap(([name, x, y, step, anchor]) => {
        const list = figure.graph ? figure.wordsOf(name) : [];
        const known = this.known(name);
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
      const { live, root } = this.figure;
      const isBig = root.matches('.hm-big');
      root.style.padding = isBig ? '.5rem 1rem' : '';
      root.style.fontSize = isBig ? '1rem' : '';
      for (const title of root.querySelectorAll('.hm-title')) /** @type {HTMLElement} */ (title).hidden = isBig;
      live.style.fontSize = '';
      if (matchMedia('print').matches) {
        this.spread([[0, 0, ...this.board.size]]);
        live.style.fontSize = '.8em'; // the widest has room
        live.dataset.way = 'packed';
        this.lay(false);
        this.draw();
        return;
      }
      live.dataset.way = 'staged';
      const isNarrow = live.clientWidth < LEAST;
      this.spread(isNarrow ? this.board.sheets : [[0, 0, ...this.board.size]]);
      this.lay(true);
      const given = live.querySelector(':scope > .hm-given');
      (isNarrow || !given ? this.controls : given).append(this.outcome);
      this.controls.style.cssText = BESIDE + (isNarrow && innerHeight > LOW ? AT_TOP : '');
      this.stick();
      const above = isBig ? live.offsetTop : HEADER;
      for (const size of isNarrow ? [''] : SIZES) {
        live.style.fontSize = size;
        const rest = above + live.offsetHeight - this.picture.offsetHeight;
        const width = this.ratio * (innerHeight - rest);
        this.picture.style.maxWidth = isNarrow ? '34em' : `max(${LEAST}px, calc(${this.ratio} * (100vh - ${rest}px)))`;
        if (width > MOST * live.clientWidth) break;
      }
      this.width = live.clientWidth;
      this.fit();
      this.draw();
    }

    /** Keep the open numbers in sight, once there is something to watch; a narrow window shows the pass. */
    stick() {
      const isWatched = this.isPicked || !this.isFresh;
      const isSticky = isWatched && innerHeight > LOW && !(this.timer && this.sheets.length > 1);
      this.scene.style.position = isSticky ? 'sticky' : 'static';
    }

    /** @param {boolean} [isOn] */
    lay(isOn = false) {
      super.lay(isOn);
      this.strip.hidden = false; // on paper, too
      const foot = /** @type {HTMLElement} */ (this.figure.strip.element.parentElement);
      this.scene.classList.toggle('hm-foot', isOn); // what has the focus in it is in sight
      this.scene.style.cssText = isOn ? 'display:block;margin:0' : '';
      this.figure.strip.element.style.height = isOn && this.sheets.length === 1 ? '4.4em' : '';
      if (!isOn) {
        this.scene.after(foot);
        for (const { line } of this.items) line.style.cssText = '';
        return;
      }
      this.picture.style.cssText += ';position:relative;margin:0 auto .5em';
      this.outcome.style.cssText = 'flex:none;border:0;padding:0;gap:0 1em;flex-wrap:wrap';
      this.numbers.replaceChildren(this.panel);
      this.numbers.style.cssText = 'height:10.2em;overflow:auto;display:flex;align-items:flex-start;gap:.9em .6em';
      this.scene.replaceChildren(this.numbers, foot);
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
      const { name } = this.chosen.part;
      for (const { line, part } of this.items) {
        line.style.cssText = `flex:none;order:${part.name === name ? -1 : 0}`; // it stands first
      }
      this.numbers.scrollTo(0, 0);
      this.fit();
      const [first] = numbersIn(this.figure, name);
      if (first && !this.numbers.contains(document.activeElement)) setStop(this.figure, first);
    }

    /** Write the open numbers smaller, until those that a value is made of stand beside it. */
    fit() {
      for (const size of this.sheets.length === 1 ? FITS : FITS.slice(0, 1)) {
        this.numbers.style.fontSize = size;
        if (this.numbers.scrollWidth <= this.numbers.clientWidth) break;
      }
    }

    /** Open a tile: the pass waits, and what was explained elsewhere is over. @param {any} tile */
    choose(tile) {
      this.stop();
      this.figure.strip.close();
      super.choose(tile);
      this.stick();
    }

    /** Arrow keys go where they point. @param {KeyboardEvent} event */
    pressed(event) {
      const way = WAYS[event.key];
      if (!way) {
        super.pressed(event);
        return;
      }
      event.preventDefault();
      const others = this.tiles.filter(({ element }) => element !== this.chosen.element && element.style.display !== 'none');
      const next = nearest(this.chosen.element, others.map(({ element }) => element), way);
      const to = others.find(({ element }) => element === next);
      if (to) this.choose(to);
    }

    // ---- one pass

    /** Count the rows that are computed by now. */
    count() {
      const { steps } = this.board;
      for (const [name] of steps) this.rows.set(name, 0);
      for (const [name, row] of steps.slice(0, this.at)) this.rows.set(name, row === null ? Infinity : row + 1);
    }

    /** How many of the words that come one by one are there by now. @param {string} name */
    known(name) {
      return Math.min(this.rows.get(this.board.of[name]) ?? Infinity, this.needed);
    }

    /** How many words are said until the last: rows behind it are of no use. @returns {number} */
    countWords() {
      const at = this.figure.wordsOf(this.ends[0]).indexOf(this.board.end);
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
      this.isFresh = false;
      this.count();
      const [name, row] = steps[this.at - 1];
      const tile = this.tiles.find(({ part }) => part.name === name) ?? this.chosen;
      const isFollowed = this.timer > 0 && isInSight(this.chosen.element);
      if (tile !== this.chosen) {
        Object.assign(this, { chosen: tile, isPicked: true });
        this.show();
      }
      const id = this.idOf(tile);
      const columns = figure.graph.shape(id).at(-1);
      figure.strip.pin(id, (row ?? 0) * columns);
      this.stick();
      if (isFollowed) tile.element.scrollIntoView({ block: 'nearest' });
      this.draw();
    }

    play() {
      const { root } = this.figure;
      // the drawing and the numbers below it have room in a window only from its top
      if (this.sheets.length < 2 && root.getBoundingClientRect().bottom > innerHeight) root.scrollIntoView();
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
      this.stick();
    }

    /** Say where the pass stands. */
    tell() {
      const { steps } = this.board;
      const { last } = this;
      const at = Math.min(this.at, last);
      Object.assign(this.slider, { max: String(last), value: String(at) });
      const what = this.isFresh ? `one pass in ${last} steps` : `${at} of ${last}: ${steps[Math.max(0, at - 1)][2]}`;
      if (this.now.textContent !== what) this.now.textContent = what;
      setIf(this.slider, 'aria-valuetext', what);
      setOff(this.former, at <= 1);
      setOff(this.later, at === last);
      for (const name in this.board.of) {
        const known = this.known(name);
        for (const [i, piece] of [...this.figure.live.querySelectorAll(`[data-shows="${name}"] .hm-piece`)].entries()) {
          /** @type {HTMLElement} */ (piece).style.visibility = i < known ? '' : 'hidden';
        }
      }
    }

    /** @param {Set<number>} [changed] */
    draw(changed) {
      if (!this.figure.graph) return;
      this.needed = this.countWords();
      super.draw(changed);
      for (const write of this.write) write();
      this.tell();
      this.empty();
    }

    /** Leave the rows empty that are not computed yet, and do not say whose they are. */
    empty() {
      const { cells, graph } = this.figure;
      for (const { isAway, id, part } of this.items) {
        if (isAway || !this.rows.has(part.name) || typeof id !== 'number') continue;
        const columns = graph.shape(id).at(-1);
        for (const { element, index } of cells.byNode.get(id) ?? []) {
          const isEmpty = !this.isKnown({ part }, index);
          element.classList.toggle('hm-later', isEmpty);
          if (index % columns === 0) element.previousElementSibling?.classList.toggle('hm-later', isEmpty);
        }
      }
    }
  };
}

/** Whether all of it is in the window. @param {Element} element */
function isInSight(element) {
  const { bottom, top } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}
