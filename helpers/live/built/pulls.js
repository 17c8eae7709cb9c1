"use strict";
(() => {
  // helpers/live/static/dom.js
  function make(tag, attributes = {}, ...children) {
    return dress(document.createElement(tag), attributes, children);
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
  function languageOf(lang, word) {
    return typeof lang === "object" ? lang[word] : lang;
  }
  function button(words, act, attributes = {}) {
    return make("button", { type: "button", class: "hm-button", onclick: act, ...attributes }, words);
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
  var NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/;
  var SEVERAL = /^[+-]?[\d.,]+(e[+-]?\d+)?([;|\s]+[+-]?[\d.,]+(e[+-]?\d+)?)+$/;
  var TIMES_POWER = /^([+-]?[\d.,]+)\s*\*\s*10\s*(?:\^|\*\*)\s*\{?([+-]?\d+)\}?$/;
  var POWER = /^([+-]?)10\s*(?:\^|\*\*)\s*\{?([+-]?\d+)\}?$/;
  var BLANK_GROUPS = /^[+-]?\d{1,3}(?:[\u00a0\u2007\u2009\u202f'\u2019]\d{3})+(?:[.,]\d*)?(?:e[+-]?\d+)?$/;
  var ENGLISH = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
  var CONTINENTAL = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
  var RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  function parseNumber(text, isWhole = false) {
    const typed = unwrapped(text);
    const plain = inDigits(plainSigns(typed).toLowerCase());
    if (plain === "") return { problem: "Type a number, for example 0.5." };
    if (/^[+-]?nan$/.test(plain)) {
      return { problem: "NaN means “not a number”; type a finite number." };
    }
    if (/^[+-]?(∞|inf|infinity)$/.test(plain)) {
      return { problem: "Infinity cannot be calculated with here; type a finite number." };
    }
    if (SEVERAL.test(plain)) return { problem: "Type one number only, without blanks in it." };
    const [mantissa, exponent] = plain.split(/(?=e[+-]?\d+$)/);
    const isPlain = exponent === void 0;
    const { digits, problem } = isPlain ? ungrouped(mantissa, isWhole) : { digits: mantissa.replace(",", ".") };
    if (problem) return { problem };
    const number = digits + (exponent ?? "");
    if (!NUMBER.test(number)) return { problem: `“${shorten(typed)}” is not a number such as −0.5.` };
    const value = Number(number);
    if (!Number.isFinite(value)) {
      return { problem: `${shorten(typed)} is too large; the limit is about 1.8e308.` };
    }
    return { value };
  }
  function ungrouped(mantissa, isWhole) {
    const marks = mantissa.match(/[.,]/g) ?? [];
    const [english, continental] = [ENGLISH.test(mantissa), CONTINENTAL.test(mantissa)];
    if (marks.length > 1) {
      if (english) return { digits: mantissa.replaceAll(",", "") };
      if (continental) return { digits: mantissa.replaceAll(".", "").replace(",", ".") };
      if (/^[+-]?[\d.,]+$/.test(mantissa)) {
        return { problem: "Leave out signs between thousands: type 1234.5." };
      }
    }
    const isLeading = /^[+-]?[1-9]/.test(mantissa);
    if (marks.length === 1 && isLeading && (english || continental && isWhole)) {
      if (isWhole && english) return { digits: mantissa.replace(",", "") };
      const [whole, part] = [mantissa.replace(/[.,]/, ""), mantissa.replace(",", ".")];
      const short = isWhole ? String(Number(part)) : part;
      return { problem: `Is “${shorten(mantissa)}” ${whole} or ${short}? Type one of the two.` };
    }
    return { digits: mantissa.replace(",", ".") };
  }
  function readNumber(part, text) {
    const { value, problem } = parseNumber(text, part.whole);
    return problem ? { problem } : allowed(part, value);
  }
  function allowed({ domain, whole, refusal }, value) {
    if (!domain) return { value };
    const [least, most] = domain;
    const fits = value >= (least ?? -Infinity) && value <= (most ?? Infinity);
    return fits && (!whole || Number.isInteger(value)) ? { value } : { problem: refusal };
  }
  function unwrapped(text) {
    const typed = visible(text).trim();
    return typed.match(/^(\$\$?)([^$]+)\1$/)?.[2].trim() ?? typed;
  }
  function visible(text) {
    return text.replace(/\p{Cf}/gu, "");
  }
  function plainSigns(text) {
    return text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 65248)).replace(/\{,\}/g, ",").replace(/[\u2212\u2010-\u2013\uFE63]/g, "-").replace(/\\times|\\cdot|[×·⋅∙]|(?<=\d)\s*x\s*(?=10)/g, "*").replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, (raised) => `^${[...raised].map(lowered).join("")}`);
  }
  function lowered(sign) {
    if (sign === "⁻") return "-";
    return sign === "⁺" ? "+" : String(RAISED.indexOf(sign));
  }
  function inDigits(plain) {
    const [, mantissa, power] = plain.match(TIMES_POWER) ?? [];
    if (power) return `${mantissa}e${power}`;
    const [, sign, alone] = plain.match(POWER) ?? [];
    if (alone) return `${sign}1e${alone}`;
    return BLANK_GROUPS.test(plain) ? plain.replace(/[\u00a0\u2007\u2009\u202f'\u2019]/g, "") : plain;
  }
  function shorten(text) {
    return text.length > 20 ? `${text.slice(0, 20)}…` : text;
  }

  // helpers/live/static/pull.js
  var AT_END = 1e3;
  var CLOSE = 1e-9;
  var MOST_LOOKS = 150;
  var MOST_STEPS = 50;
  var NEARER = 12;
  var LEAST_SHARE = 2 ** -60;
  function bend(y, g, ends) {
    if (!ends || Number.isNaN(y)) return { y, g };
    const [low, high] = ends;
    if (y <= low || y >= high) return { y: y <= low ? -AT_END : AT_END, g: g.map(() => 0) };
    const slope = 1 / (y - low) + 1 / (high - y);
    return { y: Math.log((y - low) / (high - y)), g: g.map((each) => each * slope) };
  }
  function unbend(y, ends) {
    return ends ? ends[1] - (ends[1] - ends[0]) / (1 + Math.exp(y)) : y;
  }
  var dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  function solve(look, start, goal, least, most) {
    let looks = 0;
    const moved = (x, step, share) => {
      const to = x.map(
        (value, i) => Math.min(Math.max(value + share * step[i], least[i]), most[i])
      );
      looks += 1;
      return { x: to, ...look(to) };
    };
    const free = ({ x, y, g }) => g.map((slope, i) => {
      const up = slope * (goal - y) > 0;
      return up ? x[i] >= most[i] ? 0 : slope : x[i] <= least[i] ? 0 : slope;
    });
    const isClose = (rest) => Math.abs(rest) <= CLOSE * Math.max(1, Math.abs(goal));
    const land = (at) => {
      for (let step = 0; step < MOST_STEPS; step++) {
        const rest = goal - at.y;
        if (isClose(rest)) return { ...at, how: "reached" };
        const g = free(at);
        const size = dot(g, g);
        if (!Number.isFinite(rest) || !Number.isFinite(size)) return { ...at, how: "no number" };
        if (size === 0) return { ...at, how: "flat" };
        const way = g.map((slope) => slope * rest / size);
        let next = null;
        for (let share = 1; share > LEAST_SHARE && looks < MOST_LOOKS; share /= 2) {
          const to = moved(at.x, way, share);
          const left = goal - to.y;
          const isNearer = Math.abs(left) < Math.abs(rest) * (1 - 1e-4 * share);
          if (!isNearer || !(isClose(left) || dot(to.g, to.g) > 0)) continue;
          next = to;
          break;
        }
        if (!next) return { ...at, how: "stuck" };
        at = next;
      }
      return { ...at, how: "stuck" };
    };
    let best = land(moved(start, start, 0));
    for (let step = 0; best.how === "reached" && step < NEARER; step++) {
      const back = start.map((x, i) => x - best.x[i]);
      const size = dot(best.g, best.g);
      const along = size ? dot(best.g, back) / size : 0;
      const side = back.map((x, i) => x - along * best.g[i]);
      if (dot(side, side) <= 1e-10 * dot(back, back)) break;
      let nearer = null;
      for (let share = 1; share > 0.1 && !nearer && looks < MOST_LOOKS; share /= 2) {
        const to = land(moved(best.x, side, share));
        const way = start.map((x, i) => x - to.x[i]);
        if (to.how === "reached" && dot(way, way) < (1 - 1e-9) * dot(back, back)) nearer = to;
      }
      if (!nearer) break;
      best = nearer;
    }
    return (
      /** @type {any} */
      best
    );
  }

  // helpers/live/static/view-pull.js
  var DRAG_STARTS = 4;
  var DRAG_STEP = 7;
  var MARK = "∂";
  function pullView(figure, described, id) {
    const { name, by } = described;
    const shape = (
      /** @type {number[]} */
      figure.graph.shape(id)
    );
    const packed = described.back[figure.number];
    const index = shape.reduce((at, n, axis) => at * n + (described.at[axis] + n) % n, 0);
    let graph = null;
    let group = {};
    let origin = null;
    let drag = null;
    let isWish = described.goal !== void 0;
    let toldOf = figure.state;
    const which = make(
      "select",
      { class: "hm-select", "aria-label": `which number of ${name}`, onchange: () => turn() },
      ...placesOf(figure, described, shape).map(
        ({ at, text, lang }) => make("option", { value: at, selected: at === index, lang }, text)
      )
    );
    const field = make("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      class: "hm-field hm-goal",
      "aria-label": `goal for ${name}`,
      "aria-describedby": figure.keys.id,
      value: String(described.goal ?? "")
    });
    const boxes = by.map((input) => {
      const part = figure.inputs.get(input);
      const box = make("input", { type: "checkbox", checked: true, value: input });
      return make("label", { class: "hm-option" }, box, symbolOf(part.symbol));
    });
    const said = make("p", { class: "hm-note", role: "status" });
    const element = make(
      "div",
      { class: "hm-view hm-view-pull", role: "group", "aria-label": `Pull ${name}` },
      make(
        "div",
        { class: "hm-control" },
        make("span", { class: "hm-word" }, "Pull "),
        symbolOf(described.symbol),
        described.label ? make("span", { class: "hm-word" }, ` ${described.label}`) : null,
        which.options.length > 1 ? which : null,
        make("span", { class: "hm-word" }, "to"),
        field,
        button("Pull", () => typed(), { "aria-label": `Pull, ${figure.title}` })
      ),
      boxes.length > 1 ? make("fieldset", { class: "hm-choice" }, make("legend", {}, "by changing"), ...boxes) : null,
      said
    );
    const now = () => figure.graph.value(id)[Number(which.value)];
    const step = () => described.step ?? stepFor(now());
    const isAtEnd = (goal) => described.domain?.includes(goal);
    function follow() {
      if (figure.state !== toldOf) tell("");
      if (!isWish && document.activeElement !== field) field.value = shown(now());
    }
    function turn() {
      tell("");
      follow();
    }
    function restart() {
      isWish = described.goal !== void 0;
      field.value = String(described.goal ?? "");
      turn();
    }
    function tell(sentence, isBad = false) {
      toldOf = figure.state;
      said.textContent = sentence ?? "";
      if (isBad) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    function typed() {
      if (!isWish) return tell("It is there already.");
      const { value, problem } = (
        /** @type {any} */
        readNumber(described, field.value)
      );
      if (problem || isAtEnd(value)) tell(problem ?? described.refusal, true);
      else if (figure.refused.size) tell("First mend the number that was refused above.", true);
      else reach(value, {}, {});
    }
    function reach(goal, edits, from) {
      if (figure.frame) figure.refresh();
      const chosen = boxes.filter((box) => box.querySelector("input")?.checked);
      const names = chosen.map((box) => (
        /** @type {any} */
        box.querySelector("input").value
      ));
      if (!names.length) return tell("Choose at least one input that may change.", true);
      if (packed && !graph) graph = figure.graphOf(packed);
      const wanted = names.filter((input) => graph && MARK + input in graph.outputs);
      const listed = names.join(", ").replace(/, ([^,]+)$/, " and $1");
      if (!wanted.length) return tell(WHY_NOT.flat(listed, ""), true);
      const parts = wanted.map((input) => figure.inputs.get(input));
      const start = Float64Array.from(
        wanted.flatMap((input) => from[input] ?? figure.state[input])
      );
      const bound = (side, none) => Float64Array.from(
        parts.flatMap(
          ({ name: input, domain }) => figure.state[input].map(() => domain?.[side] ?? none)
        )
      );
      const parted = (x2) => {
        let end2 = 0;
        return Object.fromEntries(
          wanted.map((input) => {
            end2 += figure.state[input].length;
            return [input, Array.from(x2.subarray(end2 - figure.state[input].length, end2))];
          })
        );
      };
      const place = Number(which.value);
      const look = (x2) => {
        for (const [input, list] of Object.entries(parted(x2))) graph.set(input, list);
        graph.run();
        const slopes = wanted.map((input) => graph.value(graph.outputs[MARK + input]));
        const g = Float64Array.from(slopes.flatMap((list) => Array.from(list)));
        return bend(graph.value(id)[place], g, described.domain);
      };
      for (const input of figure.inputs.keys()) figure.give(input, graph);
      graph.set(MARK + name, Array.from(figure.graph.value(id), (_, i) => Number(i === place)));
      let found;
      try {
        const { y: bent } = bend(goal, new Float64Array(), described.domain);
        found = solve(look, start, bent, bound(0, -Infinity), bound(1, Infinity));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return tell(`This cannot be computed. ${reason} Nothing was changed.`, true);
      }
      const { x, how } = found;
      const y = unbend(found.y, described.domain);
      if (how !== "reached") {
        return tell(`${WHY_NOT[how](listed, shown(y))} Nothing was changed.`, true);
      }
      const far = Math.hypot(...x.map((value, i) => value - start[i]));
      figure.edit(parted(x), edits);
      figure.sync();
      tell(
        far === 0 ? "It is there already." : `It is ${shown(goal)}. The numbers moved by ${shown(far)} altogether (the root of the squares): the least that does it around here; another answer may lie elsewhere. Undo takes it back.`
      );
    }
    function towards(steps, goal) {
      const value = tidy(goal + steps * step());
      field.value = String(value);
      const { problem } = (
        /** @type {any} */
        readNumber(described, field.value)
      );
      if (problem || isAtEnd(value)) tell(problem ?? described.refusal, true);
      else reach(value, group, origin ?? {});
    }
    field.addEventListener("input", () => {
      isWish = true;
      tell("");
    });
    field.addEventListener("focusout", () => follow());
    field.addEventListener("keydown", (event) => {
      const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
      const way = { ArrowUp: size, ArrowDown: -size }[event.key];
      if (event.isComposing || event.key !== "Enter" && !way) return;
      event.preventDefault();
      if (!way) return typed();
      const { value } = (
        /** @type {any} */
        readNumber(described, field.value)
      );
      group = {};
      towards(way, value ?? now());
    });
    field.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || document.activeElement === field) return;
      const { value } = (
        /** @type {any} */
        readNumber(described, field.value)
      );
      field.setPointerCapture(event.pointerId);
      drag = { x: event.clientX, goal: value ?? now(), steps: 0 };
      group = {};
      origin = Object.fromEntries(by.map((input) => [input, figure.state[input]]));
    });
    field.addEventListener("mousedown", (event) => {
      if (drag) event.preventDefault();
    });
    field.addEventListener("pointermove", (event) => {
      if (!drag || Math.abs(event.clientX - drag.x) < DRAG_STARTS) return;
      const steps = Math.round((event.clientX - drag.x) / DRAG_STEP);
      if (steps === drag.steps) return;
      drag.steps = steps;
      towards(steps, drag.goal);
    });
    const end = () => {
      if (drag && !drag.steps) field.focus();
      if (drag) field.select();
      drag = null;
      origin = null;
    };
    field.addEventListener("pointerup", end);
    field.addEventListener("pointercancel", end);
    return { element, paint: follow, restart };
  }
  var WHY_NOT = {
    flat: (by) => `No small change of ${by} moves it: its slope is zero there.`,
    stuck: (by, y) => `It came to ${y} and got no further: no small change of ${by} brings it nearer.`,
    "no number": () => "It is no finite number there, so there is no way to go."
  };
  function stepFor(x) {
    const size = Math.abs(x);
    return size < 1 || !Number.isFinite(size) ? 0.05 : size < 10 ? 0.1 : 1;
  }
  function placesOf(figure, described, shape) {
    const [columns = 1, rows = 1, layers = 1] = [...shape].reverse();
    const beside = figure.labels(described.rows, rows);
    const above = figure.labels(described.columns, columns);
    const places = [];
    for (let at = 0; at < layers * rows * columns; at++) {
      const column = at % columns;
      const row = Math.floor(at / columns) % rows;
      const words = [
        layers > 1 ? `${figure.layer} ${Math.floor(at / (columns * rows)) + 1}` : "",
        shape.length > 1 ? beside?.[row] ?? `row ${row + 1}` : "",
        above?.[column] ?? (shape.length > 1 ? `column ${column + 1}` : `entry ${column + 1}`)
      ].filter(Boolean);
      if (words.includes("–")) continue;
      const lang = words.length === 1 ? languageOf(described.lang, words[0]) : void 0;
      places.push({ at, text: words.join(", "), lang });
    }
    return places;
  }

  // helpers/live/static/pulls.js
  var drawings = Reflect.get(globalThis, "liveDrawings");
  Object.assign(globalThis, { liveDrawings: { ...drawings, pull: pullView } });
})();
