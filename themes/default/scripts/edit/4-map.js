// What is there to be edited: values by a click or Enter, steps and stages by a menu of their own and by dragging.
const VALUE = "[data-edit]";
const THING = "[data-entity]";

document.addEventListener("click", (event) => {
  if (!editing || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const value = event.target.closest?.(VALUE);
  // a link beside values, and what folds or opens, stays what it is
  const other = event.target.closest?.("a, button, summary, input, label");
  if (!value || (other && !value.contains(other) && !other.contains(value))) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  edit(value.dataset.edit, value);
}, true);

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const control = event.ctrlKey || event.metaKey;
  if (editing && control && !event.altKey && event.key.toLowerCase() === "z") {
    event.preventDefault();
    again(event.shiftKey ? "redo" : "undo");
  } else if (editing && control && event.key.toLowerCase() === "y") {
    event.preventDefault();
    again("redo");
  } else if (control || event.altKey) {
    return;
  } else if (event.key === "e" && token) turn(!editing);
  else if (editing && (event.key === "Enter" || event.key === "F2") && event.target.matches?.(".cell[data-edit]")) {
    event.preventDefault();
    edit(event.target.dataset.edit, event.target);
  } else if (editing && (event.key === "F2" || (event.key === "ContextMenu" && event.target.closest?.(`body ${THING}`)))) {
    event.preventDefault();
    menu(event.target.closest?.(THING) ?? root);
  }
});

// One button goes to the step, stage or page that is pointed at or walked to, and opens its menu.
const handle = make("button", { type: "button", class: "handle", hidden: true, "aria-haspopup": "menu", on: () => held && menu(held) }, "⋯");
let held = null;
document.addEventListener("pointermove", (event) => reach(event.target), { passive: true });
document.addEventListener("pointerdown", (event) => reach(event.target), { passive: true }); // a finger does not hover
document.addEventListener("focusin", (event) => reach(event.target));
addEventListener("scroll", () => { stay(); place(); }, { passive: true });

function reach(target) {
  if (!editing || target === host) return;
  const thing = target.closest?.(".step[data-entity], .stage[data-entity], .moment[data-entity], li[data-entity]");
  if (!thing || dragged || (thing === held && !handle.hidden)) return;
  held = thing;
  offer();
}

/** Keep the button at what it goes to: where that stands now on a page that scrolls or was built anew, and only there. */
function stay() {
  if (dragged || handle.hidden) return;
  handle.hidden = true;
  if (editing && held?.isConnected) offer();
}

/** Show the button at what it goes to. */
function offer() {
  // on a phone the head of a step has no box of its own
  const head = [...held.querySelectorAll(":scope > .step-head, :scope > header, :scope > .stage-head"), held].map((one) => one.getBoundingClientRect()).find((box) => box.width);
  if (!head) return;
  const names = document.querySelector(".map > .lanes")?.getBoundingClientRect();
  handle.hidden = false;
  const at = root.dir === "rtl" ? head.left + 4 : head.right - 4 - handle.offsetWidth;
  handle.hidden = head.bottom < 0 || head.top > innerHeight || Boolean(names && at < names.right && root.dir !== "rtl");
  handle.style.left = `${at}px`;
  handle.style.top = `${Math.max(head.top, 0) - 4}px`;
  handle.setAttribute("aria-label", say("menu_of", { what: titleOf(held) }));
}

const titleOf = (thing) => (thing === root ? document.querySelector("h1") : null)?.textContent.trim() ?? thing.querySelector("[data-edit$='#title']")?.textContent.trim() ?? thing.querySelector("b")?.textContent ?? thing.dataset.entity;

/** Open the menu of a step, a stage or the thing that the page is about. */
function menu(thing) {
  close();
  const address = thing.dataset.entity;
  const kind = address?.slice(0, address.indexOf(":"));
  const back = focused();
  const on = (words, act, danger = false) => make("button", { type: "button", role: "menuitem", class: danger && "danger", on: () => { shut(); giveBack(back); act(); } }, words);
  const [before, after] = beside(thing);
  const inRow = kind === "step" || kind === "stage";
  const list = make("div", { class: "menu", role: "menu", "aria-label": say("menu_of", { what: titleOf(thing) }), keydown: key },
    address && on(say("edit"), () => edit(`${address}#title`, thing)),
    kind === "step" && on(say("feeling"), () => edit(`${address}#emotion`, thing)),
    address && on(say("all_fields"), () => fields(address, thing)),
    inRow && on(say(kind === "step" ? "step_before" : "stage_before"), () => create(kind, { before: address }, thing)),
    inRow && on(say(kind === "step" ? "step_after" : "stage_after"), () => create(kind, { after: address }, thing)),
    kind === "stage" && on(say("step_in"), () => create("step", { in: address }, thing)),
    kind === "journey" && on(say("stage_in"), () => create("stage", { in: address }, thing)),
    inRow && before && on(say("earlier"), () => shift(address, { before })),
    inRow && after && on(say("later"), () => shift(address, { after })),
    ...(thing === root ? begins(kind) : []).map((one) => on(say(`new_${one}`), () => begun(one, thing))),
    address && !FIXED.includes(kind) && on(say("new_id"), () => rename(address, thing)),
    address && kind !== "site" && kind !== "home" && on(say("delete"), () => remove(address, thing), true),
  );
  shut();
  shadow.append(list);
  const at = (thing === root ? about : handle.hidden ? thing : handle).getBoundingClientRect();
  list.style.left = `${Math.max(8, Math.min(root.dir === "rtl" ? at.right - list.offsetWidth : at.left, root.clientWidth - list.offsetWidth - 8))}px`;
  list.style.top = `${Math.max(8, thing === root ? at.top - list.offsetHeight - 8 : Math.min(at.bottom + 4, innerHeight - list.offsetHeight - 8))}px`;
  list.querySelector("button").focus();
  setTimeout(() => addEventListener("pointerdown", away), 0);

  function away(event) { if (!event.composedPath().includes(list)) shut(); }
  function shut() {
    removeEventListener("pointerdown", away);
    shadow.querySelector(".menu")?.remove();
  }
  function key(event) {
    const items = [...list.querySelectorAll("button")];
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) { event.preventDefault(); items[(items.indexOf(shadow.activeElement) + by + items.length) % items.length].focus(); }
    if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); event.stopPropagation(); shut(); giveBack(back); }
  }
}

const LISTS = { research: "research", opportunity: "opportunities" }; // where the pages of a kind begin, where that is not its plural
const folder = (kind) => LISTS[kind] ?? `${kind}s`;
const NEW_HERE = new Set(MADE_HERE.filter((kind) => kind !== "persona"));
/** Return the kind of thing that the page is about, or that it lists. */
const here = (kind) => (NEW_HERE.has(kind) ? kind : [...NEW_HERE].find((one) => location.pathname.endsWith(`/${folder(one)}/`)));

/** Return the kinds of things that can be made from a page: journeys and personas, its own kind, and on the home page any. */
function begins(kind) {
  const own = location.pathname === new URL(homeOf()).pathname ? [...NEW_HERE] : [here(kind)].filter(Boolean);
  return ["journey", "persona", ...own];
}

/** Return the addresses of what stands before and after a step or stage in its row. */
function beside(thing) {
  const kind = thing.matches(".stage") ? ".stage" : ".step";
  const row = [...document.querySelectorAll(`.map ${kind}[data-entity]`)];
  const at = row.indexOf(thing);
  return at < 0 ? [] : [row[at - 1]?.dataset.entity, row[at + 1]?.dataset.entity];
}

/** Ask for the title of a new step or stage, and make it: `where` says before or after which other, or in what it stands. */
function create(kind, where, thing) {
  const [, id] = (where.in ?? where.before ?? where.after).split(":");
  const parent = where.in ? id : id.split("/").slice(0, -1).join("/");
  const { in: _, ...beside_ } = where;
  return edit(`${kind}:#title`, thing, {
    title: say(`new_${kind}`), button: say("create"),
    edits: (title) => [{ op: "create", at: `${kind}:${parent}/${fresh(kind, parent, title ?? "")}`, value: { title: title ?? "" }, ...beside_ }],
  });
}

/** Ask for the title of something new that has a page, make it, and go there. */
function begun(kind, thing) {
  return edit(`${kind}:#title`, thing, {
    title: say(`new_${kind}`), button: say("create"),
    edits: async (title) => [{ op: "create", at: `${kind}:${await unused(kind, title ?? "")}`, value: { title: title ?? "" } }],
    done: (said) => visit(kind, said.at.slice(kind.length + 1)),
  });
}

/** Return the address of the page of something, and whether there is one. */
async function pageOf(kind, id) {
  const there = new URL(`${folder(kind)}/${id && `${id}/`}`, document.querySelector("a.brand")?.href ?? location.origin);
  return [there, await fetch(there, { cache: "no-store" }).then((answer) => answer.ok, () => false)];
}

async function unused(kind, title) {
  const taken = new Set();
  for (;;) {
    const id = slug(title, kind, (one) => taken.has(one));
    if (!(await pageOf(kind, id))[1]) return id;
    taken.add(id);
  }
}

const TRIES = 400; // with an eighth of a second between them: a large site takes its time on a slow machine

// A page that was just made is built in the next moment: the browser goes there as soon as it is.
async function visit(kind, id, tries = TRIES) {
  const [there, found] = await pageOf(kind, id);
  if (found) location.assign(there);
  else if (tries) setTimeout(() => visit(kind, id, tries - 1), 125);
}

/** Return an id for a title that no step or stage of a parent has. */
function fresh(kind, parent, title) {
  return slug(title, kind, (id) => document.querySelector(`[data-entity="${CSS.escape(`${kind}:${parent}/${id}`)}"]`));
}

/** Move a step or stage to before or after another. */
async function shift(address, goal_) {
  const said = await apply([{ op: "move", at: address, ...goal_ }]);
  if (!said.ok) tell(problem(said), "error");
}

async function remove(address, thing) {
  const overtaken = waiting();
  const said = await ask("dependents", { at: address });
  if (overtaken()) return undefined;
  if (!said.ok) return tell(problem(said), "error");
  const lines = said.sentences;
  const sure = await asked({ title: say("sure", { what: titleOf(thing) }), under: say(lines.length ? "refers" : "refers_none"), lines, button: say("delete"), danger: true });
  const answer = sure && await apply([{ op: "delete", at: address }]);
  // whoever deletes looks for where it is named, and not for what a check says of each of these places
  if (answer?.ok && thing === root) leave(address);
  const named = answer?.errors?.length && lines.length ? [say("still_named"), ...new Set(lines)].join("\n") : "";
  return answer && !answer.ok && tell(named || problem(answer), "error");
}

/** Go to where the pages of a kind begin, or where that has gone, too, to the home page: this page is no more. */
async function leave(address) {
  const [kind, id] = address.split(":");
  await past();
  const [there, found] = await (id.includes("/") ? pageOf("journey", id.split("/")[0]) : pageOf(kind, ""));
  location.assign(found ? there : homeOf());
}

// A site is built a moment later: until this page has gone, a list that goes with it is still there.
async function past(tries = TRIES) {
  const here = await fetch(location.pathname, { cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (!here || !tries) return undefined;
  await new Promise((done_) => { setTimeout(done_, 125); });
  return past(tries - 1);
}

/** Show every field of a thing, filled or not: so an empty lane is opened. */
async function fields(address, thing) {
  const overtaken = waiting();
  const form = await ask("form", { at: address });
  if (overtaken()) return undefined;
  if (!form.ok) return tell(problem(form), "error");
  const filter = make("input", { type: "search", placeholder: say("find"), "aria-label": say("find"), input: sift, keydown: first });
  const rows = form.fields.map((one) => make("button", {
    type: "button", class: "row", "data-field": one.name, "data-name": fold(`${called(one)} ${one.name} ${one.description}`), on: () => { shut(); if (one.name === "id") rename(address, thing); else edit(`${address}#${one.name}`, thing); },
  }, make("b", {}, called(one), ownName(one) && " ", ownName(one) && make("code", { dir: "ltr" }, one.name)), make("span", { class: form.value?.[one.name] == null && "none" }, brief(form.value?.[one.name])), one.description && make("small", { dir: "auto" }, ...described(one.description))));
  const box = make("dialog", { class: "fields", "aria-label": form.title },
    make("div", { class: "head" }, make("h2", {}, titleOf(thing)), make("button", { type: "button", "aria-label": say("close"), on: () => shut() }, "×")), filter, make("div", { class: "rows" }, ...rows));
  const shut = overPage(box);
  filter.focus();
  return undefined;

  function first(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    rows.find((row) => !row.hidden)?.click();
  }
  function sift() { for (const row of rows) row.hidden = !row.dataset.name.includes(fold(filter.value)); }
}

function brief(value) {
  if (value == null) return say("empty");
  const words = [value].flat().map(inWords).join(" · ");
  return words.length > 120 ? `${words.slice(0, 117)}…` : words;
}

// A value with parts by its text or title, a feeling by its score and word, others by the names and values of their parts.
function inWords(value) {
  if (value === null || typeof value !== "object") return String(value ?? "");
  if (Array.isArray(value)) return value.map(inWords).join(", ");
  if (value.text ?? value.title) return String(value.text ?? value.title);
  if ("score" in value || "metric" in value) return [typeof value.score === "number" ? numeral(value.score, true) : value.score, value.word, value.metric].filter((one) => one != null).join(" ");
  return Object.entries(value).map(([name_, one]) => `${named(name_)}: ${inWords(one)}`).join(" · ");
}

// A persona by its name, where the page has it.
const named = (name_) => document.querySelector(`.persona-${CSS.escape(name_)} .hidden`)?.textContent.replace(/[:\s]+$/, "") || titled(name_);

// A step is dragged by its handle to between two others.
let dragged = null;
handle.addEventListener("pointerdown", (event) => {
  if (!held?.matches(".step, .stage") || event.button) return;
  dragged = { thing: held, x: event.clientX, moved: false, goal: null };
  handle.setPointerCapture(event.pointerId);
});
handle.addEventListener("pointermove", (event) => {
  if (!dragged || (!dragged.moved && Math.abs(event.clientX - dragged.x) < 8)) return;
  dragged.moved = true;
  handle.style.left = `${event.clientX - 14}px`;
  const kind = dragged.thing.matches(".stage") ? ".stage" : ".step";
  const row = [...document.querySelectorAll(`.map ${kind}[data-entity]`)].map((thing) => ({ thing, box: thing.getBoundingClientRect() }));
  const over = row.find(({ box }) => event.clientX >= box.left && event.clientX <= box.right);
  if (!over || over.thing === dragged.thing) { dragged.goal = null; line.hidden = true; return; }
  const first = (event.clientX < (over.box.left + over.box.right) / 2) !== (root.dir === "rtl");
  dragged.goal = { [first ? "before" : "after"]: over.thing.dataset.entity };
  line.hidden = false;
  line.style.left = `${first !== (root.dir === "rtl") ? over.box.left : over.box.right}px`;
  line.style.top = `${Math.max(over.box.top, 0)}px`;
  line.style.blockSize = `${Math.min(over.box.bottom, innerHeight) - Math.max(over.box.top, 0)}px`;
});
handle.addEventListener("pointerup", async () => {
  const drop = dragged;
  dragged = null;
  line.hidden = true;
  if (!drop?.moved) return;
  // the click of a mouse that ends a drag opens no menu; a finger has none
  const swallow = (event) => event.stopImmediatePropagation();
  handle.addEventListener("click", swallow, { once: true, capture: true });
  setTimeout(() => handle.removeEventListener("click", swallow, true));
  if (drop.goal) await shift(drop.thing.dataset.entity, drop.goal);
});
// also where the system takes the pointer away: what nobody drags any more goes back to its step, and keeps no other from being reached
handle.addEventListener("lostpointercapture", () => { dragged = null; line.hidden = true; stay(); });
const line = make("div", { class: "drop", hidden: true });
