"""Fixtures that tests in a browser share: sites, each built once for each worker and served, and a window on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.support.overflow_site import build_overflow_site
from tests.support.sample_office import build
from tests.support.web_server import serving


@pytest.fixture(scope="session")
def overflow_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site with every kind of page, and give its folder."""
    return build_overflow_site(tmp_path_factory.mktemp("overflow"))


@pytest.fixture(scope="session")
def address(overflow_site: Path) -> Iterator[str]:
    """Serve the site with every kind of page, and give its address."""
    with serving(overflow_site) as address:
        yield address


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site of the sample office, and give its address."""
    with serving(build(tmp_path_factory.mktemp("sample-office"))) as address:
        yield address


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """Return a window whose pages may throw nothing."""
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    page.close()
    assert errors == []
