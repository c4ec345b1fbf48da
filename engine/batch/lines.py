"""One line of a batch: `{"id", "answers"}` in, `{"id", "plan"}` or `{"id", "error"}` out.

Whatever a line holds, exactly one line comes out. `id` comes first in it, so that it can be read without
the rest.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from engine.answers import LARGEST_SHEET, sheet_answers
from engine.errors import InputError, Mistake
from engine.exports import plan_to_text
from engine.knowledge_base import KnowledgeBase
from engine.language import gettext as _
from engine.language import number as spoken_number
from engine.pipeline import make_plan

Id = str | int
ACCEPTED = '{"id": ..., "answers": {question: value, ...}}'
LONGEST = LARGEST_SHEET
"""Bytes of a line that are read."""
_MARK = b"\xef\xbb\xbf"


class _Refused(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(_("'%(name)s' stands twice", name=twice))
    return found


def _no_constant(name: str) -> Any:
    raise _Refused(_("%(given)s is not a number", given=name))


def parse(line: bytes) -> Any:
    """The line as plain data; InputError for what is not one JSON value."""
    try:
        text = line.removeprefix(_MARK).decode("utf-8")
        if not text.strip():
            raise _Refused(_("this line is empty"))
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        what = _("this is not UTF-8 (byte %(n)s)", n=error.start + 1)
    except json.JSONDecodeError as error:
        what = _("this is not JSON: %(why)s, column %(n)s", why=error.msg, n=error.colno)
    except RecursionError:
        what = _("this is nested too deeply")
    except ValueError as error:
        what = str(error) if isinstance(error, _Refused) else _("this is not JSON")
    raise InputError([Mistake("", what, accepted=ACCEPTED)])


def id_in(data: Any) -> Id | None:
    """The id of a parsed line, or None where it has none that can be used."""
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str | int) and not isinstance(found, bool) else None


def id_of(line: bytes) -> Id | None:
    """The id of an input line, or None."""
    if len(line) > LONGEST:
        return None
    try:
        return id_in(parse(line))
    except InputError:
        return None


def id_written(line: bytes) -> Id | None:
    """The id of an output line, read from its beginning; ValueError where it is no such line."""
    start = b'{"id": '
    if not line.startswith(start) or not line.endswith(b"}\n"):
        raise ValueError("no line of a batch")
    found, _ = json.JSONDecoder().raw_decode(line.decode("utf-8"), len(start))
    if found is not None and not isinstance(found, str | int):
        raise ValueError("no line of a batch")
    return found


def planned(
    knowledge: KnowledgeBase, line: bytes, number: int, today: datetime.date, engine: str
) -> tuple[bytes, bool]:
    """The output line for input line `number` (from 1), and whether it holds a plan."""
    where = _("line %(n)s", n=number)
    given: Id | None = None
    try:
        if len(line) > LONGEST:
            raise InputError(
                [
                    Mistake(
                        "",
                        _("this line is too long"),
                        accepted=_("at most %(n)s bytes", n=spoken_number(LONGEST)),
                    )
                ]
            )
        data = parse(line)
        given = id_in(data)
        if not isinstance(data, dict) or "id" not in data:
            raise InputError([Mistake("", _("this line has no 'id'"), accepted=ACCEPTED)])
        if given is None:
            raise InputError([Mistake("", _("this id can't be used"), "id", _("a text or a whole number"))])
        sheet = {key: value for key, value in data.items() if key != "id"}
        plan = make_plan(knowledge, sheet_answers(sheet, lambda keys: ""), today, engine)
        begun = _written({"id": given})[: -len(b"}\n")]
        return begun + b', "plan": ' + plan_to_text(knowledge, plan).encode() + b"}\n", True
    except InputError as error:
        mistakes = [Mistake(where, one.what, one.field, one.accepted, one.nearest) for one in error.mistakes]
    except Exception as error:  # one sheet never ends the run of thousands; what was typed is not repeated
        what = _("a defect of Waymark (%(kind)s): this plan could not be made", kind=type(error).__name__)
        mistakes = [Mistake(where, what)]
    return _written({"id": given, "error": [mistake.to_json() for mistake in mistakes]}), False


def _written(data: dict[str, Any]) -> bytes:
    """As a line. Half a surrogate pair, which UTF-8 can't hold, becomes the escape that JSON has for it."""
    return (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
