// @ts-check
/** What is too narrow for its table, or for its tables, can be reached and scrolled by keyboard. */

const sizes = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(boxesResized);

/** @param {HTMLElement} root what may hold such boxes */
export function watchBoxes(root) {
  for (const box of root.querySelectorAll('.hm-box, .hm-tables')) sizes?.observe(box);
}

/** @param {ResizeObserverEntry[]} entries */
function boxesResized(entries) {
  for (const entry of entries) {
    const target = /** @type {HTMLElement} */ (entry.target);
    const scrolls = target.scrollWidth > target.clientWidth + 1;
    target.classList.toggle('hm-scrolls', scrolls);
    if (scrolls) {
      target.tabIndex = 0;
      target.setAttribute('role', 'group'); // a region would be a landmark, and there are many
      const name = target.dataset.name ?? `${target.parentElement?.dataset.shows}, scrolls`;
      target.setAttribute('aria-label', name);
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) target.removeAttribute(name);
    }
  }
}
