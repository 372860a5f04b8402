"""One stylesheet of many, without what only its authors need."""

from __future__ import annotations

from jmsite.formats.styles import bundle, minified


def test_blanks_between_rules_go_and_those_that_say_something_stay():
    style = (
        'a  :hover , b {\n  margin: 1px  2px;\n  content: "a  { b; }";\n}\n\n@media print { i { top: 0; } }\n'
    )
    assert minified(style) == 'a :hover ,b{margin:1px 2px;content:"a  { b; }"}@media print{i{top:0}}'


def test_blanks_that_mean_something_stay():
    style = (
        "a > b, .c * .d { inset: calc(1px + 2px) 0; }\n@media (width >= 45rem) { i :is(b, u) { --n: 1; } }"
    )
    assert minified(style) == (
        "a>b,.c * .d{inset:calc(1px + 2px) 0}@media (width>= 45rem){i :is(b,u){--n:1}}"
    )


def test_addresses_are_kept_as_they_are():
    style = "a { background: url( x;y.png ); }"
    assert minified(style) == "a{background:url( x;y.png )}"


def test_imports_into_one_layer_share_it_and_others_do_not():
    sheets = {
        "styles/index.css": '@import url("b.css") layer(base);\n@import url("c.css") layer(base);\n'
        '@import url("b.css") layer(parts);\nd { top: 3px; }\n@import url("c.css") layer(parts);',
        "styles/b.css": "b { top: 0; }\n",
        "styles/c.css": "c { top: 1px; }\n",
    }
    assert bundle("styles/index.css", sheets, {}) == (
        "@layer base{b{top:0}c{top:1px}}@layer parts{b{top:0}}d{top:3px}@layer parts{c{top:1px}}\n"
    )


def test_what_is_imported_stands_in_its_layer():
    sheets = {
        "styles/index.css": '@import url("b.css") layer(base);',
        "styles/b.css": "/* why */\nb { top: 0; }\n",
    }
    assert bundle("styles/index.css", sheets, {}) == "@layer base{b{top:0}}\n"
