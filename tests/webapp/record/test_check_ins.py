"""Check-ins: before and after, the next one, and one that did not take place."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from flask import Flask

from tests.webapp.record.at_record import document, write
from tests.webapp.without_script import Person


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
    planned.fill(on="2 March", well="The orders", mine="Ask for the list, by Friday", next_on="2026-03-12")
    planned.press("Keep it and write the summary")
    text = planned.response.text
    assert "Summary of our talk on 2 March 2026" in text
    assert "What is going well: The orders" in text
    assert "- Ask for the list, by Friday" in text
    assert "Next meeting: 12 March 2026" in text
    assert "It took place" in planned.open("/record/check-ins").words


def test_the_day_that_was_named_for_the_next_check_in_waits_to_be_noted(planned: Person) -> None:
    write(planned, "Check-in", next_on="2026-03-12")
    planned.open("/record/check-ins")
    assert "A check-in was named for Thursday 12 March. It is not noted yet." in planned.words
    planned.open(planned.link("Note a check-in"))
    assert planned.value("on") == "12 March 2026"
    planned.press("Keep it")
    assert "is not noted yet" not in planned.open("/record/check-ins").words


def test_the_next_check_in_is_noted_once(app: Flask, planned: Person) -> None:
    write(planned, "Check-in", next_on="2026-03-12")
    for _ in range(2):
        page = planned.open("/record/check-ins").response.text
        planned.open(re.findall(r'href="(/record/entry/[^"]+)"', page)[-1])
        planned.press("Keep it and note the next one")
    assert "Check-in: Thursday 12 March" in planned.words
    assert [one["on"] for one in document(app, planned)["entries"]] == ["2026-03-02", "2026-03-12"]


def test_an_agenda_and_words_for_a_new_day_offer_no_step_whose_day_is_over(
    app: Flask, planned: Person
) -> None:
    planned.open("/record/check-ins").open(planned.link("Note a check-in"))
    offered = planned.value("ask")
    first = re.findall(r"by (\d+ March 2026)$", offered, re.MULTILINE)[0]
    later = datetime.datetime.strptime(first, "%d %B %Y").date() + datetime.timedelta(days=1)
    own = f"Help with the list, by {first}"
    planned.fill(on=later.isoformat(), ask=f"{offered}\n{own}").press("Keep it and write the agenda")
    assert _days_named(planned, first) == [f"- {own}"]
    planned.open("/record/check-ins").open(planned.link("Open"))
    assert offered in planned.value("ask")
    app.extensions["waymark"] = replace(app.extensions["waymark"], today=lambda: later)
    planned.fill(state="cancelled").press("Keep it and ask for a new day")
    assert _days_named(planned, first) == [f"- {own}"]


def _days_named(person: Person, day: str) -> list[str]:
    """The lines of the report that is open which name a day as the last one."""
    return [line for line in person.value("words").splitlines() if line.endswith(f"by {day}")]


def test_after_a_cancelled_check_in_there_are_words_for_a_new_day(planned: Person) -> None:
    write(planned, "Check-in", on="2026-02-26", state="cancelled", by="manager")
    assert "Ask for a new day today, in writing" in planned.words
    planned.press("Keep it and ask for a new day")
    assert "Our check-in on 26 February 2026 could not take place." in planned.response.text
    assert "my manager" not in planned.response.text.lower().split("<textarea")[1].split("</textarea>")[0]
