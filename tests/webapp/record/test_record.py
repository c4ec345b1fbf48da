"""The record on its pages: one line, whole entries, looking for something, and hard days."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from flask import Flask

from tests.webapp.conftest import TODAY, to_check
from tests.webapp.record.at_record import document, token, with_goals, write
from tests.webapp.without_script import Person
from webapp import services


def test_what_was_chosen_can_be_left_open_again(app: Flask, planned: Person) -> None:
    write(planned, "How it is going", mood="steady", sure="partly", note="A calm day")
    planned.open(f"/record/entry/{document(app, planned)['entries'][0]['id']}").fill(mood="").press("Keep it")
    (kept,) = document(app, planned)["entries"]
    assert (kept.get("mood", ""), kept["sure"], kept["note"]) == ("", "partly", "A calm day")


def test_one_line_is_written_from_the_plan_page_and_stands_in_the_record(planned: Person) -> None:
    planned.open("/plan/").fill(words="Closed nine tickets", kind="evidence").press("Write it down")
    assert planned.address == "/plan/"
    assert "Written down." in planned.words
    planned.open("/record/")
    assert "Closed nine tickets" in planned.words
    assert "Monday 2 March Something done" in planned.words


def test_an_empty_line_is_asked_for_again_with_what_was_chosen(planned: Person) -> None:
    planned.open("/record/").fill(words=" ", kind="feedback").press("Write it down")
    assert planned.response.status_code == 422
    assert "Write what was said, in a few words." in planned.words


def test_every_kind_can_be_written_and_read(planned: Person) -> None:
    write(planned, "Something done", done="Checked three orders", place="order book", seen="team lead")
    write(planned, "Feedback", said="The orders were right", who="my manager", next="Keep on")
    write(planned, "How it is going", mood="steady", sure="partly", note="A calm day")
    write(planned, "Check-in", questions="Does half count?")
    planned.open("/record/")
    for said in ("order book", "my manager", "Steady", "Partly sure", "A calm day", "Does half count?"):
        assert said in planned.words


def test_se19_each_form_says_what_stays_out_of_the_record(planned: Person) -> None:
    for kind in ("Something done", "Feedback", "Check-in"):
        planned.open("/record/").open(planned.link(kind))
        assert "Leave out customer data, prices, code and other people’s personal details." in planned.words
        assert 'type="file"' not in planned.response.text


def test_nothing_that_was_typed_stands_in_an_address_or_a_title(planned: Person) -> None:
    write(planned, "Something done", done="Zebra")
    planned.open("/record/").press("Find")
    planned.open("/record/").fill(words="Zebra").press("Find")
    assert "1 entry found" in planned.words
    assert planned.address == "/record/find"
    assert planned.title == "Record – Waymark"


def test_a_search_narrows_by_kind_goal_and_days(app: Flask, planned: Person) -> None:
    with_goals(app, planned)
    write(planned, "Something done", done="Zebra one", on="2026-02-20")
    planned.open("/record/").client.post(
        "/record/quick",
        data={"csrf_token": token(planned), "words": "Zebra two", "kind": "feedback", "goal": "g2"},
    )

    def found(**wanted: str) -> str:
        planned._take(
            planned.client.post(
                "/record/find", data={"csrf_token": token(planned.open("/record/")), **wanted}
            )
        )
        return " ".join(re.findall("Zebra (?:one|two)", planned.words))

    assert found(words="zebra") == "Zebra two Zebra one"
    assert found(kind="feedback") == "Zebra two"
    assert found(goal="g2") == "Zebra two"
    assert found(goal="g1") == ""
    assert "Nothing fits all of that." in planned.words
    assert found(until="2026-02-21") == "Zebra one"
    found(since="soon")
    assert planned.response.status_code == 422
    assert "Write the date with its month" in planned.words


def test_an_entry_is_changed_taken_out_and_brought_back(planned: Person) -> None:
    write(planned, "Something done", done="Zebra")
    planned.open("/record/").open(planned.link("Change")).fill(done="Lion").press("Keep it")
    assert "Lion" in planned.words
    assert "Zebra" not in planned.words
    planned.press("Undo")
    assert "Zebra" in planned.words
    planned.open(planned.link("Change")).press("Take it out")
    assert "Zebra" not in planned.words
    assert "Taken out." in planned.words
    planned.press("Undo")
    assert "Zebra" in planned.words


def test_se7_not_feeling_safe_opens_help_at_once_and_is_not_kept(app: Flask, planned: Person) -> None:
    write(planned, "How it is going", mood="not_safe", note="x")
    assert planned.address == "/help"
    assert document(app, planned) == {}


def test_se7_words_that_say_someone_is_not_safe_open_help_and_stay_written(
    app: Flask, planned: Person
) -> None:
    write(planned, "How it is going", note="I don’t feel safe any more")
    assert planned.address == "/help"
    assert len(document(app, planned)["entries"]) == 1


def test_se7_several_hard_days_bring_links_and_no_alarm(planned: Person) -> None:
    for day in ("2026-02-27", "2026-02-28"):
        write(planned, "How it is going", mood="hard", on=day)
    assert "These have been hard days" not in planned.open("/record/").words
    write(planned, "How it is going", mood="very_hard", on="2026-03-01")
    page = planned.open("/record/")
    assert "These have been hard days" in page.words
    assert 'role="alert"' not in page.response.text
    assert "Employee assistance" in page.words or "doctor" in page.words


def test_a_long_record_comes_in_pages(app: Flask, planned: Person) -> None:
    with planned.client.session_transaction() as session:
        file = session["file"]
    entries = [
        {
            "id": f"e{number}",
            "rev": 1,
            "kind": "evidence",
            "on": TODAY.isoformat(),
            "done": f"Number {number}.",
        }
        for number in range(70)
    ]
    with app.app_context():
        services().store.change(file, "record", lambda _: {"form": 1, "entries": entries})
        services().store.release()
    assert "Number 69." in planned.open("/record/").words
    assert "Number 9." not in planned.words
    planned.open(planned.link("Earlier entries")).open(planned.link("Earlier entries"))
    assert "Number 9." in planned.words
    assert "Page 3 of 3" in planned.words
    planned.open("/record/").fill(words="number").press("Find")
    assert "70 entries found" in planned.words
    planned.press("Earlier entries").press("Earlier entries")
    assert "Page 3 of 3" in planned.words
    assert "Number 9." in planned.words
    assert planned.address == "/record/find"


def test_where_nothing_is_kept_the_pages_say_so_and_offer_to_keep(work_device: Person) -> None:
    to_check(work_device).press("Make my plan")
    carried = {"csrf_token": token(work_device), "carried": work_device.hidden("carried") or ""}
    for address in ("/record/check-ins", "/record/reports/", "/record/entry/x"):
        assert work_device.open(address).response.status_code == 200
        assert "So far nothing of yours is kept here." in work_device.words
    work_device._take(work_device.client.post("/record/", data=carried))
    assert work_device.press("Keep my plan here so I can come back").address == "/plan/"
    assert "What stands in it" in work_device.open("/record/").words


def test_someone_elses_entry_cant_be_opened(app: Flask, planned: Person) -> None:
    write(planned, "Something done", done="Mine only")
    address = planned.open("/record/").link("Change")
    other = Person(app.test_client())
    other.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    assert other.open(address).response.status_code == 404
    assert "Mine only" not in other.words


def test_markup_that_someone_types_stays_text(planned: Person) -> None:
    write(planned, "Something done", done="<script>alert(1)</script>")
    assert "<script>alert" not in planned.open("/record/").response.text


def test_a_line_from_the_plan_page_can_be_undone_there(app: Flask, planned: Person) -> None:
    planned.open("/plan/").fill(words="Zebra", kind="evidence").press("Write it down").press("Undo")
    assert planned.address == "/plan/"
    assert "Taken back." in planned.words
    assert document(app, planned)["entries"] == []


def test_several_changes_are_taken_back_one_after_the_other(app: Flask, planned: Person) -> None:
    for words in ("Zebra", "Lion", "Bear"):
        planned.open("/record/").fill(words=words, kind="evidence").press("Write it down")
    planned.press("Undo").press("Undo the change before it")
    assert [one["done"] for one in document(app, planned)["entries"]] == ["Zebra"]


def test_a_hard_day_is_met_with_a_quiet_line_and_a_good_one_is_not(planned: Person) -> None:
    assert "there are people who listen" in write(planned, "How it is going", mood="hard").words
    assert "there are people who listen" not in write(planned, "How it is going", mood="good").words


def test_a_link_to_a_proof_can_be_followed_and_other_words_are_no_link(planned: Person) -> None:
    write(planned, "Something done", done="Zebra", place="https://example.org/q/4")
    write(planned, "Something done", done="Lion", place="javascript:alert(1)")
    text = planned.open("/record/").response.text
    assert '<a href="https://example.org/q/4" rel="noopener noreferrer nofollow">' in text
    assert 'href="javascript' not in text


def test_se20_some_weeks_after_the_end_it_is_asked_once_whether_this_is_still_needed(
    app: Flask, planned: Person
) -> None:
    asks = "Do you still need what is kept here?"
    serving = app.extensions["waymark"]
    for weeks, said in ((0, False), (5, False), (6, True)):
        day = datetime.date(2026, 4, 19) + datetime.timedelta(weeks=weeks)
        app.extensions["waymark"] = replace(serving, today=lambda day=day: day)
        for address in ("/plan/", "/record/"):
            assert (asks in planned.open(address).words) == said
    assert "Take everything along" in planned.words
    assert planned.link("Erase it").startswith("/kept")
    planned.press("Keep it, and do not ask again")
    for address in ("/plan/", "/record/"):
        assert asks not in planned.open(address).words
