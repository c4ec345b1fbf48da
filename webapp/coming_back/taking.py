"""Taking everything along as one file (`engine/whole_copy.py`); `bringing.py` brings it back."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from engine import whole_copy
from engine.answers import read_answers
from webapp import services
from webapp.questionnaire.pages import settle
from webapp.security.access import current_file

blueprint = Blueprint("taking", __name__)

FILE_NAME = "waymark-copy.json"


@blueprint.get("/kept/copy")
def take() -> ResponseReturnValue:
    """Everything kept of this person, private answers too: it is theirs."""
    file, serving = current_file(), services()
    if file is None:
        return redirect(url_for("guides.kept"))
    documents = serving.store.read_all(file)
    kept = settle(serving.kb, documents.get("answers", {})).answers
    text = whole_copy.written(serving.kb, documents, read_answers(serving.kb, kept).answers, serving.today())
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response
