// Puts the bundle together, with the licences of all that is in it, and notes its hash: `npm ci && npm run build`.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const vendor = here("../../themes/default/vendor/");
const { devDependencies } = JSON.parse(readFileSync(here("package.json")));

const { outputFiles, metafile } = await build({
  entryPoints: [here("entry.js")],
  alias: { "d3-dsv": here("dsv.js") },
  absWorkingDir: here("."),
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  write: false,
});
const [{ contents }] = outputFiles;
writeFileSync(`${vendor}vega/vega.js`, contents);
writeFileSync(`${vendor}vega/LICENSE`, licences(packages(metafile)));
note("vega/vega.js", createHash("sha256").update(contents).digest("hex"));

// The packages that something in the bundle comes from.
function packages({ outputs }) {
  const [{ inputs }] = Object.values(outputs);
  const used = Object.entries(inputs).filter(([path, { bytesInOutput }]) => bytesInOutput && path.startsWith("node_modules/"));
  return [...new Set(used.map(([path]) => path.split("/")[1]))].sort();
}

// Each licence once, below the names of the packages that it is for.
function licences(names) {
  const texts = new Map();
  for (const name of names) {
    const { version } = JSON.parse(readFileSync(here(`node_modules/${name}/package.json`)));
    const file = here(`node_modules/${name}/LICENSE`);
    if (!existsSync(file)) throw new Error(`${name} has no licence`);
    const text = readFileSync(file, "utf8").trim();
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version}`]);
  }
  return [...texts].map(([text, owners]) => `${owners.join(", ")}\n\n${text}\n`).join("\n---\n\n");
}

function note(file, hash) {
  const kept = readFileSync(`${vendor}VERSIONS`, "utf8").split("\n").filter((line) => line && !line.startsWith(file));
  const versions = ["vega", "vega-interpreter"].map((name) => devDependencies[name]).join("+");
  const row = [file.padEnd(27), "vega+vega-interpreter".padEnd(26), versions, "BSD-3-Clause", hash];
  writeFileSync(`${vendor}VERSIONS`, `${[...kept, row.join("  ")].join("\n")}\n`);
}
