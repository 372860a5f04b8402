"""Modules as classic scripts."""

from __future__ import annotations

import pytest

from jmsite.formats.scripts import classic, uncommented


def test_what_a_module_exports_is_left_on_its_element():
    made = classic(
        "const A = 1;\nexport function mount() {\n  return A;\n}\n"
        "export async function open() {}\nexport const b = 2;\n"
    )
    assert "export" not in made.replace("currentScript.exports", "")
    assert made.startswith('(() => {\n"use strict";\n')
    assert "document.currentScript.exports = { mount, open, b };" in made
    assert made.index("const b = 2") < made.index("exports =")


def test_words_about_exports_and_imports_later_on_stay():
    module = "// export nothing\nexport function mount() {\n  return import(address); // export const\n}\n"
    assert "return import(address); // export const" in classic(module)
    assert "exports = { mount };" in classic(module)


@pytest.mark.parametrize(
    "module",
    ['import { a } from "./a.js";\n', 'import "./a.js";\n', "const here = import.meta.url;\n", "export { a };\n",
     "export default 1;\n", 'export * from "./a.js";\n'],
)  # fmt: skip
def test_a_module_that_must_be_one_stays_one(module):
    assert classic(module) == module


def test_lines_that_are_comments_alone_are_left_out_and_template_literals_are_kept():
    script = "// about\nconst a = 1; // one\n  // two\nconst b = `\n// said\n`;\n"
    assert uncommented(script) == "const a = 1; // one\nconst b = `\n// said\n`;\n"
