// The browser's side of the preview; never part of a built site.
(() => {
  const EVENTS = "/~live/events";
  const CHANNEL = "jmsite-live";
  let number = null;
  let shown = Promise.resolve();

  const tools = document.createElement("jmsite-live");
  const shadow = tools.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 1rem 1rem auto; z-index: 99; font: 13px/1.45 var(--font, system-ui, sans-serif); color: var(--ink, #1c1a17); }
    @media print { :host { display: none; } }
    button, a { font: inherit; color: inherit; }
    .bar { display: flex; justify-content: flex-end; gap: .5rem; align-items: center; }
    .bar > * { display: inline-flex; align-items: center; gap: .375rem; padding: .375rem .75rem; border-radius: 999px; border: 1px solid var(--line-strong, #d3cdc3);
      background: var(--surface, #fff); text-decoration: none; cursor: pointer; box-shadow: 0 4px 16px -6px rgb(0 0 0 / .25); }
    .bar > :is(a, button):hover { border-color: var(--edge, #8c857a); }
    .badge { font-weight: 600; }
    .badge.error { background: var(--pain, #a2420b); border-color: transparent; color: var(--surface, #fff); }
    .badge.warning { color: var(--pain, #a2420b); }
    [hidden] { display: none !important; }
    :focus-visible { outline: 2px solid var(--accent, #4044c9); outline-offset: 2px; }
    .panel { position: fixed; inset: auto 1rem 4rem auto; inline-size: min(46rem, calc(100vw - 2rem)); max-block-size: min(70vh, 48rem); overflow: auto;
      background: var(--surface, #fff); border: 1px solid var(--line-strong, #d3cdc3); border-radius: .75rem; box-shadow: 0 16px 48px -12px rgb(0 0 0 / .4); }
    .panel header { position: sticky; inset-block-start: 0; display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding: .875rem 1.25rem;
      background: inherit; border-block-end: 1px solid var(--line, #e9e5de); }
    .panel h2 { margin: 0; font-size: 15px; font-weight: 600; }
    .panel header p { margin: 0; color: var(--ink-3, #716b61); }
    .panel header button { border: 0; background: none; cursor: pointer; padding: 0 .25rem; font-size: 18px; line-height: 1; }
    ol { list-style: none; margin: 0; padding: 0; }
    li { padding: .875rem 1.25rem 1rem; border-block-end: 1px solid var(--line, #e9e5de); }
    li:last-child { border: 0; }
    li p { margin: 0; }
    .message { font-weight: 600; }
    .message::before { content: ""; display: inline-block; inline-size: .5rem; block-size: .5rem; border-radius: 50%; margin-inline-end: .5rem; background: var(--pain, #a2420b); }
    .warning .message::before { background: var(--emotion-n1, #eda766); } .info .message::before { background: var(--edge, #8c857a); }
    .place { font-variant-numeric: tabular-nums; color: var(--accent, #4044c9); }
    pre { margin: .5rem 0; padding: .5rem .75rem; overflow-x: auto; border-radius: .5rem; background: var(--sunken, #f3f1ed); font: 12px/1.5 ui-monospace, monospace; }
    mark { background: none; color: inherit; text-decoration: underline wavy var(--pain, #a2420b); text-underline-offset: 3px; }
    .hint { color: var(--ink-2, #57524a); }
    details { color: var(--ink-3, #716b61); margin-block-start: .25rem; } summary { cursor: pointer; }
    .gone { padding: 1rem 1.25rem; }
  `);
  shadow.adoptedStyleSheets = [sheet];
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "on") element.addEventListener("click", value);
      else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  const badge = make("button", { type: "button", class: "badge", hidden: true, "aria-expanded": "false", on: () => open(panel.hidden) });
  const copy = make("button", { type: "button", on: copyLink }, "Copy link");
  const edit = make("a", { hidden: true }, "Edit this");
  const marks = make("span", { hidden: true });
  const panel = make("section", { class: "panel", hidden: true, role: "dialog", "aria-label": "What is wrong in the files" });
  shadow.append(make("div", { class: "bar" }, marks, edit, copy, badge), panel);
  shadow.addEventListener("keydown", (event) => { if (event.key === "Escape") open(false); });

  function open(wanted) {
    panel.hidden = !wanted;
    badge.setAttribute("aria-expanded", String(wanted));
  }

  async function copyLink() {
    await navigator.clipboard.writeText(document.querySelector("link[rel=canonical]")?.href ?? location.href);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy link"; }, 1500);
  }

  function showFaults(state) {
    const errors = state.faults.filter((fault) => fault.severity === "error").length;
    const rest = state.faults.length - errors;
    const words = [errors && `${errors} ${errors === 1 ? "error" : "errors"}`, rest && `${rest} to look at`].filter(Boolean).join(", ");
    badge.hidden = !state.faults.length;
    badge.className = `badge ${errors ? "error" : "warning"}`;
    badge.textContent = words;
    const note = state.faulty ? "You see the last good pages until this is mended." : "The pages are up to date.";
    const close = make("button", { type: "button", "aria-label": "Close", on: () => open(false) }, "×");
    panel.replaceChildren(
      make("header", {}, make("div", {}, make("h2", {}, words), make("p", {}, note)), close),
      make("ol", {}, ...state.faults.map(showFault)),
    );
    if (!state.faults.length) open(false);
    else if (state.faulty) open(true);
  }

  function showFault(fault) {
    const from = Math.max(fault.column - 1, 0);
    const to = fault.end ? fault.end - 1 : from + 1;
    const code = make("code", {}, `${String(fault.line).padStart(4)} │ `, fault.excerpt.slice(0, from), make("mark", {}, fault.excerpt.slice(from, to)), fault.excerpt.slice(to));
    return make("li", { class: fault.severity },
      make("p", { class: "message" }, fault.message),
      make("p", {}, make("a", { class: "place", href: fault.open }, `${fault.path}:${fault.line}:${fault.column}`)),
      ...(fault.excerpt ? [make("pre", {}, code)] : []),
      ...(fault.hint ? [make("p", { class: "hint" }, fault.hint)] : []),
      make("details", {}, make("summary", {}, fault.rule), fault.why),
    );
  }

  function showPage() {
    const of = document.querySelector(".colophon a[href*='/edit/']");
    edit.hidden = !of;
    if (of) edit.href = of.href;
    marks.textContent = document.documentElement.dataset.marks ?? "";
    marks.hidden = !marks.textContent;
  }

  // A page that differs takes over what changed and keeps the rest: scroll, focus, open details, what was typed.
  async function take() {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    if (answer.status === 404) return showGone();
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    await styles(next);
    keepState(next);
    Idiomorph.morph(document.body, next.body, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: { beforeNodeRemoved: (node) => node !== tools, beforeNodeMorphed: (old) => old !== tools },
    });
    document.title = next.title;
    for (const name of ["lang", "dir", "data-marks"]) {
      const value = next.documentElement.getAttribute(name);
      if (value === null) document.documentElement.removeAttribute(name);
      else document.documentElement.setAttribute(name, value);
    }
    if (!tools.isConnected) document.documentElement.append(tools);
    document.dispatchEvent(new CustomEvent("jmsite:changed"));
    showPage();
  }

  // Script has changed attributes that the next page knows nothing of; they are carried over before morphing.
  function keepState(next) {
    for (const element of document.querySelectorAll("[data-keep]")) {
      const other = element.id ? next.getElementById(element.id) : null;
      if (!other) continue;
      for (const name of element.dataset.keep.split(" ")) {
        if (element.hasAttribute(name)) other.setAttribute(name, element.getAttribute(name));
        else other.removeAttribute(name);
      }
    }
    for (const open of document.querySelectorAll("details[open][id]")) next.getElementById(open.id)?.setAttribute("open", "");
  }

  // The new sheet is loaded before the old one goes, so that nothing is ever seen without style.
  async function styles(next) {
    const now = [...document.querySelectorAll("link[rel=stylesheet]")];
    const wanted = [...next.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href"));
    const fresh = wanted.filter((href) => !now.some((link) => link.getAttribute("href") === href));
    await Promise.all(fresh.map((href) => new Promise((done) => {
      const link = make("link", { rel: "stylesheet", href });
      link.onload = link.onerror = done;
      now.at(-1).after(link);
    })));
    for (const link of now) if (!wanted.includes(link.getAttribute("href"))) link.remove();
  }

  function showGone() {
    panel.replaceChildren(make("div", { class: "gone" }, make("h2", {}, "This page is gone"),
      make("p", {}, "Its file was deleted, renamed or made a draft. What you see is the page as it was. "), make("a", { href: "/" }, "To the front page")));
    open(true);
  }

  function hear(state) {
    const first = number === null;
    const missed = !first && state.number > number + 1;
    if (!first && state.number === number) return;
    number = state.number;
    const here = decodeURI(location.pathname);
    const concerned = !state.changed ? !first : missed || state.gone.includes(here) || state.changed.includes(here);
    shown = shown.then(() => (concerned ? take() : null)).then(() => showFaults(state)).catch((error) => console.error(error));
  }

  // A browser opens six connections to a host at most: one tab listens and tells the others.
  const others = new BroadcastChannel(CHANNEL);
  others.onmessage = (event) => hear(event.data);
  function listen() {
    const source = new EventSource(EVENTS);
    source.onmessage = (event) => {
      const state = JSON.parse(event.data);
      others.postMessage(state);
      hear(state);
    };
    return new Promise(() => {});
  }

  document.documentElement.append(tools);
  showPage();
  if (navigator.locks) navigator.locks.request(CHANNEL, listen);
  else listen();
  if (navigator.locks) fetch("/~live/state").then((answer) => answer.json()).then((state) => { if (number === null) hear(state); });
})();
