// Tables as text, read without making code of their headings, which the strict policy of our pages forbids.
export function dsvFormat(delimiter) {
  return { parse: (text) => records(cells(text, delimiter)) };
}

function records([columns, ...rows]) {
  const made = rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? ""])));
  return Object.assign(made, { columns });
}

// A cell in quotes may hold anything, two quotes being one; an empty line at the end is no row.
function cells(text, delimiter) {
  const rows = [[]];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; at < text.length && (text[at] !== '"' || text[at + 1] === '"'); at += 1) {
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    }
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") cell += text[at++];
    rows.at(-1).push(cell);
    if (text[at] === delimiter && at + 1 === text.length) rows.at(-1).push("");
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    if (text[at] !== delimiter && at + 1 < text.length) rows.push([]);
    at += 1;
  }
  return rows;
}
