"""The few words that the engine itself puts into files: names of phases, tracks and rhythms.

They are English here; whoever shows one puts it through `gettext`.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.language import mark

PHASE_TITLES = {
    "first_48_hours": mark("The first 48 hours"),
    "week_1": mark("The first week"),
    "weekly": mark("Week by week"),
    "midpoint": mark("Halfway"),
    "final": mark("The last days"),
    "after": mark("Afterwards"),
}
TRACK_TITLES = {"improve": mark("Meet the plan"), "prepare": mark("Be ready either way")}
STATE_PHASE_TITLES: Mapping[str, Mapping[str, str]] = {
    "no_plan": {"final": mark("The end of the quarter")},
    "passed": {"after": mark("The weeks ahead")},
    "ended": {"after": mark("The weeks ahead")},
}
"""By the state of the plan (the fact `pip_state`): titles of phases that are others where no plan runs."""
STATE_TRACK_TITLES: Mapping[str, Mapping[str, str]] = {
    "no_plan": {"improve": mark("Keep the work going well"), "prepare": mark("Keep your own ways open")},
    "passed": {"improve": mark("Keep what you built"), "prepare": mark("Keep your own ways open")},
    "ended": {"improve": mark("Steady yourself"), "prepare": mark("Find what comes next")},
}


def phase_title(facts: Mapping[str, object], phase: str) -> str:
    """A phase's name in English, as it fits the state of the plan that `facts` tell of."""
    return STATE_PHASE_TITLES.get(str(facts.get("pip_state")), {}).get(phase, PHASE_TITLES[phase])


def track_title(facts: Mapping[str, object], track: str) -> str:
    """A track's name in English, as it fits the state of the plan that `facts` tell of."""
    return STATE_TRACK_TITLES.get(str(facts.get("pip_state")), {}).get(track, TRACK_TITLES[track])


REPEATS = {
    "daily": mark("every day"),
    "weekly": mark("every week"),
    "fortnightly": mark("every two weeks"),
    "monthly": mark("every month"),
}
FACT_VALUES = {
    "first_48_hours": mark("first 48 hours"),
    "week_1": mark("week 1"),
    "weekly": mark("weekly"),
    "midpoint": mark("midpoint"),
    "final": mark("final"),
    "after": mark("after"),
    "no_plan": mark("no plan"),
    "none": mark("none"),
    "running": mark("running"),
    "waiting": mark("waiting"),
    "passed": mark("passed"),
    "ended": mark("ended"),
    "train": mark("train"),
    "practise": mark("practise"),
    "feedback": mark("feedback"),
    "obstacle": mark("obstacle"),
    "renegotiate": mark("renegotiate"),
    "performance": mark("performance"),
    "interpersonal": mark("interpersonal"),
    "technical": mark("technical"),
    "attendance": mark("attendance"),
    "unknown": mark("unknown"),
    "yes": mark("yes"),
    "no": mark("no"),
}
"""The values of derived facts that are codes (engine/facts.py): phase, state, kind of gap, scenario."""
LATE = mark("late, but worth it")
PLAN_TITLE = mark("My action plan")
FIRST_OF_ALL = mark("First of all")
DONE_WHEN = mark("Done when")
WHERE_TO_GO = mark("Where to go")
NOTICE = mark("Information to help you prepare, not legal, medical or immigration advice.")
"""SE1: stands under whatever leaves."""
