// The search: one component, in a dialog over any page or inline on its own page. Loaded when it is first wanted.
const PAUSE = 120; // milliseconds without a key before it is searched
const BATCH = 20;
const SUBS = 3;
const COMPOUNDS = ["da", "de", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"]; // languages that write words together
const LOOKED = 40; // of what is found, how many are looked at for their titles
const INSIDE = 4; // letters that a word has at least to be looked for inside others
const BRIEF = 14; // words up to which a sentence is told with the next one
const LONGEST = 34; // words of a sentence that are told at most
const END = /[.!?…。！？؟]["'”’»」)\]]*$/u;
const VARIANTS = 8; // compounds that are asked for, too
let dialog = null;

/** Open the search over this page. `link` leads to the page of the search, from which the words and marks are taken. */
export async function open(link) {
  const inline = document.querySelector("main .finder");
  if (inline && !inline.hidden) return inline.querySelector("input").focus();
  if (!dialog?.isConnected) dialog = await build(link.href);
  if (dialog.open) return undefined;
  dialog.showModal();
  return dialog.finder.begin();
}

/** Make the component on the page of the search work; what is looked for stands in the address. */
export function mount(element) {
  const finder = new Finder(element, location.href);
  for (const other of document.querySelectorAll("[data-without]")) other.hidden = true;
  element.hidden = false;
  finder.inline = true;
  finder.restore(new URLSearchParams(location.search));
  finder.begin();
}

async function build(address) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const element = document.adoptNode(page.querySelector(".finder"));
  const made = document.createElement("dialog");
  made.className = "finder-dialog";
  made.setAttribute("aria-label", element.querySelector("input").getAttribute("aria-label"));
  element.hidden = false;
  element.removeAttribute("data-part");
  made.append(element, sprite(page));
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
  made.finder = new Finder(element, address);
  made.finder.close = () => made.close();
  document.documentElement.append(made);
  return made;
}

// The icons of the page of the search that this page does not have.
function sprite(page) {
  const icons = document.adoptNode(page.querySelector(".sprite"));
  for (const symbol of icons.querySelectorAll("symbol")) if (document.getElementById(symbol.id)) symbol.remove();
  return icons;
}

class Finder {
  constructor(element, address) {
    this.element = element;
    this.root = new URL("../", address);
    this.address = new URL("./", address);
    this.input = element.querySelector("input");
    this.list = element.querySelector(".finder-list");
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.list.dataset.label);
    this.said = element.querySelector(".finder-said");
    this.more = element.querySelector(".finder-more");
    this.reset = element.querySelector("[data-reset]");
    this.clear = element.querySelector(".finder-clear");
    this.chosen = new Map();
    this.forms = new Intl.PluralRules(document.documentElement.lang);
    this.turn = 0;
    this.close = () => {};
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => { this.wait(); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.more.addEventListener("click", () => this.show(this.shown + BATCH));
    this.clear.addEventListener("click", () => { this.input.value = ""; this.input.focus(); this.find(); });
    this.reset.addEventListener("click", () => { this.chosen.clear(); this.press(); this.input.focus(); this.find(); });
    for (const chip of this.element.querySelectorAll("button[data-value]")) {
      const facet = chip.parentNode.dataset.facet;
      chip.addEventListener("click", () => this.choose(facet, this.chosen.get(facet) === chip.dataset.value ? "" : chip.dataset.value));
    }
    for (const select of this.element.querySelectorAll("select")) select.addEventListener("change", () => this.choose(select.dataset.facet, select.value));
    this.list.addEventListener("click", (event) => { if (event.target.closest("a")) this.close(); });
  }

  begin() {
    this.input.focus();
    this.input.select();
    if (this.element.hasAttribute("data-fresh")) this.engine = this.compounds = null;
    return this.find();
  }

  restore(query) {
    this.input.value = query.get("q") ?? "";
    for (const [facet, value] of query) if (facet !== "q") this.chosen.set(facet, value);
    this.press();
  }

  choose(facet, value) {
    if (value) this.chosen.set(facet, value);
    else this.chosen.delete(facet);
    this.press();
    this.find();
  }

  // A chip is down as soon as it is pressed; what it offers comes with what is found.
  press() {
    for (const chip of this.element.querySelectorAll("button[data-value]")) {
      const pressed = this.chosen.get(chip.parentNode.dataset.facet) === chip.dataset.value;
      chip.setAttribute("aria-pressed", String(pressed));
    }
    this.reset.hidden = !this.chosen.size;
  }

  // The engine is a module beside the page of the search. In the preview its index may be another one each time.
  // It is begun once, and counts for facets only once it has loaded them all.
  ready() {
    this.engine ??= this.load();
    return this.engine;
  }

  async load() {
    const engine = await import(new URL("pagefind.js", this.address).href);
    if (this.element.hasAttribute("data-fresh")) await engine.destroy();
    await engine.init();
    await engine.filters();
    return engine;
  }

  async find() {
    const turn = (this.turn += 1);
    this.busy(true);
    const query = this.input.value.trim();
    this.clear.hidden = !query;
    this.remember(query);
    const slow = setTimeout(() => this.say(this.element.dataset.busy), 300);
    try {
      const engine = await this.ready();
      const asked = query || this.chosen.size;
      const found = asked
        ? await this.search(engine, query)
        : { results: [], filters: await engine.filters(), totalFilters: {} };
      if (turn !== this.turn) return;
      this.found = found;
      this.offer(found);
      await this.show(BATCH, turn);
    } catch {
      if (turn === this.turn) this.fail();
    } finally {
      clearTimeout(slow);
      if (turn === this.turn) this.busy(false);
    }
  }

  // What is found for the words and for longer ones that hold them: Formular, Rücksendeformular.
  async search(engine, query) {
    const filters = Object.fromEntries(this.chosen);
    const found = await engine.search(query || null, { filters });
    const variants = query ? await this.variants(query) : [];
    const others = await Promise.all(variants.map((words) => engine.search(words, { filters })));
    const known = new Set(found.results.map((result) => result.id));
    const more = others.flatMap((other) => other.results).filter((result) => !known.has(result.id) && known.add(result.id));
    const counts = [found.filters, found.totalFilters ?? {}].map((facets) => structuredClone(facets));
    for (const { filters: facets } of await Promise.all(more.map((result) => result.data()))) {
      for (const [facet, values] of Object.entries(facets)) {
        for (const value of values) for (const count of counts) (count[facet] ??= {})[value] = (count[facet][value] ?? 0) + 1;
      }
    }
    const results = [...found.results, ...more].sort((a, b) => b.score - a.score);
    return { ...found, results: await this.titled(results, query), filters: counts[0], totalFilters: counts[1] };
  }

  // What is called by the words comes before what only speaks of them, of what scores best.
  async titled(results, query) {
    if (!query) return results;
    const asked = plain(query).split(/\s+/).join(" ");
    const looked = results.slice(0, LOOKED);
    const titles = await Promise.all(looked.map(async (result) => plain((await result.data()).meta.title ?? "")));
    const near = new Map(looked.map((result, at) => [result, likeness(titles[at], asked)]));
    return [...looked.sort((a, b) => near.get(b) - near.get(a)), ...results.slice(LOOKED)];
  }

  async variants(query) {
    const language = this.element.dataset.language?.split("-")[0].toLowerCase();
    if (!COMPOUNDS.includes(language)) return [];
    this.compounds ??= fetch(new URL("compounds.json", this.address)).then((answer) => (answer.ok ? answer.json() : []), () => []);
    const long = await this.compounds;
    const words = query.split(/\s+/);
    const inside = (word) => long.filter((one) => plain(one).indexOf(plain(word)) >= 2);
    return words
      .flatMap((word, at) => (word.length < INSIDE ? [] : inside(word).map((one) => words.with(at, one).join(" "))))
      .slice(0, VARIANTS);
  }

  fail() {
    this.engine = null;
    this.list.hidden = this.more.hidden = true;
    this.say(this.element.dataset.fails);
  }

  // While somebody types, what is on its way answers what is asked no more.
  wait() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.busy(true);
    this.timer = setTimeout(() => this.find(), PAUSE);
  }

  // Whether what is listed may not be what is asked for.
  busy(still) { this.list.setAttribute("aria-busy", String(still)); }

  say(words) { if (this.said.textContent !== words) this.said.textContent = words; }

  remember(query) {
    if (!this.inline) return;
    const asked = new URLSearchParams(query ? { q: query } : {});
    for (const [facet, value] of this.chosen) asked.set(facet, value);
    history.replaceState(history.state, "", asked.size ? `?${asked}` : location.pathname);
  }

  // Each facet offers what would still find something, with how much; what is chosen stays to be taken back.
  offer(found) {
    const counts = (facet) => (this.chosen.has(facet) && found.totalFilters[facet]) || found.filters[facet] || {};
    for (const group of this.element.querySelectorAll("div[data-facet]")) {
      const facet = group.dataset.facet;
      for (const chip of group.querySelectorAll("button")) {
        const count = counts(facet)[chip.dataset.value] ?? 0;
        chip.hidden = !count && this.chosen.get(facet) !== chip.dataset.value;
        chip.querySelector("small").textContent = count || "";
      }
    }
    for (const select of this.element.querySelectorAll("select")) this.fill(select, counts(select.dataset.facet));
  }

  fill(select, counts) {
    const chosen = this.chosen.get(select.dataset.facet) ?? "";
    this.words ??= new Map([...this.element.querySelectorAll("select[data-facet=status] option")].map((option) => [option.value, option.textContent]));
    const named = (value) => (select.dataset.facet === "status" ? this.words.get(value) ?? value : value);
    const values = Object.keys(counts).filter((value) => counts[value] || value === chosen);
    if (chosen && !values.includes(chosen)) values.push(chosen);
    values.sort((a, b) => named(a).localeCompare(named(b), document.documentElement.lang));
    const options = values.map((value) => new Option(counts[value] ? `${named(value)} (${counts[value]})` : named(value), value, false, value === chosen));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
    select.classList.toggle("chosen", Boolean(chosen));
    select.hidden = values.length < 2 && !chosen;
  }

  async show(upto, turn = this.turn) {
    const { results } = this.found;
    const pages = await Promise.all(results.slice(0, upto).map((result) => result.data()));
    if (turn !== this.turn) return;
    this.shown = upto;
    const groups = new Map();
    for (const page of pages) {
      const type = page.filters.type?.[0] ?? "page";
      groups.set(type, [...(groups.get(type) ?? []), page]);
    }
    this.number = 0;
    this.list.replaceChildren(...[...groups].map(([type, found]) => this.group(type, found)));
    this.list.hidden = !pages.length;
    this.more.hidden = results.length <= upto;
    this.input.setAttribute("aria-expanded", String(pages.length > 0));
    this.point(null);
    this.count(results.length);
  }

  count(number) {
    const words = this.element.dataset;
    if (!this.input.value.trim() && !this.chosen.size) this.say(words.hint);
    else if (!number) this.say(words.none.replace("{query}", this.input.value.trim()));
    else this.say((words[this.forms.select(number)] ?? words.other).replace("{count}", number.toLocaleString(document.documentElement.lang)));
  }

  group(type, pages) {
    const chip = this.element.querySelector(`[data-facet=type] [data-value="${CSS.escape(type)}"]`);
    const head = make("p", { class: "finder-type", "aria-hidden": "true" });
    if (chip) head.append(chip.querySelector(".icon").cloneNode(true), chip.querySelector("span").textContent);
    const group = make("div", { role: "group", "aria-label": chip?.querySelector("span").textContent ?? type }, head);
    for (const page of pages) group.append(this.option(page), ...this.subs(page));
    return group;
  }

  option(page) {
    const heat = page.meta.heat ?? "";
    const title = make("b", {}, heat ? make("i", { class: `dot ${heat}` }) : "", page.meta.title);
    const people = (page.filters.persona ?? []).map((id) => this.mark(id)).filter(Boolean);
    const marks = people.length && !["persona", "page"].includes(page.filters.type?.[0]) ? make("span", { class: "monos" }, ...people) : "";
    const place = page.meta.place ? make("span", { class: "place" }, page.meta.place) : "";
    const words = this.input.value.trim() ? make("span", { class: "words" }, ...marked(told(page))) : "";
    return this.link(page.raw_url, "found", make("span", { class: "top" }, title, marks), place, words);
  }

  // Where in a page the words stand, when it has headings of its own.
  subs(page) {
    if (!this.input.value.trim()) return [];
    const starts = page.anchors.map((anchor) => anchor.location).sort((a, b) => a - b);
    const until = (start) => starts.find((other) => other > start) ?? Infinity;
    return page.sub_results
      .filter((sub) => sub.anchor)
      .slice(0, SUBS)
      .map((sub) => this.link(`${page.raw_url}#${sub.anchor.id}`, "found sub", make("b", {}, sub.title), make("span", { class: "words" }, ...marked(told(page, sub.anchor.location, until(sub.anchor.location), sub.title)))));
  }

  mark(id) {
    const chip = this.element.querySelector(`[data-facet=persona] [data-value="${CSS.escape(id)}"]`);
    if (!chip) return null;
    const mono = chip.querySelector(".mono").cloneNode(true);
    mono.removeAttribute("aria-hidden");
    mono.title = chip.querySelector("span:not(.mono)").textContent;
    return mono;
  }

  link(url, kind, ...children) {
    this.number += 1;
    const id = `${this.list.id}-${this.number}`;
    return make("a", { id, class: kind, role: "option", "aria-selected": "false", tabindex: "-1", href: new URL(url, this.root).href }, ...children);
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }

  point(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    return option.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.isComposing) return;
    const options = this.options;
    const at = options.indexOf(this.active);
    const last = options.length - 1;
    if (event.key === "ArrowDown" && options.length) this.point(options[at === last ? 0 : at + 1]);
    else if (event.key === "ArrowUp" && options.length) this.point(options[at <= 0 ? last : at - 1]);
    else if (event.key === "Enter" && options.length) this.go(this.active ?? options[0], event);
    else if (event.key === "Escape" && this.inline && this.input.value) { this.input.value = ""; this.find(); }
    else return;
    event.preventDefault();
  }

  go(option, { ctrlKey, metaKey, shiftKey }) {
    option.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, ctrlKey, metaKey, shiftKey }));
  }
}

// Words as they are compared: without case, accents and umlauts.
function plain(word) {
  return word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
}

// How near a title is to the words: the same, begun by them, with all of them in it, or none of that.
function likeness(title, asked) {
  if (title === asked) return 3;
  if (title.startsWith(asked)) return 2;
  return asked.split(" ").every((word) => title.includes(word)) ? 1 : 0;
}

// What a page, or a section of it, says of the words: the sentence that has most of them, with the next one where it is
// short. Where its title has them, or only labels and numbers, it is the first sentence, which tells what it is about.
function told(page, from = 0, upto = Infinity, title = page.meta.title ?? "") {
  const apart = page.content.includes("\u200B"); // where no blanks part words the engine does
  const words = apart ? page.content.split("\u200B") : page.content.split(/\s+/);
  const hits = new Set(page.locations);
  const name = title.split(/\s+/).length;
  const bare = (some) => plain(some.join(" ")).replace(END, "");
  const before = [0, 1, 2, 3, 4, 5, 6, 7].find((at) => bare(words.slice(from + at, from + at + name)) === bare([title])); // the kind, or which stage it is
  const begin = before === undefined ? from : from + before + name;
  const every = sentences(words, begin, Math.min(upto, words.length)).map(([start, end]) => ({
    start,
    end,
    prose: isProse(words.slice(start, end)),
    found: new Set(words.slice(start, end).filter((_, at) => hits.has(start + at)).map(plain)).size,
  }));
  const prose = every.filter((one) => one.prose);
  const called = before !== undefined && words.slice(begin - name, begin).some((_, at) => hits.has(begin - name + at));
  const best = called ? prose[0] : prose.reduce((most, one) => (!most || one.found > most.found ? one : most), null);
  if (!best) return "";
  const next = every[every.indexOf(best) + 1];
  const end = next?.prose && best.end - best.start < BRIEF ? next.end : best.end;
  const first = words.findIndex((_, at) => at >= best.start && at < end && hits.has(at));
  const start = first - best.start > LONGEST - 6 ? first - 6 : best.start;
  const shown = words.slice(start, Math.min(end, start + LONGEST)).map((word, at) => (hits.has(start + at) ? `<mark>${word}</mark>` : word));
  return `${start > best.start ? "… " : ""}${shown.join(apart ? "" : " ").trim()}${end > start + LONGEST ? " …" : ""}`;
}

// Where each sentence of some words begins and ends.
function sentences(words, from, upto) {
  const found = [];
  let start = from;
  for (let at = from; at < upto; at += 1) {
    if (!END.test(words[at].trim()) && at < upto - 1) continue;
    found.push([start, at + 1]);
    start = at + 1;
  }
  return found;
}

// Whether words are a sentence and no label with its value, no title, no number with its unit.
function isProse(words) {
  const text = words.map((word) => word.trim()).filter(Boolean);
  return text.length >= 4 && !/^\p{Ll}/u.test(text[0]) && END.test(text.at(-1)) && !text.slice(0, 5).some((word) => /[:：]$/.test(word)) && text.filter((word) => /\d/.test(word)).length * 3 < text.length;
}

// An excerpt with the words found in it marked: text and marks are taken, nothing else.
function marked(excerpt) {
  const parts = new DOMParser().parseFromString(excerpt, "text/html").body.childNodes;
  return [...parts].map((part) => (part.nodeName === "MARK" ? make("mark", {}, part.textContent) : part.textContent));
}

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
