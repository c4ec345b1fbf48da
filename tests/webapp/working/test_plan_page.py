"""The first view of a plan that is worked, and the pages around it."""

from __future__ import annotations

import datetime
import re

from engine.knowledge_base import KnowledgeBase
from tests.webapp.without_script import Person
from tests.webapp.working.at_work import (
    START,
    Days,
    at,
)


def test_the_first_view_says_where_one_is_the_next_thing_and_how_it_goes(working: Person) -> None:
    page = working.response.text
    order = ["Day 12 of 60.", "The one next thing", "How it goes", 'id="today"', 'id="week"']
    assert sorted(order, key=page.index) == order
    assert "Nothing is ticked yet" in working.words
    assert re.search(r"This week holds \d+ things", working.words)


def test_days_that_went_by_are_told_without_blame(working: Person, days: Days) -> None:
    days.today = START + datetime.timedelta(days=20)
    working.open("/plan/")
    assert "the day has gone by" in working.words
    assert "still count" in working.words
    for word in ("behind schedule", "late with", "failed", "overdue", "should have"):
        assert word not in working.words


def test_after_the_last_day_the_plan_asks_how_it_ended_and_not_for_a_diary(
    working: Person, days: Days
) -> None:
    assert "How did it end?" not in working.words
    days.today = datetime.date(2026, 4, 20)
    working.open("/plan/")
    assert "How did it end?" in working.words
    working.open(working.link("Say how it ended"))
    assert working.words.index("Where are you now with the plan?") < working.words.index("Save, and see")
    stage = working.response.text.index('name="pip_stage"')
    assert all(stage < working.response.text.index(f'name="{one}"') for one in ("plan_end", "concerns"))


def test_what_is_long_gone_by_does_not_stay_the_next_thing(working: Person, days: Days) -> None:
    days.today = datetime.date(2026, 4, 16)
    working.open("/plan/")
    today = working.response.text.split('id="today"')[1].split('id="week"')[0]
    titles = re.findall(r'class="item-title">([^<]+)<', today)
    assert titles[0] == "Get safe first"
    assert titles.index("Make one proof page per goal") < titles.index("Move your notes somewhere private")


def test_an_own_step_that_comes_back_goes_on_to_the_end_of_the_plan(working: Person) -> None:
    own = {"title": "Talk with my manager", "start": "2026-03-05", "due": "2026-03-08", "hours": "0.5"}
    working.open("/plan/work/add").fill(**own, repeats="weekly").press("Add it to my plan")
    assert "Every week from Thu 5 Mar until Sun 19 Apr" in working.words


def test_a_step_that_is_gone_has_a_kind_page(working: Person) -> None:
    working.open("/plan/work/step/00000000")
    assert working.response.status_code == 404
    assert "This step is not in the plan now" in working.words
    assert working.link("Back to your steps") == "/plan/"


def test_without_a_file_the_pages_say_what_they_need(person: Person) -> None:
    for address in ("/plan/work/", "/plan/work/add", "/plan/work/step/00000000"):
        assert "Changes need a place to be kept" in person.open(address).words


def test_no_address_and_no_title_of_these_pages_says_what_they_are_about(
    working: Person, kb: KnowledgeBase, weekly: str
) -> None:
    for address in ("/plan/work/", "/plan/work/add", at(weekly)):
        working.open(address)
        assert weekly not in working.address
        assert kb.strategies[weekly].title not in working.title
        assert "performance" not in working.title.lower()


def test_once_the_plan_is_over_its_page_still_works_and_asks_for_no_lost_days(
    working: Person, days: Days
) -> None:
    days.today = datetime.date(2026, 5, 4)
    assert "The last day was" in working.open("/plan/").words
    assert "I lost some days" not in working.words
    assert "I lost some days" not in working.open("/plan/work/").words
