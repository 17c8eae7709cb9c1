// @ts-check
/**
 * What lines of Python ask for now and then, loaded when they first do: the rarer functions of
 * NumPy, `math`, and functions of Python's own. They are added to the tables of `python.js`, of
 * whose functions and of whose operations they are made.
 *
 * @typedef {import('./arrays.js').Arr} Arr
 * @typedef {import('./arrays.js').Kind} Kind
 * @typedef {import('./python.js').Value} Value
 */

/** @param {typeof import('./python.js').LENT} lent */
export function addRare(lent) {
  const { arrayOf, BUILTINS, each, flat, functions, isArr, isNone, isTrue, list, METHODS, Names, number, NUMPY, place, refusal, Seq, shapeOf, single, truth, typeName, TYPES, whole, wholeOr } = lent;
  const { astype, axisOf, binary, broadcastShapes, concatenate, copy, full, logic, made, matmul, reduce, reshape, swapaxes, take, transpose, unary, view, where } = lent;

  /** A copy in which a mask has become numbers. @param {Arr} x */
  const asNumbers = (x) => astype(x, x.kind === 'b' ? 'i' : x.kind);

  /** @param {Arr} x */
  const asMask = (x) => (x.kind === 'b' ? x : astype(x, 'b'));

  /** @param {Arr} x */
  const numpy = (x) => ({ ...x, plain: false });

  /** @param {number} n @param {number} m @param {number} k @param {Kind} kind */
  const tri = (n, m, k, kind) => made([n, m], ([i, j]) => Number(j - i <= k), kind);

  /** @param {Arr} x @param {number[]} shape @returns {Arr} */
  function broadcastTo(x, shape) {
    if (x.shape.length > shape.length) throw refusal('moreAxes');
    if (String(broadcastShapes([x.shape, shape])) !== String(shape)) throw refusal('remapped', x.shape, shape);
    return where(truth(true), x, full(shape, number(0, x.kind)));
  }

  /** einsum, by the product and the sum that it stands for. @param {string} text @param {Arr[]} operands @returns {Arr} */
  function einsum(text, operands) {
    const [given, wanted] = text.replaceAll(' ', '').split('->');
    const labels = given.split(',');
    if (!/^[A-Za-z,]+(->[A-Za-z]*)?$/.test(text.replaceAll(' ', ''))) throw refusal('pattern');
    if (labels.length !== operands.length) throw refusal('patternArrays');
    const letters = [...new Set(labels.join(''))];
    const once = letters.filter((letter) => labels.join('').split(letter).length === 2).sort();
    const out = wanted === undefined ? once : [...wanted];
    const order = [...out, ...letters.filter((letter) => !out.includes(letter))];
    /** @type {Record<string, number>} */
    const length = {};
    const spread = operands.map((x, k) => {
      const own = [...labels[k]];
      if (new Set(own).size < own.length) throw refusal('letterTwice');
      if (own.length !== x.shape.length) throw refusal('subscripts', own.length < x.shape.length, k);
      for (const [axis, letter] of own.entries()) {
        if ((length[letter] ?? 1) === 1) length[letter] = x.shape[axis];
        if (x.shape[axis] !== 1 && length[letter] !== x.shape[axis]) throw refusal('letter', letter, length[letter], x.shape[axis]);
      }
      const moved = transpose(x, order.flatMap((letter) => (own.includes(letter) ? [own.indexOf(letter)] : [])));
      return view(moved, order.map((letter) => (own.includes(letter) ? x.shape[own.indexOf(letter)] : 1)));
    });
    const unheard = out.find((letter) => !letters.includes(letter));
    if (unheard) throw refusal('unheard', unheard);
    const product = spread.reduce((x, y) => binary('multiply', x, y));
    const gone = order.slice(out.length).map((_, i) => out.length + i);
    return gone.length ? reduce(product.kind === 'b' ? 'any' : 'sum', product, gone, false) : product;
  }

  /** @param {Arr} x @returns {Value} */
  function listed(x) {
    if (!x.shape.length) return number(x.data[0], x.kind);
    return list(each(x).map((part) => listed(/** @type {Arr} */ (part))));
  }

  const both = {
    ...place('argmin', (a) => unary('negative', asNumbers(a))),
    ...functions({
      'clip a min? max?': (a, min, max) => {
        const low = isNone(min) ? a : binary('maximum', a, arrayOf(min));
        return isNone(max) ? low : binary('minimum', low, arrayOf(max));
      },
      'cumsum a axis?': (a, axis) => {
        const x = axis && a.shape.length ? a : flat(a);
        const at = axisOf(axis?.[0] ?? 0, x.shape.length);
        const last = x.shape.length - 1;
        const summed = asNumbers(swapaxes(x, at, last));
        summed.data.forEach((_, k, so) => {
          if (k % x.shape[at]) so[k] += so[k - 1];
        });
        return swapaxes(summed, at, last);
      },
      'dot a b~': (x, b) => {
        const y = arrayOf(b);
        if (x.shape.length && y.shape.length && y.shape.length < 3) return matmul(x, y);
        throw refusal('dot');
      },
      'ravel a': flat,
      'squeeze a axis?': (x, axis) => {
        /** @type {number[]} */
        const gone = axis?.map((/** @type {number} */ i) => axisOf(i, x.shape.length)) ?? [...x.shape.keys()].filter((i) => x.shape[i] === 1);
        if (gone.some((i) => x.shape[i] !== 1)) throw refusal('squeeze');
        return reshape(x, x.shape.filter((/** @type {number} */ _, /** @type {number} */ i) => !gone.includes(i)));
      },
    }),
  };
  Object.assign(METHODS, both, functions({
    'item a': (a) => {
      if (a.data.length !== 1) throw refusal('item');
      return number(a.data[0], a.kind);
    },
    'tolist a': listed,
    'flatten a': (a) => copy(flat(a)),
  }));

  Object.assign(NUMPY, both, functions({
    'logical_not x': (x) => unary('logical_not', asMask(x)),
    'logical_and x1 x2': (x, y) => logic('logical_and', numpy(asMask(x)), asMask(y)),
    'logical_or x1 x2': (x, y) => logic('logical_or', numpy(asMask(x)), asMask(y)),
    'outer a b~': (a, b) => binary('multiply', reshape(a, [-1, 1]), reshape(arrayOf(b), [1, -1])),
    'einsum subscripts …operands': (subscripts, operands = []) => {
      if (typeof subscripts !== 'string') throw refusal('subscriptsFirst');
      return einsum(subscripts, operands.map(arrayOf));
    },
    'matrix_transpose x': (x) => swapaxes(x, -1, -2),
    'expand_dims a axis~': (x, axis) => reshape(x, x.shape.toSpliced(axisOf(whole(axis), x.shape.length + 1), 0, 1)),
    'hstack arrays': (/** @type {Arr[]} */ arrays) => {
      const parts = arrays.map((x) => (x.shape.length ? x : reshape(x, [1])));
      return concatenate(parts, parts[0]?.shape.length === 1 ? 0 : 1);
    },
    'vstack arrays': (/** @type {Arr[]} */ arrays) => concatenate(arrays.map((x) => (x.shape.length > 1 ? x : reshape(x, [1, -1]))), 0),
    'take a indices axis?~': (a, indices, axis) => {
      const x = isNone(axis) ? flat(a) : a;
      if (!x.shape.length || axisOf(wholeOr(axis), x.shape.length)) throw refusal('take', x.shape.length);
      return take(x, arrayOf(indices));
    },
    'broadcast_to array~ shape': (x, shape) => broadcastTo(arrayOf(x), shape),
    'full shape fill_value dtype?': (shape, value, dtype) => {
      const x = arrayOf(value);
      return broadcastTo(astype(x, dtype ?? x.kind), shape);
    },
    'zeros_like a dtype?': (a, dtype = a.kind) => full(a.shape, number(0, dtype)),
    'ones_like a dtype?': (a, dtype = a.kind) => full(a.shape, number(1, dtype)),
    'identity n': (n) => made([whole(n), whole(n)], ([i, j]) => Number(i === j), 'f'),
    'tri N M? k? dtype?': (n, m, k, dtype = 'f') => tri(whole(n), wholeOr(m, whole(n)), k, dtype),
    'ndim a': (a) => number(a.shape.length),
    'size a': (a) => number(a.data.length),
    'shape a': (a) => shapeOf(a.shape),
  }));
  for (const [name, by] of /** @type {const} */ ([['tril', 0], ['triu', -1]])) {
    Object.assign(NUMPY, functions({
      [`${name} m~ k?`]: (m, k) => {
        const x = arrayOf(m);
        const n = x.shape.at(-1);
        if (n === undefined) throw refusal('matrix', name);
        const mask = tri(x.shape.at(-2) ?? n, n, k + by, 'b');
        const zero = number(0, x.kind);
        return by ? where(mask, zero, x) : where(mask, x, zero);
      },
    }));
  }
  Object.assign(NUMPY, {
    nan: number(NaN, 'f'),
    e: number(Math.E),
    abs: NUMPY.absolute,
    mod: NUMPY.remainder,
    true_divide: NUMPY.divide,
    amax: NUMPY.max,
    amin: NUMPY.min,
    asarray: NUMPY.array,
    empty: NUMPY.zeros,
    float64: TYPES.float,
    int64: TYPES.int,
    bool_: TYPES.bool,
    bool: TYPES.bool,
    linalg: new Names('numpy.linalg', functions({
      'norm x ord? axis? keepdims?': (x, ord, axis, keepdims) => {
        if (!isNone(ord)) throw refusal('norm');
        for (const one of axis ?? []) axisOf(one, x.shape.length);
        return unary('sqrt', reduce('sum', unary('square', astype(x, 'f')), axis, keepdims));
      },
    })),
  });

  /** @param {string} op @param {number} x */
  const plainly = (op, x) => number(unary(op, number(x, 'f')).data[0], 'f');
  /** @type {Record<string, Value>} */
  const math = { pi: number(Math.PI), e: number(Math.E), inf: number(Infinity, 'f') };
  for (const op of ['sqrt', 'exp', 'sin', 'cos', 'tanh', 'log']) {
    Object.assign(math, functions({
      [`${op} x~`]: (value) => {
        const x = single(value);
        if ((op === 'sqrt' && x < 0) || (op === 'log' && x <= 0)) throw refusal('math', op);
        return plainly(op, x);
      },
    }));
  }
  BUILTINS.math = new Names('math', math);

  /** @param {string} op @param {string} better */
  const extreme = (op, better) => functions({
    [`${op} …x~`]: (x = []) => {
      const all = x.length === 1 ? each(x[0]) : x;
      if (!all.length) throw refusal('noItems', op);
      return all.reduce((/** @type {Value} */ best, /** @type {Value} */ one) => (isTrue(binary(better, arrayOf(one), arrayOf(best))) ? one : best));
    },
  });
  Object.assign(BUILTINS, extreme('max', 'greater'), extreme('min', 'less'), functions({
    'abs x~': (x) => {
      if (!isArr(x)) throw refusal('unary', 'abs()', typeName(x));
      return unary('absolute', x);
    },
    'sum x~ start?': (x, start) => each(x).reduce((total, one) => binary('add', arrayOf(total), arrayOf(one)), start ?? number(0)),
    'list x~': (x) => list([...each(x)]),
    'tuple x~': (x) => new Seq([...each(x)], false),
    'enumerate x~': (x) => list(each(x).map((one, i) => new Seq([number(i), one], false))),
    'zip …x~': (x = []) => {
      const lists = x.map(each);
      const n = Math.min(...lists.map((/** @type {Value[]} */ one) => one.length));
      return list(Array.from({ length: lists.length ? n : 0 }, (_, i) => new Seq(lists.map((/** @type {Value[]} */ one) => one[i]), false)));
    },
  }));
}
