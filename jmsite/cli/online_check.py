"""Ask the web about the links of a site before it is checked."""

from __future__ import annotations

from pathlib import Path

import typer

from jmsite.checks.severities import options_of
from jmsite.cli.compiling import examine, memo_for
from jmsite.model.page import Build
from jmsite.model.rules.practice.upkeep import WebLinks
from jmsite.model.sources import Inputs
from jmsite.model.value import replace
from jmsite.online import replies_of
from jmsite.practice.texts import SETTINGS, linked_text
from jmsite.practice.upkeep import asked_as, is_exempt, web_addresses
from jmsite.reading import settings

RULE = "upkeep/link-gone"


def examined_online(inputs: Inputs, root: Path, cache: Path, jobs: int) -> Build:
    """Return what ``examine`` returns, with the links that lead nowhere any more; say of how many nothing is known."""
    site = settings(inputs, memo_for(cache, jobs)).value
    allowed = options_of(RULE, site.fields.rules, WebLinks).allow
    addresses = [one for one in addresses_in(inputs) if not is_exempt(one, allowed)]
    replies = replies_of(addresses)
    if replies.unknown:
        said = (
            f"{replies.unknown} of {len(addresses)} addresses gave no answer that says whether they are gone"
        )
        typer.echo(said, err=True)
    return examine(replace(inputs, gone=replies.gone), root, cache, jobs)


def addresses_in(inputs: Inputs) -> list[str]:
    """Return the web addresses in the content, as they are asked, each once."""
    files = (
        source for source in inputs.content.values() if source.path != SETTINGS and b"://" in source.data
    )
    found = (asked_as(address) for source in files for _, address in web_addresses(linked_text(source)))
    return list(dict.fromkeys(found))
