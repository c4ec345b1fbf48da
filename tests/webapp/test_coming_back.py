"""Coming back with a code, from another device; the lock after a pause; leaving."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from flask import Flask

from tests.webapp.without_script import Person
from webapp.coming_back.leaving import ELSEWHERE
from webapp.security import throttle
from webapp.store import Store

CODE = re.compile(r"\b([0-9A-Z]{4}(?: [0-9A-Z]{4}){6})\b")


def code_of(person: Person) -> str:
    """Make a code, and read it from the page."""
    person.open("/code").press("code")
    found = CODE.search(person.words)
    assert found, person.words
    return found[1]


@pytest.fixture
def elsewhere(app: Flask) -> Person:
    """The same person at another device."""
    return Person(app.test_client())


class Clock:
    """The store's clock, which a test can put forward."""

    def __init__(self, store: Store):
        self.now = store.now()
        store.now = lambda: self.now

    def forward(self, minutes: float) -> None:
        self.now += datetime.timedelta(minutes=minutes)


@pytest.fixture
def clock(app: Flask) -> Clock:
    return Clock(app.extensions["waymark"].store)


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
    assert "One letter or digit is not as it was written" in elsewhere.words
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


def test_what_a_lost_code_means_is_said_honestly(planned: Person) -> None:
    planned.open("/code/lost")
    assert "We can’t find it for you" in planned.words
    assert "make a new code" in planned.words


def test_without_a_kept_file_there_is_no_code_to_make(work_device: Person) -> None:
    work_device.open("/code")
    assert "nothing a code could open" in work_device.words


# The lock after a pause


def test_what_is_kept_closes_after_a_pause(planned: Person, clock: Clock) -> None:
    planned.open("/plan/")
    clock.forward(14)
    assert "Day 12 of 60" in planned.open("/plan/").words
    clock.forward(16)
    planned.open("/plan/")
    assert planned.response.status_code == 403
    assert "Closed for now" in planned.words
    assert "Day 12 of 60" not in planned.words


def test_without_a_code_a_click_opens_it_and_the_page_says_so(planned: Person, clock: Clock) -> None:
    planned.open("/plan/")
    clock.forward(16)
    planned.open("/kept")
    assert "anyone at this device can open it" in planned.words
    planned.press("Open it again")
    assert planned.address == "/kept"


def test_with_a_code_only_the_code_opens_it(planned: Person, clock: Clock) -> None:
    code = code_of(planned)
    clock.forward(16)
    planned.open("/plan/")
    planned.client.post("/unlock", data={"unlock": "click", "csrf_token": planned.hidden("csrf_token")})
    assert planned.open("/plan/").response.status_code == 403
    planned.fill(unlock_code=code[:-1] + ("0" if code[-1] != "0" else "2")).press("Open it with the code")
    assert "Still closed" in planned.words
    planned.fill(unlock_code=code).press("Open it with the code")
    assert planned.address == "/plan/"
    assert "Day 12 of 60" in planned.words


def test_the_code_of_another_file_opens_nothing_here(
    planned: Person, elsewhere: Person, clock: Clock
) -> None:
    code_of(planned)
    elsewhere.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    other = code_of(elsewhere)
    clock.forward(16)
    planned.open("/plan/").fill(unlock_code=other).press("Open it with the code")
    assert "does not open what is kept here" in planned.words


def test_a_short_number_opens_it_until_six_wrong_ones(planned: Person, clock: Clock) -> None:
    code = code_of(planned)
    planned.open("/pause").fill(minutes="5", pin="2468").press("Save")
    clock.forward(6)
    planned.open("/plan/").fill(unlock_pin="2468").press("Open it again")
    assert "Day 12 of 60" in planned.words
    clock.forward(6)
    planned.open("/plan/")
    for _time in range(6):
        planned.fill(unlock_pin="1111").press("Open it again")
    assert "only the code opens it" in planned.words
    assert not planned.has("unlock_pin")
    planned.fill(unlock_code=code).press("Open it with the code")
    assert "Day 12 of 60" in planned.words


def test_a_short_number_is_digits(planned: Person) -> None:
    code_of(planned)
    planned.open("/pause").fill(minutes="15", pin="abc").press("Save")
    assert "Use 4 to 12 digits" in planned.words


def test_the_lock_can_be_switched_off(planned: Person, clock: Clock) -> None:
    planned.open("/pause").fill(minutes="0").press("Save")
    clock.forward(600)
    assert "Day 12 of 60" in planned.open("/plan/").words


def test_a_page_sent_after_the_pause_is_not_lost(own_device: Person, clock: Clock) -> None:
    own_device.fill(pip_stage="under_way", plan_start="2026-02-19")
    clock.forward(60)
    own_device.press("Continue")
    assert "Closed for now" in own_device.words
    own_device.press("Open it again")
    own_device.open("/questionnaire/check")
    assert "19 February 2026" in own_device.words


def close_with(person: Person, page: str, unsent: str) -> None:
    """What our script sends as a page closes."""
    token = person.hidden("csrf_token")
    data = {"csrf_token": token, "page": page, "unsent": unsent}
    assert person.client.post("/closed", data=data).status_code == 204


def put_back(person: Person, page: str) -> list[list[object]]:
    """What our script is given for a page."""
    data = {"csrf_token": person.hidden("csrf_token"), "page": page}
    given: list[list[object]] = person.client.post("/unsent", data=data).json
    return given


UNSENT = [["", "text", 0, "half a thought"]]


def test_what_was_typed_and_not_sent_waits_for_its_page_once(planned: Person) -> None:
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    planned.open("/record/")
    assert "Closed for now" in planned.words
    assert "half a thought" not in planned.response.text
    planned.press("Open it again")
    assert 'data-unsent="/unsent"' in planned.response.text
    assert 'data-unsent="' not in planned.open("/plan/").response.text
    assert put_back(planned, "/plan/") == []
    assert put_back(planned, "/record/") == UNSENT
    assert put_back(planned, "/record/") == []
    assert 'data-unsent="' not in planned.open("/record/").response.text


def test_what_stood_on_a_page_to_put_right_waits_where_its_form_is(planned: Person) -> None:
    planned.open("/plan/")
    step = re.search(r"/plan/work/step/[0-9a-f]+", planned.response.text)
    assert step is not None
    note = f"{step[0]}/note"
    assert planned.open(step[0]).fill(text="long " * 300).press("Save the note").response.status_code == 422
    typed = [[note, "text", 0, "a shorter note"]]
    close_with(planned, note, json.dumps(typed))
    planned.open(f"/closed?back={note}").press("Open it again")
    assert planned.address == step[0], "the page with the form, since the other can't be asked for"
    assert put_back(planned, step[0]) == typed


def test_two_pages_that_close_at_once_lose_nothing_of_each_other(planned: Person) -> None:
    planned.open("/plan/")
    close_with(planned, "/record/", json.dumps(UNSENT))
    close_with(planned, "/goals/", json.dumps([["", "titles", 0, "a goal"]]))
    planned.open("/plan/").press("Open it again")
    assert put_back(planned, "/record/") == UNSENT
    assert put_back(planned, "/goals/") == [["", "titles", 0, "a goal"]]


@pytest.mark.parametrize(
    ("page", "unsent"),
    [
        ("/record/", "not json"),
        ("/record/", '{"a": 1}'),
        ("/record/", '[["", "text", 0]]'),
        ("/record/", '[["", "text", "0", "x"]]'),
        ("//evil.example", json.dumps(UNSENT)),
        ("/nowhere", json.dumps(UNSENT)),
        ("/record/", json.dumps([["", "text", 0, "x" * 200_000]])),
    ],
)
def test_what_no_page_of_ours_sends_is_not_kept(planned: Person, page: str, unsent: str) -> None:
    planned.open("/plan/")
    close_with(planned, page, unsent)
    planned.open("/plan/").press("Open it again")
    assert put_back(planned, page) == []


def test_help_and_the_start_page_stay_open(planned: Person, clock: Clock) -> None:
    planned.open("/plan/")
    clock.forward(16)
    for path in ("/", "/help", "/reading", "/come-back"):
        assert planned.open(path).response.status_code == 200, path


def test_opening_help_does_not_put_off_the_lock(planned: Person, clock: Clock) -> None:
    planned.open("/plan/")
    clock.forward(10)
    planned.open("/help")
    clock.forward(6)
    assert planned.open("/plan/").response.status_code == 403


def test_an_erased_file_leaves_no_lock_behind(planned: Person, clock: Clock) -> None:
    planned.open("/kept").press("Erase everything")
    clock.forward(60)
    planned.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    assert planned.open("/kept").response.status_code == 200


def test_after_erasing_a_file_with_a_code_a_new_one_begins_open(planned: Person) -> None:
    code_of(planned)
    planned.open("/kept").press("Erase everything")
    with planned.client.session_transaction() as session:
        assert not {"file", "seen", "coded", "unsent"} & set(session)
    planned.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    assert planned.open("/kept").response.status_code == 200


def test_a_file_erased_elsewhere_is_told_from_a_closed_one(
    planned: Person, elsewhere: Person, clock: Clock
) -> None:
    code = code_of(planned)
    elsewhere.open("/come-back").fill(code=code).press("Open my steps")
    elsewhere.open("/kept").press("Erase everything")
    clock.forward(16)
    assert "Nothing is kept here any more" in planned.open("/plan/").words


# Leaving


def test_every_page_has_the_way_out(planned: Person) -> None:
    for path in ("/", "/plan/", "/help", "/code", "/come-back", "/nowhere"):
        assert planned.open(path).link("Leave this page") == "/leave"


def test_where_nothing_is_kept_the_way_out_asks_nothing_of_us(work_device: Person) -> None:
    for path in ("/", "/help", "/reading", "/nowhere"):
        assert work_device.open(path).link("Leave this page") == ELSEWHERE


def test_without_a_script_leaving_closes_what_is_kept_too(planned: Person) -> None:
    code_of(planned)
    gone = planned.client.get(planned.open("/plan/").link("Leave this page"))
    assert (gone.status_code, gone.headers["Location"]) == (303, ELSEWHERE)
    assert gone.headers["Referrer-Policy"] == "no-referrer"
    assert planned.open("/plan/").response.status_code == 403


def test_no_page_is_left_behind_for_the_back_button(planned: Person) -> None:
    for path in ("/plan/", "/questionnaire/situation", "/record/", "/goals/", "/kept", "/code"):
        assert planned.open(path).response.headers["Cache-Control"] == "no-store", path


def test_leaving_closes_what_is_kept(planned: Person) -> None:
    code_of(planned)
    token = planned.hidden("csrf_token")
    assert planned.client.post("/leave", data={"csrf_token": token}).status_code == 204
    assert planned.open("/plan/").response.status_code == 403


def test_closing_for_good_needs_a_code(planned: Person) -> None:
    token = planned.open("/kept").hidden("csrf_token")
    planned.client.post("/close-here", data={"csrf_token": token})
    assert planned.open("/plan/").address == "/plan/"
    code = code_of(planned)
    planned.open("/kept").press("Close it on this device")
    assert planned.open("/plan/").address == "/questionnaire/device"
    planned.open("/come-back").fill(code=code).press("Open my steps")
    assert planned.address == "/plan/"


def test_after_our_script_closed_a_page_it_opens_there_again(planned: Person) -> None:
    planned.open("/closed?back=/plan/print")
    assert "Closed for now" in planned.words
    assert planned.press("Open it again").address == "/plan/print"


def test_unlocking_leads_to_no_other_host(planned: Person) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/nowhere"):
        planned.open("/closed?back=" + back)
        assert planned.press("Open it again").address == "/plan/"
