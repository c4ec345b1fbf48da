"""The lock after a pause: what closes, what opens it, and that nothing sent is lost."""

from __future__ import annotations

import pytest

from tests.webapp.coming_back.at_another_time import Clock, code_of
from tests.webapp.without_script import Person
from webapp.offline.views import COOKIE, ON


def test_after_a_pause_what_would_change_is_there_again(planned: Person, clock: Clock) -> None:
    planned.open("/questionnaire/goals").fill(concerns=["customers"]).press("Continue")
    planned.open("/plan/").press("Make the plan again")
    assert "What would change" in planned.words
    shown = planned.address
    clock.forward(16)
    planned.open(f"/closed?back={shown}").press("Open it again")
    assert "What would change" in planned.words
    planned.press("Take the new plan")
    assert "Your plan was made again." in planned.words


def test_a_pause_before_the_code_is_on_paper_locks_nobody_out(planned: Person, clock: Clock) -> None:
    planned.open("/code").press("code")
    clock.forward(16)
    planned.client.post("/closed", data={"csrf_token": planned.hidden("csrf_token")})
    planned.open("/closed?back=/code")
    assert "may not be on paper yet" in planned.words
    planned.press("Open it again")
    assert planned.address == "/code"
    planned.press("Make a new code")
    planned.open(planned.link("I have written it down"))
    clock.forward(16)
    planned.open("/plan/")
    assert "may not be on paper yet" not in planned.words
    assert planned.has("unlock_code")


# What is closed stays closed


@pytest.mark.parametrize("way", ["/leave", "/closed"])
def test_an_answer_that_comes_late_opens_nothing_again(planned: Person, way: str) -> None:
    planned.open("/plan/")
    late = planned.client.get_cookie("waymark")
    assert late is not None
    planned.client.get(way)
    planned.client.set_cookie("waymark", late.value)  # as an answer brings it that was still on its way
    planned.open("/plan/")
    assert planned.response.status_code == 403
    assert "Closed for now" in planned.words
    planned.press("Open it again")
    assert "Day 12 of 60" in planned.open("/plan/").words
    planned.client.set_cookie("waymark", late.value)
    assert "Closed for now" in planned.open("/plan/").words


def test_help_keeps_no_copy_of_steps_that_are_closed(planned: Person) -> None:
    planned.client.set_cookie(COOKIE, ON)
    assert "data-steps-worker" in planned.open("/help").response.text
    planned.client.get("/closed")
    assert "data-steps-worker" not in planned.open("/help").response.text


def test_closing_in_one_browser_leaves_another_open(planned: Person, elsewhere: Person) -> None:
    code = code_of(planned)
    elsewhere.open("/").open(elsewhere.link("come back with a code"))
    elsewhere.fill(code=code).press("Open my steps")
    planned.client.get("/leave")
    assert "Day 12 of 60" in elsewhere.open("/plan/").words
    assert "Closed for now" in planned.open("/plan/").words


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


def test_unlocking_leads_to_no_other_host(planned: Person) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/nowhere"):
        planned.open("/closed?back=" + back)
        assert planned.press("Open it again").address == "/plan/"
