// The browser's side of the preview; never part of a built site.
(() => {
  const EVENTS = "/~live/events";
  const CHANNEL = "jmsite-live";
  let number = null;
  let session = "";
  let pattern = "";
  let gone = false;
  let faulty = false;
  let shown = Promise.resolve();

  const tools = document.createElement("jmsite-live");
  tools.lang = "en"; // it speaks as the command line does, whatever the site speaks
  tools.dir = "ltr";
  const shadow = tools.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 1rem 1rem auto; z-index: 99; font: 13px/1.45 var(--font, system-ui, sans-serif); color: var(--ink, #1c1a17); }
    @media print { :host { display: none; } }
    button, a { font: inherit; color: inherit; }
    .bar { display: flex; justify-content: flex-end; gap: .5rem; align-items: center; white-space: nowrap; }
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
  const copy = make("button", { type: "button", on: copyLink }, "Copy permalink");
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
    const url = (document.querySelector("link[rel=canonical]")?.href ?? location.origin + location.pathname) + location.search + location.hash;
    if (!navigator.clipboard) return prompt("The permalink of this page", url);
    await navigator.clipboard.writeText(url);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy permalink"; }, 1500);
  }

  function showFaults(state) {
    const errors = state.faults.filter((fault) => fault.severity === "error").length + (state.stumbled ? 1 : 0);
    const rest = state.faults.length + state.more + (state.stumbled ? 1 : 0) - errors;
    const words = [errors && `${errors} ${errors === 1 ? "error" : "errors"}`, rest && `${rest} to look at`].filter(Boolean).join(", ");
    const was = badge.textContent;
    badge.hidden = !words;
    badge.className = `badge ${errors ? "error" : "warning"}`;
    badge.textContent = words;
    const note = state.faulty ? "You see the last good pages until this is mended." : "The pages are up to date.";
    const close = make("button", { type: "button", "aria-label": "Close", on: () => open(false) }, "×");
    const stumbled = state.stumbled && make("li", { class: "error" }, make("p", { class: "message" }, "The files as they are now could not be built. That is a bug of jmsite."), make("pre", {}, state.stumbled));
    panel.replaceChildren(
      make("header", {}, make("div", {}, make("h2", {}, words || "This page is gone"), make("p", {}, words ? note : "What you see is the page as it was.")), close),
      ...(gone ? [make("div", { class: "gone" }, make("p", {}, "The file of this page was deleted, renamed, or hidden. "), make("a", { href: "/" }, "To the front page"))] : []),
      make("ol", {}, ...(stumbled ? [stumbled] : []), ...state.faults.map(showFault)),
      ...(state.more ? [make("p", {}, `There are ${state.more} more, which jmsite check lists.`)] : []),
    );
    if (gone || state.faulty) open(true);
    else if (!words || faulty) open(false);
    faulty = state.faulty || gone;
    if (was !== words && words) badge.setAttribute("aria-label", `${words}: show what is wrong in the files`);
  }

  function showFault(fault) {
    const from = Math.max(fault.column - 1 - fault.cut, 0);
    const to = fault.end ? fault.end - 1 - fault.cut : from + 1;
    const code = make("code", {}, `${String(fault.line).padStart(4)} │ `, fault.excerpt.slice(0, from), make("mark", {}, fault.excerpt.slice(from, to)), fault.excerpt.slice(to));
    return make("li", { class: fault.severity },
      make("p", { class: "message" }, fault.message),
      make("p", {}, make("a", { class: "place", href: fault.open }, `${fault.path}:${fault.line}:${fault.column}`)),
      ...(fault.excerpt ? [make("pre", {}, code)] : []),
      ...(fault.hint ? [make("p", { class: "hint" }, fault.hint)] : []),
      make("details", {}, make("summary", {}, `Why: ${fault.rule}`), make("p", {}, fault.why), make("p", {}, fault.fix)),
    );
  }

  function showPage() {
    const { path, line, draft, visibility } = document.documentElement.dataset;
    edit.hidden = !path || !pattern;
    if (!edit.hidden) edit.href = fill(pattern, path, line, 1);
    marks.textContent = [draft !== undefined && "Draft", visibility && `Only for: ${visibility}`].filter(Boolean).join(" · ");
    marks.hidden = !marks.textContent;
  }

  function fill(address, path, line, column) {
    return address.replace("{path}", encodeURI(path)).replace("{line}", line).replace("{column}", column);
  }

  // What script and reader have changed on the page is theirs, and a page that takes over leaves it alone.
  const changed = new WeakMap();
  const added = new WeakSet([tools]);
  const classes = new WeakMap(); // as they were served, of elements to which script added some
  const words = (value) => (value ?? "").split(/\s+/).filter(Boolean);
  const watch = new MutationObserver(note);
  function note(records) {
    for (const { type, target, attributeName, oldValue, addedNodes } of records) {
      if (attributeName === "class" && !classes.has(target)) classes.set(target, words(oldValue));
      if (type === "attributes") changed.set(target, (changed.get(target) ?? new Set()).add(attributeName));
      else for (const node of addedNodes) added.add(node);
    }
  }
  const observe = () => watch.observe(document.body, { attributes: true, attributeOldValue: true, childList: true, subtree: true });
  const dirty = (node, name) => (name === "checked" && node.checked !== node.defaultChecked) || (name === "value" && node.value !== node.defaultValue);

  // Classes are of both: those of the page follow it, and those that script added stay.
  function reclass(node, next) {
    const [before, now] = [classes.get(node), words(next.getAttribute?.("class"))];
    if (!before) return;
    node.classList.remove(...before.filter((one) => !now.includes(one)));
    node.classList.add(...now.filter((one) => !before.includes(one)));
    classes.set(node, now);
  }

  // A page that differs takes over what changed and keeps the rest: scroll, focus, open details, what was typed.
  async function take() {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    gone = answer.status === 404;
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    await styles(next);
    note(watch.takeRecords());
    watch.disconnect();
    const { scrollX, scrollY } = window;
    Idiomorph.morph(document.body, next.body, {
      morphStyle: "outerHTML",
      // what is being typed stays; any other element that has the focus says what the new page says
      ignoreActiveValue: Boolean(document.activeElement?.matches("input, textarea, select")),
      callbacks: {
        beforeNodeMorphed: (node, next) => { reclass(node, next); return true; },
        beforeNodeRemoved: (node) => !added.has(node),
        beforeAttributeUpdated: (name, node) => !(changed.get(node)?.has(name) || dirty(node, name)),
      },
    });
    if (scrollX !== window.scrollX || scrollY !== window.scrollY) window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    observe();
    document.title = next.title;
    for (const name of ["lang", "dir", "data-path", "data-line", "data-draft", "data-visibility", "data-entity", "data-token"]) {
      const value = next.documentElement.getAttribute(name);
      if (value === null) document.documentElement.removeAttribute(name);
      else document.documentElement.setAttribute(name, value);
    }
    document.dispatchEvent(new CustomEvent("jmsite:changed"));
    showPage();
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

  function hear(state) {
    const first = number === null;
    if (first) [number, session] = served();
    if (state.session === session && state.number < number) return undefined; // it was long on its way, and later ones came before it
    if (state.session === session && state.number === number) return first && shown.then(() => showFaults(state));
    const missed = state.session !== session || state.number > number + 1 || !state.changed;
    [number, session, pattern] = [state.number, state.session, state.edit];
    const here = decodeURI(location.pathname);
    const lost = !missed && state.gone.includes(here);
    const concerned = missed || state.changed.includes(here);
    shown = shown.then(() => { gone ||= lost; return concerned ? take() : null; }).then(() => showFaults(state)).catch((error) => console.error(error));
    return shown;
  }

  // Which site this page was served from: a change may have come while it was on its way.
  function served() {
    const told = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((entry) => entry.name === "live");
    return told ? [told.duration, told.description] : [-1, ""];
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

  function ask() {
    return fetch("/~live/state").then((answer) => answer.json()).then((state) => {
      pattern = state.edit;
      showPage();
      hear(state);
    }).catch(() => {});
  }

  document.documentElement.append(tools);
  observe();
  if (navigator.locks) navigator.locks.request(CHANNEL, listen);
  else listen();
  ask();
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
})();
