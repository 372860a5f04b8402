"""Whatever is damaged in a file: it is a map, or it is refused with a reason."""

from __future__ import annotations

from corpora_maps import MAPS
from hypothesis import given
from hypothesis import strategies as st

from jmsite.importing.draft import NoJourneyError
from jmsite.importing.recognise import read_map
from jmsite.importing.write import Wish, write

FILES = sorted(file for file in MAPS.iterdir() if file.name != "EXPECTED.yaml")
PIECES = st.sampled_from(
    [b"|", b"\n", b"**", b":", b"- ", b"#", b"<br>", b"\xff", b"\0", b"[x](y.md)", b'"', b"{", b"->"]
)
SCENARIOS = """# User journeys

## Scenario 1: Buying online

### Stage 1: Find
**Emotions:** 😀
**Pain points:** slow

### Stage 2: Pay
**Emotions:** 😟

## Scenario 2: Returning

### Stage 1: Pack
**Pain points:** no label
"""


@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), PIECES), max_size=5),
)
def test_a_damaged_file_is_a_map_or_is_refused(file, damages):
    content = file.read_bytes()
    for place, cut, piece in damages:
        at = place % (len(content) + 1)
        content = content[:at] + piece + content[at + cut :]
    said = ""
    try:
        files = write(read_map(file.name, content), Wish(), "map").files
    except NoJourneyError as refused:
        files, said = (), refused.reason
    assert files or said


def test_stages_that_lie_a_level_deeper_make_their_scenarios_journeys():
    draft = read_map("flows.md", SCENARIOS.encode())
    assert [(journey.title, [stage.title for stage in journey.stages]) for journey in draft.journeys] == [
        ("Buying online", ["Find", "Pay"]),
        ("Returning", ["Pack"]),
    ]
