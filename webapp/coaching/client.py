"""One client's file as its coach sees it: where things stand, the name, the trail, and erasing it."""

from __future__ import annotations

import datetime
from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from webapp import services
from webapp.addresses import attach
from webapp.coaching.words import LONGEST_ALIAS, TRAIL, alias_complaint, one_line
from webapp.security.access import current_coach, current_file
from webapp.store import Entry, StoreError

blueprint = Blueprint("client_file", __name__, url_prefix="/coach/clients/<client_id>")
attach(blueprint)

TAKING = {"client_plans.file": "took:file", "client_plans.print_page": "took:print_page"}


def client_file() -> str:
    """The id of the client's file of this address. `access` has let the coach through by now."""
    found = current_file()
    if found is None:
        abort(404)
    return found


def alias_of(file_id: str) -> str:
    """The name the coach gave the client."""
    return str((services().store.read(file_id, "about") or {}).get("alias", ""))


@blueprint.get("/")
def overview() -> str:
    """Where things stand."""
    return _overview(client_file())


def _overview(file_id: str, error: str | None = None) -> str:
    serving, coach = services(), current_coach()
    assert coach is not None
    read = serving.store.read
    return render_template(
        "coaching/client.html",
        alias=alias_of(file_id),
        answered=len(read(file_id, "answers") or {}),
        has_plan=read(file_id, "plan") is not None,
        changes=len((read(file_id, "edits") or {}).get("edits", ())),
        trail=[_said(entry, coach.id) for entry in serving.store.trail(file_id)],
        error=error,
        longest=LONGEST_ALIAS,
    )


def _said(entry: Entry, coach: str) -> tuple[datetime.datetime, str, str]:
    who = _("You") if entry.who == coach else _("Another coach")
    return entry.at, who, _(TRAIL.get(entry.did, entry.did))


@blueprint.post("/name")
def rename() -> ResponseReturnValue:
    """Another alias."""
    alias = one_line(request.form.get("alias"))
    error = alias_complaint(alias)
    if error is not None:
        return _overview(client_file(), error), 422
    services().store.change(client_file(), "about", lambda about: {**about, "alias": alias})
    return redirect(url_for(".overview"), 303)


@blueprint.route("/erase", methods=["GET", "POST"])
def erase() -> ResponseReturnValue:
    """Asks once, then erases the file with its key and its trail."""
    file_id = client_file()
    if request.method == "GET":
        return render_template("coaching/erase.html", alias=alias_of(file_id))
    services().store.erase_file(file_id)
    return redirect(url_for("coaching.clients"), 303)


@blueprint.after_app_request
def _note_taking(response: Response) -> Response:
    """What leaves a client's file is in its trail before it leaves; what can't be noted does not leave."""
    did = TAKING.get(request.endpoint or "")
    if did is None or response.status_code != HTTPStatus.OK:
        return response
    try:
        services().store.note(client_file(), did)
    except StoreError as error:
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


@blueprint.app_context_processor
def _who() -> dict[str, object]:
    """For the frame of a client's pages: whose file is open."""
    return {"client_alias": _open_client}


def _open_client() -> str | None:
    """The alias of the client whose file is open; None elsewhere, and where an error page can't know it."""
    file_id: str | None = g.get("client_file")
    try:
        return None if file_id is None else alias_of(file_id)
    except StoreError:
        return None
