"""The page of components, the page about coaches, the switch for steps offline, what leads to reading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person
from webapp import create_app
from webapp.design import tokens
from webapp.guides.opaque import opaque
from webapp.guides.views import FOOT_GUIDES
from webapp.security.form_tokens import masked, unmasked

CSS = Path(__file__).parents[2] / "webapp" / "static" / "css"


@pytest.fixture
def design(tmp_path: Path, kb: KnowledgeBase) -> str:
    app = create_app(tmp_path, engine="compiled", kb=kb, authoring=True)
    return app.test_client().get("/design/light").text


def test_the_page_of_components_is_there_in_development_only(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("/design", "/design/dark", "/design/dark.css"):
        assert person.open(address).response.status_code == 404
    monkeypatch.setenv("WAYMARK_DEVELOPMENT", "1")
    assert person.open("/design").response.status_code == 200
    assert person.open("/design/pink").response.status_code == 404


def test_every_component_of_the_table_is_shown(design: str) -> None:
    shown = {name for names in re.findall(r'class="([^"]*)"', design) for name in names.split()}
    named = tokens.components((CSS / "components.css").read_text(encoding="utf-8"))
    assert len(named) > 15
    assert [name for name in named if name not in shown] == []


def test_a_component_added_to_the_table_would_be_missed(design: str) -> None:
    assert tokens.components("/*\n * .planted   something new\n */") == ["planted"]
    assert 'class="planted"' not in design


def test_every_token_stands_on_the_page_with_its_value(design: str) -> None:
    read = tokens.read_tokens((CSS / "tokens.css").read_text(encoding="utf-8"))
    for name, value in tokens.colours(read["dark"]).items():
        assert f"--{name}</code><br>{value}" in design


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_far_enough_apart(theme: str) -> None:
    read = tokens.read_tokens((CSS / "tokens.css").read_text(encoding="utf-8"))
    near = [
        f"{one.over} on {one.under}: {one.ratio:.2f}"
        for one in tokens.contrasts(read[theme])
        if not one.enough
    ]
    assert near == []


def test_contrast_is_that_of_wcag() -> None:
    assert tokens.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert tokens.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    with pytest.raises(ValueError, match="not a colour"):
        tokens.luminance("yellow")


def test_pages_and_files_come_packed_and_files_are_kept(person: Person, app: Flask) -> None:
    packed = {"Accept-Encoding": "gzip"}
    answer = person.client.get("/", headers=packed)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-store"
    sheets = re.findall(r'href="(/static/css/[^"]+\?v=[^"]+)"', person.open("/").response.text)
    assert len(sheets) > 4
    for sheet in sheets:
        answer = person.client.get(sheet, headers=packed)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert person.client.get(sheet.partition("?")[0]).headers["Cache-Control"] == "no-cache"
        wrong = person.client.get(sheet.partition("?")[0] + "?v=000000000000")
        assert wrong.headers["Cache-Control"] == "no-cache"


def test_no_two_answers_show_the_same_token_and_both_are_taken(own_device: Person) -> None:
    shown = [own_device.open("/questionnaire/device").hidden("csrf_token") for _ in range(2)]
    assert shown[0] != shown[1]
    assert len({one.partition("~")[0] for one in shown if one}) == 2
    for token in shown:
        sent = own_device.client.post("/kept", data={"csrf_token": token})
        assert sent.status_code in (302, 303)
    assert own_device.client.post("/kept", data={"csrf_token": "abc~abc"}).status_code == 400


def test_a_masked_token_is_the_token_again() -> None:
    assert unmasked(masked("Ij.a-b_c")) == "Ij.a-b_c"
    assert unmasked("no mask") == "no mask"
    assert unmasked("not~alike") == "not~alike"


def test_s11_the_plan_leads_to_the_page_about_coaches(planned: Person) -> None:
    planned.open("/plan/")
    page = planned.open(planned.link("Ask for a coach"))
    for words in ("not protected by law", "Ask who pays", "no sharing from here yet", "Which one step"):
        assert words in page.words  # SE21, SE22, and what can't be done here yet
    assert page.link("Download as text").endswith("/plan/file/markdown")


def test_s11_without_a_plan_the_page_says_what_to_take(person: Person) -> None:
    assert "Once you have a plan" in person.open("/a-coach").words


def test_se20_the_copy_of_the_steps_is_off_until_switched_on(planned: Person) -> None:
    assert planned.open("/without-network/steps").response.status_code == 404
    planned.open("/without-network").press("Keep my steps on this device")
    assert "switched on in this browser" in planned.words
    copy = planned.open("/without-network/steps").response
    assert copy.status_code == 200
    assert "csrf" not in copy.text
    assert "<form" not in copy.text
    assert "<script" not in copy.text


@pytest.mark.parametrize("way", ["off", "erase"])
def test_se20_what_closes_the_file_clears_the_copy(planned: Person, way: str) -> None:
    planned.open("/without-network").press("Keep my steps on this device")
    form = {"csrf_token": planned.open("/without-network").hidden("csrf_token")}
    sent = planned.client.post("/without-network" if way == "off" else "/kept", data=form)
    assert sent.headers["Clear-Site-Data"] == '"storage"'
    assert planned.client.get_cookie("waymark_offline") is None


def test_every_guide_and_story_is_led_to_from_where_it_helps(planned: Person, kb: KnowledgeBase) -> None:
    from_items = {name for one in kb.strategies.values() for name in one.guides}
    told = from_items | set(FOOT_GUIDES)
    page = planned.open("/a-coach").response.text
    told |= {name for name in kb.guides if opaque(name) in page}
    assert [name for name in kb.guides if name not in told and kb.guides[name].status != "retired"] == []
    for story in kb.stories.values():
        assert story.strategies, story.id  # by which a plan like it leads there (plans/stories.py)
