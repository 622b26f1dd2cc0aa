"""What the facts of every kind have in common, and the forms that single facts take.

Knows dates, ids and lists; nothing of one kind of record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.dates import (
    Due,
    NotADateError,
    Publication,
    RecordedDate,
    read_day,
    read_due,
    read_publication,
    read_recorded_date,
)
from generator.messages import did_you_mean, is_seen, join_words, quoted, verbatim
from generator.slugs import EMAIL_ADDRESS, slug_error

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """What a type of fact may hold, in words for writers; stands among the type's annotations."""

    words: str


def fact(meaning: str, example: str, *, subsection: str = "", default: Any = ..., alias: str | None = None) -> Any:
    """Describe a fact: what it means, an example in YAML, and the subsection of section 55 it belongs to.

    Without a default the fact is required.
    """
    law: dict[str, Any] | None = {"subsection": subsection} if subsection else None
    return Field(default=default, alias=alias, description=meaning, examples=[example], json_schema_extra=law)


def field_error(message: str, hint: str) -> PydanticCustomError:
    """Make an error that a problem can be made of, from any validator."""
    return PydanticCustomError("section55", "{sentence}. {advice}", {"sentence": message, "advice": hint})


def text_validator(read: Callable[[str], T]) -> Callable[[Any], T]:
    """Make a validator of a function that reads a text, whose NotADateError becomes a problem."""

    def validate(value: Any) -> T:
        if not isinstance(value, str):
            message = "One value is expected here"
            raise field_error(message, "Write it on one line, after the colon")
        try:
            return read(value.strip())
        except NotADateError as error:
            raise field_error(error.message, error.hint) from None

    return validate


_SPACES = re.compile(r"\s+")


def choice(*written: str) -> Any:
    """Make a type of the few values a fact can have, in any case."""
    known = {word.casefold(): word for word in written}

    def validate(value: Any) -> str:
        text = value.strip() if isinstance(value, str) else value
        if isinstance(text, str) and (word := known.get(text) or known.get(_SPACES.sub(" ", text.casefold()))):
            return word
        suggestion = did_you_mean(text, written) if isinstance(text, str) else ""
        shown = quoted(text) if isinstance(text, str) else "A list"
        raise field_error(
            f"{shown} is not allowed here",
            f"{suggestion} Write {join_words(written, 'or')}".strip(),
        )

    schema: dict[str, Any] = {"type": "string", "enum": list(written)}
    return Annotated[str, BeforeValidator(validate), WithJsonSchema(schema), Form(join_words(written, "or"))]


_LINE_ENDS = re.compile(r"[ \t]*\n[ \t]*")


def _text(value: Any) -> str:
    if isinstance(value, list):
        raise field_error("One text is expected here, not a list", "Write it on one line, after the colon")
    if isinstance(value, dict):
        message = "One text is expected here, and a colon makes it a name and a value"
        raise field_error(message, "Put the whole text in quotes")
    if not isinstance(value, str) or not is_seen(value):
        raise field_error("This text is empty", "Write it, or delete the line")
    text = value.strip()
    return _LINE_ENDS.sub("\n", text) if "\n" in text else text


def _one_line(value: str) -> str:
    return _SPACES.sub(" ", value)


def _web_address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"']+\.[^\s<>\"']+", value):
        raise field_error(f"{quoted(value)} is not a web address", "Write the whole of it, beginning with https://")
    return value


def _email_address(value: str) -> str:
    if not EMAIL_ADDRESS.fullmatch(value):
        raise field_error(f"{quoted(value)} is not an e-mail address", "Write one, such as office@police.example")
    return value


def _record_id(value: str) -> str:
    if re.search(r"[,;]", value):
        ids = ", ".join(part.strip() for part in re.split(r"[,;]", value) if part.strip())
        raise field_error(
            f"{quoted(value)} is read as one id, because it is not written as a list", f"Write [{verbatim(ids)}]"
        )
    for part in value.split("/"):
        if wrong := slug_error(part):
            hint = "Write its file's path without the first folder and the ending, such as 2019/cyber-keep-the-light-on"
            raise field_error(f"{quoted(value)} is not an id: {wrong}", hint)
    return value


def _several(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


_DAY_OR_MOMENT = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$"

Text = Annotated[str, BeforeValidator(_text), Form("a text of one or more lines")]
Line = Annotated[Text, AfterValidator(_one_line), Form("a text on one line")]
WebAddress = Annotated[Line, AfterValidator(_web_address), Form("a web address")]
EmailAddress = Annotated[Line, AfterValidator(_email_address), Form("an e-mail address")]
RecordId = Annotated[
    Line, AfterValidator(_record_id), Form("an id: a file's path without its first folder and its ending")
]
Day = Annotated[date, BeforeValidator(text_validator(read_day)), Form("a day")]
Count = Annotated[int, Field(ge=0), Form("a number")]
DayMonthOrYear = Annotated[
    RecordedDate,
    BeforeValidator(text_validator(read_recorded_date)),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "A day, a month or a year"}
    ),
    Form("a day, a month or a year"),
]
ExactPublication = Annotated[
    Publication,
    BeforeValidator(text_validator(lambda text: read_publication(text, exact=True))),
    WithJsonSchema({"type": "string", "pattern": _DAY_OR_MOMENT, "description": "A day, or a moment with its offset"}),
    Form("a day, or a moment with its time zone"),
]
AnyPublication = Annotated[
    Publication,
    BeforeValidator(text_validator(lambda text: read_publication(text, exact=False))),
    WithJsonSchema({"type": "string", "pattern": rf"{_DAY_OR_MOMENT}|^\d{{4}}-\d{{2}}$|^not recorded$"}),
    Form("a day, a moment with its time zone, a month, or not recorded"),
]
DueBy = Annotated[
    Due,
    BeforeValidator(text_validator(read_due)),
    WithJsonSchema({"type": "string", "description": "A day, a month, or words"}),
    Form("a day, a month, or words"),
]


def _yes_or_no(value: Any) -> bool:
    text = value.strip().lower() if isinstance(value, str) else ""
    if text in {"true", "yes"}:
        return True
    if text in {"false", "no"}:
        return False
    shown = quoted(value) if isinstance(value, str) else "This"
    raise field_error(f"{shown} is neither true nor false", "Write true or false")


YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no), Form("true or false")]


@dataclass(frozen=True, slots=True)
class OneOrMany:
    """Marks the type of a list in which one value may also stand alone."""


def one_or_many(kind: Any) -> Any:
    """Make a type for a list in which one value may also stand alone."""
    several = BeforeValidator(_several, json_schema_input_type=kind | list[kind])
    return Annotated[list[kind], several, OneOrMany()]


def _kebab_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


class FactsModel(BaseModel):
    """A group of facts as a source writes them: frozen, and with no fact that is not described here."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_kebab_name, arbitrary_types_allowed=True, defer_build=True,
        json_schema_serialization_defaults_required=False,
    )  # fmt: skip
    noun: ClassVar[str] = "record"
    """What messages call it, without an article."""


class Attachment(FactsModel):
    """A file that stands in the folder of its record's name."""

    noun: ClassVar[str] = "attachment"
    file: Line = fact("The path of the file, from the folder of the record's own file.", "x/letter.pdf")
    title: Line = fact("What the link to the file is called.", "Letter to the inspectorate")
    role: choice("chief-officer-comments") | None = fact(
        "What the file is, if it holds a part of a response that the Act asks for.",
        "chief-officer-comments", subsection="55(5)(b)", default=None,
    )  # fmt: skip


class Correction(FactsModel):
    """A change made after publication, and when."""

    noun: ClassVar[str] = "correction"
    on: Day = fact("The day of the change.", "2026-03-01")
    note: Text = fact("What changed, for readers.", '"The date in the second paragraph was wrong."')


class Withdrawal(FactsModel):
    """A record that keeps its address and says why it is no longer shown."""

    noun: ClassVar[str] = "withdrawal"
    on: Day = fact("The day from which the record is no longer shown.", "2026-03-01")
    reason: Text = fact("Why, for readers.", "It was published by mistake.")


class Allowance(FactsModel):
    """A warning that the office has read and passes over, with its reason."""

    noun: ClassVar[str] = "allowance"
    what: Line = fact("The rule of the warning, as section55 check --format json names it.", "several-in-one")
    reason: Text = fact("Why the warning does not apply.", "The report makes one recommendation with three parts.")


class RecordFacts(FactsModel):
    """The facts that every kind of record may have."""

    tags: one_or_many(Line) = fact("Words to find the record by, beside those of its text.", "[fraud]", default=[])
    attachments: list[Attachment] = fact(
        "Files published with the record: PDF, CSV, PNG or JPEG, in the folder of the record's name.",
        "[{file: x/letter.pdf, title: Letter to the inspectorate}]", default=[],
    )  # fmt: skip
    corrections: list[Correction] = fact(
        "Changes made after publication, shown on the page.",
        '[{on: 2026-03-01, note: "The date in the second paragraph was wrong."}]', default=[],
    )  # fmt: skip
    withdrawn: Withdrawal | None = fact(
        "The record keeps its address, and its page shows only this reason.",
        "{on: 2026-03-01, reason: It was published by mistake.}", default=None,
    )  # fmt: skip
    aliases: one_or_many(RecordId) = fact(
        "Ids the record had before; their addresses lead here.", "[sampleshire/2026/old-name]", default=[]
    )
    allow: list[Allowance] = fact(
        "Warnings that the office has read and that do not apply.",
        "[{what: several-in-one, reason: The report makes one recommendation with three parts.}]", default=[],
    )  # fmt: skip
    office_use: Annotated[Any, Form("notes in any form")] = fact(
        "Notes for the office; they are never published.", "The letter is in the grey cabinet.", default=None
    )


def doubled(values: Iterable[str]) -> str | None:
    """Find the first value that comes twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
