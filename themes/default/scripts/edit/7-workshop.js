// A workshop on the wall: the map and its curve in large type, and a line at the foot into which everybody's words are typed.
let meeting = null;

/** Begin or end a workshop on the map of a journey. */
function workshop() {
  if (meeting) return end();
  const stages = [...document.querySelectorAll(".map .stage[data-entity]")];
  const journey = root.dataset.entity;
  const kinds = ["step", "pains", "gains", "quotes", "doing", "thinking"];
  const stage = make("select", { "aria-label": say("stage"), change: () => target() }, ...stages.map((one) => make("option", { value: one.dataset.entity }, titleOf(one))));
  const kind = make("select", { "aria-label": say("what"), change: () => target() }, ...kinds.map((one) => make("option", { value: one }, say(`line_${one}`))));
  const step = make("select", { "aria-label": say("step") });
  const words = make("input", { type: "text", "aria-label": say("line"), placeholder: say("type"), autocomplete: "off", dir: "auto" });
  const clock = make("button", { type: "button", class: "clock", on: () => run() }, "10:00");
  const noted = [];
  const foot = make("form", { class: "workshop-bar", submit: (event) => { event.preventDefault(); put(); } },
    stage, kind, step, words, make("button", { type: "submit", class: "main" }, say("add")), clock,
    make("button", { type: "button", on: () => minutes() }, say("note")), make("button", { type: "button", on: () => end() }, say("end")));
  root.classList.add("jmsite-workshop");
  bar.hidden = true;
  shadow.append(foot);
  let left = 600;
  let ticking = 0;
  let typed = false; // whether the page is to show what was typed last
  meeting = { end, changed: () => { if (typed) target(); else steps(); typed = false; } };
  target();
  words.focus();

  function target() {
    steps();
    shownAt(stage.value)?.scrollIntoView({ block: "nearest", inline: "center", behavior: "smooth" });
  }

  // as the page shows them now: it was built anew before or after the answer came
  function steps() {
    const those = [...document.querySelectorAll(".map .step[data-entity]")].filter((one) => one.dataset.entity.startsWith(`step:${stage.value.slice(6)}/`));
    step.hidden = kind.value === "step" || !those.length;
    const kept = step.value;
    step.replaceChildren(...those.map((one) => make("option", { value: one.dataset.entity }, titleOf(one))));
    if ([...step.options].some((one) => one.value === kept)) step.value = kept;
  }

  async function put() {
    const line = words.value.trim();
    if (!line) return undefined;
    const to = kind.value !== "step" && (step.value || stage.value);
    const edits = kind.value === "step"
      ? [{ op: "create", at: `step:${stage.value.slice(6)}/${fresh("step", stage.value.slice(6), line)}`, value: { title: line } }]
      : [{ op: "add", at: `${to}#${kind.value}`, value: line }];
    const sort = kind.value;
    // who types on before the answer has come loses nothing; what was refused stands in the line again, or is told
    words.value = "";
    words.focus();
    typed = true;
    const said = await apply(edits);
    if (!said.ok) {
      if (words.value === "") words.value = line;
      return tell(`${line}: ${problem(said)}`, "error");
    }
    noted.push({ kind: sort, where: to || stage.value, line });
    return undefined;
  }

  function run() {
    if (ticking) { clearInterval(ticking); ticking = 0; return; }
    ticking = setInterval(() => {
      left -= 1;
      clock.textContent = `${Math.floor(Math.max(left, 0) / 60)}:${String(Math.max(left, 0) % 60).padStart(2, "0")}`;
      clock.classList.toggle("over", left <= 0);
      if (left === 0) tell(say("time_up"));
    }, 1000);
  }

  // The session as a note of research. Who was there is asked, and stands only in what is written now.
  async function minutes() {
    const count_ = make("input", { type: "number", min: 0, max: 999, inputmode: "numeric", "aria-label": say("who"), dir: "ltr" });
    const people = await asked({ title: say("who"), under: say("who_under"), button: say("note"), input: count_ });
    if (people === null) return;
    const day = new Date().toISOString().slice(0, 10);
    const body = noted.map((one) => `- ${say(`line_${one.kind}`)}: ${one.line}`).join("\n");
    const value = { title: say("title", { what: document.querySelector("h1").textContent.trim(), day }), method: "workshop", from: day, to: day, ...(Number(people) ? { n: Number(people) } : {}), body };
    const said = await apply([{ op: "create", at: `research:workshop-${day}-${Date.now().toString(36).slice(-4)}`, value }]);
    tell(said.ok ? say("noted") : problem(said), said.ok ? "" : "error");
  }

  function end() {
    clearInterval(ticking);
    foot.remove();
    root.classList.remove("jmsite-workshop");
    bar.hidden = false;
    meeting = null;
  }
  return journey;
}
