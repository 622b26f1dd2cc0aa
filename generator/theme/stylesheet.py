"""Leaves out of the theme's stylesheet what no page of the site can use.

Knows CSS and names in HTML; nothing of the theme itself. A rule goes only if its selectors need a class, id, element or
attribute that no page can have: none of the pages that are already rendered has it, and it is no word of the templates,
scripts and code that make the others. So a name may be taken for one that is used, and never the other way round.
"""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from generator.cache_file import beside_the_program, read_cache, write_cache

Tokens = list[Any]
"""Component values, as CSS Syntax Level 3 calls them."""

Rule = tuple[Any, ...]
"""A rule, as it is kept: `("style", selectors, declarations, content)`, `("group", prelude, rules)`,
`("animation", name, text)` or `("other", text)`. A selector is its text and what it needs, or None where nothing is
known of that; a declaration is its text and the name of its custom property; content is all of them as written, and a
rule whose content has rules of its own has no declarations."""

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_PROPERTY = re.compile(r"--[\w-]+")
_ANY_OF = {"is", "where", "matches", "-webkit-any", "-moz-any"}
"""Pseudo-classes that match what one of their selectors matches; all others are taken to match anything."""
_GROUPS = {"media", "supports"}
"""At-rules that hold rules. What stands in others is kept."""
_OF_A_BROWSER = re.compile(r":-(?:moz|ms|o|webkit)-")


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
    used = list(_used_rules(_parsed(stylesheet), vocabulary))
    text = "".join(_css(used, None, set()))
    words = vocabulary.words | vocabulary.style_words | set(_WORD.findall(text))
    properties = vocabulary.properties | _properties_used(text)
    while True:  # a property may be used only by one that goes
        lighter = "".join(_css(used, properties, words))
        remaining = vocabulary.properties | _properties_used(lighter)
        if remaining == properties:
            return lighter
        properties = remaining


# --- What a stylesheet consists of ------------------------------------------------------------------------------------


def _parsed(stylesheet: str) -> tuple[Rule, ...]:
    """Return the rules of a stylesheet, which is parsed once for each version of the theme."""
    file, key = beside_the_program("stylesheet"), hashlib.sha256(stylesheet.encode()).hexdigest()
    if file and (data := read_cache(file, key)):
        kept: tuple[Rule, ...] = marshal.loads(data)  # noqa: S302 - this program wrote these bytes, by their digest
        return kept
    import tinycss2  # noqa: PLC0415 - not needed where the rules are kept

    rules = tuple(_rules_in(tinycss2.parse_stylesheet(stylesheet, skip_comments=True)))
    if file:
        write_cache(file, marshal.dumps(rules), key)
    return rules


def _rules_in(rules: Iterable[Any]) -> Iterator[Rule]:
    import tinycss2  # noqa: PLC0415 - the same

    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = tuple((_text(part), _needs(part)) for part in _split(rule.prelude, ","))
            yield "style", selectors, _declarations(rule.content), _text(rule.content)
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS and rule.content is not None:
            inner = tuple(_rules_in(tinycss2.parse_rule_list(rule.content, skip_whitespace=True)))
            yield "group", f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", inner
        elif rule.type == "at-rule" and rule.lower_at_keyword.endswith("keyframes"):
            yield "animation", _text(rule.prelude), rule.serialize()
        elif rule.type not in {"whitespace", "error"}:
            yield "other", rule.serialize()


def _text(tokens: Tokens) -> str:
    import tinycss2  # noqa: PLC0415 - the same

    text: str = tinycss2.serialize(tokens)
    return text.strip()


def _split(tokens: Tokens, mark: str) -> list[Tokens]:
    parts: list[Tokens] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == mark:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _needs(selector: Tokens) -> tuple[tuple[str, Any], ...]:
    """Return what a page must have for a selector to match: pairs of a kind and a name. In doubt it needs nothing."""
    if any(token.type == "literal" and token.value == "|" for token in selector):  # of another namespace
        return ()
    needs = []
    before = ""
    for token in selector:
        if need := _need(token, before):
            needs.append(need)
        before = token.value if token.type == "literal" else ""
    return tuple(needs)


def _need(token: Any, before: str) -> tuple[str, Any] | None:
    """Return what one part of a selector asks for, given the sign before it."""
    match token.type:
        case "ident" if before == ".":
            return "class", token.value
        case "ident" if before != ":":
            return "element", token.lower_value
        case "hash":
            return "id", token.value
        case "[] block":
            name = next((part for part in token.content if part.type == "ident"), None)
            return ("attribute", name.lower_value) if name else None
        case "function" if token.lower_name in _ANY_OF:
            return "any", tuple(map(_needs, _split(token.arguments, ",")))
    return None


def _declarations(content: Tokens) -> tuple[tuple[str, str], ...] | None:
    if any(token.type == "{} block" for token in content):  # nested rules
        return None
    declarations = []
    for declaration in _split(content, ";"):
        name = next((token for token in declaration if token.type not in {"whitespace", "comment"}), None)
        if name is not None:
            is_custom = name.type == "ident" and name.value.startswith("--")
            declarations.append((_serialized(declaration), name.value if is_custom else ""))
    return tuple(declarations)


def _serialized(tokens: Tokens) -> str:
    import tinycss2  # noqa: PLC0415 - the same

    text: str = tinycss2.serialize(tokens)
    return text


# --- What is used of it -----------------------------------------------------------------------------------------------


def _used_rules(rules: Iterable[Rule], vocabulary: Vocabulary) -> Iterator[Rule]:
    for rule in rules:
        match rule:
            case "style", selectors, declarations, content:
                if prelude := ",".join(_possible_selectors(selectors, vocabulary)):
                    yield "style", prelude, declarations, content
            case "group", prelude, inner:
                yield "group", prelude, tuple(_used_rules(inner, vocabulary))
            case _:
                yield rule


def _possible_selectors(selectors: Iterable[tuple[str, Any]], vocabulary: Vocabulary) -> list[str]:
    """Return the selectors of a list that may match, or none."""
    possible = [(text, _may_match(needs, vocabulary)) for text, needs in selectors]
    if not any(may_match for _, may_match in possible):
        return []
    # A browser ignores a rule if it does not know one of its selectors: that one may not go alone.
    return [text for text, may_match in possible if may_match or _OF_A_BROWSER.search(text)]


def _may_match(needs: Iterable[tuple[str, Any]], vocabulary: Vocabulary) -> bool:
    """Check whether pages may have all that a selector needs."""
    for kind, name in needs:
        if kind == "any":
            if not any(_may_match(selector, vocabulary) for selector in name):
                return False
        elif not _HAS[kind](vocabulary, name):
            return False
    return True


_HAS = {
    "class": Vocabulary.has_class,
    "id": Vocabulary.has_id,
    "element": Vocabulary.has_element,
    "attribute": Vocabulary.has_attribute,
}
"""How to ask whether pages may have a name of each kind."""


def _properties_used(text: str) -> set[str]:
    return set(re.findall(r"var\(\s*(--[\w-]+)", text))


def _css(rules: Iterable[Rule], properties: set[str] | None, words: set[str]) -> Iterator[str]:
    """Yield the text of rules, with animations and custom properties that are used; with None all of the latter."""
    for rule in rules:
        match rule:
            case "style", prelude, declarations, content:
                if properties is not None and declarations is not None:
                    content = ";".join(text for text, name in declarations if not name or name in properties).strip()
                if content:
                    yield f"{prelude}{{{content}}}"
            case "group", prelude, inner:
                if text := "".join(_css(inner, properties, words)):
                    yield f"{prelude}{{{text}}}"
            case "animation", name, text:
                if name in words:
                    yield text
            case _, text:
                yield text
