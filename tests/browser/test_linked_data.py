"""JSON-LD under the strict policy: Chromium takes it for data, runs nothing of it and reports no violation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.theme.content_security import policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Route

DATA = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Report"}</script>'
RUNS = "<script>document.title = 'ran'</script>"
LISTENER = """window.heard = [];
document.addEventListener("securitypolicyviolation", (event) => window.heard.push(event.violatedDirective));"""
PROVOKED = "style-src-attr"
HEARD = f"""() => new Promise((done) => {{
    document.addEventListener("securitypolicyviolation", (event) => {{
        if (event.violatedDirective === "{PROVOKED}") done(window.heard);
    }});
    document.body.setAttribute("style", "color: red");
}})"""
"""What was heard: violations are reported a little later and in their order, so a last one is provoked."""


@pytest.mark.parametrize("in_header", [False, True], ids=["in the page", "in a header"])
def test_the_policy_leaves_data_alone_and_stops_a_script(browser: Browser, *, in_header: bool) -> None:
    meta = "" if in_header else f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
    headers = {"Content-Security-Policy": policy(in_header=True)} if in_header else {}
    hits = {}
    for name, script in (("data", DATA), ("script", RUNS)):
        page = browser.new_page()
        page.add_init_script(LISTENER)
        body = f'<!doctype html><html lang="en"><meta charset="utf-8">{meta}<title>page</title>{script}<p>Words</p>'
        page.route("**/*", _answer(body, headers))
        page.goto("https://s55.example/")
        hits[name] = (page.title(), page.evaluate(HEARD))
        page.close()

    assert hits == {"data": ("page", [PROVOKED]), "script": ("page", ["script-src-elem", PROVOKED])}


def _answer(body: str, headers: dict[str, str]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type="text/html", headers=headers)
