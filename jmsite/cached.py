"""Keep what is expensive between processes: prose, readings of tables, charts, days of changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jmsite.data import (
    Question,
    answer,
    answer_table,
    by_table,
    combine_answers,
    data_version,
    effects_version,
)
from jmsite.data.events import EventQuestion, flow_of
from jmsite.data.interrupted_series import InterruptedAsk, fit_interruption
from jmsite.data.tables_kept_open import OpenTables
from jmsite.data.turns import turns
from jmsite.engine.memo import Cache, Memo
from jmsite.engine.parallel import cores, share_work
from jmsite.engine.serializer import Serializer, unpacked_or_none
from jmsite.formats.prose import prose_version, to_lane_text, to_prose
from jmsite.history.changes import last_changes
from jmsite.history.git import distrusts
from jmsite.model.diagnostics import Place
from jmsite.model.effects import Interrupted, Turn
from jmsite.model.figures import Drawn, Figure
from jmsite.model.findings import Examined
from jmsite.model.flow import JourneyFlow
from jmsite.model.past import PastPeriod
from jmsite.model.readings import Series
from jmsite.model.rules import fault
from jmsite.model.sources import Inputs, LaneText, Prose
from jmsite.model.value import Value, from_plain, plain, replace
from jmsite.version import VERSION

THREADED = ("vl_convert",)
"""The modules that draw: each has threads of its own once it is loaded, which a copy of the process would lack."""
PAST = 2
"""The format of what is kept of the past: another one where periods hold something else."""
REFUSED = "site/history"
"""The rule by which it is told that git does not answer."""


class Body(Value):
    """The Markdown of a file, and how raw HTML in it is read."""

    markdown: str
    html: Literal["escape", "sanitize"]


def proses_of(bodies: Collection[Body], memo: Memo) -> dict[Body, Prose]:
    """Return the prose of each body. It depends on the text and on the versions of what reads it."""
    version = f"prose {VERSION} {_once(prose_version)}"
    serializer: Serializer[Body, Prose] = Serializer(
        key=lambda asked: _digest(version, asked.html, asked.markdown), pack=_json, unpack=_unpack(Prose)
    )
    return memo.cached(_prose, set(bodies), serializer)


def lane_texts_of(texts: Collection[str], memo: Memo) -> dict[str, LaneText]:
    """Return each text of a lane as it is shown. It depends on the text and on the versions of what reads it."""
    version = f"lane text {VERSION} {_once(prose_version)}"
    serializer: Serializer[str, LaneText] = Serializer(
        key=lambda text: _digest(version, text), pack=_json, unpack=_unpack(LaneText)
    )
    return memo.cached(to_lane_text, set(texts), serializer)


def charts_of(figures: Collection[Figure], memo: Memo, jobs: int) -> dict[Figure, Drawn]:
    """Return each figure as it is drawn. It depends on the figure and on the versions of what draws it."""
    if not figures:
        return {}
    # here, since Altair takes longer to load than most edits take, and many of them draw nothing
    from jmsite.charts.draw import canonical, charts_version, draw, draw_all

    version = f"chart {VERSION} {_once(charts_version)}"
    serializer: Serializer[Figure, Drawn] = Serializer(
        key=lambda figure: _digest(version, canonical(figure)),
        pack=_pack_chart,
        unpack=_unpack_chart,
        worth=lambda drawn: not drawn.wrong,  # what took too long here and now may be drawn another time
    )

    def share(
        run: Callable[[Sequence[Figure]], list[Drawn | None]], some: Sequence[Figure]
    ) -> list[Drawn | None]:
        return share_work(cores(jobs), alone=THREADED)(run, some, None, None)

    def spread(_: Any, calls: Sequence[tuple[Any, ...]], __: bool) -> Sequence[Drawn]:
        return draw_all([figure for (figure,) in calls], share)

    return memo.cached(draw, figures, serializer, spread)


def _contents(asked: Question) -> Iterator[str]:
    """Yield what an answer depends on, of the question and of each that it is pooled of: no file lies anywhere."""
    yield repr(replace(asked, blob=None, pool=()))
    yield asked.blob.digest if asked.blob else ""
    for one in asked.pool:
        yield from _contents(one)


def answers_of(questions: Collection[Question], memo: Memo) -> dict[Question, Examined[Series]]:
    """Return what was read of each metric. It depends on the question and on the bytes of the file asked.

    Each table is opened once, whatever is asked of it, by metrics or by surveys that are pooled, and several at once
    where that pays. The 21 tables of the sample take 2.0 s of one processor, or 1.2 s of each of two (a busy machine,
    medians of three).
    """
    version = f"series {VERSION} {_once(data_version)}"
    # without the blob: where a file lies says nothing of what is in it
    serializer: Serializer[Question, Examined[Series]] = Serializer(
        key=lambda asked: _digest(version, *_contents(asked)),
        pack=lambda answer: _json(answer.value),
        unpack=lambda text: Examined(value=_unpack(Series)(text)),
        worth=lambda answer: not answer.findings,  # findings are not packed, so they must be made again
    )

    def spread(_: Any, calls: Sequence[tuple[Any, ...]], __: bool) -> Sequence[Examined[Series]]:
        tables = by_table(question for (question,) in calls)
        made = memo.uncached(answer_table, [(some,) for some in tables], dear=True)
        each = zip(tables, made, strict=True)
        found = {part: one for some, answers in each for part, one in zip(some, answers, strict=True)}
        return [combine_answers(question, found) for (question,) in calls]

    tables = memo.own(OpenTables)

    def answer_alone(question: Question) -> Examined[Series]:
        return answer(question, tables)

    return memo.cached(answer_alone, questions, serializer, spread)


def series_of(asked: Mapping[str, Question], memo: Memo) -> dict[str, Examined[Series]]:
    """Return what was read of each metric asked, by its id."""

    def run(todo: list[tuple[Question]], _: Sequence[object]) -> list[Examined[Series]]:
        found = answers_of({question for (question,) in todo}, memo)
        return [found[question] for (question,) in todo]

    answers = memo.batch("series", [(id, (question,)) for id, question in asked.items()], run)
    return dict(zip(asked, answers, strict=True))


def logs_of(asked: Mapping[str, EventQuestion], memo: Memo) -> dict[str, Examined[JourneyFlow]]:
    """Return what each log says of its journey. It depends on the question and on the bytes of the log."""
    version = f"flow {VERSION} {_once(data_version)}"
    serializer: Serializer[EventQuestion, Examined[JourneyFlow]] = Serializer(
        key=lambda one: _digest(version, repr(replace(one, blob=None)), one.blob.digest),
        pack=lambda answer: _json(answer.value),
        unpack=lambda text: Examined(value=_unpack(JourneyFlow)(text)),
        worth=lambda answer: not answer.findings,
    )

    def run(todo: list[tuple[EventQuestion]], _: Sequence[object]) -> list[Examined[JourneyFlow]]:
        found = memo.cached(flow_of, {question for (question,) in todo}, serializer)
        return [found[question] for (question,) in todo]

    answers = memo.batch("flows", [(id, (question,)) for id, question in asked.items()], run)
    return dict(zip(asked, answers, strict=True))


def interruptions_of(
    asks: Collection[InterruptedAsk], memo: Memo
) -> dict[InterruptedAsk, Interrupted | None]:
    """Return what changed on a day, of each series asked. It depends on its readings and on what works it out."""
    version = f"interrupted {VERSION} {_once(effects_version)}"
    serializer: Serializer[InterruptedAsk, Interrupted | None] = Serializer(
        key=lambda ask: _digest(version, _json(ask)), pack=_json, unpack=_unpack(Interrupted | None)
    )
    return memo.cached(fit_interruption, asks, serializer)


def turns_of(series: Collection[Series], memo: Memo) -> dict[Series, tuple[Turn, ...]]:
    """Return the days on which each metric turned. It depends on its readings and on what finds them."""
    version = f"turns {VERSION} {_once(effects_version)}"
    serializer: Serializer[Series, tuple[Turn, ...]] = Serializer(
        key=lambda one: _digest(version, _json(one)), pack=_json, unpack=_unpack(tuple[Turn, ...])
    )
    return memo.cached(turns, series, serializer)


def with_days(inputs: Inputs, root: Path, cache: Cache | None = None, last: Inputs | None = None) -> Inputs:
    """Return ``inputs`` with the days on which files of the site at ``root`` last changed; asked once a revision."""
    if last is not None and last.revision == inputs.revision:
        # the inputs were found anew and know nothing of what git refused
        return _refused(inputs) if _is_refused(last) and not _is_refused(inputs) else inputs
    key = _digest(f"days {VERSION}", inputs.revision)
    kept = cache.fetch([key]).get(key) if cache and inputs.revision else None
    days = unpacked_or_none(_unpack(dict[str, date]), kept) if kept else None
    if days is None:
        found = last_changes(root / "content") if inputs.revision else {}
        days = {f"content/{path}": day for path, day in found.items()}
        # nothing may mean that git refused, which the user can undo without a new revision
        if cache and days:
            cache.store({key: _json(days)})
    with_days = replace(inputs, days=days)
    return _refused(with_days) if inputs.revision and not days and distrusts(root / "content") else with_days


def past_key(before: str, after: str, options: str) -> str:
    """Return the key by which is kept what changed between two commits, as a build of these options tells it."""
    return _digest(f"past {PAST} {VERSION}", before, after, options)


def kept_periods(cache: Cache | None, keys: Sequence[str]) -> dict[str, PastPeriod]:
    """Return those periods of the past that are kept, by key."""
    found = cache.fetch(list(keys)) if cache and keys else {}
    read = {key: unpacked_or_none(_unpack(PastPeriod), text) for key, text in found.items()}
    return {key: period for key, period in read.items() if period is not None}


def keep_periods(cache: Cache | None, periods: Mapping[str, PastPeriod]) -> None:
    """Keep periods of the past by key."""
    if cache and periods:
        cache.store({key: _json(period) for key, period in periods.items()})


def _is_refused(inputs: Inputs) -> bool:
    return any(one.rule == REFUSED for one in inputs.faults)


def _refused(inputs: Inputs) -> Inputs:
    """Return ``inputs`` with a fault that says why the days are left out."""
    message = "git refuses to read this repository, because the folder belongs to another user"
    hint = "if you trust it, run: git config --global --add safe.directory <folder of the repository>"
    return replace(
        inputs, faults=(*inputs.faults, fault(REFUSED, message, Place(path="content/site.yaml"), hint))
    )


@cache
def _once(version: Callable[[], str]) -> str:
    """Return a version, looked up once: it cannot change while this runs, and looking takes longer than an edit may."""
    return version()


def _prose(body: Body) -> Prose:
    return to_prose(body.markdown, html=body.html) if body.markdown.strip() else Prose()


def _digest(*parts: str) -> str:
    # texts may hold half a pair of surrogates, which UTF-8 cannot write
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _pack_chart(drawn: Drawn) -> str:
    return f"{drawn.vega}\n{drawn.svg}"  # JSON in one line: it needs no more signs than it has


def _unpack_chart(text: str) -> Drawn:
    vega, _, svg = text.partition("\n")
    return Drawn(svg=svg, vega=vega)


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def _unpack(kind: Any) -> Callable[[str], Any]:
    """Return how a text of ``_json`` becomes a value again; one that lacks something raises ``ValueError``."""

    def unpack(text: str) -> Any:
        value = from_plain(json.loads(text), kind)
        if _json(value) != text:  # what is missing would have taken its default
            raise ValueError(text)
        return value

    return unpack
