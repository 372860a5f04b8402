// What a browser shows of an element, as SVG of plain shapes and words: boxes, lines, gradients, pictures, icons, texts.
// It is a function of the id of the element; what is drawn over other things comes later, as in the page.
(id) => {
  const root = document.getElementById(id);
  materialize(root);
  const frame = root.getBoundingClientRect();
  const pen = document.createElement("canvas").getContext("2d");
  const out = [], definitions = [];
  const n = (value) => String(Math.round(value * 100) / 100);
  const x = (value) => n(value - frame.left), y = (value) => n(value - frame.top);
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
  const said = (attributes) => Object.entries(attributes).filter(([, value]) => value !== undefined && value !== "").map(([name, value]) => ` ${name}="${escaped(String(value))}"`).join("");
  walk(root);
  const [width, height] = [n(frame.width), n(frame.height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${definitions.join("")}</defs>${out.join("")}</svg>\n`;

  // Words and marks that styles put before and after elements become elements, so that they have a place.
  function materialize(within) {
    const sheet = document.head.appendChild(document.createElement("style"));
    sheet.textContent = ".drawn-before::before, .drawn-after::after { content: none !important; }";
    const found = [];
    for (const element of [within, ...within.querySelectorAll("*")]) {
      if (element.closest("svg")) continue;
      for (const side of ["before", "after"]) {
        const style = getComputedStyle(element, `::${side}`);
        if (["none", "normal"].includes(style.content) || style.display === "none") continue;
        found.push([element, side, [...style].map((name) => [name, style.getPropertyValue(name)]), /^"((?:[^"\\]|\\.)*)"/s.exec(style.content)?.[1] ?? ""]);
      }
    }
    for (const [element, side, styles, words] of found) {
      const made = document.createElement("span");
      for (const [name, value] of styles) if (name !== "content") made.style.setProperty(name, value);
      made.textContent = words;
      element.classList.add(`drawn-${side}`);
      element[side === "before" ? "prepend" : "append"](made);
    }
  }

  function walk(element) {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0" || style.clipPath !== "none") return;
    if (element.localName === "svg") return draw(element, style);
    const faint = style.opacity !== "1" && style.display !== "contents";
    if (faint) out.push(`<g opacity="${style.opacity}">`);
    if (style.display !== "contents") box(element, style);
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) write(child, style);
      else if (child.nodeType === Node.ELEMENT_NODE) walk(child);
    }
    if (faint) out.push("</g>");
  }

  function box(element, style) {
    const own = element.getBoundingClientRect();
    if (!own.width || !own.height) return lines(own, style);
    const round = Math.min(parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith("%") ? own.width / 100 : 1) || 0, own.height / 2);
    const place = { x: x(own.left), y: y(own.top), width: n(own.width), height: n(own.height), rx: round ? n(round) : "" };
    const ground = paint(style.backgroundColor);
    if (ground) out.push(`<rect${said({ ...place, fill: ground[0], "fill-opacity": ground[1] })}/>`);
    const stops = gradient(style.backgroundImage);
    if (stops) out.push(`<rect${said({ ...place, fill: `url(#${stops})` })}/>`);
    if (element.localName === "img" && element.src.startsWith("data:")) out.push(`<image${said({ ...place, rx: "", href: element.src })}/>`);
    const ring = /^(.*?) 0px 0px 0px ([\d.]+)px inset$/.exec(style.boxShadow);
    if (ring && paint(ring[1])) frameOf(own, round, [Number(ring[2]), "solid"], paint(ring[1]));
    lines(own, style, round);
  }

  function frameOf(own, round, side, color) {
    const half = side[0] / 2;
    out.push(`<rect${said({ x: x(own.left + half), y: y(own.top + half), width: n(own.width - 2 * half), height: n(own.height - 2 * half), rx: round > half ? n(round - half) : "", fill: "none", ...stroke(side, color) })}/>`);
  }

  // A frame that is the same all round is one shape, else each side is a line.
  function lines(own, style, round = 0) {
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => [parseFloat(style[`border${side}Width`]), style[`border${side}Style`], style[`border${side}Color`]]);
    const drawn = sides.map(([width, kind, color]) => width > 0 && kind !== "none" && kind !== "hidden" && paint(color));
    if (drawn.every(Boolean) && new Set(sides.map(String)).size === 1) {
      frameOf(own, round, sides[0], drawn[0]);
      return;
    }
    const ends = (half) => [[own.left, own.top + half, own.right, own.top + half], [own.right - half, own.top, own.right - half, own.bottom], [own.left, own.bottom - half, own.right, own.bottom - half], [own.left + half, own.top, own.left + half, own.bottom]];
    drawn.forEach((color, at) => {
      if (!color) return;
      const [x1, y1, x2, y2] = ends(sides[at][0] / 2)[at];
      out.push(`<line${said({ x1: x(x1), y1: y(y1), x2: x(x2), y2: y(y2), ...stroke(sides[at], color) })}/>`);
    });
  }

  function stroke([width, kind], color) {
    const dashes = { dotted: `${n(width)} ${n(width * 2)}`, dashed: `${n(width * 3)} ${n(width * 2)}` }[kind] ?? "";
    return { stroke: color[0], "stroke-opacity": color[1], "stroke-width": n(width), "stroke-dasharray": dashes };
  }

  // A colour as #rrggbb and how much of it is seen; null for none. The canvas knows every way to say one.
  function paint(color) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, seen] = pen.getImageData(0, 0, 1, 1).data;
    if (!seen) return null;
    return [`#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`, seen === 255 ? "" : n(seen / 255)];
  }

  // Of gradients those from edge to edge; patterns of the screen are no part of a drawing.
  function gradient(image) {
    const found = /^linear-gradient\((.*)\)$/s.exec(image);
    if (!found) return "";
    const parts = found[1].match(/(?:[^,(]|\([^()]*(?:\([^()]*\)[^()]*)*\))+/g).map((part) => part.trim());
    const side = /^(to |-?[\d.]+deg)/.test(parts[0]) ? parts.shift() : "to bottom";
    const line = { "to bottom": [0, 0, 0, 1], "to top": [0, 1, 0, 0], "to right": [0, 0, 1, 0], "90deg": [0, 0, 1, 0], "to left": [1, 0, 0, 0], "270deg": [1, 0, 0, 0], "180deg": [0, 0, 0, 1], "0deg": [0, 1, 0, 0] }[side];
    if (!line) return "";
    const stops = parts.map((part, at) => {
      const [, color, place] = /^(.*?)(?:\s+([\d.]+)%)?$/.exec(part);
      const shown = paint(color) ?? ["#ffffff", "0"];
      return `<stop${said({ offset: n(place === undefined ? at / (parts.length - 1) : place / 100), "stop-color": shown[0], "stop-opacity": shown[1] })}/>`;
    });
    const name = `gradient-${definitions.length + 1}`;
    definitions.push(`<linearGradient${said({ id: name, x1: line[0], y1: line[1], x2: line[2], y2: line[3] })}>${stops.join("")}</linearGradient>`);
    return name;
  }

  // A text stands where its lines stand; each is as wide as here, whatever typeface draws it.
  function write(node, style) {
    if (!node.data.trim() || parseFloat(style.fontSize) < 1) return;
    const color = paint(style.color);
    if (!color) return;
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const above = pen.measureText("x").fontBoundingBoxAscent, below = pen.measureText("x").fontBoundingBoxDescent;
    for (const { words, place } of linesOf(node)) {
      const base = place.top + (place.height - above - below) / 2 + above;
      const rtl = style.direction === "rtl";
      const cased = style.textTransform === "uppercase" ? words.toUpperCase() : words;
      out.push(`<text${said({ x: x(rtl ? place.right : place.left), y: y(base), fill: color[0], "fill-opacity": color[1], "font-family": style.fontFamily.replaceAll('"', "'"), "font-size": n(parseFloat(style.fontSize)), "font-weight": style.fontWeight === "400" ? "" : style.fontWeight, "font-style": style.fontStyle === "normal" ? "" : style.fontStyle, direction: rtl ? "rtl" : "", textLength: n(place.width), lengthAdjust: "spacingAndGlyphs" })}>${escaped(cased)}</text>`);
    }
  }

  function linesOf(node) {
    const range = document.createRange(), found = [];
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const place = range.getClientRects()[0];
      if (!place || (!place.width && !node.data[at].trim())) continue;
      const last = found.at(-1);
      if (last && Math.abs(last.top - place.top) < 2) last.end = at + 1;
      else found.push({ top: place.top, start: at, end: at + 1 });
    }
    return found.map(({ start, end }) => {
      const words = node.data.slice(start, end);
      range.setStart(node, start + words.length - words.trimStart().length);
      range.setEnd(node, end - words.length + words.trimEnd().length);
      return { words: words.trim().replace(/\s+/g, " "), place: range.getBoundingClientRect() };
    }).filter(({ words }) => words);
  }

  // A drawing in the page, with what styles say of it, and icons in place of what refers to them.
  function draw(svg, style) {
    const own = svg.getBoundingClientRect();
    if (!own.width || !own.height) return;
    const copy = svg.cloneNode(true);
    const originals = [svg, ...svg.querySelectorAll("*")], copies = [copy, ...copy.querySelectorAll("*")];
    originals.forEach((original, at) => look(original, copies[at]));
    for (const use of copy.querySelectorAll("use")) {
      const symbol = document.getElementById((use.getAttribute("href") ?? "").slice(1));
      if (!symbol) { use.remove(); continue; }
      const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      made.setAttribute("viewBox", symbol.getAttribute("viewBox") ?? "0 0 24 24");
      made.append(...[...symbol.cloneNode(true).childNodes]);
      for (const part of made.querySelectorAll("*")) for (const name of ["fill", "stroke"]) {
        const value = part.getAttribute(name);
        if (value && value !== "none") part.setAttribute(name, paint(meant(value, svg))?.[0] ?? "none");
      }
      use.replaceWith(made);
    }
    for (const [name, value] of Object.entries({ x: x(own.left), y: y(own.top), width: n(own.width), height: n(own.height), overflow: "visible" })) copy.setAttribute(name, value);
    out.push(new XMLSerializer().serializeToString(copy).replaceAll(' xmlns="http://www.w3.org/2000/svg"', ""));
  }

  // What a token or the colour of the text comes to there.
  function meant(value, svg) {
    const probe = svg.parentElement.appendChild(document.createElement("i"));
    if (value !== "currentColor") probe.style.color = value;
    const color = value === "currentColor" ? getComputedStyle(svg).color : getComputedStyle(probe).color;
    probe.remove();
    return color;
  }

  function look(original, copy) {
    const style = getComputedStyle(original);
    if (style.display === "none") { copy.remove(); return; }
    for (const { name } of [...copy.attributes]) if (/^(class|style|data-.*|aria-.*|focusable|role|id|paint-order)$/.test(name)) copy.removeAttribute(name);
    for (const name of ["fill", "stroke"]) {
      const value = style.getPropertyValue(name);
      const color = value === "none" ? null : paint(value);
      copy.setAttribute(name, color?.[0] ?? "none");
      if (color?.[1]) copy.setAttribute(`${name}-opacity`, color[1]);
    }
    // halos around words would be drawn over them by some programs
    if (original.localName === "text" || original.localName === "tspan") {
      copy.setAttribute("stroke", "none");
      for (const name of ["font-family", "font-size", "font-weight", "text-anchor"]) copy.setAttribute(name, style.getPropertyValue(name).replaceAll('"', "'").replace(/px$/, ""));
    } else for (const name of ["stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity"]) {
      const value = style.getPropertyValue(name);
      if (!["", "none", "1", "butt", "miter"].includes(value) || copy.hasAttribute(name)) copy.setAttribute(name, value.replaceAll("px", ""));
    }
  }
}
