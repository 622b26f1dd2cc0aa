"""What a browser may do on a page: the Content-Security-Policy, and the headers that go with it (W3C CSP Level 3).

Knows what our own pages need; nothing of pages.
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
"""What the search index needs besides: it is WebAssembly, read in a worker."""

FRAME_ANCESTORS = "frame-ancestors 'none'"
"""That no other site may frame a page: it holds only in a header."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Other headers that a host sends with every page."""


def policy(*, reads_index: bool = False, in_header: bool = False) -> str:
    """Write the policy of a page.

    A policy in a header can also forbid that another site frames the page; in a page itself that rule has no effect.
    """
    rules = _RULES | (_INDEX_RULES if reads_index else {})
    return "; ".join(
        [*(f"{name} {sources}" for name, sources in rules.items()), *([FRAME_ANCESTORS] if in_header else [])]
    )
