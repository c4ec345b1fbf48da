"""A letter or a worksheet as a Markdown file, with what the person typed on its page. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from webapp.guides.letters import Cell, FilledLetter, FilledPart

LONGEST = 20_000
"""Characters of one field; a page of writing has about 3,000."""
_SPECIAL = str.maketrans({"|": r"\|", "\r": " ", "\n": " "})


def with_typed(ready: FilledLetter, typed: Mapping[str, str]) -> FilledLetter:
    """The letter with what was typed in place of what stood there; what was not sent stays as it was."""

    def cell(one: Cell) -> Cell:
        return replace(one, value=_clean(typed[one.name])) if one.name in typed else one

    parts = tuple(
        replace(
            part,
            lines=tuple(map(cell, part.lines)),
            rows=tuple(tuple(map(cell, row)) for row in part.rows),
            ticks=tuple(map(cell, part.ticks)),
        )
        for part in ready.parts
    )
    subject = _clean(typed["subject"]) if ready.subject is not None and "subject" in typed else ready.subject
    body = _clean(typed["words"]) if "words" in typed and not ready.parts else ready.body
    return replace(ready, subject=subject, body=body, parts=parts)


def as_markdown(ready: FilledLetter) -> str:
    """The file. A letter is its words and nothing else, so that it can be sent as it is."""
    if not ready.parts:
        return "\n\n".join(part for part in (ready.subject, ready.body) if part).strip() + "\n"
    pieces = [
        f"# {ready.letter.title}",
        ready.body,
        *(piece for part in ready.parts for piece in _part(part)),
    ]
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip()) + "\n"


def _part(filled: FilledPart) -> Iterator[str]:
    yield f"## {filled.part.heading}"
    yield from filled.text
    yield "\n".join(f"- **{line.label}** {line.value}".rstrip() for line in filled.lines)
    if filled.part.table is not None:
        columns = filled.part.table.columns
        rows = [columns, ("---",) * len(columns), *(tuple(cell.value for cell in row) for row in filled.rows)]
        yield "\n".join("| " + " | ".join(_in_a_row(text) for text in row) + " |" for row in rows)
    yield "\n".join(f"- [{'x' if tick.value else ' '}] {tick.label}" for tick in filled.ticks)


def _in_a_row(text: str) -> str:
    return text.translate(_SPECIAL).strip()


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "")[:LONGEST]
