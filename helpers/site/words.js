// What a word is, for the search page: as `fold` and `split` of search.py have it.
var WORD = /\d+(?:,\d{3})*(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_]*/gu;
var fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/⊤/g, "t").toLowerCase();
var splitQuery = (query) => (fold(query).match(WORD) ?? []).map((word) => word.replaceAll(",", ""));
