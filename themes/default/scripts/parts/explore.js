// A chart to explore, in a dialog: Vega draws it, with its own words under the pointer, series to single out, time to
// zoom, and files to take away. Loaded when it is first wanted.
const MOST = 16_000; // pixels that a canvas may be wide or high
const NARROW = 500; // pixels up to which a picture is made to fit a phone
const MARGIN = 16; // pixels around a picture that is taken away
const CLOSEST = 1 / 60; // of the whole time

/** Open a chart of the page. `numbers` finds the row that a mark stands for, `tip` shows words beside it. */
export async function open(asked) {
  if (document.querySelector("dialog.explorer")) return;
  const pattern = document.getElementById("ui:explorer");
  const dialog = pattern.content.firstElementChild.cloneNode(true);
  const address = (path) => new URL(path, document.baseURI).href;
  dialog.querySelector("h2").textContent = asked.button.dataset.caption;
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  document.documentElement.append(dialog);
  dialog.showModal();
  let view = null;
  dialog.addEventListener("close", () => { view?.finalize(); dialog.remove(); asked.button.focus(); });
  try {
    const [vega, answer] = await Promise.all([import(address(pattern.dataset.vega)), fetch(address(pattern.dataset.root + asked.chart.dataset.explore))]);
    if (!answer.ok) throw new Error(`${answer.status}`);
    const text = await answer.text();
    if (!dialog.open) return;
    view = await shown(vega, text, dialog, asked);
  } catch {
    dialog.querySelector(".explorer-said").hidden = false;
  }
}

async function shown(vega, text, dialog, asked) {
  const known = JSON.parse(text);
  const plot = dialog.querySelector(".explorer-plot");
  const tip = asked.tip.make();
  dialog.append(tip);
  const view = made(vega, known.spec, dialog, { renderer: "svg", container: plot, tooltip: (_, event, item, said) => tell(event, item, said) });
  await view.hover().runAsync();
  plot.setAttribute("aria-label", asked.button.dataset.caption);
  plot.querySelector("svg").classList.add("chart");
  const { width, height } = plot.querySelector("svg").viewBox.baseVal;
  plot.style.setProperty("--wide", `${Math.round(width)}px`);
  plot.classList.toggle("narrow", width < NARROW);
  plot.style.setProperty("--ratio", (width / height).toFixed(3));
  series(view, known, dialog);
  if (known.zoom) zoom(view, known.zoom, plot, dialog);
  if (known.zoom) plot.scrollTo(plot.scrollWidth, 0); // the latest first
  saves(vega, view, known, dialog, asked);
  return view;

  function tell(event, item, said) {
    const told = said == null ? null : words(asked, said);
    if (told) asked.tip.tell(tip, told);
    tip.hidden = !told;
    if (told) asked.tip.place(tip, { left: event.clientX, right: event.clientX, top: event.clientY - 6, bottom: event.clientY + 10 });
  }
}

// What a mark says: "line step row column" of ours, names and values of an author's own.
function words(asked, said) {
  if (typeof said === "object") return { title: "", pairs: Object.entries(said).map(([name, value]) => [name, String(value)]) };
  const [, , row, column] = String(said).split(" ");
  return row === undefined ? null : asked.numbers(asked.figure, row, column);
}

// A view that loads nothing: whatever a chart shows is in it.
function made({ parse, View, expressionInterpreter }, spec, dialog, options) {
  const refused = () => Promise.reject(new Error("a chart loads nothing"));
  const { fontFamily: font } = getComputedStyle(dialog);
  const titled = { font };
  const styles = { "guide-label": titled, "guide-title": titled, "group-title": titled, "group-subtitle": titled, text: titled };
  const fonts = { style: styles, text: { font }, title: { font, subtitleFont: font }, axis: { labelFont: font, titleFont: font }, legend: { labelFont: font, titleFont: font } };
  const silent = { level() { return this; }, error() { return this; }, warn() { return this; }, info() { return this; }, debug() { return this; } };
  return new View(parse(spec, fonts, { ast: true }), {
    expr: expressionInterpreter,
    loader: { load: refused, sanitize: refused, http: refused, file: refused },
    logger: silent,
    ...options,
  });
}

// A button for each series: pressed, it stands out and the others step back. A click on the chart does the same.
function series(view, known, dialog) {
  const box = dialog.querySelector(".explorer-series");
  const scale = known.scale && view.scale(known.scale);
  const every = known.series ?? (scale ? scale.domain().map((value) => ({ id: value, title: String(value), colour: scale(value), shape: "circle" })) : []);
  const buttons = every.map(({ id, title, colour, shape }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `facet shape-${shape}`;
    button.setAttribute("aria-pressed", "false");
    button.style.setProperty("--hue", colour);
    button.append(Object.assign(document.createElement("i"), { className: "swatch" }), title);
    button.addEventListener("click", () => view.signal("jmsite_focus", view.signal("jmsite_focus") === id ? null : id).runAsync());
    return button;
  });
  box.append(...buttons);
  box.hidden = !buttons.length;
  if (!buttons.length) return;
  view.addSignalListener("jmsite_focus", (_, chosen) => buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(every[at].id === chosen))));
}

// Buttons, the wheel, dragging and keys narrow the time that is shown and move it.
function zoom(view, scale, plot, dialog) {
  const box = dialog.querySelector(".explorer-zoom");
  const [first, last] = view.scale(scale).domain().map(Number);
  const least = (last - first) * CLOSEST;
  const now = () => (view.signal("jmsite_zoom") ?? [first, last]).map(Number);
  const place = (event) => {
    const svg = plot.querySelector("svg");
    const { left, width } = svg.getBoundingClientRect();
    return ((event.clientX - left) * svg.viewBox.baseVal.width / width - view.origin()[0]) / view.width();
  };
  const set = (from, span) => {
    const size = Math.min(Math.max(span, least), last - first);
    const start = Math.min(Math.max(from, first), last - size);
    view.signal("jmsite_zoom", size >= last - first ? null : [start, start + size]).runAsync();
    box.querySelector("[data-zoom=all]").disabled = size >= last - first;
  };
  const nearer = (factor, at = 0.5) => { const [from, to] = now(); const span = (to - from) * factor; set(from + (to - from) * at - span * at, span); };
  const move = (share) => { const [from, to] = now(); set(from + (to - from) * share, to - from); };
  const acts = { in: () => nearer(0.5), out: () => nearer(2), all: () => set(first, last - first) };
  box.hidden = false;
  dialog.querySelector(".explorer-hint").hidden = false;
  for (const button of box.querySelectorAll("button")) button.addEventListener("click", acts[button.dataset.zoom]);
  plot.classList.add("moves");
  plot.addEventListener("wheel", (event) => { event.preventDefault(); nearer(event.deltaY > 0 ? 1.25 : 0.8, Math.min(Math.max(place(event), 0), 1)); }, { passive: false });
  plot.addEventListener("dblclick", acts.all);
  plot.addEventListener("keydown", (event) => {
    const act = { "+": acts.in, "=": acts.in, "-": acts.out, 0: acts.all, ArrowLeft: () => move(-0.2), ArrowRight: () => move(0.2) }[event.key];
    if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  let held = null;
  plot.addEventListener("pointerdown", (event) => { if (event.button === 0) held = { at: place(event), zoom: now() }; });
  plot.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const [from, to] = held.zoom;
    if (Math.abs(place(event) - held.at) > 0.004) plot.setPointerCapture(event.pointerId);
    set(from - (place(event) - held.at) * (to - from), to - from);
  });
  for (const end of ["pointerup", "pointercancel"]) plot.addEventListener(end, () => { held = null; });
}

function saves(vega, view, known, dialog, asked) {
  const name = [location.pathname.split("/").filter((part) => part && part !== "index.html").at(-1) ?? "chart", /chart-([a-z-]+)/.exec(asked.chart.getAttribute("class"))?.[1]].filter(Boolean).join("-");
  const rows = table(asked.figure) ?? values(view, known.spec);
  const files = {
    png: async () => {
      const still = await frozen();
      const scale = Math.min(2, MOST / Math.max(still.width() + still.padding().left + still.padding().right, still.height() + still.padding().top + still.padding().bottom));
      const canvas = await still.toCanvas(scale);
      return new Promise((done) => { canvas.toBlob(done, "image/png"); });
    },
    svg: async () => new Blob([await (await frozen()).toSVG()], { type: "image/svg+xml" }),
    csv: async () => new Blob([csv(rows)], { type: "text/csv;charset=utf-8" }),
  };
  for (const button of dialog.querySelectorAll("[data-save]")) {
    const kind = button.dataset.save;
    button.disabled = kind === "csv" && !rows;
    button.addEventListener("click", async () => save(await files[kind](), `${name}.${kind}`));
  }

  // The same view with the colours of now in place of the names of colours, which only a page can look up.
  async function frozen() {
    const probe = document.createElement("i");
    dialog.append(probe);
    const colour = (name) => { probe.style.setProperty("color", name); return getComputedStyle(probe).color; };
    const plain = JSON.stringify(known.spec).replaceAll(/var\((?:[^()]|\([^()]*\))*\)/g, colour);
    const ground = colour("var(--surface)");
    probe.remove();
    const still = made(vega, { ...JSON.parse(plain), background: ground }, dialog, { renderer: "none" });
    const sides = Object.entries(still.padding()).map(([side, size]) => [side, size + MARGIN]);
    still.padding(Object.fromEntries(sides));
    for (const signal of ["jmsite_focus", "jmsite_zoom"])
      if (known.spec.signals?.some((one) => one.name === signal)) still.signal(signal, view.signal(signal));
    return still.runAsync();
  }
}

function table(figure) {
  const found = figure.querySelector(".numbers table");
  return found && [...found.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("time")?.dateTime ?? cell.textContent));
}

// The rows of an author's own chart, as they came.
function values(view, spec) {
  const source = spec.data?.find((one) => one.values && one.name);
  const rows = source ? view.data(source.name) : [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return columns.length ? [columns, ...rows.map((row) => columns.map((name) => String(row[name] ?? "")))] : null;
}

/** Rows as the text of a table that opens in any program; what a program could take for a formula is told to be text. */
export function csv(rows) {
  const cell = (text) => {
    const bare = text.replaceAll(/[\u061c\u200e\u200f]/g, "");
    const plain = /^−[\d.,]+$/.test(bare) ? bare.replace("−", "-") : bare;
    const safe = /^[=+\-@\t\r]/.test(plain) && !/^[+-]?\d+(?:[.,]\d+)*$/.test(plain) ? `'${plain}` : plain;
    return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
