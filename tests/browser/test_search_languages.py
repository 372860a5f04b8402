"""Words are found where a language writes them without blanks between them."""

from __future__ import annotations

from typing import Any

import pytest
from hosted import hosted
from test_search_pages import furnished

from jmsite.indexing import index_of
from jmsite.outputs.search import Findable, Library, index, indexer
from jmsite.outputs.write import write

pytestmark = pytest.mark.browser
TEXTS = {
    "ja": (
        "顧客は新幹線の切符を前日に買います。払い戻しの手続きがわかりにくい。",
        ("顧客", "新幹線", "切符", "払い戻し", "手続き", "新幹線の切符"),
    ),
    "zh": ("客户在网上购买高铁车票，退款手续很难理解。", ("客户", "高铁", "车票", "退款", "手续")),
    "th": ("ลูกค้าซื้อตั๋วรถไฟล่วงหน้าหนึ่งวัน การขอคืนเงินเข้าใจยาก", ("ลูกค้า", "ตั๋ว", "คืนเงิน")),
}
ASK = """async ([engine, words]) => {
  const pagefind = await import(engine);
  await pagefind.init();
  return Promise.all(words.map(async (word) => (await pagefind.search(word)).results.length));
}"""


def found(page: Any, language: str, words: tuple[str, ...], top) -> list[int]:
    text = TEXTS[language][0]
    known = Library(
        language=language,
        entries=(Findable(url="a/", html=f"<h1>1</h1><p>{text}</p>"), Findable(url="b/", html="<h1>2</h1>")),
    )
    for output in index(known, indexer()):
        (top / output.path).parent.mkdir(parents=True, exist_ok=True)
        (top / output.path).write_bytes(output.content)
    (top / "empty.html").write_text("<!doctype html><title>-</title>")
    with hosted(top) as root:
        page.goto(f"{root}/empty.html")
        return page.evaluate(ASK, [f"{root}/search/pagefind.js", list(words)])


@pytest.mark.parametrize("language", TEXTS)
def test_each_word_inside_a_run_of_characters_is_found(browser, tmp_path, language):
    page = browser.new_page()
    words = TEXTS[language][1]
    assert dict(zip(words, found(page, language, words, tmp_path), strict=True)) == dict.fromkeys(words, 1)
    page.close()


GERMAN = """---
title: Rückgabe
---

Das Rücksendeformular liegt nicht bei. Die Lieferzeitanzeige fehlt.
"""


def test_parts_of_compounds_are_found_with_their_facets(browser, tmp_path):
    project = furnished(tmp_path / "site", None)
    project.edit("site.yaml", "title: Klein\nlanguage: de\n")
    project.edit("pages/rules.md", GERMAN)
    project.edit("pages/other.md", "# Formular\n\nEin Formular.\n")
    outputs = project.build().build.outputs
    write((*outputs, *index_of(outputs, None).outputs), tmp_path / "out", tmp_path / "cache")
    page = browser.new_page()
    with hosted(tmp_path / "out") as root:
        for word, titles in {
            "Formular": {"Formular", "Rückgabe"},
            "formular liegt": {"Rückgabe"},
            "Zeitanzeige": {"Rückgabe"},
            "RUCKSENDE": {"Rückgabe"},
            "sendeform": {"Rückgabe"},
            "tür": set(),
        }.items():
            page.goto(f"{root}/search/?q={word}")
            page.wait_for_selector(".finder-list[aria-busy=false]", state="attached")
            assert (
                set(page.locator("#ui\\:finder-list [role=option]:not(.sub) b").all_inner_texts()) == titles
            ), word
        page.goto(f"{root}/search/?q=Formular")
        page.wait_for_selector(".finder-list[aria-busy=false] [role=option]")
        chip = page.locator("button[data-value=page] small")
        assert chip.inner_text() == "2"
    page.close()


def test_what_is_not_there_is_not_found(browser, tmp_path):
    page = browser.new_page()
    assert found(page, "ja", ("飛行機",), tmp_path) == [0]
    page.close()
