"""A coach changes a plan: hides, moves, adds, annotates, undoes; the client's checklist follows."""

from __future__ import annotations

import itertools
import re

import pytest

from tests.coaching.test_clients import client_id
from tests.webapp.without_script import Person
from webapp.store import Store


def tailored_items(person: Person) -> list[str]:
    """The items on the page that changes the plan, in order."""
    return re.findall(r'class="sheet tailor-item" id="item-([^"]+)"', person.response.text)


def send(person: Person, where: str, /, **data: str) -> Person:
    """Press a button of an item."""
    token = person.hidden("csrf_token") or ""
    address = f"/coach/clients/{client_id(person)}/tailor/"
    response = person.client.post(address + where, data={"csrf_token": token, **data}, follow_redirects=True)
    return person._take(response)


def checklist(person: Person, kind: str = "markdown") -> str:
    return person.client.get(f"/coach/clients/{client_id(person)}/plan/file/{kind}").text


def add(person: Person, **changes: str) -> Person:
    typed = {
        "title": "Call Sam",
        "goal": "Sam knows by Friday",
        "steps": "Find the number.\n\n  Call. ",
        "start": "2026-03-09",
        "due": "2026-03-13",
        "hours": "0,5",
        "repeats": "",
    }
    return send(person, "add", **{**typed, **changes})


def test_a_hidden_item_leaves_the_plan_and_the_checklist_and_comes_back_by_undo(planned: Person) -> None:
    title = "Do not resign yet"
    assert title in checklist(planned)
    send(planned, "hide", item="do_not_resign_yet")
    assert "do_not_resign_yet" not in tailored_items(planned)
    assert f"Taken out: {title}" in planned.words
    assert title not in checklist(planned)
    assert "Taken out by your coach" in planned.open(f"/coach/clients/{client_id(planned)}/plan/").words
    planned.open(f"/coach/clients/{client_id(planned)}/tailor/")
    send(planned, "undo", edit=planned.hidden("edit") or "")
    assert "do_not_resign_yet" in tailored_items(planned)
    assert title in checklist(planned)


def test_a_safety_item_has_no_button_to_hide_it_and_is_refused_when_asked_for(
    planned: Person, store: Store
) -> None:
    before = tailored_items(planned)
    assert before[0] == "get_safe_first"
    assert "so it can’t be taken out" in planned.words
    refused = send(planned, "hide", item="get_safe_first")
    assert refused.response.status_code == 422
    assert "keeps the person safe" in refused.words
    assert tailored_items(refused) == before
    assert not (store.read(client_id(planned), "edits") or {}).get("edits")


def neighbours(planned: Person, store: Store) -> tuple[str, str]:
    """The first two items of a phase, of those that may change places."""
    plan = store.read(client_id(planned), "plan")
    store.release()
    assert plan is not None
    movable = [item for item in plan["items"] if not item["pinned"]]
    return next(
        (one["id"], other["id"])
        for one, other in itertools.pairwise(movable)
        if one["phase"] == other["phase"]
    )


def test_an_item_moves_up_and_down_in_its_phase(planned: Person, store: Store) -> None:
    before = tailored_items(planned)
    first, second = neighbours(planned, store)
    place = before.index(first)
    assert before[place + 1] == second
    send(planned, "move", item=second, to="up")
    assert tailored_items(planned) == [*before[:place], second, first, *before[place + 2 :]]
    send(planned, "move", item=second, to="down")
    assert tailored_items(planned) == before
    assert send(planned, "move", item=first, to="up").response.status_code == 422
    assert "first of its part already" in planned.words


def test_a_note_is_beside_the_item_in_the_plan_and_in_every_checklist(planned: Person) -> None:
    send(planned, "note", item="do_not_resign_yet", text="Talk to *me* first\r\nplease")
    note = "Talk to *me* first please"
    assert f"From your coach: {note}" in planned.open(f"/coach/clients/{client_id(planned)}/plan/").words
    assert note in planned.open(f"/coach/clients/{client_id(planned)}/plan/print").words
    planned.open(f"/coach/clients/{client_id(planned)}/tailor/")
    assert "From your coach: Talk to \\*me\\* first please" in checklist(planned)
    assert note in checklist(planned, "csv")
    assert note in checklist(planned, "json")
    send(planned, "note", item="do_not_resign_yet", text="")
    assert "Your changes (0)" in planned.words


def test_a_note_too_long_is_refused(planned: Person) -> None:
    assert send(planned, "note", item="do_not_resign_yet", text="x" * 501).response.status_code == 422
    assert "Now there are 501" in planned.words


def test_an_added_item_is_in_the_plan_marked_and_can_be_ticked(planned: Person, store: Store) -> None:
    add(planned)
    assert "Added by you" in planned.words
    assert "Call Sam" in checklist(planned)
    assert "Added by your coach." in checklist(planned)
    plan = planned.open(f"/coach/clients/{client_id(planned)}/plan/")
    assert "Added by your coach" in plan.words
    plan.open(plan.link("Call Sam"))
    key = next(c.value for c in plan._controls() if c.name == "done" and c.value.startswith("coach_"))
    token = plan.hidden("csrf_token") or ""
    address = f"/coach/clients/{client_id(plan)}/plan/tick"
    plan.client.post(address, data={"csrf_token": token, "on_page": key, "done": key})
    assert store.read(client_id(plan), "progress") == {key: "2026-03-02"}
    assert "- [x] Find the number." in checklist(plan)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "x" * 101),
        ("goal", "x" * 201),
        ("steps", "\n \n"),
        ("steps", "\n".join("x" * 9)),
        ("steps", "x" * 301),
        ("start", "2026-02-30"),
        ("start", "2020-01-01"),
        ("due", "2026-03-01"),
        ("due", "2027-03-01"),
        ("hours", "nan"),
        ("hours", "0"),
        ("hours", "21"),
        ("repeats", "hourly"),
    ],
)
def test_an_item_that_can_t_be_added_is_said_beside_its_box_and_what_was_typed_stays(
    planned: Person, field: str, value: str
) -> None:
    before = tailored_items(planned)
    add(planned, **{field: value})
    assert planned.response.status_code == 422
    assert f'href="#add-{field}"' in planned.response.text
    assert tailored_items(planned) == before
    if field != "goal":
        assert planned.value("goal") == "Sam knows by Friday"


def test_the_rules_version_comes_back_whole_and_ticks_stay(planned: Person, store: Store) -> None:
    before, file_id = tailored_items(planned), client_id(planned)
    store.change(file_id, "progress", lambda _: {"get_safe_first/x": "2026-03-02"})
    store.release()
    add(planned)
    send(planned, "hide", item="evidence_log")
    send(planned, "move", item=neighbours(planned, store)[1], to="up")
    assert tailored_items(planned) != before
    assert "Your changes (3)" in planned.words
    planned.press("Take all my changes back")
    assert tailored_items(planned) == before
    assert "Your changes (0)" in planned.words
    assert store.read(file_id, "progress") == {"get_safe_first/x": "2026-03-02"}


def test_the_plan_of_the_rules_stays_as_it_was_made(planned: Person, store: Store) -> None:
    made = store.read(client_id(planned), "plan")
    send(planned, "hide", item="do_not_resign_yet")
    add(planned)
    assert store.read(client_id(planned), "plan") == made


def test_the_rules_reasons_are_on_the_page_of_changes(planned: Person) -> None:
    assert planned.words.count("Why this is here") == len(tailored_items(planned))
    assert "You marked that you do not feel safe" in planned.words


def test_changes_outlive_a_plan_that_is_made_again_and_idle_ones_are_named(planned: Person) -> None:
    file_id = client_id(planned)
    send(planned, "hide", item="do_not_resign_yet")
    token = planned.hidden("csrf_token") or ""
    planned.client.post(f"/coach/clients/{file_id}/plan/make", data={"csrf_token": token})
    planned.open(f"/coach/clients/{file_id}/tailor/")
    assert "do_not_resign_yet" not in tailored_items(planned)
    assert "Your changes (1)" in planned.words


def test_before_there_is_a_plan_there_is_nothing_to_change(client: Person) -> None:
    shown = client.open(client.address + "tailor/")
    assert shown.response.status_code == 200
    assert "Check your answers" in shown.words or "questionnaire" in shown.address
    assert send(client, "hide", item="x").response.status_code == 200


def test_too_many_changes_are_refused_and_undoing_makes_room(
    planned: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from webapp.coaching import edits

    monkeypatch.setattr(edits, "MOST", 1)
    add(planned)
    assert add(planned, title="Second").response.status_code == 422
    assert "Undo some first" in planned.words
    planned.press("Undo")
    assert add(planned, title="Second").response.status_code == 200
