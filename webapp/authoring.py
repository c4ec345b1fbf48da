"""For whoever writes the knowledge (`serve --authoring`): what keeps the last edit away, on every page."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from engine.errors import Mistake
from webapp import services


def mistakes_of_the_last_edit() -> Sequence[Mistake]:
    """Each with its file and line; none where all is well, or where no author asks."""
    serving = services()
    if not serving.authoring:
        return ()
    serving.library.base()  # the page may not have asked for the knowledge yet
    return serving.library.mistakes


def init_app(app: Flask) -> None:
    """Give the mistakes to the frame of every page."""
    app.jinja_env.globals.update(mistakes_of_the_last_edit=mistakes_of_the_last_edit)
