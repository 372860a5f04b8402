// Opportunities by two measures: dragging one changes both of them in its file.

function matrixHandles() {
  for (const plot of document.querySelectorAll(".plot[data-points]")) {
    const drawing = plot.querySelector(".chart-matrix");
    const within = drawing && plotted(drawing);
    if (!within) continue;
    const layer = layerOver(drawing);
    const [x, y] = ["across", "up"].map((side) => {
      const [field, max, ...name_] = plot.dataset[side].split(" ");
      return { field, name: name_.join(" "), min: 0, max: Number(max) };
    });
    const opportunities = plot.dataset.points.split(" ");
    for (const mark of drawing.querySelectorAll("circle[data-row]")) {
      const [left, top] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(mark.getAttribute("transform") ?? "translate(0,0)").slice(1).map(Number);
      const axes = [{ ...x, from: within.left, to: within.right }, { ...y, from: within.bottom, to: within.top }];
      const place = [within.left + left, within.top + top];
      layer.append(opportunityGrip({ drawing, mark, axes, place, id: opportunities[Number(mark.dataset.row)], values: axes.map((axis, side) => scoreAt({ ...axis }, place[side])) }, plot, layer));
    }
  }
}

// The middle lines of the drawing are as long as its sides.
function plotted(drawing) {
  const lines = [...drawing.querySelectorAll('line[stroke="var(--edge)"]')];
  const [high, wide] = ["y2", "x2"].map((end) => Number(lines.find((one) => one.hasAttribute(end))?.getAttribute(end)));
  const [, left, top] = /translate\(([-\d.]+),([-\d.]+)\)/.exec(drawing.firstElementChild?.getAttribute("transform")) ?? [];
  return high && wide ? { left: Number(left), top: Number(top), right: Number(left) + wide, bottom: Number(top) + high } : null;
}

function opportunityGrip(point, plot, layer) {
  const { id, mark, axes } = point;
  const title = plot.querySelectorAll(".numbers tbody tr")[Number(mark.dataset.row)]?.cells[0].textContent.trim() ?? id;
  return grip({
    ...point, key: `${axes[0].field} ${id}`, title, label: title,
    words: (values) => values.map((value, side) => `${axes[side].name} ${numeral(value)}`).join(", "),
    seen: async () => {
      const forms = await Promise.all(axes.map((axis) => ask("form", { at: `${id}#${axis.field}` })));
      return { ...forms.find((form) => !form.ok) ?? forms[0], were: forms.map((form) => form.value) };
    },
    form: (button) => fields(id, button),
    follow: (x, y) => { mark.style.translate = `${x - point.place[0]}px ${y - point.place[1]}px`; },
    keep: (values, before, form) => apply(axes.flatMap((axis, side) => (values[side] === before[side] ? [] : [{ op: "set", at: `${id}#${axis.field}`, value: values[side], was: form.were[side] ?? undefined }]))),
  }, layer);
}
