"""How every address of the API answers: JSON, or what is wrong with what was sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from engine.errors import InputError
from webapp import LARGEST_REQUEST
from webapp.api.problems import problem
from webapp.api.requests import NotJson, NotLabelled


def answered(work: Callable[[], Any]) -> Response:
    """What `work` makes of the request, as JSON; a problem where the request can't be used."""
    try:
        return as_json(work())
    except NotLabelled as error:
        return problem(415, str(error))
    except NotJson as error:
        return problem(400, str(error))
    except RequestEntityTooLarge:
        return problem(413, f"The body may have at most {LARGEST_REQUEST} bytes.")
    except InputError as error:
        return problem(422, "What was sent can't be used as it is. Nothing was made.", error.mistakes)


def as_json(data: Any) -> Response:
    """An answer in JSON; with a tag where it is read, so that it need not be sent twice."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n"
    response = Response(text, content_type="application/json")
    if request.method == "GET":
        response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
        response.make_conditional(request)
    return response
