"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };

  // helpers/live/static/drawings.js
  var drawings_exports = {};
  __export(drawings_exports, {
    bars: () => barsView,
    board: () => boardOn,
    dial: () => dialsView,
    flow: () => flowView,
    glow: () => glowView,
    line: () => lineView,
    links: () => linksView,
    nudges: () => nudgesView,
    plane: () => planeView,
    rail: () => railView,
    recorded: () => recordedView,
    ribbons: () => ribbonsView,
    run: () => Run,
    stage: () => stageOn,
    trail: () => trailView,
    words: () => wordsView
  });

  // helpers/live/static/graph.js
  function sizeOf(shape) {
    return shape.reduce((size, n) => size * n, 1);
  }
  function stridesOf(shape) {
    const strides = new Array(shape.length);
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }
  function indexOf(shape, place) {
    return stridesOf(shape).reduce((index, stride, axis) => index + stride * place[axis], 0);
  }

  // helpers/live/static/numbers.js
  var DECIMALS = 4;
  var SIGNIFICANT = 4;
  var SMALL = 1e-3;
  var LARGE = 1e6;
  function tidy(x) {
    return Number(x.toPrecision(12));
  }
  function shown(x, decimals = DECIMALS) {
    const [mantissa, exponent] = split(x, decimals);
    return exponent === null ? mantissa : `${mantissa}e${exponent}`;
  }
  function split(x, decimals = DECIMALS) {
    if (Number.isNaN(x)) return ["NaN", null];
    if (!Number.isFinite(x)) return [x > 0 ? "∞" : "−∞", null];
    const size = Math.abs(x);
    if (x !== 0 && !(SMALL <= size && size < LARGE)) {
      const [digits, exponent] = scientific(x).split("e");
      return [trim(digits), Number(exponent)];
    }
    return [trim(fixed(x, decimals)), null];
  }
  function fixed(x, decimals) {
    const up = x.toFixed(decimals);
    const isTie = Math.abs(x) * 2 ** (decimals + 1) % 2 === 1;
    return isTie ? toEven(up, x.toFixed(decimals + 1).slice(0, -1)) : up;
  }
  function scientific(x) {
    const decimals = SIGNIFICANT - 1;
    const up = x.toExponential(decimals);
    const [digits, exponent] = x.toExponential(50).split("e");
    const cut = digits.indexOf(".") + 1 + decimals;
    const isTie = /^50*$/.test(digits.slice(cut));
    return isTie ? toEven(up, `${digits.slice(0, cut)}e${exponent}`) : up;
  }
  function toEven(up, down) {
    const last = down.replace(/\.$/, "").split("e")[0].at(-1);
    return Number(last) % 2 === 0 ? down : up;
  }
  function trim(digits) {
    const short = digits.includes(".") ? digits.replace(/\.?0*$/, "") : digits;
    return short === "-0" ? "0" : short.replace("-", "−");
  }
  function allowed({ domain, whole, refusal }, value) {
    if (!domain) return { value };
    const [least, most] = domain;
    const fits = value >= (least ?? -Infinity) && value <= (most ?? Infinity);
    return fits && (!whole || Number.isInteger(value)) ? { value } : { problem: refusal };
  }

  // helpers/live/static/cells.js
  function blocksOf(shape, head) {
    const [rows, columns] = [1, 1, ...shape].slice(-2);
    if (shape.length < 3) return [{ head: null, first: 0, rows, columns }];
    const count = sizeOf(shape.slice(0, -2));
    const all = Array.from({ length: count }, (_, i) => ({
      head: i + 1,
      first: i * rows * columns,
      rows,
      columns
    }));
    return head ? [all[head - 1]] : all;
  }
  var CLASSES = 9;
  function heatClass(x, [low, high]) {
    if (!Number.isFinite(x)) return -1;
    const share = high > low ? (x - low) / (high - low) : 0;
    return Math.min(CLASSES - 1, Math.max(0, Math.floor(share * CLASSES)));
  }
  function rangeOf(values) {
    let low = Infinity;
    let high = -Infinity;
    for (const x of values) {
      if (!Number.isFinite(x)) continue;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    return low <= high ? [low, high] : [0, 1];
  }

  // helpers/live/static/dom.js
  var SVG = "http://www.w3.org/2000/svg";
  function make(tag, attributes = {}, ...children) {
    return dress(document.createElement(tag), attributes, children);
  }
  function draw(tag, attributes = {}, ...children) {
    return dress(document.createElementNS(SVG, tag), attributes, children);
  }
  function dress(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === void 0 || value === false) continue;
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...children.filter((child) => child !== null && child !== void 0));
    return node;
  }
  function symbolOf(symbol, className = "hm-symbol") {
    const parts = symbol.flatMap(([kind, text], i) => [i ? " " : "", make(kind, {}, text)]);
    return make("span", { class: className }, ...parts);
  }
  function inWords(name) {
    return name.replaceAll("_", " ");
  }
  function languageOf(lang, word) {
    return typeof lang === "object" ? lang[word] : lang;
  }
  function button(words2, act, attributes = {}) {
    return make("button", { type: "button", class: "hm-button", onclick: act, ...attributes }, words2);
  }
  function setIf(node, name, value) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  function setOff(node, isOff) {
    setIf(node, "aria-disabled", String(isOff));
  }

  // helpers/live/static/drawing.js
  var FAR = 2e3;
  function near(x) {
    return String(Math.floor(10 * Math.min(FAR, Math.max(-FAR, x)) + 0.5) / 10);
  }
  function words(kind, x, y, anchor, ...inside) {
    return ["text", { class: kind, x: near(x), y: near(y), "text-anchor": anchor }, ...inside];
  }
  function living(tree) {
    let now = tree();
    const drawing = grown(now);
    const paint2 = () => {
      const next = tree();
      renew(drawing, next, now);
      now = next;
    };
    return { drawing, paint: paint2 };
  }
  function grown([name, attributes, ...inside]) {
    const children = inside.map((part) => typeof part === "string" ? part : grown(part));
    return draw(
      /** @type {any} */
      name,
      attributes,
      ...children
    );
  }
  function renew(node, [, attributes, ...inside], [, former, ...shown2]) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value === former[name]) continue;
      if (value === null || value === void 0) node.removeAttribute(name);
      else node.setAttribute(name, String(value));
    }
    inside.forEach((part, i) => {
      if (typeof part !== "string") renew(node.children[i], part, shown2[i]);
      else if (part !== shown2[i]) node.textContent = part;
    });
  }

  // helpers/live/static/keys.js
  var NUMBERS = "td.hm-cell, b.hm-cell, td > .hm-field";
  var AWAY = "[hidden], .hm-away, .hm-later, details:not([open]) > :not(summary)";
  var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function numbersOf(figure) {
    return [...figure.live.querySelectorAll(NUMBERS)].filter((number) => !number.closest(AWAY));
  }
  function numbersIn(figure, name) {
    return numbersOf(figure).filter((one) => (
      /** @type {HTMLElement} */
      one.closest(".hm-view")?.dataset.shows === name
    ));
  }
  function setStop(figure, to) {
    if (figure.stop) figure.stop.tabIndex = -1;
    figure.stop = to;
    to.tabIndex = 0;
  }
  var SLACK = 3;
  function nearest(here, others, [across, down]) {
    const placeOf = (one) => {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      return across ? [left, right, top + bottom] : [top, bottom, left + right];
    };
    const [start, end, side] = placeOf(here);
    let least = Infinity;
    let found;
    for (const other of others) {
      const [first, last, beside] = placeOf(other);
      const ahead = across + down > 0 ? first - end : start - last;
      const far = ahead + Math.abs(beside - side);
      if (ahead < -SLACK || far >= least) continue;
      [least, found] = [far, other];
    }
    return found;
  }

  // helpers/live/static/stage.js
  var HEADER = 48;
  var MOST_OPERANDS = 4;
  var SIZES = ["", ".86em", ".74em"];
  var SCROLLBAR = 24;
  var NO_TILE = ["value", "recorded", "pull"];
  var MOST_SIDE = 0.8;
  var MOST_WIDTH = 3.4;
  var MOST_HEIGHT = 2;
  var PLAIN = 1e4;
  var LEAST_ROOM = 4;
  var FREE_ROOM = 7;
  var SAMPLES = 8;
  var BEAT = 120;
  var WAVE = 750;
  var stages = 0;
  function stageOn(Rows) {
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
        const about = (role, label) => ({ class: `hm-${role}`, role, "aria-label": label });
        this.isOn = null;
        this.isPicked = false;
        this.beat = 0;
        this.waits = /* @__PURE__ */ new Map();
        this.colours = /* @__PURE__ */ new Map();
        this.width = 0;
        const strip = make("div", about("tablist", "Values, as one follows from the other"));
        this.panel = make("div", { class: "hm-stage", role: "tabpanel", id });
        this.outcome = make("div", { ...about("group", "What comes out"), class: "hm-outcome" });
        this.tiles = this.tilesOf(id);
        const computed = this.tiles.filter(({ part, fold }) => part?.node && !fold);
        this.ends = figure.spec.outcome ?? computed.slice(-1).map(({ part }) => part.name);
        this.tiles.sort((one, other) => Number(this.isEnd(one)) - Number(this.isEnd(other)));
        strip.append(...this.tiles.map(({ element }) => element));
        this.strip = strip;
        this.chosen = this.tiles.find(({ part, fold }) => part?.node && !fold?.isOpen === !fold) ?? this.tiles.filter(({ part }) => part)[0];
        strip.addEventListener("keydown", (event) => this.pressed(event));
        strip.addEventListener("transitionend", () => this.draw());
      }
      // ---- tiles
      /**
       * One tile for each value in the order of the figure, one for each title before those behind it.
       *
       * @param {string} panel id of what a tile opens
       */
      tilesOf(panel) {
        const tiles = [];
        const known = /* @__PURE__ */ new Set();
        const add = (fold, part, label) => {
          const [heat, tint] = ["hm-heat", "hm-tint"].map((name) => make("canvas", { class: name, width: 1, height: 1 }));
          const picture = make("span", { class: "hm-picture", "aria-hidden": "true" }, heat, tint);
          const about = { type: "button", role: "tab", class: "hm-tile", "aria-controls": panel };
          const tile = { fold, part, heat, tint, element: make("button", about, picture, label) };
          if (part) tile.element.dataset.opens = part.name;
          if (part?.hue) tile.element.dataset.hue = part.hue;
          tile.element.addEventListener("click", () => this.choose(tile));
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
        const found = /* @__PURE__ */ new Set();
        const seen = /* @__PURE__ */ new Set();
        const look = (id2) => {
          for (const operand of graph.node(id2).ins) {
            if (seen.has(operand)) continue;
            seen.add(operand);
            if (byId.has(operand)) found.add(byId.get(operand));
            else look(operand);
          }
        };
        const id = this.idOf(tile);
        if (id !== null) look(id);
        return found.size > MOST_OPERANDS ? /* @__PURE__ */ new Set() : found;
      }
      /** Open the stage of a value. @param {Tile} tile */
      choose(tile) {
        this.isPicked = true;
        const { fold, part } = tile;
        this.chosen = part ? tile : this.tiles.filter((one) => one.part && one.fold === fold)[0];
        this.show();
        this.figure.strip.render();
        this.chosen.element.focus();
      }
      /** @param {number} id @returns {Tile | undefined} */
      tileOf(id) {
        return this.tiles.find((one) => one.part && this.idOf(one) === id);
      }
      /** The tile in sight that leads to a value: its own, or its title's. @param {number} id */
      leading(id) {
        const tile = this.isOn ? this.tileOf(id) : void 0;
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
        box.dispatchEvent(new Event("toggle"));
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
        matchMedia("print").addEventListener("change", () => this.arrange());
      }
      /** Choose how to show the figure in the window as it is; paper takes all of it. */
      arrange() {
        const { live, root, spec } = this.figure;
        const isBig = root.matches(".hm-big");
        const ways2 = ["rows", "packed", "staged"].slice(0, spec.whole ? 1 : this.tiles.length > 1 ? 3 : 2);
        for (const size of isBig ? SIZES : [""]) {
          live.style.fontSize = size;
          for (const way of ways2) {
            live.dataset.way = way;
            this.lay(way === "staged");
            if (this.hasRoom()) break;
          }
          if (this.hasRoom()) break;
        }
        this.width = live.clientWidth;
        this.draw();
      }
      hasRoom() {
        const { live, root } = this.figure;
        const above = root.matches(".hm-big") ? live.offsetTop : HEADER;
        return live.offsetHeight <= innerHeight - above || matchMedia("print").matches;
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
        return this.isEnd(item) || !item.fold && isAlways(item.part);
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
        this.open(/* @__PURE__ */ new Set());
      }
      /** @param {Set<Tile>} feeding tiles of the values that the chosen one is made of */
      open(feeding) {
        const { chosen } = this;
        const operands = new Set([...feeding].map(({ part }) => part.name));
        const isChosen = ({ part, fold }) => part.name === chosen.part.name && fold === chosen.fold;
        this.bring((item) => operands.delete(item.part.name) || isChosen(item) || this.stays(item), isChosen);
        for (const tile of this.tiles) {
          const { element, part, fold } = tile;
          const isOpen = fold === chosen.fold;
          element.hidden = Boolean(fold) && (part ? !isOpen : isOpen);
          element.tabIndex = tile === chosen ? 0 : -1;
          element.setAttribute("aria-selected", String(tile === chosen));
          element.classList.toggle("hm-feeds", feeding.has(tile));
        }
        this.scene.classList.toggle("hm-free", this.lines.every(({ classList }) => classList.contains("hm-away")));
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
          for (const one of [part.kind === "glow" && part, part.p]) if (one) longest.set(one.node[number], FREE_ROOM);
        }
        for (const { kind, name } of spec.inputs) {
          if (kind === "slider" && name in graph.inputs) longest.set(graph.inputs[name], FREE_ROOM);
        }
        const note = () => {
          for (const [id, room] of longest) {
            const lengths = Array.from(graph.value(id), (x) => shown(x).length);
            longest.set(id, Math.max(room, ...lengths));
          }
        };
        note();
        for (const { kind, name, low, high, log } of spec.inputs) {
          if (kind !== "slider" || !(name in graph.inputs)) continue;
          for (let share = 0; share <= 1; share += 1 / SAMPLES) {
            graph.set(name, [log ? low * (high / low) ** share : low + share * (high - low)]);
            try {
              graph.run();
              note();
            } catch {
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
        if (held) return;
        const seen = /* @__PURE__ */ new Set([...this.tiles.map((tile) => this.idOf(tile)), ...cells.byNode.keys()]);
        const levels = /* @__PURE__ */ new Map();
        let most = 1;
        for (const id of [...changed].sort((one, other) => one - other)) {
          const before = graph.node(id).ins.map((from) => levels.get(from) ?? -1);
          const level = Math.max(-1, ...before) + Number(seen.has(id));
          levels.set(id, level);
          most = Math.max(most, level);
        }
        const step = Math.min(BEAT, WAVE / most);
        const waitOf = (id) => isStill ? 0 : step * (levels.get(id ?? -1) ?? 0);
        this.waits.clear();
        for (const item of this.items) {
          const wait = item.isAway ? 0 : waitOf(item.last ?? item.id ?? graph.inputs[item.part.name]);
          if (wait) this.waits.set(item, wait);
          item.frame.classList.toggle("hm-wait", wait > 0);
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
            if ("frame" in one) one.frame.classList.remove("hm-wait");
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
          if (tile.element.hidden || id === null || changed && !changed.has(id)) continue;
          if (!changed || !this.colours.has(tile)) {
            const style = getComputedStyle(tile.element);
            this.colours.set(tile, ["--hm-heat", "--hm-up", "--hm-down"].map((name) => style.getPropertyValue(name)));
          }
          const values = this.figure.graph.value(id);
          const [low, high] = limitsOf(tile, values);
          const share = (x) => 0.08 + 0.92 * (x - low) / (high - low || 1);
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
          const far = 3 * Math.abs(values[i] - former) / (high - low || 1);
          return [isLess ? down : up, isSame ? 0 : Math.min(1, 0.15 + far) || 1, Number(isLess)];
        });
      }
    };
  }
  function limitsOf({ part }, values) {
    return part?.limits ?? rangeOf(values);
  }
  function isAlways({ kind, node }) {
    return NO_TILE.includes(kind) || kind !== "input" && !node;
  }
  function paint(canvas, shape, inkOf) {
    const blocks = blocksOf(shape);
    const [{ rows, columns }] = blocks;
    const width = blocks.length * (columns + 1) - 1;
    const ink = (
      /** @type {CanvasRenderingContext2D} */
      canvas.getContext("2d")
    );
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
        const left = block * (columns + 1) + i % columns;
        ink.fillRect(left, 2 * Math.floor(i / columns) + (half ?? 0), 1, half === void 0 ? 2 : 1);
      }
    });
  }

  // helpers/live/static/board.js
  var MOST_WORDS = 4;
  var PACE = 260;
  var SIZES2 = ["", ".9em", ".8em"];
  var MOST = 0.85;
  var FITS = [".88em", ".8em", ".7em"];
  var LEAST = 640;
  var LOW = 480;
  var HEADER2 = 48;
  var ONE_LINE = "flex:1 1 19em;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis";
  var FILL = "position:absolute;inset:0";
  var WHOLE = `${FILL};min-width:100%;max-width:100%;min-height:100%;max-height:100%`;
  var BESIDE = "display:flex;flex-wrap:wrap;align-items:center;gap:.4em .8em;padding:.3em .7em;margin:0 0 .5em;";
  var AT_TOP = `position:sticky;top:${HEADER2}px;z-index:3`;
  var PART = `min-width:0;max-width:none;min-height:0;padding:0;border-radius:0;display:block;z-index:1;scroll-margin-block:9rem 16rem;position:absolute;`;
  var TRIED = "outline:2px dashed var(--hm-lit);outline-offset:";
  function boardOn(Rows) {
    return class Board extends stageOn(Rows) {
      /**
       * @param {any} figure
       * @param {import('./rows.js').Item[][]} rows
       * @param {import('./rows.js').Fold[]} folds
       */
      constructor(figure, rows, folds) {
        super(figure, rows, folds);
        this.board = figure.spec.board;
        const { opens, steps, tries } = this.board;
        this.at = steps.length;
        this.isFresh = true;
        this.timer = 0;
        this.needed = Infinity;
        this.ratio = 1;
        this.sheets = [];
        this.write = [];
        this.rows = /* @__PURE__ */ new Map();
        this.count();
        this.chosen = this.tiles.find(({ part }) => part.name === opens) ?? this.chosen;
        const list = (
          /** @type {HTMLElement} */
          this.strip
        );
        list.style.cssText = `${FILL};margin:0;display:block`;
        this.ground = make("div", { "aria-hidden": "true" });
        this.picture = make("div", {}, this.ground, list);
        this.numbers = make("div", {});
        if (tries) figure.fieldsOf.get(tries[0])[tries[1]].element.parentElement.style.cssText = `${TRIED}-2px`;
        this.main = button("Play", () => this.timer ? this.stop() : this.play());
        this.former = button("←", () => this.go(Math.min(this.at, this.last) - 1), { "aria-label": "One step back", style: "flex:none" });
        this.later = button("→", () => this.go(this.at + 1), { "aria-label": "One step on" });
        this.slider = make("input", {
          type: "range",
          class: "hm-range",
          min: 1,
          max: steps.length,
          "aria-label": "Step of the pass",
          style: "flex:1 1 9em;width:auto",
          oninput: () => this.go(Number(this.slider.value))
        });
        this.now = make("span", { class: "hm-word", style: ONE_LINE });
        this.end = make("div", { style: "flex:none" });
        this.controls = make(
          "div",
          { class: "hm-run", role: "group", "aria-label": "Play one pass" },
          this.main,
          this.former,
          this.later,
          this.slider,
          this.now
        );
        this.strip = make("div", {}, this.controls, this.picture);
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
        const percent = (share) => `${(100 * share).toFixed(3)}%`;
        const at = ([x, y, width, height]) => `left:${percent(x / wide)};top:${percent(y / high)};width:${percent(width / wide)};height:${percent(height / high)}`;
        for (const tile of this.tiles) this.put(tile, "display:none");
        this.ground.replaceChildren();
        this.write = [];
        let above = 0;
        for (const [left, top, width, height] of sheets) {
          const isHere = (x, y) => x >= left && x < left + width && y >= top && y < top + height;
          const style = `position:absolute;${at([0, above, width, height])}`;
          const near2 = marks.filter(([name, { x, y }]) => name !== "text" || isHere(Number(x), Number(y)));
          const { drawing } = living(() => ["svg", { viewBox: `${left} ${top} ${width} ${height}`, style }, ...near2]);
          const words2 = living(() => this.said(isHere));
          drawing.append(words2.drawing);
          this.ground.append(drawing);
          this.write.push(words2.paint);
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
        picture.style.cssText = `${FILL};${part?.node ? "border:0" : "outline:1px solid var(--hm-muted)"}`;
        heat.style.cssText = WHOLE;
        tint.style.cssText = WHOLE;
        element.setAttribute("aria-label", `${part?.name.replaceAll("_", " ")}`);
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
        const place = `left:${left}%;top:${100 * row / rows}%;width:${wide}%;height:${100 / rows}%`;
        tile.element.append(make("span", { style: `position:absolute;pointer-events:none;${place};${TRIED}0` }));
      }
      /**
       * The words of a sheet as they are, of what is computed by now.
       *
       * @param {(x: number, y: number) => boolean} isHere
       * @returns {import('./drawing.js').Tree}
       */
      said(isHere) {
        const { figure } = this;
        const { words: words2 } = this.board;
        const here = words2.filter(([, x, y]) => isHere(x, y));
        const texts = here.flatMap(([name, x, y, step, anchor]) => {
          const list = figure.graph ? figure.wordsOf(name) : [];
          const known = this.known(name);
          const about = { x: String(x), "text-anchor": anchor, "font-size": "1.4", style: "fill:var(--hm-fg)" };
          return Array.from({ length: MOST_WORDS }, (_, i) => [
            "text",
            { ...about, y: String(y + step * i) },
            i < known ? list[i] ?? "" : ""
          ]);
        });
        return ["g", {}, ...texts];
      }
      // ---- arranging
      arrange() {
        const { live, root } = this.figure;
        const isBig = root.matches(".hm-big");
        root.style.padding = isBig ? ".5rem 1rem" : "";
        root.style.fontSize = isBig ? "1rem" : "";
        for (const title of root.querySelectorAll(".hm-title")) title.hidden = isBig;
        live.style.fontSize = "";
        if (matchMedia("print").matches) {
          this.spread([[0, 0, ...this.board.size]]);
          live.style.fontSize = ".8em";
          live.dataset.way = "packed";
          this.lay(false);
          this.draw();
          return;
        }
        live.dataset.way = "staged";
        const isNarrow = live.clientWidth < LEAST;
        this.spread(isNarrow ? this.board.sheets : [[0, 0, ...this.board.size]]);
        this.lay(true);
        const given = live.querySelector(":scope > .hm-given");
        (isNarrow || !given ? this.controls : given).append(this.outcome);
        this.controls.style.cssText = BESIDE + (isNarrow && innerHeight > LOW ? AT_TOP : "");
        this.stick();
        const above = isBig ? live.offsetTop : HEADER2;
        for (const size of isNarrow ? [""] : SIZES2) {
          live.style.fontSize = size;
          const rest = above + live.offsetHeight - this.picture.offsetHeight;
          const width = this.ratio * (innerHeight - rest);
          this.picture.style.maxWidth = isNarrow ? "34em" : `max(${LEAST}px, calc(${this.ratio} * (100vh - ${rest}px)))`;
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
        this.scene.style.position = isSticky ? "sticky" : "static";
      }
      /** @param {boolean} [isOn] */
      lay(isOn = false) {
        super.lay(isOn);
        this.strip.hidden = false;
        const foot = (
          /** @type {HTMLElement} */
          this.figure.strip.element.parentElement
        );
        this.scene.classList.toggle("hm-foot", isOn);
        this.scene.style.cssText = isOn ? "display:block;margin:0" : "";
        this.figure.strip.element.style.height = isOn && this.sheets.length === 1 ? "4.4em" : "";
        if (!isOn) {
          this.scene.after(foot);
          for (const { line } of this.items) line.style.cssText = "";
          return;
        }
        this.picture.style.cssText += ";position:relative;margin:0 auto .5em";
        this.outcome.style.cssText = "flex:none;border:0;padding:0;gap:0 1em;flex-wrap:wrap";
        this.numbers.replaceChildren(this.panel);
        this.numbers.style.cssText = "height:10.2em;overflow:auto;display:flex;align-items:flex-start;gap:.9em .6em";
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
          element.style.outline = element === this.chosen.element ? "2px solid var(--hm-accent)" : "";
        }
        const { name } = this.chosen.part;
        for (const { line, part } of this.items) {
          line.style.cssText = `flex:none;order:${part.name === name ? -1 : 0}`;
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
        const others = this.tiles.filter(({ element }) => element !== this.chosen.element && element.style.display !== "none");
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
        if (isFollowed) tile.element.scrollIntoView({ block: "nearest" });
        this.draw();
      }
      play() {
        const { root } = this.figure;
        if (this.sheets.length < 2 && root.getBoundingClientRect().bottom > innerHeight) root.scrollIntoView();
        if (this.at >= this.last) this.at = 0;
        this.timer = window.setInterval(() => {
          this.go(this.at + 1);
          if (this.at >= this.last) this.stop();
        }, PACE);
        this.main.textContent = "Pause";
        this.go(this.at + 1);
      }
      stop() {
        clearInterval(this.timer);
        this.timer = 0;
        this.main.textContent = "Play";
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
        setIf(this.slider, "aria-valuetext", what);
        setOff(this.former, at <= 1);
        setOff(this.later, at === last);
        for (const name in this.board.of) {
          const known = this.known(name);
          for (const [i, piece] of [...this.figure.live.querySelectorAll(`[data-shows="${name}"] .hm-piece`)].entries()) {
            piece.style.visibility = i < known ? "" : "hidden";
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
          if (isAway || !this.rows.has(part.name) || typeof id !== "number") continue;
          const columns = graph.shape(id).at(-1);
          for (const { element, index } of cells.byNode.get(id) ?? []) {
            const isEmpty = !this.isKnown({ part }, index);
            element.classList.toggle("hm-later", isEmpty);
            if (index % columns === 0) element.previousElementSibling?.classList.toggle("hm-later", isEmpty);
          }
        }
      }
    };
  }
  function isInSight(element) {
    const { bottom, top } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }

  // helpers/live/static/run.js
  var SLICE = 8;
  var MOST_MARKS = 128;
  var Run = class {
    /** @param {Host} figure */
    constructor(figure) {
      this.figure = figure;
      this.spec = figure.spec.run;
      this.unit = this.spec.unit;
      this.speed = "frame";
      this.frame = 0;
      this.at = 0;
      this.stride = 1;
      this.spent = 0;
      this.wasLive = false;
      this.trails = [];
      this.records = [];
      this.marks = [];
      this.main = button(this.spec.label, () => this.isOn ? this.stop() : this.play());
      this.once = button(`One ${this.unit}`, () => this.stepOnce());
      this.over = button("Start over", () => this.restart());
      this.slider = make("input", {
        type: "range",
        class: "hm-range",
        min: this.spec.first,
        step: 1,
        "aria-label": `${this.unit}, slider over the run so far`,
        oninput: () => this.go(Number(this.slider.value) - this.spec.first)
      });
      this.count = make("span", { class: "hm-word" });
      const isShort = Boolean(this.spec.pace);
      this.said = make("p", { role: "status", class: isShort ? null : "hm-hidden" });
      const others = this.sayings().map((text) => make("p", { "aria-hidden": "true", style: "visibility:hidden" }, text));
      if (isShort) for (const one of [this.said, ...others]) one.style.gridArea = "1/1";
      const fast = make("input", {
        type: "checkbox",
        onchange: () => {
          this.speed = fast.checked ? "fast" : "frame";
        }
      });
      this.element = make(
        "div",
        { class: "hm-run", role: "group", "aria-label": `Run, ${this.unit} by ${this.unit}` },
        make(
          "div",
          { class: "hm-control" },
          this.main,
          this.once,
          this.over
        ),
        make(
          "div",
          { class: "hm-control" },
          this.count,
          this.slider,
          this.spec.pace ? null : make("label", { class: "hm-option" }, fast, "as fast as it goes")
        ),
        isShort ? make("div", { style: "display:grid" }, this.said, ...others) : this.said
      );
    }
    /** All that a run may say at its end: their room is kept, so that nothing moves then. */
    sayings() {
      const { steady, until } = this.spec;
      return [...until.map(([, said]) => said), ...steady ? [] : [this.outOf()]];
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
      this.trails = parts.flatMap(({ kind, node }) => kind === "trail" && node ? node[number] : []);
      this.at = 0;
      this.records = [];
      this.marks = [];
      this.stride = 1;
      this.spent = 0;
      this.say("");
      this.record();
      if (this.spec.rests && (this.figure.isStill || !this.wasLive)) while (this.forward()) ;
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
      this.say("");
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
      if (this.figure.frame) this.figure.refresh();
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
      return this.at >= this.spec.most ? this.outOf() : void 0;
    }
    /** Go to any recorded step. @param {number} at */
    go(at) {
      this.stop();
      const mark = this.marks.findLast((one) => one.at <= at) ?? this.marks[0];
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
      if (this.isOn) return;
      this.main.style.minWidth = `${this.main.getBoundingClientRect().width}px`;
      let due = 0;
      const slice = (now) => {
        if (!this.isOn) return;
        this.frame = requestAnimationFrame(slice);
        if (now < due) return;
        due = now + this.spec.pace;
        const began = performance.now();
        let more;
        try {
          do
            more = this.forward();
          while (more && this.speed === "fast" && performance.now() - began < SLICE);
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
      this.main.textContent = this.isOn ? "Pause" : this.spec.label;
      setOff(this.once, Boolean(end) && !this.isOn);
      setOff(this.over, many === 1 && !this.isOn);
      this.slider.max = String(many - 1 + this.spec.first);
      this.slider.value = String(this.place);
      this.slider.disabled = many === 1;
      this.count.textContent = `${this.unit} ${this.place}`;
      this.slider.setAttribute("aria-valuetext", `${this.unit} ${this.place} of ${this.slider.max}`);
      if (this.isTurned) this.say("");
      else if (!this.isOn && end && this.at === many - 1) this.say(end);
      else if (!end) this.say("");
      this.figure.origin?.refresh();
    }
    /** Say why the run is over; what is long stands where numbers are explained. @param {string} words */
    say(words2) {
      const spent = `${(this.spent / 1e3).toFixed(2)} s of computing`;
      const where = `This is ${this.unit} ${this.place}, after ${spent}.`;
      const text = words2 && !this.spec.pace ? `${words2} ${where}` : words2;
      if (this.said.textContent === text) return;
      this.said.textContent = text;
      if (!this.spec.pace) this.figure.strip.tell(text, true);
    }
  };

  // helpers/live/static/table.js
  var FILLER = "–";
  function framed(described, ...children) {
    const note = described.caption ? make("p", { class: "hm-note" }, described.caption) : null;
    const { kind, hue, name } = described;
    const attributes = { class: `hm-view hm-view-${kind}`, "data-hue": hue, "data-shows": name };
    return make("div", attributes, ...children, note);
  }

  // helpers/live/static/view-bars.js
  function barsView(figure, described, id) {
    const shape = figure.graph.shape(id);
    const bars = [];
    const groups = blocksOf(shape, described.head).flatMap(({ head, first, rows, columns }) => {
      const beside = figure.labels(described.rows, rows);
      const above = figure.labels(described.columns, columns);
      return Array.from({ length: rows }, (_, row) => {
        const who = rows > 1 ? beside?.[row] ?? `row ${row + 1}` : null;
        const symbol = head === null ? described.symbol : described.heads[head - 1];
        const lines = Array.from({ length: columns }, (_2, column) => {
          const index = first + row * columns + column;
          const word = above?.[column] ?? String(column + 1);
          if (word === FILLER) return "";
          const spoken3 = [described.name, head && `${figure.layer} ${head}`, who, word];
          const { line, bar } = barOf(figure, described, id, index, {
            word,
            name: spoken3.filter(Boolean).join(" ")
          });
          bars.push(bar);
          return line;
        });
        const title = make(
          "caption",
          {},
          symbolOf(symbol),
          who ? make("span", { class: "hm-word", lang: languageOf(described.lang, who) }, ` ${who}`) : null,
          described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null
        );
        const body = make("tbody", { role: "rowgroup" }, ...lines);
        return make("table", { class: "hm-bars", role: "table" }, title, body);
      });
    });
    const tables = make("div", { class: "hm-tables" }, ...groups);
    let axis = 0;
    const paint2 = () => {
      const zero = paintBars(figure.graph.value(id), bars, described);
      if (zero !== axis) tables.style.setProperty("--hm-zero", `${zero}%`);
      axis = zero;
    };
    return { element: framed(described, tables), paint: paint2 };
  }
  function barOf(figure, described, id, index, { word, name }) {
    const text = document.createTextNode("");
    const number = make("td", { class: "hm-number", role: "cell", tabindex: -1 }, text);
    const write = (shown2) => {
      text.data = shown2;
    };
    figure.show(described, { id, index, element: number, write, name: () => name });
    const fill = make("span", { class: "hm-fill" });
    const line = make(
      "tr",
      { role: "row" },
      make("th", { scope: "row", role: "rowheader", lang: languageOf(described.lang, word) }, word),
      make("td", { class: "hm-bar", role: "cell", "aria-hidden": "true" }, fill),
      number
    );
    return { line, bar: { index, fill, place: "" } };
  }
  function paintBars(values, bars, { limits }) {
    const [low, high] = limits ?? rangeOf([0, ...values]);
    const width = high - low || 1;
    const share = (x) => Math.round(200 * Math.min(1, Math.max(0, (x - low) / width))) / 2;
    const zero = share(0);
    for (const bar of bars) {
      const x = values[bar.index];
      const end = Number.isFinite(x) ? share(x) : zero;
      const place = `translateX(${Math.min(zero, end)}%) scaleX(${Math.abs(end - zero) / 100})`;
      if (place === bar.place) continue;
      bar.place = place;
      bar.fill.style.transform = place;
    }
    return zero;
  }

  // helpers/live/static/drags.js
  var KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  function listenToDrags(figure, drawing, held, nudge, grab) {
    const markAt = ({ target }) => target instanceof Element ? target.closest(".hm-grip") : null;
    const heldAt = (event) => {
      const mark = markAt(event);
      return mark ? held.get(mark) : void 0;
    };
    const on = (type, act) => drawing.addEventListener(type, act, { passive: false });
    let group = {};
    let follow = null;
    on("focusin", () => {
      group = {};
    });
    on("keydown", (event) => {
      const one = heldAt(event);
      const by = KEYS[event.key];
      if (!one || !by) return;
      event.preventDefault();
      const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
      nudge(one, [by[0] * size, by[1] * size], group);
      figure.sync();
    });
    on("pointerdown", (event) => {
      const one = heldAt(event);
      if (!one || event.button !== 0) return;
      event.preventDefault();
      markAt(event).focus();
      drawing.setPointerCapture(event.pointerId);
      group = {};
      follow = grab(one, event, group);
      figure.hold();
    });
    on("touchstart", (event) => {
      if (heldAt(event)) event.preventDefault();
    });
    const end = () => {
      if (follow) figure.sync();
      follow = null;
    };
    on("pointermove", (event) => follow?.(event));
    on("pointerup", (event) => {
      follow?.(event);
      end();
    });
    on("pointercancel", end);
  }

  // helpers/live/static/hold.js
  var FINE = 20;
  function holdable(figure, drawing, holds) {
    const of = new Map(holds.map((hold) => [hold.mark, hold]));
    const stateOf = ({ input, index }) => figure.state[input][index];
    const stepOf2 = ({ input }) => figure.inputs.get(input).step;
    const put = ({ input, index }, value, group) => {
      const part = figure.inputs.get(input);
      const [low, high] = part.domain ?? [];
      const inside = tidy(Math.min(high ?? Infinity, Math.max(low ?? -Infinity, value)));
      if (!allowed(part, inside).problem) figure.setNumber(input, index, inside, group);
    };
    for (const hold of holds) {
      const about = { role: "slider", tabindex: "0", "data-input": hold.input, "data-row": hold.index };
      dress(hold.mark, about, []);
    }
    const nudge = (hold, [across, up], group) => put(hold, stateOf(hold) + (across + up) * stepOf2(hold), group);
    const grab = (hold, event, group) => {
      const value = stateOf(hold);
      const start = hold.place(event, 0);
      const fine = figure.inputs.get(hold.input).whole ? 1 : stepOf2(hold) / FINE;
      let last = start;
      return (now) => {
        last = hold.place(now, last);
        put(hold, Math.round((value + (last - start) * hold.per()) / fine) * fine, group);
      };
    };
    listenToDrags(figure, drawing, of, nudge, grab);
    return () => {
      for (const hold of holds) {
        const now = stateOf(hold);
        dress(hold.mark, { "aria-label": hold.said(), "aria-valuenow": now, "aria-valuetext": shown(now) }, []);
      }
    };
  }

  // helpers/live/static/view-dials.js
  var RADIUS = 60;
  var ON_RIM = 2e-3;
  var AXES = ["across", "up"];
  function dialsView(figure, described, id) {
    const [hands, faces] = figure.graph.shape(id);
    const idOf = (other) => other?.node[figure.number] ?? null;
    const others = [idOf(described.sector), idOf(described.way), idOf(described.back)];
    const [sector, way, back] = others;
    const treeOf = (face) => {
      const values = figure.graph.value(id);
      const tips = Array.from({ length: hands }, (_, h) => pair(values, h * faces + face));
      const points = (node) => node === null ? [] : rowOf(figure, node, face);
      return faceOf(described, tips, face, points(way), points(sector));
    };
    const all = Array.from({ length: faces }, (_, face) => living(() => treeOf(face)));
    const follow = all.map(({ drawing }, face) => {
      drawing.setAttribute("role", "group");
      const marks = [...drawing.querySelectorAll(".hm-hand")];
      marks.forEach((mark, h) => {
        [...mark.children].slice(0, 2).forEach((element2, axis) => {
          const index = 2 * (h * faces + face) + axis;
          const name = () => `${described.hands[h]}, ${described.faces[face]}, ${AXES[axis]}`;
          figure.show(described, { id, index, element: element2, write: () => {
          }, name });
        });
      });
      if (!described.input) return () => {
      };
      const grips2 = [...drawing.querySelectorAll(".hm-grip")];
      return holdable(
        figure,
        drawing,
        grips2.map((mark, h) => ({
          mark,
          input: described.input,
          index: 0,
          said: () => `${described.hands[h]}, ${described.faces[face]}: turns ${described.input}`,
          place: (event, last) => angleAt(drawing, event, last),
          per: () => figure.graph.value(back)[face]
        }))
      );
    });
    const paint2 = () => {
      all.forEach((one, face) => {
        one.paint();
        follow[face]();
      });
    };
    const title = described.label ? make("p", { class: "hm-above" }, described.label) : null;
    const key = described.hands.map(
      (name, i) => make("span", { class: `hm-hand-${i}`, "data-hue": described.hues[i] }, name)
    );
    const drawings = all.map(({ drawing }) => drawing);
    const side = make("div", { class: "hm-faces", style: `--hm-n:${faces}` }, ...drawings);
    const element = framed(described, title, side, make("p", { class: "hm-key" }, ...key));
    return { element, paint: paint2, ids: [id, ...others].filter((one) => one !== null) };
  }
  function angleAt(drawing, event, last) {
    const box = drawing.getBoundingClientRect();
    const x = event.clientX - box.left - box.width / 2;
    const y = event.clientY - box.top - box.height * 70 / 152;
    const angle = Math.atan2(x, -y);
    return angle + 2 * Math.PI * Math.round((last - angle) / (2 * Math.PI));
  }
  function pair(values, i) {
    return [values[2 * i], values[2 * i + 1]];
  }
  function rowOf(figure, id, face) {
    const count = figure.graph.shape(id)[1];
    const values = figure.graph.value(id);
    return Array.from({ length: count }, (_, i) => pair(values, face * count + i));
  }
  function faceOf(described, tips, face, way, sector) {
    const scale = RADIUS / described.reach;
    const said = tips.map(([x, y], h) => `${described.hands[h]} at ${shown(x)}, ${shown(y)}`);
    const [along, arc] = [joined(way, scale), joined(sector, scale / 2)];
    const grips2 = tips.map(([x, y], h) => {
      const about = { class: `hm-grip hm-hand-${h}`, "data-hue": described.hues[h] };
      return ["circle", { ...about, cx: near(scale * x), cy: near(-scale * y), r: 13 }];
    });
    const label = `${described.faces[face]}: ${said.join("; ")}`;
    return [
      "svg",
      { viewBox: "-76 -70 152 152", class: "hm-drawn hm-dial", "aria-label": label },
      ["circle", { class: "hm-rim", r: RADIUS }],
      ["path", { class: "hm-cross", d: `M-${RADIUS} 0H${RADIUS}M0-${RADIUS}V${RADIUS}` }],
      ["path", { class: "hm-way", d: along && `M${along}` }],
      ["path", { class: "hm-sector", d: arc && `M0 0L${arc}Z` }],
      ...tips.map((tip, h) => handOf(described, h, tip, scale)),
      ["text", { class: "hm-tick", y: 79, "text-anchor": "middle" }, described.faces[face]],
      ["g", {}, ...described.input ? grips2 : []]
    ];
  }
  function joined(points, scale) {
    return points.map(([x, y]) => `${near(scale * x)} ${near(-scale * y)}`).join("L");
  }
  function handOf({ rim, reach, hues }, h, tip, scale) {
    const [x, y] = [near(scale * tip[0]), near(-scale * tip[1])];
    const misses = rim && !(Math.abs(Math.hypot(...tip) - reach) <= ON_RIM);
    return [
      "g",
      { class: `hm-hand hm-hand-${h}${misses ? " hm-none" : ""}`, "data-hue": hues[h] },
      ["path", { class: "hm-leg", d: `M0 ${y}H${x}` }],
      ["path", { class: "hm-leg", d: `M${x} 0V${y}` }],
      ["path", { class: "hm-shaft", d: misses ? "" : `M0 0L${x} ${y}` }],
      ["circle", { class: "hm-tip", cx: x, cy: y, r: h ? 4 : 8 }]
    ];
  }

  // helpers/live/static/view-words.js
  function wordsFor({ vocabulary }, ids) {
    return Array.from(ids, (id) => vocabulary[id] ?? "");
  }
  function wordsView(figure, described, id) {
    const length = sizeOf(figure.graph.shape(id));
    const pieces = Array.from({ length }, (_, index) => {
      const text = document.createTextNode("");
      const element = make("b", { class: "hm-piece", tabindex: -1, role: "button" }, text);
      const write = (_shown, value) => {
        [text.data] = wordsFor(described, [value]);
        element.hidden = !text.data;
        const lang = languageOf(described.lang, text.data);
        if (lang) element.lang = lang;
        else element.removeAttribute("lang");
      };
      const name = () => `${described.name}${length > 1 ? ` ${index + 1}` : ""}`;
      figure.show(described, { id, index, element, write, name });
      return element;
    });
    const label = described.label ? make("span", { class: "hm-word" }, described.label, " ") : null;
    return { element: framed(described, make("p", { class: "hm-said" }, label, ...pieces)), paint: null };
  }

  // helpers/live/static/view-flow.js
  var FULL = 0.73;
  var ROOM = 0.9;
  var FLOW = "display:grid;grid-template:100%/auto 1fr minmax(7em,auto);gap:.5em;height:clamp(7.6em,5.1em + 10vw,12.5em)";
  var SIDE = "display:grid;grid-auto-rows:1fr;align-items:center;font-size:1.2em";
  var FOUR = ";grid-template-rows:repeat(4,1fr)";
  var LINE = "justify-content:space-between;gap:.5em;align-items:baseline;background:linear-gradient(var(--hm-hue),var(--hm-hue)) 0 100%/var(--hm-sure) 3px no-repeat;--hm-sure:";
  var SURE = "font-size:.75em;color:var(--hm-muted)";
  function flowView(figure, described, id) {
    const shape = figure.graph.shape(id);
    const [heads, rows, columns] = shape;
    const [says, p] = [described.says, described.p].map(({ node }) => node[figure.number]);
    const words2 = () => wordsFor(described, figure.graph.value(says));
    const paths = Array.from({ length: heads * rows * columns }, (_, index) => {
      const [head, i, j] = [Math.floor(index / rows / columns), Math.floor(index / columns) % rows, index % columns];
      const element2 = draw("path", { class: `hm-head-${head + 1}` });
      const name = () => `${described.name} ${figure.layer} ${head + 1} ${words2()[i]} to ${described.columns[j]}`;
      figure.show(described, { id, index, element: element2, write: () => {
      }, name });
      return element2;
    });
    const about = { class: "hm-ways", viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img" };
    const drawing = draw("svg", about, ...paths);
    const lines = Array.from({ length: rows }, (_, index) => lineOf(figure, described, { says, p, index }));
    const asked = described.columns.map((word) => make("b", {}, word));
    const element = make(
      "div",
      { class: "hm-flow", style: FLOW },
      make("div", { class: "hm-ins", style: SIDE }, ...asked),
      drawing,
      make("div", { class: "hm-outs", style: SIDE + FOUR }, ...lines)
    );
    const paint2 = () => {
      const A = figure.graph.value(id);
      const sure = figure.graph.value(p);
      ways(A, shape).forEach((d, i) => {
        setIf(paths[i], "d", d);
      });
      setIf(drawing, "aria-label", spoken(described, A, words2(), shape));
      const said = words2();
      lines.forEach((line, i) => {
        setIf(line, "style", `display:${said[i] ? "flex" : "none"};${LINE}${near(100 * sure[i])}%`);
      });
    };
    const view = framed(described, element);
    view.querySelector(".hm-note")?.setAttribute("style", "max-width:none");
    return { element: view, paint: paint2, ids: [id, says, p] };
  }
  function lineOf(figure, described, { says, p, index }) {
    const word = make("b", { class: "hm-piece", tabindex: -1, role: "button" });
    const number = make("span", { class: "hm-sure", style: SURE, tabindex: -1, role: "button" });
    const line = make("div", {}, word, number);
    const write = (_shown, value) => {
      const [text] = wordsFor(described, [value]);
      word.textContent = text;
      line.hidden = !text;
      word.lang = languageOf(described.lang, text) ?? "";
      if (!word.lang) word.removeAttribute("lang");
    };
    figure.show(described, { id: says, index, element: word, write, name: () => `${described.says.name} ${index + 1}` });
    const tell = (text) => {
      number.textContent = text;
    };
    const name = () => `${described.p.name} ${word.textContent}`;
    const about = { ...described, name: described.p.name };
    figure.show(about, { id: p, index, element: number, write: tell, name });
    return line;
  }
  function spoken({ name, columns }, A, said, [heads, rows, wide]) {
    const of = (head) => said.flatMap(
      (word, i) => word ? columns.map(
        (column, j) => `${word} to ${column} ${shown(A[(head * rows + i) * wide + j])}`
      ) : []
    );
    return `${name} ${Array.from({ length: heads }, (_, h) => `head ${h + 1}: ${of(h).join(", ")}`).join("; ")}`;
  }
  function ways(A, [heads, rows, columns]) {
    const share = Array.from(A, (weight) => Math.min(1, Math.max(0, weight || 0)));
    const full = 100 * FULL / rows / heads;
    const wide = 100 * ROOM / columns / rows / heads;
    const left = Array.from({ length: columns }, (_, j) => {
      const sum = share.reduce((so, weight, at) => at % columns === j ? so + weight : so, 0);
      return 100 * (j + 0.5) / columns - wide * sum / 2;
    });
    const found = [];
    for (let i = 0; i < rows; i++) {
      let right = 100 * (i + (1 - FULL) / 2) / rows;
      for (let j = 0; j < columns; j++) {
        for (let head = 0; head < heads; head++) {
          const at = (head * rows + i) * columns + j;
          const [y, z] = [wide * share[at], full * share[at]];
          const [top, end, low, down] = [left[j], right, left[j] + y, right + z].map(near);
          found[at] = `M0 ${top}C50 ${top} 50 ${end} 100 ${end}V${down}C50 ${down} 50 ${low} 0 ${low}Z`;
          left[j] += y;
          right += z;
        }
      }
    }
    return found;
  }

  // helpers/live/static/view-value.js
  function valueView(figure, described, id) {
    const shape = figure.graph.shape(id);
    const place = described.at ?? shape.map(() => 0);
    const number = numberOf(figure, described, id, place, described.name);
    const label = described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null;
    const said = make("p", { class: "hm-single" }, symbolOf(described.symbol), label, " ", number);
    return { element: framed(described, said), paint: null };
  }
  function numberOf(figure, described, id, place, name) {
    const shape = figure.graph.shape(id);
    const positive = place.map((i, axis) => i < 0 ? i + shape[axis] : i);
    const text = document.createTextNode("");
    const element = make("b", { class: "hm-figure-number", tabindex: -1, role: "button" }, text);
    const where = positive.length ? ` ${positive.map((i) => i + 1).join(", ")}` : "";
    const write = (shown2) => {
      text.data = shown2;
      element.setAttribute("aria-label", `${inWords(name)}${where}: ${shown2}`);
    };
    const index = indexOf(shape, positive);
    figure.show(described, { id, index, element, write, name: () => `${name}${where}` });
    return element;
  }

  // helpers/live/static/view-glow.js
  var LINE2 = "margin:0;display:flex;flex-direction:row-reverse;align-items:center;gap:.6em";
  var WORD = "font-size:.85em;white-space:nowrap;color:var(--hm-muted)";
  function glowView(figure, described, id) {
    const { element } = valueView(figure, described, id);
    const slopes = described.slopes.node[figure.number];
    const said = (
      /** @type {HTMLElement} */
      element.querySelector(".hm-single")
    );
    said.classList.add("hm-glow");
    said.style.cssText = LINE2;
    said.querySelector(".hm-word")?.setAttribute("style", WORD);
    const paint2 = () => {
      const slope = Math.abs(figure.graph.value(slopes)[described.at[0]]);
      const share = near(100 * Math.sqrt(Math.min(1, slope / described.most)));
      if (said.style.getPropertyValue("--hm-glow") !== `${share}%`) said.style.setProperty("--hm-glow", `${share}%`);
    };
    return { element, paint: paint2, ids: [id, slopes] };
  }

  // helpers/live/static/chart.js
  var WIDTH = 360;
  var HEIGHT = 150;
  var LEFT = 44;
  var LETTER = 6.8;
  var BESIDE2 = 6;
  var BOTTOM = 20;
  var TOP = 8;
  function chartFor(described, count, names) {
    const tick = (attributes, words2 = "") => draw("text", { class: "hm-tick", ...attributes }, words2);
    const zero = draw("line", { class: "hm-axis", x2: WIDTH - 8 });
    const upright = draw("line", { class: "hm-axis hm-here", y1: TOP, y2: HEIGHT - BOTTOM, hidden: true });
    const low = tick({ y: HEIGHT - BOTTOM, "text-anchor": "end" });
    const high = tick({ y: TOP + 8, "text-anchor": "end" });
    const first = tick({ y: HEIGHT - 5 });
    const last = tick({ x: WIDTH - 8, y: HEIGHT - 5, "text-anchor": "end" });
    const curves = Array.from(
      { length: count },
      (_, i) => draw("polyline", { class: `hm-curve hm-curve-${i % 6}` })
    );
    const marks = [zero, upright, low, high, first, last];
    const drawing = draw(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "hm-line", role: "img" },
      ...marks,
      ...curves
    );
    const fit = ([xLow, xHigh], [yLow, yHigh]) => {
      [xLow, xHigh, yLow, yHigh].forEach((x, i) => {
        [first, last, low, high][i].textContent = shown(x);
      });
      const longest = Math.max(...[low, high].map((mark2) => mark2.textContent.length));
      const left = Math.max(LEFT, LETTER * longest + BESIDE2);
      for (const mark2 of [low, high]) setIf(mark2, "x", String(left - BESIDE2));
      setIf(first, "x", String(left));
      setIf(zero, "x1", String(left));
      const across = (x) => left + (WIDTH - left - 8) * (x - xLow) / (xHigh - xLow || 1);
      const up = (y) => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (y - yLow) / (yHigh - yLow || 1);
      const base = up(Math.min(yHigh, Math.max(yLow, 0))).toFixed(1);
      setIf(zero, "y1", base);
      setIf(zero, "y2", base);
      return { across, up };
    };
    const symbol = described.head ? described.heads[described.head - 1] : described.symbol;
    const label = described.label ? ` ${described.label}` : "";
    const title = make("p", { class: "hm-above" }, symbolOf(symbol), label);
    const word = (text, i) => make("span", { lang: languageOf(described.lang, text) }, sample(i), text);
    const key = names ? make("p", { class: "hm-key" }, ...names.map(word)) : null;
    const mark = (x) => {
      upright.removeAttribute("hidden");
      for (const end of ["x1", "x2"]) setIf(upright, end, x.toFixed(1));
    };
    const curve = (i, points) => setIf(curves[i], "points", points.join(" "));
    return { drawing, title, key, fit, curve, mark, upright };
  }
  function sample(i) {
    const line = draw("line", { class: `hm-curve hm-curve-${i % 6}`, x1: 0, x2: 30, y1: 5, y2: 5 });
    return draw("svg", { viewBox: "0 0 30 10", class: "hm-sample", "aria-hidden": "true" }, line);
  }
  function pointOf(x, y) {
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  }

  // helpers/live/static/view-line.js
  var MOST_DOTS = 24;
  function lineView(figure, described, id) {
    const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
    const names = figure.labels(described.rows, rows);
    const xs = described.x?.length === columns ? described.x : Array.from({ length: columns }, (_, i) => i);
    const chart = chartFor({ ...described, head }, rows, names);
    const { drawing } = chart;
    const dots = [];
    for (let row = 0; row < rows && columns <= MOST_DOTS; row++) {
      for (let column = 0; column < columns; column++) {
        const index = first + row * columns + column;
        const dot = draw("circle", { class: `hm-dot hm-curve-${row % 6}`, r: 3.5 });
        const name = () => `${described.name} ${names?.[row] ?? `row ${row + 1}`}, ${shown(xs[column])}`;
        figure.show(described, { id, index, element: dot, write: () => {
        }, name });
        dots.push({ index, column, dot });
        drawing.append(dot);
      }
    }
    const mark = described.mark?.node[figure.number] ?? null;
    const paint2 = () => {
      const values = figure.graph.value(id).subarray(first, first + rows * columns);
      const [least, most] = described.limits ?? rangeOf(values);
      const { across, up } = chart.fit(rangeOf(xs), [least, most]);
      for (let row = 0; row < rows; row++) {
        const points = [];
        for (let column = 0; column < columns; column++) {
          const y = values[row * columns + column];
          if (Number.isFinite(y)) points.push(pointOf(across(xs[column]), up(y)));
        }
        chart.curve(row, points);
      }
      if (mark !== null) chart.mark(across(figure.graph.value(mark)[0]));
      for (const { index, column, dot } of dots) {
        const y = values[index - first];
        setIf(dot, "cx", String(across(xs[column])));
        setIf(dot, "cy", Number.isFinite(y) ? up(y).toFixed(1) : String(-9));
      }
      const about = `${described.name}: ${rows} curves of ${columns} points, from ${shown(least)} to`;
      setIf(drawing, "aria-label", `${about} ${shown(most)}`);
    };
    return { element: framed(described, chart.title, drawing, chart.key), paint: paint2, ids: [id, mark] };
  }

  // helpers/live/static/view-links.js
  var STEP = 34;
  var GAP = 130;
  var WORD2 = 92;
  function linksView(figure, described, id) {
    const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
    const asking = figure.labels(described.rows, rows) ?? numbered(rows);
    const answering = figure.labels(described.columns, columns) ?? numbered(columns);
    const most = Math.max(rows, columns);
    const height = STEP * most;
    const width = 2 * WORD2 + GAP;
    const at = (i, count) => STEP * (i + 0.5) + STEP * (most - count) / 2;
    const drawing = draw("svg", {
      viewBox: `0 0 ${width} ${height}`,
      class: "hm-links",
      role: "img"
    });
    drawing.style.maxWidth = `${width * 1.3}px`;
    const lines = [];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const [y, z] = [at(i, rows), at(j, columns)];
        const bend = `M${WORD2} ${y}C${WORD2 + GAP / 2} ${y} ${WORD2 + GAP / 2} ${z} ${WORD2 + GAP} ${z}`;
        const element = draw("path", { d: bend, "data-from": i, "data-to": j });
        const name = () => `${described.name} ${asking[i]} to ${answering[j]}`;
        const index = first + i * columns + j;
        figure.show(described, { id, index, element, write: () => {
        }, name });
        lines.push({ element, index, heat: -1, from: i, to: j });
        drawing.append(element);
      }
    }
    const emphasise = (side, number) => {
      drawing.classList.toggle("hm-picked", number !== null);
      for (const line of lines) line.element.classList.toggle("hm-pick", line[side] === number);
    };
    const word = (text, side, i, x, y, anchor) => draw(
      "text",
      {
        x,
        y,
        "text-anchor": anchor,
        "dominant-baseline": "central",
        lang: languageOf(described.lang, text),
        onpointerenter: () => emphasise(side, i),
        onpointerleave: () => emphasise(side, null)
      },
      text
    );
    asking.forEach((text, i) => drawing.append(word(text, "from", i, WORD2 - 8, at(i, rows), "end")));
    answering.forEach(
      (text, j) => drawing.append(word(text, "to", j, WORD2 + GAP + 8, at(j, columns), "start"))
    );
    const paint2 = () => {
      const values = figure.graph.value(id);
      const said = [];
      for (const line of lines) {
        const heat = heatClass(values[line.index], [0, 1]);
        said.push(`${asking[line.from]} to ${answering[line.to]} ${shown(values[line.index])}`);
        if (heat === line.heat) continue;
        line.element.classList.remove(`hm-l${line.heat}`);
        line.element.classList.add(`hm-l${heat}`);
        line.heat = heat;
      }
      setIf(drawing, "aria-label", `${described.name}: ${said.join("; ")}`);
    };
    const symbol = head === null ? described.symbol : described.heads[head - 1];
    const label = described.label ? ` ${described.label}` : "";
    const title = make("p", { class: "hm-above" }, symbolOf(symbol), label);
    return { element: framed(described, title, drawing), paint: paint2 };
  }
  function numbered(count) {
    return Array.from({ length: count }, (_, i) => String(i + 1));
  }

  // helpers/live/static/view-nudges.js
  var MIDDLE = 18;
  var LONGEST = 30;
  var DOT = 1;
  function nudgesView(figure, described) {
    const { element } = figure.view({ part: { ...described, kind: "matrix" } });
    element.classList.replace("hm-view-matrix", "hm-view-nudges");
    for (const number of element.querySelectorAll(".hm-cell")) {
      const { index, name } = figure.cells.at(number);
      const shaft = draw("path", { class: "hm-shaft" });
      const arrow = draw("svg", { class: "hm-arrow", viewBox: "0 0 14 36", role: "img" }, shaft);
      number.prepend(arrow);
      figure.show(
        { kind: "slope", name: described.name },
        {
          id: described.slopes[figure.number],
          index,
          element: arrow,
          name: () => `slope by ${name()}`,
          write: (words2, slope) => {
            shaft.setAttribute("d", pathOf(slope / described.most));
            arrow.setAttribute("aria-label", `slope ${words2}`);
          }
        }
      );
    }
    return { element, paint: null };
  }
  function pathOf(share) {
    const length = LONGEST * Math.min(1, Math.abs(share));
    if (!(length >= DOT)) return `M7 ${MIDDLE}h0`;
    const way = Math.sign(share);
    const tip = MIDDLE - way * length / 2;
    const wing = way * Math.min(5, length / 2);
    return `M7 ${MIDDLE + way * length / 2}V${tip}m-4 ${wing}l4 ${-wing}l4 ${wing}`;
  }

  // helpers/live/static/grips.js
  var grips = /* @__PURE__ */ new WeakMap();
  function gripFor(figure, mark, grip) {
    grips.set(mark, grip);
    const follow = () => {
      const [x, y] = grip.at().map((value) => shown(value));
      dress(mark, { "aria-valuetext": `${x} across, ${y} up`, "aria-valuenow": grip.at()[0] }, []);
    };
    const about = {
      tabindex: "0",
      role: "slider",
      "aria-roledescription": "point",
      "aria-label": grip.said(),
      "aria-describedby": figure.keys.id,
      "data-input": grip.layer.input,
      "data-row": grip.row
    };
    dress(mark, about, []);
    return follow;
  }
  function listenToGrips(figure, drawing, frame) {
    const nudge = (grip, [across, up], group) => {
      const step = stepOf(figure, grip);
      mover(figure, grip, frame(), 0, group)([across * step, up * step]);
    };
    const grab = (grip, from) => {
      const [low, high] = frame().x;
      const scale = (high - low) / drawing.getBoundingClientRect().width;
      const move = mover(figure, grip, frame(), stepOf(figure, grip), {});
      return ({ clientX, clientY }) => move([(clientX - from.clientX) * scale, (from.clientY - clientY) * scale]);
    };
    listenToDrags(figure, drawing, grips, nudge, grab);
  }
  function stepOf(figure, { layer }) {
    return figure.inputs.get(layer.input).step;
  }
  function mover(figure, grip, { x, y }, step, group) {
    const input = grip.layer.input ?? "";
    const { row } = grip;
    const part = figure.inputs.get(input);
    const before = [...figure.state[input]];
    const from = grip.back === null ? before.slice(2 * row, 2 * row + 2) : grip.at();
    const back = grip.back === null ? null : [...figure.graph.value(grip.back)];
    const width = back ? back.length / 2 : 2;
    return (by) => {
      const to = [x, y].map(([low, high], axis) => Math.min(high, Math.max(low, from[axis] + by[axis])));
      const rounded = to.map((value) => tidy(step ? Math.round(value / step) * step : value));
      const values = [...before];
      for (let i = 0; i < width; i++) {
        const place = row * width + i;
        const value = back ? tidy(before[place] + (to[0] - from[0]) * back[i] + (to[1] - from[1]) * back[width + i]) : rounded[i];
        if (allowed(part, value).problem) return;
        values[place] = value;
      }
      figure.edit({ [input]: values }, group);
    };
  }

  // helpers/live/static/room.js
  var LETTERS = { "fijlrt ": 6.5, mwMW: 14.2 };
  var LETTER2 = 9.7;
  var HIGH = 7;
  var CLEAR = [9, 22];
  var SLANT = Math.SQRT1_2;
  var TURNS = [
    [1, 0],
    [SLANT, SLANT],
    [SLANT, -SLANT],
    [0, 1],
    [0, -1],
    [-SLANT, SLANT],
    [-SLANT, -SLANT],
    [-1, 0]
  ];
  var Room = class {
    /** @param {number} width @param {number} height */
    constructor(width, height) {
      this.width = width;
      this.height = height;
      this.taken = [];
    }
    /**
     * Find the middle of a name that begins `way` from `tip`, or to another side of it: the first
     * side where it covers nothing, a line farther off if there is none, or else where it covers
     * least.
     *
     * @param {number[]} tip
     * @param {number[]} way
     * @param {string} text
     */
    put([x, y], [across, up], text) {
      const wide = widthOf(text) / 2;
      let best = [x, y, wide, HIGH];
      let least = Infinity;
      for (const clear of CLEAR) {
        for (const [cos, sin] of TURNS) {
          if (least < 1) break;
          const [along, down] = [across * cos - up * sin, across * sin + up * cos];
          const most = Math.max(Math.abs(along), Math.abs(down));
          const box = [
            Math.min(this.width - wide - 3, Math.max(wide + 3, x + along / most * (wide + clear))),
            Math.min(this.height - HIGH - 1, Math.max(HIGH + 1, y + down / most * (HIGH + clear))),
            wide,
            HIGH
          ];
          const covered = this.covered(box);
          if (covered < least - 1) [best, least] = [box, covered];
        }
      }
      this.taken.push(best);
      return best;
    }
    /** How much a box covers of what is taken. @param {Box} box */
    covered([x, y, wide, high]) {
      let sum = 0;
      for (const [there, below, w, h] of this.taken) {
        sum += Math.max(0, wide + w - Math.abs(x - there)) * Math.max(0, high + h - Math.abs(y - below));
      }
      return sum;
    }
  };
  function widthOf(text) {
    const wide = (letter) => Object.entries(LETTERS).find(([letters]) => letters.includes(letter))?.[1] ?? LETTER2;
    return [...text].reduce((sum, letter) => sum + wide(letter), 0);
  }

  // helpers/live/static/view-plane.js
  var SIZE = 320;
  var HEAD = 11;
  var FINE2 = 7;
  var UNITS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
  var MOST_LINES = 10;
  var GAP2 = 12;
  var GROUND = 6;
  var RISE = { sup: "-5", sub: "4" };
  function planeView(figure, described) {
    const layers = described.layers.filter((layer) => layer.node[figure.number] !== null);
    const idOf = ({ node }) => (
      /** @type {number} */
      node[figure.number]
    );
    const others = layers.flatMap(({ other }) => other ? other.node[figure.number] : []);
    const zoom = described.zoom?.node[figure.number] ?? null;
    const valueAt = (id) => figure.graph.value(id);
    let frame;
    const { drawing, paint: paint2 } = living(() => {
      frame = new Frame(described, zoom === null ? 1 : valueAt(zoom)[0]);
      return drawn(frame, described, layers, figure);
    });
    const follow = [];
    const held = [.../** @type {Element} */
    drawing.lastElementChild.children];
    layers.forEach((layer, at) => {
      if (layer.as !== "arrows" && layer.as !== "dots") return;
      const id = idOf(layer);
      const back = layer.back ? layer.back[figure.number] : null;
      [...drawing.children[GROUND * (described.axes ? 1 : 0) + at].children].forEach((element2, row) => {
        const name = () => spoken2(layer, row);
        const cell = { id, index: 2 * row, element: element2, write: () => {
        }, name };
        if (!layer.input) figure.show({ kind: `plane ${at}`, name: layer.name }, cell);
        else {
          const grip = { layer, row, at: () => pair2(valueAt(id), row), back, said: name };
          follow.push(gripFor(
            figure,
            /** @type {Element} */
            held.shift(),
            grip
          ));
        }
      });
    });
    listenToGrips(figure, drawing, () => frame);
    const paintAll = () => {
      paint2();
      for (const act of follow) act();
    };
    const title = described.label ? make("p", { class: "hm-above" }, described.label) : null;
    const element = framed({ ...described, name: void 0 }, title, drawing);
    return { element, paint: paintAll, ids: [...layers.map(idOf), ...others, zoom] };
  }
  function pair2(values, i) {
    return [values[2 * i], values[2 * i + 1]];
  }
  function pairs(values) {
    return Array.from({ length: values.length / 2 }, (_, i) => pair2(values, i));
  }
  var Frame = class {
    /** @param {{x: Place, y: Place}} described @param {number} zoom how many times as far it reaches */
    constructor({ x, y }, zoom) {
      this.x = /** @type {Place} */
      x.map((end) => zoom * end);
      this.y = /** @type {Place} */
      y.map((end) => zoom * end);
      const [across, up] = [this.x, this.y].map(([low, high]) => high - low);
      this.scale = SIZE / across;
      this.height = this.scale * up;
      const most = Math.max(across, up) / MOST_LINES;
      this.unit = UNITS.find((unit) => unit >= most) ?? /** @type {number} */
      UNITS.at(-1);
      this.room = new Room(SIZE, this.height);
    }
    /** @param {Place} point @returns {Place} */
    at([x, y]) {
      return [(x - this.x[0]) * this.scale, this.height - (y - this.y[0]) * this.scale];
    }
    /** @param {string[]} names @returns {Tree[]} */
    ground(names) {
      const [width, height] = [near(SIZE), near(this.height)];
      const lines = [
        ...this.steps(this.x).map((x) => `M${near(this.at([x, 0])[0])} 0V${height}`),
        ...this.steps(this.y).map((y) => `M0 ${near(this.at([0, y])[1])}H${width}`)
      ];
      const [left, base] = this.at([0, 0]);
      const [right, top] = this.at([this.unit, this.unit]);
      const unit = String(this.unit);
      const [half, other] = names.map((name) => 3 * name.length);
      this.room.taken.push([right, base + 9, 6, 5], [left - 10, top, 6, 5]);
      this.room.taken.push([SIZE - 4 - half, base - 10, half, 5], [left + 7 + other, 8, other, 5]);
      return [
        ["path", { class: "hm-ground", d: lines.join("") }],
        ["path", { class: "hm-axes", d: `M${near(left)} 0V${height}M0 ${near(base)}H${width}` }],
        words("hm-tick", right, base + 13, "middle", unit),
        words("hm-tick", left - 5, top + 4, "end", unit),
        words("hm-tick", SIZE - 4, base - 6, "end", names[0]),
        words("hm-tick", left + 7, 12, "start", names[1])
      ];
    }
    /** @param {Place} ends @returns {number[]} */
    steps([low, high]) {
      const first = Math.ceil(low / this.unit);
      const count = Math.floor(high / this.unit) - first + 1;
      return Array.from({ length: count }, (_, i) => this.unit * (first + i));
    }
  };
  function drawn(frame, described, layers, figure) {
    const valuesOf = (node) => figure.graph.value(node[figure.number]);
    const tailsOf = ({ other }) => other ? pairs(valuesOf(other.node)) : null;
    const ground = described.axes ? frame.ground(described.axes) : [];
    for (const layer of layers) take(frame, layer, valuesOf(layer.node), tailsOf(layer));
    const said = layers.flatMap(
      (layer) => layer.as === "arrows" || layer.as === "dots" ? pairs(valuesOf(layer.node)).map(([x, y], i) => `${spoken2(layer, i)} at ${shown(x)}, ${shown(y)}`) : []
    );
    return [
      "svg",
      {
        viewBox: `0 0 ${SIZE} ${near(frame.height)}`,
        class: "hm-plane",
        role: "group",
        "aria-label": `${described.label ?? "Plane"}: ${said.join("; ")}`
      },
      ...ground,
      ...layers.map((layer) => {
        const shape = figure.graph.shape(layer.node[figure.number]);
        return layerOf(frame, layer, valuesOf(layer.node), tailsOf(layer), shape);
      }),
      ["g", {}, ...layers.flatMap((layer) => layer.input ? gripsOf(frame, layer, valuesOf(layer.node)) : [])]
    ];
  }
  function take(frame, { as, look }, values, tails) {
    if (as === "outline" || as === "paths" && look === "faint") return;
    const wide = as === "arrows" || as === "dots" ? 8 : 3;
    pairs(values).forEach((row, i) => {
      const [x, y] = frame.at(row);
      const [fromX, fromY] = tails || as === "arrows" ? frame.at(tails?.[i] ?? [0, 0]) : [x, y];
      const away = Math.hypot(fromX - x, fromY - y);
      if (!Number.isFinite(away)) return;
      frame.room.taken.push([x, y, wide, wide]);
      for (let at = GAP2; at <= Math.min(away, SIZE) - GAP2; at += GAP2) {
        frame.room.taken.push([x + at / away * (fromX - x), y + at / away * (fromY - y), 3, 3]);
      }
    });
  }
  function gripsOf(frame, layer, values) {
    return pairs(values).map((row) => {
      const isSeen = row.every(Number.isFinite);
      const [x, y] = isSeen ? frame.at(row) : [0, 0];
      const about = { class: "hm-grip", "data-hue": layer.hue };
      return ["circle", { ...about, cx: near(x), cy: near(y), r: isSeen ? 11 : 0 }];
    });
  }
  function layerOf(frame, layer, values, tails, shape) {
    const look = layer.look ? ` hm-${layer.look}` : "";
    const about = { class: `hm-layer hm-${layer.as}${look}`, "data-hue": layer.hue };
    const rows = pairs(values);
    if (layer.as === "paths") {
      const count = (
        /** @type {number} */
        shape.at(-2)
      );
      return ["g", about, ["path", { d: linesOf(frame, rows, count) }]];
    }
    const points = rows.map((row) => frame.at(row));
    if (layer.as === "outline") {
      return ["g", about, ["polygon", { points: points.map((point) => point.map(near).join(",")).join(" ") }]];
    }
    const middle = points.reduce(([a, b], [x, y]) => [a + x, b + y], [0, 0]).map((sum) => sum / points.length);
    const origin = frame.at([0, 0]);
    const from = (i) => tails ? frame.at(tails[i]) : origin;
    return ["g", about, ...points.map((point, i) => markOf(frame, layer, i, point, from(i), toward(middle, point)))];
  }
  function toward([x, y], [endX, endY]) {
    const length = Math.hypot(endX - x, endY - y);
    return length >= 1 && length < Infinity ? [(endX - x) / length, (endY - y) / length] : [0, 0];
  }
  function linesOf(frame, rows, count) {
    let d = "";
    let pen = "M";
    rows.forEach((row, i) => {
      if (i % count === 0) pen = "M";
      if (!row.every(Number.isFinite)) pen = "M";
      else {
        const [x, y] = frame.at(row);
        d += `${pen}${near(x)} ${near(y)}`;
        pen = "L";
      }
    });
    return d;
  }
  function markOf(frame, layer, i, tip, tail, side) {
    const isSeen = [...tip, ...tail].every(Number.isFinite);
    const [x, y] = isSeen ? tip : [0, 0];
    const [fromX, fromY] = isSeen ? tail : [0, 0];
    const shade = { visibility: isSeen ? null : "hidden" };
    if (layer.as === "drops") {
      return ["g", shade, ["line", { x1: near(fromX), y1: near(fromY), x2: near(x), y2: near(y) }]];
    }
    const mark = layer.as === "arrows" ? ["path", { class: "hm-arrow", d: arrowOf(fromX, fromY, x, y, layer.look === "fine" ? FINE2 : HEAD) }] : ["circle", { class: "hm-point", cx: near(x), cy: near(y), r: 6 }];
    return ["g", shade, mark, nameOf(frame, layer, i, [x, y], [fromX, fromY], side, isSeen)];
  }
  function arrowOf(x, y, tipX, tipY, most) {
    const length = Math.hypot(tipX - x, tipY - y);
    if (length < 1) return "";
    const [along, up] = [(tipX - x) / length, (tipY - y) / length];
    const head = Math.min(most, length);
    const wide = head / 2;
    const [neckX, neckY] = [tipX - head * along, tipY - head * up];
    const side = (w) => `L${near(neckX - w * up)} ${near(neckY + w * along)}`;
    const shaft = `M${near(x)} ${near(y)}L${near(neckX)} ${near(neckY)}`;
    return `${shaft}M${near(tipX)} ${near(tipY)}${side(wide)}${side(-wide)}Z`;
  }
  function nameOf(frame, layer, i, tip, tail, side, isSeen) {
    const parts = partsOf(layer, i);
    const beyond = layer.as === "arrows" ? toward(tail, tip) : [0, 0];
    const way = toward([0, 0], [3 * beyond[0] + 2 * side[0], 3 * beyond[1] + 2 * side[1]]);
    const name = isSeen ? parts.map(([, text]) => text).join("") : "";
    const [x, y] = name ? frame.room.put(tip, way.some(Boolean) ? way : [0.7, -0.7], name) : tip;
    const inside = parts.map(([kind, text]) => ["tspan", { class: `hm-${kind}`, dy: RISE[kind] }, text]);
    return words("hm-name", x, y + 5, "middle", ...inside);
  }
  function partsOf({ rows, label, symbol }, i) {
    if (rows) return [["span", rows[i]]];
    return label ? [["span", label]] : symbol;
  }
  function spoken2(layer, i) {
    return partsOf(layer, i).map(([, text]) => text).join(" ");
  }

  // helpers/live/static/view-rails.js
  var SIZE2 = 360;
  var EDGE = 16;
  var LETTERS2 = 0.75;
  var LINE3 = 14;
  var LEVELS = 5;
  var BELOW = 44;
  var THICK = 26;
  var SPREAD = 30;
  var INSIDE = SIZE2 - 2 * EDGE;
  function railView(figure, described, id) {
    const idOf = (other) => other?.node[figure.number] ?? null;
    const others = ["shares", "kept", "cut", "die", "per"].map((part) => idOf(described[part]));
    const [shares, kept, cut, die, per] = others;
    const valueAt = (node) => node === null ? null : figure.graph.value(node);
    const { drawing, paint: paint2 } = living(
      () => drawn2(described, valueAt(id), valueAt(shares), valueAt(kept), valueAt(cut), valueAt(die))
    );
    const rows = (
      /** @type {string[]} */
      described.rows
    );
    const numbered2 = (group, node, of) => {
      [...group.children].forEach((element, index) => {
        const name = () => `${of} ${rows[index]}`;
        figure.show({ kind: "rail", name: of }, { id: node, index, element, write: () => {
        }, name });
      });
    };
    drawing.querySelectorAll(".hm-beads").forEach((group) => numbered2(group, id, described.name));
    drawing.querySelectorAll(".hm-shares").forEach((group, i) => {
      numbered2(group, [shares, kept][i], described[["shares", "kept"][i]].name);
    });
    const grips2 = [...drawing.querySelectorAll(".hm-grip")];
    const scale = (event) => event.clientX * SIZE2 / drawing.getBoundingClientRect().width / INSIDE;
    const [low, high] = described.limits;
    const follow = holdable(
      figure,
      drawing,
      grips2.map((mark, index) => {
        const isCut = mark.classList.contains("hm-cutter");
        return {
          mark,
          input: isCut ? described.cut.name : described.input,
          index: isCut ? 0 : index,
          said: () => isCut ? `cut of the bar, ${described.cut.name}` : `${described.input} of ${rows[index]}`,
          place: scale,
          per: () => isCut ? 1 : (high - low) * figure.graph.value(per)[0]
        };
      })
    );
    const paintAll = () => {
      paint2();
      follow();
    };
    const ids = [id, ...others].filter((one) => one !== null);
    return { element: framed(described, drawing), paint: paintAll, ids };
  }
  function drawn2(described, numbers, shares, kept, cut, die) {
    const { rows, name } = described;
    const size = (i) => Number.isNaN(shares[i]) ? -1 : shares[i];
    const order = [...rows.keys()].sort((a, b) => size(b) - size(a));
    const beads = beadsOf(described, numbers, order);
    const track = trackOf(rows);
    const bar = track + BELOW;
    const said = order.map((i) => `${rows[i]} ${shown(numbers[i])}, share ${shown(shares[i])}`);
    const first = segmentsOf(described, shares, order, bar, kept);
    const half = track + BELOW / 2;
    const ties = beads.map(({ x, level, middle }, i) => {
      const to = near(first.middles[i]);
      const up = `M${near(middle)} ${track - 10 - LINE3 * level}L${near(x)} ${track}`;
      return ["path", { d: `${up}C${near(x)} ${half} ${to} ${half} ${to} ${bar}` }];
    });
    const parts = [
      ["g", { class: "hm-ties" }, ...ties],
      ["path", { class: "hm-track", d: `M${EDGE} ${track}H${SIZE2 - EDGE}` }],
      words("hm-tick", EDGE, track + 17, "start", shown(described.limits[0])),
      words("hm-tick", SIZE2 - EDGE, track + 17, "end", shown(described.limits[1])),
      ["g", barOf2(described.shares), ...first.marks]
    ];
    let height = bar + THICK + 4;
    if (kept) {
      const second = bar + THICK + SPREAD;
      height = second + THICK + 4;
      const ends = `${near(first.end)} ${bar + THICK}L${SIZE2 - EDGE} ${second}`;
      parts.push(["path", { class: "hm-spread", d: `M${EDGE} ${bar + THICK}L${ends}H${EDGE}Z` }]);
      parts.push(["g", barOf2(described.kept), ...segmentsOf(described, kept, order, second, null).marks]);
    }
    parts.push(["g", { class: "hm-beads" }, ...beads.map((bead, i) => beadOf(described, i, bead))]);
    if (die) parts.push(["path", { class: "hm-die", d: `M${near(EDGE + die[0] * INSIDE)} ${bar - 4}V${height}` }]);
    const grips2 = described.input ? beads.map(({ x }) => ["circle", { class: "hm-grip", cx: near(x), cy: track, r: 10 }]) : [];
    if (cut) {
      const x = near(EDGE + cut[0] * INSIDE);
      parts.push(["path", { class: "hm-cut", d: `M${x} ${bar - 8}V${bar + THICK + 8}` }]);
      grips2.push(["circle", { class: "hm-grip hm-cutter", cx: x, cy: bar + THICK / 2, r: 12 }]);
    }
    return [
      "svg",
      {
        viewBox: `0 0 ${SIZE2} ${height}`,
        class: "hm-drawn hm-rail",
        role: "group",
        "aria-label": `${name}: ${said.join("; ")}`
      },
      ...parts,
      ["g", {}, ...grips2]
    ];
  }
  function barOf2(shares) {
    return { class: "hm-shares", "data-hue": shares?.hue };
  }
  function trackOf(rows) {
    return LINE3 * Math.min(LEVELS, rows.length) + 14;
  }
  function beadsOf({ rows, limits: [low, high] }, numbers, order) {
    const beads = Array.from(numbers, (number) => {
      const inside = number >= low ? Math.min(high, number) : low;
      return { x: EDGE + (inside - low) * (INSIDE / (high - low)), level: 0, middle: 0, beyond: inside !== number };
    });
    const ends = Array(LEVELS).fill(-Infinity);
    for (const i of [...order].sort((a, b) => beads[a].x - beads[b].x)) {
      const half = LETTERS2 * widthOf(rows[i]) / 2;
      const middle = Math.min(SIZE2 - half, Math.max(half, beads[i].x));
      const level = ends.findIndex((end) => end <= middle - half);
      Object.assign(beads[i], { level, middle: level < 0 ? beads[i].x : middle });
      if (level >= 0) ends[level] = middle + half + 3;
    }
    return beads;
  }
  function beadOf({ rows, lang }, i, { x, level, middle, beyond }) {
    const track = trackOf(rows);
    const base = track - 12 - LINE3 * level;
    return [
      "g",
      { class: beyond ? "hm-beyond" : null },
      ["circle", { class: "hm-bead", cx: near(x), cy: track, r: 5 }],
      ["text", { x: near(middle), y: base, "text-anchor": "middle", lang: languageOf(lang, rows[i]) }, level < 0 ? "" : rows[i]]
    ];
  }
  function segmentsOf({ rows, lang }, shares, order, top, kept) {
    const marks = Array(rows.length);
    const middles = Array(rows.length);
    let at = EDGE;
    let end = EDGE;
    for (const i of order) {
      const width = Math.max(0, shares[i] || 0) * INSIDE;
      const isOut = kept !== null && !(kept[i] > 0);
      const fits = width >= LETTERS2 * widthOf(rows[i]) + 4;
      const place = { x: near(at), y: top, width: near(width), height: THICK };
      const about = { x: near(at + width / 2), y: top + THICK / 2 + 4, "text-anchor": "middle", lang: languageOf(lang, rows[i]) };
      marks[i] = ["g", { class: isOut ? "hm-out" : null }, ["rect", place], ["text", about, fits ? rows[i] : ""]];
      middles[i] = at + width / 2;
      at += width;
      if (!isOut) end = at;
    }
    return { marks, middles, end };
  }

  // helpers/live/static/view-recorded.js
  var MOST_KEPT = 28;
  function recordedView(figure, described, id) {
    const { pages, marks, lang } = described;
    const body = make("div", { class: "hm-recorded", lang: languageOf(lang) });
    const lengths = pages.flat().map((line) => [line].flat().join("  ").length);
    body.style.minWidth = `${Math.min(MOST_KEPT, Math.max(...lengths) + 4)}ch`;
    let open = -1;
    const paint2 = () => {
      const number = Math.floor(figure.graph.value(id)[0]);
      const at = Math.min(pages.length - 1, Math.max(0, number));
      if (at === open) return;
      open = at;
      body.replaceChildren(...pages[at].map((line) => lineOf2(line, marks?.[at], lang)));
    };
    return { element: framed(described, body), paint: paint2 };
  }
  function lineOf2(line, marked, lang) {
    if (typeof line === "string") return make("p", { lang: languageOf(lang, line) }, line);
    const pieces = line.flatMap((piece) => [
      make(
        piece === marked ? "b" : "span",
        { class: "hm-piece", lang: languageOf(lang, piece) },
        piece
      ),
      " "
    ]);
    return make("p", { class: "hm-pieces" }, ...pieces);
  }

  // helpers/live/static/view-ribbons.js
  var WIDTH2 = 340;
  var SIDE2 = 82;
  var WHOLE2 = 46;
  var GAP3 = 12;
  var TOP2 = 8;
  var LEGIBLE = 13;
  var NONE = -1;
  function ribbonsView(figure, described, id) {
    const [rows, columns] = figure.graph.shape(id);
    const numbered2 = (count) => Array.from({ length: count }, (_, i) => String(i + 1));
    const asking = figure.labels(described.rows, rows) ?? numbered2(rows);
    const answering = figure.labels(described.columns, columns) ?? numbered2(columns);
    const at = typeof described.first === "string" ? asking.indexOf(described.first) : described.first ?? -1;
    const start = at < 0 ? null : at;
    let first = start;
    const { drawing, paint: paint2 } = living(
      () => drawn3(described.name, figure.graph.value(id), asking, answering, figure.isOff(described.on) ? NONE : first)
    );
    drawing.setAttribute("role", "img");
    const groups = [...drawing.querySelectorAll(".hm-asks")];
    groups.forEach((group, i) => {
      [...group.children].forEach((element, j) => {
        const name = () => `${described.name} ${asking[i]} to ${answering[j]}`;
        figure.show(described, { id, index: i * columns + j, element, write: () => {
        }, name });
      });
    });
    const names = [...drawing.lastElementChild?.children ?? []];
    [...groups, ...names.slice(0, rows)].forEach((element, at2) => {
      element.addEventListener("pointerenter", () => {
        first = at2 % rows;
        paint2();
      });
    });
    drawing.addEventListener("pointerleave", () => {
      first = start;
      paint2();
    });
    const title = described.label ? make("p", { class: "hm-above" }, described.label) : null;
    return { element: framed(described, title, drawing), paint: paint2, ids: [id, described.on?.node[figure.number]] };
  }
  function drawn3(name, A, asking, answering, first) {
    const columns = answering.length;
    const share = Array.from(A, (weight) => Math.min(1, Math.max(0, weight || 0)));
    const left = asking.map((_, i) => TOP2 + i * (WHOLE2 + GAP3));
    const asked = answering.map((_, j) => asking.reduce((sum, _2, i) => sum + share[i * columns + j], 0));
    const right = [];
    let total = 0;
    asked.forEach((wide, j) => {
      right.push(TOP2 + j * GAP3 + WHOLE2 * total);
      total += wide;
    });
    const height = TOP2 + Math.max(asking.length * (WHOLE2 + GAP3), columns * GAP3 + WHOLE2 * total);
    const spoken3 = asking.flatMap(
      (one, i) => answering.map((other, j) => `${one} to ${other} ${shown(A[i * columns + j])}`)
    );
    const filled = [...right];
    const groups = asking.map((_, i) => {
      let before = 0;
      const ways2 = answering.map((_2, j) => {
        const at = share[i * columns + j];
        before += at;
        const ribbon = ribbonOf(left[i] + WHOLE2 * (before - at), filled[j], WHOLE2 * at, A[i * columns + j]);
        filled[j] += WHOLE2 * at;
        return ribbon;
      });
      return ["g", { class: first === null || first === i ? "hm-asks" : "hm-asks hm-quiet" }, ...ways2];
    });
    const names = [
      ...asking.map((word, i) => words("hm-name", SIDE2 - 8, left[i] + WHOLE2 / 2 + 5, "end", word)),
      ...answering.map(
        (word, j) => words("hm-name", WIDTH2 - SIDE2 + 8, right[j] + WHOLE2 * asked[j] / 2 + 5, "start", word)
      )
    ];
    const about = { viewBox: `0 0 ${WIDTH2} ${near(height)}`, class: "hm-drawn hm-ribbons" };
    return ["svg", { ...about, "aria-label": `${name}: ${spoken3.join("; ")}` }, ...groups, ["g", {}, ...names]];
  }
  function ribbonOf(top, end, wide, weight) {
    const [half, far] = [near(WIDTH2 / 2), WIDTH2 - SIDE2];
    const there = `M${SIDE2} ${near(top)}C${half} ${near(top)} ${half} ${near(end)} ${far} ${near(end)}`;
    const [low, down] = [near(top + wide), near(end + wide)];
    const back = `V${down}C${half} ${down} ${half} ${low} ${SIDE2} ${low}Z`;
    const number = wide >= LEGIBLE ? shown(weight) : "";
    return ["g", {}, ["path", { d: there + back }], words("hm-tick", SIDE2 + 6, top + wide / 2 + 4, "start", number)];
  }

  // helpers/live/static/view-trail.js
  var LEAST_STEPS = 20;
  var MOST_POINTS = 300;
  function trailView(figure, described, id) {
    const count = sizeOf(figure.graph.shape(id));
    const names = figure.labels(described.columns, count);
    const chart = chartFor(described, count, names);
    const paint2 = () => {
      const { records, at } = figure.run;
      const points = Array.from({ length: count }, () => []);
      const seen = records.map((record) => record.get(id));
      const limits = described.limits ?? rangeOf(seen.flatMap((values) => [0, ...values]));
      const { across, up } = chart.fit([1, Math.max(LEAST_STEPS, seen.length)], limits);
      const stride = Math.ceil(seen.length / MOST_POINTS);
      seen.forEach((values, step) => {
        if (step % stride && step < seen.length - 1) return;
        values.forEach((y, i) => {
          const inside = Math.min(limits[1], Math.max(limits[0], y));
          if (Number.isFinite(y)) points[i].push(pointOf(across(step + 1), up(inside)));
        });
      });
      points.forEach((list, i) => chart.curve(i, list));
      chart.mark(across(at + 1));
      chart.upright.toggleAttribute("hidden", at === seen.length - 1);
      const now = Array.from(seen[at], (y, i) => `${names?.[i] ?? ""} ${shown(y)}`).join(", ");
      const said = `${described.name} over ${seen.length} ${figure.run.unit}s; now ${now}`;
      setIf(chart.drawing, "aria-label", said);
    };
    return { element: framed(described, chart.title, chart.drawing, chart.key), paint: paint2 };
  }

  // helpers/live/static/draw.js
  Object.assign(globalThis, { liveDrawings: drawings_exports });
})();
