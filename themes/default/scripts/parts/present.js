// A map as slides over the whole screen: what it shows, stage by stage, the worst moments, what is next. Arrows turn, Esc
// ends. The slide stands in the address.
const WORST = 3; // moments that a slide tells of
const NEXT = 4; // opportunities that a slide has room for
let shown = null;

/** Begin to present, at the slide that the address names. The button's data-* are the words that are written. */
export function mount(button) {
  if (shown?.open) return;
  const slides = [finding, ...stages().map((stage) => () => stageSlide(stage)), ...extra(button)];
  const dialog = make("dialog", { class: "present", "aria-label": button.dataset.name });
  const slide = make("div", { class: "slide" });
  const place = make("span", { class: "place", role: "status" });
  const before = turner("left", button.dataset.before, () => go(at - 1));
  const after = turner("right", button.dataset.after, () => go(at + 1));
  const end = turner("close", button.dataset.close, () => dialog.close());
  dialog.append(slide, make("div", { class: "turn-stages" }, key(), before, place, after, end));
  let at = 0;
  shown = dialog;

  dialog.addEventListener("keydown", (event) => {
    const on = document.documentElement.dir === "rtl" ? -1 : 1;
    const goal = { ArrowRight: at + on, ArrowLeft: at - on, ArrowDown: null, PageDown: at + 1, PageUp: at - 1, Home: 0, End: slides.length - 1 }[event.key];
    if (goal == null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(goal);
  });
  const left = () => { if (!document.fullscreenElement && dialog.open) dialog.close(); };
  const fit = () => stretch(slide);
  window.addEventListener("resize", fit);
  dialog.addEventListener("close", () => {
    document.removeEventListener("fullscreenchange", left);
    window.removeEventListener("resize", fit);
    if (document.fullscreenElement) document.exitFullscreen();
    remember(null);
    dialog.remove();
    button.focus();
  });
  document.documentElement.append(dialog);
  dialog.showModal();
  dialog.requestFullscreen?.().then(() => document.addEventListener("fullscreenchange", left)).catch(() => { /* it fills the window */ });
  go(Number(new URLSearchParams(location.search).get("present") || 1) - 1);

  function go(wanted) {
    at = Math.min(Math.max(wanted || 0, 0), slides.length - 1);
    slide.replaceChildren(...slides[at]());
    slide.scrollTo(0, 0);
    fit();
    const name = slide.querySelector("h2");
    name.tabIndex = -1;
    name.focus();
    place.textContent = `${at + 1} / ${slides.length}`;
    before.disabled = at === 0;
    after.disabled = at === slides.length - 1;
    remember(at + 1);
  }
}

const stages = () => [...document.querySelectorAll(".stages > .stage")];

// The last slides: moments at any time, the worst moments, what is next; each only where there is something to say.
function extra(button) {
  const anytime = document.querySelector(".map > .anytime");
  const hurts = worst();
  const next = plans();
  return [
    anytime && (() => [...anytime.children].map((child) => bare(child.cloneNode(true)))),
    hurts.length && (() => [heading(button.dataset.worst), make("ol", { class: "slide-list" }, ...hurts.map(told))]),
    next.length && (() => [heading(button.dataset.coming), make("ol", { class: "slide-list" }, ...next.map((card) => make("li", {}, card.cloneNode(true))))]),
  ].filter(Boolean);
}

// Who is who, on every slide.
function key() {
  const list = document.querySelector(".map .legend");
  const marks = list ? [...list.children].filter((item) => item.querySelector(".mono")).map((item) => item.cloneNode(true)) : [];
  return make("ul", { class: "slide-key" }, ...marks);
}

// What the map shows: its finding, and the whole curve.
function finding() {
  const lead = document.querySelector(".intro .finding");
  const curve = document.querySelector(".whole-curve");
  const copy = curve ? bare(curve.cloneNode(true)) : null;
  for (const extra of copy?.querySelectorAll(".along-curve, .curve-key, .here-sign, .former, .was") ?? []) extra.remove();
  return [heading(document.querySelector(".intro h1").textContent), ...(lead ? [lead.cloneNode(true)] : []), ...(copy ? [copy] : [])];
}

// One stage: what is wanted, how it feels, step by step.
function stageSlide(stage) {
  const head = bare(stage.querySelector(".stage-head").cloneNode(true));
  const goal = stage.querySelector(".stage-goal")?.cloneNode(true);
  const own = [...stage.querySelectorAll(".step")];
  const size = [...stage.classList].find((name) => name.startsWith("n-"));
  const from = [...document.querySelectorAll(".map .step")].indexOf(own[0]);
  const curve = document.querySelector(".map .curve:not(.left-out) svg");
  const names = make("ol", { class: `slide-names ${size}` }, ...own.map(named));
  return [head, ...(goal ? [goal] : []), ...(curve ? [make("div", { class: "slide-curve" }, part(curve, from, own.length))] : []), names];
}

function named(step) {
  const title = step.querySelector(".step-head h3 > a").textContent;
  return make("li", step.classList.contains("faint") ? { class: "faint" } : {}, title);
}

// The lowest moments of those who are looked at, one a step.
function worst() {
  const felt = [...document.querySelectorAll(".map .step")].map((step) => {
    const lines = [...step.querySelectorAll(":scope > .readout li:not(.faint)")].filter((line) => line.querySelector(".score").matches(".is-n"));
    const low = lines.map((line) => [number(line), line]).sort((a, b) => a[0] - b[0])[0];
    return low && { step, line: low[1], score: low[0] };
  });
  return felt.filter(Boolean).sort((a, b) => a.score - b.score).slice(0, WORST);
}

function number(line) {
  return Number(line.querySelector(".score").textContent.replace(/[\u200e\u200f\u061c]/g, "").replace("−", "-").replace(",", ".").replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace("٫", "."));
}

function told({ step, line }) {
  const who = [...line.classList].find((name) => name.startsWith("persona-"));
  const words = step.querySelector(`.quotes .${CSS.escape(who)} blockquote, .voice > .${CSS.escape(who)}, .pains p`);
  const title = make("b", {}, step.querySelector(".step-head h3 > a").textContent);
  const said = words ? [make("p", { class: "voice" }, bare(words.cloneNode(true)).textContent)] : [];
  return make("li", { class: `of ${who}` }, line.querySelector(".score").cloneNode(true), make("div", {}, title, ...said));
}

// What could be done about it, the most valuable first, each once.
function plans() {
  const found = new Map();
  for (const card of document.querySelectorAll(".map .opportunity")) if (!found.has(card.href)) found.set(card.href, card);
  const worth = (card) => Number(card.querySelector(".facts strong")?.textContent ?? 0);
  return [...found.values()].filter((card) => !card.querySelector(".state.solved, .state.dismissed")).sort((a, b) => worth(b) - worth(a)).slice(0, NEXT);
}

function heading(words) {
  return make("h2", {}, words);
}

// The bands of the curve are exactly the columns, so a window on some of them is a part of its picture. They run as
// the columns do: where reading begins at the right, the first one is the last of the picture.
function part(curve, from, count) {
  const [, , wide, high] = curve.getAttribute("viewBox").split(" ").map(Number);
  const step = wide / document.querySelectorAll(".map .step").length;
  const cut = curve.cloneNode(true);
  const start = document.documentElement.dir === "rtl" ? wide - (from + count) * step : from * step;
  cut.setAttribute("viewBox", `${start} 0 ${count * step} ${high}`);
  cut.setAttribute("preserveAspectRatio", "none");
  return cut;
}

// The curve fills its room; its points and words keep their shape, and grow with the screen.
function stretch(slide) {
  const cut = slide.querySelector(".slide-curve svg");
  if (!cut) return;
  const [, , wide, high] = cut.getAttribute("viewBox").split(" ").map(Number);
  const { width, height } = cut.getBoundingClientRect();
  const size = Math.max(1, innerHeight / 480);
  for (const mark of cut.querySelectorAll(":is(path, circle, rect, text)[transform]")) {
    mark.dataset.at ??= mark.getAttribute("transform");
    mark.setAttribute("transform", `${mark.dataset.at} scale(${(size * wide) / width} ${(size * high) / height})`);
  }
}

// What is shown twice must not be found twice.
function bare(element) {
  for (const other of element.querySelectorAll("[id]")) other.removeAttribute("id");
  for (const extra of element.querySelectorAll(".cell-acts")) extra.remove();
  return element;
}

function remember(slide) {
  const query = location.search.slice(1).split("&").filter((pair) => pair && !pair.startsWith("present="));
  if (slide) query.push(`present=${slide}`);
  history.replaceState(null, "", `${location.pathname}${query.length ? `?${query.join("&")}` : ""}${location.hash}`);
}

function turner(icon, name, press) {
  const button = make("button", { type: "button", title: name, "aria-label": name });
  button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#ui:i-${icon}"/></svg>`;
  button.addEventListener("click", press);
  return button;
}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
