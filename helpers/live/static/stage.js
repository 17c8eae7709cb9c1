// @ts-check
/**
 * How a figure shows itself. If it fits into the window, in all its rows; if it does not, as a
 * stage: a strip of tiles, one for each value, and below it the chosen value with what it is made
 * of. What comes out stays beside it, and every control above. Rows behind a title are one tile.
 *
 * A tile is a picture of its value, a pixel for each number. A second picture over it has only the
 * numbers that changed. Neither costs style or layout.
 *
 * @typedef {import('./rows.js').Fold} Fold
 * @typedef {import('./rows.js').Item} Item
 * @typedef {{part: any, fold?: Fold, element: HTMLElement, heat: HTMLCanvasElement,
 *   tint: HTMLCanvasElement, was?: Float64Array | null}} Tile of a value, or of a title (no part)
 */

import { blocksOf, rangeOf } from './cells.js';
import { make, symbolOf } from './dom.js';
import { shown } from './numbers.js';

const HEADER = 48; // pixels of the window that a page's own header may cover
const MOST_OPERANDS = 4; // a value that is made of more stands alone
const SIZES = ['', '.86em', '.74em']; // of letters that fill a screen
const SCROLLBAR = 24; // pixels that a window may lose without another arrangement
const NO_TILE = ['value', 'recorded', 'pull']; // always in sight, as is what has no value of its own
const MOST_SIDE = 0.8; // em of a pixel, and of the whole picture
const MOST_WIDTH = 3.4;
const MOST_HEIGHT = 2;
const PLAIN = 1e4; // a change that four decimals show

const LEAST_ROOM = 4; // characters of a number
const FREE_ROOM = 7; // and of one whose length nobody knows before: −0.1234
const SAMPLES = 8; // places of a slider where the numbers are looked at
const BEAT = 120; // milliseconds from one stage of a wave to the next
const WAVE = 750; // and at most for all, before the last marks fade in

let stages = 0;

/** A stage on a page's own rows, which are not joined to this script once more. @param {typeof import('./rows.js').Rows} Rows */
export function stageOn(Rows) {
  return class Stage extends Rows {
    /**
     * @param {any} figure
     * @param {Item[][]} rows as they are declared
     * @param {Fold[]} folds
     */
    constructor(figure, rows, folds) {
      super(figure, rows, folds);
      stages += 1;
      const id = `hm-stage-${stages}`;
      const about = (/** @type {string} */ role, /** @type {string} */ label) => ({ class: `hm-${role}`, role, 'aria-label': label });
      /** @type {boolean | null} whether the figure is shown as a stage; not known yet */
      this.isOn = null;
      this.isPicked = false; // whether the reader has chosen
      this.beat = 0;
      /** @type {Map<any, number>} milliseconds until what changed shows its marks */
      this.waits = new Map();
      /** @type {Map<Tile, string[]>} */
      this.colours = new Map();
      this.width = 0;
      const strip = make('div', about('tablist', 'Values, as one follows from the other'));
      this.panel = make('div', { class: 'hm-stage', role: 'tabpanel', id });
      this.outcome = make('div', { ...about('group', 'What comes out'), class: 'hm-outcome' });
      /** @type {Tile[]} */
      this.tiles = this.tilesOf(id);
      const computed = this.tiles.filter(({ part, fold }) => part?.node && !fold);
      this.ends = figure.spec.outcome ?? computed.slice(-1).map(({ part }) => part.name);
      this.tiles.sort((one, other) => Number(this.isEnd(one)) - Number(this.isEnd(other))); // they are last
      strip.append(...this.tiles.map(({ element }) => element));
      this.strip = strip;
      this.chosen = this.tiles.find(({ part, fold }) => part?.node && !fold?.isOpen === !fold) ?? this.tiles.filter(({ part }) => part)[0];
      strip.addEventListener('keydown', (event) => this.pressed(event));
      strip.addEventListener('transitionend', () => this.draw()); // the page's colours changed
    }

    // ---- tiles

    /**
     * One tile for each value in the order of the figure, one for each title before those behind it.
     *
     * @param {string} panel id of what a tile opens
     */
    tilesOf(panel) {
      /** @type {Tile[]} */
      const tiles = [];
      const known = new Set();
      /** @type {(fold: Fold | undefined, part: any, label: Node | string) => void} */
      const add = (fold, part, label) => {
        const [heat, tint] = ['hm-heat', 'hm-tint'].map((name) => make('canvas', { class: name, width: 1, height: 1 }));
        const picture = make('span', { class: 'hm-picture', 'aria-hidden': 'true' }, heat, tint);
        const about = { type: 'button', role: 'tab', class: 'hm-tile', 'aria-controls': panel };
        const tile = { fold, part, heat, tint, element: make('button', about, picture, label) };
        if (part) tile.element.dataset.opens = part.name;
        if (part?.hue) tile.element.dataset.hue = part.hue;
        tile.element.addEventListener('click', () => this.choose(tile));
        tiles.push(tile);
      };
      for (const { part, fold } of this.items) {
        const { name } = part;
        if (fold && !known.has(fold)) add(known.add(fold) && fold, null, fold.label);
        if (isAlways(part) || known.has(name)) continue;
        known.add(name);
        const described = this.figure.inputs.get(name) ?? part;
        add(fold, described, symbolOf(described.symbol));
      }
      return tiles;
    }

    /** The value that a tile stands for: of a title, the last one behind it. @param {Tile} tile */
    idOf({ part, fold }) {
      const { graph, number } = this.figure;
      const seen = part ?? this.tiles.findLast((tile) => tile.fold === fold)?.part;
      return (seen.node ? seen.node[number] : graph.inputs[seen.name]) ?? null;
    }

    /** The values on show that one is made of. @param {Tile} tile @returns {Set<Tile>} */
    feeding(tile) {
      const { graph } = this.figure;
      const byId = new Map(this.tiles.filter(({ part }) => part).map((one) => [this.idOf(one), one]));
      const found = new Set();
      const seen = new Set();
      const look = (/** @type {number} */ id) => {
        for (const operand of graph.node(id).ins) {
          if (seen.has(operand)) continue;
          seen.add(operand);
          if (byId.has(operand)) found.add(byId.get(operand));
          else look(operand);
        }
      };
      const id = this.idOf(tile);
      if (id !== null) look(id);
      return found.size > MOST_OPERANDS ? new Set() : found;
    }

    /** Open the stage of a value. @param {Tile} tile */
    choose(tile) {
      this.isPicked = true;
      const { fold, part } = tile;
      this.chosen = part ? tile : this.tiles.filter((one) => one.part && one.fold === fold)[0];
      this.show();
      this.figure.strip.render(); // what it lights may stand elsewhere now
      this.chosen.element.focus();
    }

    /** @param {number} id @returns {Tile | undefined} */
    tileOf(id) {
      return this.tiles.find((one) => one.part && this.idOf(one) === id);
    }

    /** The tile in sight that leads to a value: its own, or its title's. @param {number} id */
    leading(id) {
      const tile = this.isOn ? this.tileOf(id) : undefined;
      const seen = tile?.element.hidden ? this.tiles.find(({ part, fold }) => !part && fold === tile.fold) : tile;
      return seen ? [seen.element] : [];
    }

    /** Open the title that an input is behind. @param {number} id */
    unfold(id) {
      const { inputs } = this.figure.graph;
      const fold = this.items.find(({ part }) => inputs[part.name] === id)?.fold;
      const box = fold && this.boxes.get(fold);
      if (!box || box.open) return;
      box.open = true;
      box.dispatchEvent(new Event('toggle')); // at once; the browser's own comes later
    }

    /** Bring a number in sight that is explained. @param {number} id @param {number} index */
    reveal(id, index) {
      if (!this.isOn) {
        this.unfold(id);
        return;
      }
      const tile = this.tileOf(id);
      if (!tile || this.figure.cells.inSight(id, index).length) return;
      this.isPicked = true;
      this.chosen = tile;
      this.show();
    }

    /** @param {KeyboardEvent} event */
    pressed(event) {
      const list = this.tiles.filter(({ element }) => !element.hidden);
      const at = list.indexOf(this.chosen);
      /** @type {Record<string, number>} */
      const places = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: list.length - 1 };
      const to = list[places[event.key]];
      if (!to) return;
      event.preventDefault();
      this.choose(to);
    }

    // ---- what is in sight

    /** Arrange the figure now that it stands in a page, and again for another width or for paper. */
    watch() {
      const { live } = this.figure;
      this.arrange();
      const again = () => {
        if (Math.abs(live.clientWidth - this.width) > SCROLLBAR) this.arrange();
      };
      new ResizeObserver(() => requestAnimationFrame(again)).observe(live);
      matchMedia('print').addEventListener('change', () => this.arrange());
    }

    /** Choose how to show the figure in the window as it is; paper takes all of it. */
    arrange() {
      const { live, root, spec } = this.figure;
      const isBig = root.matches('.hm-big');
      const ways = ['rows', 'packed', 'staged'].slice(0, spec.whole ? 1 : this.tiles.length > 1 ? 3 : 2);
      for (const size of isBig ? SIZES : ['']) {
        live.style.fontSize = size;
        for (const way of ways) {
          live.dataset.way = way;
          this.lay(way === 'staged');
          if (this.hasRoom()) break;
        }
        if (this.hasRoom()) break;
      }
      this.width = live.clientWidth;
      this.draw();
    }

    hasRoom() {
      const { live, root } = this.figure;
      const above = root.matches('.hm-big') ? live.offsetTop : HEADER;
      return live.offsetHeight <= innerHeight - above || matchMedia('print').matches;
    }

    /** @param {boolean} [isOn] whether as a stage */
    lay(isOn = false) {
      if (this.isOn === isOn) return;
      this.isOn = isOn;
      this.strip.hidden = !isOn;
      super.lay();
    }

    /** Put what comes out beside the stage, before it is measured what has room there. */
    gather() {
      if (!this.isOn) return;
      const ends = this.items.filter((item) => this.stays(item));
      this.panel.replaceChildren(...this.lines);
      this.outcome.replaceChildren(...ends.map(({ frame }) => frame));
      this.scene.replaceChildren(this.panel, this.outcome);
    }

    /** Whether something that comes out is shown here. @param {Item | Tile} place */
    isEnd({ part, fold }) {
      return Boolean(part) && !fold && this.ends.includes(part.name);
    }

    /** Whether an item stays in sight, whatever is chosen. @param {Item} item */
    stays(item) {
      return this.isEnd(item) || (!item.fold && isAlways(item.part));
    }

    /** Bring in sight what belongs there; what a value is made of, if there is room. */
    show() {
      if (!this.isOn) {
        super.show();
        return;
      }
      const feeding = this.feeding(this.chosen);
      this.open(feeding);
      if (!feeding.size || this.hasRoom()) return;
      if (!this.isPicked) this.chosen = this.tiles.find(({ part, fold }) => part && !part.node && !fold) ?? this.chosen;
      this.open(new Set());
    }

    /** @param {Set<Tile>} feeding tiles of the values that the chosen one is made of */
    open(feeding) {
      const { chosen } = this;
      const operands = new Set([...feeding].map(({ part }) => part.name)); // one view of each
      const isChosen = (/** @type {Item} */ { part, fold }) => part.name === chosen.part.name && fold === chosen.fold;
      this.bring((item) => operands.delete(item.part.name) || isChosen(item) || this.stays(item), isChosen);
      for (const tile of this.tiles) {
        const { element, part, fold } = tile;
        const isOpen = fold === chosen.fold;
        element.hidden = Boolean(fold) && (part ? !isOpen : isOpen);
        element.tabIndex = tile === chosen ? 0 : -1;
        element.setAttribute('aria-selected', String(tile === chosen));
        element.classList.toggle('hm-feeds', feeding.has(tile));
      }
      this.scene.classList.toggle('hm-free', this.lines.every(({ classList }) => classList.contains('hm-away')));
      this.draw();
    }

    // ---- what changes

    /** Find out how long numbers get, wherever the sliders stand: so much room they keep. */
    reach() {
      const { figure } = this;
      const { graph, number, spec } = figure;
      const longest = new Map(Object.values(graph.inputs).map((id) => [id, LEAST_ROOM]));
      for (const part of spec.show.flat()) {
        for (const { node } of part.parts ?? [part]) if (Number.isInteger(node?.[number])) longest.set(node[number], LEAST_ROOM);
        for (const one of [part.kind === 'glow' && part, part.p]) if (one) longest.set(one.node[number], FREE_ROOM);
      }
      for (const { kind, name } of spec.inputs) {
        if (kind === 'slider' && name in graph.inputs) longest.set(graph.inputs[name], FREE_ROOM);
      }
      const note = () => {
        for (const [id, room] of longest) {
          const lengths = Array.from(graph.value(id), (/** @type {number} */ x) => shown(x).length);
          longest.set(id, Math.max(room, ...lengths));
        }
      };
      note();
      for (const { kind, name, low, high, log } of spec.inputs) {
        if (kind !== 'slider' || !(name in graph.inputs)) continue;
        for (let share = 0; share <= 1; share += 1 / SAMPLES) {
          graph.set(name, [log ? low * (high / low) ** share : low + share * (high - low)]);
          try {
            graph.run();
            note();
          } catch {
            // this place of the slider cannot be computed: nothing stands there
          }
        }
        figure.give(name);
      }
      graph.run();
      figure.cells.rooms = longest;
    }

    /**
     * Say when the marks of each view and tile appear: in the order of the graph, one stage after the
     * other. A view hides its marks by a class, which costs no layout; a tile is not painted before.
     *
     * @param {Set<number>} changed
     */
    wave(changed) {
      const { graph, cells, held, isStill } = this.figure;
      if (held) return; // it comes once for all that a drag has changed
      const seen = new Set([...this.tiles.map((tile) => this.idOf(tile)), ...cells.byNode.keys()]);
      /** @type {Map<number, number>} */
      const levels = new Map();
      let most = 1;
      for (const id of [...changed].sort((one, other) => one - other)) {
        const before = graph.node(id).ins.map((/** @type {number} */ from) => levels.get(from) ?? -1);
        const level = Math.max(-1, ...before) + Number(seen.has(id));
        levels.set(id, level);
        most = Math.max(most, level);
      }
      const step = Math.min(BEAT, WAVE / most);
      const waitOf = (/** @type {number | null | undefined} */ id) => (isStill ? 0 : step * (levels.get(id ?? -1) ?? 0));
      this.waits.clear();
      for (const item of this.items) {
        const wait = item.isAway ? 0 : waitOf(item.last ?? item.id ?? graph.inputs[item.part.name]);
        if (wait) this.waits.set(item, wait);
        item.frame.classList.toggle('hm-wait', wait > 0);
      }
      for (const tile of this.tiles) {
        const wait = tile.element.hidden ? 0 : waitOf(this.idOf(tile));
        if (wait) this.waits.set(tile, wait);
      }
      clearTimeout(this.beat);
      this.next(0);
    }

    /** Show the marks that are next, when their time has come. @param {number} now */
    next(now) {
      if (!this.waits.size) return;
      const time = Math.min(...this.waits.values());
      this.beat = setTimeout(() => {
        for (const [one, wait] of this.waits) {
          if (wait !== time) continue;
          this.waits.delete(one);
          if ('frame' in one) one.frame.classList.remove('hm-wait');
          else this.tint(one);
        }
        this.next(time);
      }, time - now);
    }

    // ---- pictures

    /** Remember the numbers that the next edit is compared with. */
    settle() {
      for (const tile of this.tiles) {
        const id = this.idOf(tile);
        tile.was = id === null ? null : this.figure.graph.value(id).slice();
      }
    }

    /** Draw the tiles in sight. @param {Set<number>} [changed] only these values */
    draw(changed) {
      if (!this.isOn) return;
      for (const tile of this.tiles) {
        const id = this.idOf(tile);
        if (tile.element.hidden || id === null || (changed && !changed.has(id))) continue;
        if (!changed || !this.colours.has(tile)) {
          const style = getComputedStyle(tile.element); // asked only where it may have changed
          this.colours.set(tile, ['--hm-heat', '--hm-up', '--hm-down'].map((name) => style.getPropertyValue(name)));
        }
        const values = this.figure.graph.value(id);
        const [low, high] = limitsOf(tile, values);
        const share = (/** @type {number} */ x) => 0.08 + (0.92 * (x - low)) / (high - low || 1);
        const [hue] = this.colours.get(tile) ?? [];
        paint(tile.heat, this.figure.graph.shape(id), (i) => [hue, this.isKnown(tile, i) ? share(values[i]) : 0]);
        if (!this.figure.held) this.tint(tile);
      }
    }

    /** Whether a number is painted; a board plays. @param {Tile} _tile @param {number} _index */
    isKnown(_tile, _index) {
      return true;
    }

    /** Draw what changed in a tile, the more the deeper, unless its time is still to come. @param {Tile} tile */
    tint(tile) {
      const id = this.idOf(tile);
      const [, up, down] = this.colours.get(tile) ?? [];
      if (id === null || !up) return;
      const isLate = this.waits.get(tile);
      const { was } = tile;
      const values = this.figure.graph.value(id);
      const [low, high] = limitsOf(tile, values);
      paint(tile.tint, this.figure.graph.shape(id), (i) => {
        const isSame = isLate || !was || !this.isKnown(tile, i) || Math.round(values[i] * PLAIN) === Math.round(was[i] * PLAIN);
        const former = was?.[i] ?? 0;
        const isLess = values[i] < former;
        const far = (3 * Math.abs(values[i] - former)) / (high - low || 1); // a third of the range is in full colour
        return [isLess ? down : up, isSame ? 0 : Math.min(1, 0.15 + far) || 1, Number(isLess)];
      });
    }
  };
}

/** What is palest and what is deepest in a tile. @param {Tile} tile @param {Float64Array} values @returns {[number, number]} */
function limitsOf({ part }, values) {
  return part?.limits ?? rangeOf(values);
}

/** @param {any} part @returns {boolean} */
function isAlways({ kind, node }) {
  return NO_TILE.includes(kind) || (kind !== 'input' && !node);
}

/**
 * A pixel for each number; the layers of a value stand beside each other. A change takes half of
 * its number: the upper one for more, the lower one for less.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} shape
 * @param {(index: number) => [colour: string, strength: number, half?: number]} inkOf
 */
function paint(canvas, shape, inkOf) {
  const blocks = blocksOf(shape);
  const [{ rows, columns }] = blocks;
  const width = blocks.length * (columns + 1) - 1;
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  if (canvas.width !== width || canvas.height !== 2 * rows) {
    const side = Math.min(MOST_SIDE, MOST_WIDTH / width, MOST_HEIGHT / rows);
    Object.assign(canvas, { width, height: 2 * rows });
    Object.assign(canvas.style, { width: `${side * width}em`, height: `${side * rows}em` });
  } else ink.clearRect(0, 0, width, 2 * rows);
  blocks.forEach(({ first }, block) => {
    for (let i = 0; i < rows * columns; i++) {
      const [colour, strength, half] = inkOf(first + i);
      if (!(strength > 0)) continue;
      ink.fillStyle = colour;
      ink.globalAlpha = strength;
      const left = block * (columns + 1) + (i % columns);
      ink.fillRect(left, 2 * Math.floor(i / columns) + (half ?? 0), 1, half === undefined ? 2 : 1);
    }
  });
}
