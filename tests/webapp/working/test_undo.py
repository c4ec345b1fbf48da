"""Every kind of change is taken back, in any order, and kept after all; nothing is done twice or lost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from engine.knowledge_base import KnowledgeBase
from engine.planning.own_changes import KINDS
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import Days, at, card, file_of, items, send_again, titles
from webapp.guides.opaque import opaque
from webapp.store import Store


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


def test_an_older_tick_is_taken_back_and_the_newer_one_stays(working: Person, store: Store) -> None:
    working.press("I have done it")
    [first] = store.read(file_of(working), "progress") or {}
    working.press("I have done it")
    second = {key for key in store.read(file_of(working), "progress") or {} if key != first}
    working.open("/plan/work/")
    newest, older = [one for one in working._controls() if one.name == "ticks"]
    token = working.hidden("csrf_token")
    for _twice in range(2):
        working.client.post("/plan/work/undo-ticks", data={"csrf_token": token, "ticks": older.value})
        assert set(store.read(file_of(working), "progress") or {}) == second
    working.client.post("/plan/work/undo-ticks", data={"csrf_token": token, "ticks": newest.value})
    assert store.read(file_of(working), "progress") == {}


def send_tick(person: Person, step: str, number: int, *, done: bool) -> None:
    """What our script sends when a box is pressed."""
    sent = {
        "on_page": step,
        ("done" if done else "was"): step,
        "sheet": "0123456789abcdef",
        "turn": str(number),
    }
    data = {"csrf_token": person.hidden("csrf_token"), **sent}
    answer = person.client.post("/plan/tick", data=data, headers={"Accept": "application/json"})
    assert answer.status_code == 200


def test_a_tick_that_comes_late_does_not_win_over_a_newer_one_of_the_same_box(
    working: Person, store: Store
) -> None:
    one, other = [f"{items(working)[0]['id']}/{step['id']}" for step in items(working)[0]["steps"][:2]]
    working.open("/plan/")
    send_tick(working, one, 3, done=False)
    send_tick(working, one, 1, done=True)
    send_tick(working, other, 2, done=True)
    assert set(store.read(file_of(working), "progress") or {}) == {other}
    send_tick(working, one, 4, done=True)
    assert set(store.read(file_of(working), "progress") or {}) == {one, other}
    assert "tick_turns" not in json.loads(working.client.get("/kept/copy").text)["documents"]


def test_taking_a_tick_back_leaves_what_was_ticked_anew_since(working: Person, store: Store) -> None:
    working.press("I have done it")
    ticks = store.read(file_of(working), "progress") or {}
    working.press("Undo")
    working.press("I have done it")
    old = working.hidden("ticks")
    store.change(file_of(working), "progress", lambda _: dict.fromkeys(ticks, "2026-03-05"))
    token = working.hidden("csrf_token")
    working.client.post("/plan/work/undo-ticks", data={"csrf_token": token, "ticks": old})
    assert store.read(file_of(working), "progress") == dict.fromkeys(ticks, "2026-03-05")


def make_one_of_each(working: Person, days: Days, weekly: str) -> list[str]:
    """Every kind of change, one after another; what each is called, the oldest first."""
    others = [one["id"] for one in items(working) if one["phase"] == "weekly" and not one["pinned"]]
    moved, aside = [one for one in others if one != weekly][:2]
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    own = next(one["id"] for one in items(working) if one["title"] == "Call Sam")
    working.open(f"/plan/work/own/{opaque(own)}").fill(title="Ring Sam").press("Save it")
    working.open(at(own)).press("Take it out")
    working.open(at(weekly)).fill(until="2026-03-30").press("Put it off")
    working.open(at(weekly)).fill(start="2026-03-24", due="2026-03-26").press("Move it there")
    working.open(at(weekly)).fill(text="Zebra").press("Save the note")
    working.open(at(moved)).press("Move down")
    working.open(at(moved)).press("Not needed")
    working.open(at(aside)).press("Put it aside")
    days.go_on(9)
    working.open("/plan/work/").fill(days="7").press("Move what is left")
    assert "What is left has moved." in working.words
    return [one["kind"] for one in changes_of(working)]


def changes_of(working: Person) -> list[dict[str, Any]]:
    """The changes that hold, as the file of everything has them."""
    kept = json.loads(working.client.get("/kept/copy").text)["documents"]["changes"]
    return [one for one in kept["changes"] if one["id"] not in kept["undone"]]


@pytest.mark.parametrize("order", ["newest first", "oldest first", "mixed"])
def test_every_kind_of_change_is_taken_back_in_any_order(
    working: Person, days: Days, weekly: str, order: str
) -> None:
    before = items(working)
    kinds = make_one_of_each(working, days, weekly)
    assert set(kinds) == set(KINDS)
    made = [one["id"] for one in changes_of(working)]
    made = {"newest first": made[::-1], "oldest first": made, "mixed": made[::2] + made[1::2]}[order]
    token = working.open("/plan/work/").hidden("csrf_token")
    for name in made:
        working.client.post("/plan/work/undo", data={"csrf_token": token, "change": name})
    assert items(working) == before


def test_what_was_taken_back_is_kept_after_all_and_the_next_day_it_is_gone(
    working: Person, store: Store, days: Days, weekly: str
) -> None:
    working.open(at(weekly)).fill(text="Zebra").press("Save the note").press("Undo")
    assert "Taken back: Note beside:" in working.words
    assert "Zebra" not in card(working, weekly)
    working.open("/plan/work/").press("Keep it after all")
    assert "Zebra" in card(working, weekly)
    working.open("/plan/work/").press("Undo")
    days.go_on(1)
    assert "Keep it after all" not in working.open("/plan/work/").words
    working.open("/plan/work/add").fill(title="Call Sam").press("Add it to my plan")
    assert "Zebra" not in str(store.read(file_of(working), "changes"))


def test_a_note_that_was_changed_or_emptied_comes_back_as_it_was(working: Person, weekly: str) -> None:
    for text in ("First", "Second", ""):
        working.open(at(weekly)).fill(text=text).press("Save the note")
    assert "Note taken away" in working.words
    working.press("Undo")
    assert "Second" in card(working, weekly)
    working.open("/plan/work/").press("Undo")
    assert "First" in card(working, weekly)


def test_a_button_that_is_pressed_twice_does_its_work_once(working: Person, days: Days, weekly: str) -> None:
    send_again(working.open("/plan/work/add").fill(title="Call Sam"), "Add it to my plan")
    assert titles(working).count("Call Sam") == 1
    send_again(working.open(at(weekly)).fill(until="2026-03-30"), "Put it off")
    send_again(working.open(at(weekly)).fill(text="Zebra"), "Save the note")
    days.go_on(9)
    send_again(working.open("/plan/work/").fill(days="7"), "Move what is left")
    assert [one["kind"] for one in changes_of(working)] == ["own", "put_off", "note", "lost_days"]
    send_again(working.open("/plan/work/"), "Undo")
    assert [one["kind"] for one in changes_of(working)] == ["own", "put_off", "note"]


def test_a_change_that_changes_nothing_is_not_kept(working: Person, weekly: str) -> None:
    working.open(at(weekly)).press("Move it there")
    assert "It stands so already" in working.words
    assert working.open("/plan/work/").words.count("Nothing yet") == 1


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
    assert "From the first window" in card(working, weekly)


def test_changes_from_two_windows_are_both_kept(working: Person, weekly: str) -> None:
    token = working.hidden("csrf_token")
    for title in ("One", "Two"):
        data = {"csrf_token": token, "title": title, "start": "2026-03-09", "due": "2026-03-10", "hours": "1"}
        working.client.post("/plan/work/add", data=data)
    assert {"One", "Two"} <= set(titles(working))
