"""What is known to go wrong with durable_rules, each held by a test (DESIGN.md, docs/decisions).

What crashed the whole process is tried in a process of its own.
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.conditions import View, parse
from engine.knowledge_base import ROOT, KnowledgeBase
from engine.pipeline import make_plan
from engine.schema import DiagnosisRule, Option, Question
from tests.conftest import needs_durable
from tests.generated import TODAY, tiny, with_rules

pytestmark = needs_durable
TINY = tiny()


def base_of(conditions_by_rule: dict[str, Any]) -> KnowledgeBase:
    """A knowledge base with these diagnosis rules, which may name questions that the tiny one has not."""
    rules = {
        name: DiagnosisRule.model_validate(
            {"id": name, "says": "It is so.", "finding": "time_short", "weight": 1, "when": when}
        )
        for name, when in conditions_by_rule.items()
    }
    return with_rules(TINY, diagnosis=rules)


def evaluator(conditions_by_rule: dict[str, Any]) -> Any:
    from engine.inference.durable import DurableEvaluator

    return DurableEvaluator(base_of(conditions_by_rule))


def fired(conditions_by_rule: dict[str, Any], **answers: Any) -> list[str]:
    found: list[str] = evaluator(conditions_by_rule).fired("diagnosis", View(answers))
    return found


ON_ITS_OWN = """
import sys
sys.path.insert(0, {root!r})
from engine.conditions import View
from tests.engine.inference.test_durable_traps import evaluator
{body}
print("alive")
"""


def in_another_process(body: str) -> None:
    script = ON_ITS_OWN.format(root=str(ROOT), body=body)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[-500:]


def test_a_sheet_on_which_no_rule_fires_does_not_crash_the_process() -> None:
    in_another_process(
        "one = evaluator({'r': {'question': 'clarity', 'is': 'few'}})\n"
        "for turn in range(50):\n"
        "    assert one.fired('diagnosis', View({})) == []\n"
        "    assert one.fired('diagnosis', View({'clarity': 'all'})) == []\n"
    )


def test_a_knowledge_base_without_rules_fires_none() -> None:
    assert fired({}) == []


def test_nothing_of_a_sheet_is_left_for_the_next() -> None:
    one = evaluator(
        {"r": {"all": [{"question": "clarity", "is": "few"}, {"question": "comfort", "at_least": 2}]}}
    )
    assert one.fired("diagnosis", View({"clarity": "few"})) == []
    assert one.fired("diagnosis", View({"comfort": 3})) == []
    assert one.fired("diagnosis", View({"clarity": "few", "comfort": 3})) == ["r"]
    assert one.fired("diagnosis", View({})) == []


def test_the_state_of_a_session_is_deleted() -> None:
    one = evaluator({"r": "always"})
    deleted: list[tuple[str, str]] = []
    delete = one._host.delete_state
    one._host.delete_state = lambda label, session: (deleted.append((label, session)), delete(label, session))
    for _ in range(3):
        assert one.fired("diagnosis", View({})) == ["r"]
    assert len(set(deleted)) == 3


def test_an_exception_in_an_action_is_raised_and_the_next_sheet_is_right_again() -> None:
    from engine.inference.durable import DurableEvaluator

    one = DurableEvaluator(base_of({"r": {"question": "clarity", "is": "few"}}))

    class Broken(set[str]):
        broken = True

        def add(self, name: str) -> None:
            if self.broken:
                raise ZeroDivisionError("in the action")
            super().add(name)

    ((label, ruleset),) = one._strata["diagnosis"]
    broken = Broken()
    one._host = type(one._host)({"with-" + label: ruleset.definition(lambda name: broken.add(name))})
    one._strata["diagnosis"] = [("with-" + label, ruleset)]
    one._fired = broken
    with pytest.raises(RuntimeError, match="in the action"):
        one.fired("diagnosis", View({"clarity": "few"}))
    broken.broken = False
    assert one.fired("diagnosis", View({"clarity": "few"})) == ["r"]


def test_the_rules_are_not_changed_by_being_registered() -> None:
    data = {
        "any": [
            {"question": "clarity", "is": ["few", "none"]},
            {"not": {"question": "comfort", "at_most": 1}},
        ]
    }
    kept = copy.deepcopy(data)
    base = base_of({"r": data})
    when = base.diagnosis["r"].when
    from engine.inference.durable import DurableEvaluator

    first, second = DurableEvaluator(base), DurableEvaluator(base)
    assert data == kept
    assert base.diagnosis["r"].when is when
    assert when == parse(kept)
    view = View({"clarity": "none", "comfort": 0})
    assert first.fired("diagnosis", view) == second.fired("diagnosis", view) == ["r"]


def test_more_than_200_rules_run_in_several_rulesets() -> None:
    rules = {f"r{number:03}": {"question": "hours_per_week", "at_least": number} for number in range(450)}
    one = evaluator(rules)
    assert len(one._strata["diagnosis"]) > 3
    assert len(one.fired("diagnosis", View({"hours_per_week": 449}))) == 450
    assert one.fired("diagnosis", View({"hours_per_week": 1.5})) == ["r000", "r001"]


def test_more_than_255_answers_are_read_in_several_messages() -> None:
    rules = {f"r{number:03}": {"question": f"q{number}", "at_least": 1} for number in range(300)}
    assert len(fired(rules, **{f"q{number}": 1 for number in range(300)})) == 300


def test_more_than_64_tests_may_be_true_at_once() -> None:
    rules = {f"r{number:03}": {"question": "clarity", "is": "few"} for number in range(150)}
    assert len(fired(rules, clarity="few")) == 150


@pytest.mark.parametrize("kind", ["is", "answered", "not answered", "finding", "below a common test"])
def test_more_than_64_different_tests_may_be_true_at_once(kind: str) -> None:
    """Above 64 durable_rules writes beyond its stack, and the process dies, sometimes at the next sheet."""
    tests = {
        "is": "{'question': f'q{n}', 'is': 'few'}",
        "answered": "{'question': f'q{n}', 'answered': True}",
        "not answered": "{'question': f'p{n}', 'answered': False}",
        "finding": "{'finding': f'q{n}'}",
        "below a common test": "{'all': [{'question': 'q1', 'is': 'few'}, {'finding': f'q{n}'}]}",
    }
    in_another_process(
        f"one = evaluator({{f'r{{n}}': {tests[kind]} for n in range(190)}})\n"
        "view = View({f'q{n}': 'few' for n in range(190)}, {}, {f'q{n}': 50 for n in range(190)})\n"
        "for turn in range(10):\n"
        "    assert len(one.fired('diagnosis', view)) == 190\n"
    )


@pytest.mark.parametrize("number", [61, 250])
def test_a_rule_too_large_for_durable_rules_is_refused_by_name(number: int) -> None:
    branches = [{"question": f"q{place}", "answered": True} for place in range(number)]
    with pytest.raises(ValueError, match="'large' has more branches than durable_rules can hold"):
        evaluator({"large": {"any": branches}, "small": "always"})


def test_an_error_inside_durable_rules_is_raised_and_does_not_crash_the_process() -> None:
    in_another_process(
        "from engine.inference import durable\n"
        "one = evaluator({'r': {'question': 'hours_per_week', 'at_most': 1}})\n"
        "durable._written_out = lambda value: value\n"
        "for turn in range(20):\n"
        "    try:\n"
        "        one.fired('diagnosis', View({'hours_per_week': 1e300}))\n"
        "    except Exception as error:\n"
        "        assert 'error code' in str(error)\n"
        "    else:\n"
        "        raise SystemExit('no error')\n"
        "assert one.fired('diagnosis', View({'hours_per_week': 1})) == ['r']\n"
    )


def test_one_rule_may_read_very_many_answers() -> None:
    parts = [{"question": f"q{number}", "answered": True} for number in range(190)]
    assert fired({"r": {"all": parts}}, **{f"q{number}": 1 for number in range(190)}) == ["r"]
    assert fired({"r": {"all": parts}}, **{f"q{number}": 1 for number in range(189)}) == []


def test_a_choice_of_many_codes_is_registered_and_found() -> None:
    codes = [f"c{number}" for number in range(60)]
    rules = {
        "one": {"question": "clarity", "is": codes},
        "other": {
            "all": [{"question": "clarity", "is": codes[30:]}, {"not": {"question": "comfort", "is": codes}}]
        },
    }
    assert fired(rules, clarity="c10") == ["one"]
    assert fired(rules, clarity="c40") == ["one", "other"]
    assert fired(rules, clarity="c99") == []


def test_a_rule_made_only_of_negations_fires_once_and_ends() -> None:
    rules = {
        "silence": {"not": {"question": "clarity", "answered": True}},
        "deep": {"not": {"any": [{"question": "clarity", "is": "few"}, {"finding": "time_short"}]}},
        "both": {"all": [{"no_finding": "time_short"}, {"not": {"question": "comfort", "at_least": 1}}]},
    }
    assert fired(rules) == ["both", "deep", "silence"]
    assert fired(rules, clarity="few", comfort=2) == []


def test_a_rule_with_two_true_branches_fires_once() -> None:
    rule = {"any": [{"question": "clarity", "is": "few"}, {"question": "comfort", "at_least": 1}, "always"]}
    assert fired({"r": rule}, clarity="few", comfort=4) == ["r"]


def test_the_same_sheet_twice_is_no_error() -> None:
    one = evaluator({"r": {"question": "clarity", "is": "few"}})
    assert [one.fired("diagnosis", View({"clarity": "few"})) for _ in range(3)] == [["r"]] * 3


def test_a_text_that_looks_like_a_number_satisfies_no_comparison() -> None:
    rule = {"r": {"question": "hours_per_week", "at_most": 2}}
    assert fired(rule, hours_per_week=1) == ["r"]
    assert fired(rule) == []


@pytest.mark.parametrize("number", [1e-5, 1e-300, 1e16, 1e300, 10**30])
def test_numbers_that_json_writes_with_an_exponent_are_compared_like_any_other(number: float) -> None:
    rules = {
        "small": {"question": "hours_per_week", "at_most": 1},
        "large": {"question": "hours_per_week", "at_least": 1},
        "more_than_nothing": {"not": {"question": "hours_per_week", "at_most": 0}},
    }
    assert fired(rules, hours_per_week=number) == sorted(
        ["small" if number < 1 else "large", "more_than_nothing"]
    )
    assert fired(rules, hours_per_week=-number) == ["small"]


def test_no_threads_are_started() -> None:
    before = threading.active_count()
    one = evaluator({"r": "always"})
    for _ in range(20):
        one.fired("diagnosis", View({}))
    assert threading.active_count() == before


def test_many_threads_at_once_each_get_their_own_answer() -> None:
    rules = {f"r{number}": {"question": "hours_per_week", "at_least": number} for number in range(20)}
    one = evaluator(rules)

    def ask(hours: int) -> int:
        return len(one.fired("diagnosis", View({"hours_per_week": hours})))

    hours = [number % 20 for number in range(2000)]
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(ask, hours)) == [number + 1 for number in hours]


def test_two_knowledge_bases_live_in_one_process(knowledge: KnowledgeBase) -> None:
    one, other = evaluator({"r": {"question": "clarity", "is": "few"}}), evaluator({"r": "always"})
    assert one.fired("diagnosis", View({"clarity": "all"})) == []
    assert other.fired("diagnosis", View({"clarity": "all"})) == ["r"]
    assert make_plan(TINY, {}, TODAY, "durable").items != make_plan(knowledge, {}, TODAY, "durable").items


def test_nothing_that_a_person_typed_enters_the_engine(knowledge: KnowledgeBase, monkeypatch: Any) -> None:
    """Only codes and numbers: seen in what is handed to durable_rules, key by key."""
    from engine.inference.durable import DurableEvaluator, _QuietHost

    seen: list[dict[str, Any]] = []
    real = _QuietHost.assert_fact

    def watched(self: Any, label: str, message: dict[str, Any]) -> Any:
        seen.append(dict(message))
        return real(self, label, message)

    monkeypatch.setattr(_QuietHost, "assert_fact", watched)
    texts = [name for name, question in knowledge.questions.items() if question.type == "text"]
    answers: dict[str, Any] = {name: f"typed by hand {number}" for number, name in enumerate(texts)}
    answers |= {"concerns": ("technical", "targets"), "plan_start": TODAY, "coping": "strained"}
    one = DurableEvaluator(knowledge)
    for stratum in ("diagnosis", "advice", "safety"):
        one.fired(stratum, View(answers, {"phase": "weekly"}, {"goals_unclear": 50}))
    assert seen
    for message in seen:
        session = message.pop("sid")
        assert session.isdigit()
        assert all(type(value) in (int, float) for value in message.values())
        assert all(key.isascii() and len(key) <= 6 for key in message)
        assert "typed" not in json.dumps(message)


def test_a_question_with_very_many_options_works() -> None:
    options = tuple(Option(value=f"o{number}", label="An option") for number in range(300))
    question = Question(id="many", type="multi", wording="Which?", why="It helps.", options=options)
    codes = [option.value for option in question.options]
    rules = {f"r{number:03}": {"question": "many", "includes": code} for number, code in enumerate(codes)}
    assert fired(rules, many=tuple(codes)) == sorted(rules)
