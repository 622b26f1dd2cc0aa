"""The list of the forms of papers. To add one: a module here, and its line in `_MODULES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.records.papers.draft import Draft
from generator.records.papers.forms import (
    letter,
    norfolk_form,
    numbered_paragraphs,
    other_paper,
    panel_report,
    several_responses,
    tick_boxes,
)
from generator.records.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Form:
    """One form of papers."""

    name: str
    samples: tuple[str, ...]
    fits: Callable[[Paper], bool]
    drafts: Callable[[Paper], list[Draft]]


_MODULES = (several_responses, norfolk_form, panel_report, letter, tick_boxes, numbered_paragraphs, other_paper)

FORMS = tuple(Form(module.NAME, module.SAMPLES, module.fits, module.drafts) for module in _MODULES)
"""In the order in which they are tried; the last fits every paper."""


def form_of(paper: Paper) -> Form:
    """Return the first form that a paper has."""
    return next(form for form in FORMS if form.fits(paper))


def drafts_of(form: Form, paper: Paper, *, splits: bool) -> list[Draft]:
    """Return the drafts of a paper; with `splits`, each of several responses in it has its own."""
    if not splits or form.name != several_responses.NAME:
        return form.drafts(paper)
    done: list[Draft] = []
    for part in several_responses.parts_of(paper):
        for draft in form_of(part).drafts(part):
            taken = {one.path for one in done}
            if draft.path in taken and draft.path.startswith("inspections/"):
                continue  # two letters on one report
            while draft.path in taken:
                draft.path = f"{draft.path.removesuffix('.md')}-again.md"
            done.append(draft)
    return done
