// How results rank: Sphinx's own numbers, and what a chapter says comes first.
var Scorer = {
  score: ([page, , , , score]) => (/(^|\/)\d/.test(page) ? 10 * score : score),
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
