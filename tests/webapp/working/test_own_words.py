"""Steps put aside, steps of one's own and notes, and what of them leaves with a file."""

from __future__ import annotations

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import (
    at,
    card,
    file_of,
    items,
    titles,
)
from webapp.guides.opaque import opaque
from webapp.store import Store


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


def test_what_is_done_already_is_ticked_and_not_put_aside(working: Person, store: Store, weekly: str) -> None:
    there = titles(working)
    steps = {
        f"{weekly}/{one['id']}" for item in items(working) if item["id"] == weekly for one in item["steps"]
    }
    before = ticks_of(working, store)
    working.open(at(weekly)).fill(reason="done_already", words="In January").press("Put it aside")
    assert titles(working) == there
    assert set(ticks_of(working, store)) == steps
    assert set(ticks_of(working, store).values()) == {"2026-03-02"}
    assert "Ticked. Well walked." in working.words
    assert "Put aside for now" not in working.words
    working.press("Undo")
    assert ticks_of(working, store) == before
    assert "In January" in card(working, weekly)  # what was typed stays, as a note


def test_what_was_done_before_counts_and_stays_when_the_plan_is_made_again(
    working: Person, store: Store, weekly: str
) -> None:
    working.open(at("get_safe_first")).fill(reason="done_already").press("Put it aside")
    working.open(at(weekly)).fill(reason="done_already").press("Put it aside")
    ticks = ticks_of(working, store)
    behind = f"{len(ticks)} of "
    assert behind in working.open("/plan/").words
    working.press("Make the plan again from today")
    if "What would change" in working.words:
        working.press("Take the new plan")
    assert ticks_of(working, store) == ticks
    assert behind in working.open("/plan/").words
    working.open(at(weekly)).fill(reason="done_already").press("Put it aside")  # from a page of before
    assert ticks_of(working, store) == ticks


def test_words_with_what_is_done_already_are_kept_though_all_of_it_is_ticked(
    working: Person, store: Store, weekly: str
) -> None:
    working.open(at(weekly)).fill(reason="done_already").press("Put it aside")
    ticks = ticks_of(working, store)
    working.open(at(weekly)).fill(reason="done_already", words="Again in May").press("Put it aside")
    assert "Again in May" in card(working, weekly)
    assert ticks_of(working, store) == ticks


def ticks_of(person: Person, store: Store) -> dict[str, str]:
    """Steps that are ticked, as `item/step`, and the day of each."""
    return store.read(file_of(person), "progress") or {}


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
    item = next(one for one in items(working) if one["title"] == "Call Sam")
    key = f"{item['id']}/{item['steps'][0]['id']}"
    token = working.hidden("csrf_token")
    working.client.post("/plan/tick", data={"csrf_token": token, "on_page": key, "done": key})
    working.open(f"/plan/work/own/{opaque(item['id'])}")
    working.fill(title="Ring Sam", steps="Find a quiet room\nFind the number\nCall").press("Save it")
    assert "Ring Sam" in titles(working)
    assert "1 of 3 done" in card(working, item["id"])
    assert key in (store.read(file_of(working), "progress") or {})


def test_an_own_step_has_a_time_and_a_goal_of_the_person_and_every_file_says_it_is_theirs(
    working: Person, store: Store
) -> None:
    goal = {"form": 1, "goals": [{"id": "g1", "title": "Answer within two days"}]}
    store.change(file_of(working), "goals", lambda _: goal)
    working.open("/plan/work/add")
    working.fill(title="See the doctor", at="2.30 pm", goal="Answer within two days")
    working.fill(start="2026-03-11", due="2026-03-11").press("Add it to my plan")
    mine = next(one for one in items(working) if one["title"] == "See the doctor")
    assert (mine["at"], mine["goal"], mine["by_person"]) == ("14:30", "Answer within two days", True)
    assert "Wed 11 Mar, at 14:30" in card(working, mine["id"])
    for address in ("/plan/file/markdown", "/plan/file/csv", "/plan/print"):
        text = working.open(address).words
        for words in ("See the doctor", "14:30", "Answer within two days", "Added by me"):
            assert words in text, (address, words)
    working.open(f"/plan/work/own/{opaque(mine['id'])}")
    assert (working.value("at"), working.value("goal")) == ("14:30", "Answer within two days")


def test_a_time_that_is_none_is_said(working: Person) -> None:
    working.open("/plan/work/add").fill(title="See the doctor", at="25:00").press("Add it to my plan")
    assert "Write a time such as 14:30" in working.words
    assert working.value("at") == "25:00"


def test_an_own_step_is_taken_out_and_what_was_ticked_of_it_stays_behind_the_person(
    working: Person, store: Store
) -> None:
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    mine = next(one for one in items(working) if one["title"] == "Call Sam")
    key = f"{mine['id']}/{mine['steps'][0]['id']}"
    store.change(file_of(working), "progress", lambda _: {key: "2026-03-02"})
    working.open(at(mine["id"])).press("Take it out")
    assert "Taken out: Call Sam" in working.words
    assert "The plan no longer has these" in working.words
    assert "Call Sam" not in titles(working)
    working.press("Undo")
    assert "Call Sam" in titles(working)


def test_what_is_typed_wrong_in_an_own_step_is_said_and_kept(working: Person) -> None:
    working.open("/plan/work/add").fill(title="", start="soon", due="2026-01-01", hours="many")
    working.press("Add it to my plan")
    assert working.response.status_code == 422
    assert "3 things to put right" in working.words
    assert working.value("hours") == "many"
    assert 'id="add-more" open' in working.response.text  # what has to be put right is seen


def test_an_own_step_needs_no_more_than_what_and_by_when(working: Person) -> None:
    working.open("/plan/work/add")
    assert 'id="add-more">' in working.response.text
    working.fill(title="Call Sam", due="2026-03-06").press("Add it to my plan")
    [own] = [one for one in items(working) if one["title"] == "Call Sam"]
    assert (own["start"], own["due"]) == ("2026-03-02", "2026-03-06")
    working.open(f"/plan/work/own/{opaque(own['id'])}")
    assert 'id="add-more" open' in working.response.text


def test_a_note_is_on_the_page_and_leaves_with_no_file_unless_it_is_asked_for(
    working: Person, weekly: str
) -> None:
    working.open(at(weekly)).fill(text="Zebra\nwith Sam").press("Save the note")
    assert "Your note:" in card(working, weekly)
    for name in ("markdown", "csv", "json"):
        assert "Zebra" not in working.open(f"/plan/file/{name}").response.text
    assert "Zebra" not in working.open("/plan/print").words
    token = working.open("/plan/").hidden("csrf_token")
    for address in ("/plan/print", "/plan/file/markdown", "/plan/file/csv"):
        asked = working.client.post(address, data={"csrf_token": token, "notes": "yes"})
        assert "Zebra" in asked.text
    working.open(at(weekly)).fill(text="").press("Save the note")
    assert "Zebra" not in card(working, weekly)


def test_files_hold_the_plan_as_it_is_worked(working: Person, kb: KnowledgeBase, weekly: str) -> None:
    working.open(at(weekly)).press("Put it aside")
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    for name in ("markdown", "csv", "json"):
        text = working.open(f"/plan/file/{name}").response.text
        assert "Call Sam" in text
        assert kb.strategies[weekly].title not in text
    assert "Call Sam" in working.open("/plan/print").words
