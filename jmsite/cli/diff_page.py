"""The page of ``jmsite diff --format html``: one file in the look of the site, with its curves drawn."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from jmsite.cached import charts_of
from jmsite.cli.errors import RefusedError
from jmsite.differences.page_view import changes_view
from jmsite.formats.markup import in_element
from jmsite.formats.template import Renderer
from jmsite.outputs.frame import frame
from jmsite.rendering import site_theme

if TYPE_CHECKING:
    from jmsite.differences.change_lines import DescribedChanges
    from jmsite.engine.memo import Memo
    from jmsite.model.figures import Drawing, Figure
    from jmsite.model.sources import Inputs
    from jmsite.theme.build import Theme

TEMPLATE = "alone/changes.html"
STYLES = "'styles'"
"""The placeholder in the template for the digest of the stylesheet."""
HOLE = "\0{}\0"
_HOLES = re.compile("\0(\\d+)\0")
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_URL = re.compile(r"url\(\s*[\"']?(?!data:)[^)]*\)")


def changes_page(told: DescribedChanges, inputs: Inputs, memo: Memo, jobs: int) -> bytes:
    """Return the changes as one HTML file that asks for nothing else, in the theme of the state after."""
    words = told.after.read("words", "site")
    theme = site_theme(told.after, words, inputs, memo).value
    if theme is None or TEMPLATE not in theme.templates:
        raise RefusedError("the theme of this revision cannot show changes; 'jmsite check' says more")
    figures: list[Figure] = []

    def chart(drawing: Drawing) -> str:
        figures.append(drawing.figure)
        return HOLE.format(len(figures) - 1)

    around = frame(told.after, theme, inputs.options)
    values = {"view": changes_view(told), "frame": around}
    renderer = Renderer(theme.templates, theme.icons, theme.words, theme.origins)
    html = renderer.show(TEMPLATE, values, "", "", chart, lambda text, _: str(text))
    drawn = charts_of(set(figures), memo, jobs) if figures else {}
    # drawn at the end and all at once, so that they can be spread over processes
    html = _HOLES.sub(lambda hole: drawn[figures[int(hole[1])]].svg, html)
    return _styled(html, theme).encode()


def _styled(html: str, theme: Theme) -> str:
    """Return the page with the stylesheet of its theme in it, and the digest by which that alone may apply."""
    contents = {one.path: one.content for one in theme.outputs}
    sheets = (contents.get(path, b"") for path in theme.styles)
    text = "".join(sheet.decode() for sheet in sheets if isinstance(sheet, bytes))
    # typefaces would make the file ten times as large: those of the reader's machine stand in
    sheet = in_element("style", _URL.sub("none", _FACE.sub("", text)))
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    html = html.replace(STYLES, f"'sha256-{digest}'", 1)
    before, _, after = html.partition("<style></style>")
    return f"{before}<style>{sheet}</style>{after}"
