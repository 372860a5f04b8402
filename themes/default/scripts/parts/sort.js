// A table in the order of any column, and only those of its rows that are wanted. Both stand in the address.
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Make the heads with a data-key sort their table. Its data-sift names the box of controls that choose rows, its data-facet by what (status). */
export function mount(table) {
  const sift = document.getElementById(table.dataset.sift);
  const [field, reset, said] = ["input", "[data-reset]", "[role=status]"].map((name) => sift.querySelector(name));
  const chips = [...sift.querySelectorAll("button[data-value]")];
  const language = document.documentElement.lang || "en";
  const first = [...table.tHead.rows[0].cells].find((head) => head.ariaSort);
  const facet = table.dataset.facet ?? "status";
  let rows = [];
  let wanted = read();
  begin();
  sift.classList.add("ready");

  field.addEventListener("input", () => { wanted.words = field.value; change(); });
  for (const chip of chips) chip.addEventListener("click", () => { put(chip.dataset.value); change(); });
  reset.addEventListener("click", () => { wanted = { ...wanted, words: "", states: new Set() }; field.focus(); change(); });
  table.tHead.addEventListener("click", (event) => { if (event.target.closest("button")) turn(event.target.closest("th")); });
  window.addEventListener("popstate", () => { wanted = read(); apply(); });
  document.addEventListener("jmsite:changed", begin);

  function read() {
    const query = new URLSearchParams(location.search);
    const [, falling, by] = /^(-?)(.*)$/.exec(query.get("sort") ?? "");
    return { by, falling: Boolean(falling), words: query.get("q") ?? "", states: new Set((query.get(facet) ?? "").split(",").filter(Boolean)) };
  }

  // The heads become buttons, and the order that the page came in is the one to come back to.
  function begin() {
    rows = [...table.tBodies[0].rows];
    for (const head of heads()) {
      if (head.querySelector("button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.insertAdjacentHTML("beforeend", '<svg class="icon tiny" aria-hidden="true"><use href="#ui:i-up"/></svg>');
      head.append(button);
    }
    apply();
  }

  function heads() {
    return [...table.tHead.rows[0].cells].filter((head) => head.dataset.key);
  }

  function put(state) {
    if (!wanted.states.delete(state)) wanted.states.add(state);
  }

  // Figures begin with the highest, all else with the first; once more turns it round.
  function turn(head) {
    const begins = head.classList.contains("n");
    const falling = head.ariaSort ? head.ariaSort !== "descending" : begins;
    wanted = { ...wanted, by: head.dataset.key, falling };
    change();
  }

  function change() {
    const own = [["sort", wanted.by && (wanted.falling ? "-" : "") + wanted.by], ["q", wanted.words.trim()], [facet, [...wanted.states].join(",")]];
    const rest = [...new URLSearchParams(location.search)].filter(([name]) => !own.some(([known]) => known === name));
    const query = [...rest, ...own.filter(([, value]) => value)].map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&");
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    apply();
  }

  function apply() {
    order();
    if (field.value !== wanted.words) field.value = wanted.words;
    const words = wanted.words.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    const told = rows.filter((row) => words.every((word) => row.textContent.toLocaleLowerCase(language).includes(word)));
    const shown = told.filter((row) => !wanted.states.size || wanted.states.has(state(row)));
    for (const row of rows) row.hidden = !shown.includes(row);
    for (const chip of chips) {
      chip.setAttribute("aria-pressed", String(wanted.states.has(chip.dataset.value)));
      chip.querySelector("small").textContent = told.filter((row) => state(row) === chip.dataset.value).length;
    }
    reset.hidden = !words.length && !wanted.states.size;
    const sentence = shown.length ? said.dataset.some : said.dataset.none;
    said.textContent = reset.hidden ? "" : sentence.replace("{shown}", shown.length.toLocaleString(language)).replace("{all}", rows.length.toLocaleString(language));
  }

  function order() {
    const by = heads().find((head) => head.dataset.key === wanted.by);
    for (const head of heads()) head.ariaSort = null;
    if (!by) {
      if (first) first.ariaSort = "descending";
      table.tBodies[0].append(...rows);
      return;
    }
    by.ariaSort = wanted.falling ? "descending" : "ascending";
    const compare = by.dataset.key === facet ? (a, b) => place(a) - place(b) : among(by.cellIndex);
    const empty = (row) => value(row, by.cellIndex) === "";
    const sorted = [...rows].sort((a, b) => empty(a) - empty(b) || (wanted.falling ? -1 : 1) * compare(a, b) || rows.indexOf(a) - rows.indexOf(b));
    table.tBodies[0].append(...sorted);
  }

  function among(column) {
    if (rows.every((row) => !value(row, column) || NUMBER.test(value(row, column)))) return (a, b) => value(a, column) - value(b, column);
    const { compare } = new Intl.Collator(language, { numeric: true });
    return (a, b) => compare(value(a, column), value(b, column));
  }

  function value(row, column) {
    return row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  }

  function state(row) {
    return row.dataset[facet];
  }

  // States in the order in which they are gone through, which is that of the chips.
  function place(row) {
    return chips.findIndex((chip) => chip.dataset.value === state(row));
  }
}
