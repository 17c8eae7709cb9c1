// @ts-check
/**
 * Point at a line of a listing: its term of the formula stands beside it, and the value that it makes
 * lights up in the figures of the page; and back, from a value to its line.
 */

const LIT = 'hm-of-line'; // the figures have their own light, for operands
const VALUES = '[data-shows], .hm-tile[data-opens]'; // on a stage most values are folded to tiles

/** Bring the listings of a page to life. */
export function bringListings() {
  const listings = [...document.querySelectorAll('.hm-listing[data-of]')];
  if (!listings.length) return;
  for (const listing of listings) {
    /** @type {HTMLElement[]} */
    const rows = [...listing.querySelectorAll('tr')];
    let at = -1;
    /** @param {number} i */
    const point = (i) => {
      at = i;
      light(rows[i] ? (rows[i].dataset.names ?? '').split(' ') : []);
    };
    for (const [i, row] of rows.entries()) row.addEventListener('pointerenter', () => point(i));
    listing.addEventListener('pointerleave', () => point(-1));
    listing.addEventListener('blur', () => point(-1));
    listing.addEventListener('keydown', (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[/** @type {KeyboardEvent} */ (event).key];
      if (!by) return;
      event.preventDefault();
      point(Math.min(Math.max(at + by, 0), rows.length - 1));
    });
    listing.setAttribute('tabindex', '0');
  }
  document.addEventListener('pointerover', ({ target }) => {
    const view = /** @type {Element} */ (target).closest?.(VALUES);
    const shows = view && nameOf(view);
    if (shows) light([lastOf(shows)]);
    else if (!(/** @type {Element} */ (target).closest?.('.hm-listing'))) light([]);
  });
}

/** A value inside a block has a dotted name: block.A. @param {string} name */
const lastOf = (name) => name.split('.').at(-1) ?? name;

/** @param {Element} view */
const nameOf = (view) => view.getAttribute('data-shows') ?? view.getAttribute('data-opens') ?? '';

/** @param {string[]} names of the values that are lit; of none, all go out */
function light(names) {
  for (const one of document.querySelectorAll(`.${LIT}`)) one.classList.remove(LIT);
  const wanted = names.filter(Boolean);
  if (!wanted.length) return;
  for (const row of document.querySelectorAll('.hm-listing tr[data-names]')) {
    const own = (row.getAttribute('data-names') ?? '').split(' ');
    row.classList.toggle(LIT, own.some((name) => wanted.includes(name)));
  }
  for (const view of document.querySelectorAll(VALUES)) {
    view.classList.toggle(LIT, wanted.includes(lastOf(nameOf(view))));
  }
}
