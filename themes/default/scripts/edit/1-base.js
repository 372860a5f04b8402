// Editing in the page: never part of a built site. The files of this folder are one script, in the order of their names.
const KEPT = "jmsite-editing"; // whether this browser edits, from page to page
const root = document.documentElement;
const host = document.createElement("jmsite-edit");
const shadow = host.attachShadow({ mode: "open" });
let token = "";
let editing = false;
let questions = 0; // counts what the preview was asked

/** Return an element with attributes and children; `on` is what a click does, other functions are listeners by name. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key === "on" ? "click" : key, value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== false && child != null));
  return element;
}

/** Ask the preview for something; the answer has `status`, which question it was, and what was said. Nothing is thrown: a server that is gone says so. */
async function ask(action, body = {}) {
  const question = ++questions;
  try {
    const answer = await fetch(`/~edit/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-jmsite-token": token },
      body: JSON.stringify(body),
    });
    return { ...(await answer.json().catch(() => ({}))), status: answer.status, ok: answer.ok, question };
  } catch {
    return { status: 0, ok: false, question, refused: say("gone") };
  }
}

/** Apply edits. What was done can be undone; what was refused is told by whoever asked, or at the foot of the page. */
async function apply(edits, stamp) {
  const said = await ask("apply", { edits, stamp });
  if (said.ok) { aim(edits, said); done(said); }
  return said;
}

async function again(way) {
  const said = await ask(way);
  if (said.ok) { done(said, way); goBack(); }
  else tell(problem(said), "error");
}

function done(said, way = "") {
  count(said);
  tell(say({ undo: "undone", redo: "redone" }[way] ?? "saved"));
}

/** Return the sentence about what was refused. */
function problem(said) {
  if (said.conflict) return say("conflict");
  const told = (said.errors ?? []).map((one) => [one.message, one.hint].filter(Boolean).join(": "));
  return said.refused || [...new Set(told)].join("\n") || say("failed");
}

// What was done is said at the foot of the page, also to who cannot see it.
const status = make("p", { class: "status", role: "status" });
let silence = 0;
function tell(words, kind = "") {
  status.textContent = words;
  status.className = `status shown ${kind}`;
  clearTimeout(silence);
  silence = setTimeout(() => { status.className = "status"; }, kind ? 12000 : 4000);
}

/** Return the entity and the way to a field of an address: `step:a/b#pains.0` is `["step:a/b", ["pains", "0"]]`. */
function parted(address) {
  const at = address.indexOf("#");
  return at < 0 ? [address, []] : [address.slice(0, at), address.slice(at + 1).split(".")];
}

/** Return the address of what holds an entry of a list, and its place in it; null for what is no entry. */
function entry(address) {
  const [entity, way] = parted(address);
  const last = way.at(-1);
  return way.length > 1 && /^\d+$/.test(last) ? [`${entity}#${way.slice(0, -1).join(".")}`, Number(last)] : null;
}

const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not remembered, but done */ } };
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
