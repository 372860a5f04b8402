"""``content/site.yaml``: what holds for the whole site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from jmsite.model.downloads import DownloadName
from jmsite.model.entities.lanes import LANES, Role
from jmsite.model.entities.small_groups import FewestCases, WhenSmall
from jmsite.model.fields import DataPath, Fields, FilledText, Id, Many, Number, WebAddress
from jmsite.model.own_fields import FieldType
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.url_schemes import on_the_web
from jmsite.model.written_durations import Duration


def widening(scale: EmotionScale | None) -> EmotionScale | None:
    """Return the scale, if its ends are in order; a ValueError says if not."""
    if scale is not None and scale.max <= scale.min:
        raise ValueError("max must be greater than min")
    return scale


def _suggesting(address: str | None) -> str | None:
    if (
        address
        and address != "issues"
        and not address.lower().startswith("mailto:")
        and not on_the_web(address)
    ):
        raise PydanticCustomError("suggesting", "not a place for suggestions")
    return address


class EmotionScale(Fields):
    """A scale on which authors write emotion. Stored as -2 to 2."""

    min: Annotated[Number, Field(description="The worst score.")] = -2
    max: Annotated[Number, Field(description="The best score.")] = 2
    words: Annotated[
        dict[float, Many[FilledText]],
        Field(
            description="Words and emoji that may be written in place of scores; the first of each is shown."
        ),
    ] = {}

    def stored(self, score: float) -> float:
        """Return a written score on the scale from -2 to 2, rounded to nine decimals."""
        # nine decimals: a third of a scale comes out alike on every machine, and equal scores are equal
        return round((score - self.min) / (self.max - self.min) * 4 - 2, 9)

    def written(self, stored: float) -> float:
        """Return a score from -2 to 2 as it is written on this scale."""
        return round(self.min + (stored + 2) / 4 * (self.max - self.min), 6) + 0.0  # no -0.0

    def read(self, word: str) -> float | None:
        """Return the score that a word stands for, whatever its capitals and blanks; a number in quotes is one.
        Else None.
        """
        named = {plain_word(each): score for score, some in self.words.items() for each in some}
        try:
            # words first: on a scale of school grades "1" may be declared as a word
            return named.get(plain_word(word)) if plain_word(word) in named else float(word)
        except ValueError:
            return None


def plain_word(word: str) -> str:
    """Return a word of a scale without what does not tell it from others: capitals, blanks, the form of an emoji."""
    return " ".join(word.replace("\ufe0f", "").casefold().split())


class Repository(Fields):
    """The repository in which the content is kept, for links that edit it."""

    url: Annotated[WebAddress, Field(description="Address of the repository.")]
    branch: Annotated[FilledText, Field(description="Branch that is published.")] = "main"
    path: Annotated[str, Field(description="Folder of the site in the repository, if not its root.")] = ""


class OwnField(Fields):
    """A field of the site's own."""

    title: Annotated[FilledText, Field(description="The name readers see.")]
    type: Annotated[FieldType, Field(description="Type of value.")] = "text"
    description: Annotated[FilledText | None, Field(description="What to write in it.")] = None


View = Literal["map", "blueprint", "table"]
VIEWS: tuple[View, ...] = ("map", "blueprint", "table")
"""The views of a map that show some of its lanes; one more shows all."""
# mypy reads no Literal that is worked out; an own lane may be named as well, and check_lanes tells what is none
if TYPE_CHECKING:
    LaneName = str
else:
    LaneName = Literal[tuple(kind.key for kind in LANES)] | FilledText


class OwnLane(OwnField):
    """A lane of the site's own."""

    role: Annotated[
        Role,
        Field(
            description="Group the lane belongs to, which decides its position; not together with `after`."
        ),
    ] = "customer"
    after: Annotated[LaneName | None, Field(description="The lane it comes after: `pains`.")] = None
    views: Annotated[
        Many[View],
        Field(
            description="Map views that show it. Default: all for customer lanes, otherwise the blueprint."
        ),
    ] = ()
    icon: Annotated[FilledText | None, Field(description="An icon of the theme.")] = None


class DataSource(Fields):
    """A source of readings: a file or several under content/, or a warehouse."""

    file: Annotated[
        DataPath | None,
        Field(description="A table under `content/`: CSV, TSV, Parquet, JSON, a workbook or SPSS."),
    ] = None
    files: Annotated[
        FilledText | None,
        Field(
            description="A folder of tables under `content/` that are read as one, or a pattern: `data/nps/*.csv`."
        ),
    ] = None
    sheet: Annotated[
        FilledText | None, Field(description="Sheet of a workbook. Default: the first that is not hidden.")
    ] = None
    url: Annotated[
        FilledText | None,
        Field(
            description="Connection, without the password: `postgres://reader@db/cx`, `snowflake://…`, `spark://…`."
        ),
    ] = None
    password_env: Annotated[
        FilledText | None, Field(description="Environment variable that holds the password.")
    ] = None
    table: Annotated[
        FilledText | None,
        Field(description="Table of the connection, for readings without a query of their own."),
    ] = None
    refresh: Annotated[
        Duration | None,
        Field(description="How long an answer of the connection holds: `PT12H`. Default: an hour."),
    ] = None
    snapshots: Annotated[
        bool,
        Field(description="Keep answers under `content/data/snapshots`, so that builds need no connection."),
    ] = False


class RuleSetting(RuleOptions, extra="allow"):
    """The setting of a rule, as written: which other keys there are, the row of the rule says."""


class Markdown(Fields):
    """The settings by which Markdown prose is read."""

    html: Annotated[
        Literal["escape", "sanitize"], Field(description="Raw HTML: shown as text, or cleaned and kept.")
    ] = "escape"


class Site(Fields):
    """The site's settings."""

    title: Annotated[FilledText, Field(description="Name of the site.")]
    tagline: Annotated[FilledText | None, Field(description="Tagline: one line about the site.")] = None
    url: Annotated[
        WebAddress | None,
        Field(
            description="Address of the published site, for canonical links, feed, sitemap and the 404 page."
        ),
    ] = None
    repository: Annotated[
        Repository | None, Field(description="Repository of the content, for edit links.")
    ] = None
    language: Annotated[
        FilledText, Field(description="Language of content and interface: `de`, or with a region, `de-AT`.")
    ] = "en"
    theme: Annotated[Id, Field(description="Name of a built-in theme, or of a folder under `themes/`.")] = (
        "default"
    )
    emotion_scale: Annotated[
        EmotionScale, AfterValidator(widening), Field(description="Scale of emotion scores.")
        # model_construct, since validating builds a model's schema, which defer_build puts off until somebody asks
    ] = EmotionScale.model_construct()
    audiences: Annotated[Many[FilledText], Field(description="Audiences besides `internal`.")] = ("public",)
    visibility: Annotated[
        dict[FilledText, FilledText],
        Field(description="Default visibility by folder or file under content/: `{journeys: public}`."),
    ] = {}
    review_every: Annotated[Duration | None, Field(description="How long a review is valid.")] = None
    owners: Annotated[
        Literal["written", "codeowners"],
        Field(
            description="Who owns what has no `owner:`: nobody; with `codeowners`, who owns its file by `CODEOWNERS`."
        ),
    ] = "written"
    lanes: Annotated[dict[Id, OwnLane], Field(description="Custom lanes for steps.")] = {}
    fields: Annotated[
        dict[Id, dict[Id, OwnField]], Field(description="Custom fields, by kind of entity.")
    ] = {}
    fiscal_year: Annotated[
        int,
        Field(
            ge=1,
            le=12,
            description="Month in which the fiscal year begins, for readings by quarter, half and year: `4`.",
        ),
    ] = 1
    min_n: FewestCases = None
    small_groups: WhenSmall = None
    sources: Annotated[dict[Id, DataSource], Field(description="Where readings come from.")] = {}
    practice: Annotated[
        Literal["off", "gentle", "strict"],
        Field(
            description="Rules of good practice: `gentle` remarks and warns, `strict` makes that warnings and errors."
        ),
    ] = "off"
    rules: Annotated[dict[str, RuleSetting], Field(description="Severity and options of rules.")] = {}
    markdown: Annotated[Markdown, Field(description="How Markdown prose is read.")] = (
        Markdown.model_construct()
    )
    feedback: Annotated[
        FilledText | None,
        AfterValidator(_suggesting),
        Field(description="Where “Suggest a change” leads: `issues`, or a web or mail address."),
    ] = None
    fictional: Annotated[FilledText | None, Field(description="A notice on every page, for demo sites.")] = (
        None
    )
    charts: Annotated[bool, Field(description="Draw charts.")] = True
    history: Annotated[
        Literal["off", "months", "tags"],
        Field(
            description="Tell what changed, from git: month by month, or from one tag (a version) to the next."
        ),
    ] = "off"
    search: Annotated[bool, Field(description="Make the site searchable.")] = True
    twins: Annotated[
        bool, Field(description="Also write every page as Markdown, with a list of them in `llms.txt`.")
    ] = True
    api: Annotated[
        bool, Field(description="Also write everything as JSON for programs, under `api/v1/`.")
    ] = False
    exports: Annotated[
        Many[DownloadName],
        Field(
            description="Files to offer beside maps, and, for `csv`, beside pages with charts and tables:"
            " `[xlsx, csv, json]`."
        ),
    ] = ()
