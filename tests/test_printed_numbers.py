"""Every difference, rank and share that the sample prints is worked out again from its catalog, and agrees.

What is read are the pages as they were built; what they say is worked out here once more, by other code than theirs.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from math import inf, sqrt
from pathlib import Path
from statistics import fmean, median, variance
from typing import Any

import pytest
from conftest import Built, Project
from scipy import stats

import jmsite
from jmsite.model.catalog import Catalog
from jmsite.model.readings import Measured

ROOT = Path(__file__).parent.parent
NUMBER = r"[−+]?[\d,]+(?:\.\d+)?"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return jmsite.load(ROOT)


@pytest.fixture(scope="module")
def pages(cache: Path) -> dict[str, str]:
    """The HTML of every page by its URL."""
    built: Built = Project(ROOT, cache).build()
    return {
        path.removesuffix("index.html"): text.decode()
        for path, text in built.files.items()
        if path.endswith(".html")
    }


def number(text: str) -> float:
    """Return a number as it was printed."""
    return float(text.replace(",", "").replace("−", "-"))


def places(text: str) -> int:
    """Return how many decimals a number was printed with."""
    return len(text.partition(".")[2])


def bare(html: str) -> str:
    """Return the words of some HTML."""
    without = re.sub(r"<svg class=\"chart.*?</svg>", " ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without)).split())


def readings(catalog: Catalog, metric: str) -> list[Any]:
    """The readings that a metric tells: of a funnel how many of a hundred get to its last part."""
    entity = catalog.metric(metric)
    if entity is not None and entity.fields.kind == "funnel":
        return [*through(catalog, metric)]
    return [reading for reading in catalog.series(metric).total if reading.value is not None]


def through(catalog: Catalog, metric: str) -> Iterator[Measured]:
    parts = catalog.series(metric).parts
    for day in sorted({part.day for part in parts}):
        counts = [part.value or 0.0 for part in parts if part.day == day]
        share = min(counts) / max(counts)
        spread = 1.96 * sqrt(share * (1 - share) / max(counts))
        yield Measured(day=day, value=100 * share, low=100 * (share - spread), high=100 * (share + spread))


def by_chance(before: list[Any], after: list[Any], every: list[Any] | None = None) -> float:
    """How far two means may differ by chance: by the intervals, by the scatter of three or more a side, and where there
    are fewer, by that of ``every`` earlier reading; 0 where there is nothing to tell by.
    """
    both, count = [*before, *after], len(before)
    ends = 0.0
    if all(one.low is not None for one in both):
        ends = sqrt(sum(((one.high - one.low) / 2) ** 2 for one in both)) / count
    scatter = 0.0
    if count > 2:
        spread = sum(variance([one.value for one in side]) for side in (before, after))
        scatter = float(stats.t.ppf(0.975, 2 * count - 2)) * sqrt(spread / count)
    elif every is not None:
        earlier = [one.value for one in every if one.day <= before[-1].day]
        if len(earlier) < 6:
            return inf
        scatter = float(stats.t.ppf(0.975, len(earlier) - 1)) * sqrt(2 * variance(earlier) / count)
    return max(ends, scatter)


def agrees(
    told: str, before: list[Any], after: list[Any], higher: bool, every: list[Any] | None = None
) -> bool:
    """Whether words about a change say what two lots of readings say."""
    moved = fmean(one.value for one in after) - fmean(one.value for one in before)
    clear = abs(moved) > by_chance(before, after, every)
    if "no clear change" in told or "too early to say" in told:
        return not clear or abs(moved) < 0.5
    return clear and ("better" in told) == ((moved > 0) == higher)


def metric_at(catalog: Catalog, href: str) -> Any:
    name = href.strip("/").rpartition("/")[2]
    return catalog.metric(name)


def test_every_key_figure_is_the_latest_reading_and_its_change_that_of_a_year(
    pages: dict[str, str], catalog: Catalog
) -> None:
    found = 0
    for url in ("",):
        for tile in re.findall(r"<a class=\"tile\".*?</a>", pages[url], re.S):
            metric = metric_at(catalog, re.findall(r"href=\"([^\"]+)\"", tile)[0])
            every = readings(catalog, metric.id)
            latest = every[-1]
            shown = re.findall(rf"class=\"value\">({NUMBER})", tile)[0]
            assert number(shown) == round(latest.value, places(shown)), metric.id
            told = re.findall(r"class=\"delta[^>]*>(.*?)</span>", tile, re.S)
            near = min(every[:-1], key=lambda one: abs((latest.day - one.day).days - 365))
            assert agrees(bare(told[0]), [near], [latest], metric.fields.direction == "higher"), metric.id
            for amount in re.findall(rf"({NUMBER}) (?:better|worse)", bare(told[0])):
                exact = round(latest.value, places(shown)) - round(near.value, places(shown))
                assert number(amount) == pytest.approx(abs(exact)), metric.id
            found += 1
    assert found >= 5


def test_the_list_of_metrics_tells_changes_and_ways_to_go_that_add_up(
    pages: dict[str, str], catalog: Catalog
) -> None:
    found = 0
    for id, row in re.findall(r"<tr id=\"([^\"]+)\">(.*?)</tr>", pages["metrics/"], re.S):
        metric, every = catalog.metric(id), readings(catalog, id)
        assert metric is not None
        shown = re.findall(rf"class=\"value\">({NUMBER})", row)[0]
        assert number(shown) == round(every[-1].value, places(shown)), id
        for gap in re.findall(rf"({NUMBER}) to go", bare(row)):
            assert metric.fields.target is not None
            assert number(gap) == pytest.approx(abs(metric.fields.target - number(shown))), id
            found += 1
        told = re.findall(r"<td class=\"versus\">(.*?)</td>", row, re.S)[0]
        near = min(every[:-1], key=lambda one: abs((every[-1].day - one.day).days - 365))
        if 'class="delta' in told:
            assert agrees(bare(told), [near], [every[-1]], metric.fields.direction == "higher"), id
        for amount in re.findall(rf"({NUMBER}) (?:better|worse)", bare(told)):
            assert number(amount) == pytest.approx(
                abs(round(every[-1].value, places(shown)) - round(near.value, places(shown)))
            ), id
            found += 1
    assert found > 10


def around(catalog: Catalog, metric: str, day: Any) -> tuple[list[Any], list[Any]]:
    """The readings before and after a day, as many of each; that of the day's own time is neither."""
    every = readings(catalog, metric)
    period = median((after.day - before.day).days for before, after in pairwise(every))
    earlier = [one for one in every if one.day < day]
    later = [one for one in every if one.day >= day]
    if len(earlier) > 1 and (day - earlier[-1].day).days < period:
        earlier.pop()
    count = min(6, len(earlier), len(later))
    return earlier[-count:], later[:count]


def test_every_solution_tells_the_means_around_its_day_and_their_difference(
    pages: dict[str, str], catalog: Catalog
) -> None:
    found = 0
    for solution in catalog.all("solution"):
        for part in re.findall(r"<figure class=\"change figure\".*?</figure>", pages[solution.url], re.S):
            metric = metric_at(catalog, re.findall(r"<h3><a href=\"([^\"]+)\"", part)[0])
            sides = re.findall(rf"</small>({NUMBER})", part.partition('<p class="words">')[0])
            if not sides:
                continue
            before, after = around(catalog, metric.id, solution.fields.shipped)
            for shown, own in zip(sides, (before, after), strict=True):
                mean = fmean(one.value for one in own)
                assert number(shown) == pytest.approx(mean, abs=0.51 * 10 ** -places(shown)), metric.id
            words = bare(part)
            every = readings(catalog, metric.id)
            assert agrees(words, before, after, metric.fields.direction == "higher", every), metric.id
            for amount in re.findall(rf"({NUMBER}) (?:better|worse)", words):
                assert number(amount) == pytest.approx(abs(number(sides[1]) - number(sides[0]))), metric.id
            for amount, first, last in re.findall(
                rf"({NUMBER}) (?:better|worse): from ({NUMBER})[^,]*? to ({NUMBER})", words
            ):
                assert (first, last) == tuple(sides)
                assert number(amount) == pytest.approx(abs(number(last) - number(first)))
            found += 1
    assert found > 6


def figures(html: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the sentence of every chart and the rows behind it."""
    for figure in re.findall(r"<figure class=\"figure.*?</figure>", html, re.S):
        caption = bare(
            re.findall(r"<figcaption>(.*?)(?:<div class=\"figure-foot\"|</figcaption>)", figure, re.S)[0]
        )
        body = re.findall(r"<tbody>(.*?)</tbody>", figure, re.S)
        rows = re.findall(r"<tr>(.*?)</tr>", body[0], re.S) if body else []
        yield caption, [[bare(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.S)] for row in rows]


def month_of(told: str) -> tuple[str, str]:
    """Return the month and the year of a month or a day in words."""
    *_, month, year = told.split()
    return month[:3], year


def test_every_trend_says_in_words_what_its_table_says(pages: dict[str, str]) -> None:
    found = 0
    for url, html in pages.items():
        for caption, rows in figures(html):
            # of readings each week the day is told
            when = r"((?:in|on \d+) \w+ \d{4})"
            said = re.findall(rf": ({NUMBER})[^,]*? {when}, ({NUMBER}).*? {when}\.$", caption)
            for value, month, before, since in said:
                is_daily = month.startswith("on ")
                told = {row[0] if is_daily else month_of(row[0]): row[1] for row in rows}
                for shown, then in ((value, month), (before, since)):
                    exact = number(told[then.removeprefix("on ") if is_daily else month_of(then)])
                    assert number(shown) == pytest.approx(exact, abs=0.5 * 10 ** -places(shown) + 1e-9), (
                        url,
                        caption,
                    )
                found += 1
    assert found > 20


def test_every_list_of_steps_has_the_worst_of_those_concerned_first(pages: dict[str, str]) -> None:
    found = 0
    for url, html in pages.items():
        if not url.startswith(("insights/", "opportunities/", "solutions/")):
            continue
        for part in re.findall(r"<div id=\"steps\">.*?(?:</ul>|<h3)", html, re.S):
            scores = [number(one) for one in re.findall(rf"</svg>({NUMBER})</span><b>", part)]
            assert scores == sorted(scores), url
            found += len(scores) > 1
    assert found > 5


def test_every_score_of_a_listed_step_is_one_that_a_persona_named_beside_it_gives(
    pages: dict[str, str], catalog: Catalog
) -> None:
    names = {(each.fields.name or each.title): each.id for each in catalog.all("persona")}
    found = 0
    for insight in catalog.all("insight"):
        for row in re.findall(r"<li><a class=\"row\" href=[^>]+#.*?</li>", pages[insight.url], re.S):
            score = re.findall(rf"<span class=\"score[^>]*>.*?</svg>({NUMBER})</span><b>", row, re.S)
            anchor = re.findall(r"href=\"([^\"]+)\"", row)[0]
            step = next(each for each in catalog.all("step") if each.url.endswith(anchor.replace("../", "")))
            if not score:
                continue
            who = [names[name] for name in re.findall(r"class=\"hidden\">([^<]*)</span></span>", row)]
            own = {point.persona: round(point.score, 1) for point in catalog.points(step.id)}
            assert number(score[0]) == min(own[persona] for persona in who), (insight.id, step.id)
            told = {
                pain.persona
                for pain in (*step.fields.pains, *step.fields.gains)
                if pain.insight == insight.id
            }
            if told and None not in told:
                assert set(who) <= told
            found += 1
    assert found > 15


CARD = r"<(?:a class=\"card journey-card|div class=\"branch card)"


def test_the_cards_of_journeys_name_their_lowest_score_and_whose_it_is(
    pages: dict[str, str], catalog: Catalog
) -> None:
    found = 0
    for url in ("", "journeys/"):
        for card in re.findall(rf"{CARD}.*?<p class=\"low\">.*?</p>", pages[url], re.S):
            id = re.findall(r"href=\"[^\"]*journeys/([^/\"]+)/\"|href=\"([^/\"]+)/\"", card)[0]
            journey = catalog.journey(id[0] or id[1])
            assert journey is not None
            every = [
                (point.score, step.title, point.persona)
                for step in catalog.journey_steps(journey.id)
                for point in catalog.points(step.id)
            ]
            low = min(score for score, *_ in every)
            score, title = re.findall(rf"<b class=\"is-.\">({NUMBER})</b><span>(.*?)</span>", card)[0]
            assert number(score) == round(low, 1)
            alike = [(at, who) for value, at, who in every if value == low]
            persona = catalog.persona(alike[0][1])
            assert persona is not None
            name = persona.fields.name or persona.title
            assert unescape(title) in {alike[0][0], f"{alike[0][0]}, {name}"}
            found += 1
    assert found > 8


def test_the_lead_of_the_atlas_is_the_lowest_score_of_all_cards(
    pages: dict[str, str], catalog: Catalog
) -> None:
    scores = [
        round(point.score, 1)
        for journey in catalog.all("journey")
        for step in catalog.journey_steps(journey.id)
        for point in catalog.points(step.id)
    ]
    (told,) = re.findall(rf"Lowest point: .*?\(({NUMBER})\)", bare(pages["journeys/"]))
    assert number(told) == min(scores)
    cards = re.findall(rf"<b class=\"is-.\">({NUMBER})</b>", pages["journeys/"])
    assert number(told) == min(number(one) for one in cards)


def test_the_shares_of_what_is_backed_are_those_of_the_scores(
    pages: dict[str, str], catalog: Catalog
) -> None:
    now = [each for each in catalog.all("journey") if each.fields.state == "current"]
    points = {
        each.title: [point for step in catalog.moments(each.id) for point in catalog.points(step.id)]
        for each in now
    }
    every = [point for some in points.values() for point in some]
    share = sum(point.basis != "assumed" for point in every) / len(every)
    text = bare(pages["health/"])
    assert f"{round(100 * share)} % of {len(every)} scores" in text
    (_, rows), *_ = figures(pages["health/"])
    shares = []
    for name, *counts in rows:
        if name in points:
            own = [
                sum(point.basis == basis for point in points[name])
                for basis in ("measured", "researched", "assumed")
            ]
            assert [int(number(one)) for one in counts] == own
            shares.append(1 - own[2] / sum(own))
    assert shares == sorted(shares)
    assert len(shares) == len(now)


def test_the_backlog_is_numbered_by_its_order_and_its_bubbles_are_too(pages: dict[str, str]) -> None:
    html = pages["opportunities/"]
    body = re.findall(r"<tbody>\s*(<tr data-status.*?)</tbody>", html, re.S)[0]
    rows = [
        (int(rank), bare(title), number(value) if value else None)
        for rank, title, value in re.findall(
            r"class=\"rank\" data-sort=\"(\d+)\".*?<b>(.*?)</b>.*?<td class=\"n\" data-sort=\"([\d.]*)\"",
            body,
            re.S,
        )
    ]
    assert [rank for rank, *_ in rows] == [*range(1, len(rows) + 1)]
    values = [value for *_, value in rows if value is not None]
    assert values == sorted(values, reverse=True)
    numbers = {title: rank for rank, title, _ in rows}
    for _, told in figures(html):
        for title, rank, *_ in told:
            assert numbers[title] == int(rank)


def test_the_first_ten_of_the_backlog_are_named_in_the_picture(
    pages: dict[str, str], catalog: Catalog
) -> None:
    svg = re.findall(r"<svg class=\"chart chart-matrix.*?</svg>", pages["opportunities/"], re.S)[0]
    wide = svg.partition('data-shown="narrow"')[0]
    words = " ".join(unescape(word) for word in re.findall(r">([^<>]+)</text>", wide))
    every = [each.fields for each in catalog.all("opportunity")]
    known = [each for each in catalog.all("opportunity") if each.fields.effort is not None]
    known.sort(
        key=lambda each: (each.fields.business_value is None, -(each.fields.customer_value or 0), each.title)
    )
    assert len(every) > 10
    for each in known[:10]:
        assert each.title in words


def test_threads_count_the_severe_pains_and_who_is_on_them(pages: dict[str, str], catalog: Catalog) -> None:
    states: list[str] = []
    for journey in catalog.all("journey"):
        if journey.fields.state == "current":
            for step in catalog.moments(journey.id):
                severe = [pain for pain in step.fields.pains if pain.severity == 3]
                states += [state_of(catalog, step, pain) for pain in severe]
    lead = re.findall(
        r"<p class=\"lead\">(\d+) severe pains; (\d+) have .*?; (\d+) have seen ", pages["thread/"]
    )[0]
    assert [int(one) for one in lead] == [
        len(states),
        len(states) - states.count("nobody"),
        states.count("mended"),
    ]


def state_of(catalog: Catalog, step: Any, pain: Any) -> str:
    """What becomes of a pain, from what refers to what."""
    insights = [pain.insight] if pain.insight else []
    for one in catalog.all("insight") if not insights else ():
        named = not pain.persona or not one.fields.personas or pain.persona in one.fields.personas
        insights += [one.id] if one.fields.type == "pain" and step.id in one.fields.steps and named else []
        insights += [one.id] if one.fields.type == "pain" and one.id in step.fields.insights and named else []
    answers = [
        each
        for each in catalog.all("opportunity")
        if each.fields.status != "dismissed"
        and (
            set(insights) & set(each.fields.insights)
            if insights
            else step.id in each.fields.steps or each.id in step.fields.opportunities
        )
    ]
    built = [
        each
        for each in catalog.all("solution")
        if each.fields.status != "dropped" and {one.id for one in answers} & set(each.fields.opportunities)
    ]
    if any(mended(catalog, each) for each in built):
        return "mended"
    works = any(each.fields.status in ("in-progress", "solved") for each in answers)
    return "taken" if works or any(each.fields.status != "idea" for each in built) else "nobody"


def mended(catalog: Catalog, solution: Any) -> bool:
    if not solution.fields.shipped:
        return False
    for id in solution.fields.metrics:
        before, after = around(catalog, id, solution.fields.shipped)
        metric = catalog.metric(id)
        if before and after and metric is not None:
            moved = fmean(one.value for one in after) - fmean(one.value for one in before)
            if abs(moved) > by_chance(before, after, readings(catalog, id)) and (moved > 0) == (
                metric.fields.direction == "higher"
            ):
                return True
    return False


def cells(html: str) -> list[str]:
    """The words of each cell of the strip at the head of a metric."""
    strip = re.findall(r"<dl class=\"sum now\">(.*?)</dl>", html, re.S)
    return [bare(cell) for cell in re.findall(r"<div>(.*?)</div>", strip[0], re.S)] if strip else []


def test_the_figures_at_the_head_of_a_metric_add_up(pages: dict[str, str], catalog: Catalog) -> None:
    gaps = changes = effects = 0
    for metric in catalog.all("metric"):
        found = cells(pages[metric.url])
        if not found:
            continue
        now = number(re.findall(rf" \d{{4}} ({NUMBER})", found[0])[0])
        for cell in found[1:]:
            for target, gap in re.findall(rf"Target ({NUMBER}).*? ({NUMBER}) to go", cell):
                assert number(gap) == pytest.approx(abs(number(target) - now)), metric.id
                gaps += 1
            for then, moved in re.findall(
                rf"Compared with \w+ \d{{4}} ({NUMBER}).*? ({NUMBER}) (?:better|worse)", cell
            ):
                assert number(moved) == pytest.approx(abs(now - number(then))), metric.id
                changes += 1
            for first, last, moved in re.findall(
                rf"Shipped .*? \d{{4}} ({NUMBER}) ({NUMBER}).*? ({NUMBER}) (?:better|worse)", cell
            ):
                assert number(moved) == pytest.approx(abs(number(last) - number(first))), metric.id
                effects += 1
    assert gaps > 10
    assert changes > 8
    assert effects > 4


def test_a_metric_by_persona_stands_worst_first(pages: dict[str, str], catalog: Catalog) -> None:
    found = 0
    for metric in catalog.all("metric"):
        for part in re.findall(r"<div class=\"cut\">.*?</div>", pages[metric.url], re.S):
            values = [number(one) for one in re.findall(rf"<b>({NUMBER})", part)]
            assert len(values) > 1
            assert values == sorted(values, reverse=metric.fields.direction == "lower"), metric.id
            found += 1
    assert found > 3


def test_the_front_page_counts_what_there_is(pages: dict[str, str], catalog: Catalog) -> None:
    steps = sum(len(catalog.journey_steps(each.id)) for each in catalog.all("journey"))
    told = f"{len(catalog.all('journey'))} journeys, {len(catalog.all('persona'))} personas, {steps} steps"
    assert told in bare(pages[""])


def test_who_is_hurt_where_are_the_people_of_the_file_and_not_of_the_catalog(pages: dict[str, str]) -> None:
    """By the raw file: each persona's people at a stage, and where all are hurt alike, those of all together."""
    with (ROOT / "content/data/shop-people.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["month"] == "2026-10-01"]
    known = {(row["stage"].rpartition("/")[2], row["persona"].title()): float(row["people"]) for row in rows}
    stages = {"Browsing": "browse", "Comparing": "compare", "Basket and checkout": "checkout",
              "Delivery": "delivery", "Trying on": "try-on", "Return or review": "return-or-review"}  # fmt: skip
    whole = alone = 0
    told = bare(pages["next/"])
    for stage, words in re.findall(
        rf"Buying clothes online, ({'|'.join(stages)}) (.*?) × [\d.]+ pounds", told
    ):
        for letter, count in re.findall(rf"(?:\b[AB] (Anna|Ben), )?({NUMBER}) people ×", words):
            each = [known[stages[stage], name] for name in ("Anna", "Ben")]
            assert number(count) == (known[stages[stage], letter] if letter else sum(each)), words
            whole, alone = whole + (not letter), alone + bool(letter)
    assert whole > 1
    assert alone > 8
