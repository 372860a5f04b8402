"""Make of Vega's SVG one that can stand in a page: small, without styles, ids, fonts or foreign classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

TOKEN = re.compile(r'<(?:[^<>"]|"[^"]*")*>|[^<]+')
ATTRIBUTE = re.compile(r'([A-Za-z][\w:-]*)="([^"]*)"')
DECIMAL = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
PLACE = re.compile(r"(?:\d+|-)(?: (\d+|-))?(?: (\d+))?(?: (\d+))?$")  # "line step row column", "-" for none
MARKS = re.compile(r"role-mark (?:c\d+_)?(\w+?)_marks")
SHOWN = re.compile(r"(wide|narrow)_(.*)")  # marks of a picture that is shown so
CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0$")
SHARED = re.compile(r' (?:fill|stroke|stroke-width|stroke-linecap|stroke-linejoin|text-anchor)="[^"]*"')
FOREIGN = re.compile(r"url\(\s*(?!#)", re.IGNORECASE)  # what is not within the picture
REFERENCE = re.compile(r"url\(#([^)]*)\)")
SHAPES = frozenset({"path", "line", "rect", "text", "circle"})
TAGS = SHAPES | {"g", "tspan", "defs", "clipPath", "linearGradient", "radialGradient", "stop"}
PLACES = frozenset(
    {"d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r", "rx", "ry"}
)
PLACED = ("step", "row", "column")  # what a mark's label says about it beside its line
KEPT = PLACES | {
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
    "text-anchor",
    "font-size",
    "font-weight",
    "dx",
    "dy",
    "clip-path",
    "offset",
    "stop-color",
    "stop-opacity",
    "gradientUnits",
    "fx",
    "fy",
    "id",
}
EMPTY = {
    # words whose size Vega was not told, see ``without_text_sizes``: their group has it
    "font-size": "0px",
    "opacity": "1",
    "transform": "translate(0,0)",
    "stroke-width": "0",
    "clip-path": "",
    "d": "",
}
# Words stand on lines: a rim in the colour of the ground keeps them readable.
RIM = ' stroke="var(--chart-ground, var(--surface))" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'


@dataclass(slots=True)
class Writer:
    """The SVG as it grows: open tags by how they close, and the run of marks that belong to one line."""

    lines: Sequence[str]
    sizes: Mapping[str, float]
    prefix: str
    out: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    run: tuple[int, str] | None = None
    run_start: int = 0
    ids: dict[str, str] = field(default_factory=dict)
    hidden: int = 0

    def text(self, token: str) -> None:
        """Write words, which are escaped already."""
        if not self.hidden and self.open and token.strip():
            self.out.append(token)

    def start(self, tag: str, attributes: Mapping[str, str], alone: bool) -> None:
        if self.hidden or not _wanted(tag, attributes):
            self.hidden += not alone
            return
        if tag == "path" and (ring := CIRCLE.match(attributes.get("d", ""))):
            tag, attributes = "circle", {**attributes, "d": "", "r": ring[1]}
        self.begin(tag, self._kept(tag, attributes), attributes.get("aria-label", ""), alone)

    def begin(self, tag: str, kept: str, label: str = "", alone: bool = False) -> None:
        """Write the start of a tag with what is ``kept`` of its attributes; ``label`` says whose mark it is.

        A group that says nothing is left out, and so is what is ``alone``, and empty.
        """
        self._join(tag, label)
        if tag == "g" and (alone or not kept):
            self.open += [] if alone else [""]
            return
        self.out.append(f"<{tag}{kept}/>" if alone else f"<{tag}{kept}>")
        if not alone:
            self.open.append(f"</{tag}>")

    def end(self) -> None:
        """Write the end of what was begun last."""
        if self.hidden:
            self.hidden -= 1
            return
        self._leave(len(self.open))
        closing = self.open.pop()
        if closing == "</g>" and self.out[-1].startswith("<g"):
            self.out.pop()  # nothing was drawn in this group
        else:
            self.out.append(closing)

    def _join(self, tag: str, label: str) -> None:
        """Begin, continue or leave the group of a line's marks."""
        who = label.split(" ")[0] if tag in SHAPES else ""
        here = (len(self.open), who)
        if self.run == here:
            return
        if self.run and self.run[0] == here[0]:
            self._leave(here[0])
        if who.isdigit() and int(who) < len(self.lines):
            self.run, self.run_start = here, len(self.out)

    def _leave(self, depth: int) -> None:
        if self.run and self.run[0] == depth:
            marks = self.out[self.run_start :]
            shared = _shared(marks)
            line = escape(self.lines[int(self.run[1])])
            self.out[self.run_start :] = [
                f'<g data-line="{line}"{"".join(shared)}>',
                *_without(marks, shared),
                "</g>",
            ]
            self.run = None

    def _kept(self, tag: str, attributes: Mapping[str, str]) -> str:
        marks = MARKS.search(attributes.get("class", ""))
        if tag == "g" and marks:
            return _layer_look(marks[1], self.sizes)
        parts = [
            f' {name}="{self._value(name, value)}"'
            for name, value in attributes.items()
            if name in KEPT and EMPTY.get(name) != value and not _idle(tag, name, value, attributes)
            if not FOREIGN.search(value)
        ]
        return "".join(parts) + (
            attributes_of_place(attributes.get("aria-label", "")) if tag in SHAPES else ""
        )

    def _value(self, name: str, value: str) -> str:
        if name == "id":
            return self._id(value)
        if "url(" in value:
            return REFERENCE.sub(lambda found: f"url(#{self._id(found[1])})", value)
        return DECIMAL.sub(_tenth, value) if name in PLACES else value

    def _id(self, name: str) -> str:
        # ids of our own: Vega numbers those of each chart alike, and several stand in one page
        return self.ids.setdefault(name, f"{self.prefix}{len(self.ids)}")


def _shared(marks: Sequence[str]) -> list[str]:
    """Return the attributes that all marks of a line have, and so their group can have for them."""
    tags = [mark for mark in marks if mark.startswith("<") and not mark.startswith("</")]
    if len(tags) < 2 or any(tag.startswith("<g") for tag in tags):
        return []
    return [attribute for attribute in SHARED.findall(tags[0]) if all(attribute in tag for tag in tags)]


def _without(marks: Sequence[str], shared: Sequence[str]) -> Iterator[str]:
    for mark in marks:
        for attribute in shared if mark.startswith("<") else ():
            mark = mark.replace(attribute, "", 1)
        yield mark


def clean(tokens: Sequence[str], lines: Sequence[str], sizes: Mapping[str, float], prefix: str) -> str:
    """Return what stands inside an SVG: allowed tags and attributes, places to a tenth of a pixel, marks grouped
    by line.

    ``lines`` are the ids that a mark's label "line step row column" counts, ``sizes`` the sizes of words by the name of
    their layer, where Vega was not told. ``prefix`` goes before ids that must stay.
    """
    writer = Writer(lines, sizes, prefix)
    for token in tokens:
        if not token.startswith("<"):
            writer.text(token)
        elif token.startswith("</"):
            writer.end()
        else:
            tag = re.split(r"[\s/>]", token[1:], maxsplit=1)[0]
            writer.start(tag, dict(ATTRIBUTE.findall(token)), token.endswith("/>"))
    return "".join(writer.out)


def _wanted(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether a tag is allowed and draws: the frames of a view without paint draw nothing."""
    if tag not in TAGS or attributes.get("display") == "none":
        return False
    frame = attributes.get("class") in {"background", "foreground"}
    painted = any(attributes.get(name, "none") not in {"none", "transparent"} for name in ("fill", "stroke"))
    return painted or not frame


def _idle(tag: str, name: str, value: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an attribute says what holds anyway."""
    if name == "stroke-width":
        return "stroke" not in attributes and tag != "g"
    return (name == "fill" and value == "none" and tag == "g") or (
        name in {"x2", "y2"} and value == "0" and tag == "line"
    )


def layer_look(name: str, sizes: Mapping[str, float]) -> str:
    """Return the attributes of the group of a layer's marks: where it is shown, and how large its words are."""
    marks = MARKS.search(f"role-mark {name}_marks")
    return _layer_look(marks[1], sizes) if marks else ""


def _layer_look(name: str, sizes: Mapping[str, float]) -> str:
    where, bare = (found[1], found[2]) if (found := SHOWN.match(name)) else ("", name)
    shown, size = f' data-shown="{where}"' if where else "", sizes.get(name)
    rim = RIM if bare.startswith("words") else ""
    return f'{shown} font-size="{size:.10g}"{rim}' if size else shown


def attributes_of_place(label: str) -> str:
    """Return the step, row and column of a mark's label as attributes."""
    place = PLACE.match(label)
    if place is None:
        return ""
    named = zip(PLACED, place.groups(), strict=True)
    return "".join([f' data-{name}="{value}"' for name, value in named if value and value != "-"])


def to_a_tenth(value: float) -> str:
    """Return a number to a tenth, as short as it can be written."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _tenth(found: re.Match[str]) -> str:
    return to_a_tenth(float(found[0]))


def tokens(svg: str) -> list[str]:
    """Return the tags and texts of an SVG document in order, without its outermost tag."""
    found: list[str] = TOKEN.findall(svg)
    return found[1:-1]


def pieces(all_tokens: Sequence[str]) -> Iterator[list[str]]:
    """Yield the content of each chart that was drawn beside others, in order, without the shift to its place."""
    depth, started = 0, None
    for index, token in enumerate(all_tokens):
        if not token.startswith("<"):
            continue
        if started is None:
            if re.match(r'<g class="mark-group role-scope p\d+_group"', token):
                started, depth = index, 1
            continue
        depth += -1 if token.startswith("</") else not token.endswith("/>")
        if depth == 0:
            yield [*all_tokens[started + 2 : index - 1]]
            started = None
