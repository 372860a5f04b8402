"""No word of a picture touches another one or is cut off, however wide the window and whatever the language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLE, TESTS, Project
from hosted import hosted

from jmsite.outputs.write import write

WIDTHS = (390, 820, 1024, 1440, 1920)
MOST = 1  # page of each kind of chart, the one with the most words
CHART = re.compile(r'<svg class="chart chart-([\w-]+)(.*?)</svg>', re.S)
MEASURE = """async () => {
  await document.fonts.ready;
  const words = [];
  const { scrollWidth, dir } = document.documentElement;
  const page = dir === "rtl" ? [innerWidth - scrollWidth, innerWidth] : [0, scrollWidth];
  const seen = { opacityProperty: true, visibilityProperty: true };
  for (const svg of document.querySelectorAll("main svg:has(text)")) {
    const { left, right } = svg.getBoundingClientRect();
    const edges = svg.closest(".scroll") ? [left - 1, right + 1] : page;
    for (const text of svg.checkVisibility(seen) ? svg.querySelectorAll("text") : []) {
      // within `display: none` a text of SVG claims to be seen
      if (!text.getClientRects().length || !text.checkVisibility(seen)) continue;
      const size = parseFloat(getComputedStyle(text).fontSize), onto = text.getScreenCTM(), lines = new Map();
      for (let at = 0; at < text.getNumberOfChars(); at++) {
        const { x, width } = text.getExtentOfChar(at), { y } = text.getStartPositionOfChar(at);
        const [from, to] = lines.get(y) ?? [Infinity, -Infinity];
        lines.set(y, [Math.min(from, x), Math.max(to, x + width)]);
      }
      const boxes = [...lines].map(([y, [from, to]]) => {
        const corners = [from, to].flatMap((x) => [y - 0.74 * size, y + 0.2 * size].map((y) => [x, y]));
        const points = corners.map(([x, y]) => new DOMPoint(x, y).matrixTransform(onto));
        const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
        return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      });
      words.push({ said: text.textContent, boxes, edges });
    }
  }
  const over = (one, other) => [0, 1].every((side) =>
    one[side] < other[side + 2] - 0.5 && other[side] < one[side + 2] - 0.5);
  const touching = words.flatMap((one, index) => words.slice(index + 1)
    .filter((other) => one.boxes.some((box) => other.boxes.some((its) => over(box, its))))
    .map((other) => `${one.said} / ${other.said}`));
  const cut = words.filter(({ boxes, edges }) => boxes.some((box) => box[0] < edges[0] || box[2] > edges[1]));
  return { count: words.length, touching, cut: cut.map(({ said }) => said) };
}"""
"""Boxes from the top of capitals to the foot of descenders: what lies between two lines touches nothing."""
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["en", "de", "ar"])
def site(request, cache, sample_site, tmp_path_factory) -> Path:
    """The sample in a language, and a small portal that is written from right to left."""
    if request.param == "en":
        return sample_site / "a"
    top = tmp_path_factory.mktemp(request.param)
    project = Project(TESTS / "sites" / "arabic" if request.param == "ar" else translated(top), cache)
    write(project.build(search=False).build.outputs, top / "site", top / "cache")
    return top / "site"


def translated(top: Path) -> Path:
    """Return a copy of the sample whose interface is German."""
    for folder in ("content", "themes"):
        shutil.copytree(SAMPLE / folder, top / "own" / folder)
    settings = top / "own" / "content" / "site.yaml"
    said = settings.read_text(encoding="utf-8")
    assert "language: en\n" in said
    settings.write_text(said.replace("language: en\n", "language: de\n"), encoding="utf-8")
    return top / "own"


@pytest.fixture
def address(site) -> Iterator[str]:
    with hosted(site) as host:
        yield f"{host}/"


def wordiest(site: Path) -> list[str]:
    """Return of each kind of chart the pages on which such charts have the most words."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for file in sorted(site.rglob("*.html")):
        count: dict[str, int] = {}
        for kind, body in CHART.findall(file.read_text(encoding="utf-8")):
            count[kind] = count.get(kind, 0) + body.count("<text")
        for kind, words in count.items():
            kinds.setdefault(kind, []).append((words, file.relative_to(site).as_posix()))
    return sorted({page for pages in kinds.values() for words, page in sorted(pages)[-MOST:] if words})


def test_no_word_touches_another_or_is_cut_off(browser, site, address):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    pages, found, count = wordiest(site), [], 0
    for path in pages:
        page.goto(address + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            said = page.evaluate(MEASURE)
            count += said["count"]
            found += [(path, width, words) for words in (*said["touching"], *said["cut"])]
    context.close()
    assert found == []
    assert count > len(pages) * len(WIDTHS)


def test_words_that_touch_and_words_that_are_cut_off_are_found(browser):
    page = browser.new_page()
    page.set_content(
        """<main><div class="scroll"><svg width="300" height="60" style="font: 12px sans-serif">
        <text x="20" y="20">one</text><text x="30" y="22">other</text>
        <text x="20" y="40">below</text><text x="-20" y="55">far left</text></svg></div></main>"""
    )
    said = page.evaluate(MEASURE)
    page.close()
    assert (said["touching"], said["cut"]) == (["one / other"], ["far left"])
