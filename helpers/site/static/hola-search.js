/**
 * The search page: Sphinx's search, which also finds whole numbers, and shows where words stand.
 *
 * Pages cannot be fetched from file://, so the build writes each page's text into a script of its
 * own (see search.py); that of a result is loaded when the result comes into view.
 */
(() => {
  'use strict';

  const PLACES = 3; // of one page
  const BEFORE = 70;
  const LONGEST = 240;

  /** @type {Map<string, [anchor: string, title: string, text: string][]>} */
  const texts = new Map();
  const root = document.documentElement.dataset.content_root;
  const stemmer = new Stemmer();
  const stems = new Map();

  /** Called by the script that holds a page's text. */
  Search.setText = (page, sections) => texts.set(page, sections);

  const setIndex = Search.setIndex;
  Search.setIndex = (index) => {
    // a reader may look for "constructor", which each object has
    const bare = Object.assign(Object.create(null), { hasOwnProperty: Object.prototype.hasOwnProperty });
    for (const words of [index.terms, index.titleterms]) Object.setPrototypeOf(words, bare);
    setIndex(index);
  };
  if (Search.hasIndex()) Search.setIndex(Search._index);

  const parseQuery = Search._parseQuery;
  Search._parseQuery = (query) => {
    const parsed = parseQuery(query); // leaves whole numbers out
    for (const word of splitQuery(query)) if (/^\d+$/.test(word)) parsed[1].add(word);
    return parsed;
  };

  Search.query = (query) => {
    const parsed = Search._parseQuery(query);
    const [, terms] = parsed;
    const pages = ranked(Search._performSearch(...parsed), terms);
    const inView = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        inView.unobserve(target);
        showPlaces(target, terms);
      }
    });
    for (const page of pages) {
      const item = document.createElement('li');
      item.dataset.page = page;
      item.className = 'hm-waits'; // holds room, so that what is further down waits too
      item.append(link(page, '', plain(Search._index.titles[Search._index.docnames.indexOf(page)])));
      Search.output.append(item);
      inView.observe(item);
    }
    Search.stopPulse();
    Search.title.textContent = 'Search results';
    const found = pages.length === 1 ? '1 page found.' : `${pages.length} pages found.`;
    Search.status.textContent = pages.length
      ? found
      : 'Nothing found. A page must have all the words: try fewer of them, or the beginning of one.';
  };

  /** Put each page once, the best first; among equals those with the words in their titles. */
  function ranked(results, terms) {
    const { docnames, titles } = Search._index;
    const scores = new Map();
    for (const [page, , anchor, , score] of results) {
      const worth = anchor.startsWith('#term-in-text') ? 0 : score; // a link to the glossary
      scores.set(page, Math.max(worth, scores.get(page) ?? 0));
    }
    const inTitle = (page) => hits(plain(titles[docnames.indexOf(page)]), terms).length;
    return [...scores.keys()].sort(
      (a, b) =>
        scores.get(b) - scores.get(a) ||
        inTitle(b) - inTitle(a) ||
        docnames.indexOf(a) - docnames.indexOf(b),
    );
  }

  /** Show under a result the places that have most of the words. */
  async function showPlaces(item, terms) {
    const { page } = item.dataset;
    const sections = await textOf(page);
    const places = sections
      .map(([anchor, title, text]) => {
        const [above, below] = [hits(title, terms), hits(text, terms)];
        const words = new Set([...above, ...below].map(({ term }) => term)).size;
        return { anchor, title, text, below, words, rank: 100 * above.length + below.length };
      })
      .filter(({ words }) => words > 0)
      .sort((a, b) => b.words - a.words || b.rank - a.rank);
    for (const place of places.slice(0, PLACES)) {
      if (place.words < places[0].words) break;
      const line = document.createElement('p');
      line.className = 'context';
      const quoted = excerpt(place.text, place.below);
      if (place.anchor) line.append(link(page, place.anchor, place.title), ': ', ...quoted);
      else line.append(...quoted);
      item.append(line);
    }
    item.classList.remove('hm-waits');
  }

  /** Load the script with a page's text; without it a result is a link alone. */
  function textOf(page) {
    return new Promise((resolve) => {
      const done = () => resolve(texts.get(page) ?? []);
      if (texts.has(page)) return done();
      const script = document.createElement('script');
      script.src = `${root}searchtext/${encodeURI(page)}.js`;
      script.onload = script.onerror = done;
      document.head.append(script);
    });
  }

  /** Find the words in a text, as the index has them. @returns {{term: string, from: number, to: number}[]} */
  function hits(text, terms) {
    const [folded, places] = foldWithPlaces(text);
    const found = [];
    for (const { 0: word, index } of folded.matchAll(WORD)) {
      const term = [...terms].find((one) => isHit(word.replaceAll(',', ''), one));
      if (term) found.push({ term, from: places[index], to: places[index + word.length] });
    }
    return found;
  }

  function isHit(word, term) {
    if (stem(word) === term) return true;
    if (word.includes('_') && word.split('_').some((part) => stem(part) === term)) return true;
    return term.length > 2 && !isIndexed(term) && word.includes(term);
  }

  function isIndexed(term) {
    const { terms, titleterms } = Search._index;
    return Object.hasOwn(terms, term) || Object.hasOwn(titleterms, term);
  }

  function stem(word) {
    if (!stems.has(word)) stems.set(word, stemmer.stemWord(word));
    return stems.get(word);
  }

  /** Fold a text; say for each sign of the result where it comes from. */
  function foldWithPlaces(text) {
    let folded = '';
    const places = [];
    let at = 0;
    for (const sign of text) {
      const plainSign = fold(sign);
      for (let i = 0; i < plainSign.length; i++) places.push(at);
      folded += plainSign;
      at += sign.length;
    }
    return [folded, [...places, at]];
  }

  /** Cut out the words around the first hit, and mark all hits in them. */
  function excerpt(text, found) {
    const first = found[0]?.from ?? 0;
    const start = first > BEFORE ? text.lastIndexOf(' ', first - BEFORE) + 1 : 0;
    const blank = text.lastIndexOf(' ', start + LONGEST);
    const isWhole = text.length <= start + LONGEST;
    const end = isWhole ? text.length : Math.max(blank, found[0]?.to ?? start);
    const parts = [start > 0 ? '… ' : ''];
    let at = start;
    for (const { from, to } of found) {
      if (to > end) break;
      const marked = document.createElement('mark');
      marked.textContent = text.slice(from, to);
      parts.push(text.slice(at, from), marked);
      at = to;
    }
    return [...parts, text.slice(at, end), isWhole ? '' : ' …'];
  }

  function link(page, anchor, title) {
    const made = document.createElement('a');
    const { LINK_SUFFIX } = DOCUMENTATION_OPTIONS;
    made.href = `${root}${encodeURI(page)}${LINK_SUFFIX}${anchor && `#${anchor}`}`;
    made.textContent = title;
    return made;
  }

  /** A title of the index may have markup. */
  function plain(markup) {
    return new DOMParser().parseFromString(markup, 'text/html').body.textContent;
  }
})();
