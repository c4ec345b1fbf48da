"""A person works their plan, in a browser without a script: each change, its Undo, the plan made again."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from flask import Flask

from engine.knowledge_base import KnowledgeBase
from engine.pipeline import make_plan
from tests.webapp.without_script import Person
from webapp import Services, create_app
from webapp.guides.opaque import opaque
from webapp.store import Store

START = datetime.date(2026, 3, 2)
ANSWERS: dict[str, Any] = {
    "employer_device": "no",
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "coping": "i_do_not_feel_safe",
    "concerns": ["deadlines", "communication"],
    "goal_clarity": "few",
}


class Days:
    """The app's clock."""

    def __init__(self) -> None:
        self.today = START

    def __call__(self) -> datetime.date:
        return self.today


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def app(tmp_path: Any, kb: KnowledgeBase, days: Days) -> Flask:
    return create_app(tmp_path, today=days, engine="compiled", kb=kb)


@pytest.fixture
def store(app: Flask) -> Store:
    serving: Services = app.extensions["waymark"]
    return serving.store


@pytest.fixture
def working(app: Flask, store: Store) -> Person:
    """Someone with a plan for late deliveries, who does not feel safe."""
    person = Person(app.test_client())
    file = store.create_file(documents={"answers": ANSWERS, "place": {"quick": False}})
    with person.client.session_transaction() as session:
        session["file"] = file
    person.open("/questionnaire/check").press("Make my plan")
    assert person.address == "/plan/"
    return person


def file_of(person: Person) -> str:
    with person.client.session_transaction() as session:
        return str(session["file"])


def titles(person: Person) -> list[str]:
    """The steps' titles as the plan page shows them, in its order."""
    return re.findall(r'class="item-title">([^<]+)<', person.open("/plan/").response.text)


@pytest.fixture(scope="session")
def weekly(kb: KnowledgeBase) -> str:
    """An item that is done once, in the weeks of the plan."""
    plan = make_plan(kb, ANSWERS, START, "compiled")
    return next(one.id for one in plan.items if one.phase == "weekly" and not one.repeats and not one.pinned)


def at(item: str) -> str:
    return f"/plan/work/step/{opaque(item)}"


def card(person: Person, title: str) -> str:
    """What the card of an item says on the plan page."""
    page = person.open("/plan/").response.text
    found = next(part for part in page.split("<article")[1:] if f'class="item-title">{title}<' in part)
    return found.partition("</article>")[0]


def test_the_first_view_says_where_one_is_the_next_thing_and_how_it_goes(working: Person) -> None:
    page = working.response.text
    order = ["Day 12 of 60.", "The one next thing", "How it goes", 'id="today"', 'id="week"']
    assert sorted(order, key=page.index) == order
    assert "Nothing is ticked yet" in working.words
    assert re.search(r"This week holds \d+ things", working.words)


def test_the_next_thing_is_ticked_with_one_button_and_the_tick_taken_back(
    working: Person, store: Store
) -> None:
    working.press("I have done it")
    assert "Ticked. Well walked." in working.words
    assert len(store.read(file_of(working), "progress") or {}) == 1
    assert re.search(r"1 of \d+ steps are behind you", working.words)
    working.press("Undo")
    assert "That was taken back." in working.words
    assert store.read(file_of(working), "progress") == {}
    assert "That was taken back." not in working.open("/plan/").words


def test_an_old_undo_of_ticks_changes_nothing_newer(working: Person, store: Store) -> None:
    working.press("I have done it")
    old = working.hidden("ticks")
    working.press("I have done it")
    token = working.hidden("csrf_token")
    working.client.post("/plan/work/undo-ticks", data={"csrf_token": token, "ticks": old})
    assert len(store.read(file_of(working), "progress") or {}) == 2


def test_days_that_went_by_are_told_without_blame(working: Person, days: Days) -> None:
    days.today = START + datetime.timedelta(days=20)
    working.open("/plan/")
    assert "the day has gone by" in working.words
    assert "still count" in working.words
    for word in ("behind schedule", "late with", "failed", "overdue", "should have"):
        assert word not in working.words


def test_a_step_is_put_off_and_the_change_undone(working: Person, kb: KnowledgeBase, weekly: str) -> None:
    title = kb.strategies[weekly].title
    before = card(working, title)
    working.open(at(weekly)).fill(until="2026-03-30").press("Put it off")
    assert f"Put off until 30 March 2026: {title}" in working.words
    assert "Mon 30 Mar to" in card(working, title)
    working.open("/plan/work/").press("Undo")
    assert "Mon 30 Mar" not in card(working, title)
    assert card(working, title).count("item-about") == before.count("item-about")


def test_a_step_is_moved_to_days_that_were_chosen(working: Person, kb: KnowledgeBase, weekly: str) -> None:
    working.open(at(weekly)).fill(start="2026-03-24", due="2026-03-26").press("Move it there")
    assert "Tue 24 Mar to Thu 26 Mar" in card(working, kb.strategies[weekly].title)


@pytest.mark.parametrize(
    ("start", "due", "says"),
    [
        ("2026-04-01", "2026-05-30", "The last day it can be is 19 April 2026"),
        ("2026-04-09", "2026-04-08", "can’t be before the first day"),
        ("2026-02-01", "2026-02-02", "Choose days from 2 March 2026 on"),
        ("", "whenever", "Choose a first and a last day"),
    ],
)
def test_days_that_can_not_be_are_refused_with_what_can(
    working: Person, weekly: str, store: Store, start: str, due: str, says: str
) -> None:
    working.open(at(weekly)).fill(start=start, due=due).press("Move it there")
    assert working.response.status_code == 422
    assert says in working.words
    assert not (store.read(file_of(working), "changes") or {}).get("changes")


def test_a_step_is_put_aside_with_a_reason_and_brought_back(
    working: Person, kb: KnowledgeBase, weekly: str
) -> None:
    title = kb.strategies[weekly].title
    working.open(at(weekly)).fill(reason="no_time", words="Too much at once").press("Put it aside")
    assert title not in titles(working)
    assert "Put aside for now (1)" in working.words
    assert "You wrote: Too much at once" in working.words
    working.open(f"/plan/ask/{opaque(weekly)}")
    assert "You put it aside" in working.words
    working.open("/plan/").press("Bring it back")
    assert title in titles(working)


def test_what_keeps_a_person_safe_is_put_aside_only_after_it_was_told(
    working: Person, kb: KnowledgeBase, store: Store
) -> None:
    title = kb.strategies["get_safe_first"].title
    working.open(at("get_safe_first")).press("Put it aside")
    assert "Before you put this aside" in working.words
    assert not (store.read(file_of(working), "changes") or {}).get("changes")
    assert working.link("Get help now") == "/help"
    working.press("Put it aside all the same")
    assert title not in titles(working)
    assert working.link("Get help now") == "/help"


def test_an_own_step_is_added_ticked_and_rewritten_without_losing_its_tick(
    working: Person, store: Store
) -> None:
    working.open("/plan/work/add")
    working.fill(title="Call Sam", steps="Find the number\nCall", repeats="weekly", track="prepare")
    working.press("Add it to my plan")
    assert "Added: Call Sam" in working.words
    assert "Call Sam" in titles(working)
    key = re.search(r'name="done" value="(own_[^"]+)"', card(working, "Call Sam"))
    assert key is not None
    token = working.hidden("csrf_token")
    working.client.post("/plan/tick", data={"csrf_token": token, "on_page": key[1], "done": key[1]})
    item = key[1].partition("/")[0]
    working.open(f"/plan/work/own/{opaque(item)}")
    working.fill(title="Ring Sam", steps="Find a quiet room\nFind the number\nCall").press("Save it")
    assert "Ring Sam" in titles(working)
    assert "1 of 3 done" in card(working, "Ring Sam")
    assert key[1] in (store.read(file_of(working), "progress") or {})


def test_what_is_typed_wrong_in_an_own_step_is_said_and_kept(working: Person) -> None:
    working.open("/plan/work/add").fill(title="", start="soon", due="2026-01-01", hours="many")
    working.press("Add it to my plan")
    assert working.response.status_code == 422
    assert "3 things to put right" in working.words
    assert working.value("hours") == "many"


def test_a_note_is_on_the_page_and_leaves_with_no_file_unless_it_is_asked_for(
    working: Person, weekly: str
) -> None:
    working.open(at(weekly)).fill(text="Zebra\nwith Sam").press("Save the note")
    assert "Your note:" in working.words
    for name in ("markdown", "csv", "json"):
        assert "Zebra" not in working.open(f"/plan/file/{name}").response.text
    assert "Zebra" not in working.open("/plan/print").words
    token = working.open("/plan/").hidden("csrf_token")
    for address in ("/plan/print", "/plan/file/markdown", "/plan/file/csv"):
        asked = working.client.post(address, data={"csrf_token": token, "notes": "yes"})
        assert "Zebra" in asked.text
    working.open(at(weekly)).fill(text="").press("Save the note")
    assert "Zebra" not in working.open("/plan/").words


def test_files_hold_the_plan_as_it_is_worked(working: Person, kb: KnowledgeBase, weekly: str) -> None:
    working.open(at(weekly)).press("Put it aside")
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    for name in ("markdown", "csv", "json"):
        text = working.open(f"/plan/file/{name}").response.text
        assert "Call Sam" in text
        assert kb.strategies[weekly].title not in text
    assert "Call Sam" in working.open("/plan/print").words


def test_steps_go_up_and_down_in_their_part(working: Person, kb: KnowledgeBase) -> None:
    later = re.findall(
        r'class="item-title">([^<]+)<', working.open("/plan/").response.text.split('id="later"')[1]
    )
    by_title = {one.title: name for name, one in kb.strategies.items()}
    first = by_title[later[0]]
    working.open(at(first))
    if "Move down" not in working.words:
        pytest.skip("this part has one step")
    working.press("Move down")
    assert working.address == at(first)
    after = re.findall(
        r'class="item-title">([^<]+)<', working.open("/plan/").response.text.split('id="later"')[1]
    )
    assert after != later
    working.open(at(first)).press("Move up")
    assert titles(working)[-len(later) :] == later


def test_after_a_lost_week_all_that_is_open_lies_ahead_and_can_be_taken_back(
    working: Person, days: Days
) -> None:
    before = titles(working)
    days.today = START + datetime.timedelta(days=10)
    assert "the day has gone by" in working.open("/plan/").words
    working.open("/plan/work/").fill(days="7").press("Move what is left")
    assert "Lost: 7 days, going on from 12 March 2026" in working.words
    assert "I lost some days" in working.words
    gone = [title for title in before if title not in titles(working)]
    for title in gone:  # what found no room is named, with the reason
        assert title in working.words
    working.open("/plan/work/").press("Undo")
    assert sorted(titles(working)) == sorted(before)


def test_days_lost_before_the_plan_was_made_are_refused(working: Person) -> None:
    working.open("/plan/work/").press("Move what is left")
    assert working.response.status_code == 422
    assert "It leaves out the days before" in working.words


def test_all_changes_go_back_at_once_and_ticks_stay(
    working: Person, kb: KnowledgeBase, store: Store, weekly: str
) -> None:
    before = titles(working)
    working.press("I have done it")
    ticks = store.read(file_of(working), "progress")
    working.open(at(weekly)).press("Put it aside")
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    working.open("/plan/work/").press("Take all my changes back")
    assert titles(working) == before
    assert store.read(file_of(working), "progress") == ticks


def test_what_was_typed_beside_an_older_state_shows_both(working: Person, weekly: str) -> None:
    working.open(at(weekly))
    token, seen = working.hidden("csrf_token"), working.hidden("seen")
    working.fill(text="From the first window").press("Save the note")
    late = working.client.post(
        at(weekly) + "/note", data={"csrf_token": token, "seen": seen, "text": "From the second"}
    )
    assert late.status_code == 409
    assert "changed on another page" in late.text
    assert "From the first window" in late.text
    assert "From the second" in late.text
    assert "From the first window" in working.open("/plan/").words


def test_changes_from_two_windows_are_both_kept(working: Person, weekly: str) -> None:
    token = working.hidden("csrf_token")
    for title in ("One", "Two"):
        data = {"csrf_token": token, "title": title, "start": "2026-03-09", "due": "2026-03-10", "hours": "1"}
        working.client.post("/plan/work/add", data=data)
    assert {"One", "Two"} <= set(titles(working))


def change_answers(working: Person) -> None:
    working.open("/questionnaire/goals").fill(concerns=["attendance"]).press("Continue")
    working.open("/plan/")


def test_making_the_plan_again_shows_what_would_change_before_anything_changes(
    working: Person, store: Store
) -> None:
    made = store.read(file_of(working), "plan")
    change_answers(working)
    working.press("Make the plan again")
    assert "Nothing has changed yet" in working.words
    assert re.search(r"\d+ steps? would come in", working.words)
    assert re.search(r"\d+ steps? would go", working.words)
    assert store.read(file_of(working), "plan") == made
    working.press("Keep the plan I have")
    assert store.read(file_of(working), "plan") == made
    assert "Your answers have changed" not in working.words


def test_a_new_plan_keeps_ticks_notes_own_steps_and_changes(
    working: Person, kb: KnowledgeBase, store: Store
) -> None:
    step = next(one.value for one in working._controls() if one.name == "done")
    item = step.partition("/")[0]
    working.fill(done=[step]).press("Save my ticks")
    working.open(at(item)).fill(text="Zebra").press("Save the note")
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    changes = store.read(file_of(working), "changes")
    change_answers(working)
    working.press("Make the plan again").press("Take the new plan")
    assert working.address == "/plan/"
    assert "Call Sam" in titles(working)
    assert "Zebra" in working.words
    assert step in (store.read(file_of(working), "progress") or {})
    now = store.read(file_of(working), "changes") or {}
    assert now["changes"] == (changes or {})["changes"]


def test_what_vanishes_with_ticks_is_kept_behind_the_person(
    working: Person, kb: KnowledgeBase, store: Store, days: Days
) -> None:
    made = store.read(file_of(working), "plan") or {}
    other = {**ANSWERS, "concerns": ["attendance"], "goal_clarity": "all"}
    after = {one.id for one in make_plan(kb, other, START, "compiled").items}
    gone = next(one for one in made["items"] if one["id"] not in after)
    key = f"{gone['id']}/{gone['steps'][0]['id']}"
    store.change(file_of(working), "progress", lambda _: {key: "2026-03-02"})
    store.change(file_of(working), "answers", lambda _: other)
    working.open("/plan/").press("Make the plan again").press("Take the new plan")
    assert gone["title"] not in titles(working)
    assert "The plan no longer has these" in working.words
    assert gone["title"] in working.words
    assert store.read(file_of(working), "progress") == {key: "2026-03-02"}


def test_a_proposal_that_is_out_of_date_is_shown_anew(working: Person, store: Store) -> None:
    change_answers(working)
    working.press("Make the plan again")
    store.change(file_of(working), "answers", lambda now: {**now, "concerns": ["technical"]})
    made = store.read(file_of(working), "plan")
    working.press("Take the new plan")
    assert "Something changed meanwhile" in working.words
    assert store.read(file_of(working), "plan") == made


def test_a_step_that_is_gone_has_a_kind_page(working: Person) -> None:
    working.open("/plan/work/step/00000000")
    assert working.response.status_code == 404
    assert "This step is not in the plan now" in working.words
    assert working.link("Back to your steps") == "/plan/"


def test_without_a_file_the_pages_say_what_they_need(person: Person) -> None:
    for address in ("/plan/work/", "/plan/work/add", "/plan/work/step/00000000"):
        assert "Changes need a place to be kept" in person.open(address).words


def test_no_address_and_no_title_of_these_pages_says_what_they_are_about(
    working: Person, kb: KnowledgeBase, weekly: str
) -> None:
    for address in ("/plan/work/", "/plan/work/add", at(weekly)):
        working.open(address)
        assert weekly not in working.address
        assert kb.strategies[weekly].title not in working.title
        assert "performance" not in working.title.lower()


def test_once_the_plan_is_over_its_page_still_works_and_asks_for_no_lost_days(
    working: Person, days: Days
) -> None:
    days.today = datetime.date(2026, 5, 4)
    assert "The last day was" in working.open("/plan/").words
    assert "I lost some days" not in working.words
    assert "I lost some days" not in working.open("/plan/work/").words
