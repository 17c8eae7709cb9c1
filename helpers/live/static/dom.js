// @ts-check
/**
 * Making elements. Text is only ever put in as text: nothing a reader types can become markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Make an element.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes] `on…` is a listener; null, undefined, false are left out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/**
 * Make an element of a drawing.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes] as in `make`
 * @param {...(Node | string | null)} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function draw(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * Give an element attributes and children, as `make` does.
 *
 * @template {Element} Made
 * @param {Made} node
 * @param {Record<string, any>} attributes
 * @param {(Node | string | null)[]} children
 * @returns {Made}
 */
export function dress(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * Write the parts of a label: italic, upright, raised, lowered.
 *
 * @param {[keyof HTMLElementTagNameMap, string][]} symbol element and text of each part
 * @param {string} [className]
 * @returns {HTMLElement}
 */
export function symbolOf(symbol, className = 'hm-symbol') {
  const parts = symbol.flatMap(([kind, text], i) => [i ? ' ' : '', make(kind, {}, text)]);
  return make('span', { class: className }, ...parts);
}

/** A name of the code as words. @param {string} name */
export function inWords(name) {
  return name.replaceAll('_', ' ');
}

/**
 * The language of a word: of all words here, or of the words that are listed.
 *
 * @param {string | Record<string, string> | undefined} lang
 * @param {string} word
 * @returns {string | undefined}
 */
export function languageOf(lang, word) {
  return typeof lang === 'object' ? lang[word] : lang;
}

/**
 * Make a quiet button with words on it.
 *
 * @param {string} words
 * @param {() => void} act
 * @param {Record<string, any>} [attributes]
 * @returns {HTMLButtonElement}
 */
export function button(words, act, attributes = {}) {
  return make('button', { type: 'button', class: 'hm-button', onclick: act, ...attributes }, words);
}

/**
 * Set an attribute only where it differs.
 *
 * @param {Element} node
 * @param {string} name
 * @param {string} value
 */
export function setIf(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/**
 * Say that a button does nothing now. It keeps the focus, which `disabled` would take away.
 *
 * @param {HTMLElement} node
 * @param {boolean} isOff
 */
export function setOff(node, isOff) {
  setIf(node, 'aria-disabled', String(isOff));
}

/**
 * Hand text to the reader as a file.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function saveFile(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make('a', { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/**
 * Act once the page is parsed: at once, if it is.
 *
 * @param {() => void} act
 */
export function whenParsed(act) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', act);
  else act();
}

/**
 * Put text on the clipboard; where that is refused, the caller shows it to be copied by hand.
 *
 * @param {string} text
 * @returns {Promise<boolean>} whether it is there
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
