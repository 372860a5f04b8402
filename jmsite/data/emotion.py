"""Work out the emotion of each persona at a step: written, measured or assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from jmsite.model.catalog import Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import Felt
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.site import EmotionScale
from jmsite.model.findings import Examined, Finding
from jmsite.model.metric_kinds import METRIC_KINDS, MetricKind
from jmsite.model.readings import Basis, Measured, Point, Series
from jmsite.model.sources import Loc
from jmsite.model.value import Value, replace

BESIDE = 0.25
"""The distance that a written score may lie outside a measured interval before the map says so."""

NEAR = 0.5
"""The distance that a score may have from the score of a word of the site's scale to be called by it."""


class EmotionMetric(Value):
    """A metric that may speak of steps: its declaration, what stands for all (100 for percent), its last readings.

    ``latest`` is by level, id and persona: ``("stage", "buy/need", "anna")``; ``total`` is the last one over all.
    ``split`` are the levels and ids at which personas are told apart, ``placed`` that steps or stages are, and
    ``by_step`` the stages of which steps are. ``mapping`` are values in order, each with the feeling from -2 to 2 that
    it is declared to mean; empty where nothing is.
    """

    metric: Entity[Metric]
    whole: float
    latest: Mapping[tuple[str, str, str], Measured]
    split: frozenset[tuple[str, str]]
    placed: bool
    by_step: frozenset[str] = frozenset()
    total: Measured | None = None
    mapping: tuple[tuple[float, float], ...] = ()

    @property
    def kind(self) -> MetricKind:
        """Return the row of the metric's kind."""
        return METRIC_KINDS[self.metric.fields.kind]

    def of(self, step: str, persona: str) -> Measured | None:
        """Return the last reading that speaks of a step and persona; what speaks closest comes first.

        Closest is the step, then its stage; each of the persona, or of everybody where personas are not told
        apart. A metric that tells neither steps nor stages apart speaks by its persona.
        """
        stage = step.rpartition("/")[0]
        for level, id in (("step", step), ("stage", stage)):
            own = self.latest.get((level, id, persona))
            if own is not None or (level, id) in self.split:
                return own  # None where others were asked there: their answers are not this persona's
            if (level, id, "") in self.latest:
                return self.latest[(level, id, "")]
        return None if self.placed or not persona else self._whose(step, persona)

    def against(self, step: str, persona: str) -> Measured | None:
        """Return the last reading that may be held against a score written at a step.

        Where steps of a stage are told apart, only the step's own: what was answered at others says nothing of it.
        """
        if step.rpartition("/")[0] not in self.by_step:
            return self.of(step, persona)
        own = self.latest.get(("step", step, persona))
        return own or (None if ("step", step) in self.split else self.latest.get(("step", step, "")))

    def around(self, step: str, persona: str) -> Measured | None:
        """Return the last reading of the persona, else of the step's journey, else over all."""
        own = self._whose(step, persona) if persona else None
        return own or self.latest.get(("journey", step.partition("/")[0], "")) or self.total

    def _whose(self, step: str, persona: str) -> Measured | None:
        journey = step.partition("/")[0]
        return self.latest.get(("journey", journey, persona)) or self.latest.get(("", "", persona))

    def felt(self, value: float) -> float | None:
        """Return a value of the metric as a feeling from -2 to 2; None where the metric has no scale."""
        if self.mapping:
            return round(_along(self.mapping, value), 3)
        scale, lower = self.metric.fields.scale, self.metric.fields.direction == "lower"
        worst_to_best = self.kind.emotion_on((scale.min, scale.max) if scale else None, self.whole)
        if worst_to_best is None:
            return None
        low, high = worst_to_best
        score = (value - low) / (high - low) * 4 - 2
        return round(max(-2.0, min(2.0, -score if lower else score)), 3)

    def interval(self, reading: Measured) -> tuple[float, float] | None:
        """Return a reading's interval from -2 to 2, the lower end first."""
        ends = [self.felt(end) for end in (reading.low, reading.high) if end is not None]
        known = sorted(end for end in ends if end is not None)
        return (known[0], known[1]) if len(known) == 2 else None


def _along(mapping: Sequence[tuple[float, float]], value: float) -> float:
    """Return the feeling of a value on the straight lines of a mapping; beyond its ends that of the nearer end."""
    if value <= mapping[0][0]:
        return mapping[0][1]
    for (low, worse), (high, better) in pairwise(mapping):
        if value <= high:
            return worse + (better - worse) * (value - low) / (high - low)
    return mapping[-1][1]


def emotion_metric(metric: Entity[Metric], series: Series, scale: EmotionScale) -> EmotionMetric:
    """Return a metric as one that measures emotion; ``scale`` is that of the site, on which a mapping is declared.

    Readings of single channels say nothing of a step as a whole, nor do those of too few cases of anything. Who is told
    apart is told apart though there be too few of them: what others answered is not theirs.
    """
    whole_parts = [part for part in series.parts if not part.is_aside]
    told = {(*_of(part), part.persona or "") for part in whole_parts}
    latest = {(*_of(part), part.persona or ""): part for part in whole_parts if _is_enough(part)}
    split = frozenset((level, id) for level, id, persona in told if persona)
    placed = any(level in ("step", "stage") for level, _, _ in told)
    whole = METRIC_KINDS[metric.fields.kind].whole_of(metric.fields.unit)
    declared = sorted(metric.fields.emotion.at.items()) if metric.fields.emotion else []
    return EmotionMetric(
        metric=metric,
        whole=whole,
        latest=latest,
        split=split,
        placed=placed,
        by_step=frozenset(id.rpartition("/")[0] for level, id, _ in told if level == "step"),
        total=next((one for one in reversed(series.total) if _is_enough(one)), None),
        mapping=tuple((value, max(-2.0, min(2.0, scale.stored(score)))) for value, score in declared),
    )


def _is_enough(reading: Measured) -> bool:
    """Return whether a reading has a value that rests on enough cases."""
    return reading.value is not None and not reading.small


def metrics_of_emotion(step: Step) -> tuple[str, ...]:
    """Return the metrics that the feelings of a step are taken from."""
    return tuple(felt.metric for points in step.emotion.values() for felt in points if felt.metric)


def emotion_points(
    step: Entity[Step],
    scale: EmotionScale,
    emotion_metrics: Mapping[str, EmotionMetric],
    researched: frozenset[str],
) -> Examined[tuple[Point, ...]]:
    """Return the points of each persona that takes the step and has a score, in the order of its personas.

    ``emotion_metrics`` holds at least the metrics that the step names, ``researched`` the insights that rest on
    research.
    """
    found: dict[str, Finding] = {}
    points = []
    for persona in step.fields.personas or ("",):
        for felt in step.fields.emotion.get(persona) or step.fields.emotion.get("") or ():
            measured = _measured(step, persona, felt, emotion_metrics, scale)
            point = measured.value or _written(step, persona, felt, emotion_metrics, scale, researched)
            points += [point] if point else []
            found |= {one.message: one for one in measured.findings}  # once, of whomever it is
    return Examined(value=tuple(points), findings=tuple(found.values()))


def _measured(
    step: Entity[Step], persona: str, felt: Felt, emotion_metrics: Mapping[str, EmotionMetric], scale: EmotionScale
) -> Examined[Point | None]:  # fmt: skip
    emotion_metric = emotion_metrics.get(felt.metric or "")
    if emotion_metric is None:
        return Examined(value=None)
    target, field = ("step", step.id), _field(step.fields, persona, felt)
    # 0 for any value: whether there is a scale does not depend on it
    if emotion_metric.felt(0) is None:
        message = f"metric '{emotion_metric.metric.id}' has no scale, so it cannot give the emotion of '{step.title}'"
        hint = f"add 'scale: {{min: …, max: …}}' to {emotion_metric.metric.path}"
        return Examined(
            value=None,
            findings=(
                Finding(rule="metric/no-scale", entity=target, field=field, message=message, hint=hint),
            ),
        )
    reading = emotion_metric.of(step.id, persona) or emotion_metric.around(step.id, persona)
    if reading is None or reading.value is None:
        # the written score is shown in its place
        if isinstance(felt.score, float):
            return Examined(value=None)
        message = f"metric '{emotion_metric.metric.id}' has no readings for '{step.title}'"
        return Examined(
            value=None,
            findings=(Finding(rule="metric/no-reading", entity=target, field=field, message=message),),
        )
    score = emotion_metric.felt(reading.value) or 0.0
    low, high = emotion_metric.interval(reading) or (None, None)
    word = _word(step.fields, persona, felt, score, scale)
    return Examined(
        value=Point(
            step=step.id,
            persona=persona,
            score=score,
            basis="measured",
            word=word,
            n=reading.n,
            low=low,
            high=high,
            metric=emotion_metric.metric.id,
        )
    )


def _field(step: Step, persona: str, felt: Felt) -> Loc:
    """Return the way to the metric of a point, as it is written: one of several has a number, a single one has none."""
    whose = persona if persona in step.emotion else ""
    points = step.emotion[whose]
    at: Loc = (points.index(felt),) if len(points) > 1 else ()
    return ("emotion", whose, *at, "metric")


def _written(
    step: Entity[Step], persona: str, felt: Felt, emotion_metrics: Mapping[str, EmotionMetric], scale: EmotionScale,
    researched: frozenset[str],
) -> Point | None:  # fmt: skip
    if not isinstance(felt.score, float):
        return None
    score = scale.stored(felt.score)
    basis: Basis = "researched" if _rests(step.fields, persona, felt, researched) else "assumed"
    word = _word(step.fields, persona, felt, score, scale)
    written = Point(step=step.id, persona=persona, score=score, basis=basis, word=word)
    for id in step.fields.metrics:
        emotion_metric = emotion_metrics.get(id)
        if emotion_metric is None or not (emotion_metric.kind.asks or emotion_metric.mapping):
            continue  # minutes say nothing of what somebody felt, unless it is declared how they feel
        reading = emotion_metric.against(step.id, persona)
        measured = emotion_metric.felt(reading.value) if reading and reading.value is not None else None
        if reading is not None and measured is not None:
            low, high = emotion_metric.interval(reading) or (None, None)
            least, most = (measured if low is None else low), (measured if high is None else high)
            return replace(
                written,
                metric=id,
                measured=measured,
                measured_n=reading.n,
                measured_low=low,
                measured_high=high,
                # only who is asked can contradict
                contradicted=emotion_metric.kind.asks and not least - BESIDE <= score <= most + BESIDE,
            )
    return written


def _of(part: Measured) -> tuple[str, str]:
    """Return the lowest level of the journey that a reading is of."""
    levels = (("step", part.step), ("stage", part.stage), ("journey", part.journey))
    return next(((name, id) for name, id in levels if id), ("", ""))


def _rests(step: Step, persona: str, felt: Felt, researched: frozenset[str]) -> bool:
    """Return whether a score is backed by research: its own, the step's, or that of what was said and found there."""
    if felt.research or step.research or not researched.isdisjoint(step.insights):
        return True
    if any(quote.research for quote in step.quotes if quote.persona in (None, persona)):
        return True
    pains = [pain for pain in (*step.pains, *step.gains) if pain.persona in (None, persona)]
    return any(pain.research or pain.insight in researched for pain in pains)


def _word(step: Step, persona: str, felt: Felt, score: float, scale: EmotionScale) -> str:
    """Return the word for a score. Of several points in a step none is called by the feeling of them all."""
    several = len(step.emotion.get(persona) or step.emotion.get("") or ()) > 1
    of_all = None if several else next(_feelings(step, persona), None)
    return felt.word or of_all or _nearest(score, scale.words.items(), scale)


def _feelings(step: Step, persona: str) -> Iterator[str]:
    """Yield the feelings written for a persona, then those for everybody."""
    yield from (note.text for note in step.feeling if note.persona == (persona or None))
    yield from (note.text for note in step.feeling if note.persona is None)


def _nearest(score: float, words: Iterable[tuple[float, Sequence[str]]], scale: EmotionScale) -> str:
    near = [(abs(scale.stored(written) - score), written, some[0]) for written, some in words if some]
    distance, _, word = min(near, default=(NEAR + 1, 0.0, ""))
    return word if distance <= NEAR else ""
