"""What there is to read: found by words, linked from where it helps, and no link leads nowhere."""

from __future__ import annotations

import html

from engine.knowledge_base import KnowledgeBase
from engine.words import PHASE_TITLES
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque
from webapp.guides.shelf import ANY_TIME, BESIDE, QUIETLY, neighbours, shelf


def test_everything_stands_on_the_shelf_once(kb: KnowledgeBase) -> None:
    whole = shelf(kb)
    letters = [one.id for some in whole.letters.values() for one in some]
    assert sorted([*letters, *(one.id for one in whole.worksheets)]) == sorted(kb.letters)
    assert whole.found == len(kb.guides) + len(kb.letters) + len(kb.stories)


def test_letters_stand_under_the_time_when_they_help(kb: KnowledgeBase) -> None:
    whole = shelf(kb)
    assert set(whole.letters) <= {*PHASE_TITLES.values(), QUIETLY, ANY_TIME}
    assert "midpoint_status_note" in {one.id for one in whole.letters[PHASE_TITLES["midpoint"]]}


def test_a_search_needs_every_word_and_minds_no_capitals(kb: KnowledgeBase) -> None:
    title = next(iter(kb.guides.values())).title
    assert title in {one.title for one in shelf(kb, title.upper()).guides}
    assert shelf(kb, f"{title} zebra").found == 0


def test_words_are_looked_for_without_a_trace_in_the_address(person: Person) -> None:
    person.open("/reading").fill(words="manager").press("Look")
    assert person.response.request.query_string == b""
    assert "pages have these words" in person.words
    person.fill(words="zebra").press("Look")
    assert "No page has all of these words" in person.words
    assert person.value("words") == "zebra"


def test_no_link_from_reading_leads_nowhere(person: Person) -> None:
    tried: set[str] = set()
    waiting = ["/reading"]
    while waiting:
        path = waiting.pop()
        tried.add(path)
        assert person.open(path).response.status_code == 200, path
        waiting += {
            link
            for link, _words in person.page.links
            if link.startswith(("/reading", "/plan/letter")) and link not in tried and link not in waiting
        }
    assert len(tried) > 80


def test_a_guide_begins_with_a_way_to_each_of_its_parts(person: Person, kb: KnowledgeBase) -> None:
    for guide in kb.guides.values():
        person.open(f"/reading/guide/{opaque(guide.id)}")
        ways = [(link, words) for link, words in person.page.links if link.startswith("#part-")]
        assert [words for _link, words in ways] == [part.heading for part in guide.parts], guide.id
        for link, words in ways:
            assert f'<h2 id="{link[1:]}">{words}' in html.unescape(person.response.text), guide.id


def test_what_lies_beside_other_pages_is_there(kb: KnowledgeBase) -> None:
    for place, (guides, letters) in BESIDE.items():
        assert guides or letters, place
        assert set(guides) <= set(kb.guides), place
        assert set(letters) <= set(kb.letters), place
    sections = {one.id for one in kb.sections}
    assert set(BESIDE) - {"goals", "record", "progress"} <= sections


def test_each_page_leads_to_the_one_before_and_the_one_after(kb: KnowledgeBase) -> None:
    names = list(kb.guides)
    for at, name in enumerate(names):
        before, after = neighbours(kb.guides, name)
        assert (before and before.id) == (names[at - 1] if at else None)
        assert (after and after.id) == (names[at + 1] if at + 1 < len(names) else None)
