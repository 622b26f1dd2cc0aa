"""No script from content runs: in a browser with the policy off nothing runs, and with it on nothing is blocked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.reading.commonmark.safe_html import paragraphs
from generator.reading.markdown import MarkdownText
from tests.support.markup import parse
from tests.support.paths import DEMO
from tests.support.payloads import OWN_WAY, PLAIN, Ear, attack, pages_of, payloads, served, write_content
from tests.support.sample_office import AS_OF, CONTENT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUICK = 40


def build(content: Path, site: Path, as_of: str) -> Path:
    command = [
        sys.executable,
        "-m",
        "generator.commands.cli",
        "build",
        "--content",
        f"{content}",
        "--site",
        f"{site}",
        "--as-of",
        as_of,
    ]
    done = subprocess.run(command, cwd=DEMO, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return site


def test_there_are_enough_payloads_of_every_kind() -> None:
    assert len(set(payloads(300))) == 300
    few = "\n".join(payloads(QUICK))
    assert sum(mark in few for mark in PLAIN) >= 15
    assert sum(text in few for text in OWN_WAY) >= 15


def test_with_the_policy_off_no_text_runs_a_script(tmp_path: Path, browser: Browser) -> None:
    write_content(tmp_path / "content", payloads(QUICK), records=4)
    site = build(tmp_path / "content", tmp_path / "site", "2026-04-01")
    hits, opened = attack(browser, site, payloads(QUICK)[::5])
    assert hits == []
    assert opened > 60


def test_the_ear_would_hear_a_script(tmp_path: Path, browser: Browser) -> None:
    """Without this the test above would prove nothing."""
    (tmp_path / "index.html").write_text(
        f"<!doctype html><title>x</title>{PLAIN[0]}<img src=https://evil.example/x.png>", encoding="utf-8"
    )
    with served(tmp_path, strips=True) as address:
        ear = Ear(browser, address)
        ear.open("")
        ear.close()
    assert any("S55 RAN" in each for each in ear.hits)
    assert any("request: https://evil.example/" in each for each in ear.hits)


def test_prose_runs_nothing_even_where_the_check_is_passed_by(browser: Browser) -> None:
    """The sanitiser is a second wall: the check refuses most of these before they come so far."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("window.s55ran = () => { window.ran = true; }")
    page.goto("about:blank")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    texts = payloads(120)
    html = []
    for text in texts:
        link = MarkdownText(f"> # [{text}]({text})").part().prose(numbered=True)
        html.append(f"<div>{MarkdownText(text).part().prose().html}{link.html}{paragraphs(text).html}</div>")
    page.set_content(f"<!doctype html><title>x</title>{''.join(html)}")
    page.evaluate(
        "() => document.querySelectorAll('*').forEach((each) => { each.dispatchEvent(new Event('focus')); "
        "each.dispatchEvent(new Event('mouseover')); })"
    )
    assert page.evaluate("window.ran") is None
    assert (
        page.evaluate(
            "() => [...document.querySelectorAll('[href],[src]')].map((e) => e.href || e.src).filter((a) => "
            "/^(javascript|data|vbscript):/i.test(a))"
        )
        == []
    )
    assert (
        page.evaluate(
            "() => document.querySelectorAll('script,iframe,object,embed,form,base,link,meta,svg,style').length"
        )
        == 0
    )
    assert (
        page.evaluate(
            "() => [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => "
            "a.name.startsWith('on'))).length"
        )
        == 0
    )
    assert [url for url in requests if "evil" in url] == []
    context.close()


def test_with_the_policy_on_nothing_is_forbidden_asked_elsewhere_or_kept(tmp_path: Path, browser: Browser) -> None:
    site = build(CONTENT, tmp_path / "site", AS_OF)
    pages = pages_of(site)
    with served(site, strips=False) as address:
        ear = Ear(browser, address)
        for page in pages:
            ear.open(page)
        ear.open("search/?q=sample")
        assert ear.page.locator("[data-hit]").count() > 0
        ear.open("findings/?class=recommendation")
        assert ear.kept() == {}
        ear.close()
    assert ear.hits == []
    assert len(pages) > 80
    assert all(
        b'http-equiv="Content-Security-Policy"' in (site / (page or ".") / "index.html").read_bytes()
        for page in pages
        if not page.endswith(".html")
    )


def test_the_sites_own_pages_have_no_script_but_files_of_their_own(built_site: Path) -> None:
    for file in built_site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        page = parse(text)
        for script in page.css("script"):
            facts = script.attributes
            assert "src" in facts or (facts.get("type") or "").startswith("application/"), (file, script.html)
            assert "src" not in facts or not script.text().strip(), file
        names = {name for node in page.css("*") for name in node.attributes}
        assert not {name for name in names if name == "style" or name.startswith("on")}, file
        assert "javascript:" not in text, file
