"""Reports from the record: of a chosen week, with what is new, taken out and brought back."""

from __future__ import annotations

from tests.webapp.record.at_record import token, write
from tests.webapp.without_script import Person


def test_what_is_kept_out_of_reports_stays_in_the_record_only(planned: Person) -> None:
    write(planned, "Something done", done="Zebra", private="yes")
    assert "Kept out of reports" in planned.open("/record/").words
    planned.client.post("/record/reports/write", data={"csrf_token": token(planned), "kind": "friday"})
    planned.open("/record/reports/").open(planned.link("Friday report"))
    assert "Zebra" not in planned.response.text


def _friday(person: Person, week: str) -> Person:
    sent = {"csrf_token": token(person.open("/record/reports/")), "kind": "friday", "week": week}
    return person.open(person.client.post("/record/reports/write", data=sent).location)


def test_a_friday_report_speaks_of_the_week_that_was_chosen(planned: Person) -> None:
    write(planned, "Something done", done="Zebra", on="2026-02-27")
    write(planned, "Something done", done="Lion", on="2026-03-02")
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
    write(planned, "Something done", done="Zebra")
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
    typed = {"csrf_token": token(planned), "rev": rev, "subject": "Mine", "words": "My own words"}
    planned.client.post(address, data=typed)
    assert "My own words" in planned.open(address).response.text
