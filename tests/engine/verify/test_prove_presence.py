"""The proofs find sheets without a plan, lost safety routes and scenarios with nothing of their own."""

from __future__ import annotations

from tests.conftest import Builder
from tests.engine.verify.planted import NOTHING_FOR_EVERYONE, changed, defects, only, plan_on, rule, text_of


def test_a_sheet_without_a_plan(small_knowledge: Builder) -> None:
    report = only(small_knowledge, "sheet_without_a_plan", NOTHING_FOR_EVERYONE)
    assert plan_on(report, small_knowledge, NOTHING_FOR_EVERYONE).items == ()
    assert report.sheet["pip_stage"] in ("warned", "passed", "ended")


def test_together_two_rules_can_leave_no_sheet_without_a_plan(small_knowledge: Builder) -> None:
    unsaid = rule("{not: {question: comfort, at_least: 1}}", "recommend: ask_for_time\nweight: 9")
    files = {**NOTHING_FOR_EVERYONE, "rules/advice/time_when_silent.yml": unsaid}
    assert [one.kind for one in defects(small_knowledge, files)] == [
        "sheet_without_a_plan"
    ]  # comfort 0 rules it out
    files["rules/advice/no_time_question_when_it_feels_unsafe.yml"] = None
    assert defects(small_knowledge, files) == []


COPING = """type: single
wording: How are you?
why: It decides what comes first.
options:
  - {value: ok, label: Fine}
  - {value: i_do_not_feel_safe, label: Not safe}
  - {value: prefer_not, label: No word}
sensitive: true
"""


def with_coping(pin: str, suppress: str | None = None) -> dict[str, str | None]:
    files = {
        "knowledge/questions/coping.yml": COPING,
        "knowledge/strategies/get_safe_first.yml": text_of("knowledge/strategies/rest_first.yml"),
        "rules/safety/safe_first.yml": rule(pin, "pin: get_safe_first"),
        **changed("knowledge/manifest.yml", "plan_end]", "plan_end, coping]"),
    }
    return files | (
        {"rules/safety/not_safe.yml": rule(suppress, "suppress: get_safe_first")} if suppress else {}
    )


def test_a_safety_route_is_held_where_its_flag_is_up(small_knowledge: Builder) -> None:
    assert defects(small_knowledge, with_coping("{fact: unsafe, is: yes}")) == []


def test_a_safety_route_that_is_missing_for_some(small_knowledge: Builder) -> None:
    files = with_coping("{all: [{fact: unsafe, is: yes}, {not: {fact: pip_state, is: ended}}]}")
    report = only(small_knowledge, "lost_safety_route", files)
    assert report.sheet == {"pip_stage": "ended", "coping": "i_do_not_feel_safe"}
    assert "get_safe_first" not in {one.id for one in plan_on(report, small_knowledge, files).items}


def test_a_safety_route_that_is_suppressed(small_knowledge: Builder) -> None:
    files = with_coping("{fact: unsafe, is: yes}", "{question: comfort, at_most: 0}")
    assert {one.kind for one in defects(small_knowledge, files)} == {
        "lost_safety_route",
        "pinned_and_suppressed",
    }


CONCERNS = """type: multi
wording: What is the plan about?
why: It decides what to do.
options: [{value: targets, label: Targets}, {value: conflict, label: Conflict}]
"""


def with_concerns(when: str) -> dict[str, str | None]:
    listen = text_of("knowledge/strategies/weekly_look.yml") + "scenarios: [interpersonal]\n"
    count = text_of("knowledge/strategies/weekly_look.yml") + "scenarios: [performance]\n"
    return {
        "knowledge/questions/concerns.yml": CONCERNS,
        "knowledge/strategies/listen.yml": listen,
        "knowledge/strategies/count.yml": count,
        "rules/advice/listen.yml": rule(when, "recommend: listen\nweight: 50"),
        "rules/advice/count.yml": rule("{fact: scenario, is: performance}", "recommend: count\nweight: 50"),
        **changed("knowledge/manifest.yml", "[clarity", "[concerns, clarity"),
    }


def test_each_scenario_has_its_own(small_knowledge: Builder) -> None:
    assert defects(small_knowledge, with_concerns("{fact: scenario, is: interpersonal}")) == []


def test_a_scenario_that_yields_nothing_for_some(small_knowledge: Builder) -> None:
    when = "{all: [{fact: scenario, is: interpersonal}, {not: {fact: phase, is: final}}]}"
    report = only(small_knowledge, "scenario_without_strategies", with_concerns(when))
    assert report.subject == "interpersonal"
    plan = plan_on(report, small_knowledge, with_concerns(when))
    assert (plan.facts["scenario"], plan.facts["phase"]) == ("interpersonal", "final")
    assert "listen" not in {one.id for one in plan.items}


def test_a_concern_that_brings_nothing(small_knowledge: Builder) -> None:
    found = defects(small_knowledge, with_concerns("{question: hours_per_week, at_least: 1}"))
    kinds = {(one.kind, one.subject) for one in found}
    assert ("concern_without_strategies", "conflict") in kinds
    assert ("scenario_without_strategies", "interpersonal") in kinds
