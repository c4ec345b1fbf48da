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
TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"


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


def macros_not_called(templates: Path, calling: str) -> list[str]:
    """The macros of the components' templates that a page does not call. One that begins with _ is a part."""
    named = [
        name
        for one in sorted((templates / "components").glob("*.html"))
        for name in re.findall(r"{% macro ([a-z]\w*)\(", one.read_text(encoding="utf-8"))
    ]
    assert len(named) > 15
    return [name for name in named if not re.search(rf"\b{name}\(", calling)]


def test_every_macro_of_the_components_is_shown() -> None:
    page = "".join(one.read_text(encoding="utf-8") for one in (TEMPLATES / "design").glob("*.html"))
    assert macros_not_called(TEMPLATES, page) == []
    assert "goal_chart" in macros_not_called(TEMPLATES, page.replace("goal_chart(", ""))


def test_every_token_stands_on_the_page_with_its_value(design: str) -> None:
    read = tokens.read_tokens((CSS / "tokens.css").read_text(encoding="utf-8"))
    for name, value in tokens.colours(read["dark"]).items():
        assert f"--{name}</code><br>{value}" in design
    assert [name for name in read["light"] if f"<code>--{name}</code>" not in design] == []


def test_every_token_is_used_and_every_one_used_is_there() -> None:
    read = tokens.read_tokens((CSS / "tokens.css").read_text(encoding="utf-8"))
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", _sheets()))
    assert used == read["light"].keys()


def test_every_class_of_the_sheets_is_used_by_a_page() -> None:
    pages = "".join(
        one.read_text(encoding="utf-8")
        for kind in ("*.html", "*.js", "*.py")
        for folder in (TEMPLATES.parent, TEMPLATES.parents[1] / "engine")
        for one in folder.rglob(kind)
    )
    bare = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", _sheets(), flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][a-z0-9-]+)(?=[^{}]*\{)", bare))
    assert len(classes) > 200
    assert [name for name in sorted(classes) if not _is_used(name, pages)] == []
    assert not _is_used("planted-here", pages)


def _sheets() -> str:
    return "".join(one.read_text(encoding="utf-8") for one in CSS.glob("*.css"))


def _is_used(name: str, pages: str) -> bool:
    """Whether a class stands in a page, whole or with a value behind its beginning (`item-{{ track }}`)."""
    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", pages):
        return True
    ends = [place for place, sign in enumerate(name) if sign == "-"]
    beginnings = (re.escape(name[: place + 1]) for place in ends)
    return any(re.search(rf"(?<![\w-]){one}(?:{{{{|['\"] ~)", pages) for one in beginnings)


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
    assert page.link("Choose what goes along") == "/a-coach/take/"


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
