// The journeys of the atlas, by persona, department and state as the address says; in the tree and in the heat below it.
const FACETS = ["persona", "department", "state", "status"];

/** Make the filters work: what is pressed stands in the address, and how much is left is said. */
export function mount(element) {
  const items = [...element.querySelectorAll("[data-journey]")];
  const tables = [...element.querySelectorAll("[data-heat]")];
  const chips = [...element.querySelectorAll("button[data-facet]")];
  const reset = element.querySelector("[data-reset]");
  const said = element.querySelector("[role=status]");
  const language = document.documentElement.lang || "en";
  let wanted = read();
  for (const chip of chips) chip.addEventListener("click", () => { toggle(chip); change(); });
  reset.addEventListener("click", () => { wanted = {}; change(); chips[0].focus(); });
  window.addEventListener("popstate", () => { wanted = read(); apply(); });
  element.querySelector(".sift").classList.add("ready");
  apply();

  // An address may be older than the page: what no journey has any more is not asked for.
  function read() {
    const query = new URLSearchParams(location.search);
    const asked = FACETS.map((name) => [name, query.get(name) ?? ""]);
    return Object.fromEntries(asked.filter(([name, value]) => chips.some((chip) => chip.dataset.facet === name && chip.dataset.value === value)));
  }

  function toggle({ dataset: { facet, value } }) {
    wanted = { ...wanted, [facet]: wanted[facet] === value ? "" : value };
  }

  function change() {
    const query = new URLSearchParams(location.search);
    for (const name of FACETS) wanted[name] ? query.set(name, wanted[name]) : query.delete(name);
    history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    apply();
  }

  // A journey that is not wanted stays, faint, where one below it is: else nobody would see what that is a part of.
  function apply() {
    for (const chip of chips) chip.setAttribute("aria-pressed", String(wanted[chip.dataset.facet] === chip.dataset.value));
    const shown = items.filter(fits);
    for (const item of items) {
      item.hidden = !shown.some((one) => item.contains(one));
      item.classList.toggle("aside", !shown.includes(item));
    }
    const left = new Set(shown.map((item) => item.dataset.journey));
    for (const table of tables) heat(table, left.has(table.dataset.heat));
    reset.hidden = !FACETS.some((name) => wanted[name]);
    const sentence = shown.length ? said.dataset.some : said.dataset.none;
    said.textContent = reset.hidden ? "" : sentence.replace("{shown}", shown.length.toLocaleString(language)).replace("{all}", items.length.toLocaleString(language));
  }

  function heat(table, wantedAtAll) {
    const rows = [...table.querySelectorAll("tbody tr")];
    for (const row of rows) row.hidden = Boolean(wanted.persona) && row.dataset.persona !== wanted.persona;
    table.hidden = !wantedAtAll || rows.every((row) => row.hidden);
  }

  function fits({ dataset }) {
    return FACETS.every((name) => !wanted[name] || dataset[name === "status" ? "statuses" : `${name}s`].split(" ").includes(wanted[name]));
  }
}
