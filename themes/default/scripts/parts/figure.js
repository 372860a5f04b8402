// A chart in a page: its numbers under the pointer and the keyboard, one series at a time, and the door to explore it.
const NEAR = 28; // pixels around the pointer in which a point is meant
const STEP = 12; // pixels between the places looked at where none of the usual ones is free
const LINES = ".chart-trend, .chart-comparison, .chart-emotion-curve"; // points of these are too small to be hit

/** Make a figure answer. Its data-of names a chart that stands elsewhere on the page; `load` brings another part. */
export function mount(figure, load) {
  const chart = () => figure.querySelector("svg.chart") ?? (figure.dataset.of ? document.querySelector(figure.dataset.of) : null);
  const button = figure.querySelector(":scope .explore");
  const box = tip();
  let here = null;
  door();
  document.addEventListener("jmsite:changed", door);
  button?.addEventListener("click", explore);
  if (figure.dataset.of || !figure.querySelector("[data-row]")) return;

  const stop = figure.querySelector(":scope > .scroll") ?? figure;
  stop.tabIndex = 0;
  figure.append(box);
  figure.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") point(event); });
  figure.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") show(null); });
  figure.addEventListener("click", point);
  document.addEventListener("pointerdown", (event) => { if (!figure.contains(event.target)) show(null); });
  stop.addEventListener("blur", () => show(null));
  stop.addEventListener("keydown", key);
  document.addEventListener("scroll", () => { if (here) place(box, here.getBoundingClientRect(), chart()); }, { capture: true, passive: true });

  function door() {
    if (!button) return;
    button.hidden = location.protocol === "file:" || !chart()?.dataset.explore;
    button.classList.add("ready");
  }

  // What is drawn at the pointer: the mark under it, or the nearest point; a line or the name of one stands for all of it.
  function point(event) {
    const svg = event.target.closest("svg.chart");
    if (!svg) return show(null);
    const mark = event.target.closest("[data-row]") ?? (svg.matches(LINES) ? nearest(svg, event) : null);
    show(mark);
    const one = svg.matches(LINES) ? mark ?? event.target : mark ? null : event.target;
    single(svg, one?.closest("[data-line]")?.dataset.line);
  }

  function key(event) {
    if (event.target !== stop || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && here) {
      event.stopPropagation();
      return show(null);
    }
    const marks = [...chart().querySelectorAll("[data-row]")].sort((a, b) => a.dataset.row - b.dataset.row || a.dataset.column - b.dataset.column);
    const at = marks.indexOf(here);
    const goal = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? marks.length - 1 : at - 1, ArrowUp: at < 0 ? marks.length - 1 : at - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    const mark = marks[(goal + marks.length) % marks.length];
    mark.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" }); // what is told of it is placed at once
    show(mark);
    if (chart().matches(LINES)) single(chart(), mark.closest("[data-line]")?.dataset.line);
  }

  function show(mark) {
    if (mark !== here) {
      here?.classList.remove("here");
      mark?.classList.add("here");
      here = mark;
      const told = mark && numbers(figure, mark.dataset.row, mark.dataset.column);
      if (told) tell(box, told);
      box.hidden = !told;
      if (!mark && chart()) single(chart());
    }
    if (mark) place(box, mark.getBoundingClientRect(), chart());
  }

  async function explore() {
    const part = await load(document.getElementById("ui:explorer"));
    await part.open({ figure, button, chart: chart(), numbers, tip: { make: tip, tell, place } });
  }
}

function nearest(svg, { clientX, clientY }) {
  let found = null;
  let least = NEAR;
  for (const mark of svg.querySelectorAll("[data-row]")) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const far = Math.hypot((left + right) / 2 - clientX, (top + bottom) / 2 - clientY);
    if (far < least) [found, least] = [mark, far];
  }
  return found;
}

// Where there are several series, the others step back.
function single(svg, line) {
  const groups = [...svg.querySelectorAll("[data-line]")];
  const several = new Set(groups.map((group) => group.dataset.line)).size > 1;
  for (const group of groups) group.classList.toggle("aside", several && line !== undefined && group.dataset.line !== line);
}

// The row of the numbers that a mark stands for: the first cell names it; of a cell by itself its column does too.
function numbers(figure, row, column) {
  const table = figure.querySelector(".numbers table");
  const cells = [...(table?.tBodies[0].rows[row]?.cells ?? [])].map((cell) => cell.textContent);
  if (!cells.length) return null;
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const pairs = heads.map((head, at) => [head, cells[at]]).slice(1);
  return { title: cells[0], pairs: pairs.filter(([, said], at) => said && (!column || at + 1 === Number(column))) };
}

function tip() {
  const box = document.createElement("div");
  box.className = "tip";
  box.setAttribute("role", "status");
  box.hidden = true;
  return box;
}

function tell(box, { title, pairs }) {
  const lines = pairs.flatMap(([head, said]) => [make("dt", head), make("dd", said)]);
  const list = document.createElement("dl");
  list.append(...lines);
  box.replaceChildren(...(title ? [make("b", title)] : []), ...(lines.length ? [list] : []));
}

// Above what it tells of, else below or beside it, else above or below the whole picture, else wherever is nearest to it:
// on the screen, on no word of it.
function place(box, mark, svg) {
  const { offsetWidth: wide, offsetHeight: high } = box;
  const screen = document.documentElement;
  const words = [...(svg?.querySelectorAll("text") ?? [])].map((word) => word.getBoundingClientRect());
  const whole = svg?.getBoundingClientRect() ?? mark;
  const middle = { left: (mark.left + mark.right - wide) / 2, top: (mark.top + mark.bottom - high) / 2 };
  const places = [
    { left: middle.left, top: mark.top - high - 10 },
    { left: middle.left, top: mark.bottom + 10 },
    { left: mark.right + 10, top: middle.top },
    { left: mark.left - wide - 10, top: middle.top },
    { left: middle.left, top: whole.top - high - 4 },
    { left: middle.left, top: whole.bottom + 4 },
  ].map(({ left, top }) => ({ left: Math.min(Math.max(left, 8), screen.clientWidth - wide - 8), top }));
  const fits = ({ top }) => top >= 64 && top + high <= screen.clientHeight - 8;
  const covers = ({ left, top }) => words.some((word) => word.left < left + wide && left < word.right && word.top < top + high && top < word.bottom);
  const hides = ({ left, top }) => left < mark.right && mark.left < left + wide && top < mark.bottom && mark.top < top + high;
  const free = places.filter((one) => fits(one) && !hides(one));
  const { left, top } = free.find((one) => !covers(one)) ?? elsewhere() ?? free[0] ?? places[1];
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${top}px`);

  function elsewhere() {
    const spots = [];
    for (let left = 8; left + wide <= screen.clientWidth - 8; left += STEP) {
      for (let top = 64; top + high <= screen.clientHeight - 8; top += STEP) spots.push({ left, top });
    }
    const far = (one) => Math.hypot(one.left - middle.left, one.top - middle.top);
    return spots.sort((a, b) => far(a) - far(b)).find((one) => !covers(one) && !hides(one));
  }
}

function make(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
