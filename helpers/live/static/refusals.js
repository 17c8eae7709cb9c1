// @ts-check
/**
 * What refusals say: the kind of the error and its message as Python and NumPy have them, and what
 * to try. `Beyond` is what Python knows and the page does not.
 */

import { shapeText } from './arrays.js';
import { mistake } from './mistakes.js';

/** @typedef {[kind: string, message: string, hint?: string, line?: number]} Said */

const NUMBERS_FIRST = 'Turn them into numbers first: mask.astype(float).';

/** @param {number[]} shape as NumPy's messages have it: (2,3) */
const tight = (shape) => shapeText(shape).replaceAll(' ', '');

/** What Python has and this page does not, by Lezer's names. @type {Record<string, string>} */
const UNREAD = {
  WhileStatement: 'A while loop',
  WithStatement: 'with',
  TryStatement: 'try',
  ClassDefinition: 'A class',
  LambdaExpression: 'lambda',
  DictionaryExpression: 'A dictionary',
  SetExpression: 'A set',
  FormatString: 'A formatted text',
  ImportStatement: 'An import',
  DeleteStatement: 'del',
  RaiseStatement: 'raise',
  ScopeStatement: 'global',
  DecoratedStatement: 'A decorator',
  AwaitExpression: 'await',
  YieldExpression: 'yield',
  NamedExpression: ':=',
};

/** @satisfies {Record<string, (...given: any[]) => Said>} */
export const REFUSALS = {
  syntax: mistake,

  // of what a page can hold
  steps: () => ['Beyond', 'This takes more steps than a page should: it was stopped.', 'Look for a loop that runs too often, or an array that grows.'],
  /** @param {number[]} shape */
  large: (shape) => ['Beyond', `An array of shape ${shapeText(shape)} is too large for this page.`, 'A task needs a few dozen numbers. Look at the shapes that you combine.'],
  whole: () => ['Beyond', 'This whole number is larger than this page can hold.', 'Write it with a point, as 2.0: floats reach further.'],
  deep: () => ['Beyond', 'These lines are nested too deeply for this page.'],
  /** @param {number} length @param {number} longest */
  long: (length, longest) => ['', `The text has ${length.toLocaleString('en')} characters, and this page reads ${longest.toLocaleString('en')} at most.`, 'A task needs a few lines.'],
  /** @param {number} length */
  range: (length) => (length ? ['Beyond', `A loop of ${length.toLocaleString('en')} rounds is too long for this page.`, 'What NumPy does for a whole array at once needs no loop.'] : ['ValueError', 'range() arg 3 must not be zero']),

  // of shapes and axes
  negative: () => ['ValueError', 'negative dimensions are not allowed'],
  /** @param {number[][]} shapes */
  broadcast: (shapes) => ['ValueError', `operands could not be broadcast together with shapes ${shapes.map(tight).join(' ')}`, 'Counted from the end, each two axes must be equally long, or one of them 1. keepdims=True or [:, None] keeps an axis of length 1.'],
  /** @param {number} operand */
  single: (operand) => ['ValueError', `matmul: Input operand ${operand} does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)`, 'A single number is multiplied by *.'],
  /** @param {number[]} x @param {number[]} y @param {number} inner @param {number} other */
  matmul: (x, y, inner, other) => ['ValueError', `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${other} is different from ${inner})`, `Shapes ${shapeText(x)} @ ${shapeText(y)}: axes of length ${inner} and ${other} cannot be multiplied. The last axis on the left must fit the last but one on the right: is one of them to be transposed?`],
  /** @param {number} axis @param {number} n */
  axis: (axis, n) => {
    const axes = n === 1 ? 'one axis, number 0' : n ? `the axes 0 to ${n - 1}` : 'no axis';
    return ['AxisError', `axis ${axis} is out of bounds for array of dimension ${n}`, `An array of ${n} dimension${n === 1 ? '' : 's'} has ${axes}${n ? '; −1 is the last' : ''}.`];
  },
  duplicate: () => ['ValueError', "duplicate value in 'axis'"],
  /** @param {string} asked */
  empty: (asked) => ['ValueError', asked.startsWith('arg') ? `attempt to get ${asked} of an empty sequence` : `zero-size array to reduction operation ${asked}imum which has no identity`],
  unknown: () => ['ValueError', 'can only specify one unknown dimension'],
  /** @param {number} size @param {number[]} wanted */
  reshape: (size, wanted) => ['ValueError', `cannot reshape array of size ${size} into shape ${tight(wanted)}`],
  order: () => ['ValueError', "axes don't match array"],
  repeated: () => ['ValueError', 'repeated axis in transpose'],
  /** @param {string} name */
  none: (name) => ['ValueError', `need at least one array to ${name}`],
  noAxis: () => ['ValueError', 'zero-dimensional arrays cannot be concatenated'],
  /** @param {number[][]} shapes */
  concatenate: (shapes) => ['ValueError', `all the input array dimensions except for the concatenation axis must match exactly: the shapes are ${shapes.map(shapeText).join(' and ')}`],
  stack: () => ['ValueError', 'all input arrays must have the same shape'],
  ragged: () => ['ValueError', 'setting an array element with a sequence. The requested array has an inhomogeneous shape', 'All rows must be equally long.'],
  squeeze: () => ['ValueError', 'cannot select an axis to squeeze out which has size not equal to one'],
  moreAxes: () => ['Beyond', 'An array with more axes than the result is not read here.'],
  /** @param {number[]} from @param {number[]} to */
  remapped: (from, to) => ['ValueError', `operands could not be broadcast together with remapped shapes [original->remapped]: ${tight(from)} and requested shape ${tight(to)}`],
  /** @param {string} name */
  matrix: (name) => ['TypeError', `${name} takes a matrix`],

  // of arithmetic
  /** @param {string} op */
  ofMask: (op) => (op === 'negative' ? ['TypeError', 'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.'] : ['Beyond', `np.${op} of a mask is not read here.`, NUMBERS_FIRST]),
  minusMask: () => ['TypeError', 'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.'],
  twoMasks: () => ['Beyond', 'That is not read here for two masks.', NUMBERS_FIRST],
  product: () => ['Beyond', 'A product of two masks is not read here.', NUMBERS_FIRST],
  zero: () => ['ZeroDivisionError', 'division by zero'],
  zeroPower: () => ['ZeroDivisionError', 'zero to a negative power'],
  powers: () => ['ValueError', 'Integers to negative integer powers are not allowed.', 'Write the number with a point: 10000.0 ** -x.'],
  complex: () => ['Beyond', 'This would be a complex number, which is not read here.'],
  logic: () => ['Beyond', '& and | are read between masks only.', 'Put each comparison in brackets: (i >= j) & is_word.'],
  tilde: () => ['Beyond', '~ is read before a mask only.', 'Before a single truth value stands not.'],
  /** @param {number} length */
  truth: (length) => {
    const what = length ? 'an array with more than one element is ambiguous. Use a.any() or a.all()' : 'an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.';
    return ['ValueError', `The truth value of ${what}`, 'Between masks write & | ~ with each comparison in brackets; to choose number by number, np.where.'];
  },
  /** @param {string} what @param {boolean} [isNumber] */
  integer: (what, isNumber) => ['TypeError', `'${what}' object cannot be interpreted as an integer`, isNumber ? 'Write int(x), or divide by //, which keeps whole numbers whole.' : ''],
  scalar: () => ['TypeError', 'only 0-dimensional arrays can be converted to Python scalars', 'Functions of np take whole arrays.'],
  item: () => ['ValueError', 'can only convert an array of size 1 to a Python scalar'],
  /** @param {string} sign @param {string} type */
  unary: (sign, type) => ['TypeError', `bad operand type for ${sign}: '${type}'`],
  /** @param {string} op @param {string} x @param {string} y */
  operands: (op, x, y) => ['TypeError', `unsupported operand type(s) for ${op}: '${x}' and '${y}'`, `${x}${y}`.includes('NoneType') ? 'None is what a function gives that returns nothing.' : ''],
  /** @param {string} x @param {string} y @param {boolean} isNumpy */
  at: (x, y, isNumpy) => (isNumpy ? ['Beyond', 'Single numbers are multiplied by *.'] : ['TypeError', `unsupported operand type(s) for @: '${x}' and '${y}'`, 'Single numbers are multiplied by *.']),
  listBeside: () => ['Beyond', 'A list beside a number is not read here.', 'Make an array of it: np.array([…]).'],
  /** @param {string} op */
  operator: (op) => ['Beyond', `${op} is not read here.`, op === '^' ? 'A power is written **.' : ''],
  /** @param {string} type */
  noNumber: (type) => ['TypeError', `a number or an array was expected here, not ${type}`],
  /** @param {string} op */
  math: (op) => ['ValueError', op === 'log' ? 'expected a positive input' : 'expected a nonnegative input'],

  // of places
  /** @param {number} n @param {number} used */
  indices: (n, used) => ['IndexError', `too many indices for array: array is ${n}-dimensional, but ${used} were indexed`],
  /** @param {number} i @param {number} axis @param {number} n */
  outside: (i, axis, n) => ['IndexError', `index ${i} is out of bounds for axis ${axis} with size ${n}`],
  severalKeys: () => ['Beyond', 'An array as one of several indices is not read here.', 'Take the rows first: x[ids][:, columns].'],
  /** @param {string} kind */
  keyArray: (kind) => (kind === 'b' ? ['Beyond', 'A selection by a mask is not read here: how many numbers are left depends on values.', 'Keep all places and write np.where(mask, x, 0).'] : ['IndexError', 'arrays used as indices must be of integer (or boolean) type']),
  ellipsis: () => ['IndexError', "an index can only have a single ellipsis ('...')"],
  key: () => ['IndexError', 'only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid indices'],
  step: () => ['ValueError', 'slice step cannot be zero'],
  /** @param {string} type */
  place: (type) => ['TypeError', `${type} indices must be integers or slices`, 'Make an array of it: np.array([…]).'],
  /** @param {string} type */
  subscript: (type) => ['TypeError', `'${type}' object is not subscriptable`, type === 'function' ? 'A function is called with round brackets.' : ''],
  /** @param {number[]} value @param {number[]} part */
  into: (value, part) => ['ValueError', `could not broadcast input array from shape ${tight(value)} into shape ${tight(part)}`],
  /** @param {number[]} x @param {number[]} made */
  output: (x, made) => ['ValueError', `non-broadcastable output operand with shape ${tight(x)} doesn't match the broadcast shape ${tight(made)}`],
  cast: () => ['UFuncTypeError', "Cannot cast ufunc output from dtype('float64') to dtype('int64') with casting rule 'same_kind'"],
  readOnly: () => ['ValueError', 'assignment destination is read-only', 'What you are given is not to be changed in place: others use it too. Make something new, x = x + 1, or work on a copy, x.copy().'],
  shared: () => ['Beyond', 'Two names share these numbers, and this page does not follow a change in place to both.', 'Work on a copy: x = x.copy().'],

  // of names and calls
  /** @param {string} name @param {string[]} near */
  undefined: (name, near) => {
    const own = [...new Set(near)];
    const bare = (/** @type {string} */ text) => text.toLowerCase().replaceAll('_', '');
    const meant = own.find((one) => bare(one) === bare(name));
    return ['NameError', `name '${name}' is not defined`, meant ? `Did you mean ${meant}?` : own.length ? `At hand: ${[...own, 'np'].join(', ')}.` : ''];
  },
  /** @param {string} name */
  isGiven: (name) => ['NameError', `${name} is given, and keeps its value`, 'Choose another name for yours.'],
  /** @param {string} module @param {string} name */
  member: (module, name) => ['Beyond', `${module.replace('numpy', 'np')}.${name} is not among what this page reads.`, 'If Python has it, it runs in JupyterLab.'],
  /** @param {string} type @param {string} name @param {boolean | string[]} also whether np has it; names of a tuple's places */
  attribute: (type, name, also) => {
    const ofArray = also === true ? `Write np.${name}(…).` : 'An array has, among others, .T, .shape, .sum(…), .reshape(…).';
    const hint = typeof also === 'boolean' ? ofArray : also.length ? `It has ${also.join(', ')}.` : '';
    return ['AttributeError', `'${type}' object has no attribute '${name}'`, hint];
  },
  attributeSet: () => ['Beyond', 'An attribute cannot be set here.'],
  target: () => ['SyntaxError', 'cannot assign to expression here', 'On the left of = stands a name.'],
  /** @param {string} type */
  assign: (type) => ['TypeError', `'${type}' object does not support item assignment`],
  /** @param {number} got @param {number} n @param {boolean} hasStar */
  unpack: (got, n, hasStar) => ['ValueError', got < n ? `not enough values to unpack (expected ${hasStar ? `at least ${n - 1}` : n}, got ${got})` : `too many values to unpack (expected ${n})`],
  /** @param {string} type @param {boolean} isInteger */
  iterable: (type, isInteger) => ['TypeError', `'${type}' object is not iterable`, isInteger ? 'To count up to a number, write range(n).' : ''],
  /** @param {string} type */
  length: (type) => ['TypeError', type === 'numpy.ndarray' ? 'len() of unsized object' : `object of type '${type}' has no len()`],
  /** @param {string} type @param {boolean} isNumber */
  callable: (type, isNumber) => ['TypeError', `'${type}' object is not callable`, isNumber ? 'To multiply write *, to look up write square brackets.' : ''],
  /** @param {string} name @param {number} most @param {number} given @param {string[]} byName */
  given: (name, most, given, byName) => ['TypeError', `${name}() takes ${most} positional argument${most === 1 ? '' : 's'} but ${given} were given`, byName.length ? `Give ${byName.join(' and ')} by name.` : ''],
  /** @param {string} name @param {string} key @param {string[] | null} known none if it was given before */
  keyword: (name, key, known) => (known ? ['TypeError', `${name}() got an unexpected keyword argument '${key}'`, `Known here: ${known.join(', ')}.`] : ['TypeError', `${name}() got multiple values for argument '${key}'`]),
  /** @param {string} name @param {string} parameter */
  missing: (name, parameter) => ['TypeError', `${name}() missing 1 required positional argument: '${parameter}'`],
  /** @param {string} type @param {string} given */
  cannotBe: (type, given) => ['TypeError', `${type}() argument must be a number, not '${given}'`],
  /** @param {string} name */
  noItems: (name) => ['ValueError', `${name}() iterable argument is empty`],
  recursion: () => ['RecursionError', 'maximum recursion depth exceeded', 'A function here calls itself without end.'],
  outsideFunction: () => ['SyntaxError', "'return' outside function"],
  assertion: () => ['AssertionError', ''],

  // of what comes back, where something else is wanted
  unwritten: () => ['', 'Nothing is written yet.'],
  noReturn: () => ['', 'Nothing comes back yet: end with a line that begins with `return`.'],
  nothing: () => ['', 'Nothing comes back.'],
  /** @param {number} n */
  values: (n) => ['', `${n} values should come back, with commas between.`],
  noArray: () => ['', 'An array of numbers should come back.'],
  noMask: () => ['', 'The result holds numbers; it should hold True and False.'],
  /** @param {number[]} is @param {number[]} wanted */
  shape: (is, wanted) => ['', `The result has shape ${shapeText(is)}; it should have ${shapeText(wanted)}.`],
  /** @param {number[]} place @param {string} is @param {string} wanted */
  differs: (place, is, wanted) => ['', `result${place.length ? `[${place.join(', ')}]` : ''} is ${is}; it should be ${wanted}.`],
  /** @param {Record<string, any>} given by name: a number, or an array as kind, shape and numbers */
  elsewhere: (given) => {
    const told = Object.entries(given).map(([name, value]) => {
      if (Array.isArray(value)) return `${name} of shape ${shapeText(value[1])}`;
      return typeof value === 'number' ? `${name} = ${value}` : '';
    });
    return ['', `This is with other numbers: ${told.filter(Boolean).join(', ')}.`];
  },

  // of what is not read
  /** @param {string} name of Lezer @param {string} text @param {number} line */
  unread: (name, text, line) => {
    const what = Object.hasOwn(UNREAD, name) ? UNREAD[name] : `“${text.slice(0, 40)}”`;
    return ['Beyond', `${what} is not read here.`, name === 'WhileStatement' ? 'A loop of a known length is: for i in range(n).' : '', line];
  },
  import: () => ['Beyond', 'Nothing can be imported here.', 'np and math are at hand.'],
  elseAfter: () => ['Beyond', 'else after a loop is not read here.'],
  starParameter: () => ['Beyond', '* in a parameter list is not read here.'],
  comprehension: () => ['Beyond', 'Only a simple list of this kind is read here: [f(x) for x in xs].'],
  arguments: () => ['Beyond', 'This way of giving arguments is not read here.'],
  dtype: () => ['Beyond', 'This dtype is not read here.', 'Known are float, int and bool.'],
  where: () => ['Beyond', 'np.where with a condition alone is not read here.', 'Give all three: np.where(mask, x, 0).'],
  arange: () => ['Beyond', 'np.arange takes single numbers'],
  dot: () => ['Beyond', 'np.dot of a number, or of more than two axes, is not read here.', 'Write * or @.'],
  /** @param {number} axes */
  take: (axes) => ['Beyond', axes ? 'np.take along other axes than the first is not read here.' : 'np.take of a single number is not read here.'],
  norm: () => ['Beyond', 'np.linalg.norm with ord is not read here.'],
  subscriptsFirst: () => ['Beyond', 'Begin np.einsum with a pattern such as "td,sd->ts".'],
  pattern: () => ['Beyond', 'This pattern of np.einsum is not read here.', 'Letters, commas and one arrow are: "td,sd->ts".'],
  letterTwice: () => ['Beyond', 'A letter twice for one array is not read here.'],
  patternArrays: () => ['ValueError', 'the number of arrays does not fit the pattern of einsum'],
  /** @param {boolean} areFew @param {number} operand */
  subscripts: (areFew, operand) => ['ValueError', `einstein sum subscripts string contains too ${areFew ? 'few' : 'many'} subscripts for operand ${operand}`],
  /** @param {string} letter @param {number} n @param {number} other */
  letter: (letter, n, other) => ['ValueError', `operands could not be broadcast together: the letter ${letter} stands for ${n} and for ${other}`],
  /** @param {string} letter */
  unheard: (letter) => ['ValueError', `einstein sum subscripts string included output subscript '${letter}' which never appeared in an input`],
};
