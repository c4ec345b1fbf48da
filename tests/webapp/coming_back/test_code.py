"""Coming back with a code, from another device."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.safety.every_page import with_a_plan
from tests.webapp.coming_back.at_another_time import CODE, Clock, code_of
from tests.webapp.test_taking_everything import bring
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import file_of
from webapp.security import throttle


def test_the_code_is_offered_where_keeping_begins_and_after_the_first_plan(own_device: Person) -> None:
    assert "write down a code" in own_device.words
    own_device.open("/questionnaire/check").press("Make my plan")
    assert "Come back from anywhere" in own_device.words
    own_device.press("Not now")
    assert own_device.address == "/plan/"
    assert "Come back from anywhere" not in own_device.words


def test_a_code_opens_the_same_steps_on_another_device(planned: Person, elsewhere: Person) -> None:
    code = code_of(planned)
    elsewhere.open("/").open(elsewhere.link("come back with a code"))
    elsewhere.fill(code=code.lower()).press("Open my steps")
    assert elsewhere.address == "/plan/"
    assert "Day 12 of 60" in elsewhere.words
    assert "Come back from anywhere" not in elsewhere.words


def test_the_code_is_shown_once(planned: Person) -> None:
    code = code_of(planned)
    planned.open("/code")
    assert code not in planned.words
    assert "can’t be shown again" in planned.words
    assert "no-store" in planned.response.headers["Cache-Control"]
    assert code not in planned.open("/kept").words


def test_loading_the_page_with_the_code_again_leaves_the_written_code_good(
    planned: Person, elsewhere: Person, clock: Clock
) -> None:
    planned.open("/code")
    sent = {name: planned.hidden(name) for name in ("csrf_token", "instead")}
    code = code_of(planned)
    clock.forward(2)
    loaded_again = planned.client.post("/code", data=sent)
    assert "Your code is still good" in loaded_again.text
    assert CODE.search(loaded_again.text) is None
    elsewhere.open("/come-back").fill(code=code).press("Open my steps")
    assert elsewhere.address == "/plan/"


def test_a_new_code_makes_the_old_one_useless(planned: Person, elsewhere: Person) -> None:
    old, new = code_of(planned), code_of(planned)
    elsewhere.open("/come-back").fill(code=old).press("Open my steps")
    assert "opens nothing here" in elsewhere.words
    elsewhere.fill(code=new).press("Open my steps")
    assert elsewhere.address == "/plan/"


def test_a_new_code_closes_every_other_device_until_it_is_typed_there(
    planned: Person, elsewhere: Person
) -> None:
    old = code_of(planned)
    elsewhere.open("/come-back").fill(code=old).press("Open my steps")
    elsewhere.open("/pause").fill(minutes="15", pin="2468").press("Save")
    new = code_of(planned)
    assert "Day 12 of 60" in planned.open("/plan/").words
    elsewhere.open("/plan/")
    assert elsewhere.response.status_code == 403
    assert "A new code was made" in elsewhere.words
    assert not elsewhere.has("unlock_pin")
    for typed in (old, new):
        elsewhere.open("/plan/").fill(unlock_code=typed).press("Open it with the code")
        assert ("Day 12 of 60" in elsewhere.words) is (typed == new)


def test_no_short_number_opens_a_device_after_a_new_code(planned: Person, elsewhere: Person) -> None:
    elsewhere.open("/come-back").fill(code=code_of(planned)).press("Open my steps")
    elsewhere.open("/pause").fill(minutes="15", pin="2468").press("Save")
    code_of(planned)
    token = elsewhere.open("/plan/").hidden("csrf_token")
    form = {"csrf_token": token, "unlock": "pin", "unlock_pin": "2468"}
    elsewhere.client.post("/unlock", data=form)
    assert elsewhere.open("/plan/").response.status_code == 403


@pytest.mark.parametrize("typed", ["lower", "spaced", "letters for digits", "dashes"])
def test_a_code_may_be_typed_as_people_write_it(planned: Person, elsewhere: Person, typed: str) -> None:
    code = code_of(planned)
    ways = {
        "lower": code.lower(),
        "spaced": "  " + "   ".join(code.replace(" ", "")) + " ",
        "letters for digits": code.replace("0", "O").replace("1", "l"),
        "dashes": code.replace(" ", " – "),
    }
    elsewhere.open("/come-back").fill(code=ways[typed]).press("Open my steps")
    assert elsewhere.address == "/plan/"


def test_a_mistyped_code_is_told_apart_from_an_unknown_one(planned: Person, elsewhere: Person) -> None:
    code = code_of(planned)
    wrong = ("0" if code[0] != "0" else "2") + code[1:]
    elsewhere.open("/come-back").fill(code=wrong).press("Open my steps")
    assert elsewhere.response.status_code == 422
    assert "Something in it is not as it was written" in elsewhere.words
    assert elsewhere.value("code") == wrong


def test_tries_from_one_address_are_limited(elsewhere: Person) -> None:
    elsewhere.open("/come-back")
    for _time in range(throttle.FOR_CODES):
        elsewhere.fill(code="ABCD").press("Open my steps")
    assert elsewhere.response.status_code == 422
    elsewhere.fill(code="ABCD").press("Open my steps")
    assert elsewhere.response.status_code == 429
    assert "Wait 15 minutes" in elsewhere.words


def test_whoever_would_lose_what_is_open_is_told_first(planned: Person) -> None:
    planned.open("/come-back")
    assert "It has no code yet" in planned.words
    code_of(planned)
    assert "It has no code yet" not in planned.open("/come-back").words


def device_only(person: Person) -> Person:
    """Someone on a device of their own who has answered nothing else."""
    return person.open("/questionnaire/device").fill(employer_device="no").press("Continue")


def test_a_plan_made_from_nothing_but_the_device_is_not_lost_unasked(
    planned: Person, elsewhere: Person
) -> None:
    code, copy = code_of(planned), planned.client.get("/kept/copy").data
    device_only(elsewhere).open("/questionnaire/check").press("Make my plan")
    here = file_of(elsewhere)
    elsewhere.open("/come-back")
    assert "It has no code yet" in elsewhere.words
    elsewhere.fill(code=code).press("Open my steps")
    assert "it has no code" in elsewhere.words
    bring(elsewhere, copy)
    assert elsewhere.address == "/come-back/choose"
    assert file_of(elsewhere) == here


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("progress", {"form": 1, "done": {"a": "2026-03-02"}}),
        ("changes", {"form": 1, "changes": [{"kind": "add"}]}),
        ("goals", {"form": 1, "goals": [{"id": "a"}]}),
        ("record", {"form": 1, "count": 1, "entries": [{"id": "a"}]}),
        ("reports", {"form": 1, "reports": [{"id": "a"}]}),
        ("unsent", {"form": 1, "pages": {"/record/": [["", "text", 0, "half a thought"]]}}),
        ("answers", {"employer_device": "no", "coping": "struggling"}),
        ("answers", {"coping": "struggling"}),
        ("place", {"typed": {"plan_start": "next tuesdayish"}}),
    ],
)
def test_whatever_is_kept_beside_the_device_is_asked_for_first(
    app: Flask, elsewhere: Person, name: str, document: dict[str, object]
) -> None:
    device_only(elsewhere)
    assert "It has no code yet" not in elsewhere.open("/come-back").words
    store = app.extensions["waymark"].store
    store.change(file_of(elsewhere), name, lambda _before: document)
    assert "It has no code yet" in elsewhere.open("/come-back").words
    store.change(file_of(elsewhere), name, lambda _before: {"form": 1} if name != "answers" else {})
    assert "It has no code yet" not in elsewhere.open("/come-back").words, "it was emptied again"


def test_what_has_no_code_is_closed_for_another_file_only_after_it_was_asked_twice(
    planned: Person, elsewhere: Person
) -> None:
    code = code_of(planned)
    with_a_plan(elsewhere, ["communication"])
    here = file_of(elsewhere)
    elsewhere.open("/come-back").fill(code=code).press("Open my steps")
    assert "it has no code" in elsewhere.words
    assert elsewhere.link("Make a code for it first") == "/code"
    elsewhere.press("Open the other one")
    assert elsewhere.response.status_code == 422
    assert "Tick this box first" in elsewhere.words
    assert file_of(elsewhere) == here
    elsewhere.fill(lose="yes").press("Open the other one")
    assert file_of(elsewhere) == file_of(planned)
    assert "Your way through" in elsewhere.words


def test_what_has_a_code_closes_for_another_file_without_more_words(
    planned: Person, elsewhere: Person
) -> None:
    code = code_of(planned)
    with_a_plan(elsewhere, ["communication"])
    own = code_of(elsewhere)
    elsewhere.open("/come-back").fill(code=code).press("Open my steps")
    assert file_of(elsewhere) == file_of(planned)
    elsewhere.open("/come-back").fill(code=own).press("Open my steps")
    assert file_of(elsewhere) != file_of(planned)


def test_what_a_lost_code_means_is_said_honestly(planned: Person) -> None:
    planned.open("/code/lost")
    assert "We can’t find it for you" in planned.words
    assert "make a new code" in planned.words


def test_without_a_kept_file_there_is_no_code_to_make(work_device: Person) -> None:
    work_device.open("/code")
    assert "nothing a code could open" in work_device.words
