"""The search behind real web servers with the headers of `.github/hosting/`, at the root and below a path."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.commands import section55
from tests.support.hosting import samples
from tests.support.paths import DEMO, TOP
from tests.support.web_server import free_port

NGINX = shutil.which("nginx") or str(TOP / ".venv/servers/usr/sbin/nginx")
APACHE = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
PATHS = ("/", "/inspections/")
PATIENCE_S = 120
TYPES = {
    "html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json",
    "atom": "application/atom+xml",
}  # fmt: skip
"""Types that both servers know by themselves."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give a folder that a server may read that gives up its rights."""
    with tempfile.TemporaryDirectory(prefix="section55-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module", params=PATHS, ids=["at the root", "below a path"])
def root(request: pytest.FixtureRequest, folder: Path) -> tuple[str, Path]:
    """Build the demonstration for a path, and give the path and the folder to serve."""
    path = str(request.param)
    project = folder / f"project{len(path)}"
    shutil.copytree(DEMO / "content", project / "content")
    settings = (DEMO / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace('site_url: ""', f"site_url: https://s55.example{path}")
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    www = folder / f"www{len(path)}"
    done = section55(project, "build", "--quiet", "--site", str(www / path.strip("/")))
    assert done.returncode == 0, done.stderr
    return path, www


def nginx(conf: Path, www: Path, port: int, path: str) -> list[str]:
    _, _, within = samples(path)["nginx.conf"].partition("# server {")
    user = "user root;" if os.geteuid() == 0 else ""
    types = " ".join(f"{kind} {ending};" for ending, kind in TYPES.items())
    within = within.partition("\n")[2].replace("# }\n", "")
    temporary = "".join(
        f"{name}_temp_path {conf}.{name}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf.write_text(
        f"""daemon off; {user} pid {conf}.pid; error_log stderr; events {{}}
http {{
types {{ {types} }}
access_log off; {temporary}
server {{
listen 127.0.0.1:{port}; root {www}; index index.html; error_page 404 {path}404.html;
{within}
}}
}}
""",
        encoding="utf-8",
    )
    return [NGINX, "-e", "stderr", "-c", str(conf)]


def apache(conf: Path, www: Path, port: int, path: str) -> list[str]:
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so"
        for name in ("mpm_event", "authz_core", "dir", "headers", "mime")
    )
    types = "\n".join(f"AddType {kind} .{ending}" for ending, kind in TYPES.items())
    conf.write_text(
        f"""ServerRoot {conf.parent}
PidFile {conf}.pid
DefaultRuntimeDir {conf.parent}
Mutex posixsem
ErrorLog /dev/stderr
Listen 127.0.0.1:{port}
ServerName localhost
User www-data
Group www-data
{modules}
TypesConfig /dev/null
{types}
DocumentRoot {www}
<Directory {www}>
Require all granted
{samples(path)["apache.conf"]}</Directory>
""",
        encoding="utf-8",
    )
    return [str(APACHE), "-D", "FOREGROUND", "-f", str(conf)]


@pytest.fixture(params=[nginx, apache], ids=["nginx", "Apache"])
def address(request: pytest.FixtureRequest, root: tuple[str, Path], tmp_path: Path) -> Iterator[str]:
    """Start a server on a free port of this computer, and give the address of the site."""
    program = NGINX if request.param is nginx else APACHE
    if not program or not Path(program).is_file():
        pytest.skip(f"There is no {request.param.__name__} on this machine")
    path, www = root
    port = free_port()
    command = request.param(tmp_path / "server.conf", www, port, path)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            address = f"http://127.0.0.1:{port}{path}"
            wait_for(address, server)
            yield address
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(server.stderr.read() if server.stderr else "")
        try:
            urllib.request.urlopen(address, timeout=PATIENCE_S).close()
        except urllib.error.HTTPError as refusal:
            pytest.fail(f"{address}: {refusal}")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Nothing answers at {address}")


def test_the_search_finds_under_the_headers_of_a_server(browser: Browser, address: str) -> None:
    page = browser.new_page()
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text) if message.type == "error" else None)
    answer = page.goto(address)
    assert answer
    strict = answer.headers["content-security-policy"]
    page.get_by_role("searchbox", name="Search this site").fill("cyber")
    page.get_by_role("searchbox", name="Search this site").press("Enter")

    expect(page.locator("[data-hit]").first).to_be_visible()
    page.locator("[data-hit]").first.click()
    expect(page.locator("main [data-record]")).to_be_visible()
    assert violations == []
    assert "frame-ancestors 'none'" in strict
    assert "unsafe" not in strict
    page.close()


def test_a_missing_address_has_the_sites_own_page_and_headers(browser: Browser, address: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}responses/nothing/")

    assert answer
    assert answer.status == 404
    assert answer.headers["x-content-type-options"] == "nosniff"
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    page.close()


def test_a_person_who_opens_the_feed_can_read_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    answer = page.goto(f"{address}feed.atom")

    assert answer
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    expect(page.locator("feed > title")).to_have_css("font-weight", "700")
    expect(page.get_by_text("To follow them, copy the address of this page into a feed reader")).to_be_visible()
    page.close()
