"""What Python programs and notebooks call."""

from __future__ import annotations

import pytest

import jmsite
from jmsite import charts
from jmsite.version import VERSION


def test_the_version_is_said():
    assert jmsite.__version__ == VERSION


def test_a_catalog_is_loaded_by_folder(project):
    catalog = jmsite.load(str(project("minimal").root))
    assert catalog.site.title == "Minimal"
    assert list(catalog.table("persona")) == ["anna"]


def test_a_catalog_with_errors_is_refused_with_all_of_them(project):
    broken = project("minimal").edit("personas/anna.md", "---\ntitle: Anna\ngaols: [x]\nshare: 200\n---\n")
    with pytest.raises(ValueError, match=r"(?s)anna\.md:3:1 error field/unknown.*anna\.md:4"):
        jmsite.load(broken.root)


def test_drafts_and_audiences_are_left_out_unless_asked_for(project):
    hidden = project("minimal").edit(
        "personas/ben.md", "---\ntitle: Ben\ndraft: true\nvisibility: public\n---\n"
    )
    assert "ben" not in jmsite.load(hidden.root).table("persona")
    assert "ben" in jmsite.load(hidden.root, drafts=True).table("persona")
    assert list(jmsite.load(hidden.root, drafts=True, audience="public").table("persona")) == ["ben"]


def test_a_build_writes_nothing(project):
    root = project("minimal").root
    before = sorted(root.rglob("*"))
    assert "index.html" in {output.path for output in jmsite.build(root).outputs}
    assert sorted(root.rglob("*")) == before


def test_a_notebook_has_the_charts_of_the_site():
    from jmsite.resources import example_folder

    catalog = jmsite.load(example_folder().parent)
    for _ in range(2):
        curve = charts.emotion_curve(catalog, "buy-clothes-online").to_dict(validate=True)
        assert len(curve["layer"]) > 3
        assert "var(--" not in str(curve)
    trend = charts.metric_trend(catalog, "where-is-it").to_dict()
    assert "#" in str(trend)
    with pytest.raises(
        LookupError, match=r"there is no journey 'buy-cloths'; there are: .*buy-clothes-online"
    ):
        charts.heat_map(catalog, "buy-cloths")
