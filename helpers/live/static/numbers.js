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

/**
 * Read what a person typed as one number.
 *
 * Point or comma may stand before the decimals (a single comma is always a decimal comma, so
 * 1,234 is a little more than one); a minus may be the typographic one or a dash; full-width
 * digits, as Japanese and Chinese keyboards give them, are read as digits. Both signs in one
 * number, or one of them twice, could mean thousands and are refused.
 *
 * @param {string} text
 * @returns {{value: number} | {problem: string}} a finite number, or a sentence for the reader
 */
export function parseNumber(text) {
  const typed = text.trim();
  const plain = plainSigns(typed).toLowerCase();
  if (plain === '') return { problem: 'Type a number, for example 0.5.' };
  if (/^[+-]?nan$/.test(plain)) {
    return { problem: 'NaN means “not a number”; type a finite number.' };
  }
  if (/^[+-]?(∞|inf|infinity)$/.test(plain)) {
    return { problem: 'Infinity cannot be calculated with here; type a finite number.' };
  }
  if (SEVERAL.test(plain)) return { problem: 'Type one number only, without blanks in it.' };
  if (/^[+-]?[.,]*\d[\d.,]*$/.test(plain) && plain.match(/[.,]/g)?.length > 1) {
    return { problem: 'Leave out signs between thousands: type 1234.5.' };
  }
  const digits = plain.replace(',', '.');
  if (!NUMBER.test(digits)) return { problem: `“${shorten(typed)}” is not a number such as −0.5.` };
  const value = Number(digits);
  if (!Number.isFinite(value)) {
    return { problem: `${shorten(typed)} is too large; the limit is about 1.8e308.` };
  }
  return { value };
}

/**
 * Read what a person typed into one field of an input; an input that counts things says itself
 * what it takes, and with which sentence it refuses the rest.
 *
 * @param {object} part the input
 * @param {string} text
 * @returns {{value: number} | {problem: string}}
 */
export function readNumber(part, text) {
  const { value, problem } = parseNumber(text);
  return problem ? { problem } : allowed(part, value);
}

/** As `readNumber`, for a number that was reached by keys, by dragging or by a slider. */
export function allowed(part, value) {
  if (!part.counts) return { value };
  const [least, most] = part.counts;
  const fits = Number.isInteger(value) && value >= least && value <= most;
  return fits ? { value } : { problem: part.refusal };
}

/** Full-width signs become plain ones, and every minus and dash a hyphen. */
function plainSigns(text) {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\u2010-\u2013\uFE63]/g, '-');
}

function shorten(text) {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
