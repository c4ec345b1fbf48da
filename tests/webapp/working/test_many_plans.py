"""Many plans made again from other answers: nothing of the person's is lost, and the way back leads back."""

from __future__ import annotations

import datetime
import json
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import InputError
from engine.knowledge_base import load
from engine.planning.own_changes import LostDays, OwnNote, changes_to_json
from tests.engine.planning.working.changes import changes as numbered
from tests.engine.planning.working.changes import sequences
from tests.generated import branching_sheets
from tests.webapp.working.at_work import START
from webapp.journey import Journey
from webapp.plans import making
from webapp.plans.remaking import proposal
from webapp.store import Store
from webapp.working import kept_changes
from webapp.working.telling import behind


def journey_of(store: Store, file: str) -> Journey:
    return Journey(file, store.read(file, "answers") or {}, store.read(file, "place") or {})


def seen(journey: Journey) -> set[str]:
    """Every tick and every note that the plan page shows, in the plan or behind the person."""
    found = making.at_hand(journey)
    assert found is not None
    keys = {f"{item.id}/{step.id}" for item in found.plan.items for step in item.steps}
    shown = {key for key in found.progress if key in keys}
    shown |= {f"{one.id}/{step}" for one in behind(found) for step in one.ticked}
    notes = {item.own_note for item in found.plan.items} | {one.note for one in behind(found)}
    return shown | {f"note {text}" for text in notes if text}


@st.composite
def lives(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any], list[int], list[Any], int]:
    """Two sheets of answers, which steps are ticked, what is changed, and the days between the two plans."""
    dates = st.sampled_from(
        [("2026-02-19", "2026-04-19"), ("2026-03-02", "2026-03-31"), ("2026-03-16", "2026-06-10")]
    )
    sheets = []
    for _plan in range(2):
        start, end = draw(dates)
        sheets.append({**draw(branching_sheets(load())), "plan_start": start, "plan_end": end})
    first, second = sheets
    ticks = draw(st.lists(st.integers(0, 400), max_size=8))
    return first, second, ticks, draw(sequences()), draw(st.integers(0, 20))


@given(life=lives())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_plan_made_again_loses_nothing_and_the_way_back_gives_the_former_state(
    app: Flask, store: Store, days: Any, life: Any
) -> None:
    first, second, ticks, whats, later = life
    days.today = START
    with app.test_request_context():
        file = store.create_file(documents={"answers": first, "place": {"quick": False}})
        try:
            making.make(journey_of(store, file))
        except InputError:
            return
        made = making.at_hand(journey_of(store, file))
        assert made is not None
        ids = [item.id for item in made.plan.items]
        steps = [f"{item.id}/{step.id}" for item in made.plan.items for step in item.steps]
        progress = {steps[one % len(steps)]: "2026-03-02" for one in ticks}
        own = [OwnNote(ids[0], "Zebra"), *whats]
        document = {"form": 1, "changes": changes_to_json(numbered(*own))}
        store.change(file, "progress", lambda _: progress)
        store.change(file, kept_changes.DOCUMENT, lambda _: document)
        before, plan = seen(journey_of(store, file)), making.at_hand(journey_of(store, file))
        assert plan is not None
        assert set(progress) <= before
        kept = store.read(file, "plan")

        days.today = START + datetime.timedelta(days=later)
        store.change(file, "answers", lambda _: second)
        try:
            would = proposal(journey_of(store, file))
            making.make(journey_of(store, file))
        except InputError:
            assert store.read(file, "plan") == kept
            return
        assert would is not None
        now = making.at_hand(journey_of(store, file))
        assert now is not None
        assert store.read(file, "progress") == progress
        assert (store.read(file, kept_changes.DOCUMENT) or {})["changes"] == document["changes"]
        assert before <= seen(journey_of(store, file)), "a tick or a note is out of sight"
        told = {one.title for one in (*would.added, *would.removed, *would.moved, *would.reworded)}
        titles = {item.id: item.title for item in (*plan.plan.items, *now.plan.items)}
        old = {item.id: (max(item.start, days.today), item.due) for item in plan.plan.items}
        new = {item.id: (max(item.start, days.today), item.due) for item in now.plan.items}
        for item in old.keys() | new.keys():
            if old.get(item) != new.get(item):
                assert titles[item] in told, "a step comes, goes or moves without a word"

        days.today = START
        for one in making.earlier_of(journey_of(store, file)):
            if json.dumps(one.plan, sort_keys=True) == json.dumps(kept, sort_keys=True):
                making.go_back(journey_of(store, file), one.id)
        again = making.at_hand(journey_of(store, file))
        assert again is not None
        assert (store.read(file, "plan") or {})["items"] == (kept or {})["items"]
        assert again.plan.items == plan.plan.items
        assert seen(journey_of(store, file)) >= before


def test_a_day_that_the_papers_named_holds_until_the_plan_is_made_again(
    app: Flask, store: Store, days: Any
) -> None:
    dates = {"plan_start": "2026-03-02", "plan_end": "2026-04-30"}
    answers = {**dates, "pip_stage": "just_received", "asked_to_sign": "yes_by_date", "sign_by": "2026-03-06"}
    lost = LostDays(5, START + datetime.timedelta(5), ())
    days.today = START
    with app.test_request_context():
        file = store.create_file(documents={"answers": answers, "place": {"quick": False}})
        making.make(journey_of(store, file))
        document = {"form": 1, "changes": changes_to_json(numbered(lost))}
        store.change(file, kept_changes.DOCUMENT, lambda _: document)
        before = making.at_hand(journey_of(store, file))
        store.change(file, "answers", lambda _: {**dates, "pip_stage": "just_received"})
        after = making.at_hand(journey_of(store, file))
    assert before is not None
    assert after is not None
    assert before.named == {"sign_for_receipt": datetime.date(2026, 3, 6)}
    assert (after.plan.items, after.named) == (before.plan.items, before.named)
    assert after.answers_changed
