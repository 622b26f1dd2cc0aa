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

_INDEX_RULES = {"script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}
"""Additional rules for the search index, which is WebAssembly read in a worker."""

FRAME_ANCESTORS = "frame-ancestors 'none'"
"""No other site may frame a page; the rule works only in a header."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Other security headers for every page."""


def policy(*, reads_index: bool = False, in_header: bool = False) -> str:
    """Return the policy of a page.

    In a header it also forbids other sites to frame the page; in the page itself that rule has no effect.
    """
    rules = _RULES | (_INDEX_RULES if reads_index else {})
    return "; ".join(
        [*(f"{name} {sources}" for name, sources in rules.items()), *([FRAME_ANCESTORS] if in_header else [])]
    )
