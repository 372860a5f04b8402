// The points of the curve as handles: dragged, or moved by arrow keys; the number stands beside while they move.
const layer = make("div", { class: "jmsite-points" });
const figure = make("output", { class: "score-now", hidden: true });

/** Put a handle over each point of the curve. */
function handles() {
  layer.replaceChildren(figure);
  const drawing = document.querySelector(".whole-curve .chart-whole-curve");
  if (!editing || !drawing) return layer.remove();
  const steps = [...document.querySelectorAll(".along-curve a")].map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const points = [];
  for (const group of drawing.querySelectorAll("g[data-line]")) {
    for (const mark of group.querySelectorAll("circle[data-row], path[data-row]")) {
      const place = /translate\(([-\d.]+),([-\d.]+)\)/.exec(mark.getAttribute("transform"));
      const step = steps[Number(mark.dataset.step)];
      if (!place || !step) continue;
      const line = group.dataset.line;
      const nth = points.filter((one) => one.line === line && one.step === step).length;
      const said = step.querySelector(`[data-edit$="#emotion.${CSS.escape(line)}.${nth}"], [data-edit$="#emotion.${CSS.escape(line)}"]`);
      const score = said && Number(said.querySelector(".score")?.textContent.replace("−", "-").replace(",", "."));
      if (said && Number.isFinite(score)) points.push({ line, step, said, score, x: Number(place[1]), y: Number(place[2]), mark });
    }
  }
  const scale = scaleOf(points);
  if (scale) layer.append(...points.map((point) => grip(point, points, scale, drawing)));
  drawing.parentElement.append(layer);
}

// How far a whole score is, in units of the drawing: told by any two points that differ.
function scaleOf(points) {
  const [low, high] = [points.reduce((a, b) => (b.score < a.score ? b : a), points[0]), points.reduce((a, b) => (b.score > a.score ? b : a), points[0])];
  return low && low.score !== high.score ? { unit: (low.y - high.y) / (high.score - low.score), at: low.y + low.score * ((low.y - high.y) / (high.score - low.score)) } : null;
}

function grip(point, points, scale, drawing) {
  const box = drawing.viewBox.baseVal;
  const [min, max] = [Number(layer.dataset.min ?? -2), Number(layer.dataset.max ?? 2)];
  const who = document.querySelector(`.persona-${CSS.escape(point.line)} .hidden`)?.textContent.replace(/[:\s]+$/, "") ?? point.line;
  const button = make("button", {
    type: "button", class: "grip", role: "slider", "aria-label": `${who}, ${titleOf(point.step)}`, "aria-orientation": "vertical",
    "aria-valuemin": min, "aria-valuemax": max, "aria-valuenow": point.score, pointerdown: begin, keydown: key, blur: settle,
  });
  // all that is drawn of the point: its sign, the light around it, its name and number; what was measured stays
  const marks = drawing.querySelectorAll(`g[data-line="${CSS.escape(point.line)}"] > :is(circle, path, text)[data-step="${point.mark.dataset.step}"]`);
  let now = point.score;
  show();
  return button;

  function show() {
    const y = scale.at - now * scale.unit;
    button.style.left = `${(100 * point.x) / box.width}%`;
    button.style.top = `${(100 * y) / box.height}%`;
    button.setAttribute("aria-valuenow", now);
    return y;
  }

  function move(to) {
    now = Math.round(Math.max(min, Math.min(max, to)) * 10) / 10;
    const y = show();
    const away = y - point.y;
    for (const mark of marks) mark.style.translate = `0 ${away}px`;
    redraw(drawing, point.line, point.x, y);
    figure.hidden = false;
    figure.value = `${now > 0 ? "+" : ""}${String(now).replace("-", "−")}`;
    figure.style.left = button.style.left;
    figure.style.top = button.style.top;
  }

  function begin(event) {
    if (event.button) return;
    event.preventDefault();
    button.focus();
    button.setPointerCapture(event.pointerId);
    const from = { y: event.clientY, score: now, unit: drawing.getBoundingClientRect().height / box.height };
    let frame = 0;
    const follow = (moved) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => move(from.score - (moved.clientY - from.y) / from.unit / scale.unit));
    };
    button.addEventListener("pointermove", follow);
    button.addEventListener("lostpointercapture", () => { button.removeEventListener("pointermove", follow); setTimeout(settle, 0); }, { once: true });
  }

  function key(event) {
    const by = { ArrowUp: 0.1, ArrowDown: -0.1, PageUp: 0.5, PageDown: -0.5 }[event.key];
    if (event.key === "Enter") { event.preventDefault(); settle(); }
    else if (event.key === "Escape") { event.stopPropagation(); move(point.score); figure.hidden = true; }
    else if (event.key === "Home" || event.key === "End") { event.preventDefault(); move(event.key === "Home" ? min : max); }
    else if (by) { event.preventDefault(); move(now + by * (event.shiftKey ? 5 : 1)); }
  }

  async function settle() {
    figure.hidden = true;
    if (now === point.score) return;
    const [wanted, before] = [now, point.score];
    point.score = wanted;
    const form = await ask("form", { at: point.said.dataset.edit });
    // beside the score may stand a word and what it rests on: these stay
    const at = point.said.dataset.edit + (form.value !== null && typeof form.value === "object" ? ".score" : "");
    const stamp = form.value !== null && typeof form.value === "object" ? undefined : form.stamp;
    const sure = form.ok && (!form.measured || window.confirm(say("measured")));
    const said = sure ? await apply([{ op: "set", at, value: wanted, was: form.value?.score ?? form.value ?? undefined }], stamp) : form;
    if (sure && said.ok) return;
    point.score = before;
    move(before);
    figure.hidden = true;
    if (!said.ok) tell(problem(said), "error");
  }
}

// The line follows its point: the same smooth curve through the points as before, with one of them elsewhere.
function redraw(drawing, who, x, y) {
  for (const path of drawing.querySelectorAll(`g[data-line="${CSS.escape(who)}"] > path[stroke], g[data-line="${CSS.escape(who)}"][stroke] > path`)) {
    const d = path.getAttribute("d");
    if (!d.includes("C")) continue;
    path.setAttribute("d", d.split(/(?=M)/).map((part) => {
      const numbers = part.match(/-?[\d.]+/g).map(Number);
      const through = [[numbers[0], numbers[1]]];
      for (let at = 2; at + 5 < numbers.length; at += 6) through.push([numbers[at + 4], numbers[at + 5]]);
      const hit = through.find((one) => Math.abs(one[0] - x) < 0.6);
      if (!hit) return part;
      hit[1] = y;
      return smooth(through);
    }).join(""));
  }
}

// Monotone cubic interpolation (Steffen 1990), as the curve is drawn.
function smooth(points) {
  if (points.length < 2) return `M${points[0]}Z`;
  const slope = (i) => (points[i + 1][1] - points[i][1]) / (points[i + 1][0] - points[i][0]);
  const tangent = points.map((_, i) => {
    if (i === 0 || i === points.length - 1) return null;
    const [a, b] = [points[i][0] - points[i - 1][0], points[i + 1][0] - points[i][0]];
    const [s, t] = [slope(i - 1), slope(i)];
    return (Math.sign(s) + Math.sign(t)) * Math.min(Math.abs(s), Math.abs(t), Math.abs((s * b + t * a) / (a + b)) / 2) || 0;
  });
  tangent[0] = points.length > 2 ? (3 * slope(0) - tangent[1]) / 2 : slope(0);
  tangent[points.length - 1] = points.length > 2 ? (3 * slope(points.length - 2) - tangent[points.length - 2]) / 2 : slope(0);
  let d = `M${points[0]}`;
  for (let i = 1; i < points.length; i += 1) {
    const third = (points[i][0] - points[i - 1][0]) / 3;
    d += `C${points[i - 1][0] + third},${points[i - 1][1] + third * tangent[i - 1]},${points[i][0] - third},${points[i][1] - third * tangent[i]},${points[i]}`;
  }
  return d;
}
