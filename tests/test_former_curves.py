"""A map shows what its curve was in former states, over the one of today, and says in words which scores have moved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from committed import commit, page

MAP = "journeys/buy/index.html"
FIND = "journeys/buy/01-find.md"


def found(anna: float, ben: float, *, id: str = "look", more: str = "") -> str:
    emotion = f"emotion: {{anna: {anna}, ben: {ben}}}"
    steps = (
        f"  - {{id: {id}, title: I look, {emotion}{more}}}\n",
        "  - {id: ask, title: I ask, emotion: {anna: 1, ben: 1}}\n",
    )
    return f"---\ntitle: Find\nsteps:\n{''.join(steps)}---\n"


SITE = {
    "site.yaml": "title: Small\nurl: https://example.org/\nhistory: tags\nsearch: false\n"
    "visibility: {journeys: public, personas/anna: public}\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna, ben]\n---\n",
    FIND: found(-1.3, 0),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "one"
    root.mkdir()
    commit(root, "2026-08-11", SITE, "1.0")
    commit(root, "2026-09-12", {FIND: found(-1.3, 1)}, "1.1")
    commit(root, "2026-10-03", {FIND: found(0.5, 1)})
    return root


def told(html: str) -> list[list[str]]:
    """What stands in words below the curve: for each state its sentence, and the scores that have moved."""
    boxes = re.findall(r'<div class="told-\d">(.*?)</div>', html, re.DOTALL)
    return [
        [re.sub("<[^>]*>", "", part) for part in re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", box)]
        for box in boxes
    ]


def test_each_state_is_offered_with_what_has_moved_since_in_words(site: Path):
    html = page(site, path=MAP)
    assert re.findall(r'id="ui:was-(\d)"( checked)?>([^<]*)</label>', html) == [
        ("0", " checked", "none"),
        ("1", "", "1.1"),
        ("2", "", "1.0"),
    ]
    assert told(html) == [
        [
            "Dotted: the curve of 1.1. Since then, 1 score has clearly changed; it has a halo.",
            "I look: Anna −1.3 → +0.5",
        ],
        [
            "Dotted: the curve of 1.0. Since then, 2 scores have clearly changed; they have halos.",
            "I look: Anna −1.3 → +0.5",
            "I look: Ben 0.0 → +1.0",
        ],
    ]


def test_the_former_curve_is_drawn_over_the_one_of_today_without_script(site: Path):
    html = page(site, path=MAP)
    shown = re.findall(r'<div class="was was-(\d)">(<svg .*?</svg>)</div>', html, re.DOTALL)
    assert [number for number, _ in shown] == ["1", "2"]
    youngest, eldest = (svg for _, svg in shown)
    whole = re.search(r"chart-whole-curve[^>]*viewBox=\"([^\"]*)", html)
    assert whole is not None
    assert f'viewBox="{whole[1]}"' in youngest
    # only lines that were another one are drawn: Ben felt at 1.1 as he does today
    assert [svg.count("stroke-dasharray") for svg in (youngest, eldest)] == [1, 2]
    assert [svg.count('stroke-width="24"') for svg in (youngest, eldest)] == [1, 2]
    css = page(site, path=re.findall(r'href="../../([^"]*\.css)"', html)[0])
    assert ".was{display:none" in css.replace(" ", "")
    assert r".whole-curve:has(#ui\:was-1:checked) :is(.was-1,.told-1)" in css


def test_a_score_that_moved_within_its_interval_is_not_said_to_have_changed(site: Path):
    metric = "title: Smile\nkind: mean\nscale: {min: -2, max: 2}\nreadings: {file: data/smile.csv}\n"

    def answers(*more: int) -> str:
        every = (-1, 0, 0, 1, 1, -1, 0, 1, 2, -2) * 3
        return "date,value\n" + "".join(f"2026-09-01,{one}\n" for one in (*every, *more))

    one = found(0, 1).replace("anna: 0,", "anna: {metric: smile},")
    commit(site, "2026-10-04", {FIND: one, "metrics/smile.yaml": metric, "data/smile.csv": answers()}, "1.2")
    (site / "content/data/smile.csv").write_text(answers(2, 2), "utf-8")
    sentences = [sentence for sentence, *_ in told(page(site, path=MAP))]
    assert sentences[0] == "Dotted: the curve of 1.2. No score has clearly changed since."
    (site / "content/data/smile.csv").write_text(answers(*[2] * 90), "utf-8")
    sentences = [sentence for sentence, *_ in told(page(site, path=MAP))]
    assert "1.2. Since then, 1 score" in sentences[0]


def test_a_step_and_a_persona_with_other_ids_are_still_the_same(site: Path):
    (site / "content/personas/anna.md").unlink()
    renamed = {
        "personas/hannah.md": "---\ntitle: Anna\naliases: [anna]\n---\n",
        "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [hannah, ben]\n---\n",
        FIND: found(0.5, 1, id="search").replace("anna", "hannah"),
    }
    commit(site, "2026-10-09", renamed, "1.2")
    assert [lines[1:] for lines in told(page(site, path=MAP))] == [
        ["I look: Anna −1.3 → +0.5"],
        ["I look: Anna −1.3 → +0.5", "I look: Ben 0.0 → +1.0"],
    ]


def test_an_audience_sees_the_former_curves_of_whom_it_sees(site: Path):
    html = page(site, "public", MAP)
    assert [sentence for lines in told(html) for sentence in lines[1:]] == ["I look: Anna −1.3 → +0.5"]
    assert "Ben" not in html


def test_a_map_tells_its_own_history_and_where_all_of_it_is_told(site: Path):
    commit(site, "2026-10-04", {"journeys/sell/journey.md": "---\ntitle: Sell\n---\n"})
    html = page(site, path=MAP)
    history = re.findall(r'<dd><a class="link" href="../../(changes/#[^"]*)">([^<]*)</a>, ([^<]*)</dd>', html)
    assert history == [
        ("changes/#now", "since the last version", "1 score up"),
        ("changes/#since-1-1", "1.1", "1 score up"),
    ]
    assert 'id="since-1-1"' in page(site, path="changes/index.html")


def test_where_nothing_was_otherwise_and_where_nothing_is_remembered_there_is_no_choice(tmp_path: Path):
    root = tmp_path / "still"
    root.mkdir()
    commit(root, "2026-08-11", SITE, "1.0")
    commit(root, "2026-09-12", {"personas/ben.md": "---\ntitle: Benedict\n---\n"}, "1.1")
    assert "was-" not in page(root, path=MAP)
    commit(
        root,
        "2026-10-03",
        {FIND: found(0.5, 1), "site.yaml": SITE["site.yaml"].replace("history: tags\n", "")},
    )
    assert "was-" not in page(root, path=MAP)


@pytest.mark.parametrize("people", [1, 8])
def test_a_map_grows_by_a_tenth_at_most_however_much_has_changed(tmp_path: Path, people: int):
    everybody = [f"p{one}" for one in range(people)]

    def stage(number: int, shift: float) -> str:
        felt = {who: round(((place + number) % 5 - 2) / 2 + shift, 1) for place, who in enumerate(everybody)}
        emotion = ", ".join(f"{who}: {score}" for who, score in felt.items())
        steps = "".join(
            f"  - {{id: t{one}, title: I look for the {one}. one, doing: Looks it up, thinking: Which one is it?,"
            f" pains: [It takes long], touchpoints: [Shop], emotion: {{{emotion}}}}}\n"
            for one in range(6)
        )
        return f"---\ntitle: Stage {number}\nsteps:\n{steps}---\n"

    def files(shift: float) -> dict[str, str]:
        return {f"journeys/long/{one:02}-s.md": stage(one, shift) for one in range(1, 6)}

    site = {
        "site.yaml": "title: Long\nhistory: tags\nsearch: false\n",
        "journeys/long/journey.md": f"---\ntitle: Long\npersonas: [{', '.join(everybody)}]\n---\n",
        **{f"personas/{who}.md": f"---\ntitle: {who.upper()}\n---\n" for who in everybody},
    }
    for number in range(8):
        commit(tmp_path, f"2026-0{number + 1}-01", {**site, **files(number / 10)}, f"1.{number}")
    path = "journeys/long/index.html"
    commit(tmp_path, "2026-09-01", files(-0.1))
    grown = len(page(tmp_path, path=path).encode())
    commit(tmp_path, "2026-09-02", {"site.yaml": site["site.yaml"].replace("history: tags\n", "")})
    without = len(page(tmp_path, path=path).encode())
    assert without < grown <= without * 1.1, (without, grown)
