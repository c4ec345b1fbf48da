"""The record on its pages: one line, whole entries, check-ins, looking for something, and the way back."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.webapp.conftest import TODAY, to_check
from tests.webapp.without_script import Person
from webapp import services


def _token(person: Person) -> str:
    found = person.hidden("csrf_token")
    assert found is not None
    return found


def _document(app: Flask, person: Person, name: str = "record") -> dict[str, Any]:
    with person.client.session_transaction() as session:
        file = session["file"]
    with app.app_context():
        found = services().store.read(file, name) or {}
        services().store.release()
    return found


def _write(person: Person, kind: str, **typed: str) -> Person:
    """An entry of a kind, by its form."""
    person.open("/record/").open(person.link(kind))
    return person.fill(**typed).press("Keep it" if kind == "Check-in" else "Write it down")


def _with_goals(app: Flask, person: Person) -> None:
    with person.client.session_transaction() as session:
        file = session["file"]
    goals = [{"id": "g1", "title": "Nine tickets a day"}, {"id": "g2", "title": "Answer within a day"}]
    with app.app_context():
        services().store.change(file, "goals", lambda _: {"form": 1, "goals": goals})
        services().store.release()


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
    _write(planned, "Something done", done="Checked three orders", place="order book", seen="team lead")
    _write(planned, "Feedback", said="The orders were right", who="my manager", next="Keep on")
    _write(planned, "How it is going", mood="steady", sure="partly", note="A calm day")
    _write(planned, "Check-in", questions="Does half count?")
    planned.open("/record/")
    for said in ("order book", "my manager", "Steady", "Partly sure", "A calm day", "Does half count?"):
        assert said in planned.words


def test_se19_each_form_says_what_stays_out_of_the_record(planned: Person) -> None:
    for kind in ("Something done", "Feedback", "Check-in"):
        planned.open("/record/").open(planned.link(kind))
        assert "Leave out customer data, prices, code and other people’s personal details." in planned.words
        assert 'type="file"' not in planned.response.text


def test_nothing_that_was_typed_stands_in_an_address_or_a_title(planned: Person) -> None:
    _write(planned, "Something done", done="Zebra")
    planned.open("/record/").press("Find")
    planned.open("/record/").fill(words="Zebra").press("Find")
    assert "1 entry found" in planned.words
    assert planned.address == "/record/find"
    assert planned.title == "Record – Waymark"


def test_a_search_narrows_by_kind_goal_and_days(app: Flask, planned: Person) -> None:
    _with_goals(app, planned)
    _write(planned, "Something done", done="Zebra one", on="2026-02-20")
    planned.open("/record/").client.post(
        "/record/quick",
        data={"csrf_token": _token(planned), "words": "Zebra two", "kind": "feedback", "goal": "g2"},
    )

    def found(**wanted: str) -> str:
        planned._take(
            planned.client.post(
                "/record/find", data={"csrf_token": _token(planned.open("/record/")), **wanted}
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
    _write(planned, "Something done", done="Zebra")
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


def test_two_windows_never_overwrite_each_other_silently(planned: Person) -> None:
    _write(planned, "Something done", done="Zebra")
    address = planned.open("/record/").link("Change")
    old = planned.open(address).page.forms
    planned.fill(done="Lion").press("Keep it")
    form = next(one for one in old if one.action == address)
    typed = {one.name: one.value for one in form.controls} | {"done": "Bear"}
    planned._take(planned.client.post(address, data=typed))
    assert planned.response.status_code == 409
    assert "Lion" in planned.words
    assert "Bear" in planned.words
    planned.press("Keep what I typed")
    assert "Bear" in planned.open("/record/").words


def test_a_form_sent_twice_writes_one_entry(app: Flask, planned: Person) -> None:
    planned.open("/record/").open(planned.link("Something done"))
    form = next(one for one in planned.page.forms if one.action.startswith("/record/new/"))
    data = {one.name: one.value for one in form.controls} | {"done": "Once"}
    for _ in range(2):
        planned.client.post(form.action, data=data)
    assert len(_document(app, planned)["entries"]) == 1


def test_se7_not_feeling_safe_opens_help_at_once_and_is_not_kept(app: Flask, planned: Person) -> None:
    _write(planned, "How it is going", mood="not_safe", note="x")
    assert planned.address == "/help"
    assert _document(app, planned) == {}


def test_se7_words_that_say_someone_is_not_safe_open_help_and_stay_written(
    app: Flask, planned: Person
) -> None:
    _write(planned, "How it is going", note="I don’t feel safe any more")
    assert planned.address == "/help"
    assert len(_document(app, planned)["entries"]) == 1


def test_se7_several_hard_days_bring_links_and_no_alarm(planned: Person) -> None:
    for day in ("2026-02-27", "2026-02-28"):
        _write(planned, "How it is going", mood="hard", on=day)
    assert "These have been hard days" not in planned.open("/record/").words
    _write(planned, "How it is going", mood="very_hard", on="2026-03-01")
    page = planned.open("/record/")
    assert "These have been hard days" in page.words
    assert 'role="alert"' not in page.response.text
    assert "Employee assistance" in page.words or "doctor" in page.words


def test_a_check_in_page_brings_the_record_and_gives_agenda_and_summary(planned: Person) -> None:
    planned.open("/plan/").fill(words="Checked three orders", kind="evidence").press("Write it down")
    planned.open("/record/check-ins").open(planned.link("Note a check-in"))
    assert "Some of this was filled in from your record" in planned.words
    assert "Checked three orders (2 March 2026)" in planned.response.text
    planned.fill(on="2026-03-05", questions="Does half count?", proof="Three orders")
    planned.press("Keep it and write the agenda")
    assert "Does half count?" in planned.response.text
    assert planned.address.startswith("/record/reports/")
    planned.open("/record/check-ins").open(planned.link("Open"))
    planned.fill(well="The orders", mine="Ask for the list, by Friday", next_on="2026-03-12")
    planned.press("Keep it and write the summary")
    text = planned.response.text
    assert "Summary of our talk on 5 March 2026" in text
    assert "What is going well: The orders" in text
    assert "- Ask for the list, by Friday" in text
    assert "Next meeting: 12 March 2026" in text
    assert "It took place" in planned.open("/record/check-ins").words


def test_the_next_check_in_is_noted_once(app: Flask, planned: Person) -> None:
    _write(planned, "Check-in", next_on="2026-03-12")
    for _ in range(2):
        page = planned.open("/record/check-ins").response.text
        planned.open(re.findall(r'href="(/record/entry/[^"]+)"', page)[-1])
        planned.press("Keep it and note the next one")
    assert "Check-in: Thursday 12 March" in planned.words
    assert [one["on"] for one in _document(app, planned)["entries"]] == ["2026-03-02", "2026-03-12"]


def test_after_a_cancelled_check_in_there_are_words_for_a_new_day(planned: Person) -> None:
    _write(planned, "Check-in", on="2026-02-26", state="cancelled", by="manager")
    assert "Ask for a new day today, in writing" in planned.words
    planned.press("Keep it and ask for a new day")
    assert "Our check-in on 26 February 2026 could not take place." in planned.response.text
    assert "my manager" not in planned.response.text.lower().split("<textarea")[1].split("</textarea>")[0]


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
    carried = {"csrf_token": _token(work_device), "carried": work_device.hidden("carried") or ""}
    for address in ("/record/check-ins", "/record/reports/", "/record/entry/x"):
        assert work_device.open(address).response.status_code == 200
        assert "So far nothing of yours is kept here." in work_device.words
    work_device._take(work_device.client.post("/record/", data=carried))
    assert work_device.press("Keep my plan here so I can come back").address == "/plan/"
    assert "What stands in it" in work_device.open("/record/").words


def test_someone_elses_entry_cant_be_opened(app: Flask, planned: Person) -> None:
    _write(planned, "Something done", done="Mine only")
    address = planned.open("/record/").link("Change")
    other = Person(app.test_client())
    other.open("/questionnaire/device").fill(employer_device="no").press("Continue")
    assert other.open(address).response.status_code == 404
    assert "Mine only" not in other.words


def test_markup_that_someone_types_stays_text(planned: Person) -> None:
    _write(planned, "Something done", done="<script>alert(1)</script>")
    assert "<script>alert" not in planned.open("/record/").response.text


@pytest.mark.parametrize("count", ["", "x", "999999999999", "0"])
def test_an_undo_that_came_too_late_changes_nothing(planned: Person, count: str) -> None:
    _write(planned, "Something done", done="Zebra")
    planned.client.post("/record/undo", data={"csrf_token": _token(planned), "count": count})
    assert "Zebra" in planned.open("/record/").words


def test_a_line_from_the_plan_page_can_be_undone_there(app: Flask, planned: Person) -> None:
    planned.open("/plan/").fill(words="Zebra", kind="evidence").press("Write it down").press("Undo")
    assert planned.address == "/plan/"
    assert "Taken back." in planned.words
    assert _document(app, planned)["entries"] == []


def test_several_changes_are_taken_back_one_after_the_other(app: Flask, planned: Person) -> None:
    for words in ("Zebra", "Lion", "Bear"):
        planned.open("/record/").fill(words=words, kind="evidence").press("Write it down")
    planned.press("Undo").press("Undo the change before it")
    assert [one["done"] for one in _document(app, planned)["entries"]] == ["Zebra"]


def test_an_undo_from_an_old_page_says_that_nothing_was_taken_back(planned: Person) -> None:
    _write(planned, "Something done", done="Zebra")
    planned.client.post("/record/undo", data={"csrf_token": _token(planned), "count": "0"})
    assert "so nothing was taken back" in planned.open("/record/").words


def test_one_line_that_is_sent_twice_is_written_once(app: Flask, planned: Person) -> None:
    planned.open("/plan/")
    form = next(one for one in planned.page.forms if one.action == "/record/quick")
    data = {one.name: one.value for one in form.controls} | {"words": "Once", "kind": "evidence"}
    for _ in range(2):
        planned.client.post(form.action, data=data)
    assert len(_document(app, planned)["entries"]) == 1


def test_an_edit_of_what_another_window_took_out_is_not_lost(app: Flask, planned: Person) -> None:
    _write(planned, "Something done", done="Zebra")
    address = planned.open("/record/").link("Change")
    form = next(one for one in planned.open(address).page.forms if one.action == address)
    planned.press("Take it out")
    typed = {one.name: one.value for one in form.controls} | {"done": "Bear"}
    planned._take(planned.client.post(address, data=typed))
    assert planned.response.status_code == 409
    assert "It was taken out in another window." in planned.words
    planned.press("Write it down")
    assert [one["done"] for one in _document(app, planned)["entries"]] == ["Bear"]


def test_a_hard_day_is_met_with_a_quiet_line_and_a_good_one_is_not(planned: Person) -> None:
    assert "there are people who listen" in _write(planned, "How it is going", mood="hard").words
    assert "there are people who listen" not in _write(planned, "How it is going", mood="good").words


def test_a_link_to_a_proof_can_be_followed_and_other_words_are_no_link(planned: Person) -> None:
    _write(planned, "Something done", done="Zebra", place="https://example.org/q/4")
    _write(planned, "Something done", done="Lion", place="javascript:alert(1)")
    text = planned.open("/record/").response.text
    assert '<a href="https://example.org/q/4" rel="noopener noreferrer nofollow">' in text
    assert 'href="javascript' not in text


def test_what_is_kept_out_of_reports_stays_in_the_record_only(planned: Person) -> None:
    _write(planned, "Something done", done="Zebra", private="yes")
    assert "Kept out of reports" in planned.open("/record/").words
    planned.client.post("/record/reports/write", data={"csrf_token": _token(planned), "kind": "friday"})
    planned.open("/record/reports/").open(planned.link("Friday report"))
    assert "Zebra" not in planned.response.text


def _friday(person: Person, week: str) -> Person:
    sent = {"csrf_token": _token(person.open("/record/reports/")), "kind": "friday", "week": week}
    return person.open(person.client.post("/record/reports/write", data=sent).location)


def test_a_friday_report_speaks_of_the_week_that_was_chosen(planned: Person) -> None:
    _write(planned, "Something done", done="Zebra", on="2026-02-27")
    _write(planned, "Something done", done="Lion", on="2026-03-02")
    reports = planned.open("/record/reports/").response.text
    assert '<option value="2026-02-23" selected>' in reports  # on a Monday, last week is meant
    assert "Zebra" in _friday(planned, "2026-02-23").response.text
    assert "Lion" not in planned.response.text
    assert "the week of 23 February 2026" in planned.response.text
    assert "Lion" in _friday(planned, "2026-03-02").response.text
    assert "Zebra" not in planned.response.text
    assert "the week of 23 February 2026" in _friday(planned, "2027-01-04").response.text


def test_a_report_shows_what_is_new_and_takes_it_in_beside_what_was_changed(planned: Person) -> None:
    _friday(planned, "2026-03-02")
    address = planned.address
    words = next(one.value for one in planned._controls() if one.name == "words")
    planned.fill(words=words.replace("[your name]", "Ada")).press("Keep my changes")
    assert "New in your record since then" not in planned.words
    _write(planned, "Something done", done="Zebra")
    planned.open(address)
    assert "New in your record since then" in planned.words
    planned.press("Put this in")
    assert "Zebra" in planned.response.text
    assert "Kind regards,\nAda" in planned.response.text
    assert "[what you did for it]" not in planned.response.text.split("A text of yours")[0]


def test_a_report_that_was_taken_out_comes_back_with_undo(planned: Person) -> None:
    _friday(planned, "2026-03-02").fill(words="My own words").press("Keep my changes").press("Take it out")
    assert "Nothing yet." in planned.words
    planned.press("Undo")
    assert "My own words" in planned.open(planned.link("Friday report")).response.text


def test_what_is_typed_into_a_report_that_another_window_took_out_is_not_lost(planned: Person) -> None:
    _friday(planned, "2026-03-02")
    address, rev = planned.address, planned.hidden("rev")
    planned.press("Take it out")
    typed = {"csrf_token": _token(planned), "rev": rev, "subject": "Mine", "words": "My own words"}
    planned.client.post(address, data=typed)
    assert "My own words" in planned.open(address).response.text


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
