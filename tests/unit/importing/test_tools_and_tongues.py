"""Maps as tools write them, in the words of eight languages with the dirt of real files; and what only looks so."""

from __future__ import annotations

import pytest
from corpora_maps import EXPECTED, MAPS
from corpora_surveys import EXPECTED as SURVEYED
from corpora_surveys import FIGURES, SURVEYS

from jmsite.importing.draft import DraftMap, DraftStage, NoJourneyError
from jmsite.importing.recognise import read_map
from jmsite.importing.write import Wish, write

BESIDE = {"EXPECTED.yaml", "expected.json", "LICENSES.txt"}


def told(draft: DraftMap) -> list[tuple[str, dict[str, list[str]], list[tuple[str, dict[str, list[str]]]]]]:
    """The stages of a draft with their entries, and their steps with theirs."""
    (journey,) = draft.journeys
    return [
        (stage.title, lanes(stage), [(step.title, lanes(step)) for step in stage.steps])  # type: ignore[arg-type]
        for stage in journey.stages
    ]


def lanes(moment: DraftStage) -> dict[str, list[str]]:
    felt = [one.word or f"{one.value:g}" for one in moment.feelings]
    return {
        **{lane: [one.text for one in some] for lane, some in moment.lanes.items()},
        **({"felt": felt} if felt else {}),
    }


ELSEWHERE = {
    "cantera-2020-typeform.csv", "ga4-stacked.csv", "qualtrics-sample-de.csv", "qualtrics-sample-legacy.csv",
    "events.csv", "events.xes",
}  # fmt: skip
"""Surveys without a figure of one metric; tests of their own read them."""
READ = {"jupyterlab-usability-2018.csv", "telco-churn-cut.csv", "ecom-clickstream-cut.csv"}
"""Surveys that are not imported: `test_known_answers.py` reads them where they lie."""


def test_no_file_of_the_corpora_is_left_out():
    assert {file.name for file in MAPS.iterdir()} - BESIDE == set(EXPECTED)
    surveys = {file.name for file in SURVEYS.iterdir()} - BESIDE - READ
    assert surveys == {name for name, *_ in FIGURES} | ELSEWHERE
    assert surveys <= set(SURVEYED)


UXPRESSIA = """Stages,Awareness,Purchase
User goals,Find a bike,Pay
Process and channels,Search,Click
Touchpoints,Site,Till
Experience,3,5
Problems,Too many,
Think & feel,Hm,Yes
Ideas / Opportunities,Guide,
"""
THEYDO_MAP = """Phases,Aware,Aware,Buy
Steps,See ad,Search,Pay
Needs & Goals,Know,Find,Pay fast
Touchpoints,Instagram,Google,Shop
Experience,-1,0,1
Opportunities,Page,,Fast
"""
THEYDO_TABLE = """Phase,Step,Lane,Type,Title,Description,Experience impact
Aware,See ad,Touchpoints,Touchpoint,Instagram,,
Aware,Search,Pains,Insight,Ads are not trusted,They said so,
Buy,Pay,Needs,Need,Pay fast,,
"""
CUSTELLENCE = """Lane,Aware,Buy
Customer activity,Sees,Pays
Emotional journey,1,-2
Pain points,x,
Backstage activity,a,c
Supporting systems,CRM,POS
Opportunities,o,p
"""
CUSTELLENCE_CARDS = """Column,Lane,Card title,Card text
Aware,Customer activity,Sees ad,on the bus
Aware,Pain points,No time,
Buy,Customer needs,Pay,
Buy,Touchpoints,Till,
"""
MIRO = """Frame,Type,Text,Color,Tags,Author,Created
Awareness,sticky_note,Sees an ad,yellow,Action,Bo,2026-01-01
Awareness,sticky_note,Too many ads,red,Pain point,Bo,2026-01-01
Purchase,sticky_note,Proud,green,Emotion,Bo,2026-01-01
Purchase,sticky_note,Till,blue,Touchpoint,Bo,2026-01-01
"""
SMAPLY = """Lane,Lane type,Before,After
Steps,Step,Search,Review
Emotional journey,Emotional journey,-1,2
Dramatic arc,Dramatic arc,1,2
Channels,Channel,Web,Mail
Backstage,Backstage process,x,y
Pain points,Text,p,q
"""


def test_a_map_of_uxpressia():
    assert told(read_map("a.csv", UXPRESSIA.encode())) == [
        ("Awareness", {"needs": ["Find a bike"], "channel": ["Search"], "touchpoint": ["Site"], "felt": ["3"],
                       "pains": ["Too many"], "thinking": ["Hm"], "opportunities": ["Guide"]}, []),
        ("Purchase", {"needs": ["Pay"], "channel": ["Click"], "touchpoint": ["Till"], "felt": ["5"],
                      "thinking": ["Yes"]}, []),
    ]  # fmt: skip


def test_maps_of_theydo():
    ((_, _, aware), (_, _, buy)) = told(read_map("a.csv", THEYDO_MAP.encode()))
    assert [title for title, _ in (*aware, *buy)] == ["See ad", "Search", "Pay"]
    assert buy[0][1] == {
        "needs": ["Pay fast"],
        "touchpoint": ["Shop"],
        "opportunities": ["Fast"],
        "felt": ["1"],
    }
    assert told(read_map("a.csv", THEYDO_TABLE.encode())) == [
        ("Aware", {}, [("See ad", {"touchpoint": ["Instagram"]}),
                       ("Search", {"pains": ["Ads are not trusted: They said so"]})]),
        ("Buy", {}, [("Pay", {"needs": ["Pay fast"]})]),
    ]  # fmt: skip


def test_maps_of_custellence():
    aware, buy = told(read_map("a.csv", CUSTELLENCE.encode()))
    assert aware == ("Aware", {"doing": ["Sees"], "felt": ["1"], "pains": ["x"], "backstage": ["a"],
                               "systems": ["CRM"], "opportunities": ["o"]}, [])  # fmt: skip
    assert buy[0] == "Buy"
    cards = read_map("a.csv", CUSTELLENCE_CARDS.encode())
    assert cards.format == "cards"
    assert told(cards)[0] == ("Aware", {"doing": ["Sees ad: on the bus"], "pains": ["No time"]}, [])


def test_stages_stand_beside_the_head_of_the_lanes_whatever_the_first_lane_is_called():
    strange = CUSTELLENCE.replace("Customer activity", "Moments that matter")
    assert [title for title, _, _ in told(read_map("a.csv", strange.encode()))] == ["Aware", "Buy"]


def test_a_board_of_miro_whose_tags_are_its_lanes():
    draft = read_map("a.csv", MIRO.encode())
    assert told(draft) == [
        ("Awareness", {"doing": ["Sees an ad"], "pains": ["Too many ads"]}, []),
        ("Purchase", {"touchpoint": ["Till"], "felt": ["Proud"]}, []),
    ]
    assert any("Type, Color, Author, Created" in one.text for one in draft.remarks)


def test_a_map_of_smaply():
    draft = read_map("a.csv", SMAPLY.encode())
    (_, _, ((title, said),)), _ = told(draft)
    assert (title, said) == (
        "Search",
        {"channel": ["Web"], "backstage": ["x"], "pains": ["p"], "felt": ["-1"]},
    )
    assert any("Dramatic arc" in one.text for one in draft.remarks if one.did == "left out")


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        (UXPRESSIA, "UXPressia"), (THEYDO_MAP, "TheyDo"), (THEYDO_TABLE, "TheyDo"), (CUSTELLENCE, "Custellence"),
        (CUSTELLENCE_CARDS, "Custellence"), (MIRO, "Miro"), (SMAPLY, "Smaply"),
        ("Stage,Doing,Thinking,Pain points\nA,b,c,d\nE,f,g,h\n", ""),
        ("Stage,Frame,Doing,Thinking,Pain points\nA,b,c,d,e\nE,f,g,h,i\n", ""),
    ],
)  # fmt: skip
def test_the_tool_is_told_by_the_names_it_alone_uses(text: str, tool: str):
    told = [one.text for one in read_map("a.csv", text.encode()).remarks if one.did == "taken"]
    wanted = [f"as a map of {tool}, by the names of its rows and columns"] if tool else []
    assert told == wanted


def test_scores_of_smaply_are_from_minus_two_to_two_unless_somebody_says_otherwise():
    text = SMAPLY.replace("-1,2", "1,2").encode()

    def scales(draft: DraftMap) -> list[str]:
        return [one.text for one in write(draft, Wish(), "a").remarks if one.did == "taken"]

    assert scales(read_map("a.csv", text)) == ["emotion scores from -2 to 2, as Smaply has it"]
    assert scales(read_map("a.csv", text, scale=(1, 5))) == ["emotion scores from 1 to 5, as --scale says"]
    # what cannot be on that scale is on another one
    assert "as Smaply" not in scales(read_map("a.csv", SMAPLY.replace("-1,2", "1,5").encode()))[0]


TONGUES = {
    "de": "Phase;Handlungen;Kontaktpunkte;Gedanken und Gefühle;Stimmung;Schmerzpunkte;Verbesserungsideen",
    "fr": "Étape;Actions du client;Points de contact;Pensées;Émotions;Points de friction;Pistes d'amélioration",
    "es": "Etapa;Acciones del cliente;Puntos de contacto;Pensamientos;Emociones;Puntos de dolor;Ideas de mejora",
    "pt": "Etapa;Ações do cliente;Pontos de contato;Pensamentos;Emoções;Dores;Ideias de melhoria",
    "ru": "Этап;Действия клиента;Точки касания;Мысли;Эмоции;Барьеры;Идеи улучшений",
    "zh": "阶段;用户行为;触点;想法;情绪;用户痛点;改进机会",
    "ja": "ステージ;顧客アクション;タッチポイント;思考と感情;感情;困りごと;改善案",
    "en": 'Stage →;"Customer actions\r\n(what)";Touchpoints/Channels;Thoughts & feelings;Emotion;Pain points 😖;Ideas',
}
ROWS = ["A;b;c;d;2 → 4;e;f", "G;h;i;j;5;;"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tongue", TONGUES)
def test_a_table_in_each_language(tongue, end, encoding):
    text = end.join([TONGUES[tongue], *ROWS, ""])
    for separator in (";", "\t"):
        assert told(read_map("a.csv", text.replace(";", separator).encode(encoding))) == [
            ("A", {"doing": ["b"], "touchpoint": ["c"], "thinking": ["d"], "pains": ["e"], "opportunities": ["f"],
                   "felt": ["2", "4"]}, []),
            ("G", {"doing": ["h"], "touchpoint": ["i"], "thinking": ["j"], "felt": ["5"]}, []),
        ]  # fmt: skip


FALSE = {
    "test-plan.csv": "Schritt;Aktion;Erwartetes Ergebnis;Status\n1;Klick;Maske;ok\n2;Passwort;Start;ok\n",
    "career.csv": "Level,Goals,Experience,Skills\nJunior,Learn,0-2 years,Python\nSenior,Lead,5 years,All\n",
    "phases.csv": "Phase,Tasks,Owner,Risks,Start,End\nDesign,Sketch,Bo,Late,1,2\nBuild,Code,Al,Bugs,2,3\n",
    "project.csv": "Phase,Goals,Problems,Owner\nInit,Scope,None,Bo\nBuild,Ship,Late,Al\n",
    "projekt.csv": "Phase;Ziele;Probleme;Frist\nStart;Umfang;Keine;1.3.\nBau;Liefern;Spät;1.4.\n",
    "proyecto.csv": "Fase,Objetivos,Problemas,Responsable\nInicio,Alcance,Nada,Ana\nObra,Entrega,Tarde,Eva\n",
    "план.csv": "Этап;Цели;Проблемы;Срок\nСтарт;Объём;Нет;1\nСтройка;Сдача;Поздно;2\n",
    "course.csv": "Step,Goal,Activity,Question\n1,Know,Read,Why?\n2,Do,Write,How?\n",
    "game.csv": "Stage,Enemies,Obstacles,Rewards\n1,Bats,Pits,Coins\n2,Bears,Fire,Key\n",
    "analytics.csv": "Stage,Users,Drop-off,Channel\nVisit,1000,0%,Google\nBuy,100,90%,Mail\n",
    "roadmap.csv": "Stage,Goal,Activities,Deliverables\nFind,Know,Talk,Report\nBuild,Make,Code,App\n",
    "swot.csv": ",Strengths,Weaknesses,Opportunities,Threats\nWe,Fast,Small,Grow,Lose\n",
    "retro.md": "# Sprint 12\n\n## What went well\n- Tests\n\n## Problems\n- Builds\n\n## Ideas\n- Cache\n",
    "trip.md": "# Journey to Japan\n\n## Day 1\n- Activities: temples\n- Hotel: Park\n\n## Day 2\n- Activities: walk\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FALSE)
def test_what_only_looks_like_a_map_is_refused(name):
    with pytest.raises(NoJourneyError):
        read_map(name, FALSE[name].encode())


def test_weak_words_are_evidence_where_there_are_enough_of_them():
    table = "Stage,Actions,Goals,Problems,Ideas\nCome,Walk,Be there,Far,Bus\nGo,Run,Be home,Rain,Coat\n"
    assert [title for title, _, _ in told(read_map("a.csv", table.encode()))] == ["Come", "Go"]
