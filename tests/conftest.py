"""What all tests share: the built site, the browser, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.support.paths import DEMO

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.small_site import SmallSite

TOP = Path(__file__).resolve().parent.parent

# The commands that tests start run this checkout, wherever the package was installed from.
os.environ["PYTHONPATH"] = str(TOP)

settings.register_profile(
    "the same each time",  # and on a busy machine
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("the same each time")

AS_OF = "2026-11-22"
"""The day on which the repository's own content is judged in tests."""

MARKS = {"browser": "browser", "promises": "attack"}
"""The mark of every test in a folder; `make quick` leaves both out."""

CHROMIUM_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
    # Chromium looks for its maker at every start; no test needs the network.
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

PATIENCE_MS = 60_000
"""How long an expectation of a page may take to come true on a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder."""
    for item in items:
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        if folder in MARKS:
            item.add_marker(MARKS[folder])


def _refuse_a_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure where CI=true: a test that nobody runs proves nothing."""
    if os.environ.get("CI") != "true" or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{reason}\nIn CI no test may be skipped. Give it what it needs in the Makefile, or take it out."


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Look at every test's report after all others have."""
    report = yield
    _refuse_a_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Look at modules that skip themselves."""
    report = yield
    _refuse_a_skip(report)
    return report


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the repository's own content once (once for each worker), and give the folder of the site."""
    from tests.support.commands import section55

    site = tmp_path_factory.mktemp("built") / "site"
    where = ("--content", str(DEMO / "content"), "--site", str(site))
    done = section55(DEMO, "build", *where, "--as-of", AS_OF, "--quiet")
    if done.returncode:
        pytest.fail(
            f"The repository's own content does not build (exit code {done.returncode}):\n{done.stdout}{done.stderr}",
            pytrace=False,
        )
    return site


@pytest.fixture(scope="session")
def office_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sample office once, to be read alone, and give the folder of its site, which knows its address."""
    from tests.support.sample_office import ADDRESS, build

    return build(tmp_path_factory.mktemp("office"), address=ADDRESS)


@pytest.fixture(scope="session")
def unaddressed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the same site without an address, to be read alone, and give its folder."""
    from tests.support.sample_office import build

    return build(tmp_path_factory.mktemp("unaddressed"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the machine's Chromium, driven by Playwright; CHROMIUM may say where it is.

    The path in a browser's `repr` is another: where Playwright would look for a browser of its own.
    """
    program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if not program:
        pytest.skip("There is no Chromium on this machine")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def small_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallSite:
    """Return a small site, with nothing built yet, in the folder where the test runs."""
    from tests.support.small_site import write_small_site

    monkeypatch.chdir(tmp_path)
    return write_small_site(tmp_path)
