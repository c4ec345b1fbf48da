"""A coach sees a client's plan as the client works it, and nothing of the client's notes."""

from __future__ import annotations

import datetime

from engine.planning.own_changes import Decline, OwnNote, PlanChange, changes_to_json
from tests.coaching.test_clients import client_id
from tests.coaching.test_tailoring_page import tailored_items
from tests.webapp.without_script import Person
from webapp.store import Store

DAY = datetime.date(2026, 3, 2)


def test_a_coach_sees_the_worked_plan_without_notes_and_reasons(planned: Person, store: Store) -> None:
    file_id = client_id(planned)
    aside, noted = tailored_items(planned.open(f"/coach/clients/{file_id}/tailor/"))[-2:]
    changes = (
        PlanChange("1", DAY, Decline(aside, "other", "Tortoise words")),
        PlanChange("2", DAY, OwnNote(noted, "Zebra words")),
    )
    store.change(file_id, "changes", lambda _: {"form": 1, "changes": changes_to_json(changes)})
    store.release()
    planned.open(f"/coach/clients/{file_id}/plan/")
    assert "Put aside for now (1)" in planned.words
    for untold in (
        "Tortoise",
        "Zebra",
        "Change this step",
        "Bring it back",
        "I lost some days",
        "Make it yours",
    ):
        assert untold not in planned.words
    for name in ("print", "file/markdown", "file/csv", "file/json"):
        assert "Zebra" not in planned.open(f"/coach/clients/{file_id}/plan/{name}").response.text


def test_there_is_no_page_for_a_coach_to_work_a_clients_plan_as_the_client(planned: Person) -> None:
    file_id = client_id(planned)
    assert planned.open(f"/coach/clients/{file_id}/plan/work/").response.status_code == 404
