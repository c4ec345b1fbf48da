"""The pseudo-language, made once from the knowledge that is served, and what tells English from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from engine.knowledge_base import ROOT, KnowledgeBase, load
from engine.language import Language
from engine.translations.folders import read_language
from engine.translations.writing import write_pseudo

_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]+")


@pytest.fixture(scope="session")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """The pseudo-language of all that is served, in a folder of its own."""
    return read_language(write_pseudo(ROOT, tmp_path_factory.mktemp("languages")))


@pytest.fixture(scope="session")
def in_pseudo(pseudo: Language) -> KnowledgeBase:
    """The knowledge in the pseudo-language."""
    return load(language=pseudo)


LeftBehind = Callable[..., list[str]]


@pytest.fixture(scope="session")
def left_behind(knowledge: KnowledgeBase) -> LeftBehind:
    """The words of a text that no translator was asked for; `typed` are texts of the person's own.

    What is no language: addresses, and titles of publications as their authors gave them.
    """
    published = sorted((one.title for one in knowledge.sources.values()), key=len, reverse=True)

    def find(text: str, typed: Iterable[str] = (), codes: Iterable[str] = ()) -> list[str]:
        for known in (*typed, *published):
            text = text.replace(known, "")
        codes = {*codes}
        return [word for word in _WORD.findall(_ADDRESS.sub("", text)) if word not in codes]

    return find


@pytest.fixture
def pseudo_folder(pseudo: Language) -> Path:
    """Where the pseudo-language stands, for `--language`."""
    assert pseudo.folder is not None
    return pseudo.folder
