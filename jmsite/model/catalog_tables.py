"""The tables of a catalog, by name: those of entities, and what is known of them."""

from __future__ import annotations

from typing import Literal

KindName = Literal[
    "site", "home", "journey", "stage", "variant", "step", "persona", "touchpoint", "channel", "department", "system",
    "metric", "research", "insight", "opportunity", "solution", "page", "chart",
]  # fmt: skip
"""The tables of entities, by id: those of ``model/kinds``."""
TableName = Literal[
    KindName, "stages", "steps", "journey_steps", "scales", "variants", "uses", "files", "anchors", "moved",
    "hidden", "veiled", "entries", "assets", "series", "emotion_metrics", "researched", "points", "rows", "prose",
    "lane_texts", "days", "today", "words", "faces", "tagged", "page_neighbours", "page_folders",
    "findings", "written", "written_of", "written_in", "draft_stages", "pages", "icons", "content", "blobs",
    "not_linked", "code_owners", "gone", "downloads", "repository_files", "reviews", "due", "past", "flows",
    "past_of", "void_days", "interrupted", "turns",
    "asked_days", "stale_readings", "snapshots", "endings", "answers",
]  # fmt: skip
"""Every table that there can be in a catalog."""
BESIDE: dict[TableName, str] = {
    "stages": "journey id → ids of its stages in order",
    "steps": "stage id, or journey/anytime → ids of its steps in order",
    "journey_steps": "journey id → its steps in order, whole: who asks for them mostly asks for all",
    "scales": "journey id → its own scale of emotion, where that is not the site's",
    "variants": "stage id → ids of what is said of it for single personas",
    "uses": "(kind, id) → who refers to it, and by which field",
    "not_linked": "(kind, words) that stand in lanes where an id can stand, and name nothing → where they stand",
    "files": "content path → the URL at which it is shown; of folders with a page, too",
    "anchors": "content path → the anchors in it",
    "moved": "content path → anchors of its prose that stand otherwise on its page",
    "hidden": "(kind, id) of what this build may not show",
    "veiled": "content path → anchors in it of what this build may not show",
    "entries": "content path → what it speaks of from which line on, where that is more than one thing",
    "assets": "content paths of the attached files that something visible shows",
    "series": "metric id → its readings",
    "flows": "journey id → what its log of events says",
    "interrupted": "(solution id, metric id) → the change against the trend before it shipped",
    "turns": "metric id → the days on which it turned",
    "asked_days": "metric id → the day on which a connection was asked, where its answer is an old one",
    "stale_readings": "metric id → what is out of date of it: the answer of its source, or its last reading",
    "snapshots": "query → what its file or source answered; only while it is measured",
    "answers": "metric id → its readings as they were read, of whatever they say; only while it is measured",
    "endings": "``site`` → the ids that readings may be of, short and long; only while it is measured",
    "emotion_metrics": "metric id → how its readings become emotions",
    "researched": "ids of insights that rest on research",
    "points": "step id → its emotion, a point per persona",
    "rows": "id of a chart in prose → the rows of its table",
    "prose": "(kind, id) → what is written in words",
    "lane_texts": "text of a lane as it is written → as it is shown, where that is more",
    "reviews": "(kind, id) of what was reviewed → the review, and what has changed since",
    "void_days": "content path of a map or persona → the parts that are not as reviewed: those letters, and since when",
    "due": "journey id → its steps whose review is due because what they watch has changed",
    "days": "content path → the day it last changed",
    "past": "``site`` → what is remembered of former states, as far as those may see it for whom it is built",
    "past_of": "journey id → the same, as far as it is about that journey",
    "today": "``site`` → the day of the build, None where nobody asks what day it is",
    "faces": "persona id → its place, letter and colour among the others",
    "tagged": "address of a tag → kind and id of what has it, and how it is written there",
    "page_neighbours": "page id → the pages before and after it, and its folder",
    "page_folders": "folder of pages → what is in it, in order: names, and the first page of each",
    "downloads": "(kind of page, id) → the files that are offered beside it; only for pages",
    "words": "``site`` → the messages of the interface",
    "findings": "content path → the faults in it that do not stop a build; not while it is checked",
    "written": "(kind, id) → what was written, whether this build may show it or not; only while it is checked",
    "written_of": "kind → what was written of it, in order; only while it is checked",
    "written_in": "number of a unit → what was written in it, by kind and id; only while it is checked",
    "draft_stages": "journey → its stages that are drafts, shown or not; only while it is checked",
    "pages": "(kind, id, address) → a page of the site; only while it is checked",
    "icons": "name of an icon of the theme → its path there; only while it is checked",
    "content": "content path → the file as it was found; only while it is checked",
    "blobs": "content path → the attached file; only while it is checked",
    "gone": "web address → why it leads nowhere any more, as far as somebody asked; only while it is checked",
    "repository_files": "name of a repository → the paths of its files, in order; only while it is checked",
    "code_owners": "``site`` → who owns which file by CODEOWNERS, None without one; only while it is checked",
}
"""The content of the tables that hold no entities."""
