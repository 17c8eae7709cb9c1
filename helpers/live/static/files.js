/** The numbers on show, as a table or as JSON. */

/** Everything that a figure shows, inputs first. @returns {[string, {shape: number[], values: number[]}][]} */
function arraysOf(figure) {
  const { graph, spec, number, run } = figure;
  const found = new Map();
  const put = (name, id) => found.set(name, { shape: graph.shape(id), values: [...graph.value(id)] });
  for (const name of figure.inputs.keys()) {
    if (name in graph.inputs) put(name, graph.inputs[name]);
  }
  for (const part of spec.show.flat()) {
    const id = part.node?.[number];
    if (!(id >= 0)) continue;
    put(part.name, id);
    if (part.kind !== 'trail') continue;
    const steps = run.records.map((record) => [...record.get(id)]);
    found.set(part.name, { shape: [steps.length, ...graph.shape(id)], values: steps.flat() });
  }
  return [...found];
}

const BOM = '\uFEFF'; // without it spreadsheets take UTF-8 for something older

/** @param {object} figure @returns {string} one block for each array, its name and size first */
export function csvOf(figure) {
  const blocks = arraysOf(figure).map(([name, { shape, values }]) => {
    const width = shape.at(-1) ?? 1;
    const rows = [];
    for (let i = 0; i < values.length; i += width) rows.push(values.slice(i, i + width).join(','));
    return [`${name},${shape.join(' by ') || 'number'}`, ...rows, ''].join('\n');
  });
  return BOM + blocks.join('\n');
}

/** @param {object} figure @returns {string} */
export function jsonOf(figure) {
  const words = (x) =>
    Number.isFinite(x) ? x : String(x).replace('Infinity', 'inf').toLowerCase();
  const arrays = arraysOf(figure).map(([name, { shape, values }]) => [
    name,
    { shape, values: values.map(words) },
  ]);
  return `${JSON.stringify(Object.fromEntries(arrays), null, 1)}\n`;
}
