"""What the API says when it can't do what was asked (RFC 9457, problem+json), with every mistake in the
input.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Response

from engine.answers import MOST_MISTAKES
from engine.errors import Mistake
from engine.language import gettext as _

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, mistakes: Sequence[Mistake] = ()) -> Response:
    """An answer that says what is wrong; `mistakes` one by one, each as `field`, `what`, `accepted`,
    `nearest`, `says`. Of very many, the last one told is how many more there are.
    """
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if mistakes:
        plain = [replace(one, where="") for one in _told(mistakes)]  # there is no file to point into
        body["mistakes"] = [{**one.to_json(), "says": str(one)} for one in plain]
    return Response(json.dumps(body, ensure_ascii=False) + "\n", status, content_type=MEDIA_TYPE)


def _told(mistakes: Sequence[Mistake]) -> Sequence[Mistake]:
    more = len(mistakes) - MOST_MISTAKES
    if more <= 1:  # the one beyond may itself say that there are more
        return mistakes
    return [
        *mistakes[:MOST_MISTAKES],
        Mistake("", _("there are %(n)s more mistakes like these", n=more)),
    ]
