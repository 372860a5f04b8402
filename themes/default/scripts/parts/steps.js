// The steps of a map, one at a time: along its curve by pointer and arrows, each in a panel beside the map. The step
// that is open stands in the address; without script the address alone opens it.
const OWN = ".along-curve a, .flags a, .step-head h3 > a:first-child, .panel a[rel]"; // links that open a step where one is

/** Open steps in the box, which is empty and hidden at first. */
export function mount(box) {
  const root = document.body;
  const links = () => [...document.querySelectorAll(".along-curve a")];
  let from = null; // what was pressed, and is gone back to
  rove();
  follow();
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  document.addEventListener("jmsite:changed", () => { rove(); follow(); });
  document.addEventListener("click", press);
  document.addEventListener("keydown", key);

  function follow() {
    const step = goal(location.hash);
    if (step) open(step);
    else shut();
  }

  function goal(hash) {
    const step = document.getElementById(decodeURIComponent(hash.slice(1)));
    return step?.matches(".map .step") ? step : null;
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.matches(".panel-close")) {
      event.preventDefault();
      leave();
    } else if (link.matches(OWN) && goal(link.hash)) {
      event.preventDefault();
      const inside = box.contains(link);
      if (!inside) from = link;
      go(link.hash);
      if (inside || event.detail === 0) box.focus();
    }
  }

  // The first step that is opened is a place to go back from; those after it take its place.
  function go(hash) {
    if (hash !== location.hash) history[box.hidden ? "pushState" : "replaceState"](null, "", hash);
    follow();
    show(goal(hash));
  }

  function leave() {
    history.replaceState(null, "", location.pathname + location.search);
    shut();
    const back = from?.isConnected ? from : links().find((link) => link.tabIndex === 0);
    back?.focus({ preventScroll: true });
  }

  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !box.hidden && !document.querySelector("dialog[open]")) return leave();
    const along = event.target.closest?.(".along-curve a");
    if (!along && event.target !== box) return;
    const on = getComputedStyle(root).direction === "rtl" ? -1 : 1;
    const every = links();
    const at = along ? every.indexOf(along) : every.findIndex((link) => link.hash === location.hash);
    const to = { ArrowRight: at + on, ArrowLeft: at - on, Home: 0, End: every.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const link = every[to];
    if (!link) return;
    if (along) {
      from = link;
      rove(link);
      link.focus({ preventScroll: true });
    }
    go(link.hash);
  }

  // Of all steps on the curve one is a stop for Tab.
  function rove(to = null) {
    const every = links();
    const stop = to ?? every.find((link) => link.hash === location.hash) ?? every.find((link) => link.tabIndex === 0 && link.hasAttribute("tabindex")) ?? every[0];
    for (const link of every) link.tabIndex = link === stop ? 0 : -1;
  }

  function open(step) {
    const source = step.querySelector(":scope > .step-panel");
    if (!source) return;
    const parsed = new DOMParser().parseFromString(source.innerHTML, "text/html");
    box.replaceChildren(...parsed.body.children);
    change(step);
    box.setAttribute("aria-label", box.querySelector("h3").textContent);
    box.hidden = false;
    box.scrollTo(0, 0);
    root.classList.add("with-panel");
    mark(step);
  }

  // The links of the head of the step, with their words: written twice, they would be 1 % of a map.
  function change(step) {
    const foot = box.querySelector("footer");
    for (const link of [...step.querySelectorAll(".acts a")].reverse()) {
      const copy = link.cloneNode(true);
      copy.className = "link";
      copy.lastChild.replaceWith(link.title);
      copy.removeAttribute("title");
      foot.prepend(copy);
    }
  }

  function shut() {
    box.hidden = true;
    box.replaceChildren();
    root.classList.remove("with-panel");
    mark(null);
  }

  function mark(step) {
    for (const other of document.querySelectorAll(".step.open")) if (other !== step) other.classList.remove("open");
    step?.classList.add("open");
    for (const link of links()) {
      if (step && decodeURIComponent(link.hash.slice(1)) === step.id) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  }

  // Its column comes between the names of the lanes and the panel; up and down nothing moves.
  function show(step) {
    const names = document.querySelector(".map > .lanes").getBoundingClientRect();
    if (!step || !names.width) return;
    const { left, right } = step.getBoundingClientRect();
    const rtl = getComputedStyle(root).direction === "rtl";
    const side = box.getBoundingClientRect();
    const [start, end] = rtl ? [Math.max(side.right, 0), names.left] : [names.right, side.left];
    const by = left < start ? left - start : right > end ? right - end : 0;
    if (by) window.scrollBy({ left: by, behavior: "instant" });
  }
}
