"""The site's redirects as rules for web servers: nginx, Apache, IIS, and hosts that read `_redirects`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

_GIVEN_UP = "If the site has a new address, send readers of the old one there, page by page:"


def redirect_files(rows: Sequence[tuple[str, str, int]], root: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file of rules for each server; rows are addresses from the site's root, and a status of HTTP.

    `root` is the path of the site on its host, with a slash at both ends.
    """
    pairs = [(f"{root}{old}", f"{root}{new}", code) for old, new, code in rows]
    files = {
        "nginx.conf": _nginx(pairs, root),
        "apache.htaccess": _apache(pairs, root),
        "_redirects": _netlify(pairs, root),
        "web.config": _iis(pairs, root),
    }
    for name, text in files.items():
        yield name, text.encode()


def _nginx(pairs: Sequence[tuple[str, str, int]], root: str) -> str:
    rules = "".join(f'location = "{_nginx_text(old)}" {{ return {code} {quote(new)}; }}\n' for old, new, code in pairs)
    return (
        "# For nginx, within `server`. Old addresses of records that have moved or were withdrawn.\n\n"
        f"{rules or _none('#')}\n"
        f"# {_GIVEN_UP}\n# location {root} {{ return 301 https://new.example$request_uri; }}\n"
    )


def _nginx_text(path: str) -> str:
    return path.replace("\\", "\\\\").replace('"', '\\"')


def _apache(pairs: Sequence[tuple[str, str, int]], root: str) -> str:
    rules = "".join(f'RedirectMatch {code} "^{re.escape(old)}$" "{quote(new)}"\n' for old, new, code in pairs)
    return (
        "# For Apache 2.4 with mod_alias. Old addresses of records that have moved or were withdrawn.\n\n"
        f"{rules or _none('#')}\n"
        f'# {_GIVEN_UP}\n# RedirectMatch 301 "^{re.escape(root)}(.*)$" "https://new.example/$1"\n'
    )


def _netlify(pairs: Sequence[tuple[str, str, int]], root: str) -> str:
    rules = "".join(f"{quote(old)} {quote(new)} {code}\n" for old, new, code in pairs)
    return (
        "# For Netlify, Cloudflare Pages and GitLab Pages. Old addresses of moved and of withdrawn records.\n"
        f"{rules or _none('#')}# {_GIVEN_UP}\n# {root}* https://new.example/:splat 301\n"
    )


def _iis(pairs: Sequence[tuple[str, str, int]], root: str) -> str:
    kinds = {301: "Permanent", 302: "Found"}
    rules = "".join(
        f'        <rule name="section55 {number}" stopProcessing="true">\n'
        f"          <match url={quoteattr('^' + re.escape(old.lstrip('/')) + '$')} />\n"
        f'          <action type="Redirect" url={quoteattr(quote(new))} redirectType="{kinds[code]}" />\n'
        "        </rule>\n"
        for number, (old, new, code) in enumerate(pairs, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!-- For IIS with its URL Rewrite module. Old addresses of records that have moved or were withdrawn. -->\n"
        "<configuration>\n  <system.webServer>\n    <staticContent>\n"
        '      <mimeMap fileExtension=".atom" mimeType="application/xml" />\n'
        '      <mimeMap fileExtension=".ics" mimeType="text/calendar" />\n'
        f"    </staticContent>\n    <rewrite>\n      <rules>\n{rules}"
        f"        <!-- {_GIVEN_UP} -->\n"
        '        <!-- <rule name="section55 moved"><match url="^(.*)$" />'
        f'<action type="Redirect" url="https://new.example{root}{{R:1}}" redirectType="Permanent" /></rule> -->\n'
        "      </rules>\n    </rewrite>\n  </system.webServer>\n</configuration>\n"
    )


def _none(mark: str) -> str:
    return f"{mark} No address has moved.\n"
