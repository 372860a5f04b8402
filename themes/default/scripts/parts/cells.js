// The cells of a map under the pointer and the keyboard: one stop for Tab, arrows between, a link to each.
const READOUT = 150; // pixels, about half a readout
const HEADS = 150; // pixels at the top that the heads of the map cover
const CELLS = ":is(.step, .whole, .moment) > .cell"; // of steps, whole stages and moments at any time

/** Make the cells of a map walkable. Its data-copy is what the button is called that copies a cell's link. */
export function mount(map) {
  const steps = () => [...map.querySelectorAll(".step")];
  const felt = () => [...map.querySelectorAll(".step > .readout")];
  const acts = actions(map);
  rove();
  map.addEventListener("keydown", key);
  map.addEventListener("focusin", (event) => reach(event.target.closest(CELLS)));
  map.addEventListener("pointerover", (event) => reach(event.target.closest(CELLS)));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") shut(); });
  document.addEventListener("jmsite:changed", () => rove(document.activeElement?.closest(CELLS)));

  // Of all cells one is a stop for Tab: the one last walked to, at first the first of the curve.
  function rove(to) {
    const stop = to ?? map.querySelector(".cell[data-stop]") ?? felt()[0];
    for (const cell of map.querySelectorAll(".cell[tabindex]")) cell.tabIndex = -1;
    map.querySelector(".cell[data-stop]")?.removeAttribute("data-stop");
    if (!stop) return;
    stop.dataset.stop = "";
    stop.tabIndex = 0;
    stop.setAttribute("role", "group");
  }

  function key(event) {
    const cell = event.target;
    if (!cell.matches?.(CELLS) || event.altKey || event.ctrlKey || event.metaKey) return;
    const on = getComputedStyle(map).direction === "rtl" ? -1 : 1;
    const across = { ArrowRight: on, ArrowLeft: -on, Home: -Infinity, End: Infinity }[event.key];
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const goal = across ? beside(cell, across) : down ? below(cell, down) : null;
    if (!across && !down) return;
    event.preventDefault();
    if (!goal) return;
    rove(goal);
    goal.focus({ preventScroll: true });
    goal.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function beside(cell, by) {
    const row = [...map.querySelectorAll(`.cell[data-lane="${CSS.escape(cell.dataset.lane)}"]`)].filter(seen);
    if (!Number.isFinite(by)) return row.at(by < 0 ? 0 : -1);
    return row[row.indexOf(cell) + by];
  }

  function below(cell, by) {
    const column = [...cell.parentNode.querySelectorAll(":scope > .cell")].filter(seen);
    return column[column.indexOf(cell) + by];
  }

  function reach(cell) {
    if (!cell) return;
    cell.classList.remove("shut");
    if (cell.matches(".readout")) place(cell);
    acts.show(cell);
  }

  // A readout stays in sight: it moves to a side of its column, or under its top.
  function place(cell) {
    const box = cell.getBoundingClientRect();
    const middle = (box.left + box.right) / 2;
    const names = map.querySelector(".lanes").getBoundingClientRect();
    const start = getComputedStyle(map).direction === "rtl" ? 0 : names.right;
    const end = start ? document.documentElement.clientWidth : names.left;
    cell.classList.toggle("to-right", middle - READOUT < start);
    cell.classList.toggle("to-left", middle + READOUT > end);
    cell.classList.toggle("under", box.top < HEADS + READOUT);
  }

  function shut() {
    for (const cell of felt()) if (cell.matches(":hover, :focus-within")) cell.classList.add("shut");
    acts.hide();
    steps().forEach((step) => step.querySelector(":scope > .readout.shut")?.addEventListener("pointerleave", (event) => event.target.classList.remove("shut"), { once: true }));
  }
}

function seen(cell) {
  return getComputedStyle(cell).display !== "none";
}

// One set of links for all cells: it goes to the cell that is pointed at or walked to.
function actions(map) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.className = "cell-acts";
  button.type = "button";
  button.title = map.dataset.copy;
  button.setAttribute("aria-label", map.dataset.copy);
  button.innerHTML = '<svg class="icon small" aria-hidden="true"><use href="#ui:i-link"/></svg>';
  button.addEventListener("click", () => {
    const address = new URL(location.href);
    address.hash = box.closest(".cell").id;
    document.dispatchEvent(new CustomEvent("jmsite:copy", { detail: { address: address.href, button } }));
  });

  function show(cell) {
    if (box.parentNode === cell || box.contains(document.activeElement)) return;
    const links = [...cell.parentNode.querySelectorAll(".step-head .acts a")].map((link) => link.cloneNode(true));
    box.replaceChildren(button, ...links);
    button.classList.remove("done");
    cell.append(box);
  }
  return { show, hide: () => box.remove() };
}
