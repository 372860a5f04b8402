"""The figure of a metric over all its answers, as the report tells it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, median
from typing import Any

from jmsite.importing.surveys.export import Measure


def tally(measure: Measure, rows: Sequence[int]) -> dict[str, Any]:
    """Return the figure of some rows with its number of answers; only ``n`` where nobody answered."""
    pairs = [
        (one, measure.sizes[at] if measure.sizes else 1)
        for at in rows
        if (one := measure.numbers[at]) is not None
    ]
    answers = [value for value, _ in pairs]
    if not answers:
        return {"n": 0}
    if measure.sizes:
        total = sum(size or 0 for _, size in pairs)
        return {"n": int(total), "nps": round(sum(value * (size or 0) for value, size in pairs) / total, 1)}
    if measure.kind == "nps":
        return _nps(answers)
    if measure.kind == "csat":
        best = (measure.scale or (1, 5))[1]
        good = sum(one >= best - 1 for one in answers)
        return {
            "n": len(answers), "satisfied": good, "csat": round(100 * good / len(answers), 1),
            "mean": round(fmean(answers), 2),
        }  # fmt: skip
    if measure.kind == "share":
        return {"n": len(answers), "yes": int(sum(answers)), "share": round(100 * fmean(answers), 1)}
    if measure.kind == "duration":
        return {"n": len(answers), "median": round(median(answers), 2)}
    return {"n": len(answers), "mean": round(fmean(answers), 2)}


def _nps(answers: Sequence[float]) -> dict[str, Any]:
    good, bad = sum(one >= 9 for one in answers), sum(one <= 6 for one in answers)
    return {
        "n": len(answers), "promoters": good, "passives": len(answers) - good - bad, "detractors": bad,
        "nps": round(100 * (good - bad) / len(answers), 1),
    }  # fmt: skip


def in_words(figure: dict[str, Any]) -> str:
    """Return a figure as the end of a sentence: `NPS 25.0 from 24 answers (12 promoters, …)`."""
    n = figure["n"]
    answers = f"from {n:,} {'answer' if n == 1 else 'answers'}"
    if not n:
        return "no answers"
    if "promoters" in figure:
        parts = ", ".join(f"{figure[name]:,} {name}" for name in ("promoters", "passives", "detractors"))
        return f"NPS {figure['nps']} {answers} ({parts})"
    name = next(one for one in ("nps", "csat", "share", "median", "mean") if one in figure)
    word = {"nps": "NPS", "csat": "satisfied", "share": "share"}.get(name, name)
    sign = " %" if name in ("csat", "share") else ""
    return f"{word} {figure[name]}{sign} {answers}"
