"""Reading what a program sent: JSON, of the right type and size, in the shape of a sheet."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Request

from engine.answers import MOST_MISTAKES
from engine.errors import InputError, Mistake, nearest
from engine.language import gettext as _

ACCEPTED = '{"answers": {question: value, ...}, "today": "YYYY-MM-DD" (optional)}'
KEYS = ("answers", "today")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotJson(ValueError):
    """The body is not JSON; the message says how."""


class NotLabelled(ValueError):
    """The body is not said to be JSON."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a plan is asked from. `today` is None where the server's day is wanted."""

    answers: Mapping[str, Any]
    today: datetime.date | None


def read_plan_request(request: Request) -> PlanRequest:
    """The request's answers and day; NotLabelled, NotJson, or InputError with every mistake in its shape."""
    return shaped(read_json(request))


def read_json(request: Request) -> Any:
    """The body of a request; NotLabelled or NotJson where it is none."""
    kind = request.mimetype
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise NotLabelled(_not_labelled(kind))
    try:
        return json.loads(
            request.get_data(cache=False).decode("utf-8-sig"),
            parse_constant=_no_constant,
            object_pairs_hook=_without_repeats,
        )
    except UnicodeDecodeError as error:
        raise NotJson(_("The body is not UTF-8 (byte %(byte)s).", byte=error.start)) from None
    except json.JSONDecodeError as error:
        raise NotJson(
            _(
                "The body is not JSON: see line %(line)s, column %(column)s.",
                line=error.lineno,
                column=error.colno,
            )
        ) from None
    except RecursionError:
        raise NotJson(_("The body is nested too deeply.")) from None
    except ValueError as error:
        raise NotJson(_("The body is not JSON: %(what)s.", what=error)) from None


def _not_labelled(kind: str) -> str:
    if not kind or len(kind) > 60:
        return _("The body must be JSON: send Content-Type: application/json.")
    return _("The body must be JSON: send Content-Type: application/json, not %(kind)s.", kind=kind)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is not a number of JSON", name=name))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        times = Counter(name for name, value in pairs)
        twice = next(name for name in read if times[name] > 1)
        raise ValueError(_("the name %(name)s stands twice in one object", name=json.dumps(twice[:60])))
    return read


def shaped(body: Any) -> PlanRequest:
    """The answers and the day of a body; InputError with every mistake in its shape."""
    if not isinstance(body, dict):
        raise InputError([Mistake("", _("the body is not an object"), accepted=ACCEPTED)])
    unknown = [str(name)[:60] for name in body if name not in KEYS]
    mistakes = [
        Mistake(
            "",
            _("there is no such field"),
            name,
            _(ACCEPTED),
            nearest(name, KEYS) if place < MOST_MISTAKES else "",
        )
        for place, name in enumerate(unknown)
    ]
    answers = body.get("answers")
    if "answers" not in body:
        mistakes.append(Mistake("", _("is missing"), "answers", ACCEPTED))
    elif answers is not None and not isinstance(answers, dict):
        mistakes.append(Mistake("", _("is not an object"), "answers", _("question ids with their values")))
    day = _day(body.get("today"), mistakes)
    if mistakes:
        raise InputError(mistakes)
    return PlanRequest(answers or {}, day)


def _day(given: Any, mistakes: list[Mistake]) -> datetime.date | None:
    if given is None:
        return None
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return datetime.date.fromisoformat(given)
    except ValueError:
        pass
    shown = json.dumps(given) if len(str(given)) <= 60 else _("this")
    mistakes.append(Mistake("", _("%(given)s is not a day", given=shown), "today", "YYYY-MM-DD"))
    return None
