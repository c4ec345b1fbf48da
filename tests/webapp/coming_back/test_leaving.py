"""The quick way out, and closing what is kept."""

from __future__ import annotations

from tests.webapp.coming_back.at_another_time import code_of
from tests.webapp.without_script import Person
from webapp.coming_back.leaving import ELSEWHERE


def test_leaving_the_page_with_a_code_in_a_hurry_locks(planned: Person) -> None:
    planned.open("/code").press("code")
    planned.client.get("/leave")
    assert planned.open("/plan/").has("unlock_code")


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
