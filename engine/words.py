"""The few words that the engine itself puts into files: names of phases, tracks and rhythms."""

from __future__ import annotations

PHASE_TITLES = {
    "first_48_hours": "The first 48 hours",
    "week_1": "The first week",
    "weekly": "Week by week",
    "midpoint": "Halfway",
    "final": "The last days",
    "after": "Afterwards",
}
TRACK_TITLES = {"improve": "Meet the plan", "prepare": "Be ready either way"}
REPEATS = {
    "daily": "every day",
    "weekly": "every week",
    "fortnightly": "every two weeks",
    "monthly": "every month",
}
LATE = "late, but worth it"
NOT_CONFIRMED = "not yet confirmed on its own page"
PLAN_TITLE = "My action plan"
FIRST_OF_ALL = "First of all"
DONE_WHEN = "Done when"
WHERE_TO_GO = "Where to go"
NOTICE = "Information to help you prepare, not legal, medical or immigration advice."
"""SE1: stands under whatever leaves."""
