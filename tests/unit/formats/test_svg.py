"""Pictures from the content only show something, however they are opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmsite.formats.svg import SvgReader
from jmsite.model.sources import UnsafePart

CONTENT = Path(__file__).parents[3] / "content"
HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def found(text: str, piece: int = 1 << 20) -> UnsafePart | None:
    reading, data = SvgReader(), text.encode()
    for at in range(0, len(data), piece):
        reading.feed(data[at : at + piece])
    return reading.end()


def inside(text: str) -> UnsafePart | None:
    return found(f"<svg {HEAD}>{text}</svg>")


@pytest.mark.parametrize(
    "text",
    [
        "<script>top.ran=1</script>",
        '<script xlink:href="a.js"/>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">top.ran=1</h:script>',
        '<h:p xmlns:h="http://www.w3.org/1999/xhtml"/>',
        "<foreignObject><p/></foreignObject>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">top.ran=1</x:script>',
        '<rect onclick="top.ran=1"/>',
        '<rect ONLOAD="top.ran=1"/>',
        '<a href="javascript:top.ran=1"><rect/></a>',
        '<a xlink:href=" java&#10;script:top.ran=1"><rect/></a>',
        '<a href="data:text/html,x"><rect/></a>',
        '<a href="https://example.org"><rect/></a>',
        '<a href="#x"><set attributeName="href" to="javascript:top.ran=1"/></a>',
        '<a><animate attributeName="xlink:href" values="#a;javascript:top.ran=1"/></a>',
        '<a><animate attributeName="x" values="#a; javascript:top.ran=1"/></a>',
        '<use href="other.svg#a"/>',
        '<use href="data:image/svg+xml,x#a"/>',
        '<use href="data:image/png;base64,x#a"/>',
        '<image href="https://example.org/a.png"/>',
        '<image href="data:image/svg+xml;base64,x"/>',
        '<g xml:base="https://example.org/"/>',
        '<rect style="fill: url(https://example.org/a)"/>',
        '<rect fill="url(//example.org/a#b)"/>',
        '<rect fill="u\\72 l(https://example.org/a)"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>@im<![CDATA[port]]> 'a.css';</style>",
        "<style>@\\69mport 'a.css';</style>",
        "<style>rect { background: url( 'a.png' ) }</style>",
        "<style>rect { background: image-set('a.png' 1x) }</style>",
        '<iframe src="a.html"/>',
        "<style>@namespace{} @import url('https://example.org/a.css');</style>",
        "<style>@namespace{}@font-face{src:url(https://example.org/a)}</style>",
        "<style>@namespace url(http://www.w3.org/2000/svg) @import 'https://example.org/a.css';</style>",
        "<style>a{font-family:'/*'} @font-face{src:url(https://example.org/a)} b{font-family:'*/'}</style>",
        "<rect style=\"font-family:'/*';mask:url(https://example.org/a#b);font-size:'*/'\"/>",
        "<style><g/>@import 'https://example.org/a.css';</style>",
        "<style><title>x</title></style>",
        "<style>a { background: image('https://example.org/a.png') }</style>",
        "<style>\0</style>",
        "<text>a\0b</text>",
        "<!-- \0 -->",
        "<text>&#0;</text>",
        "<text>&#1;</text>",
        "<g>",
    ],
)
def test_what_does_more_than_show_is_found(text: str):
    assert inside(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p xmlns='http://www.w3.org/1999/xhtml'/>",
        "<svg><script/></svg>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        f'<!DOCTYPE svg [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><svg {HEAD}>&b;</svg>',
        f'<!DOCTYPE svg [<!ATTLIST rect onclick CDATA "top.ran=1">]><svg {HEAD}><rect/></svg>',
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {HEAD}>&a;</svg>',
        f'<?xml-stylesheet type="text/xsl" href="a.xsl"?><svg {HEAD}/>',
        f'<?xml version="1.0" encoding="iso-2022-jp"?><svg {HEAD}/>',
        f'<?xml version="1.0" encoding="utf-16"?><svg {HEAD}/>',
        f"<svg {HEAD}/><svg {HEAD}/>",
        f"<svg {HEAD}>&nothing;</svg>",
    ],
)
def test_what_is_no_plain_svg_is_found(text: str):
    assert found(text) is not None


def test_pictures_as_programs_save_them_are_nothing_but_pictures():
    assert (
        found(
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- Created with a program -->\n'
            '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
            f'<svg {HEAD} xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns:n="http://example.org/program" n:version="1" viewBox="0 0 4 4" xml:space="preserve">\n'
            '<n:view pagecolor="#fff" n:href="a.svg"/><metadata><rdf:RDF><rdf:li rdf:resource="https://example.org"/>'
            "</rdf:RDF></metadata><title>Kinds of scripts: javascript</title><style>@namespace svg url(http://www.w3.org/2000/svg);\n"
            "/* see https://example.org */ rect { fill: url(#a); src: none }"
            "@font-face { src: url(data:font/woff2;base64,AAAA) }</style>"
            '<linearGradient id="a" xlink:href="#b"/><use href="#c"/>'
            '<rect id="c" style="fill:url(#a)" fill="url(\'#a\')"/>'
            '<image href="data:image/png;base64,&#10;iVBORw0K" xlink:href=" data:image/jpeg;base64,/9j/"/>'
            '<animate attributeName="x" values="0;1"/></svg>\n'
        )
        is None
    )


def test_every_picture_of_the_sample_is_one():
    for file in (CONTENT / "assets").glob("*.svg"):
        assert found(file.read_text("utf-8")) is None, file.name


def test_what_is_found_has_its_place_however_it_is_read():
    text = f'<svg {HEAD}>\n <g/>\n  <rect id="ü" onclick="x"/>\n <style>\n</style></svg>'
    assert found(text) == UnsafePart(line=3, column=3, what="runs code through 'onclick'")
    assert found(text, 7) == found(text)


def test_a_sign_that_no_text_holds_is_refused_behind_the_end_as_well():
    assert found(f"<svg {HEAD}/>\0") is not None
    assert found(f"\0<svg {HEAD}/>") is not None


def test_what_drawing_programs_say_of_languages_is_no_address():
    style = "@namespace url(http://www.w3.org/2000/svg); @namespace xlink 'http://www.w3.org/1999/xlink';"
    assert inside(f"<style>{style} rect {{ fill: red }}</style><rect/>") is None


def repeated(levels: int, shown: str) -> str:
    """A part that is shown ten times by the next one, and so on."""
    parts = (f'<g id="a{level + 1}">{shown.format(id=f"a{level}") * 10}</g>' for level in range(levels))
    return f'<defs><g id="a0"><rect/></g>{"".join(parts)}</defs>{shown.format(id=f"a{levels}")}'


@pytest.mark.parametrize(
    "shown",
    [
        '<use href="#{id}"/>',
        '<use xlink:href="#{id}"/>',
        '<rect fill="url(#{id})"/>',
        "<rect style=\"mask: url( '#{id}' )\"/>",
        '<rect fill="u\\72l(#{id})"/>',
    ],
)
def test_parts_that_show_parts_again_and_again_are_refused(shown: str):
    assert inside(repeated(2, shown)) is None
    for levels in (6, 8, 40):
        harm = inside(repeated(levels, shown))
        assert harm is not None
        assert "repeats its parts" in harm.what


def test_a_part_that_shows_itself_is_refused():
    assert inside('<g id="a"><g id="b"><use href="#a"/></g></g>') is not None
    assert inside('<g fill="url(#a)"><pattern id="a"><rect/></pattern><rect fill="url(#a)"/></g>') is None


def test_a_picture_may_have_many_parts_and_use_each_of_them():
    parts = "".join(f'<g id="p{at}"><rect/><circle/></g>' for at in range(5_000))
    uses = "".join(f'<use href="#p{at % 5_000}"/>' for at in range(20_000))
    assert inside(f"<defs>{parts}</defs>{uses}") is None


def test_elements_nest_no_deeper_than_browsers_follow():
    assert inside("<g>" * 400 + "</g>" * 400) is None
    assert inside("<g>" * 501 + "</g>" * 501) is not None
