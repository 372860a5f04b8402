// Threads of the page, by persona and department as the address says, and one of them at a time under the pointer or the focus.

/** Make the picture and the table answer together: what is chosen in one is lit in both. */
export function mount(element) {
  const svg = element.querySelector("svg.chart-alluvial");
  const rows = [...element.querySelectorAll(".thread-table tbody tr")];
  const others = [...element.querySelectorAll(".thread-others tbody tr")];
  const chips = [...element.querySelectorAll("[data-persona], [data-department]")];
  const reset = element.querySelector("[data-reset]");
  const said = element.querySelector("[role=status]");
  const language = document.documentElement.lang || "en";
  let wanted = read();
  for (const chip of chips) chip.addEventListener("click", () => { toggle(chip); change(); });
  reset.addEventListener("click", () => { wanted = { persona: "", department: "", journey: "" }; change(); });
  window.addEventListener("popstate", () => { wanted = read(); apply(); });
  for (const row of rows) {
    row.addEventListener("pointerenter", () => light([row]));
    row.addEventListener("pointerleave", () => light(null));
    row.addEventListener("focusin", () => light([row]));
    row.addEventListener("focusout", () => light(null));
  }
  svg?.addEventListener("pointermove", (event) => light(through(event.target.closest("[data-line]")?.dataset.line)));
  svg?.addEventListener("pointerleave", () => light(null));
  svg?.addEventListener("click", (event) => through(event.target.closest("[data-line]")?.dataset.line)?.[0]?.scrollIntoView({ block: "center" }));
  element.querySelector(".sift").classList.add("ready");
  apply();

  function read() {
    const query = new URLSearchParams(location.search);
    const asked = { persona: query.get("persona"), department: query.get("department"), journey: query.get("journey") };
    // an address may be older than the page: what no thread has to do with any more is not asked for
    return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, [...rows, ...others].some((row) => fits(row, { [name]: value })) ? value ?? "" : ""]));
  }

  function toggle(chip) {
    const name = chip.dataset.persona === undefined ? "department" : "persona";
    const value = chip.dataset[name];
    wanted = { ...wanted, [name]: wanted[name] === value ? "" : value };
  }

  function change() {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(wanted)) value ? query.set(name, value) : query.delete(name);
    history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    apply();
  }

  function apply() {
    for (const row of [...rows, ...others]) row.hidden = !fits(row);
    for (const section of element.querySelectorAll(".thread-others")) section.hidden = others.every((row) => row.hidden);
    for (const chip of chips) chip.setAttribute("aria-pressed", String([wanted.persona, wanted.department].includes(chip.dataset.persona ?? chip.dataset.department)));
    const shown = rows.filter((row) => !row.hidden);
    reset.hidden = !wanted.persona && !wanted.department && !wanted.journey;
    const sentence = shown.length ? said.dataset.some : said.dataset.none;
    said.textContent = reset.hidden ? "" : sentence.replace("{shown}", shown.length.toLocaleString(language)).replace("{all}", rows.length.toLocaleString(language));
    light(null);
  }

  function fits(row, asked = wanted) {
    const has = (names, name) => !name || names.split(" ").includes(name);
    return has(row.dataset.personas, asked.persona) && has(row.dataset.departments, asked.department) && has(row.dataset.journey, asked.journey);
  }

  // The rows whose thread runs through a knot, or between two.
  function through(line) {
    if (!line) return null;
    const ends = line.split(" ");
    return rows.filter((row) => !row.hidden && ways(row).some((way) => ends.every((end, at) => way.includes(end) && (!at || way[way.indexOf(end) - 1] === ends[0]))));
  }

  function ways(row) {
    return row.dataset.knots.split(",").map((way) => way.split(" "));
  }

  // Nothing is lit where all is wanted; else what the rows run through, and all else steps back.
  function light(some) {
    const lit = some ?? (reset.hidden ? null : rows.filter((row) => !row.hidden));
    for (const row of rows) row.classList.toggle("lit", Boolean(some?.includes(row)));
    if (!svg) return;
    const known = new Set(lit?.flatMap((row) => ways(row).flatMap((way) => [...way, ...way.slice(1).map((knot, at) => `${way[at]} ${knot}`)])));
    for (const group of svg.querySelectorAll("[data-line]")) group.classList.toggle("aside", Boolean(lit) && !known.has(group.dataset.line));
  }
}
