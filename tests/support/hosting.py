"""Writes the samples of headers for servers, `.github/hosting/`, as the policy of the program has them."""

from __future__ import annotations

from pathlib import Path

from generator.theme.content_security import SECURITY_HEADERS, policy

HOSTING = Path(__file__).resolve().parents[2] / ".github" / "hosting"


def samples(path: str = "/") -> dict[str, str]:
    """Give each sample by its file's name, for a site at a path."""
    strict, wide = policy(in_header=True), policy(reads_index=True, in_header=True)
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in SECURITY_HEADERS.items())
    apache = "".join(f'Header always set {name} "{value}"\n' for name, value in SECURITY_HEADERS.items())
    return {
        "nginx.conf": f"""\
# For nginx. The first block stands beside `server`, the rest within it, where the site is served. An `add_header`
# within a `location` switches all of these off for it: put them there as well.

map $uri $section55_policy {{
    default "{strict}";
    ~/search/ "{wide}";
}}

# server {{ ... root /var/www/site; index index.html; error_page 404 {path}404.html;

add_header Content-Security-Policy $section55_policy always;
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
<If "%{{REQUEST_URI}} =~ m#/search/#">
    Header always set Content-Security-Policy "{wide}"
</If>
<Else>
    Header always set Content-Security-Policy "{strict}"
</Else>
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
