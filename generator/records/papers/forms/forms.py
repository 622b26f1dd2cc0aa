"""The list of the forms of papers. To add one: a module here, and its line in `FORMS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.records.papers.draft import Draft
from generator.records.papers.forms import norfolk_form, other_paper
from generator.records.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Form:
    """One form of papers."""

    name: str
    samples: tuple[str, ...]
    fits: Callable[[Paper], bool]
    drafts: Callable[[Paper], list[Draft]]


_MODULES = (norfolk_form, other_paper)

FORMS = tuple(Form(module.NAME, module.SAMPLES, module.fits, module.drafts) for module in _MODULES)
"""In the order in which they are tried; the last fits every paper."""


def form_of(paper: Paper) -> Form:
    """Return the first form that a paper has."""
    return next(form for form in FORMS if form.fits(paper))


def drafts_of(form: Form, paper: Paper, *, splits: bool) -> list[Draft]:
    """Return the drafts of a paper of a form."""
    del splits
    return form.drafts(paper)
