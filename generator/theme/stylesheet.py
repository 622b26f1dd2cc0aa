"""Leaves out of the theme's stylesheet what no page of the site can use.

Knows CSS and names in HTML; nothing of the theme itself. A rule goes only if its selectors need a class, id, element or
attribute that no page can have: none of the pages that are already rendered has it, and it is no word of the templates,
scripts and code that make the others. So a name may be taken for one that is used, and never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import tinycss2

Tokens = list[Any]
"""Component values, as CSS Syntax Level 3 calls them."""

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_PROPERTY = re.compile(r"--[\w-]+")
_ANY_OF = {"is", "where", "matches", "-webkit-any", "-moz-any"}
"""Pseudo-classes that match what one of their selectors matches; all others are taken to match anything."""
_GROUPS = {"media", "supports"}
"""At-rules that hold rules. What stands in others is kept."""


@dataclass(slots=True)
class Vocabulary:
    """The names that pages can have."""

    elements: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    """Custom properties, `--name`, that something beside the stylesheet uses."""
    words: set[str] = field(default_factory=set)
    """Words of code, which may be names of any sort."""
    style_words: set[str] = field(default_factory=set)
    """Words of other stylesheets, which may be names of animations."""

    def add_page(self, html: str) -> None:
        """Add the names in a rendered page."""
        _Names(self).feed(html)
        self.properties.update(_PROPERTY.findall(html))

    def add_code(self, text: str) -> None:
        """Add every word of a template, script or module."""
        self.words.update(_WORD.findall(text))
        self.properties.update(_PROPERTY.findall(text))

    def add_stylesheet(self, text: str) -> None:
        """Add what another stylesheet of the site may use of this one: animations and custom properties."""
        self.style_words.update(_WORD.findall(text))
        self.properties.update(_PROPERTY.findall(text))

    def has_class(self, name: str) -> bool:
        """Check whether an element may have this class."""
        return name in self.classes or name in self.words

    def has_id(self, name: str) -> bool:
        """Check whether an element may have this id."""
        return name in self.ids or name in self.words

    def has_element(self, name: str) -> bool:
        """Check whether a page may have this element; `name` is in small letters."""
        return name in self.elements or name in self.words

    def has_attribute(self, name: str) -> bool:
        """Check whether an element may have this attribute; `name` is in small letters."""
        # Scripts write these in another form: `dataset.name`, `ariaExpanded`.
        return name.startswith(("data-", "aria-")) or name in self.attributes or name in self.words


class _Names(HTMLParser):
    """Collects the names in a page."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._found = vocabulary

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add an element, its attributes, id and classes."""
        self._found.elements.add(tag)
        for name, value in attrs:
            self._found.attributes.add(name)
            if name == "class":
                self._found.classes.update((value or "").split())
            elif name == "id":
                self._found.ids.add((value or "").strip())


def light_stylesheet(stylesheet: str, vocabulary: Vocabulary) -> str:
    """Return the stylesheet without rules, animations and custom properties that no page can use."""
    rules = tinycss2.parse_stylesheet(stylesheet, skip_comments=True)
    used = list(_used_rules(rules, vocabulary))
    text = "".join(_css(rule for rule in used if not rule.keyframes))
    words = vocabulary.words | vocabulary.style_words | set(_WORD.findall(text))
    properties = vocabulary.properties | _properties_used(text)
    while True:  # a property may be used only by one that goes
        lighter = "".join(_css(_without_unused(used, properties, words)))
        remaining = vocabulary.properties | _properties_used(lighter)
        if remaining == properties:
            return lighter
        properties = remaining


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule, or an at-rule with the rules in it."""

    prelude: str
    """What stands before the braces."""
    content: Tokens = field(default_factory=list)
    rules: tuple[_Rule, ...] | None = None
    """The rules of a group; None for other rules."""
    keyframes: str = ""
    """The name of an animation."""
    statement: str = ""
    """The whole, where it is kept as it is."""


def _used_rules(rules: Iterable[Any], vocabulary: Vocabulary) -> Iterator[_Rule]:
    for rule in rules:
        if rule.type == "qualified-rule":
            if selectors := _possible_selectors(rule.prelude, vocabulary):
                yield _Rule(",".join(selectors), rule.content)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = tuple(_used_rules(tinycss2.parse_rule_list(rule.content, skip_whitespace=True), vocabulary))
            yield _Rule(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", rules=inner)
        elif rule.type == "at-rule" and rule.lower_at_keyword.endswith("keyframes"):
            name = tinycss2.serialize(rule.prelude).strip()
            yield _Rule("", keyframes=name, statement=rule.serialize())
        elif rule.type not in {"whitespace", "error"}:
            yield _Rule("", statement=rule.serialize())


def _possible_selectors(prelude: Tokens, vocabulary: Vocabulary) -> list[str]:
    """Return the selectors of a list that may match, or none."""
    selectors = _split(prelude, ",")
    possible = [_may_match(selector, vocabulary) for selector in selectors]
    if not any(possible):
        return []
    # A browser ignores a rule if it does not know one of its selectors: that one may not go alone.
    kept = zip(selectors, possible, strict=True)
    return [tinycss2.serialize(selector).strip() for selector, keep in kept if keep or _is_a_browsers_own(selector)]


def _is_a_browsers_own(selector: Tokens) -> bool:
    return re.search(r":-(?:moz|ms|o|webkit)-", tinycss2.serialize(selector)) is not None


def _split(tokens: Tokens, mark: str) -> list[Tokens]:
    parts: list[Tokens] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _may_match(selector: Tokens, vocabulary: Vocabulary) -> bool:
    """Check whether a selector may match something; in doubt it may."""
    if any(token.type == "literal" and token.value == "|" for token in selector):  # of another namespace
        return True
    before = ""
    for token in selector:
        if not _may_be_there(token, before, vocabulary):
            return False
        before = token.value if token.type == "literal" else ""
    return True


def _may_be_there(token: Any, before: str, vocabulary: Vocabulary) -> bool:
    """Check whether pages may have what one part of a selector asks for, given the sign before it."""
    match token.type:
        case "ident" if before == ".":
            return vocabulary.has_class(token.value)
        case "ident" if before != ":":
            return vocabulary.has_element(token.lower_value)
        case "hash":
            return vocabulary.has_id(token.value)
        case "[] block":
            name = next((part for part in token.content if part.type == "ident"), None)
            return name is None or vocabulary.has_attribute(name.lower_value)
        case "function" if token.lower_name in _ANY_OF:
            return any(_may_match(selector, vocabulary) for selector in _split(token.arguments, ","))
        case _:
            return True


def _properties_used(text: str) -> set[str]:
    return set(re.findall(r"var\(\s*(--[\w-]+)", text))


def _without_unused(rules: Iterable[_Rule], properties: set[str], words: set[str]) -> Iterator[_Rule]:
    for rule in rules:
        if rule.keyframes:
            if rule.keyframes in words:
                yield rule
        elif rule.rules is not None:
            yield _Rule(rule.prelude, rules=tuple(_without_unused(rule.rules, properties, words)))
        elif rule.statement or any(token.type == "{} block" for token in rule.content):  # nested rules
            yield rule
        else:
            yield _Rule(rule.prelude, list(_used_declarations(rule.content, properties)))


def _used_declarations(content: Tokens, properties: set[str]) -> Iterator[Any]:
    separator = tinycss2.ast.LiteralToken(0, 0, ";")
    is_first = True
    for declaration in _split(content, ";"):
        name = next((token for token in declaration if token.type not in {"whitespace", "comment"}), None)
        if name is None or (name.type == "ident" and name.value.startswith("--") and name.value not in properties):
            continue
        if not is_first:
            yield separator
        yield from declaration
        is_first = False


def _css(rules: Iterable[_Rule]) -> Iterator[str]:
    for rule in rules:
        if rule.statement:
            yield rule.statement
        elif rule.rules is not None:
            if inner := "".join(_css(rule.rules)):
                yield f"{rule.prelude}{{{inner}}}"
        elif rule.content:
            yield f"{rule.prelude}{{{tinycss2.serialize(rule.content).strip()}}}"
