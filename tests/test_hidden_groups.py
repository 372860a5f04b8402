"""What a small group says is in no file of a site: pages, their Markdown, JSON, downloads, or the cache."""

from __future__ import annotations

from collections.abc import Callable

from conftest import Project

SENTINEL = "7.31"


def test_the_value_of_a_small_group_is_in_no_output(project: Callable[[str], Project]) -> None:
    groups = {"app": ("7.31", 3), "shop": ("4", 40), "phone": ("5", 60)}
    rows = "".join(f"2026-05-03,{channel},{value}\n" * n for channel, (value, n) in groups.items())
    site = project("minimal").edit("data/mood.csv", "date,channel,value\n" + rows)
    for channel in groups:
        site.edit(f"channels/{channel}.md", f"---\ntitle: The {channel}\n---\n")
    shown = {}
    for name, least in (("open", ""), ("hidden", "min_n: 10\n")):
        site.edit(
            "metrics/mood.yaml",
            f"title: Mood\nkind: mean\n{least}readings: {{file: data/mood.csv, channel: channel}}\n",
        )
        settings = "title: A site\napi: true\nexports: [csv, json]\n"
        built = site.edit("site.yaml", settings).build(clean=True)
        assert built.rules == []
        shown[name] = [path for path, text in built.files.items() if SENTINEL.encode() in text]
    assert {"api/v1/metrics/mood.json", "downloads/metrics/mood.csv"} <= {*shown["open"]}
    assert shown["hidden"] == []
