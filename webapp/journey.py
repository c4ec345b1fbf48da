"""One person's way through: their answers, and where those are for now.

Kept: in a client file in the store, found by the session. Carried: nothing is stored, and the answers travel
from page to page in one hidden field of each form, until the device turns out to be the person's own or the
person asks to keep them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import abort, request, session

from webapp import services
from webapp.questionnaire.pages import DEVICE, Settled, settle
from webapp.security.access import current_file

CARRIED = "carried"
PATH = "path"
FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Journey:
    """What is known of one person now. `place` is the store's document of that name."""

    file: str | None
    answers: Mapping[str, Any]
    place: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Whether it is in the store."""
        return self.file is not None

    @property
    def quick(self) -> bool:
        """On the quick path still; later, all questions are open."""
        return bool(self.place.get("quick", True))

    @property
    def carried(self) -> str:
        """The answers as the hidden field holds them."""
        return json.dumps(self.answers, ensure_ascii=False, separators=(",", ":"))


def current() -> Journey:
    """The journey of this request; 400 if the carried answers were tampered with beyond reading."""
    file = current_file()
    if file is None:
        return Journey(None, _carried_answers(), {"quick": request.form.get(PATH) != FURTHER})
    store = services().store
    return Journey(file, store.read(file, "answers") or {}, store.read(file, "place") or {})


def _carried_answers() -> dict[str, Any]:
    try:
        answers = json.loads(request.form.get(CARRIED) or "{}")
    except ValueError:
        abort(400)
    if not isinstance(answers, dict):
        abort(400)
    return {name: value for name, value in answers.items() if name in services().kb.questions}


def record(journey: Journey, changes: Mapping[str, Any], **place: Any) -> tuple[Journey, Settled]:
    """The journey with these changed answers (None: skipped), stored if it is kept.

    What hung on a changed answer is dropped and named in the result.
    """
    kb = services().kb
    if journey.file is None:
        settled = settle(kb, {**journey.answers, **changes})
        return replace(journey, answers=settled.answers, place={**journey.place, **place}), settled
    outcome: list[Settled] = []

    def merge(stored: dict[str, Any]) -> dict[str, Any]:
        outcome[:] = [settle(kb, {**stored, **changes})]
        return outcome[0].answers

    answers = services().store.change(journey.file, "answers", merge)
    settled = outcome[0]
    new_place = {**place, "dropped": list(settled.dropped)}
    return replace(journey, answers=answers, place=_change_place(journey.file, new_place)), settled


def note(journey: Journey, changes: Mapping[str, Any]) -> None:
    """Save answers in passing, while the person is on the page: nothing that hangs on them is dropped yet."""
    if journey.file is not None:
        services().store.change(journey.file, "answers", lambda stored: _merged(stored, changes))


def _merged(stored: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**stored, **changes}.items() if value is not None}


def move(journey: Journey, **place: Any) -> Journey:
    """The journey with changes to its place, such as `quick` or `at`."""
    if journey.file is None:
        return replace(journey, place={**journey.place, **place})
    return replace(journey, place=_change_place(journey.file, place))


def _change_place(file: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    return services().store.change(file, "place", lambda stored: {**stored, **changes})


def keep(journey: Journey) -> Journey:
    """Store what was carried so far, in a file of the person's own that this browser remembers."""
    if journey.file is not None:
        return journey
    store = services().store
    file = store.create_file()
    session["file"] = file
    session.permanent = True
    answers = store.change(file, "answers", lambda _: dict(journey.answers))
    place = {**journey.place, "noticed": journey.answers.get(DEVICE)}
    return Journey(file, answers, _change_place(file, place))


def let_go(journey: Journey) -> Journey:
    """Erase what is kept of the person; the answers go on travelling with the pages."""
    if journey.file is not None:
        services().store.erase_file(journey.file)
    session.pop("file", None)
    session.permanent = False
    return Journey(None, journey.answers, {"quick": journey.quick})
