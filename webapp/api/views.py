"""The addresses of the API, and those by which another program sees whether this one is well."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Blueprint, Flask, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from engine.errors import InputError
from engine.exports import plan_to_json
from engine.pipeline import make_plan
from engine.questionnaire import questionnaire_json
from webapp import LARGEST_REQUEST, error_pages, services
from webapp.api.openapi import description
from webapp.api.problems import problem
from webapp.api.requests import NotJson, NotLabelled, read_plan_request
from webapp.store import StoreError

PREFIX = "/api/"
blueprint = Blueprint("api", __name__)


@blueprint.get("/api/v1/questionnaire")
def questionnaire() -> Response:
    """The questionnaire, the same as `questionnaire` on the command line."""
    return _json(questionnaire_json(services().kb))


@blueprint.post("/api/v1/plans")
def plans() -> Response:
    """A plan from answers. Nothing is stored."""
    serving = services()
    try:
        asked = read_plan_request(request)
        made = make_plan(serving.kb, asked.answers, asked.today or serving.today(), serving.engine)
    except NotLabelled as error:
        return problem(415, str(error))
    except NotJson as error:
        return problem(400, str(error))
    except RequestEntityTooLarge:
        return problem(413, f"The body may have at most {LARGEST_REQUEST} bytes.")
    except InputError as error:
        return problem(422, "The answers can't be used as they are. Nothing was made.", error.mistakes)
    return _json(plan_to_json(made))


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """The OpenAPI description of this API."""
    return _json(description(services().kb))


@blueprint.get("/healthz")
def healthz() -> Response:
    """The program runs."""
    return _json({"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The program can serve: the knowledge is loaded and the store can be read."""
    serving = services()
    try:
        serving.store.check()
    except StoreError:
        return _json({"status": "not ready", "store": "can't be read"}), 503
    return _json({"status": "ok", "knowledge": serving.kb.version, "engine": serving.engine or "best"})


def _json(data: Any) -> Response:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n"
    response = Response(text, content_type="application/json")
    if request.method == "GET":
        response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
        response.make_conditional(request)
    return response


def init_app(app: Flask) -> None:
    """Register the API, and let its errors be JSON too, those of routing included."""
    app.register_blueprint(blueprint)
    for code in (404, 405, 500):
        app.register_error_handler(code, _error)


def _error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if not request.path.startswith(PREFIX):
        return error_pages.http_error(error)
    response = problem(code, "Something broke on our side." if code >= 500 else str(error.description))
    valid = getattr(error, "valid_methods", None)
    if valid:
        response.headers["Allow"] = ", ".join(sorted(valid))
    return response
