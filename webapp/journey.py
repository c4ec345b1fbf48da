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

from engine.plain_json import read_plain
from webapp import services
from webapp.questionnaire import rows, unread, windows
from webapp.questionnaire.pages import DEVICE, SHARED_DEVICE, Settled, settle
from webapp.questionnaire.turns import Turn, is_late, with_turn
from webapp.security import locking
from webapp.security.access import current_file

CARRIED = "carried"
PATH = "path"
FURTHER = "further"
HELPED = "helped"
ASIDE = "aside"
"""What hung on an answer that was changed: it counts for nothing, and comes back with that answer."""

Documents = dict[str, dict[str, Any]]


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
    def has_plan(self) -> bool:
        """Whether a plan was made from what is kept."""
        return "planned_from" in self.place

    @property
    def on_shared_device(self) -> bool:
        """Whether others use the device too, as its answer says."""
        return self.answers.get(DEVICE) == SHARED_DEVICE

    @property
    def code_comes_first(self) -> bool:
        """Whether a code is to be written down first: others use the device, and what is kept has none."""
        return self.kept and self.on_shared_device and not self.place.get("coded")

    @property
    def typed(self) -> dict[str, unread.Unread]:
        """What was typed and can't be read yet, by question."""
        return unread.typed_of(self.place)

    @property
    def standing(self) -> dict[str, Any]:
        """What stands in each box: what was typed and can't be read, or else the answer."""
        return unread.standing(self.answers, self.place)

    @property
    def carried_typed(self) -> str:
        """What can't be read yet, as the hidden field holds it."""
        return unread.written(self.place)

    @property
    def carried(self) -> str:
        """The answers as the hidden field holds them."""
        return json.dumps(self.answers, ensure_ascii=False, separators=(",", ":"))


def current() -> Journey:
    """The journey of this request; 400 if the carried answers were tampered with beyond reading."""
    file = current_file()
    if file is None:
        return Journey(None, _carried_answers(), _carried_place())
    store = services().store
    return Journey(file, store.read(file, "answers") or {}, store.read(file, "place") or {})


def _carried_place() -> dict[str, Any]:
    """What travels of the place: the path, whether help was opened, what can't be read."""
    typed = unread.read(request.form.get(unread.TYPED))
    known = {name: raw for name, raw in typed.items() if name in services().kb.questions}
    return {"quick": request.form.get(PATH) != FURTHER, "helped": HELPED in request.form, unread.TYPED: known}


def _carried_answers() -> dict[str, Any]:
    try:
        answers = read_plain(request.form.get(CARRIED) or "{}")
    except ValueError:
        abort(400)
    if not isinstance(answers, dict):
        abort(400)
    return {name: value for name, value in answers.items() if name in services().kb.questions}


def record(
    journey: Journey, changes: Mapping[str, Any], turn: Turn | None = None, **place: Any
) -> tuple[Journey, Settled]:
    """The journey with these changed answers (None: skipped; or `Unread`), stored if it is kept.

    What hung on a changed answer is dropped and named in the result; if it is kept it lies aside, and comes
    back once it is asked again. What another window answered differently meanwhile stays as it is there, and
    is named in the place (`windows.APART`).
    """
    kb = services().kb
    if journey.file is None:
        changes = _without_gaps(journey.standing, changes)
        settled = settle(kb, {**journey.answers, **unread.readable(changes)})
        moved = {**unread.with_typed(journey.place, changes, settled.asked), **place}
        return replace(journey, answers=settled.answers, place=moved), settled
    outcome: list[Settled] = []
    sections = kb.sections

    def merge(stored: Documents) -> Documents:
        stands = unread.standing(stored["answers"], stored["place"])
        taken, apart = windows.part(turn, stands, stored["place"], changes, rows.groups(sections))
        taken = _without_gaps(stands, taken)
        given = {**stored["answers"], **unread.readable(taken)}
        every = {**_aside(stored["place"]), **given}
        settled = settle(kb, every)
        settled = replace(settled, dropped=tuple(name for name in settled.dropped if name in given))
        outcome[:] = [settled]
        written = windows.with_writers(stored["place"], turn, stands, taken)
        moved = {**unread.with_typed(written, taken, settled.asked), **place}
        aside = {
            name: value for name, value in every.items() if value is not None and name not in settled.answers
        }
        moved |= {"dropped": list(settled.dropped), windows.APART: list(apart), ASIDE: aside}
        return {"answers": settled.answers, "place": with_turn(moved, turn)}

    now = services().store.change_together(journey.file, ("answers", "place"), merge)
    return _as_stored(journey, changes, now), outcome[0]


def _aside(place: Mapping[str, Any]) -> dict[str, Any]:
    """What lies aside; of rows nothing, as another row may stand there by then."""
    found, sections = place.get(ASIDE), services().kb.sections
    of_rows = {name for group in rows.groups(sections) for row in group.rows for name in row}
    names = [name for name in services().kb.questions if name not in of_rows]
    return {name: found[name] for name in names if name in found} if isinstance(found, dict) else {}


def _as_stored(journey: Journey, changes: Mapping[str, Any], now: Documents) -> Journey:
    """The journey as it is stored now. Where the answer about the device was sent, the lock is told of it."""
    journey = replace(journey, answers=now["answers"], place=now["place"])
    if DEVICE in changes and journey.file == session.get(locking.FILE):
        locking.set_shared(journey.on_shared_device)
    return journey


def _without_gaps(standing: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {**changes, **rows.closing_gaps(services().kb.sections, {**standing, **changes})}


def note(journey: Journey, changes: Mapping[str, Any], turn: Turn | None) -> tuple[Journey, bool]:
    """Save answers in passing, while the person is on the page: nothing that hangs on them is dropped yet.

    Gives the journey, and whether all were saved. They are not if nothing is kept, if the page has sent
    something newer meanwhile, or if another window has saved a different answer (the place's
    `windows.APART`).
    """
    if journey.file is None:
        answers = _merged(journey.answers, unread.readable(changes))
        return replace(journey, answers=answers, place=unread.with_typed(journey.place, changes)), False
    saved = False
    sections = services().kb.sections

    def merge(stored: Documents) -> Documents:
        nonlocal saved
        saved = not is_late(turn, stored["place"])
        if not saved:
            return stored
        stands = unread.standing(stored["answers"], stored["place"])
        taken, apart = windows.part(turn, stands, stored["place"], changes, rows.groups(sections))
        saved = not apart
        place = unread.with_typed(windows.with_writers(stored["place"], turn, stands, taken), taken)
        answers = _merged(stored["answers"], unread.readable(taken))
        return {"answers": answers, "place": with_turn({**place, windows.APART: list(apart)}, turn)}

    now = services().store.change_together(journey.file, ("answers", "place"), merge)
    return _as_stored(journey, changes, now), saved


def _merged(stored: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**stored, **changes}.items() if value is not None}


def move(journey: Journey, **place: Any) -> Journey:
    """The journey with changes to its place, such as `quick` or `at`."""
    if journey.file is None:
        return replace(journey, place={**journey.place, **place})
    now = services().store.change(journey.file, "place", lambda stored: {**stored, **place})
    return replace(journey, place=now)


def keep(journey: Journey) -> Journey:
    """Store what was carried so far, in a file of the person's own that this browser remembers."""
    if journey.file is not None:
        return journey
    place = {**journey.place, "noticed": journey.answers.get(DEVICE)}
    file = services().store.create_file(documents={"answers": journey.answers, "place": place})
    session["file"] = file
    session.permanent = True
    locking.set_shared(journey.on_shared_device)
    return Journey(file, journey.answers, place)


def let_go(journey: Journey) -> Journey:
    """Erase what is kept of the person; the answers go on travelling with the pages."""
    if journey.file is not None:
        services().store.erase_file(journey.file)
    locking.close_here()
    place = {"quick": journey.quick, "helped": bool(journey.place.get("helped"))}
    return Journey(None, journey.answers, {**place, unread.TYPED: journey.place.get(unread.TYPED, {})})
