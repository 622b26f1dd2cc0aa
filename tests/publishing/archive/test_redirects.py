"""The rules for web servers lead each old address to its new one, and nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from generator.publishing.archive.redirects import redirect_files

ROWS = [
    ("responses/a/2019/old.name/", "responses/a/2019/new/", 301),
    ("responses/a/x/letter é.pdf", "responses/a/x/", 302),
]
FILES = {name: data.decode() for name, data in redirect_files(ROWS, "/inspections/")}


def test_nginx_has_an_exact_location_for_each() -> None:
    assert [line for line in FILES["nginx.conf"].splitlines() if line.startswith("location")] == [
        'location = "/inspections/responses/a/2019/old.name/" { return 301 /inspections/responses/a/2019/new/; }',
        'location = "/inspections/responses/a/x/letter é.pdf" { return 302 /inspections/responses/a/x/; }',
    ]


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_apache_and_iis_match_the_whole_old_address(number: int) -> None:
    old, new, code = ROWS[number]
    apache = [line for line in FILES["apache.htaccess"].splitlines() if line.startswith("RedirectMatch")]
    match = re.fullmatch(r'RedirectMatch (\d+) "(.+)" "(.+)"', apache[number])
    assert match
    assert (int(match[1]), match[3]) == (code, f"/inspections/{new}")
    rule = ET.fromstring(FILES["web.config"]).findall(".//rule")[number]  # noqa: S314 - it is ours
    pattern, action = rule.find("match"), rule.find("action")
    assert pattern is not None
    assert action is not None
    assert (action.get("url"), action.get("redirectType")) == (
        f"/inspections/{new}",
        {301: "Permanent", 302: "Found"}[code],
    )
    for expression, path in ((match[2], f"/inspections/{old}"), (pattern.get("url", ""), f"inspections/{old}")):
        assert re.search(expression, path)
        assert not re.search(expression, f"{path}more")
        assert not re.search(expression, path.replace("old.name", "oldXname").replace("letter é", "letterXé"))


def test_other_hosts_have_a_line_for_each() -> None:
    assert [line for line in FILES["_redirects"].splitlines() if not line.startswith("#")] == [
        "/inspections/responses/a/2019/old.name/ /inspections/responses/a/2019/new/ 301",
        "/inspections/responses/a/x/letter%20%C3%A9.pdf /inspections/responses/a/x/ 302",
    ]


def test_a_site_on_which_nothing_moved_has_files_that_say_so() -> None:
    files = {name: data.decode() for name, data in redirect_files([], "/")}
    assert all("No address has moved." in files[name] for name in ("nginx.conf", "apache.htaccess", "_redirects"))
    assert ET.fromstring(files["web.config"]).findall(".//rule") == []  # noqa: S314 - it is ours
