"""Letters, words to say and worksheets, filled from the answers, ticks and record, to change and take along.

What a person types on these pages is never stored: it goes back to them as a file.
"""

from __future__ import annotations

from flask import Response, abort, render_template, request

from engine.schema import Letter
from webapp import journey as journeys
from webapp import services
from webapp.addresses import for_client
from webapp.guides.letter_files import as_markdown, with_typed
from webapp.guides.letters import FilledLetter, fill_for
from webapp.guides.opaque import at_address
from webapp.journey import Journey
from webapp.plans.views import blueprint
from webapp.record.writing import letter_words

__all__ = ["blueprint"]
FILE_NAME = "waymark-words.md"


@blueprint.route("/letter/<address>", methods=["GET", "POST"])
def letter(address: str) -> str:
    """One letter or worksheet, filled as far as the answers go."""
    journey = journeys.current()
    return render_template(
        "plans/letter.html", ready=_ready(_found(address), journey), journey=journey, address=address
    )


@blueprint.post("/letter/<address>/file")
def letter_file(address: str) -> Response:
    """The same as a Markdown file, with what was typed."""
    ready = _ready(_found(address), journeys.current())
    text = as_markdown(with_typed(ready, request.form))
    response = Response(text, content_type="text/markdown; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _found(address: str) -> Letter:
    found = at_address(services().kb.letters, address)
    if found is None:
        abort(404)
    return found


def _ready(found: Letter, journey: Journey) -> FilledLetter:
    """Filled from the answers, the ticks and the record; a coach's client's record stays closed."""
    return fill_for(found, journey.answers, letter_words(journey, found, with_record=not for_client()))
