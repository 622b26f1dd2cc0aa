"""Writes the samples of headers for servers, `.github/hosting/`, as the policy of the program has them."""

from __future__ import annotations

from pathlib import Path

from generator.theme.content_security import SECURITY_HEADERS, policy

HOSTING = Path(__file__).resolve().parents[2] / ".github" / "hosting"


def samples(path: str = "/") -> dict[str, str]:
    """Give each sample by its file's name, for a site at a path."""
    headers = {"Content-Security-Policy": policy(in_header=True)} | SECURITY_HEADERS
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    apache = "".join(f'Header always set {name} "{value}"\n' for name, value in headers.items())
    return {
        "nginx.conf": f"""\
# For nginx, within `server`, where the site is served. An `add_header` within a `location` switches all of these off
# for it: put them there as well.

# server {{ ... root /var/www/site; index index.html; error_page 404 {path}404.html;

{nginx}
# Browsers show Atom's own type as text, or save it, and this one with its stylesheet; feed readers take both.
location ~ /feed\\.atom$ {{
    types {{ }}
    default_type "application/xml; charset=utf-8";
}}

# }}
""",
        "apache.conf": f"""\
# For Apache 2.4 with mod_headers: in the site's <Directory> or <VirtualHost>, or as .htaccess beside the site.

DirectoryIndex index.html
ErrorDocument 404 {path}404.html
{apache}
# Browsers show Atom's own type as text, or save it, and this one with its stylesheet; feed readers take both.
<Files "feed.atom">
    ForceType "application/xml; charset=utf-8"
</Files>
""",
    }


if __name__ == "__main__":
    for file_name, text in samples().items():
        (HOSTING / file_name).write_text(text, encoding="utf-8")
