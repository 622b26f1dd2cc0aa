"""Hidden items of a paper: what a file holds and its reader does not see, each waiting for a person's decision.

Knows the words for each kind; knows no file format.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

MAX_EXCERPT = 60

KINDS: dict[str, tuple[str, bool]] = {
    "insertion": ("a tracked insertion", True),
    "deletion": ("a tracked deletion", True),
    "move": ("a tracked move", True),
    "comment": ("a comment", True),
    "hidden-text": ("hidden text", True),
    "white-text": ("text in the colour of its background", True),
    "tiny-text": ("text too small to read", True),
    "off-page": ("text outside the page", True),
    "covered-text": ("text under a box or a picture that covers it", True),
    "invisible-text": ("text that is set to be invisible", True),
    "behind": ("text behind a picture", True),
    "header": ("a page header", True),
    "footer": ("a page footer", True),
    "footnote": ("a note that nothing refers to", True),
    "alternative": ("another version of a part, for older programs", False),
    "object": ("an embedded file", False),
    "template": ("a template on another computer", False),
    "linked": ("a picture or file on another computer", False),
    "field": ("a field that fetches text from elsewhere", False),
    "macro": ("a program (macro)", False),
    "cropped": ("a cropped picture; the whole picture is in the file", False),
    "data": ("data behind the text", False),
    "annotation": ("a comment or another note", True),
    "attachment": ("an attached file", False),
    "form-value": ("a value of a form field", True),
    "layer": ("text on a layer that is switched off", True),
    "revision": ("an earlier version of the document", False),
    "script": ("a program (script)", False),
    "other": ("something that no reader sees", False),
}
"""What each kind is called, and whether a draft could hold it, as only text can be kept."""


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """Something hidden that a person must decide on."""

    id: str
    """Its kind and a digest of its place and words, so that a changed file asks anew: `comment-3f2a`."""
    kind: str
    place: str
    excerpt: str
    """For the terminal only."""

    @property
    def what(self) -> str:
        """What it is, with its article."""
        return KINDS[self.kind][0]

    @property
    def can_be_kept(self) -> bool:
        """Whether it is text, which a draft can hold."""
        return KINDS[self.kind][1]


def hidden_item(kind: str, place: str, text: str) -> HiddenItem:
    """Make an item."""
    words = " ".join(text.split())
    digest = hashlib.sha256(f"{kind}\0{place}\0{words}".encode()).hexdigest()[:6]
    excerpt = words if len(words) <= MAX_EXCERPT else f"{words[: MAX_EXCERPT - 1]}…"
    return HiddenItem(f"{kind}-{digest}", kind, place, excerpt)
