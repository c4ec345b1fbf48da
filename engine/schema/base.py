"""What every data file has in common: ids, texts, marks, and the field that holds a condition."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from engine import conditions

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_]*$", max_length=60)]
Weight = Annotated[int, Field(ge=1, le=100)]
Track = Literal["improve", "prepare"]
Phase = Literal["first_48_hours", "week_1", "weekly", "midpoint", "final", "after"]
Status = Literal["draft", "reviewed", "retired"]
Country = Literal["US", "UK", "CA", "AU", "EU", "IN", "IE", "DE", "FR", "other"]
Row = Literal[
    "S0", "S1a", "S1b", "S2a", "S2b", "S2c", "S2d", "S2e", "S2f", "S3a", "S3b", "S3c", "S3d", "S3e", "S4g",
    "S4p", "S4i", "S4t", "S5a", "S5b", "S5c", "S5d", "S6a", "S6b", "S6c", "S7", "S8a", "S8b", "S8c", "S9",
    "S10", "S11",
]  # fmt: skip
COVERAGE: tuple[str, ...] = get_args(Row)
"""The rows of docs/requirements.md that the product has to answer."""


CONDITION_HERE = {"$comment": "a condition"}
"""Stands for the condition's schema while pydantic makes the rest, which knows only its own definitions."""


class _ConditionField:
    """Lets pydantic read a condition with `conditions.parse` and show its JSON Schema."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(data: object) -> conditions.Condition:
            try:
                return conditions.parse(data)
            except conditions.ConditionError as error:
                raise PydanticCustomError(
                    "condition", "{text}", {"text": str(error), "found": error.mistakes}
                ) from None

        return core_schema.no_info_plain_validator_function(read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> JsonSchemaValue:
        return dict(CONDITION_HERE)


ConditionField = Annotated[conditions.Condition, _ConditionField]


class File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Thing(File):
    """Whatever has a file of its own."""

    id: SkipJsonSchema[Id]
    status: Status = Field(
        "draft", description="draft, reviewed (a person of the field has read it) or retired"
    )
    replaced_by: Id | None = Field(None, description="for a retired id: the one to use instead")
    reviewed_by: tuple[Text, ...] = Field(
        (),
        description="who of the field has read it: one name or role for `status: reviewed`, two for a crisis "
        "or rights entry that is reviewed or has `verified_on`",
    )


class Covering(Thing):
    coverage: tuple[Row, ...] = Field(
        (), description="rows of docs/requirements.md (S0-S11) that this answers"
    )
