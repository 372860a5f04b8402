"""Paths are owned as hosts read CODEOWNERS, and lines made from departments leave those of others alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.codeowners import escaped_path, read_codeowners
from jmsite.model.ownership import BEGIN, END, OwnedPath, block, with_block
from jmsite.model.path_patterns import path_pattern, path_patterns


@pytest.mark.parametrize(
    ("line", "path", "owned"),
    [
        ("* @a", "deep/in/a.md", True),
        ("*.js @a", "web/app.js", True),
        ("*.js @a", "web/app.ts", False),
        ("/docs/ @a", "docs/in/a.md", True),
        ("/docs/ @a", "web/docs/a.md", False),
        ("docs/ @a", "web/docs/a.md", True),
        ("docs/* @a", "docs/a.md", True),
        ("docs/* @a", "docs/in/a.md", False),
        ("/apps/github @a", "apps/github", True),
        ("/apps/github @a", "apps/github/in/a.md", True),
        ("/apps/github @a", "apps/github-2/a.md", False),
        ("**/logs @a", "deep/logs/a.md", True),
        ("/content/**/03-*.md @a", "content/journeys/buy/03-pay.md", True),
        ("/content/**/03-*.md @a", "content/03-pay.md", True),
        (r"/content/a\ b.md @a", "content/a b.md", True),
        ("/日本/ @a", "日本/あ.md", True),
        ("# *.md @a", "a.md", False),
    ],
)
def test_a_line_speaks_of_the_paths_that_hosts_take_it_for(line, path, owned):
    assert bool(read_codeowners(line).owners_of(path)) is owned


def test_the_last_line_that_speaks_of_a_path_counts_even_if_it_names_nobody():
    owners = read_codeowners(
        "* @all # everybody\n/content/ @shop ux@example.org not-a-name\n/content/free/\n"
    )
    assert owners.owners_of("a.md") == ("@all",)
    assert owners.owners_of("content/a.md") == ("@shop", "ux@example.org")
    assert owners.owners_of("content/free/a.md") == ()
    assert owners.names == ("@all", "@shop", "ux@example.org")


def test_sections_have_owners_of_their_own_and_each_counts():
    owners = read_codeowners("[Content] @ux\n/content/\n/content/shop/ @shop\n^[Law][2]\n*.md @law\n")
    assert owners.owners_of("content/a.yaml") == ("@ux",)
    assert owners.owners_of("content/shop/a.md") == ("@shop", "@law")


def test_a_site_in_a_folder_of_its_repository_is_found_under_that_folder():
    owners = read_codeowners("/maps/content/ @ux\n", prefix="maps/")
    assert owners.owners_of("content/a.md") == ("@ux",)


@given(st.text("ab*?[]{},/\\ .#", max_size=40), st.text("ab/.", max_size=30))
def test_any_pattern_can_be_tried(pattern, path):
    for one in (*path_patterns(pattern), path_pattern(pattern, anchored=False)):
        assert one.covers(path) in (True, False)
    read_codeowners(f"{pattern} @a\n").owners_of(path)


PARTS = st.text("abc *?[]#\\ä日", min_size=1, max_size=8).filter(lambda part: part.strip() == part)


@given(st.lists(PARTS, min_size=1, max_size=3).map("/".join))
def test_a_path_that_is_escaped_is_owned_and_no_other(path):
    owners = read_codeowners(f"/{escaped_path(path)} @a\n")
    assert owners.owners_of(path) == ("@a",)
    assert owners.owners_of(f"{path}x") == owners.owners_of(f"x{path}") == ()


def test_a_choice_in_braces_is_a_pattern_for_each():
    patterns = path_patterns("web/{shop,pay}/*.{ts,css}")
    assert any(one.covers("web/pay/a.css") for one in patterns)
    assert not any(one.covers("web/help/a.css") for one in patterns)
    assert len(path_patterns("{a,b}" * 40)) <= 64


LINES = st.lists(st.sampled_from(["* @all", "", "# ours", "/x/ @x", "[Part]"]), max_size=6).map("\n".join)
MADE = block([OwnedPath(path="content/journeys/buy/", owners=("@shop",))])


@given(LINES, LINES, st.booleans())
def test_lines_of_others_stay_wherever_they_stand(above, below, there):
    old = f"{BEGIN}\n/old @gone\n{END}\n"
    text = f"{above}\n{old}{below}" if there else above
    made = with_block(text, MADE)
    assert MADE in made
    assert made.replace(MADE, old if there else "", 1).strip("\n") == text.strip("\n")
    assert with_block(made, MADE) == made


def test_lines_end_as_those_of_the_file_do():
    assert with_block("* @all\r\n", MADE).count("\r\n") == MADE.count("\n") + 2


def test_a_block_without_its_end_is_not_guessed():
    with pytest.raises(ValueError, match="line 2 begins a block"):
        with_block(f"* @all\n{BEGIN}\n/x @x\n", MADE)
