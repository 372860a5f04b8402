// What of a map is shown: personas, lanes, steps and the view. All of it stands in the address, so that it can be shared.
const SETS = ["personas", "hide", "show", "departments", "channels"];

/** Make the controls of a map's toolbar work; `load` gets other parts. Its data-* are words with {shown}, {all}, {names}. */
export function mount(toolbar, load) {
  const map = toolbar.nextElementSibling;
  const find = (selector) => [...toolbar.querySelectorAll(selector)];
  const [panel, opens, share, present, reset, said] = ["#ui\\:map-filter", "[data-opens]", "[data-share]", "[data-present]", "[data-reset]", "#ui\\:map-said"].map((name) => toolbar.querySelector(name));
  let chosen = read();

  toolbar.addEventListener("change", (event) => {
    const { name, value, checked } = event.target;
    if (name === "view") chosen.view = value;
    else if (name === "lane") turn(value, checked);
    else put(chosen[name], value, checked);
    change();
  });
  for (const chip of find("[data-persona]")) chip.addEventListener("click", () => focus(chip.dataset.persona));
  map.addEventListener("click", (event) => {
    const mark = event.target.closest(".legend li")?.querySelector(".mono");
    if (mark && toolbar.querySelector(".whose")) focus(named(mark));
  });
  opens.addEventListener("click", () => open(panel.hidden));
  share.addEventListener("click", () => pass(location.href, share));
  document.addEventListener("jmsite:copy", ({ detail }) => pass(detail.address, detail.button));
  reset.addEventListener("click", () => { for (const name of SETS) chosen[name].clear(); change(); });
  present.addEventListener("click", () => begin());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) { open(false); opens.focus(); }
  });
  document.addEventListener("pointerdown", (event) => { if (!panel.contains(event.target) && !opens.contains(event.target)) open(false); });
  window.addEventListener("popstate", () => { chosen = read(); apply(); });
  document.addEventListener("jmsite:changed", apply);
  apply();
  if (SETS.some((name) => chosen[name].size)) tell();
  if (new URLSearchParams(location.search).has("present")) begin();

  function read() {
    const query = new URLSearchParams(location.search);
    const sets = SETS.map((name) => [name, new Set((query.get(name) ?? "").split(",").filter(Boolean))]);
    const views = find("[name=view]").map((radio) => radio.value);
    return { ...Object.fromEntries(sets), view: views.find((view) => view === query.get("view")) ?? views[0] };
  }

  function put(set, value, wanted) {
    if (wanted) set.add(value);
    else set.delete(value);
  }

  // A lane is remembered only where it is not as the view has it anyway.
  function turn(lane, wanted) {
    chosen.hide.delete(lane);
    chosen.show.delete(lane);
    mark();
    if (wanted !== seen(lane)) chosen[wanted ? "show" : "hide"].add(lane);
  }

  function focus(persona) {
    put(chosen.personas, persona, !chosen.personas.has(persona));
    if (chosen.personas.size === find("[data-persona]").length) chosen.personas.clear();
    change();
  }

  function change() {
    const rest = [...new URLSearchParams(location.search)].filter(([name]) => name !== "view" && !SETS.includes(name));
    const own = SETS.filter((name) => chosen[name].size).map((name) => [name, [...chosen[name]]]);
    const view = chosen.view === find("[name=view]")[0].value ? [] : [["view", chosen.view]];
    const query = [...own, ...view, ...rest].map(([name, value]) => `${name}=${[value].flat().map(encodeURIComponent).join(",")}`).join("&");
    history.pushState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
    apply();
    tell();
  }

  // What the filters leave, in words.
  function tell() {
    const steps = [...map.querySelectorAll(".step")];
    const lanes = find("[name=lane]");
    const names = find("[data-persona][aria-pressed=true]").map((chip) => chip.title).join(", ");
    say([
      names && toolbar.dataset.only.replace("{names}", names),
      count("lanes", lanes.filter((box) => box.checked).length, lanes.length),
      count("steps", steps.filter((step) => !step.classList.contains("faint")).length, steps.length),
    ]);
  }

  function count(name, shown, all) {
    return shown === all && name === "steps" ? "" : toolbar.dataset[name].replace("{shown}", shown).replace("{all}", all);
  }

  function say(words) {
    said.textContent = words.filter(Boolean).join(" · ");
  }

  function apply() {
    toolbar.classList.add("ready");
    for (const radio of find("[name=view]")) radio.checked = radio.value === chosen.view;
    for (const chip of find("[data-persona]")) chip.setAttribute("aria-pressed", String(chosen.personas.has(chip.dataset.persona)));
    for (const box of find("[name=departments], [name=channels]")) box.checked = chosen[box.name].has(box.value);
    mark();
    check();
    rule();
    fade();
    const some = SETS.reduce((sum, name) => sum + chosen[name].size, 0);
    const badge = opens.querySelector(".count");
    badge.textContent = some;
    badge.hidden = reset.hidden = !some;
    if (chosen.view === "table") lay();
  }

  function mark() {
    for (const element of map.querySelectorAll("[data-lane]")) {
      element.classList.toggle("left-out", chosen.hide.has(element.dataset.lane));
      element.classList.toggle("shown", chosen.show.has(element.dataset.lane));
    }
  }

  // All are looked at before the first box is checked: a box that is checked has the whole map styled again.
  function check() {
    const lanes = find("[name=lane]").map((box) => [box, seen(box.value)]);
    for (const [box, shown] of lanes) box.checked = shown;
  }

  // A line of the blueprint is drawn where there is something to divide: between lanes that are both shown.
  function rule() {
    const shown = new Map(find("[name=lane]").map((box) => [box.value, box.checked]));
    const some = (list) => list.some((lane) => shown.get(lane));
    let above = [];
    for (const line of map.querySelectorAll(".divide")) {
      above.push(...line.dataset.above.split(" "));
      const divides = some(above) && some(line.dataset.below.split(" "));
      line.classList.toggle("left-out", !divides);
      line.classList.toggle("shown", divides);
      if (divides) above = [];
    }
  }

  function seen(lane) {
    const cell = map.querySelector(`.cell[data-lane="${CSS.escape(lane)}"]:not(:target)`);
    return !cell || getComputedStyle(cell).display !== "none";
  }

  // What is not chosen grows faint: lines of others, their curves, and steps without any of what was chosen.
  function fade() {
    const who = chosen.personas;
    const others = (id) => who.size > 0 && !who.has(id);
    for (const line of map.querySelectorAll(".of, .by")) (line.closest("p, li, figure") ?? line).classList.toggle("faint", others(named(line)));
    for (const line of document.querySelectorAll(":is(.map, .strip) svg [data-line]")) line.classList.toggle("faint", others(line.dataset.line));
    for (const item of map.querySelectorAll(".legend li:has(.mono)")) item.classList.toggle("faint", others(named(item.querySelector(".mono"))));
    map.classList.toggle("apart", chosen.departments.size + chosen.channels.size > 0);
    const steps = [...map.querySelectorAll(".step, .moment")];
    for (const step of steps) {
      const own = [...step.querySelectorAll(".step-head .mono")].map(named);
      const lacks = ["departments", "channels"].some((name) => chosen[name].size && !(step.dataset[name] ?? "").split(" ").some((id) => chosen[name].has(id)));
      colour(step.querySelector(".step-head"), step.dataset.heats, who);
      step.classList.toggle("faint", lacks || (own.length > 0 && own.every(others)));
    }
    for (const stage of map.querySelectorAll(".stage:has(> .whole)")) stage.querySelector(".whole").classList.toggle("faint", [...stage.querySelectorAll(".step")].every((step) => step.classList.contains("faint")));
    for (const point of map.querySelectorAll(".curve [data-step]")) point.classList.toggle("faint", steps[point.dataset.step]?.classList.contains("faint"));
  }

  // The bar over a step is of those who are looked at: the worst of them.
  function colour(head, heats = "", who) {
    const order = ["heat-n2", "heat-n1", "heat-0", "heat-p1", "heat-p2"];
    const own = heats.split(" ").filter(Boolean).map((pair) => pair.split("=")).filter(([id]) => !who.size || who.has(id));
    const worst = order.find((heat) => own.some(([, felt]) => felt === heat));
    head.classList.remove(...order);
    if (worst) head.classList.add(worst);
  }

  function named(element) {
    return [...element.classList].find((name) => name.startsWith("persona-"))?.slice(8);
  }

  function open(wanted) {
    panel.hidden = !wanted;
    opens.setAttribute("aria-expanded", String(wanted));
    if (wanted) panel.querySelector("input").focus({ preventScroll: true });
  }

  async function pass(address, button) {
    await copy(address);
    say([toolbar.dataset.copied]);
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1500);
  }

  async function lay() {
    const part = await load(toolbar.querySelector("#ui\\:view-table"));
    part.mount(map);
  }

  async function begin() {
    const part = await load(present);
    part.mount(present);
  }
}

// Where the browser gives no clipboard (a host without TLS), a selected field does.
async function copy(words) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const field = document.createElement("textarea");
  field.value = words;
  field.className = "hidden";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  return undefined;
}
