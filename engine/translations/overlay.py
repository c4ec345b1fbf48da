"""The knowledge in another language: translated pieces laid over the English data before it is read.

A piece whose English has changed since, or that can't stand in for it, is left out, and the English stays.
Only texts change, so every decision is the same in every language.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engine.translations.folders import Pieces, mirrored
from engine.translations.pieces import mark_of, misfit, said


class Overlay:
    """Lays one language over data files as they are read."""

    def __init__(self, folder: Path, cache_folder: Path):
        self._pieces = Pieces(folder, cache_folder)

    def over(self, model: type[BaseModel], file: str, data: Any) -> Any:
        """The content of an English data file, such as `knowledge/questions/x.yml`, with what is translated
        of it.

        InputError where the translation's file can't be read.
        """
        pieces = self._pieces.of(mirrored(file))
        if not pieces:
            return data

        def say(place: str, english: str) -> str:
            piece = pieces.get(place)
            if piece is None or not piece.text.strip():
                return english
            fresh = piece.of == mark_of(english) and not misfit(english, piece.text)
            return piece.text if fresh else english

        return said(model, data, say)

    def keep(self) -> None:
        """Keeps what was parsed, for the next time."""
        self._pieces.cache.keep()
