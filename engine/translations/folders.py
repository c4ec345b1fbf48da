"""Reading a language from its folder: its name, its catalogue of sentences, and its translated pieces."""

from __future__ import annotations

import io
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from pydantic import ValidationError

from engine import yaml_files
from engine.errors import InputError, Mistake, list_of, nearest
from engine.language import ENGLISH, Language
from engine.language import gettext as _
from engine.model_mistakes import readable
from engine.schema import LanguageFile, Piece, Translation

FOLDER = "knowledge/languages"
SETTINGS = "language.yml"
SENTENCES = "messages.po"


def languages(root: Path) -> list[Language]:
    """English, then every language with a folder below `root`, by code; InputError if one can't be read."""
    return [ENGLISH, *(read_language(folder) for folder in folders(root))]


def folders(root: Path) -> list[Path]:
    """The folder of every language below `root`, by code."""
    return [file.parent for file in sorted((root / FOLDER).glob(f"*/{SETTINGS}"))]


def language(root: Path, code: str) -> Language:
    """The language with this code, or in the folder of this path; InputError where there is none."""
    if code == ENGLISH.code:
        return ENGLISH
    folder = Path(code) if "/" in code or "\\" in code else root / FOLDER / code
    if (folder / SETTINGS).is_file():
        return read_language(folder)
    known = [ENGLISH.code, *(one.name for one in folders(root))]
    what = _("there is no language '%(code)s' here", code=code)
    raise InputError([Mistake("", what, "--language", list_of(known), nearest(code, known))])


def read_language(folder: Path) -> Language:
    """The language in a folder, kept until one of its two files changes; InputError."""
    return _read(folder.resolve(), _look(folder / SETTINGS), _look(folder / SENTENCES))


def _look(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=64)
def _read(folder: Path, _settings: tuple[int, int], _sentences: tuple[int, int]) -> Language:
    settings = read_settings(folder)
    catalogue = read_sentences(folder)
    code = folder.name
    return Language(
        code=code,
        name=settings.name,
        direction=settings.direction,
        locale_code=settings.locale or code,
        pseudo=settings.pseudo,
        sentences=compiled(catalogue),
        folder=folder,
    )


def shown_below(folder: Path, name: str = "") -> str:
    """How a file of a language's folder is called in a message."""
    return "/".join(part for part in (FOLDER, folder.name, name) if part)


def read_settings(folder: Path) -> LanguageFile:
    """A language's own file; InputError with file, line and column."""
    path, shown = folder / SETTINGS, shown_below(folder, SETTINGS)
    try:
        content = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([Mistake(shown, _("this file can't be read: %(why)s", why=error))]) from None
    data = yaml_files.parse(content, shown)
    try:
        settings = LanguageFile.model_validate(data)
    except ValidationError as error:
        raise InputError(
            readable(error, LanguageFile, lambda keys: yaml_files.locate(path, keys, shown))
        ) from None
    locale_of(settings.locale or folder.name, "locale", f"{shown}:1:1")
    return settings


def locale_of(code: str, field: str, where: str) -> Locale:
    """What Babel knows of a language; InputError where it knows nothing, so neither its days nor its
    plurals.
    """
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        what = _("nothing is known of the days and numbers of '%(code)s'", code=code)
        accepted = _("the code of a language, such as de or pt-BR")
        known = [name.replace("_", "-") for name in locale_identifiers()]
        raise InputError([Mistake(where, what, field, accepted, nearest(code, known))]) from None


def read_sentences(folder: Path) -> Catalog:
    """A language's catalogue; an empty one where it has none yet; InputError with file and line."""
    path, shown = folder / SENTENCES, shown_below(folder, SENTENCES)
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except FileNotFoundError:
        return Catalog()
    except PoFileError as error:
        place = f"{shown}:{error.lineno + 1}"
        raise InputError([Mistake(place, _("this is no valid catalogue: %(why)s", why=error))]) from None
    except (OSError, ValueError, LookupError) as error:
        raise InputError([Mistake(shown, _("this file can't be read: %(why)s", why=error))]) from None


def compiled(catalogue: Catalog) -> GNUTranslations:
    """A catalogue to look sentences up in. What is marked fuzzy, so not looked over yet, is not taken."""
    file = io.BytesIO()
    write_mo(file, catalogue, use_fuzzy=False)
    file.seek(0)
    return GNUTranslations(file)


class Pieces:
    """The translated pieces of one language, file by file, from its folder or from what was parsed before."""

    def __init__(self, folder: Path, cache_folder: Path):
        self._folder = folder
        self.cache = yaml_files.Cache(cache_folder / f"language-{folder.name}.json")

    def of(self, below: str) -> dict[str, Piece]:
        """The pieces in a file such as `questions/goal_clarity.yml`, by place; none where there is no such
        file;
        InputError with file, line and column.
        """
        path, shown = self._folder / below, shown_below(self._folder, below)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise InputError(
                [Mistake(shown, _("this file can't be read: %(why)s", why=error.strerror))]
            ) from None
        data = self.cache.parse(content, shown)
        try:
            return Translation.model_validate(data if data is not None else {}).root
        except ValidationError as error:
            mistakes = readable(error, Piece, lambda keys: yaml_files.locate(path, keys, shown))
            raise InputError(mistakes) from None


def mirrored(file: str) -> str:
    """Where a data file's translation stands in a language's folder: knowledge/questions/x.yml ->
    questions/x.yml,
    rules/advice/x.yml -> rules/advice/x.yml.
    """
    return file.removeprefix("knowledge/")
