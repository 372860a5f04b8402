// A control for each type of field. Each has a node, `read` for its value, `focus`, and `fail` to say what is wrong with it.
let numbered = 0;

/** Return the control of a field, which the preview describes, with a value in it. */
function control(asked_, value) {
  const field = { ...asked_, title: called(asked_), own: ownName(asked_) };
  const makers = { score, text, prose: text, number, bool, choice, day, reference, object, mapping, emotion, any };
  const one = makers[field.type] ?? any;
  return field.many && field.type !== "reference" ? list(field, value, one) : one(field, value);
}

const titled = (name_) => String(name_ ?? "").replace(/_/g, " ").replace(/^\p{L}/u, (letter) => letter.toUpperCase());

/** Return what a field is called in the language of the site, else its own name. */
const called = (field) => titled(field.title || field.name);

/** Return the name that a field has in files, where it is called otherwise. */
const ownName = (field) => (field.title && titled(field.name) !== called(field) && /^[a-z_]+$/.test(field.name) ? field.name : "");

/** Return what stands in small print below a field: its name in files, and what it means. */
const smallPrint = (field, attributes = {}) => (field.description || field.own) && make("p", { class: "about", dir: "auto", ...attributes }, field.own && make("code", { dir: "ltr" }, field.own), field.own && field.description && " – ", ...described(field.description ?? ""));

/** Return a description with what is written in files as such: ``code``, which has a direction of its own and gives none to the words. */
const described = (words) => words.split("`").map((part, index) => (index % 2 ? make("code", { dir: "ltr" }, part) : part));

function framed(field, input, extra = []) {
  const id = `f${++numbered}`;
  input.id = id;
  const wrong = make("p", { class: "wrong", id: `${id}-wrong`, dir: "auto", hidden: true });
  const small = smallPrint(field, { id: `${id}-about` });
  input.setAttribute("aria-describedby", `${id}-wrong${small ? ` ${id}-about` : ""}`);
  const node = make("div", { class: `field ${field.type}` }, make("label", { for: id, dir: "auto" }, field.title), input, ...extra, wrong, small);
  return {
    node,
    focus: () => { input.focus(); input.select?.(); },
    fail: (words) => {
      wrong.textContent = words ?? "";
      wrong.hidden = !words;
      input.toggleAttribute("aria-invalid", Boolean(words));
    },
  };
}

function text(field, value) {
  const long = field.name === "body" || (typeof value === "string" && value.includes("\n"));
  const input = make("textarea", { rows: 1, spellcheck: "true", dir: "auto", "data-lines": long || false });
  input.value = value == null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const grow = () => { input.style.blockSize = "auto"; input.style.blockSize = `${input.scrollHeight + 2}px`; };
  input.addEventListener("input", grow);
  requestAnimationFrame(grow);
  // a number or the like that stands there as a text stays what it is
  const still = typeof value === "string" ? null : input.value;
  return { ...framed(field, input), read: () => (input.value.trim() === "" ? null : input.value === still ? value : input.value) };
}

// What has no form of its own is written as JSON, or as plain words.
function any(field, value) {
  const inner = text(field, value);
  const read = () => {
    const words = inner.read();
    if (typeof words !== "string" || !/^\s*[[{"\d-]/.test(words)) return words;
    try { return JSON.parse(words); } catch { return words; }
  };
  return { ...inner, read };
}

function number(field, value) {
  const input = make("input", { type: "text", inputmode: "decimal", dir: "ltr" });
  input.value = value ?? "";
  const step = (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    input.value = String(Math.round(((figured(input.value) || 0) + by * (event.shiftKey ? 10 : 1) * (field.step ?? 1)) * 1000) / 1000);
  };
  input.addEventListener("keydown", step);
  // a word that is no number is handed on: the check says what is wrong with it
  const read = () => (input.value.trim() === "" ? null : Number.isFinite(figured(input.value)) ? figured(input.value) : input.value);
  return { ...framed(field, input), read };
}

/** Return a number as people type it, NaN for what is none. */
const figured = (words) => Number(words.trim().replace("−", "-").replace(/^([-+]?\d+),(\d+)$/, "$1.$2"));

function bool(field, value) {
  const input = make("input", { type: "checkbox" });
  input.checked = value === true;
  input.checked ||= typeof value === "string";
  const no = () => (value === undefined || value === null ? null : false);
  if (!field.free) return { ...framed(field, input), read: () => (input.checked ? true : no()) };
  // where words may stand for yes, they say why
  const why = make("textarea", { rows: 1, "aria-label": `${field.title}: ${say("why")}`, placeholder: say("why"), dir: "auto", input: () => { input.checked ||= why.value.trim() !== ""; } });
  why.value = typeof value === "string" ? value : "";
  return { ...framed(field, input, [why]), read: () => (input.checked ? why.value.trim() || true : no()) };
}

function choice(field, value) {
  const input = make("select", {}, make("option", { value: "" }, say("none")), ...field.choices.map(([id, title]) => make("option", { value: id }, title)));
  input.value = value ?? "";
  if (value != null && input.value !== String(value)) input.append(make("option", { value, selected: true }, String(value)));
  const numbers = field.choices.every(([id]) => /^-?\d+$/.test(id));
  return { ...framed(field, input), read: () => (input.value === "" ? null : numbers ? Number(input.value) : input.value) };
}

function day(field, value) {
  const input = make("input", { type: "date" });
  input.value = value ?? "";
  return { ...framed(field, input), read: () => input.value || null };
}

// What exists is found as one types; what does not can be made here, by its title.
function reference(field, value) {
  const names = new Map(field.choices ?? []);
  const chosen = field.many ? [...[value ?? []].flat()] : [value].filter((one) => one != null);
  const input = make("input", { type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-autocomplete": "list" });
  const menu = make("ul", { role: "listbox", hidden: true, id: `m${numbered}` });
  const chips = make("ul", { class: "chips" });
  const made = []; // edits that make what is new
  let at = -1;
  input.setAttribute("aria-controls", menu.id);
  const shown = framed(field, input, [menu, chips]);
  show();
  input.addEventListener("input", () => open());
  input.addEventListener("focus", () => open());
  input.addEventListener("blur", shut);
  menu.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus, or its choices would go
  input.addEventListener("keydown", key);

  function show() {
    chips.replaceChildren(...chosen.map((id, index) => make("li", {}, names.get(id) ?? String(id), make("button", {
      type: "button", "aria-label": say("take_out", { what: names.get(id) ?? id }), on: () => { chosen.splice(index, 1); show(); input.focus(); },
    }, "×"))));
  }

  function found() {
    const wanted = fold(input.value);
    const known = [...names].filter(([id, title]) => !chosen.includes(id) && (fold(title).includes(wanted) || fold(id).includes(wanted))).slice(0, 8);
    const fresh = field.kinds?.length === 1 && MADE_HERE.includes(field.kinds[0]) && wanted && ![...names.values()].some((title) => fold(title) === wanted);
    return [...known.map(([id, title]) => ({ id, title })), ...(fresh ? [{ title: say("make_new", { title: input.value.trim() }), fresh: input.value.trim() }] : [])];
  }

  function open() {
    const options = found();
    at = options.length && input.value ? 0 : -1;
    menu.replaceChildren(...options.map((one, index) => make("li", {
      role: "option", id: `${menu.id}-${index}`, "aria-selected": String(index === at), on: () => take(one),
    }, one.title)));
    menu.hidden = !options.length;
    input.setAttribute("aria-expanded", String(!menu.hidden));
    mark();
  }

  function mark() {
    [...menu.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `${menu.id}-${at}`);
    else input.removeAttribute("aria-activedescendant");
    menu.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function shut() {
    menu.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function take(one) {
    if (!field.many) chosen.length = 0;
    if (one.fresh) {
      const id = slug(one.fresh, field.kinds[0], (wanted) => names.has(wanted));
      made.push({ op: "create", at: `${field.kinds[0]}:${id}`, value: { title: one.fresh } });
      names.set(id, one.fresh);
      chosen.push(id);
    } else chosen.push(one.id);
    input.value = "";
    show();
    shut();
  }

  function key(event) {
    const options = [...menu.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (menu.hidden) return open();
      at = (at + (event.key === "ArrowDown" ? 1 : options.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % options.length;
      return mark();
    }
    if (event.key === "Enter" && !menu.hidden && at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      return take(found()[at]);
    }
    if (event.key === "Escape" && !menu.hidden && input.value) {
      event.stopPropagation();
      input.value = "";
      return shut();
    }
    if (event.key === "Backspace" && !input.value && chosen.length) { chosen.pop(); show(); }
    return undefined;
  }

  return { ...shown, made, read: () => (field.many ? (chosen.length ? [...chosen] : null) : chosen[0] ?? null) };
}

const MADE_HERE = ["touchpoint", "channel", "system", "department", "persona", "insight", "opportunity", "solution", "metric", "research"];
const fold = (words) => String(words).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Return an id for a title that nothing has yet; one of letters that ids cannot have is called by its kind. */
function slug(words, kind, taken) {
  const stem = fold(words).replace(/ß/g, "ss").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || kind;
  let id = stem;
  for (let n = 2; taken(id); n += 1) id = `${stem}-${n}`;
  return id;
}

// Entries one below the other, each with its own controls, and a place for one more.
function list(field, value, one_) {
  const rows = [];
  const box = make("ol", { class: "entries" });
  const add = make("button", { type: "button", class: "quiet", on: () => { put(null).focus(); } }, say("add_entry"));
  const wrong = make("p", { class: "wrong", hidden: true });
  const node = make("fieldset", { class: "field list" }, make("legend", {}, field.title), smallPrint(field), box, add, wrong);
  for (const one of [value ?? []].flat()) put(one);

  function put(one) {
    const inner = one_({ ...field, many: false, own: "", description: "", title: say("entry", { n: rows.length + 1 }) }, one);
    const row = { inner, node: make("li", {}, inner.node, make("span", { class: "acts" },
      make("button", { type: "button", "aria-label": say("up"), on: () => move(row, -1) }, "↑"),
      make("button", { type: "button", "aria-label": say("down"), on: () => move(row, 1) }, "↓"),
      make("button", { type: "button", "aria-label": say("take_out_entry"), on: () => { rows.splice(rows.indexOf(row), 1); row.node.remove(); add.focus(); } }, "×"))) };
    rows.push(row);
    box.append(row.node);
    return inner;
  }

  function move(row, by) {
    const from = rows.indexOf(row);
    const to = from + by;
    if (to < 0 || to >= rows.length) return;
    rows.splice(to, 0, ...rows.splice(from, 1));
    box.replaceChildren(...rows.map((one) => one.node));
    row.node.querySelector("button")?.focus();
  }

  return {
    node,
    made: [],
    get edits() { return rows.flatMap((row) => row.inner.edits ?? row.inner.made ?? []); },
    focus: () => (rows[0]?.inner ?? put(null)).focus(), // a list of nothing waits for its first entry
    fail: (words, way = []) => {
      if (rows[way[0]]) return rows[way[0]].inner.fail(words, way.slice(1));
      wrong.textContent = words ?? "";
      wrong.hidden = !words;
      return undefined;
    },
    read: () => { const found = rows.map((row) => row.inner.read()).filter((one) => one !== null); return found.length ? found : null; },
  };
}

const BRIEF = ["number", "day", "choice", "bool"]; // short enough to stand beside each other

// What has parts: its fields one below the other. Those that are seldom filled wait behind a button.
function object(field, value) {
  if (!field.fields?.length) return any(field, value);
  const first = field.fields[0].name; // what is written alone stands for it
  const given = value !== null && typeof value === "object" ? value : value == null ? {} : { [first]: value };
  const parts = field.fields.map((one) => ({ one, inner: control(one, given[one.name]) }));
  const shown = parts.filter(({ one }, index) => index < 3 || one.required || given[one.name] != null);
  const rest = parts.filter((part) => !shown.includes(part));
  const more = rest.length > 0 && make("details", { class: "more" }, make("summary", {}, say("more_fields")), ...rest.map(({ inner }) => inner.node));
  const wrong = make("p", { class: "wrong", hidden: true });
  return {
    node: make("div", { class: `parts${shown.length > 1 && shown.every(({ one }) => BRIEF.includes(one.type) && !one.many) ? " abreast" : ""}` }, ...shown.map(({ inner }) => inner.node), more, wrong),
    get edits() { return parts.flatMap(({ inner }) => inner.edits ?? inner.made ?? []); },
    focus: () => parts[0]?.inner.focus(),
    fail: (words, way = []) => {
      const part = parts.find(({ one }) => one.name === way[0]);
      if (part) {
        if (more && rest.includes(part)) more.open = true;
        return part.inner.fail(words, way.slice(1));
      }
      wrong.textContent = words ?? "";
      wrong.hidden = !words;
      return undefined;
    },
    read: () => {
      const found = Object.fromEntries(parts.map(({ one, inner }) => [one.name, inner.read()]).filter(([, one]) => one !== null));
      const names = Object.keys(found);
      if (!names.length) return null;
      return value !== null && typeof value !== "object" && names.length === 1 && names[0] === first ? found[first] : found;
    },
  };
}

// Values by name: a row for each, with its name and its value.
function mapping(field, value) {
  const [key, inner] = field.fields;
  if (!key) return any(field, value);
  const row = (each, one) => {
    const made = object({ ...each, fields: [{ ...key, title: say("key") }, { ...inner, title: say("value") }] }, one);
    made.node.classList.toggle("abreast", !inner.fields?.length && !inner.many);
    return made;
  };
  const given = Object.entries(value !== null && typeof value === "object" ? value : {}).map(([name_, one]) => ({ key: name_, value: one }));
  const rows = list({ ...field, many: true }, given, row);
  // an error names the key of its row
  const fail = (words, way = []) => {
    const at = (rows.read() ?? []).findIndex((one) => String(one.key) === way[0]);
    rows.fail(words, at < 0 ? [] : [at, "value", ...way.slice(1)]);
  };
  return { ...rows, get edits() { return rows.edits; }, fail, read: () => { const found = rows.read(); return found && Object.fromEntries(found.map((one) => [one.key ?? "", one.value ?? null])); } };
}

// What somebody feels: a score, what belongs to it, or one for each persona.
function emotion(field, value) {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    const names = Object.keys(value);
    const known = (field.fields ?? []).map((one) => one.name);
    if (names.every((one) => known.includes(one))) return object({ ...field, fields: field.fields.map((one) => (one.name === "score" ? { ...one, type: "score", min: field.min, max: field.max } : one)) }, value);
    return felt(field, value, names);
  }
  if (value == null && field.people?.length > 1) return felt(field, {}, []);
  return Array.isArray(value) ? list(field, value, emotion) : score(field, value);
}

function felt(field, value, names) {
  const known = new Map(field.people ?? []);
  const who = [...new Set([...names, ...known.keys(), ...[...document.querySelectorAll(".whole-curve g[data-line]")].map((group) => group.dataset.line)])].filter(Boolean);
  const parts = who.map((name_) => ({ name_, inner: emotion({ ...field, people: [], own: "", title: known.get(name_) ?? titled(name_), description: "" }, value[name_] ?? null) }));
  return {
    node: make("div", { class: "parts" }, ...parts.map(({ inner }) => inner.node)),
    focus: () => parts[0].inner.focus(),
    fail: (words, way = []) => (parts.find(({ name_ }) => name_ === way[0]) ?? parts[0]).inner.fail(words, way.slice(1)),
    read: () => { const found = Object.fromEntries(parts.map(({ name_, inner }) => [name_, inner.read()]).filter(([, one]) => one !== null)); return Object.keys(found).length ? found : null; },
  };
}

// A score: by its number or word, by sliding, or by arrow keys, on the scale of the map.
function score(field, value) {
  const [low, high] = [field.min ?? -2, field.max ?? 2];
  const input = make("input", { type: "range", min: low, max: high, step: stepOf(low, high) });
  const figure_ = make("input", { type: "text", class: "figure", "aria-label": field.title, dir: "ltr" });
  const clear = make("button", { type: "button", class: "quiet", on: () => set(null) }, say("no_score"));
  const shown = framed(field, input, [figure_, clear]);
  let now = null;
  set(value);
  input.addEventListener("input", () => set(Number(input.value)));
  figure_.addEventListener("input", () => {
    const words = figure_.value.trim();
    now = words === "" ? null : Number.isFinite(figured(words)) ? figured(words) : figure_.value;
    if (typeof now === "number") input.value = now;
  });

  function set(to) {
    now = to ?? null;
    input.value = typeof now === "number" ? now : (low + high) / 2;
    figure_.value = now ?? "";
    input.setAttribute("aria-valuetext", now === null ? say("no_score") : String(now));
  }
  return { ...shown, read: () => now };
}
