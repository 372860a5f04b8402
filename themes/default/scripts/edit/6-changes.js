// What was changed since the last commit: in sentences, by file, to be put back or to be committed.
const bar = make("div", { class: "bar" });
const undo = make("button", { type: "button", disabled: true, "aria-keyshortcuts": "Control+Z Meta+Z", on: () => again("undo") }, "↶");
const redo = make("button", { type: "button", disabled: true, "aria-keyshortcuts": "Control+Y Meta+Shift+Z", on: () => again("redo") }, "↷");
const switcher = make("button", { type: "button", class: "switch", title: "E", "aria-keyshortcuts": "E", "aria-pressed": "false", on: () => turn(!editing) });
const about = make("button", { type: "button", title: "F2", "aria-keyshortcuts": "F2", "aria-haspopup": "menu", on: () => menu(root) });
const list_ = make("button", { type: "button", on: () => changes() });
bar.append(switcher, undo, redo, about, list_, make("button", { type: "button", class: "workshop", on: () => workshop() }));

let counted = 0; // the latest question whose answer was counted

function count(said) {
  if (said.question < counted) return; // an answer that came late knows less
  counted = said.question;
  undo.disabled = !said.undo;
  redo.disabled = !said.redo;
}

function name() {
  switcher.textContent = say(editing ? "on" : "off");
  switcher.setAttribute("aria-pressed", String(editing));
  for (const [button, key] of [[undo, "undo"], [redo, "redo"]]) {
    button.setAttribute("aria-label", say(key));
    button.title = `${say(key)} (Ctrl+${key === "undo" ? "Z" : "Y"})`;
    button.hidden = !editing;
  }
  about.textContent = say("this_page");
  about.hidden = !editing;
  list_.textContent = say("changes");
  list_.hidden = !editing;
  bar.querySelector(".workshop").textContent = say("workshop");
  bar.querySelector(".workshop").hidden = !editing || !root.dataset.entity?.startsWith("journey:");
}

/** Turn editing on or off, for this browser. */
function turn(on) {
  editing = Boolean(token) && on;
  remember(KEPT, editing ? "on" : "off");
  root.classList.toggle("jmsite-editing", editing);
  close();
  handle.hidden = true;
  name();
  handles();
}

async function changes() {
  const overtaken = waiting();
  const said = await ask("changes");
  if (overtaken()) return undefined;
  if (!said.ok) return tell(problem(said), "error");
  count(said);
  const message = make("textarea", { rows: 3, "aria-label": say("message") });
  message.value = said.git?.message ?? "";
  const branch = make("input", { type: "text", "aria-label": say("branch"), value: said.git?.branch ?? "", dir: "ltr" });
  const push = make("input", { type: "checkbox", id: "push" });
  const answer = make("p", { role: "status" });
  const confirm = make("button", { type: "submit", class: "main" }, say("commit"));
  const box = make("dialog", { class: "changes", "aria-label": say("changes") },
    make("div", { class: "head" }, make("h2", {}, say("changes")), make("button", { type: "button", "aria-label": say("close"), on: () => shut() }, "×")),
    said.sentences.length ? make("ul", { class: "sentences", dir: "auto" }, ...said.sentences.map((one) => make("li", {}, one))) : said.git && make("p", { class: "about" }, say("nothing")),
    ...said.files.map((file) => make("details", {}, make("summary", {}, make("code", {}, file.path)),
      diff(file.diff),
      make("button", { type: "button", class: "quiet", on: () => back_(file) }, say("put_back")))),
    said.git && said.files.length > 0 && make("form", { class: "commit", submit: (event) => { event.preventDefault(); commit(); } },
      make("label", {}, say("message"), message), make("label", {}, say("branch"), branch),
      said.git.remote && make("label", { class: "inline", for: "push" }, push, say("push")),
      confirm, answer),
    said.run?.length > 0 && make("div", {}, make("p", { class: "about" }, say("run")), make("pre", { dir: "ltr" }, said.run.join("\n"))),
  );
  const shut = overPage(box);
  return undefined;

  async function back_(file) {
    if (!await asked({ title: say("sure_back", { what: file.path }), under: say("sure_back_under"), button: say("put_back"), danger: true })) return;
    const done_ = await ask("restore", { id: file.id });
    if (done_.ok) done(done_);
    else tell(problem(done_), "error");
    shut();
    changes();
  }

  async function commit() {
    confirm.disabled = true; // what was committed is not committed again
    const done_ = await ask("commit", { message: message.value, branch: branch.value, push: push.checked });
    answer.textContent = done_.ok ? done_.said : problem(done_);
    confirm.disabled = done_.ok;
    if (done_.ok) setTimeout(shut, 2500);
  }
}

function diff(words) {
  return make("pre", { class: "diff", dir: "ltr" }, ...words.split("\n").map((one) => make("span", { class: one.startsWith("+") ? "new" : one.startsWith("-") ? "old" : "" }, `${one}\n`)));
}
