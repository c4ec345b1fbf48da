"""The derived facts as circuits: for each value that a fact can have, when it has it.

Facts of the plan's dates are asked of the engine itself (`dates`). The others are written out here a second
time, and held equal to `engine.facts` in two ways: tests/engine/verify goes through their inputs, and every
run of the proofs compares both on real sheets (`mirror`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engine.conditions import Value
from engine.fact_makers import ENVIRONMENT_CAUSES, SCENARIOS, USUAL_HOURS
from engine.facts import FACTS
from engine.signs import PROTECTED_EVENTS
from engine.verify.prove import dates
from engine.verify.prove.circuit import TRUE
from engine.verify.prove.space import EXAM, HOURS, SIGNS_OF_LENGTH, Space

Values = Mapping[Value, int]
"""By value: the literal that the fact has it. Where none is true, the fact is not known."""

SKILLS = (1, 2, 3)
TYPES = {
    **dict.fromkeys(
        ("blockers", "recent_events", "promised_help", "signs_seen", "money_and_search", "concerns"), "multi"
    ),
    **dict.fromkeys(
        (
            *("treated_differently", "harassment", "money_offer", "coping", "done_before", "gap_type"),
            *("told_before", "goal_clarity", "meeting_rhythm", "success_consequence", "wanted_result"),
            *("goal_feasibility", "main_concern", "pip_stage"),
        ),
        "single",
    ),
    **{f"skill_{number}_{end}": "scale" for number in SKILLS for end in ("level", "needed")},
    **dict.fromkeys(("plan_start", "plan_end", EXAM), "date"),
    **dict.fromkeys(("plan_length", HOURS), "number"),
}
"""The type that each question has which a fact reads. A fact of another type of answer has no model here."""


class NoModel(ValueError):
    """A fact that the proofs can't reason about: a defect of the prover, never of the rules."""


def models(space: Space) -> dict[str, Values]:
    """The values of every fact that is not one of the plan's dates; NoModel where one is not known here."""
    for name, kind in TYPES.items():
        question = space.knowledge.questions.get(name)
        if question is not None and question.type != kind:
            raise NoModel(f"the facts of '{name}' are known for the type {kind}, not for {question.type}")
    unknown = sorted(set(FACTS) - set(MODELS) - set(dates.FACTS))
    if unknown:
        raise NoModel(f"no model of the facts {unknown}")
    return {name: make(space) for name, make in MODELS.items()}


def _yes(space: Space, literal: int) -> Values:
    return {"yes": literal, "no": -literal}


def _legal_flag(space: Space) -> Values:
    return _yes(
        space,
        space.circuit.any(
            [
                space.chosen("recent_events", *PROTECTED_EVENTS),
                space.chosen("treated_differently", "yes", "maybe"),
                space.chosen("harassment", "yes"),
                space.chosen("money_offer", "yes_deadline"),
            ]
        ),
    )


def _offer_open(space: Space) -> Values:
    return _yes(space, space.chosen("money_offer", "yes_deadline", "hinted"))


def _unsafe(space: Space) -> Values:
    return _yes(space, space.chosen("coping", "i_do_not_feel_safe"))


def _exam_before_end(space: Space) -> Values:
    return _yes(space, space.circuit.all([space.answered(EXAM), space.exam_first]))


def _env_share(space: Space) -> Values:
    chosen = {code: one for code, one in space.values("blockers").items() if code != "dont_know"}
    around = space.circuit.counts([one for code, one in chosen.items() if code in ENVIRONMENT_CAUSES])
    others = space.circuit.counts([one for code, one in chosen.items() if code not in ENVIRONMENT_CAUSES])
    ways: dict[Value, list[int]] = {}
    for some, one in enumerate(around):
        for more, other in enumerate(others):
            if some + more:
                ways.setdefault(some * 100 // (some + more), []).append(space.circuit.all([one, other]))
    return {share: space.circuit.any(found) for share, found in ways.items()}


def _gap_kind(space: Space) -> Values:
    def first(new: tuple[str, ...], before: str) -> int:
        """They said so of the time before, or said nothing of it and named such a gap."""
        unsaid = space.circuit.all([-space.answered("done_before"), space.chosen("gap_type", *new)])
        return space.circuit.any([space.chosen("done_before", before), unsaid])

    causes = ENVIRONMENT_CAUSES - {"unclear_standard", "little_feedback"}
    recently = space.chosen("done_before", "recently")
    return _first_that_holds(
        space,
        [
            (space.chosen("done_before", "standard_changed"), "renegotiate"),
            (first(("never_learned", "new_tool"), "never"), "train"),
            (first(("rusty", "too_slow", "quality_rework"), "long_ago"), "practise"),
            (space.circuit.all([recently, space.chosen("blockers", *causes)]), "obstacle"),
            (recently, "feedback"),
            (space.chosen("gap_type", "judgement"), "feedback"),
            (space.chosen("blockers", "unclear_standard", "little_feedback"), "feedback"),
            (space.chosen("blockers", "never_trained"), "train"),
            (space.chosen("blockers", "out_of_practice"), "practise"),
        ],
    )


def _first_that_holds(space: Space, cases: Iterable[tuple[int, str]]) -> Values:
    """The value of the first case whose literal is true."""
    earlier: list[int] = []
    ways: dict[Value, list[int]] = {}
    for literal, value in cases:
        ways.setdefault(value, []).append(space.circuit.all([literal, *(-one for one in earlier)]))
        earlier.append(literal)
    return {value: space.circuit.any(found) for value, found in ways.items()}


def _fair(space: Space) -> list[int]:
    promised = [code for code in space.values("promised_help") if code != "none" and isinstance(code, str)]
    return [
        space.chosen("told_before", "only_spoken", "written_warning"),
        space.chosen("goal_clarity", "all", "most"),
        space.chosen("promised_help", *promised),
        space.chosen("meeting_rhythm", "weekly", "fortnightly"),
        space.chosen("success_consequence", "yes_clear"),
        space.date(SIGNS_OF_LENGTH[0]),
    ]


def _scripted(space: Space) -> list[int]:
    cancelled = [
        space.chosen("signs_seen", "meetings_cancelled"),
        space.chosen("meeting_rhythm", "planned_but_cancelled"),
    ]
    return [
        space.chosen("told_before", "nothing", "good_recent_review"),
        space.chosen("signs_seen", "goals_changed", "new_faults_added"),
        space.chosen("signs_seen", "subjective_goals"),
        space.chosen("signs_seen", "depends_on_others"),
        space.circuit.any(cancelled),
        space.chosen("promised_help", "none"),
        space.date(SIGNS_OF_LENGTH[1]),
        space.chosen("signs_seen", "work_taken_away"),
        space.chosen("signs_seen", "replacement_hired"),
        space.chosen("recent_events", *PROTECTED_EVENTS, "new_manager"),
    ]


def _improve_share(space: Space) -> Values:
    leaving = space.circuit.any(
        [space.chosen("wanted_result", "leave_well"), space.chosen("pip_stage", "ended")]
    )
    even = space.circuit.any(
        [
            space.chosen("goal_feasibility", "unlikely", "dont_know"),
            space.circuit.all(
                [space.chosen("pip_stage", "extended"), -space.chosen("goal_feasibility", "yes")]
            ),
            space.chosen("money_and_search", "visa_tied"),
            *space.circuit.counts(_scripted(space))[4:],
        ]
    )
    return {
        30: leaving,
        50: space.circuit.all([-leaving, even]),
        70: space.circuit.all([-leaving, -even]),
    }


def _scenario(space: Space) -> Values:
    main = [str(code) for code in space.values("main_concern") if code in SCENARIOS]
    named = [str(code) for code in space.values("concerns") if code in SCENARIOS]
    both = {
        code: space.circuit.all([space.chosen("main_concern", code), space.chosen("concerns", code)])
        for code in main
    }
    return _first_that_holds(
        space,
        [
            *((both[code], SCENARIOS[code]) for code in main),
            *((space.chosen("concerns", code), SCENARIOS[code]) for code in named),
            (TRUE, "unknown"),
        ],
    )


def _only_one_concern(space: Space) -> Values:
    named = list(space.values("concerns").values())
    return _yes(space, space.circuit.counts(named)[1] if named else -TRUE)


def _skill_gap(space: Space) -> Values:
    known: list[int] = []
    wide: dict[float, list[int]] = {}
    for number in SKILLS:
        for level, one in space.values(f"skill_{number}_level").items():
            for needed, other in space.values(f"skill_{number}_needed").items():
                assert isinstance(level, int | float)
                assert isinstance(needed, int | float)
                both = space.circuit.all([one, other])
                known.append(both)
                wide.setdefault(max(needed - level, 0), []).append(both)
    found: dict[Value, int] = {}
    wider: list[int] = []
    for gap in sorted(wide, reverse=True):
        found[gap] = space.circuit.all([space.circuit.any(wide[gap]), -space.circuit.any(wider)])
        wider += wide[gap]
    return found


def _weekly_hours(space: Space) -> Values:
    found: dict[Value, int] = dict(space.values(HOURS))
    found[USUAL_HOURS] = space.circuit.any([found.get(USUAL_HOURS, -TRUE), -space.answered(HOURS)])
    return found


def _counted(signs: Callable[[Space], list[int]]) -> Callable[[Space], Values]:
    return lambda space: dict(enumerate(space.circuit.counts(signs(space))))


MODELS: Mapping[str, Callable[[Space], Values]] = {
    "env_share": _env_share,
    "gap_kind": _gap_kind,
    "fair_signs": _counted(_fair),
    "scripted_signs": _counted(_scripted),
    "legal_flag": _legal_flag,
    "offer_open": _offer_open,
    "unsafe": _unsafe,
    "improve_share": _improve_share,
    "scenario": _scenario,
    "only_one_concern": _only_one_concern,
    "skill_gap": _skill_gap,
    "exam_before_end": _exam_before_end,
    "weekly_hours": _weekly_hours,
}
"""Every fact of `engine.facts` that is not one of the plan's dates."""
