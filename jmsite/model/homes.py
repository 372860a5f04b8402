"""The table of homes: where each kind of entity is written, and what others call it who name one by its id.

It stands apart from the table of kinds because rules are told on the quickest ways through jmsite, where loading the
models of all kinds would take longer than everything else (60 to 90 ms).
"""

from __future__ import annotations

from typing import Literal

from jmsite.model.value import Value


class KindHome(Value):
    """The home of a kind. ``folder`` is where its files lie under ``content/`` and the start of its URLs.

    ``where`` says where it is written, under ``content/``: only kinds whose entities do not lie flat in their folder
    have it. ``begins`` is what ``jmsite new`` makes of it where there is none yet: a Markdown file, a YAML file, or an
    entry in a registry; "" for what it does not make. ``named`` says that others name it by its id, ``word`` is what
    one is called in a sentence where that is not its name, and ``id`` the form of its id where that is longer.
    """

    folder: str = ""
    where: str = ""
    begins: Literal["", "markdown", "yaml", "entry"] = ""
    named: bool = False
    word: str = ""
    id: str = ""

    @property
    def file(self) -> str:
        """Return the path of an entity's file under ``content/``; "" for what is written in another's."""
        ending = "yaml" if self.begins == "yaml" else "md"
        return self.where or (f"{self.folder}/<id>.{ending}" if self.folder and not self.id else "")

    @property
    def place_words(self) -> str:
        """Return the place in words: files in code, and the form of an id."""
        if not self.where and self.id:
            return f"a stage of a journey; its id is `{self.id}`"
        if self.where:
            place = self.where.replace("<id>/", "<journey>/") if self.id else self.where
            return f"`{place}`" + (f"; its id is `{self.id}`" if self.id else "")
        if self.begins == "entry":
            return f"`{self.folder}.yaml` or `{self.file}`"
        return f"`{self.file}`"


HOMES: dict[str, KindHome] = {
    "site": KindHome(where="site.yaml"),
    "home": KindHome(where="index.md"),
    "persona": KindHome(folder="personas", begins="markdown", named=True),
    "journey": KindHome(folder="journeys", where="journeys/<id>/journey.md", begins="markdown", named=True),
    "stage": KindHome(
        folder="journeys",
        where="journeys/<id>/<nn>-<stage>.md",
        begins="markdown",
        named=True,
        id="journey/stage",
    ),
    "variant": KindHome(folder="journeys", where="journeys/<id>/<nn>-<stage>.<persona>.md"),
    "step": KindHome(folder="journeys", named=True, id="journey/stage/step"),
    "touchpoint": KindHome(folder="touchpoints", begins="entry", named=True),
    "channel": KindHome(folder="channels", begins="entry", named=True),
    "department": KindHome(folder="departments", begins="entry", named=True),
    "system": KindHome(folder="systems", begins="entry", named=True),
    "metric": KindHome(folder="metrics", begins="yaml", named=True),
    "research": KindHome(folder="research", begins="markdown", named=True, word="study"),
    "insight": KindHome(folder="insights", begins="markdown", named=True),
    "opportunity": KindHome(folder="opportunities", begins="markdown", named=True),
    "solution": KindHome(folder="solutions", begins="markdown"),
    "page": KindHome(folder="pages", where="pages/**/*.md", begins="markdown"),
    "chart": KindHome(),
}
"""The home of every kind, in the order in which kinds are named to authors."""
