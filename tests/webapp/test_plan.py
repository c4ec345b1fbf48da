"""The plan page, its ticks and its files, in a browser without a script."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from tests.webapp.conftest import to_check
from tests.webapp.without_script import Person
from webapp import Services
from webapp.guides.opaque import opaque


def _services(app: Flask) -> Services:
    found: Services = app.extensions["waymark"]
    return found


def test_the_plan_says_where_the_person_is(planned: Person) -> None:
    assert "Day 12 of 60" in planned.words
    assert "48 days are left" in planned.words
    assert planned.title == "Your steps – Waymark"


def test_today_comes_before_this_week_and_this_week_before_the_rest(planned: Person) -> None:
    page = planned.response.text
    assert page.index('id="today"') < page.index('id="week"') < page.index('id="later"')


def _pages_of_items(person: Person) -> list[str]:
    """The words of every item's own page, in the plan's order, from the plan page's links."""
    links = dict.fromkeys(
        link for link, _ in person.open("/plan/").page.links if link.startswith("/plan/step/")
    )
    return [person.open(link).words for link in links]


def test_each_item_has_a_page_of_its_own(planned: Person, app: Flask) -> None:
    titles = [item["title"] for item in (_services(app).store.read(_file(planned), "plan") or {})["items"]]
    assert len(_pages_of_items(planned)) == len(titles)
    planned.open("/plan/").open(planned.link(titles[-1]))
    assert f"<h1>{titles[-1]}</h1>" in planned.response.text
    assert planned.title == "Your steps – Waymark"
    assert planned.link("Back to your steps") == "/plan/"


def test_the_page_of_an_item_that_is_gone_leads_back(planned: Person) -> None:
    planned.open("/plan/step/00000000")
    assert planned.response.status_code == 404
    assert planned.link("Back to your steps") == "/plan/"


def test_each_item_says_why_on_the_plan_and_with_which_answer_on_its_page(planned: Person) -> None:
    assert "Why this is here" in planned.words
    pages = _pages_of_items(planned)
    assert all("Why this is here" in words for words in pages)
    told = "What does the plan say must change? Getting work done on time"
    assert any(told in words for words in pages)


def test_evidence_is_explained_in_words(planned: Person) -> None:
    pages = _pages_of_items(planned)
    assert all("How sure: " in words for words in pages)
    assert any("It has not been tested in a study" in words for words in pages)


def test_places_say_honestly_that_they_are_not_confirmed(planned: Person) -> None:
    assert any("Not yet confirmed by us on its own page" in words for words in _pages_of_items(planned))


def test_a_step_of_a_later_item_is_ticked_on_its_page_and_taken_back(planned: Person, app: Flask) -> None:
    last = (_services(app).store.read(_file(planned), "plan") or {})["items"][-1]
    page = planned.open(planned.link(last["title"])).address
    step = _first_step(planned)
    planned.fill(done=[step]).press("Save my ticks")
    assert planned.address == page
    assert planned.value("done") == [step]
    assert "Ticked. Well walked." in planned.words
    planned.press("Undo")
    assert planned.open(page).value("done") == []


def test_both_paths_are_shown(planned: Person) -> None:
    assert "Two paths, side by side" in planned.words
    assert "Be ready either way" in planned.words


def test_what_was_left_out_and_what_was_assumed_is_said(planned: Person) -> None:
    assert "What was left out" in planned.words
    assert "What we took for granted" in planned.words


def _first_step(person: Person) -> str:
    return next(control.value for control in person._controls() if control.name == "done")


def test_steps_are_ticked_and_stay_ticked(planned: Person) -> None:
    step = _first_step(planned)
    planned.fill(done=[step]).press("Save my ticks")
    assert planned.address == "/plan/"
    assert step in (planned.value("done") or [])
    planned.open("/plan/")
    assert step in (planned.value("done") or [])
    planned.fill(done=[]).press("Save my ticks")
    assert planned.value("done") == []


def test_ticking_keeps_the_item_open(planned: Person) -> None:
    planned.fill(done=[_first_step(planned)]).press("Save my ticks")
    assert planned.response.text.count("<details open>") == 1


def test_ticks_outlast_making_the_plan_again(planned: Person) -> None:
    step = _first_step(planned)
    planned.fill(done=[step]).press("Save my ticks")
    planned.open("/questionnaire/obstacles").fill(blockers=["tools_access"]).press("Continue")
    planned.open("/plan/")
    assert "Your answers have changed" in planned.words
    planned.press("Make the plan again").press("Take the new plan")
    assert "Your answers have changed" not in planned.words
    assert step in (planned.value("done") or [])


def test_the_plan_stays_as_it_was_made_until_it_is_made_again(planned: Person) -> None:
    before = _titles(planned)
    planned.open("/questionnaire/goals").fill(concerns=["attendance"]).press("Continue")
    assert _titles(planned.open("/plan/")) == before
    assert _titles(planned.press("Make the plan again").press("Take the new plan")) != before


def _titles(person: Person) -> list[str]:
    return re.findall(r'class="item-title">([^<]+)<', person.response.text)


def test_a_tick_for_a_step_the_plan_does_not_have_is_passed_over(planned: Person, app: Flask) -> None:
    for control in planned._controls():
        if control.name in ("on_page", "done"):
            control.value, control.checked = "nonsense/step", True
    planned.press("Save my ticks")
    with planned.client.session_transaction() as session:
        file = session["file"]
    assert not _services(app).store.read(file, "progress")


def test_dates_that_give_no_plan_lead_back_to_the_check_page(own_device: Person, app: Flask) -> None:
    to_check(own_device)
    with own_device.client.session_transaction() as session:
        file = session["file"]
    broken = {"plan_start": "2026-05-01", "plan_end": "2026-04-01"}
    _services(app).store.change(file, "answers", lambda _: broken)
    own_device.open("/questionnaire/check").press("Make my plan")
    assert own_device.response.status_code == 422
    assert "One thing to put right" in own_device.words


def test_the_plan_page_before_a_plan_leads_to_the_check_page(own_device: Person) -> None:
    assert own_device.open("/plan/").address == "/questionnaire/check"


def test_the_plan_page_of_nobody_leads_to_the_beginning(person: Person) -> None:
    assert person.open("/plan/").address == "/questionnaire/device"


def test_the_checklist_leaves_as_markdown_with_its_ticks(planned: Person) -> None:
    planned.fill(done=[_first_step(planned)]).press("Save my ticks")
    planned.open("/plan/file/markdown")
    assert planned.response.headers["Content-Disposition"] == 'attachment; filename="waymark-checklist.md"'
    assert "- [x] " in planned.response.text
    assert "- [ ] " in planned.response.text


def test_the_checklist_leaves_as_csv(planned: Person) -> None:
    planned.open("/plan/file/csv")
    assert 'filename="waymark-checklist.csv"' in planned.response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(planned.response.data.decode("utf-8-sig"))))
    assert len(rows) > 20
    assert datetime.date.fromisoformat(rows[0]["Due"])


def test_the_checklist_leaves_as_json(planned: Person) -> None:
    planned.open("/plan/file/json")
    assert 'filename="waymark-checklist.json"' in planned.response.headers["Content-Disposition"]
    assert json.loads(planned.response.text)["items"]


def test_files_and_paper_hold_no_private_answer(own_device: Person, kb: KnowledgeBase) -> None:
    own_device.fill(coping="struggling").press("Continue")
    own_device.open("/questionnaire/rights").fill(recent_events=["union_activity"]).press("Continue")
    to_check(own_device).press("Make my plan")
    assert any("union activity" in words for words in _pages_of_items(own_device))
    for address in ("/plan/file/json", "/plan/file/csv", "/plan/file/markdown", "/plan/print"):
        text = own_device.open(address).response.text
        assert "union_activity" not in text, address
        assert "I took part in union activity" not in text, address
        assert "struggling" not in text, address


@pytest.mark.parametrize("kind", ["exe", "print"])
def test_an_unknown_kind_of_file_is_not_found(planned: Person, kind: str) -> None:
    assert planned.open(f"/plan/file/{kind}").response.status_code == 404


def test_paper_has_one_page_and_it_is_no_download(planned: Person) -> None:
    assert "Print page" in planned.words
    assert "Page for paper" not in planned.words


def test_the_print_page_has_every_step_with_a_box(planned: Person, app: Flask) -> None:
    items = (_services(app).store.read(_file(planned), "plan") or {})["items"]
    planned.open("/plan/print")
    assert planned.response.text.count('class="tick-box"') == sum(len(item["steps"]) for item in items)


def test_letters_are_filled_from_the_answers(planned: Person, kb: KnowledgeBase) -> None:
    planned.press("Answer more for a closer plan")
    planned.fill(main_goal="close nine tickets a day").press("Continue")
    planned.open("/reading")
    planned.open(planned.link(kb.letters["clarify_goals"].title))
    assert "close nine tickets a day" in planned.words
    assert planned.title == "Words to start from – Waymark"


@pytest.mark.parametrize("number", ["9" * 5000, "0", "999", "-1", "١", "1.5"])
def test_a_number_that_no_item_has_opens_none_and_the_tick_is_kept(planned: Person, number: str) -> None:
    step = _first_step(planned)
    for control in planned._controls():
        if control.name == "number":
            control.value = number
    planned.fill(done=[step]).press("Save my ticks")
    assert planned.response.status_code == 200
    assert step in (planned.value("done") or [])
    assert planned.response.history[0].headers["Location"] == "/plan/"


def _habit(person: Person, app: Flask) -> tuple[int, str, list[str]]:
    """A weekly item of the plan: its number, its id, and the keys of its steps."""
    plan = _services(app).store.read(_file(person), "plan") or {}
    number, item = next((n, one) for n, one in enumerate(plan["items"], 1) if one["repeats"] == "weekly")
    return number, item["id"], [f"{item['id']}/{step['id']}" for step in item["steps"]]


def _file(person: Person) -> str:
    with person.client.session_transaction() as session:
        return str(session["file"])


def test_a_habit_says_when_it_was_ticked_and_can_be_started_again(planned: Person, app: Flask) -> None:
    number, _, keys = _habit(planned, app)
    other = next(key for key in _keys(planned) if key not in keys)
    store = _services(app).store
    assert "Start again for this week" not in planned.words
    store.change(_file(planned), "progress", lambda _: dict.fromkeys([*keys, other], "2026-02-24"))
    planned.open("/plan/")
    assert "Ticked on Tuesday 24 February" in planned.words
    planned.press("Start again for this week")
    assert planned.response.history[0].headers["Location"] == f"/plan/#item-{number}"
    assert planned.value("done") == [other]
    assert store.read(_file(planned), "progress") == {other: "2026-02-24"}
    assert "Ticked on" not in planned.words, "only a habit says so"


def test_an_older_window_leaves_the_ticks_that_another_one_set(planned: Person) -> None:
    other = Person(planned.client).open("/plan/")
    form = next(one for one in planned.page.forms if any("Save my ticks" in x.words for x in one.buttons))
    first, second = [box.value for box in form.controls if box.name == "done"][:2]
    planned.fill(done=[first]).press("Save my ticks")
    other.fill(done=[second]).press("Save my ticks")
    assert {first, second} <= set(other.value("done") or [])
    other.fill(done=[second]).press("Save my ticks")
    assert first not in (other.value("done") or []), "what is taken away on the page goes"


def _keys(person: Person) -> list[str]:
    return [control.value for control in person._controls() if control.name == "on_page"]


@pytest.mark.parametrize("habit", ["", "999", "9" * 5000, "once"])
def test_only_a_habit_starts_again(planned: Person, app: Flask, habit: str) -> None:
    store = _services(app).store
    if habit == "once":
        items = (store.read(_file(planned), "plan") or {})["items"]
        habit = next(opaque(item["id"]) for item in items if item["repeats"] is None)
    store.change(_file(planned), "progress", lambda _: dict.fromkeys(_keys(planned), "2026-02-24"))
    before = store.read(_file(planned), "progress")
    data = {"csrf_token": planned.hidden("csrf_token"), "habit": habit}
    assert planned.client.post("/plan/again", data=data).status_code == 303
    assert store.read(_file(planned), "progress") == before
