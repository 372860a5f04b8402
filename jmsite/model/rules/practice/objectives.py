"""Rules of practice about objectives: what a journey is to achieve, and how anybody would know."""

from __future__ import annotations

from jmsite.model.rules.practice.row import remark
from jmsite.model.rules.rule import Rule

OBJECTIVES: tuple[Rule, ...] = (
    remark(
        "objectives/none",
        "A journey has no objective.",
        "Without one, nobody can say what the map is for, or whether a change to the journey was worth it.",
        "Write what the journey should achieve under `objectives:`. A part of another journey needs none of its own.",
        "objectives:\n  - {text: People finish the checkout they begin, metric: checkout-completion, target: 70,"
        " by: 2027-03-31}",
    ),
    remark(
        "objectives/without-number",
        "An objective has no value to reach.",
        "Nobody can tell whether it has been reached.",
        "Add a `target:` to the objective, or to its metric.",
        "- {text: Nobody has to ask where the parcel is, metric: where-is-it, target: 4}",
    ),
    remark(
        "objectives/without-date",
        "An objective has no date.",
        "What is never due never gets done.",
        "Add the date it should be reached by as `by:`.",
        "- {text: Customers send us their friends, metric: recommend-us, by: 2027-06-30}",
    ),
    remark(
        "objectives/without-metric",
        "An objective has no metric.",
        "Whether it has been reached becomes a matter of opinion.",
        "Name the metric that measures it as `metric:`.",
        "- {text: An exchange takes one step, metric: minutes-per-exchange, target: 10}",
    ),
    remark(
        "objectives/overdue",
        "The date of an objective has passed, and it has not been reached.",
        "An objective that nobody closes teaches everyone that dates on the map mean nothing.",
        "Set a new date or value and say why in the prose, or remove the objective.",
        "- {text: Customers work with their own data in under a week, metric: import-days, target: 5, by: 2027-09-30}",
    ),
)
