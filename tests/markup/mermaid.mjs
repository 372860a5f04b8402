// Mermaid's own parser on diagrams of journeys: reads a JSON list of texts, writes what each is, or what is wrong with it.
//
// `node tests/markup/mermaid.mjs < texts.json`. The package is Mermaid in one file, made for browsers; a parser needs no
// page, so what it looks for of one is an empty object here, and words are not cleaned for one.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const nothing = () =>
  new Proxy(function () {}, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => "" : nothing()),
    apply: () => nothing(),
    construct: () => nothing(),
  });
globalThis.window = globalThis;
globalThis.document = nothing();
globalThis.addEventListener = () => {};
Function.prototype.addHook = () => {};
Function.prototype.sanitize = (text) => text;
const file = new URL("node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js", import.meta.url);
runInThisContext(readFileSync(file, "utf8"));

async function read(text) {
  try {
    const { diagramType } = await mermaid.parse(text);
    if (diagramType !== "journey") return { error: `it is a ${diagramType}` };
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const tasks = db.getTasks().map((one) => ({ ...one, score: Number.isNaN(one.score) ? null : one.score }));
    return {
      title: db.getDiagramTitle(), accTitle: db.getAccTitle(), accDescr: db.getAccDescription(),
      sections: [...db.getSections()], actors: [...db.getActors()], tasks,
    };
  } catch (error) {
    return { error: String(error) };
  }
}

const found = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) found.push(await read(text));
process.stdout.write(JSON.stringify(found));
