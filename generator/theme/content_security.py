"""The Content-Security-Policy of pages, and other security headers (W3C CSP Level 3).

Knows what our own pages need; nothing of single pages.
"""

from __future__ import annotations

_RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Material's icons are data: addresses in its stylesheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}

FRAME_ANCESTORS = "frame-ancestors 'none'"
"""No other site may frame a page; the rule works only in a header."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Other security headers for every page."""


def policy(*, in_header: bool = False) -> str:
    """Return the policy of a page.

    In a header it also forbids other sites to frame the page; in the page itself that rule has no effect.
    """
    return "; ".join(
        [*(f"{name} {sources}" for name, sources in _RULES.items()), *([FRAME_ANCESTORS] if in_header else [])]
    )
