"""The addresses of the API, and those by which another program sees whether this one is well."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from engine.exports import plan_to_text
from engine.language import gettext as _
from engine.language import mark
from engine.pipeline import make_plan
from engine.questionnaire import questionnaire_json
from webapp import error_pages, services
from webapp.api import explaining
from webapp.api.answering import answered, as_json
from webapp.api.openapi import description
from webapp.api.problems import problem
from webapp.api.requests import read_plan_request
from webapp.store import StoreError

PREFIX = "/api/"
SAYS = {
    404: mark("There is nothing at this address."),
    405: mark("This address can’t be asked in this way."),
    500: mark("Something broke on our side."),
}
"""What the API says of an error that no view of its own answered."""
blueprint = Blueprint("api", __name__)


@blueprint.get("/api/v1/questionnaire")
def questionnaire() -> Response:
    """The questionnaire, the same as `questionnaire` on the command line."""
    return as_json(questionnaire_json(services().kb))


@blueprint.post("/api/v1/plans")
def plans() -> Response:
    """A plan from answers. Nothing is stored."""
    return answered(_plan)


def _plan() -> str:
    serving, asked = services(), read_plan_request(request)
    knowledge = serving.kb
    made = make_plan(knowledge, asked.answers, asked.today or serving.today(), serving.engine)
    return plan_to_text(knowledge, made)


@blueprint.post("/api/v1/why")
def why() -> Response:
    """The chain from answers to a strategy."""
    return answered(explaining.why_of)


@blueprint.post("/api/v1/why-not")
def why_not() -> Response:
    """The fewest other answers that would bring a strategy, as far as a quick search sees."""
    return answered(explaining.why_not_of)


@blueprint.post("/api/v1/what-if")
def what_if() -> Response:
    """How the plan would differ with other answers."""
    return answered(explaining.what_if_of)


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The OpenAPI description of this API."""
    return as_json(description(services().kb))


@blueprint.get("/healthz")
def healthz() -> Response:
    """The program runs."""
    return as_json({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The program can serve: the knowledge is loaded and the store can be read."""
    serving = services()
    try:
        serving.store.check()
    except StoreError:
        return as_json({"status": "not ready", "store": "can't be read"}), 503
    return as_json({"status": "ok", "knowledge": serving.kb.version, "engine": serving.engine or "best"})


def init_app(app: Flask) -> None:
    """Register the API, and let its errors be JSON too, those of routing included."""
    app.register_blueprint(blueprint)
    for code in SAYS:
        app.register_error_handler(code, _error)


def _error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if not request.path.startswith(PREFIX):
        return error_pages.http_error(error)
    response = problem(code, _(SAYS[code]))
    valid = getattr(error, "valid_methods", None)
    if valid:
        response.headers["Allow"] = ", ".join(sorted(valid))
    return response
