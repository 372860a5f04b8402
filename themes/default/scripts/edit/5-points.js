// Points of charts as handles: dragged, or moved by arrow keys, with their numbers beside them while they move.

let built = false; // whether the page was built anew while a point was moved

/** Put handles over the points of every chart that has some to be moved; one that had the focus has it again. */
function handles() {
  // what somebody is moving stays under the hand
  built = Boolean(document.querySelector(".grip.held, .grip.moving"));
  if (built) return;
  const had = document.activeElement?.matches?.(".grip") && document.activeElement.dataset.key;
  for (const layer of document.querySelectorAll(".jmsite-points")) layer.remove();
  // what a page that is built anew takes over from the one before it stands where it is drawn now
  for (const mark of document.querySelectorAll(".chart-whole-curve [style], .chart-matrix [style]")) mark.style.translate = "";
  for (const chart of document.querySelectorAll(".jmsite-moving")) chart.classList.remove("jmsite-moving");
  if (!editing) return;
  curveHandles();
  matrixHandles();
  if (had) document.querySelector(`.grip[data-key="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
}

/** Return a layer over a drawing, which holds handles and the one place where numbers are shown. */
function layerOver(drawing, around = drawing.parentElement) {
  const { width, height } = drawing.viewBox.baseVal;
  const layer = make("div", { class: "jmsite-points" }, make("output", { class: "score-now", hidden: true }, "\u200b"));
  if (around.matches("figure")) layer.style.cssText = `inset-block-end: auto; aspect-ratio: ${width} / ${height}`;
  around.append(layer);
  return layer;
}

/** Return the step of a scale: the largest 1 or 5, with a power of ten, that leaves forty steps or more. */
function stepOf(low, high) {
  const most = (high - low) / 40;
  const ten = 10 ** Math.floor(Math.log10(most) + 1e-9);
  return 5 * ten <= most * (1 + 1e-9) ? 5 * ten : ten;
}

/** Return a number at the nearest step within the ends of an axis. */
const onto = (axis, value) => Number(Math.max(axis.min, Math.min(axis.max, Math.round(value / axis.step) * axis.step)).toFixed(6));

const numerals = {}; // a format takes longer to be made than a frame has for it

/** Return a number as it is written in the language of the page; with its sign on a scale that goes below zero. */
function numeral(value, signed = false) {
  const how = signed ? "exceptZero" : "auto";
  const format = numerals[how] ??= new Intl.NumberFormat(`${root.lang || "en"}-u-nu-latn`, { maximumFractionDigits: 6, signDisplay: how });
  return format.format(value).replace("-", "−");
}

/**
 * Return a handle over a point. Of `point`, `axes` are the numbers that it moves along: upwards, or across and upwards,
 * each with `min`, `max` and the places `from` and `to` of these in the drawing; `values` are the numbers now, null
 * where there is none yet. `place` is where it is, `words` what the numbers are called, `follow` draws what belongs to it,
 * `keep` saves, and `form` opens all there is to be said.
 */
function grip(point, layer) {
  const { drawing, axes } = point;
  const box = drawing.viewBox.baseVal;
  const figure = layer.firstElementChild;
  const up = axes.at(-1);
  const button = make("button", {
    type: "button", class: `grip${point.values[0] === null ? " empty" : ""}${axes.length > 1 ? " free" : ""}`, role: "slider", "data-key": point.key, "aria-label": point.label,
    "aria-orientation": axes.length > 1 ? null : "vertical", "aria-valuemin": up.min, "aria-valuemax": up.max,
    pointerdown: begin, keydown: key, blur: leave, focus: () => tellNow(), pointerenter: () => tellNow(), pointerleave: () => { if (focused() !== button) figure.hidden = true; },
  });
  for (const axis of axes) axis.step = stepOf(axis.min, axis.max);
  let now = [...point.values];
  let seen = null; // what stands in the file as somebody begins to move
  let [saving, again_] = [false, false];
  show();
  return button;

  function show() {
    const [x, y] = placeOf();
    put(button, x, y);
    button.setAttribute("aria-valuenow", now.at(-1) ?? (up.min + up.max) / 2);
    button.setAttribute("aria-valuetext", now[0] === null ? say("no_score") : point.words(now));
    return [x, y];
  }

  // in parts of the layer, and by a transform: what is moved so is not laid out again in each frame
  function put(one, x, y) {
    one.style.setProperty("--x", `${(100 * x) / box.width}cqw`);
    one.style.setProperty("--y", `${(100 * y) / box.height}cqh`);
  }

  function placeOf() {
    const at = axes.map((axis, index) => (now[index] === null ? (axis.from + axis.to) / 2 : axis.from + ((now[index] - axis.min) / (axis.max - axis.min)) * (axis.to - axis.from)));
    return at.length > 1 ? at : [point.place[0], at[0]];
  }

  function tellNow() {
    const [x, y] = placeOf();
    if (figure.hidden) figure.hidden = false;
    // the words of the text that is there: another text would have the styles of the whole page looked at in each frame
    figure.firstChild.data = now[0] === null ? `${point.title}: ${say("no_score")}` : button.matches(".moving") || axes.length > 1 ? `${axes.length > 1 ? `${point.title}: ` : ""}${point.words(now)}` : point.words(now);
    put(figure, x, y);
    figure.classList.toggle("before", x > box.width * 0.6);
  }

  function move(to) {
    seen ??= point.seen();
    now = to.map((value, index) => onto(axes[index], value));
    button.classList.add("moving");
    layer.parentElement.classList.add("jmsite-moving");
    point.follow(...show());
    tellNow();
  }

  function back() {
    now = [...point.values];
    point.follow(...show());
    calm();
  }

  function calm() {
    figure.hidden = true;
    button.classList.remove("moving");
    layer.parentElement.classList.remove("jmsite-moving");
    seen = null;
    if (built) handles();
  }

  function begin(event) {
    if (event.button) return;
    event.preventDefault();
    button.focus({ preventScroll: true });
    button.setPointerCapture(event.pointerId);
    button.classList.add("held");
    const from = { at: [event.clientX, event.clientY], place: placeOf() };
    const unit = drawing.getBoundingClientRect().height / box.height;
    let frame = 0;
    const follow = (moved) => {
      const away = [moved.clientX - from.at[0], moved.clientY - from.at[1]];
      if (!button.matches(".moving") && Math.hypot(...away) < 3) return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const ends = axes.length > 1 ? away.map((pixels, side) => from.place[side] + pixels / unit) : [from.place[1] + away[1] / unit];
        move(axes.map((axis, index) => axis.min + ((ends[index] - axis.from) / (axis.to - axis.from)) * (axis.max - axis.min)));
      });
    };
    button.addEventListener("pointermove", follow);
    button.addEventListener("lostpointercapture", () => {
      button.removeEventListener("pointermove", follow);
      button.classList.remove("held");
      // after the last frame, which may still have a way to go
      requestAnimationFrame(() => setTimeout(settle, 0));
    }, { once: true });
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [0, 5], PageDown: [0, -5], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
    const still = now.map((value, index) => value ?? (axes[index].min + axes[index].max) / 2);
    if (event.key === "Enter") {
      event.preventDefault();
      if (changed()) settle();
      else point.form(button);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      back();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      move([...still.slice(0, -1), event.key === "Home" ? up.min : up.max]);
    } else if (by && (axes.length > 1 || by[1])) {
      event.preventDefault();
      const steps = axes.length > 1 ? by : [by[1]];
      // a first arrow at a point without a number gives it the middle one
      move(now[0] === null && !event.shiftKey ? still : still.map((value, index) => value + steps[index] * axes[index].step * (event.shiftKey ? 5 : 1)));
    }
  }

  function changed() { return now.some((value, index) => value !== point.values[index]); }

  function leave() {
    figure.hidden = true;
    settle();
  }

  async function settle() {
    if (saving) { again_ = true; return undefined; }
    if (!changed()) return button.classList.contains("moving") && calm();
    const [wanted, before] = [now, point.values];
    saving = true;
    point.values = wanted; // so that nothing is saved twice
    const form = await (seen ?? point.seen());
    const said = form.ok ? await point.keep(wanted, before, form) : form;
    [saving, seen] = [false, null];
    if (!said?.ok) {
      point.values = before;
      back();
      return said && tell(problem(said), "error");
    }
    if (now === wanted) return calm();
    // it has moved on meanwhile
    const left = again_;
    again_ = false;
    return left && settle();
  }
}
