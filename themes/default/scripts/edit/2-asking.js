// What is asked before something is done. A dialog of the editor's own: it can say more than the browser's, in the language of the site.

/** Return what has the focus, also within the editor. */
const focused = () => shadow.activeElement ?? document.activeElement;

/** Return an element as it stands on the page now: a handle of a chart is made anew with each change. */
const still = (one) => (one?.dataset?.key && !one.isConnected ? document.querySelector(`.grip[data-key="${CSS.escape(one.dataset.key)}"]`) : one);

/** Give the focus back to what had it, where that is still there. */
function giveBack(back) {
  const there = still(back);
  if (there?.isConnected) there.focus?.({ preventScroll: true });
}

/** Open a dialog over the page. Returns what closes it, as Escape does, too: `after` is done then, with the focus back where it was. */
function overPage(box, after = () => {}) {
  const back = focused();
  const shut = () => {
    if (!box.isConnected) return;
    box.remove();
    giveBack(back);
    after();
  };
  // a browser tells of it in its next frame only: by then something else may be open and have the focus
  box.addEventListener("close", shut);
  shadow.append(box);
  box.showModal();
  return shut;
}

/**
 * Ask whether something is to be done. `lines` say what else it is about, `danger` that it takes something away; with
 * `input` an answer is asked for. Returns the answer, true where none is asked for, and null for no.
 */
function asked({ title, under = "", lines = [], button, danger = false, input = null }) {
  return new Promise((answer) => {
    let said = null;
    const yes = make("button", { type: "submit", class: danger ? "main away" : "main" }, button);
    const no = make("button", { type: "button", class: "quiet", on: () => shut() }, say("cancel"));
    const box = make("dialog", { class: "asking", role: danger ? "alertdialog" : "dialog", "aria-labelledby": "asking", "aria-describedby": under ? "asking-under" : null }, make("form", { submit: (event) => { event.preventDefault(); said = input ? input.value : true; shut(); } },
    make("h2", { id: "asking" }, title),
    under && make("p", { id: "asking-under" }, under),
    lines.length > 0 && make("ul", { class: "lines", dir: "auto", tabindex: lines.length > 6 && "0", "aria-label": under || title }, ...lines.map((one) => make("li", {}, one))),
    input,
    make("div", { class: "foot" }, yes, no)));
    const shut = overPage(box, () => answer(said));
    // what takes something away is not done by an Enter that was meant for something else
    (input ?? (danger ? no : yes)).focus();
  });
}

/** Return whether somebody who edits a score that was measured means to. */
const meant = () => asked({ title: say("measured_title"), under: say("measured"), button: say("write_it") });
