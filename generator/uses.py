"""Notes what was used while something is made: it is made again when one of these things changes.

A thing is named by two words, such as `("text", "responses/norfolk/2019/x")`. `Answers` stand for a mapping and note
each key that is asked for; `joined` makes them from a method, once, and `listed` a list that is noted as a whole: what
is used while they are made is no part of what asks for them. Knows names; neither texts nor records.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V")

Use: TypeAlias = tuple[str, str]
"""What kind of thing was used, and which one."""

TEXT = "text"
"""The text of a source, named by its path without ending."""

ALL = "*"
"""Stands for every key."""


class _Noted(threading.local):
    """What is collected in a thread."""

    def __init__(self) -> None:
        self.open: list[set[Use]] = []
        """The collections that are open, the innermost last."""
        self.texts: set[Use] | None = None
        """Where no collection is open: what gets texts alone."""


_noted = _Noted()


def note_use(kind: str, name: str) -> None:
    """Note that a thing goes into what is being made."""
    if _noted.open:
        _noted.open[-1].add((kind, name))
    elif kind == TEXT and _noted.texts is not None:
        _noted.texts.add((kind, name))


def note_uses(uses: Iterable[Use]) -> None:
    """Note what went into a thing that was made before and goes into this one."""
    if _noted.open:
        _noted.open[-1].update(uses)
    elif _noted.texts is not None:
        _noted.texts.update(use for use in uses if use[0] == TEXT)


@contextmanager
def noted_uses(*, are_passed_on: bool = True) -> Iterator[set[Use]]:
    """Collect what is used meanwhile; an outer collection gets it, too, unless the result is noted as one thing."""
    uses: set[Use] = set()
    _noted.open.append(uses)
    try:
        yield uses
    finally:
        _noted.open.pop()
        if are_passed_on:
            note_uses(uses)


@contextmanager
def noted_texts() -> Iterator[set[Use]]:
    """Collect which texts are used meanwhile, and nothing else: to note every answer takes a fifth of the time."""
    texts: set[Use] = set()
    with _apart(texts):
        yield texts
    note_uses(texts)


@contextmanager
def unnoted() -> Iterator[None]:
    """Collect nothing meanwhile: the result is noted as one thing."""
    with _apart(None):
        yield


@contextmanager
def _apart(texts: set[Use] | None) -> Iterator[None]:
    before = _noted.open, _noted.texts
    _noted.open, _noted.texts = [], texts
    try:
        yield
    finally:
        _noted.open, _noted.texts = before


class Asked(Protocol):
    """What answers questions."""

    @property
    def prefix(self) -> str:
        """What the names of its questions begin with."""


class Answers(Mapping[str, V]):
    """A mapping that notes what is asked of it."""

    __slots__ = ("name", "unnoted")

    def __init__(self, name: str, values: Mapping[str, V]) -> None:
        """Answer from `values`; `name` is the name of the question."""
        self.name = name
        self.unnoted: Mapping[str, V] = values.unnoted if isinstance(values, Answers) else values

    def __getitem__(self, key: str) -> V:
        note_use(self.name, key)
        return self.unnoted[key]

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return the answer, or the default."""
        note_use(self.name, key)
        return self.unnoted.get(key, default)

    def __contains__(self, key: object) -> bool:
        note_use(self.name, str(key))
        return key in self.unnoted

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def keys(self) -> KeysView[str]:
        """Return all keys."""
        return self._all.keys()

    def values(self) -> ValuesView[V]:
        """Return all answers."""
        return self._all.values()

    def items(self) -> ItemsView[str, V]:
        """Return all keys with their answers."""
        return self._all.items()

    @property
    def _all(self) -> Mapping[str, V]:
        note_use(self.name, ALL)
        return self.unnoted


class AnswerList(Sequence[V]):
    """A sequence that notes that it was asked for."""

    __slots__ = ("name", "unnoted")

    def __init__(self, name: str, values: Sequence[V]) -> None:
        """Answer with `values`; `name` is the name of the question."""
        self.name = name
        self.unnoted: Sequence[V] = values.unnoted if isinstance(values, AnswerList) else values

    def __getitem__(self, place: Any) -> Any:
        return self._all[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def __contains__(self, value: object) -> bool:
        return value in self._all

    @property
    def _all(self) -> Sequence[V]:
        note_use(self.name, ALL)
        return self.unnoted


def joined(make: Callable[[Any], Mapping[str, V]]) -> cached_property[Mapping[str, V]]:
    """Return a property that makes its answers once."""

    def answers(register: Asked) -> Mapping[str, V]:
        with unnoted():
            return Answers(f"{register.prefix}{make.__name__}", dict(make(register)))

    answers.__doc__ = make.__doc__
    return cached_property(answers)


def listed(make: Callable[[Any], Sequence[V]]) -> cached_property[Sequence[V]]:
    """Return a property that makes its list once."""

    def answers(register: Asked) -> Sequence[V]:
        with unnoted():
            return AnswerList(f"{register.prefix}{make.__name__}", make(register))

    answers.__doc__ = make.__doc__
    return cached_property(answers)


def made_once(make: Callable[Concatenate[R, P], V]) -> Callable[Concatenate[R, P], V]:
    """Return a function that makes what it makes of a register, and of things in it, once until it is asked of another.

    What was used for it is noted each time.
    """
    kept: list[tuple[R | None, dict[tuple[int, ...], tuple[Any, V, tuple[Use, ...]]]]] = [(None, {})]

    def made(register: R, /, *args: P.args, **names: P.kwargs) -> V:
        of, known = kept[0]
        if of is not register:
            known = {}
            kept[0] = register, known
        about = (*args, *names.values())
        key = tuple(map(id, about))
        if key not in known:
            with noted_uses(are_passed_on=False) as uses:
                value = make(register, *args, **names)
            known[key] = about, value, tuple(uses)
        _, value, used = known[key]
        note_uses(used)
        return value

    made.__doc__ = make.__doc__
    return made
