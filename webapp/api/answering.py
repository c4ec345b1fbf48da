"""How every address of the API answers: JSON, or what is wrong with what was sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from engine.errors import InputError
from engine.language import gettext as _
from engine.language import number
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
        return problem(413, _("The body may have at most %(most)s bytes.", most=number(LARGEST_REQUEST)))
    except InputError as error:
        return problem(422, _("What was sent can’t be used as it is. Nothing was made."), error.mistakes)


def as_json(data: Any) -> Response:
    """An answer in JSON, which text is already; with a tag where it is read, so that it need not be sent
    twice.
    """
    text = (data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, allow_nan=False)) + "\n"
    response = Response(text, content_type="application/json")
    if request.method == "GET":
        response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
        response.make_conditional(request)
    return response
