"""From a question to the form field that takes its answer: one closed table, question type -> field.

Every field takes plain values in (as stored: codes, numbers, ISO dates, lists of codes) and gives the same
out in `.data`, or None where the question was skipped. What was typed and can't be read stays in `.typed`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Field, StringField, ValidationError

from engine.language import gettext as _
from engine.language import number
from engine.schema import Question
from engine.typed_days import typed_day
from engine.typed_numbers import as_typed, typed_number
from webapp.words import too_long


class _Asked:
    """What all our fields share: the question they ask. `page_form` sets it on each field."""

    question: Question
    offered: tuple[str, ...] | None = None
    """The only options to show; None for all of them."""
    raw_data: list[str] | None
    data: Any

    @property
    def typed(self) -> str:
        """What stands in the box: what was typed if anything was, otherwise the stored answer."""
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else str(self.data)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, as the template draws it."""

    value: str
    label: str
    selected: bool


class OneChoiceField(_Asked, Field):  # type: ignore[misc]
    """One option, or skipped: then nothing is sent. `taking_back` makes an answer so again."""

    def choices(self) -> list[Choice]:
        """The options."""
        chosen = str(self.raw_data[0] if self.raw_data else self.data)
        return [
            Choice(value, label, value == chosen)
            for value, label in self._options()
            if self.offered is None or value in self.offered
        ]

    def _options(self) -> list[tuple[str, str]]:
        return [(option.value, option.label) for option in self.question.options]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = (valuelist[0] if valuelist else "") or None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and self.data not in dict(self._options()):
            raise ValidationError(_("Choose one of the answers in the list."))


class ScaleField(OneChoiceField):
    """One point of a scale; `.data` is its number."""

    def _options(self) -> list[tuple[str, str]]:
        low = int(self.question.min or 0)
        return [(str(low + place), label) for place, label in enumerate(self.question.labels)]

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data is not None:
            self.data = int(self.data)


class ManyChoicesField(_Asked, Field):  # type: ignore[misc]
    """Any number of options; an exclusive one stands alone."""

    def choices(self) -> list[Choice]:
        """The options."""
        chosen = self.data or []
        return [
            Choice(option.value, option.label, option.value in chosen) for option in self.question.options
        ]

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(valuelist)) or None

    def pre_validate(self, form: Any) -> None:
        chosen = self.data or []
        if any(self.question.option(code) is None for code in chosen):
            raise ValidationError(_("Choose only from the answers in the list."))
        alone = [one for one in self.question.options if one.exclusive and one.value in chosen]
        if alone and len(chosen) > 1:
            says = _("“%(answer)s” stands alone. Keep it, or keep the others.", answer=alone[0].label)
            raise ValidationError(says)


class NumberField(_Asked, Field):  # type: ignore[misc]
    """A number as people type it: `1,200`, `2.5`, `2,5`."""

    @property
    def typed(self) -> str:
        """What stands in the box: a stored number as it is read again."""
        return super().typed if self.raw_data or self.data is None else as_typed(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        low, high = self.question.min or 0, self.question.max or 0
        self.data = typed_number("".join(valuelist[:1]), low, high)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            return
        low, high = self.question.min or 0, self.question.max or 0
        if not low <= self.data <= high:
            raise ValidationError(
                _(
                    "Write a number from %(low)s to %(high)s. Leave it empty to skip it.",
                    low=number(low),
                    high=number(high),
                )
            )
        if self.question.whole and not isinstance(self.data, int):
            raise ValidationError(_("Write a whole number, such as %(example)s.", example=number(30)))


class DateField(_Asked, Field):  # type: ignore[misc]
    """A day; `.data` is YYYY-MM-DD."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        day = typed_day("".join(valuelist[:1]), _today())
        self.data = day.isoformat() if day else None


def _today() -> datetime.date:
    from webapp import services  # it imports this module

    return services().today()


class TextField(_Asked, StringField):  # type: ignore[misc]
    """A few words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = " ".join("".join(valuelist[:1]).split()) or None

    def pre_validate(self, form: Any) -> None:
        most = self.question.max_length
        if self.data is not None and len(self.data) > most:
            raise ValidationError(too_long(most, len(self.data)))


FIELDS: Mapping[str, type[Field]] = {
    "single": OneChoiceField,
    "multi": ManyChoicesField,
    "scale": ScaleField,
    "number": NumberField,
    "date": DateField,
    "text": TextField,
}
"""The whole table: a question of any other type can't be asked."""
