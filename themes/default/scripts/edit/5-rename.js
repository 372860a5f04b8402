// Another id for what has one: the files and all that refers to it follow, and its former address leads on to the new one.
const FIXED = ["site", "home", "variant", "chart"]; // these have no id of their own

/** Ask for another id of a thing; what refers to it is shown, and is called otherwise in the same stroke. */
async function rename(address, thing) {
  const overtaken = waiting();
  const said = await ask("dependents", { at: address });
  if (overtaken()) return undefined;
  const kind = address.slice(0, address.indexOf(":"));
  const id = address.slice(kind.length + 1);
  const own = kind === "page" ? id : id.split("/").at(-1);
  const lines = said.sentences ?? [];
  const shown = lines.slice(0, 12);
  const list = lines.length > 0 && make("details", { class: "named", open: lines.length < 6 }, make("summary", {}, say("named_by", { n: lines.length })),
    make("ul", {}, ...shown.map((one) => make("li", { dir: "auto" }, one)), lines.length > shown.length && make("li", {}, say("more", { n: lines.length - shown.length }))));
  return edit(address, thing, {
    title: say("new_id_of", { what: titleOf(thing) }),
    button: say("rename"),
    value: own,
    form: { type: "id", name: "id", title: say("id"), description: say(kind === "step" ? "id_about_step" : "id_about") },
    beside: list,
    edits: (wanted) => (wanted === own ? [] : [{ op: "rename", at: address, value: wanted }]),
    done: (answer) => { if (thing === root) follow(answer.url); },
  });
}

const CALLED = "jmsite-called"; // what pages were called before and after they got another id, for undo and redo
const homeOf = () => document.querySelector("a.brand")?.href ?? location.origin;

/** Go to where the page that is open is now, as soon as it has been built there. */
function follow(url) {
  const there = new URL(url, homeOf());
  try {
    const known = JSON.parse(sessionStorage.getItem(CALLED) ?? "{}");
    sessionStorage.setItem(CALLED, JSON.stringify({ ...known, [there.pathname]: location.pathname, [location.pathname]: there.pathname }));
  } catch { /* then undo leads nowhere */ }
  go(there);
}

/** Go on to the other address of this page where undoing or redoing has taken it from here. */
function goBack() {
  try {
    const other = JSON.parse(sessionStorage.getItem(CALLED) ?? "{}")[location.pathname];
    if (other) go(new URL(other, location.origin));
  } catch { /* nothing is remembered */ }
}

// A page is built a moment later; the former address leads on from then on, so that what it is about tells them apart.
async function go(there, tries = TRIES) {
  const [here, next] = await Promise.all([location.pathname, there].map((one) => fetch(one, { cache: "no-store" }).then((answer) => (answer.ok ? answer.text() : ""), () => "")));
  const about_ = /<html[^>]* data-entity="/;
  if (about_.test(next) && !about_.test(here)) location.assign(there);
  else if (tries) setTimeout(() => go(there, tries - 1), 125);
}
