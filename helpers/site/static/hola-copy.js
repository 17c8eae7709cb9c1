// @ts-check
/**
 * A copied formula gives its LaTeX, once, in dollars.
 *
 * Without this it gives the text of its MathML, and then that of its boxes. KaTeX's own copy-tex
 * does the same, but loses the ends of lines and paragraphs around formulas.
 */
(() => {
  'use strict';

  document.addEventListener('copy', (event) => {
    const selection = getSelection();
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea');
    if (!selection || selection.isCollapsed || isTyping || !event.clipboardData) return;
    const copy = copied(selection.getRangeAt(0));
    if (!copy) return;
    copy.style.cssText = 'position: fixed; left: -200vw; width: 100vw';
    document.body.append(copy);
    // biome-ignore lint/performance/useDomNodeTextContent: textContent has no ends of lines
    const text = copy.innerText.trim();
    copy.remove();
    event.clipboardData.setData('text/plain', text);
    event.clipboardData.setData('text/html', copy.innerHTML);
    event.preventDefault();
  });

  /**
   * Copy what is selected, with LaTeX in the place of formulas.
   *
   * @param {Range} selected
   * @returns {HTMLElement | undefined} nothing where the browser's way is right: where no formula is
   *   selected, or a single number or letter within one
   */
  function copied(selected) {
    const [first, last] = [formulaAround(selected.startContainer), formulaAround(selected.endContainer)];
    if (first && first === last && isOneWord(selected, first)) return undefined;
    const range = selected.cloneRange();
    if (first) range.setStartBefore(first);
    if (last && isReached(selected, last)) range.setEndAfter(last);
    else if (last) range.setEndBefore(last);
    const copy = document.createElement('div');
    copy.append(range.cloneContents());
    const formulas = copy.querySelectorAll('.katex');
    for (const formula of formulas) {
      const display = formula.closest('.katex-display');
      const dollars = display ? '$$' : '$';
      const tex = formula.querySelector('annotation')?.textContent ?? '';
      (display ?? formula).replaceWith(`${dollars}${tex}${dollars}`);
    }
    for (const silent of copy.querySelectorAll('script, style, .headerlink')) silent.remove();
    return formulas.length ? copy : undefined;
  }

  /** @param {Node} node */
  function formulaAround(node) {
    const element = node instanceof Element ? node : node.parentElement;
    return element?.closest('.katex-display') ?? element?.closest('.katex');
  }

  /** A triple click on the text in front ends in a formula, before its first sign. @param {Range} selected @param {Element} formula */
  function isReached(selected, formula) {
    const range = selected.cloneRange();
    range.setStartBefore(formula);
    return Boolean(range.cloneContents().querySelector('.katex-html')?.textContent);
  }

  /** Say whether one word is selected, and not the whole formula. @param {Range} range @param {Element} formula */
  function isOneWord({ startContainer, endContainer, startOffset, endOffset }, formula) {
    const whole = formula.querySelector('.katex-html')?.textContent?.length ?? 0;
    return (
      startContainer === endContainer &&
      startContainer instanceof Text &&
      endOffset - startOffset < whole
    );
  }
})();
