"""An open page of a preview shows each change by itself, in as many tabs as are open."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.support.commands import copy_project
from tests.support.preview import OFFICE, PATIENCE_S, save_by_renaming, serve


def test_open_pages_show_a_change_by_themselves(tmp_path: Path, browser: Browser) -> None:
    project = copy_project(tmp_path)
    with serve(project) as (address, _):
        context = browser.new_context()
        pages = [context.new_page() for _ in range(8)]  # a browser has six connections to a server
        for page in pages:
            page.goto(f"{address}offices/norfolk/")
            expect(page.locator("main")).to_contain_text("Norfolk Constabulary")
        for number, page in enumerate(pages[-2:]):
            name = f"Sample {number} Constabulary"
            save_by_renaming(project / OFFICE, "force: Norfolk Constabulary", f"force: {name}")
            expect(page.locator("main")).to_contain_text(name, timeout=1_000 * PATIENCE_S)
            save_by_renaming(project / OFFICE, f"force: {name}", "force: Norfolk Constabulary")
            expect(page.locator("main")).to_contain_text("Norfolk Constabulary", timeout=1_000 * PATIENCE_S)
        context.close()
