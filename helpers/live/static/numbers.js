/**
 * Numbers for people: how they are shown, and how typed ones are read.
 *
 * `shown`, `split` and `relation` are rounding.py once more, and a test holds
 * the two together. They must be here too: what the reader edits is shown without Python.
 */

const DECIMALS = 4;
const SIGNIFICANT = 4;
const SMALL = 1e-3;
const LARGE = 1e6;

/**
 * Take off what binary fractions leave behind: 0.30000000000000004.
 *
 * @param {number} x
 * @returns {number}
 */
export function tidy(x) {
  return Number(x.toPrecision(12));
}

/**
 * Show a number as plain text, as `shown` of rounding.py does.
 *
 * @param {number} x
 * @param {number} [decimals] how many decimals at most
 * @returns {string}
 */
export function shown(x, decimals = DECIMALS) {
  const [mantissa, exponent] = split(x, decimals);
  return exponent === null ? mantissa : `${mantissa}e${exponent}`;
}

/**
 * Round a number: its digits, and the power of ten or null.
 *
 * @param {number} x
 * @param {number} [decimals]
 * @returns {[string, number | null]}
 */
export function split(x, decimals = DECIMALS) {
  if (Number.isNaN(x)) return ['NaN', null];
  if (!Number.isFinite(x)) return [x > 0 ? '∞' : '−∞', null];
  const size = Math.abs(x);
  if (x !== 0 && !(SMALL <= size && size < LARGE)) {
    const [digits, exponent] = scientific(x).split('e');
    return [trim(digits), Number(exponent)];
  }
  return [trim(fixed(x, decimals)), null];
}

/**
 * Choose "=" where the shown digits are the number itself, "≈" where they are rounded.
 *
 * @param {number} x
 * @param {number} [decimals]
 * @returns {'=' | '≈'}
 */
export function relation(x, decimals = DECIMALS) {
  if (!Number.isFinite(x)) return '=';
  const [mantissa, exponent] = split(x, decimals);
  const digits = Number(`${mantissa.replace('−', '-')}e${exponent ?? 0}`);
  if (!Number.isFinite(digits)) return '≈'; // rounded up beyond the largest number
  const near = Math.max(1e-12 * Math.max(Math.abs(digits), Math.abs(x)), 1e-15);
  return Math.abs(digits - x) <= near ? '=' : '≈';
}

/** As f"{x:.4f}" in Python: a number half way goes to the even digit, not up as in toFixed. */
function fixed(x, decimals) {
  const up = x.toFixed(decimals);
  // Only an odd number of 2 ** -(decimals + 1) can lie exactly half way; this product is exact.
  const isTie = (Math.abs(x) * 2 ** (decimals + 1)) % 2 === 1;
  return isTie ? toEven(up, x.toFixed(decimals + 1).slice(0, -1)) : up;
}

/** As f"{x:.3e}" in Python, with the same care for ties. */
function scientific(x) {
  const decimals = SIGNIFICANT - 1;
  const up = x.toExponential(decimals);
  const [digits, exponent] = x.toExponential(50).split('e'); // exact for every tie
  const cut = digits.indexOf('.') + 1 + decimals;
  const isTie = /^50*$/.test(digits.slice(cut));
  return isTie ? toEven(up, `${digits.slice(0, cut)}e${exponent}`) : up;
}

function toEven(up, down) {
  const last = down.replace(/\.$/, '').split('e')[0].at(-1);
  return Number(last) % 2 === 0 ? down : up;
}

function trim(digits) {
  const short = digits.includes('.') ? digits.replace(/\.?0*$/, '') : digits;
  return short === '-0' ? '0' : short.replace('-', '−');
}

// One way only to match a text: a long one that fails would else be tried in very many.
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/;
const SEVERAL = /^[+-]?[\d.,]+(e[+-]?\d+)?([;|\s]+[+-]?[\d.,]+(e[+-]?\d+)?)+$/;
const TIMES_POWER = /^([+-]?[\d.,]+)\s*\*\s*10\s*(?:\^|\*\*)\s*\{?([+-]?\d+)\}?$/;
const POWER = /^([+-]?)10\s*(?:\^|\*\*)\s*\{?([+-]?\d+)\}?$/;
const BLANK_GROUPS = /^[+-]?\d{1,3}(?:[\u00a0\u2007\u2009\u202f'\u2019]\d{3})+(?:[.,]\d*)?(?:e[+-]?\d+)?$/;
const ENGLISH = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const CONTINENTAL = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/;
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * Read what a person typed as one number: in the notation of prose (12,288 and 1.365 × 10³), as
 * in a program (1.365e3, 10**3), with a decimal comma, with full-width signs.
 *
 * A single comma or point before three digits may mean two things: 2,048 is two thousand to one
 * reader and a little more than two to the other. Where whole numbers are wanted a comma marks
 * thousands; elsewhere the reader is asked. A single point is always a decimal point, unless whole
 * numbers are wanted.
 *
 * @param {string} text
 * @param {boolean} [isWhole] whether whole numbers are wanted
 * @returns {{value: number} | {problem: string}} a finite number, or a sentence for the reader
 */
export function parseNumber(text, isWhole = false) {
  const typed = unwrapped(text);
  const plain = inDigits(plainSigns(typed).toLowerCase());
  if (plain === '') return { problem: 'Type a number, for example 0.5.' };
  if (/^[+-]?nan$/.test(plain)) {
    return { problem: 'NaN means “not a number”; type a finite number.' };
  }
  if (/^[+-]?(∞|inf|infinity)$/.test(plain)) {
    return { problem: 'Infinity cannot be calculated with here; type a finite number.' };
  }
  if (SEVERAL.test(plain)) return { problem: 'Type one number only, without blanks in it.' };
  const [mantissa, exponent] = plain.split(/(?=e[+-]?\d+$)/);
  const isPlain = exponent === undefined; // before a power of ten, a mark is a decimal one
  const { digits, problem } = isPlain
    ? ungrouped(mantissa, isWhole)
    : { digits: mantissa.replace(',', '.') };
  if (problem) return { problem };
  const number = digits + (exponent ?? '');
  if (!NUMBER.test(number)) return { problem: `“${shorten(typed)}” is not a number such as −0.5.` };
  const value = Number(number);
  if (!Number.isFinite(value)) {
    return { problem: `${shorten(typed)} is too large; the limit is about 1.8e308.` };
  }
  return { value };
}

/** Take signs between thousands away, or ask where they may be decimals. */
function ungrouped(mantissa, isWhole) {
  const marks = mantissa.match(/[.,]/g) ?? [];
  const [english, continental] = [ENGLISH.test(mantissa), CONTINENTAL.test(mantissa)];
  if (marks.length > 1) {
    if (english) return { digits: mantissa.replaceAll(',', '') };
    if (continental) return { digits: mantissa.replaceAll('.', '').replace(',', '.') };
    if (/^[+-]?[\d.,]+$/.test(mantissa)) {
      return { problem: 'Leave out signs between thousands: type 1234.5.' };
    }
  }
  const isLeading = /^[+-]?[1-9]/.test(mantissa); // 0,123 and 0.123 are decimals to everyone
  if (marks.length === 1 && isLeading && (english || (continental && isWhole))) {
    if (isWhole && english) return { digits: mantissa.replace(',', '') };
    const [whole, part] = [mantissa.replace(/[.,]/, ''), mantissa.replace(',', '.')];
    const short = isWhole ? String(Number(part)) : part;
    return { problem: `Is “${shorten(mantissa)}” ${whole} or ${short}? Type one of the two.` };
  }
  return { digits: mantissa.replace(',', '.') };
}

/**
 * Read what a person typed into one field of an input; each input says itself what it takes, and
 * with which sentence it refuses the rest.
 *
 * @param {object} part the input
 * @param {string} text
 * @returns {{value: number} | {problem: string}}
 */
export function readNumber(part, text) {
  const { value, problem } = parseNumber(text, part.whole);
  return problem ? { problem } : allowed(part, value);
}

/** As `readNumber`, for a number that was reached by keys, by dragging or by a slider. */
export function allowed({ domain, whole, refusal }, value) {
  if (!domain) return { value };
  const [least, most] = domain;
  const fits = value >= (least ?? -Infinity) && value <= (most ?? Infinity);
  return fits && (!whole || Number.isInteger(value)) ? { value } : { problem: refusal };
}

/** Take the dollars off a copied formula, and what cannot be seen. @param {string} text */
export function unwrapped(text) {
  const typed = visible(text).trim();
  return typed.match(/^(\$\$?)([^$]+)\1$/)?.[2].trim() ?? typed;
}

/** Take away what cannot be seen: signs of width zero, marks of direction, soft hyphens. */
export function visible(text) {
  return text.replace(/\p{Cf}/gu, '');
}

/** Full-width signs become plain ones, every minus and dash a hyphen, every times a star. */
function plainSigns(text) {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\{,\}/g, ',') // LaTeX's sign between thousands
    .replace(/[\u2212\u2010-\u2013\uFE63]/g, '-')
    .replace(/\\times|\\cdot|[×·⋅∙]|(?<=\d)\s*x\s*(?=10)/g, '*')
    .replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, (raised) => `^${[...raised].map(lowered).join('')}`);
}

function lowered(sign) {
  if (sign === '⁻') return '-';
  return sign === '⁺' ? '+' : String(RAISED.indexOf(sign));
}

/** Write a power of ten with an e, and leave out blanks between groups of three digits. */
function inDigits(plain) {
  const [, mantissa, power] = plain.match(TIMES_POWER) ?? [];
  if (power) return `${mantissa}e${power}`;
  const [, sign, alone] = plain.match(POWER) ?? [];
  if (alone) return `${sign}1e${alone}`;
  return BLANK_GROUPS.test(plain) ? plain.replace(/[\u00a0\u2007\u2009\u202f'\u2019]/g, '') : plain;
}

function shorten(text) {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
