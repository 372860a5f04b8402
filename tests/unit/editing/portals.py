# ruff: noqa: E501 - files read best as they are written
"""Small portals in which every kind of entity is named in every way that there is, in formats drawn at random."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import Phase

from jmsite.content.discover import discover
from jmsite.editing.patch import FilePatch, patched_inputs
from jmsite.editing.written_site import WrittenSite
from jmsite.engine.memo import Memo
from jmsite.exporting.json_document import as_json
from jmsite.exporting.selection import select
from jmsite.model.sources import Blob, Inputs, Options, Source
from jmsite.model.value import replace
from jmsite.pipeline import Compiled, examined

Files = Mapping[str, str]
SEEDS = (Phase.explicit, Phase.reuse, Phase.generate)
"""A smaller seed makes no smaller portal, so that there is nothing to shrink."""
DATA = "date,value,who,place\n2026-01-01,3,ppa,ssa\n2026-01-01,5,Her,jja/ssa\n2026-01-02,4,ppb,\n"
TARGETS = (
    ("persona", "ppa"), ("journey", "jja"), ("stage", "jja/ssa"), ("stage", "jja/ssc"), ("step", "jja/ssa/tta"),
    ("step", "jja/ssa/i-wait"), ("step", "jja/anytime/mma"), ("touchpoint", "oua"), ("channel", "cca"),
    ("department", "dda"), ("system", "yya"), ("metric", "eea"), ("research", "rra"), ("insight", "nna"),
    ("opportunity", "uua"), ("solution", "vva"), ("page", "gga/wwa"), ("page", "gga"),
)  # fmt: skip
"""An entity of each kind, with an id that is no word of anything else."""


def portal(dice: random.Random) -> dict[str, str]:
    """The files of a portal under ``content/``, each reference in a style of its own."""

    def said(word: str) -> str:
        styles = (
            word,
            word,
            f"'{word}'",
            f'"{word}"',
            f'"\\u{ord(word[0]):04x}{word[1:]}"',
            f"&a{dice.random()!s:.6} {word}",
        )
        return dice.choice([one.replace("0.", "x") if one.startswith("&") else one for one in styles])

    def listed(*words: str, indent: str = "") -> str:
        if dice.random() < 0.5:
            return f"[{', '.join(map(said, words))}]  # of them"
        if len(words) == 1 and dice.random() < 0.4:
            return dice.choice((said(words[0]), f">-\n{indent}  {words[0]}", f"|-\n{indent}   {words[0]}"))
        return "\n" + "\n".join(f"{indent}- {said(word)}  # one" for word in words)

    def aliased() -> str:
        old = f"old/{dice.random()}"
        return dice.choice(
            ("", "", f"aliases: [{old}]\n", f"aliases:\n  - {old}   # since\n", f"aliases: {old}\n")
        )

    files = {
        "site.yaml": "title: Small\nvisibility: {personas/ppa: internal, 'journeys/jja': internal}\nlanes:\n"
        "  more: {title: More, type: link}\nrules:\n  ref/by-title: {journeys: {jja: {severity: off}}, paths: {journeys/jja: {severity: off}}}\n",
        "personas/ppa.md": f"---\n# who she is\ntitle: Her   # yes\n{aliased()}---\n\nSee [it](../journeys/jja/journey.md#ssa--tta).\n",
        "personas/ppb.md": "---\ntitle: He\n---\n",
        "channels.yaml": "# all of them\ncca:\n  title: Web\n\nccb: {title: Shop}\n",
        "touchpoints.yaml": f"oua: {{title: Desk, channel: {said('cca')}}}\noub:\n  title: Door\n  channel: {said('cca')}\n",
        "departments.yaml": f"dda:\n  title: Care\nddb:\n  title: Part\n  parent: {said('dda')}\n",
        "systems.yaml": "'yya': {title: Till}\n",
        "metrics/eea.yaml": f"title: Ease\nkind: csat\n{aliased()}readings:\n  file: data/a.csv\n  persona: who\n  stage: place\n"
        f"  map: {{persona: {{Other: {said('ppa')}}}}}\n",
        "metrics/eeb.yaml": f"title: By hand\nkind: csat\nreadings: [{{date: 2026-01-01, value: 4, stage: jja/ssa, persona: {said('ppa')}}}]\n",
        "research/rra.md": "---\ntitle: Talks\nmethod: interview\n---\n",
        "insights/nna.md": f"---\ntitle: Waits\nresearch: {listed('rra')}\npersonas: {listed('ppa', 'ppb')}\n"
        f"steps: {listed('jja/ssa/tta', 'jja/ssa/i-wait', 'jja/anytime/mma')}\n---\n",
        "opportunities/uua.md": f"---\ntitle: Faster\ninsights: {listed('nna')}\nsteps: {listed('jja/ssa/tta')}\n"
        f"departments: {listed('dda')}\nmetrics: {listed('eea')}\n---\n\n[Why]: ../insights/nna.md\n\nAs [said][Why].\n",
        "solutions/vva.md": f"---\ntitle: Do it\nopportunities: {listed('uua')}\nmetrics: {listed('eea')}\nstatus: planned\n---\n",
        "journeys/jja/journey.md": f"---\ntitle: Buy\npersonas: {listed('ppa', 'ppb')}\ndepartments: {listed('dda')}\n"
        f"{aliased()}finding:\n  - {{text: There, step: {dice.choice(('i-wait', 'ssa/tta'))}, persona: {said('ppa')}}}\n"
        "anytime:\n  - id: mma\n    title: It is lost\n  - Another\n---\n\n"
        "See [find](01-ssa.md), [there](#ssa--tta) and [him](/personas/ppb.md).\n\n"
        "```chart\nchart: emotion-curve\njourney: jja\n```\n",
        "journeys/jja/01-ssa.md": f"---\ntitle: Find\nsteps:\n  - id: {said('tta')}\n    title: I look\n"
        f"    personas: {listed('ppa', 'ppb', indent='    ')}\n    touchpoint: {listed('oua', indent='    ')}\n"
        f"    emotion: {{ppa: 1, ppb: -1}}\n"
        f"    systems: {listed('yya', indent='    ')}\n    metrics: {listed('eea', indent='    ')}\n"
        f"    pains: [{{text: 'Slow, see [it](../../insights/nna.md)', insight: {said('nna')}, persona: {said('ppa')}}}]\n"
        f"    fields: {{more: pages/gga/wwa.md}}\n"
        f"    next: [{{to: {dice.choice(('i-wait', 'ssa/i-wait'))}}}, {{to: {dice.choice(('ssb', 'ssb/tta'))}}}]\n"
        "  # the next one\n  - title: I wait\n    channel: " + said("cca") + "\n---\n\n[Back](journey.md) and [her](../../personas/ppa.md).\n",
        "journeys/jja/01-ssa.ppa.md": f"---\nsteps:\n  - id: {said('tta')}\n    doing: [Opens tabs]\n  - title: I wait\n"
        "    thinking: [Why?]\n---\n",
        "journeys/jja/02-ssb.md": "---\ntitle: Pay\nsteps:\n  - {id: tta, title: I pay, next: [{to: ssc}]}\n---\n",
        "journeys/jja/03-ssc.md": "---\ntitle: Whole\ndoing: [Waits]\n---\n",
        "journeys/jjb/journey.md": f"---\ntitle: Other\npersonas: {listed('ppa')}\nparent: {said('jja')}\n---\n",
        "journeys/jjb/01-ssx.md": "---\ntitle: Find\nsteps:\n  - id: tta\n    title: I look\n    journey: "
        + said("jja/ssa")
        + "\n---\n",
        "pages/gga/index.md": "# Guide\n\n[On](wwa.md#how) or [up](../../channels.yaml#cca).\n",
        "pages/gga/wwa.md": "# How to\n\n## How\n\n[Home](index.md), [desk](../../touchpoints.yaml#oua), [it](../../solutions/vva.md).\n",
    }  # fmt: skip
    if dice.random() < 0.3:
        files = {
            path: text.replace("\n", "\r\n") if path.endswith(".md") else text for path, text in files.items()
        }
    return files


@cache
def _bare() -> Inputs:
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        content.mkdir()
        (content / "site.yaml").write_text("title: Small\n", "utf-8")
        return discover(Path(folder), Options(drafts=True))


def inputs_of(files: Files, folder: Path) -> Inputs:
    """What a site of these files is made of; its table stands in ``folder``."""
    table = folder / "a.csv"
    table.write_text(DATA, "utf-8")
    sources = [source_of(f"content/{path}", text.encode()) for path, text in sorted(files.items())]
    blob = Blob(path="content/data/a.csv", digest="1", size=len(DATA), file=str(table))
    return replace(_bare(), content={one.path: one for one in sources}, blobs={blob.path: blob})


def source_of(path: str, data: bytes) -> Source:
    return Source(path=path, digest=hashlib.blake2b(data, digest_size=16).hexdigest(), data=data)


def read(inputs: Inputs) -> tuple[Compiled, WrittenSite]:
    found = examined(inputs, Memo(), 1)
    return found, WrittenSite(found.inputs, found.content.units, found.content.prose, found.catalog.site)


def changed(inputs: Inputs, change: FilePatch) -> Inputs:
    return patched_inputs(inputs, change)


def told(found: Compiled) -> dict[str, Any]:
    """Everything a portal says, without former addresses, and what its readings come to."""
    exported = json.loads(as_json(found.catalog, select(found.catalog, ())))
    series = found.catalog.table("series")
    exported["measured"] = sorted(
        [
            [id, one.value or 0, one.stage or "", one.persona or ""]
            for id, some in series.items()
            for one in some.parts
        ]
    )
    return _without_aliases(exported)


def _without_aliases(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_aliases(part) for key, part in value.items() if key not in ("aliases", "map")}
    return [_without_aliases(part) for part in value] if isinstance(value, list) else value


def rules(found: Compiled) -> list[str]:
    return sorted(one.rule for one in found.site.diagnostics)
