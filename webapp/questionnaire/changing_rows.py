"""Adding, removing and putting back a row of a page.

The page is saved as it was sent, and comes back with the rows changed and the focus where the person goes on.
"""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from engine.language import gettext as _
from engine.schema import Rows
from webapp import journey as journeys
from webapp import services
from webapp.journey import Journey
from webapp.questionnaire import pages, rows, windows
from webapp.questionnaire.forms import PageForm
from webapp.questionnaire.pages import Page
from webapp.questionnaire.showing import RowsChanged, form_as_it_stands, render_page, settled_now, show_apart
from webapp.questionnaire.turns import read_turn

CHANGES = (rows.ADD, rows.REMOVE, rows.PUT_BACK)
"""How the actions begin that are handled here."""


def change_rows(
    journey: Journey, posted: Page, form: PageForm, action: str, changing: bool
) -> ResponseReturnValue | None:
    """The page after one of its row buttons was pressed; None if it has no such rows."""
    kind = next(one for one in CHANGES if action.startswith(one))
    target = action.removeprefix(kind)
    group = rows.group_of(posted.section, target)
    if group is None or (kind == rows.REMOVE) != any(row[0] == target for row in group.rows):
        return None
    sent = form.changes()
    journey, _saved = journeys.note(journey, sent, read_turn(request.form))
    if journey.place.get(windows.APART):
        return show_apart(journey, settled_now(journey), posted, request.form, (), changing)
    count = sum(row[0] in posted.all for row in group.rows)
    taken = rows.read(request.form.get(rows.TAKEN, ""), posted.section)
    if kind == rows.REMOVE:
        changes, changed, count = _removed(group, target, sent, journey, count)
    elif kind == rows.ADD:
        changes, changed, count = _added(group, sent, taken, count)
    else:
        back = rows.put_back(group, taken, journey.standing) if taken and taken.group == group.id else {}
        changes = back or {}
        if back is None:
            says = _("There is no room for it now. Remove another one first.")
            changed = RowsChanged(group.id, taken=taken, says=says)
        else:
            place = min(taken.place, len(group.rows) - 1) if taken else 0
            changed = RowsChanged(group.id, focus=group.rows[place][0])
            count += 1
    journey, settled = journeys.record(journey, changes, at=posted.id)
    return _shown(journey, settled, posted, group, count, changed, changing)


def _removed(
    group: Rows, target: str, sent: dict[str, object], journey: Journey, count: int
) -> tuple[dict[str, object], RowsChanged, int]:
    """The row goes that the person saw there: another window may have moved it up meanwhile, or out."""
    seen = sent.get(target)
    places = [target, *(row[0] for row in group.rows)]
    name = next((one for one in places if journey.standing.get(one) == seen), None)
    if name is None:
        says = _("That one is gone already. Here is what is kept now.")
        return {}, RowsChanged(group.id, says=says), count
    changes, removed = rows.without(group, name, journey.standing)
    empty = all(value is None for value in removed.values)
    return changes, RowsChanged(group.id, taken=None if empty else removed), count - 1


def _added(
    group: Rows, sent: dict[str, object], taken: rows.Taken | None, count: int
) -> tuple[dict[str, object], RowsChanged, int]:
    """Nothing to change, what the page tells, and how many rows it shows."""
    unnamed = next((row[0] for row in group.rows[:count] if sent.get(row[0]) is None), None)
    if unnamed is not None:
        says = _("There is an empty one here already. Fill it in first.")
        return {}, RowsChanged(group.id, focus=unnamed, taken=taken, says=says), count
    fresh = group.rows[min(count, len(group.rows) - 1)][0]
    return {}, RowsChanged(group.id, focus=fresh, taken=taken), count + 1


def _shown(
    journey: Journey,
    settled: pages.Settled,
    posted: Page,
    group: Rows,
    count: int,
    changed: RowsChanged,
    changing: bool,
) -> str:
    others = (name for name in posted.all if name not in {one for row in group.rows for one in row})
    opened = {*others, *(row[0] for row in group.rows[:count]), *journey.typed}
    now = pages.page_now(services().kb, settled, posted, journey.quick, opened)
    form, _errors = form_as_it_stands(journey, settled, now)
    return render_page(journey, settled, now, form, changing=changing, changed=changed)
