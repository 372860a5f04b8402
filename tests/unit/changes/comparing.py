"""Two states of a small portal, written as files, and what changed between them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from jmsite.changes.compare import changes
from jmsite.content.discover import bundled_themes
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.change import Change
from jmsite.model.sources import Inputs, Options, Source
from jmsite.pipeline import catalog_of

Files = Mapping[str, str]

PORTAL: Files = {
    "site.yaml": "title: The bakery\nlanes:\n  risk: {type: text, title: Risk}\n",
    "departments.yaml": "shop: {title: Shop, lead: Ada}\nbakery: {title: Bakery}\n",
    "touchpoints.yaml": "counter: {title: Counter, owner: shop}\n",
    "personas/anna.md": "---\ntitle: Anna\ngoals: [Bread by seven, A smile]\n---\nAnna works early.\n",
    "personas/ben.md": "---\ntitle: Ben\nstatus: assumption\n---\nBen comes at noon.\n",
    "research/visits.md": "---\ntitle: Visits\nn: 12\n---\nWe stood in the queue.\n",
    "insights/queue.md": "---\ntitle: The queue puts people off\n---\n",
    "opportunities/order-ahead.md": "---\ntitle: Order ahead\ninsights: [queue]\nstatus: open\n---\n",
    "solutions/app.md": "---\ntitle: The app\nopportunities: [order-ahead]\nstatus: idea\n---\n",
    "metrics/wait.yaml": "title: Minutes in the queue\ndirection: lower\ntarget: 3\n"
    "readings:\n  - {date: 2026-01-31, value: 8, n: 40}\n  - {date: 2026-02-28, value: 7, n: 44}\n",
    "pages/about.md": "---\ntitle: About\n---\nHow we work here.\n",
    "journeys/buy/journey.md": "---\ntitle: Buying bread\npersonas: [anna, ben]\nowner: Ada\n---\nEvery day.\n",
    "journeys/buy/01-queue.md": "---\ntitle: Queueing\nsteps:\n"
    "  - id: see\n    title: I see the queue\n    emotion: {anna: -1.3, ben: 0}\n"
    "    pains: [{text: The queue is long, severity: 3, insight: queue}]\n    touchpoint: [counter]\n"
    "    doing: [Counts heads, Looks at her watch]\n    departments: [shop, bakery]\n"
    "  - id: wait\n    title: I wait\n    emotion: {anna: -1, ben: -1}\n    fields: {risk: She leaves}\n"
    "  - id: smell\n    title: I smell the bread\n    emotion: 2\n---\nPeople stand outside.\n",
    "journeys/buy/02-pay.md": "---\ntitle: Paying\nsteps:\n"
    "  - id: order\n    title: I say what I want\n    doing: [Points at the loaf]\n"
    "  - id: pay\n    title: I pay\n    emotion: {anna: 0.5}\n---\n",
    "journeys/buy/03-home.md": "---\ntitle: Home\nemotion: 1\ndoing: [Cuts the bread]\n---\n",
}
"""A portal in which there is something of everything."""
THEMES = bundled_themes().value


def catalog(files: Files, audience: str = "internal") -> Catalog:
    content = {
        f"content/{path}": Source(
            path=f"content/{path}", digest=hashlib.sha256(text.encode()).hexdigest(), data=text.encode()
        )
        for path, text in sorted(files.items())
    }
    inputs = Inputs(content=content, blobs={}, themes=THEMES, options=Options(audience=audience))
    return catalog_of(inputs, Memo(one_shot=True)).value


def edited(path: str, *words: tuple[str, str], files: Files = PORTAL) -> dict[str, str]:
    """The portal with words of a file that are others now."""
    text = files[path]
    for old, new in words:
        assert old in text, f"{old!r} is not in {path}"
        text = text.replace(old, new)
    return {**files, path: text}


def renamed(path: str, to: str, files: Files = PORTAL) -> dict[str, str]:
    """The portal with a file, or the files of a folder, that lie elsewhere."""
    return {
        name.replace(path, to, 1) if name.startswith(path) else name: text for name, text in files.items()
    }


def between(before: Files, after: Files, audience: str = "internal") -> tuple[Change, ...]:
    return changes(catalog(before, audience), catalog(after, audience))


def since(after: Files, before: Files = PORTAL) -> tuple[Change, ...]:
    return between(before, after)


def told(found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """What happened to which entity, and to which of its fields."""
    return [(one.what, f"{one.kind}:{one.id}", one.field) for one in found]
