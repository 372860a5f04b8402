// How the editor looks, and when it begins: as soon as the preview says that the site can be edited here.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { font: 14px/1.45 var(--font, system-ui, sans-serif); color: var(--ink, #1c1a17); }
  @media print { :host { display: none; } }
  *, ::before { box-sizing: border-box; }
  [hidden] { display: none !important; }
  button, input, textarea, select { font: inherit; color: inherit; }
  button { cursor: pointer; }
  :focus-visible { outline: 2px solid var(--accent, #4044c9); outline-offset: 2px; }
  .bar { position: fixed; inset: auto auto 1rem 1rem; z-index: 98; display: flex; flex-wrap: wrap; gap: .5rem; pointer-events: none; }
  .bar button { pointer-events: auto; min-block-size: 2.25rem; padding: .25rem .875rem; border-radius: 999px; border: 1px solid var(--line-strong, #d3cdc3); background: var(--surface, #fff); box-shadow: 0 4px 16px -6px rgb(0 0 0 / .25); }
  .bar button:disabled { color: var(--ink-3, #716b61); opacity: .6; cursor: default; }
  .switch[aria-pressed=true] { background: var(--accent, #4044c9); border-color: transparent; color: var(--on-accent, #fff); font-weight: 600; }
  .status { position: fixed; inset: auto auto 4.25rem 1rem; z-index: 102; max-inline-size: min(36rem, calc(100vw - 2rem)); margin: 0; padding: .625rem 1rem; border-radius: .5rem; white-space: pre-line;
    background: var(--ink, #1c1a17); color: var(--paper, #fff); opacity: 0; pointer-events: none; transition: opacity .15s; }
  .status.shown { opacity: 1; }
  .status.error { background: var(--pain, #a2420b); color: var(--surface, #fff); }
  .editor, .menu, dialog { background: var(--surface, #fff); color: inherit; border: 1px solid var(--line-strong, #d3cdc3); border-radius: .75rem; box-shadow: 0 16px 48px -12px rgb(0 0 0 / .4); }
  .editor { position: fixed; z-index: 100; inline-size: min(24rem, calc(100vw - 1rem)); max-block-size: min(34rem, calc(100vh - 1rem)); overflow: auto; padding: 1rem; } .editor form { display: grid; gap: .75rem; } .editor h2 { margin: 0; font-size: 15px; font-weight: 650; }
  .editor.sheet { inset: auto 0 var(--covered, 0px) 0 !important; inline-size: 100%; max-block-size: calc(var(--seen, 100vh) * .75); border-radius: 1rem 1rem 0 0; padding-block-end: max(1rem, env(safe-area-inset-bottom)); }
  .editor .foot { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; position: sticky; inset-block-end: -1rem; margin: 0 -1rem -1rem; padding: .75rem 1rem 1rem; background: var(--surface, #fff); border-block-start: 1px solid var(--line, #e9e5de); z-index: 1; }
  .editor .foot .acts { margin-inline-start: auto; display: inline-flex; gap: .25rem; }
  .field, .parts, fieldset { display: grid; gap: .25rem; margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  .parts { gap: .75rem; } .parts.abreast { display: flex; flex-wrap: wrap; gap: .75rem .5rem; } .abreast > .field { flex: 1 1 5.5rem; align-content: start; } .abreast > .field.day { flex: 1.5 1 8.75rem; } .abreast > :is(.more, .wrong) { flex: 1 0 100%; } .more { border: 0; padding-block: .25rem; }
  .editor:not(.sheet):has(.abreast) { inline-size: min(30rem, calc(100vw - 1rem)); } .more > summary { font-size: 13px; color: var(--ink-2, #57524a); } .more[open] { display: grid; gap: .75rem; }
  label, legend { font-weight: 600; font-size: 13px; padding: 0; }
  :is(label, .about, small, .wrong)[dir=auto] { text-align: start; }
  .about, small { margin: 0; color: var(--ink-3, #716b61); font-size: 12px; line-height: 1.4; }
  .wrong { margin: 0; color: var(--pain, #a2420b); font-size: 13px; font-weight: 600; white-space: pre-line; }
  input:not([type=checkbox], [type=range]), textarea, select { inline-size: 100%; min-inline-size: 0; min-block-size: 2.5rem; padding: .5rem .625rem; border: 1px solid var(--edge, #8c857a); border-radius: .375rem; background: var(--paper, #fbfaf8); }
  textarea { resize: none; overflow: hidden; }
  textarea[data-lines] { min-block-size: 7rem; }
  [aria-invalid] { border-color: var(--pain, #a2420b) !important; }
  .bool { grid-template-columns: auto 1fr; align-items: center; column-gap: .5rem; } .bool input { order: -1; inline-size: 1.125rem; block-size: 1.125rem; } .bool > p { grid-column: 1 / -1; }
  .emotion { grid-template-columns: 1fr 4.5rem auto; align-items: center; column-gap: .75rem; } .emotion > :is(label, p) { grid-column: 1 / -1; } .emotion input[type=range] { inline-size: 100%; accent-color: var(--accent, #4044c9); }
  .main, .quiet, .danger, .acts button, .clock { min-block-size: 2.25rem; padding: .25rem .75rem; border-radius: .375rem; border: 1px solid transparent; background: none; }
  .main { background: var(--accent, #4044c9); color: var(--on-accent, #fff); font-weight: 600; }
  .quiet { color: var(--accent, #4044c9); } .danger { color: var(--pain, #a2420b); }
  .acts button { min-inline-size: 2.25rem; padding-inline: .375rem; border-color: var(--line, #e9e5de); } .acts button:disabled { opacity: .4; }
  .entries { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
  .entries > li { display: grid; gap: .5rem; padding-block-end: .5rem; border-block-end: 1px solid var(--line, #e9e5de); }
  .entries > li:only-child > .acts button:not(:last-child) { display: none; }
  .entries .acts { justify-self: end; display: inline-flex; gap: .25rem; } .entries .acts button { min-block-size: 2rem; min-inline-size: 2rem; color: var(--ink-2, #57524a); }
  .entries > li:has(> .field) { grid-template-columns: 1fr auto; align-items: end; } .entries > li > .field > label:has(+ :is(textarea, input, select)) { color: var(--ink-3, #716b61); font-weight: 400; }
  .entries > li:has(> .parts > .more:not([open])) > .acts { margin-block-start: -2.5rem; }
  .entries > li + li .about { display: none; } /* said once, at the first */
  .about code { font: .9375em ui-monospace, monospace; background: var(--sunken, #f3f1ed); padding: 0 .1875rem; border-radius: .1875rem; }
  .chips { list-style: none; display: flex; flex-wrap: wrap; gap: .375rem; margin: 0; padding: 0; } .chips:empty { display: none; }
  .chips li { display: inline-flex; align-items: center; gap: .25rem; padding: .125rem .25rem .125rem .625rem; border-radius: 999px; background: var(--sunken, #f3f1ed); }
  .chips button { border: 0; background: none; min-inline-size: 1.5rem; min-block-size: 1.5rem; padding: 0; }
  [role=listbox] { list-style: none; margin: 0; padding: .25rem; border: 1px solid var(--line-strong, #d3cdc3); border-radius: .375rem; max-block-size: 12rem; overflow: auto; }
  [role=option] { padding: .375rem .5rem; border-radius: .25rem; cursor: pointer; } [role=option][aria-selected=true], [role=option]:hover { background: var(--sunken, #f3f1ed); }
  .both { display: grid; gap: .5rem; } .both h4 { margin: 0; font-size: 12px; } pre { margin: 0; padding: .5rem .75rem; overflow: auto; border-radius: .375rem; background: var(--sunken, #f3f1ed); font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
  .handle { position: fixed; z-index: 96; inline-size: 1.75rem; block-size: 1.75rem; padding: 0; border-radius: 999px; border: 1px solid var(--line-strong, #d3cdc3); background: var(--surface, #fff); line-height: 1; cursor: grab; touch-action: none; }
  .drop { position: fixed; z-index: 96; inline-size: 3px; margin-inline-start: -1.5px; background: var(--accent, #4044c9); border-radius: 2px; pointer-events: none; }
  .menu { position: fixed; z-index: 101; display: grid; padding: .25rem; min-inline-size: 13rem; max-block-size: 80vh; overflow: auto; }
  .menu button { text-align: start; padding: .5rem .75rem; border: 0; background: none; border-radius: .375rem; } .menu button:is(:hover, :focus) { background: var(--sunken, #f3f1ed); }
  dialog { inline-size: min(44rem, calc(100vw - 1rem)); max-block-size: 85vh; padding: 0 1.25rem 1.25rem; overflow: auto; }
  dialog.asking { inline-size: min(28rem, calc(100vw - 2rem)); padding: 1.5rem; border-radius: 1rem; } .asking form { display: grid; gap: .75rem; } .asking p { margin: 0; color: var(--ink-2, #57524a); }
  .asking .lines { margin: 0; padding: .5rem .75rem .5rem 1.75rem; max-block-size: 12rem; overflow: auto; border-radius: .5rem; background: var(--sunken, #f3f1ed); }
  .asking .foot { display: flex; flex-direction: row-reverse; justify-content: flex-start; gap: .5rem; margin-block-start: .5rem; } .main.away { background: var(--pain, #a2420b); color: var(--surface, #fff); }
  dialog::backdrop { background: rgb(0 0 0 / .3); }
  dialog .head { position: sticky; inset-block-start: 0; display: flex; justify-content: space-between; align-items: center; background: inherit; padding-block: 1rem .75rem; }
  dialog h2 { margin: 0; font-size: 18px; } dialog .head button { border: 0; background: none; font-size: 20px; min-inline-size: 2.25rem; min-block-size: 2.25rem; }
  .rows { display: grid; margin-block-start: .5rem; } .row .none { color: var(--ink-3, #716b61); } .row { display: grid; grid-template-columns: minmax(8rem, 1fr) 2fr; gap: .125rem 1rem; text-align: start; padding: .625rem .25rem; border: 0; border-block-end: 1px solid var(--line, #e9e5de); background: none; }
  .row span { color: var(--ink-2, #57524a); overflow-wrap: anywhere; } .row small { grid-column: 1 / -1; } .row:hover { background: var(--sunken, #f3f1ed); }
  .sentences { padding-inline-start: 1.25rem; } details { border-block-start: 1px solid var(--line, #e9e5de); padding-block: .5rem; } summary { cursor: pointer; }
  .diff span { display: block; min-block-size: 1.5em; } .diff .new { color: var(--good, #17665b); } .diff .old { color: var(--pain, #a2420b); }
  .commit { display: grid; gap: .75rem; margin-block-start: 1rem; } .commit label { display: grid; gap: .25rem; } .commit .inline { grid-template-columns: auto 1fr; font-weight: 400; align-items: center; }
  .workshop-bar { position: fixed; z-index: 100; inset: auto 0 0 0; display: flex; flex-wrap: wrap; gap: .5rem; padding: .75rem 1rem; background: var(--surface, #fff); border-block-start: 1px solid var(--line-strong, #d3cdc3); font-size: 20px; }
  .workshop-bar select { inline-size: auto; max-inline-size: 16rem; } .workshop-bar input { flex: 1 1 16rem; inline-size: auto; } .workshop-bar button { min-block-size: 2.5rem; padding-inline: 1rem; border: 1px solid var(--line-strong, #d3cdc3); border-radius: .375rem; background: var(--surface, #fff); }
  .workshop-bar .main { background: var(--accent, #4044c9); } .clock { font-variant-numeric: tabular-nums; min-inline-size: 5.5rem; } .clock.over { color: var(--pain, #a2420b); font-weight: 600; }
  /* a finger needs room: also where a mouse is there as well */
  @media (any-pointer: coarse) {
    button, summary, select, textarea, input:not([type=checkbox], [type=range]), [role=option], .inline { min-block-size: 2.75rem; min-inline-size: 2.75rem; }
    .bar button, .main, .quiet, .danger, .acts button, .clock, .handle, .chips button, .menu button, dialog .head button, .workshop-bar button { min-block-size: 2.75rem; min-inline-size: 2.75rem; }
    summary, [role=option] { display: flex; align-items: center; }
    input[type=range] { min-block-size: 2.75rem; } .bool, .commit .inline { min-block-size: 2.75rem; } .bool input, .commit [type=checkbox] { inline-size: 1.5rem; block-size: 1.5rem; }
    .handle { inline-size: 2.75rem; block-size: 2.75rem; }
  }
  @media (forced-colors: active) { [role=option][aria-selected=true], .switch[aria-pressed=true], .menu button:focus { outline: 2px solid Highlight; outline-offset: -2px; } [aria-invalid] { border-style: dashed !important; } }
  /* one row above the other where both bars do not fit beside each other */
  @media (max-width: 68rem) { .bar { inset-block-end: 4rem; } .status { inset-block-end: 7.25rem; } }
  @media (max-width: 45rem) {
    .bar { inset: auto .5rem 4rem .5rem; flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; padding: .25rem; }
    .bar button { flex: none; }
    .status { inset-block-end: 7.5rem; }
    .workshop-bar { inset-block-end: var(--covered, 0px); font-size: 16px; }
    dialog { margin-block-start: .5rem; max-block-size: calc(var(--seen, 100vh) - 1rem); }
  }
`);
const page = new CSSStyleSheet();
page.replaceSync(`
  @media print { .jmsite-points { display: none; } }
  @media screen { /* on paper nothing of editing shows or takes room */
  .jmsite-editing body { padding-block-end: 6rem; }
  .jmsite-editing [data-edit] { cursor: text; border-radius: 3px; }
  .jmsite-editing [data-edit]:hover:not(:has([data-edit]:hover)), [data-edited] { outline: 1.5px dashed var(--edge, #8c857a); outline-offset: 2px; }
  [data-edited] { outline-color: var(--accent, #4044c9) !important; outline-style: solid; }
  .jmsite-points { position: absolute; inset: 0; pointer-events: none; container-type: size; z-index: 1; }
  .jmsite-points > * { transform: translate(var(--x, 0), var(--y, 0)); }
  .jmsite-points .grip { position: absolute; inset: 0 auto auto 0; cursor: ns-resize; inline-size: 1.75rem; block-size: 1.75rem; margin: -.875rem 0 0 -.875rem; padding: 0; border: 0; border-radius: 50%; background: none; color: inherit; pointer-events: auto; touch-action: none; }
  .jmsite-points .grip:is(:hover, :focus-visible) { background: color-mix(in srgb, var(--accent, #4044c9) 18%, transparent); outline: 2px solid var(--accent, #4044c9); }
  .jmsite-points .grip.free { cursor: grab; } .jmsite-points .grip.held { cursor: grabbing; z-index: 2; will-change: transform; }
  .jmsite-points .grip.empty::before { content: "+"; position: absolute; inset: .3125rem; display: grid; place-content: center; border: 1.5px dashed var(--hue, var(--edge, #8c857a)); border-radius: 50%; background: var(--surface, #fff); color: var(--ink-2, #57524a); font-size: .875rem; line-height: 1; }
  .jmsite-points .grip.empty.moving::before { border-style: solid; }
  .jmsite-editing .plot > .figure { position: relative; }
  .jmsite-moving [data-shown] { opacity: .2; }
  .jmsite-points .score-now.before { translate: calc(-100% - 1.125rem) -50%; }
  .jmsite-points .score-now { position: absolute; inset: 0 auto auto 0; translate: 1.125rem -50%; padding: .125rem .5rem; border-radius: .375rem; background: var(--ink, #1c1a17); color: var(--paper, #fff); font-weight: 600; font-size: .8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; pointer-events: none; z-index: 3; }
  @media (any-pointer: coarse) { .jmsite-points .grip { inline-size: 2.75rem; block-size: 2.75rem; margin: -1.375rem 0 0 -1.375rem; } .jmsite-points .grip.empty::before { inset: .8125rem; } }
  @media (max-width: 45rem) {
    .jmsite-points:has(.free) .score-now { transform: translate(50cqw, var(--y, 0)); translate: -50% calc(-100% - 1.25rem); inline-size: max-content; max-inline-size: 100%; white-space: normal; text-align: center; }
  }
  .jmsite-workshop { font-size: 125%; } .jmsite-workshop body { padding-block-end: 6rem; }
  .jmsite-workshop jmsite-live { display: none; }
  .jmsite-workshop :is(.masthead, footer.foot, .map ~ section, .intro details) { display: none; }
  }
`);
shadow.adoptedStyleSheets = [sheet];
document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
host.lang = root.lang;
host.dir = root.dir;
shadow.append(bar, handle, line, status);
// what is typed into what is open is meant for that, and for no key of the page
shadow.addEventListener("keydown", (event) => { if (event.target.closest(".editor, .menu, dialog, .workshop-bar")) event.stopPropagation(); });

// A preview that began anew has another token: the page takes it over with the rest of what changed.
function begin() {
  const now = root.dataset.token ?? "";
  if (now === token) return;
  token = now;
  if (!token) { turn(false); host.remove(); return; }
  root.append(host);
  turn(remembered(KEPT) !== "off");
  ask("changes").then((said) => said.ok && count(said));
}

if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
else begin();
document.addEventListener("jmsite:changed", () => { begin(); name(); handles(); refocus(); stay(); place(); meeting?.changed(); });
addEventListener("resize", place);
visualViewport.addEventListener("resize", seen);
