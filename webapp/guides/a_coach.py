"""Asking for a coach (S11): what one does and does not do, who may hear of it, and how to find one.

Sharing inside Waymark needs a record of consent, which is not built yet; so the page says plainly that
nothing is sent, and leads to the file that a person takes along themselves (`handing_over.py`).
"""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp import services
from webapp.security.access import current_file

blueprint = Blueprint("a_coach", __name__)

PLACES = ("professional_body_mentors", "eap_at_work", "adplist")
WORDS = ("coach_questions",)
GUIDES = ("for_coaches", "privacy_at_work")


@blueprint.get("/a-coach")
def ask() -> str:
    """The page; nothing on it is sent to anyone."""
    kb = services().kb
    return render_template(
        "guides/a_coach.html",
        has_plan=_has_plan(),
        places=[kb.resources[name] for name in PLACES if name in kb.resources],
        words=[kb.letters[name] for name in WORDS if name in kb.letters],
        further=[kb.guides[name] for name in GUIDES if name in kb.guides],
    )


def _has_plan() -> bool:
    file = current_file()
    return file is not None and services().store.read(file, "plan") is not None
