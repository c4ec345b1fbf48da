"""What would bring a step: asked from the plan page, without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.explain import QUICK, WhyNot, why_not
from engine.knowledge_base import KnowledgeBase
from engine.verify.language import hard_words
from tests.webapp.conftest import TODAY, to_check
from tests.webapp.without_script import Person
from webapp.guides.opaque import opaque
from webapp.plans.way_in import WayIn, way_in

ANSWERS = {
    "employer_device": "no",
    "pip_stage": "under_way",
    "plan_start": "2026-02-19",
    "plan_end": "2026-04-19",
    "concerns": ["deadlines"],
}
"""Those of `planned`."""
OUT = "clarify_vague_goals"
BRING = "What would bring it?"


def searched(kb: KnowledgeBase, strategy: str) -> WhyNot:
    return why_not(kb, ANSWERS, strategy, TODAY, "compiled", QUICK)


def buttons(person: Person) -> dict[str, str]:
    """The steps that can be asked about, by the words on their buttons."""
    return {
        " ".join(button.words.split()): button.value
        for form in person.page.forms
        for button in form.buttons
        if button.name == "step"
    }


def test_each_step_left_out_can_be_asked_about(planned: Person, kb: KnowledgeBase) -> None:
    known = {opaque(name): one.title for name, one in kb.strategies.items()}
    asked = buttons(planned)
    assert asked
    for words, address in asked.items():
        assert words == f"{BRING} {known[address]}"


def test_it_says_what_keeps_a_step_out_and_what_would_bring_it(planned: Person) -> None:
    words, address = next(iter(buttons(planned).items()))
    planned.press(words)
    assert planned.response.status_code == 200
    assert planned.address == f"/plan/ask/{address}"
    assert words.removeprefix(BRING).strip() in planned.words
    assert "What keeps it out now" in planned.words
    assert "What would bring it" in planned.words
    planned.open(planned.link("Back to your steps"))
    assert "Your way through" in planned.words


def test_it_asks_for_no_other_answer_than_the_true_one(planned: Person, kb: KnowledgeBase) -> None:
    found = searched(kb, OUT)
    assert found.changes
    planned.open(f"/plan/ask/{opaque(OUT)}")
    assert "Nothing in your answers calls for it." in planned.words
    assert "It would come in if you had answered this in another way" in planned.words
    for name in found.changes:
        assert kb.questions[name].wording in planned.words
    assert "A plan fits best when the answers are true for you" in planned.words
    assert not re.search(r"\bchange (your|an|the) answer", planned.words, re.IGNORECASE)


def test_a_step_no_rule_spoke_of_is_chosen_from_a_list(planned: Person, kb: KnowledgeBase) -> None:
    planned.open(planned.link("Ask about another step"))
    assert planned.address == "/plan/ask"
    assert opaque(OUT) in buttons(planned).values()
    planned.press(kb.strategies[OUT].title)
    assert planned.address == f"/plan/ask/{opaque(OUT)}"
    assert opaque(OUT) not in buttons(planned).values()


def test_a_step_of_the_plan_is_among_the_steps_already(planned: Person, kb: KnowledgeBase) -> None:
    page = planned.response.text
    name = next(name for name, one in kb.strategies.items() if f'item-title">{one.title}<' in page)
    assert "It is among your steps already" in planned.open(f"/plan/ask/{opaque(name)}").words


def test_addresses_and_tab_say_nothing(planned: Person) -> None:
    planned.press(BRING)
    assert re.fullmatch(r"/plan/ask/[0-9a-f]{8}", planned.address)
    assert planned.title == "Your steps – Waymark"


@pytest.mark.parametrize("address", ["clarify_vague_goals", "00000000", "x"])
def test_an_address_of_nothing_is_404(planned: Person, address: str) -> None:
    assert planned.open(f"/plan/ask/{address}").response.status_code == 404


def test_carried_answers_travel_along_and_nothing_is_kept(
    work_device: Person, kb: KnowledgeBase, stored_files: Callable[[], int]
) -> None:
    work_device.fill(pip_stage="under_way").press("Continue")
    work_device.fill(concerns=["deadlines"]).press("Continue")
    to_check(work_device).press("Make my plan")
    work_device.press("Ask about another step").press(kb.strategies[OUT].title)
    assert work_device.address == "/plan/ask"
    assert "What keeps it out now" in work_device.words
    work_device.press("Back to your steps")
    assert "Nothing is being saved" in work_device.words
    assert "Getting work done on time" in work_device.press("Look at my answers").words
    assert stored_files() == 0


def test_with_nothing_carried_or_planned_it_leads_to_the_questions(person: Person) -> None:
    assert person.open("/plan/ask").address == "/questionnaire/device"
    assert person.open(f"/plan/ask/{opaque(OUT)}").address == "/questionnaire/device"


def test_without_a_plan_it_leads_to_the_check_page(own_device: Person) -> None:
    assert own_device.open(f"/plan/ask/{opaque(OUT)}").address == "/questionnaire/check"


def test_the_pages_own_words_are_plain(planned: Person, kb: KnowledgeBase) -> None:
    for name in [OUT, *sorted(kb.strategies)[::9]]:
        page = planned.open(f"/plan/ask/{opaque(name)}").response.text
        for text in re.findall(r"<(?:p|h1|h2)[ >][^<]*", page):
            assert list(hard_words(text.partition(">")[2])) == []


def test_no_file_and_no_paper_tells_of_it(planned: Person) -> None:
    for address in ("/plan/print", "/plan/file/markdown", "/plan/file/json"):
        assert BRING not in planned.client.get(address).text


def test_private_answers_are_told_on_the_own_page_only(kb: KnowledgeBase) -> None:
    told = 0
    for strategy in sorted(kb.strategies):
        found = searched(kb, strategy)
        sensitive = {name for name in found.changes or {} if kb.questions[name].sensitive}
        if not sensitive:
            continue
        told += 1
        own, elsewhere = way_in(kb, found, with_private=True), way_in(kb, found, with_private=False)
        assert own.private == 0
        assert elsewhere.private >= len(sensitive)
        shown = {one.wording for one in elsewhere.others} | set(elsewhere.no_longer_asked)
        assert not shown & {kb.questions[name].wording for name in sensitive}
    assert told


def test_nobody_is_told_how_to_lift_what_keeps_them_safe(
    planned: Person, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept_out(*given: object, **named: object) -> WayIn:
        return replace(way_in(*given, **named), code="suppressed")  # type: ignore[arg-type]

    monkeypatch.setattr("webapp.plans.asking.way_in", kept_out)
    words = planned.open(f"/plan/ask/{opaque(OUT)}").words
    assert "kept out for your safety" in words
    assert "if you had answered" not in words
