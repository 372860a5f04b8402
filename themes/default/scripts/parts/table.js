// The steps of a map as a table: a row a step, a column a persona's score and a column a lane; sorted by any score.

/** Put the table of a map after it, made anew of what the map shows. */
export function mount(map) {
  const control = document.getElementById("ui:view-table");
  const seen = (lane) => getComputedStyle(lane).display !== "none";
  const lanes = [...map.querySelectorAll(".lanes .lane")].filter((lane) => seen(lane) && !["emotion", "image"].includes(lane.dataset.lane));
  const steps = [...map.querySelectorAll(".step, .moment")];
  const emotion = !map.querySelector('.lane[data-lane="emotion"].left-out');
  const people = emotion ? [...map.querySelectorAll(".lanes .legend .mono")] : [];
  const table = make("table", { class: "table map-table" });
  const head = make("tr", {}, make("th", { scope: "col", class: "of-step" }, sorter(control.dataset.step, 0)));
  for (const [index, mono] of people.entries()) {
    const cell = make("th", { scope: "col", class: "n" }, sorter(mono.parentNode.textContent.slice(mono.textContent.length), index + 1, mono.cloneNode(true)));
    head.append(cell);
  }
  for (const lane of lanes) head.append(make("th", { scope: "col" }, lane.querySelector(":scope > span").textContent));
  const body = make("tbody", {}, ...steps.map(row));
  table.append(make("thead", {}, head), body);
  const before = map.parentNode.querySelector(".map-table-box");
  const box = make("div", { class: "map-table-box" }, table);
  if (before) before.replaceWith(box);
  else map.after(box);

  function row(step, order) {
    const title = step.querySelector("h3 > a").cloneNode(true);
    const stage = step.closest(".stage, .anytime").querySelector("h2").textContent;
    const cells = people.map((mono) => score(step, mono));
    const made = make("tr", step.classList.contains("faint") ? { class: "faint" } : {}, make("th", { scope: "row" }, title, make("small", {}, stage)), ...cells.map(([cell]) => cell), ...lanes.map((lane) => content(step, lane.dataset.lane)));
    made.keys = [order, ...cells.map(([, value]) => value)];
    return made;
  }

  function score(step, mono) {
    const persona = [...mono.classList].find((name) => name.startsWith("persona-"));
    const lines = [...step.querySelectorAll(`.readout .${CSS.escape(persona)}`)];
    const marks = lines.map((line) => line.querySelector(".score"));
    const values = marks.map((mark) => Number(mark.textContent.replace("\u200e", "").replace("−", "-").replace(",", ".")));
    const shown = marks.flatMap((mark, index) => (index ? [" ", mark.cloneNode(true)] : [mark.cloneNode(true)]));
    const cell = make("td", { class: lines[0]?.classList.contains("faint") ? "n faint" : "n" }, ...(shown.length ? shown : ["–"]));
    return [cell, values.length ? Math.min(...values) : null]; // of several points the worst one is sorted by
  }

  function content(step, lane) {
    const of = `.cell[data-lane="${CSS.escape(lane)}"]`;
    const cells = [step.querySelector(of), step.closest(".stage")?.querySelector(`.whole > ${of}`)];
    return make("td", {}, ...cells.filter(Boolean).map((cell) => bare(cell.cloneNode(true))));
  }

  function bare(cell) {
    for (const extra of cell.querySelectorAll("h3, h4, .cell-acts, .chart")) extra.remove();
    for (const name of ["id", "data-lane", "tabindex"]) cell.removeAttribute(name);
    cell.classList.remove("shown", "two");
    return cell;
  }

  function sorter(name, key, mono) {
    const words = make("span", {}, name);
    const button = make("button", { type: "button", title: control.dataset.by.replace("{name}", name) }, ...(mono ? [mono] : []), words);
    button.addEventListener("click", () => sort(button.closest("th"), key));
    return button;
  }

  // The lowest first, then the highest first; the first column brings back the order of the journey.
  function sort(column, key) {
    const rising = column.getAttribute("aria-sort") !== "ascending" || key === 0;
    for (const other of head.children) other.removeAttribute("aria-sort");
    if (key) column.setAttribute("aria-sort", rising ? "ascending" : "descending");
    const known = (of) => of.keys[key] !== null;
    const rows = [...body.rows].sort((a, b) => known(b) - known(a) || (rising ? 1 : -1) * (a.keys[key] - b.keys[key]) || a.keys[0] - b.keys[0]);
    body.append(...rows);
  }
}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
