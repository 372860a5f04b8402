// A map stage by stage, over the whole screen: arrows turn, Esc ends. The stage stands in the address.
let shown = null;

/** Begin to present, at the stage that the address names. The button's data-* are the words on the buttons. */
export function mount(button) {
  if (shown?.open) return;
  const stages = [...document.querySelectorAll(".stages > .stage, .map > .anytime")];
  const dialog = make("dialog", { class: "present", "aria-label": button.dataset.name });
  const slide = make("div", { class: "slide" });
  const place = make("span", { class: "place", role: "status" });
  const before = turner("left", button.dataset.before, () => go(at - 1));
  const after = turner("right", button.dataset.after, () => go(at + 1));
  const end = turner("close", button.dataset.close, () => dialog.close());
  dialog.append(slide, make("div", { class: "turn-stages" }, before, place, after, end));
  let at = 0;
  shown = dialog;

  dialog.addEventListener("keydown", (event) => {
    const on = document.documentElement.dir === "rtl" ? -1 : 1;
    const goal = { ArrowRight: at + on, ArrowLeft: at - on, ArrowDown: null, PageDown: at + 1, PageUp: at - 1, Home: 0, End: stages.length - 1 }[event.key];
    if (goal == null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(goal);
  });
  const left = () => { if (!document.fullscreenElement && dialog.open) dialog.close(); };
  dialog.addEventListener("close", () => {
    document.removeEventListener("fullscreenchange", left);
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
    at = Math.min(Math.max(wanted || 0, 0), stages.length - 1);
    slide.replaceChildren(...picture(stages, at));
    slide.scrollTo(0, 0);
    slide.querySelector("h2").focus();
    place.textContent = `${at + 1} / ${stages.length}`;
    before.disabled = at === 0;
    after.disabled = at === stages.length - 1;
    remember(at + 1);
  }
}

function picture(stages, at) {
  if (stages[at].matches(".anytime")) return [...stages[at].children].map((child) => named(bare(child.cloneNode(true))));
  const head = stages[at].querySelector(".stage-head").cloneNode(true);
  const steps = [...stages[at].querySelectorAll(".step")];
  const size = [...stages[at].classList].find((name) => name.startsWith("n-"));
  const from = stages.slice(0, at).reduce((sum, stage) => sum + stage.querySelectorAll(".step").length, 0);
  const grid = make("div", { class: `slide-steps ${size}` });
  grid.append(...steps.map(column));
  const curve = document.querySelector(".map .curve:not(.left-out) svg");
  if (curve && getComputedStyle(curve.parentNode).display !== "none") grid.append(make("div", { class: "slide-curve" }, part(curve, from, steps.length)));
  named(head);
  const over = [".stage-told", ".whole"].map((name) => stages[at].querySelector(name)).filter(Boolean).map(above);
  return [bare(head), ...over, grid];
}

// Its name is what is read out when the slide turns.
function named(part) {
  for (const name of part.querySelectorAll(":scope > h2, :scope > div > h2")) name.tabIndex = -1;
  return part;
}

// What is told of the whole stage stands above its steps.
function above(part) {
  const copy = make("div", { class: part.matches(".whole") ? `slide-whole slide-cells` : "slide-told" });
  const shown = [...part.children].filter((child) => getComputedStyle(child).display !== "none");
  copy.append(...shown.map((child) => child.cloneNode(true)));
  return bare(copy);
}

// The bands of the curve are exactly the columns, so a window on some of them is a part of its picture. They run as
// the columns do: where reading begins at the right, the first one is the last of the picture.
function part(curve, from, count) {
  const [, , wide, high] = curve.getAttribute("viewBox").split(" ").map(Number);
  const step = wide / document.querySelectorAll(".map .step").length;
  const cut = curve.cloneNode(true);
  const start = document.documentElement.dir === "rtl" ? wide - (from + count) * step : from * step;
  cut.setAttribute("viewBox", `${start} 0 ${count * step} ${high}`);
  return cut;
}

function column(step) {
  const shown = [...step.querySelectorAll(":scope > .cell:not(.readout)")].filter((cell) => getComputedStyle(cell).display !== "none");
  const head = step.querySelector(".step-head").cloneNode(true);
  head.querySelector(".acts")?.remove();
  return bare(make("article", { class: step.classList.contains("faint") ? "slide-step faint" : "slide-step" }, head, make("div", { class: "slide-band" }), make("div", { class: "slide-cells" }, ...shown.map((cell) => cell.cloneNode(true)))));
}

// What is shown twice must not be found twice.
function bare(element) {
  for (const other of element.querySelectorAll("[id]")) other.removeAttribute("id");
  for (const extra of element.querySelectorAll(".cell-acts")) extra.remove();
  return element;
}

function remember(stage) {
  const query = location.search.slice(1).split("&").filter((pair) => pair && !pair.startsWith("present="));
  if (stage) query.push(`present=${stage}`);
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
