// The editor of a value: a small form beside what is edited, on a phone a sheet at the foot of the screen.
let open = null; // { box, back, beside, address, written }
let turns = 0; // counts what was opened and closed

/** Begin to wait for what is to be opened. Returns whether something else was opened or closed since: then it stays closed. */
function waiting() {
  const mine = ++turns;
  return () => mine !== turns;
}

/** Open the editor of an address beside an element. `made` says what is to be done instead of setting it: adding, creating. */
async function edit(address, beside, made = null) {
  close();
  const overtaken = waiting();
  const form = made?.form ?? await ask("form", { at: address });
  if (form.type === "emotion") form.people = await people(address);
  if (overtaken()) return undefined;
  if (!made?.form && !form.ok) return tell(problem(form), "error");
  const back = focused();
  const inner = control(form, made ? made.value ?? null : form.value);
  const wrong = make("p", { class: "wrong", role: "alert", hidden: true });
  const held = made ? null : entry(address);
  let sent = false; // whether an answer is waited for
  const thing = beside?.closest?.(`body ${THING}`); // of a finger, that finds no handle, this is the way to its menu
  const box = make("div", {
    class: "editor", role: "dialog", "aria-label": made?.title ?? titled(form.title), keydown: key,
  }, make("form", { novalidate: true, submit: (event) => { event.preventDefault(); save(); } },
  made && make("h2", {}, made.title), // what is made is said also to who sees no menu any more
  inner.node,
  made?.beside,
  wrong,
  make("div", { class: "foot" },
    make("button", { type: "submit", class: "main" }, made?.button ?? say("save")),
    make("button", { type: "button", class: "quiet", on: close }, say("cancel")),
    held && make("span", { class: "acts" },
      make("button", { type: "button", "aria-label": say("up"), title: say("up"), on: () => act([{ op: "move", at: address, to: held[1] - 1 }]), disabled: held[1] === 0 }, "↑"),
      make("button", { type: "button", "aria-label": say("down"), title: say("down"), on: () => act([{ op: "move", at: address, to: held[1] + 1 }]) }, "↓"),
      make("button", { type: "button", class: "danger", on: () => act([{ op: "remove", at: address }]) }, say("delete"))),
    held && make("button", { type: "button", class: "quiet", on: () => edit(held[0], beside) }, say("whole")),
    !made && thing && make("button", { type: "button", class: "quiet", "aria-haspopup": "menu", "aria-label": say("menu_of", { what: titleOf(thing) }), title: say("menu_of", { what: titleOf(thing) }), on: () => { close(); menu(thing); } }, "⋯")),
  ));
  open = { box, back, beside, address, written: JSON.stringify(inner.read()) };
  if (!status.matches(".error")) status.className = "status"; // what was saved before is not told over what is typed now
  shadow.append(box);
  place();
  new ResizeObserver(place).observe(box);
  inner.focus();
  uncover();
  return undefined;

  function key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && event.target.matches("textarea") && !event.shiftKey && !event.isComposing) {
      // prose goes on in the next line; there Enter with Ctrl or Command saves, and everywhere it does, too
      if (event.target.dataset.lines !== undefined && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      save();
    } else if (event.key === "Tab") keepWithin(event);
  }

  // Enter that is pressed twice, or held down, saves once
  async function save() {
    if (sent) return undefined;
    sent = true;
    try { return await saved(); } finally { sent = false; }
  }

  async function saved() {
    let value = inner.read();
    const fresh = inner.edits ?? inner.made ?? [];
    if (!made && !fresh.length && JSON.stringify(value) === open?.written) return close();
    if (value === null && bare(address)) return refuse(bare(address));
    const [byHand, overwritten] = form.measured ? handwritten(form.value, value) : [value, false];
    if (overwritten && !await meant()) return undefined;
    value = byHand;
    const own = made ? await made.edits(value) : differing(address, form.value, value);
    return act([...fresh, ...own]);
  }

  // nothing was sent: the field says why, and is where one goes on
  function refuse(why) {
    inner.fail(why);
    inner.focus();
    place();
  }

  async function act(edits) {
    for (const button of box.querySelectorAll("button")) button.disabled = true;
    // the stamp is of the address that was opened; of a part of it, what was there is told instead
    const whole = edits.every((one) => one.op === "create" || one.at === address);
    const said = await apply(edits, whole ? form.stamp : undefined);
    for (const button of box.querySelectorAll("button")) button.disabled = false;
    const here = open?.box === box; // else somebody went on before the answer came
    if (said.ok) {
      if (here) close();
      return made?.done?.(said);
    }
    if (!here) return tell([problem(said), said.conflict?.yours ?? brief(inner.read())].join("\n"), "error");
    if (said.conflict) return conflict(said.conflict);
    inner.fail(null);
    wrong.hidden = true;
    for (const one of said.errors ?? []) {
      const way = parted(one.at ?? "")[1].slice(parted(address)[1].length);
      if (made || one.at?.startsWith(address)) inner.fail([one.message, one.hint].filter(Boolean).join(": "), made ? [] : way);
      else say2(one);
    }
    if (!said.errors?.length && made?.form) inner.fail(problem(said));
    else if (!said.errors?.length) say2({ message: problem(said) });
    return undefined;
  }

  function say2(one) {
    wrong.append(...(wrong.hidden ? [] : [document.createElement("br")]), [one.message, one.hint].filter(Boolean).join(": "));
    wrong.hidden = false;
    place();
  }

  // Somebody else wrote there meanwhile: both texts are shown, and nothing is lost.
  function conflict(both) {
    wrong.hidden = false;
    wrong.replaceChildren(say("conflict"));
    box.querySelector(".both")?.remove();
    wrong.after(make("div", { class: "both" },
      make("div", {}, make("h4", {}, say("yours")), make("pre", {}, both.yours)),
      make("div", {}, make("h4", {}, say("theirs")), make("pre", {}, both.theirs)),
      make("button", { type: "button", class: "quiet", on: () => edit(address, beside, made) }, say("again"))));
    place();
  }
}

const UNTITLED = ["variant", "chart", "home", "page"]; // these are called otherwise where they have no title of their own

/** Return why a field cannot be left empty, if it is the title of what would be called by its id or not at all. */
function bare(address) {
  const [entity, way] = parted(address);
  const [kind, id] = entity.split(":");
  if (way.join() !== "title" || UNTITLED.includes(kind)) return "";
  return id ? say("title_of_id", { title: titled(id.split("/").at(-1).replaceAll("-", " ")) }) : say("title_needed");
}

// A score that is written over what was measured holds instead of it. Returns what is meant, and whether there is such a score.
function handwritten(before, now) {
  const held = (one) => one !== null && typeof one === "object";
  if (!held(now)) return [now, held(before) && "metric" in before && now !== null];
  if (held(before) && "metric" in before) {
    const { metric, ...rest } = now;
    const over = metric === before.metric && now.score != null && now.score !== before.score;
    return [over ? rest : now, over];
  }
  const parts = Object.entries(now).map(([name_, one]) => [name_, ...handwritten(before?.[name_] ?? null, one)]);
  const whole = Object.fromEntries(parts.map(([name_, one]) => [name_, one]));
  return [Array.isArray(now) ? Object.values(whole) : whole, parts.some(([, , over]) => over)];
}

// Where several personas take a journey, each has a score of its own.
async function people(address) {
  const said = await ask("form", { at: `journey:${parted(address)[0].split(":")[1].split("/")[0]}#personas` });
  const names = new Map(said.choices ?? []);
  return [said.value ?? []].flat().map((id) => [id, names.get(id) ?? titled(id)]);
}

// Of what has parts, and of lists, only that is written which differs, so that the rest stays as somebody wrote it.
function differing(address, before, now) {
  const [, way] = parted(address);
  const at = (part) => `${address}${way.length ? "." : "#"}${part}`;
  const told = before ?? undefined;
  if (same(before, now)) return [];
  if (now === null || now === undefined) return [{ op: "remove", at: address, was: told }];
  if (Array.isArray(before) && Array.isArray(now)) return inList(at, before, now);
  const whole = [before, now].every((one) => one !== null && typeof one === "object" && !Array.isArray(one));
  if (!whole) return [{ op: "set", at: address, value: now, was: told }];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name_) => differing(at(name_), before[name_] ?? null, now[name_] ?? null));
}

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

// Entries that only stand otherwise are moved; else those between what stayed at both ends are changed, added or removed.
function inList(at, before, now) {
  const order = (list_) => list_.map((one) => JSON.stringify(one)).sort().join();
  const left = [...before];
  if (order(before) === order(now)) {
    return now.flatMap((one, to) => {
      const from = left.findIndex((other, index) => index >= to && same(other, one));
      if (from === to) return [];
      left.splice(to, 0, ...left.splice(from, 1));
      return [{ op: "move", at: at(from), to }];
    });
  }
  let first = 0;
  while (first < Math.min(before.length, now.length) && same(before[first], now[first])) first += 1;
  let last = 0;
  while (last < Math.min(before.length, now.length) - first && same(before.at(-1 - last), now.at(-1 - last))) last += 1;
  const [gone, come] = [before.slice(first, before.length - last), now.slice(first, now.length - last)];
  const both = Math.min(gone.length, come.length);
  return [
    ...come.slice(0, both).flatMap((one, index) => differing(at(first + index), gone[index], one)),
    ...gone.slice(both).map((was, index) => ({ op: "remove", at: at(first + both + index), was })).reverse(),
    ...come.slice(both).map((value, index) => ({ op: "add", at: at("").slice(0, -1), value, to: first + both + index })),
  ];
}

function close() {
  turns += 1;
  if (!open) return;
  const { box, back, beside } = open;
  open = null;
  box.remove();
  beside?.removeAttribute?.("data-edited");
  giveBack(back);
}

function keepWithin(event) {
  const stops = [...open.box.querySelectorAll("input, textarea, select, button, summary")].filter((one) => !one.disabled && one.offsetParent !== null);
  const [first, last] = [stops[0], stops.at(-1)];
  const now = shadow.activeElement;
  if (event.shiftKey && now === first) { event.preventDefault(); last.focus(); }
  if (!event.shiftKey && now === last) { event.preventDefault(); first.focus(); }
}

/** Scroll what is edited to above a sheet that covers it. */
function uncover() {
  if (!open?.box.matches(".sheet") || open.beside === root || !open.beside?.isConnected) return;
  const [at, room] = [open.beside.getBoundingClientRect(), open.box.getBoundingClientRect().top];
  if (at.bottom > room) scrollBy({ top: Math.min(at.bottom - room + 8, Math.max(0, at.top - room / 2)), behavior: "instant" });
}

/** Say how much of the window the keyboard of the screen covers, and how much it leaves. */
function seen() {
  const { height, offsetTop, scale } = visualViewport;
  if (scale > 1.01) return; // somebody looks closer: nothing is covered
  host.style.setProperty("--covered", `${Math.max(0, Math.round(innerHeight - height - offsetTop))}px`);
  host.style.setProperty("--seen", `${Math.round(height)}px`);
  place();
  uncover();
}

// On a phone a sheet at the foot of what the keyboard of the screen leaves; else below what is edited, above it where there is more room, and always within the window.
function place() {
  if (!open) return;
  // where the page was built anew, another element may stand there
  if (!open.beside?.isConnected) open.beside = [still(open.beside), shownAt(open.address)].find((one) => one?.isConnected && one.checkVisibility()) ?? open.beside;
  const { box, beside } = open;
  if (beside !== root) beside?.toggleAttribute?.("data-edited", true);
  if (innerWidth <= 720 || !beside?.isConnected) return void box.classList.add("sheet");
  box.classList.remove("sheet");
  const at = (beside === root ? about : beside).getBoundingClientRect();
  const wide = root.clientWidth; // without the bar that scrolls
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const rtl = root.dir === "rtl";
  const left = rtl ? at.right - width : at.left;
  const below = innerHeight - at.bottom > height + 16 || innerHeight - at.bottom > at.top;
  box.style.insetInlineStart = "auto";
  box.style.left = `${Math.max(8, Math.min(left, wide - width - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(below ? at.bottom + 8 : at.top - height - 8, innerHeight - height - 8))}px`;
}
