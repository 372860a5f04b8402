// The curve of a map: each point is a handle, and so is each step where a persona has no score yet.

function curveHandles() {
  const drawing = document.querySelector(".whole-curve .chart-whole-curve");
  const strip = drawing?.closest(".whole-curve");
  if (!strip?.dataset.scale) return;
  const [min, max] = strip.dataset.scale.split(" ").map(Number);
  const { width, height } = drawing.viewBox.baseVal;
  // as the curve is drawn: half a step of room above its best and below its worst score, on a scale of four
  const axis = { min, max, from: height * 0.9, to: height * 0.1 };
  const layer = layerOver(drawing);
  const steps = [...document.querySelectorAll(".along-curve a")].map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const lines = new Map();
  for (const group of drawing.querySelectorAll("g[data-line]")) {
    const line = group.dataset.line;
    if (!lines.has(line)) lines.set(line, { hue: "", points: [] });
    const one = lines.get(line);
    for (const mark of group.querySelectorAll("circle[data-row], path[data-row]")) {
      const place = /translate\(([-\d.]+),([-\d.]+)\)/.exec(mark.getAttribute("transform"));
      const step = steps[Number(mark.dataset.step)];
      if (!place || !step) continue;
      const nth = one.points.filter((other) => other.step === step).length;
      const said = step.querySelector(`[data-edit$="#emotion.${CSS.escape(line)}.${nth}"], [data-edit$="#emotion.${CSS.escape(line)}"]`);
      one.hue = mark.getAttribute("stroke") ?? one.hue;
      if (said) one.points.push({ step, nth, mark, at: said.dataset.edit, place: [Number(place[1]), Number(place[2])] });
    }
  }
  const everyScore = drawing.querySelectorAll("[data-row]").length; // where steps are many, only some are drawn
  const drawn = steps.length * 14 <= width;
  const unit = drawing.getBoundingClientRect().width / width || 1; // how large a unit of the drawing is on the screen
  let index = 0;
  for (const [line, { hue, points }] of lines) {
    const who = named(line);
    const place = (index - (lines.size - 1) / 2) * Math.min(30 / unit, width / Math.max(steps.length, 1) / lines.size);
    for (const point of points) layer.append(scoreGrip({ ...point, line, who, axis, drawing, values: [scoreAt(axis, point.place[1])] }, layer));
    steps.forEach((step, number) => {
      if (!drawn || !everyScore || !step?.dataset.entity || points.some((point) => point.step === step) || drawing.querySelector(`g[data-line="${CSS.escape(line)}"] > [data-row][data-step="${number}"]`)) return;
      const x = ((root.dir === "rtl" ? steps.length - number - 0.5 : number + 0.5) * width) / steps.length + place;
      const button = scoreGrip({ step, nth: 0, mark: null, line, who, axis, drawing, at: `${step.dataset.entity}#emotion.${line}`, place: [x, height / 2], values: [null] }, layer);
      button.style.setProperty("--hue", hue);
      layer.append(button);
    });
    index += 1;
  }
}

// The score at a height, to a tenth of a step: drawings have places to a tenth of a pixel.
function scoreAt(axis, y) {
  const fine = stepOf(axis.min, axis.max) / 10;
  return Number((Math.round((axis.min + ((y - axis.from) / (axis.to - axis.from)) * (axis.max - axis.min)) / fine) * fine).toFixed(6));
}

function scoreGrip(point, layer) {
  const { drawing, line, mark, axis } = point;
  // all that is drawn of the point: its sign, the light around it, its name and number; what was measured stays
  const marks = mark ? drawing.querySelectorAll(`g[data-line="${CSS.escape(line)}"] > :is(circle, path, text)[data-step="${mark.dataset.step}"]`) : [];
  return grip({
    ...point, axes: [axis], key: `${line} ${point.step.dataset.entity} ${point.nth}`, title: point.who, label: `${point.who}, ${titleOf(point.step)}`,
    words: ([score]) => numeral(score, axis.min < 0),
    seen: () => ask("form", { at: point.at }),
    form: (button) => edit(mark ? point.at : `${point.step.dataset.entity}#emotion`, button),
    follow: (x, y) => {
      for (const one of marks) one.style.translate = `0 ${y - point.place[1]}px`;
      if (mark) redraw(drawing, line, point.place[0], y);
    },
    keep: async ([score], _, form) => {
      if (form.measured && !await meant()) return null;
      // beside the score may stand a word and what it rests on: these stay, but for what measured it
      const parts = form.value !== null && typeof form.value === "object";
      if (!parts) return apply([{ op: "set", at: point.at, value: score, was: form.value ?? undefined }], form.stamp);
      const metric = form.measured && form.value.metric ? [{ op: "remove", at: `${point.at}.metric`, was: form.value.metric }] : [];
      return apply([{ op: "set", at: `${point.at}.score`, value: score, was: form.value.score ?? undefined }, ...metric]);
    },
  }, layer);
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
