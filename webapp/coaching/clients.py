"""A coach's list of clients, and a new client by alias. No list of them leaves the program."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import services
from webapp.coaching.words import LONGEST_ALIAS, alias_complaint, one_line
from webapp.security.access import current_coach, for_coaches
from webapp.store import day_of

blueprint = Blueprint("coaching", __name__, url_prefix="/coach")


@dataclass(frozen=True, slots=True)
class Client:
    """One line of the list."""

    id: str
    alias: str
    changed: datetime.date
    has_plan: bool


@blueprint.get("/")
@for_coaches
def clients() -> ResponseReturnValue:
    """The list."""
    return _list()


@blueprint.post("/clients")
@for_coaches
def new_client() -> ResponseReturnValue:
    """A new client's file, opened at once."""
    alias = one_line(request.form.get("alias"))
    error = alias_complaint(alias)
    if error is not None:
        return _list(alias, error), 422
    coach = current_coach()
    assert coach is not None
    store = services().store
    store.acting_as(coach.id)
    file_id = store.create_file(coach.id, {"about": {"alias": alias}})
    return redirect(url_for("client_file.overview", client_id=file_id), 303)


def _list(alias: str = "", error: str | None = None) -> str:
    coach = current_coach()
    assert coach is not None
    return render_template(
        "coaching/clients.html", clients=_clients(coach.id), alias=alias, error=error, longest=LONGEST_ALIAS
    )


def _clients(coach: str) -> list[Client]:
    store = services().store
    files = store.files_of(coach)
    ids = tuple(file.id for file in files)
    about, place = store.read_many(ids, "about"), store.read_many(ids, "place")
    found = [
        Client(
            file.id,
            str(about.get(file.id, {}).get("alias", "")),
            day_of(file.changed),
            "planned_from" in place.get(file.id, {}),
        )
        for file in files
    ]
    return sorted(found, key=lambda client: client.alias.casefold())
