"""The publishing workflows: their shape, their permissions, and that the commands they run exist."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from generator.commands.cli import cli
from generator.outputs import headers
from generator.theme.content_security import policy
from generator.theme.site import Site
from tests.support.hosting import HOSTING, samples
from tests.support.paths import TOP
from tests.support.sample_office import released_at

PUBLISH = TOP / ".github/workflows/publish.yml"
TEST = TOP / ".github/workflows/test.yml"
GITLAB = TOP / ".gitlab-ci.yml"

OFFICE = TOP / "templates/new/site"
"""What `section55 init` writes; the workflows have no place to fill in but a comment."""
OFFICE_PUBLISH = OFFICE / "dot-github/workflows/publish.yml"
OFFICE_GITLAB = OFFICE / "dot-gitlab-ci.yml"


def name_of(file: Path) -> str:
    return f"{'office' if OFFICE in file.parents else 'program'}-{file.name}"


def read(file: Path) -> dict[str, Any]:
    """Read a workflow; YAML takes its key `on` for a yes."""
    found: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in found.items()}


def scripts_of(file: Path) -> Iterator[str]:
    for job in read(file).get("jobs", {}).values():
        yield from (step["run"] for step in job["steps"] if "run" in step)
    if file in {GITLAB, OFFICE_GITLAB}:
        for job in read(file).values():
            if isinstance(job, dict):
                yield from (*job.get("before_script", []), *job.get("script", []))


def steps_of(file: Path) -> Iterator[dict[str, Any]]:
    for job in read(file)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", [PUBLISH, OFFICE_PUBLISH, TEST], ids=name_of)
def test_actions_are_the_hosts_own_and_pinned_by_digest_with_their_version(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert used
    pinned = r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+( # zizmor: ignore\[artipacked\])?"
    assert [action for action in used if not re.fullmatch(pinned, action)] == []


def test_an_office_uses_the_actions_that_the_program_uses() -> None:
    ours = {step["uses"] for step in steps_of(PUBLISH) if "uses" in step}
    assert {step["uses"] for step in steps_of(OFFICE_PUBLISH) if "uses" in step} <= ours


@pytest.mark.parametrize("file", [OFFICE_PUBLISH, OFFICE_GITLAB], ids=name_of)
def test_an_office_installs_the_released_program_and_runs_none_of_its_tests(file: Path) -> None:
    scripts = "\n".join(scripts_of(file))
    assert set(re.findall(r"pip install .*", scripts)) == {"pip install --quiet --requirement requirements.txt"}
    assert not re.search(r"pytest|\bmake\b|constraints", scripts)
    for command in ("section55 check", "section55 build --record", "section55 verify"):
        assert command in scripts


@pytest.mark.parametrize("file", [PUBLISH, TEST, GITLAB, OFFICE_PUBLISH, OFFICE_GITLAB], ids=name_of)
def test_an_office_may_call_its_default_branch_as_it_likes(file: Path) -> None:
    assert not re.search(r"\b(?:main|master)\b", file.read_text(encoding="utf-8"))


def test_an_office_needs_no_attestation_and_may_do_without_pages() -> None:
    assert {name: job["permissions"] for name, job in read(OFFICE_PUBLISH)["jobs"].items()} == {
        "check": {"contents": "read"},
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "live": {"contents": "read"},
        "record": {"contents": "write"},
    }
    assert "attest" not in OFFICE_PUBLISH.read_text(encoding="utf-8")
    assert read(OFFICE_PUBLISH)["jobs"]["deploy"]["if"] == "vars.PAGES != 'no'"


@pytest.mark.parametrize("file", [OFFICE_PUBLISH, OFFICE_GITLAB], ids=name_of)
@pytest.mark.parametrize(
    ("path", "code"), [("content/inspections/2026/sample-report.md", 1), ("content/inspections/2026/custody.md", 0)]
)
def test_an_office_does_not_publish_a_sample(tmp_path: Path, file: Path, path: str, code: int) -> None:
    script = next(script for script in scripts_of(file) if "sample-report" in script)
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).touch()

    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (code, f"{path}\n" if code else "")
    assert done.stderr == (
        "These files are samples. Delete them before you publish: published addresses are permanent.\n" if code else ""
    )


def test_every_job_has_the_least_permissions() -> None:
    workflow = read(PUBLISH)
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "check": {"contents": "read"},
        "build": {"contents": "read", "id-token": "write", "attestations": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
        "live": {"contents": "read"},
        "record": {"contents": "write"},
    }
    assert read(TEST)["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in read(TEST)["jobs"].values())


@pytest.mark.parametrize("file", [PUBLISH, OFFICE_PUBLISH, TEST], ids=name_of)
def test_no_workflow_uses_a_secret_or_runs_a_strangers_change_with_rights(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    assert "pull_request" in read(file)["on"]
    assert not any("${{" in script for script in scripts_of(file)), (
        "what others may write goes through env, never into a script"
    )


def test_a_proposed_change_is_only_checked() -> None:
    jobs = read(PUBLISH)["jobs"]
    assert jobs["check"]["if"] == "github.event_name == 'pull_request'"
    assert "github.event_name != 'pull_request' && github.ref_name ==" in jobs["build"]["if"]
    for name, job in jobs.items():
        assert name in {"check", "build"} or set(
            job["needs"] if isinstance(job["needs"], list) else [job["needs"]]
        ) <= {"build", "deploy", "live"}
    assert "section55 check --format github" in "\n".join(step.get("run", "") for step in jobs["check"]["steps"])


def test_only_the_job_that_commits_keeps_a_token_and_it_runs_nothing_of_the_repository() -> None:
    for name, job in read(PUBLISH)["jobs"].items():
        checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"].get("persist-credentials", True) is (name == "record") for step in checkouts), name
    record = "\n".join(step.get("run", "") for step in read(PUBLISH)["jobs"]["record"]["steps"])
    assert not re.search(r"section55|pip|python|make", record)


def test_the_site_is_built_on_a_timetable_just_after_londons_midnight_all_year() -> None:
    crons = [each["cron"] for each in read(PUBLISH)["on"]["schedule"]]
    minutes = [tuple(int(part) for part in cron.split()[:2]) for cron in crons]
    assert all(cron.endswith(" * * *") for cron in crons)
    assert {hour for _, hour in minutes} == {0, 23}
    assert all(0 < minute < 15 for minute, _ in minutes)


def test_the_ledger_is_recorded_only_after_the_site_is_live() -> None:
    jobs = read(PUBLISH)["jobs"]
    assert any("section55 build --record" in step.get("run", "") for step in jobs["build"]["steps"])
    assert jobs["record"]["needs"] == ["deploy", "live"]
    assert any("section55 verify --url" in step.get("run", "") for step in jobs["live"]["steps"])
    gitlab = read(GITLAB)
    assert gitlab["stages"] == ["check", "build", "live", "record"]
    assert gitlab["record"]["needs"] == ["pages", "live"]


LEDGER = "address,record\n/a/,a\n/b/,b\n"


@pytest.mark.parametrize("file", [PUBLISH, OFFICE_PUBLISH, GITLAB, OFFICE_GITLAB], ids=name_of)
@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (LEDGER, LEDGER, 0),
        (LEDGER, f"{LEDGER}/c/,c\n", 0),
        (None, LEDGER, 0),
        (None, None, 0),
        (LEDGER, LEDGER.replace("/a/", "/A/"), 5),
        (LEDGER, LEDGER.replace("/b/,b\n", ""), 5),
        (LEDGER, None, 5),
        (LEDGER, "", 5),
    ],
)
def test_a_proposed_change_that_shortens_or_changes_the_ledger_fails(
    tmp_path: Path, file: Path, before: str | None, after: str | None, code: int
) -> None:
    script = next(each for each in scripts_of(file) if "cat-file" in each)

    def git(*words: str) -> str:
        who = ("-c", "user.name=Sample", "-c", "user.email=sample@localhost")
        return subprocess.run(
            ["git", *who, *words], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout.strip()

    git("init", "--quiet")
    ledger = tmp_path / "content" / "ledger.csv"
    ledger.parent.mkdir()
    for text, number in ((before, 1), (after, 2)):
        (tmp_path / "content" / "other.md").write_text(f"{number}")
        if text is None:
            ledger.unlink(missing_ok=True)
        else:
            ledger.write_text(text)
        git("add", "--all")
        git("commit", "--quiet", "--message", f"{number}")
    git("remote", "add", "origin", str(tmp_path))
    environment = {**os.environ, "CI_MERGE_REQUEST_DIFF_BASE_SHA": git("rev-parse", "HEAD^1")}

    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    message = (
        "content/ledger.csv: Lines of the ledger were changed or deleted. Put the file back as it is in the default "
        "branch.\n"
    )
    assert (done.returncode, done.stderr.removeprefix("cmp: content/ledger.csv: No such file or directory\n")) == (
        code,
        message if code else "",
    )


@pytest.mark.parametrize("file", [PUBLISH, OFFICE_PUBLISH, GITLAB, OFFICE_GITLAB], ids=name_of)
def test_a_ledger_without_anything_to_compare_it_with_fails(tmp_path: Path, file: Path) -> None:
    script = next(script for script in scripts_of(file) if "cat-file" in script)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)

    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "CI_MERGE_REQUEST_DIFF_BASE_SHA"},
    )

    again = "workflow" if file.name == "publish.yml" else "pipeline"
    assert (done.returncode, done.stderr) == (
        3,
        f"The ledger cannot be checked: the branch that this change goes into is not here. Run the {again} again.\n",
    )


def test_the_bytes_that_are_published_are_attested() -> None:
    attest = next(
        step for step in steps_of(PUBLISH) if step.get("uses", "").startswith("actions/attest-build-provenance@")
    )
    assert attest["if"] == "vars.ATTEST == 'yes'"
    assert attest["with"]["subject-path"].split("\n")[:2] == ["${{ runner.temp }}/artifact.tar", "site/manifest.json"]


@pytest.mark.parametrize("file", [PUBLISH, OFFICE_PUBLISH, TEST, GITLAB, OFFICE_GITLAB], ids=name_of)
def test_the_commands_of_a_workflow_are_those_there_are(file: Path) -> None:
    found = [line for script in scripts_of(file) for line in re.findall(r"section55 ([^&|;\n]+)", script)]
    assert found
    for line in found:
        name, *words = shlex.split(line)
        command = cli.commands[name]
        known = {
            option for parameter in command.params if isinstance(parameter, click.Option) for option in parameter.opts
        }
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("file", [PUBLISH, OFFICE_PUBLISH, TEST, GITLAB, OFFICE_GITLAB], ids=name_of)
def test_the_scripts_of_a_workflow_are_well_formed(file: Path) -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("There is no bash on this machine")
    for script in scripts_of(file):
        done = subprocess.run([bash, "-n"], input=script, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{script}\n{done.stderr}"


def test_the_tests_run_on_linux_and_on_windows_with_the_oldest_python() -> None:
    jobs = read(TEST)["jobs"]
    assert {job["runs-on"] for job in jobs.values()} == {"ubuntu-latest", "windows-latest"}
    assert "3.11" in jobs["linux"]["strategy"]["matrix"]["python"]
    assert any(step.get("run", "").startswith("make test") for step in jobs["linux"]["steps"])


def test_the_samples_of_headers_are_what_the_program_sends() -> None:
    assert {name: (HOSTING / name).read_text(encoding="utf-8") for name in samples()} == samples()


def test_nothing_runs_web_assembly_or_what_is_written_in_a_page() -> None:
    for each in (policy(), policy(in_header=True)):
        assert "unsafe" not in each
        assert each.startswith("default-src 'none'; ")
        assert "base-uri 'none'" in each
    assert "frame-ancestors 'none'" in policy(in_header=True)


def test_a_host_that_joins_the_rules_for_an_address_sends_one_policy_with_every_page(built_site: Path) -> None:
    """Netlify and Cloudflare join all rules that match, so the strictest value of each part holds."""
    rules: dict[str, list[str]] = {}
    for line in (built_site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            rules[path := line] = []
        else:
            rules[path].append(line.strip())

    def sent(address: str) -> list[str]:
        fitting = [rule for rule in rules if rule == address or (rule.endswith("*") and address.startswith(rule[:-1]))]
        return [line for rule in fitting for line in rules[rule]]

    assert not any(line.startswith("!") for lines in rules.values() for line in lines)
    for address in ("/", "/about/", "/responses/norfolk/", "/search/", "/data/section55.json", "/search/words/0.json"):
        policies = [line for line in sent(address) if line.startswith("Content-Security-Policy:")]
        assert policies == [f"Content-Security-Policy: {policy(in_header=True)}"], address
        assert "X-Content-Type-Options: nosniff" in sent(address)


def test_the_rules_for_hosts_begin_with_the_path_of_the_site() -> None:
    site = Site("Sample site", "https://s55.example/inspections/", "")

    ((name, data),) = headers.files(released_at(), site, [])

    assert name == "_headers"
    rules = [line for line in data.decode().splitlines() if not line.startswith(" ")]
    feeds = ("feed.atom", "offices/:office/feed.atom", "browse/tag/:tag/feed.atom")
    assert rules == ["/inspections/*", *(f"/inspections/{feed}" for feed in feeds)]
