"""`section55 send`: e-mails as files, each with the PDF of the page, and the lines for `sent`."""

from __future__ import annotations

import email
import email.policy
import shutil
from pathlib import Path

import pytest

from tests.support.commands import files_in, section55
from tests.support.paths import DEMO
from tests.support.sample_office import CONTENT

ID = "sampleshire/2024/sample-custody"
AS_OF = ("--as-of", "2026-03-02")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    shutil.copy(DEMO / "mkdocs.yml", tmp_path)
    return tmp_path


def test_each_recipient_gets_a_draft_with_the_pdf_and_the_lines_for_sent_are_printed(project: Path) -> None:
    done = section55(project, "send", ID, *AS_OF)
    assert (done.returncode, done.stderr) == (0, "")
    inspectors = "copies/sample-custody-1-sample-inspectors-inspectorate-example.eml"
    secretary = "copies/sample-custody-2-sample-home-secretary-office-example.eml"
    assert done.stdout.splitlines() == [
        f"Written for sample-inspectors@inspectorate.example: {inspectors}",
        f"Written for sample-home-secretary@office.example: {secretary}",
        (
            "Nothing was sent. Open each file in your e-mail program, read it, and send it. Then add 2 lines to "
            "content/responses/sampleshire/2024/sample-custody.md, with the day it went (here 2 March 2026):"
        ),
        "sent:",
        "  - {to: sample-inspectors@inspectorate.example, on: 2026-03-02}",
        "  - {to: sample-home-secretary@office.example, on: 2026-03-02}",
    ]
    assert sorted(files_in(project / "copies")) == [Path(inspectors).name, Path(secretary).name]

    mail = email.message_from_bytes((project / inspectors).read_bytes(), policy=email.policy.default)
    assert mail["To"] == "sample-inspectors@inspectorate.example"
    assert mail["Subject"] == (
        "Response of Sample Police and Crime Commissioner (Sample PCC) to Sample custody: a sample report of 5 "
        "February 2024"
    )
    assert (mail["X-Unsent"], mail["From"], mail["Date"]) == ("1", None, None)
    text, attached = mail.iter_parts()
    assert text.get_content().splitlines() == [
        "Dear Sir or Madam",
        "",
        "Sample Police and Crime Commissioner (Sample PCC) has published its response to this inspection report:",
        "",
        "Sample custody: a sample report of 5 February 2024 (HMICFRS, 5 February 2024)",
        "",
        (
            "Section 55 of the Police Act 1996 asks for a copy to be sent when a response is published. It is attached "
            "as a PDF."
        ),
        "",
        "Yours faithfully",
        "",
        "Sample Police and Crime Commissioner (Sample PCC)",
    ]
    assert (attached.get_content_type(), attached.get_filename()) == ("application/pdf", "sample-custody.pdf")
    assert section55(project, "build", *AS_OF, "--no-search").returncode == 0
    assert attached.get_content() == (project / f"site/responses/{ID}/sample-custody.pdf").read_bytes()


def test_who_has_a_copy_gets_no_other(project: Path) -> None:
    file = project / f"content/responses/{ID}.md"
    text = file.read_text(encoding="utf-8")
    copies = (
        "  - {to: Sample-Inspectors@inspectorate.example, on: 2024-03-31}\n"
        "  - {to: sample-home-secretary@office.example, on: not yet}\n"
    )
    file.write_text(text.replace("---\n", f"---\nsent:\n{copies}", 1), encoding="utf-8")
    done = section55(project, "send", ID, *AS_OF)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        "sample-inspectors@inspectorate.example is under sent already: no e-mail was written.",
        (
            "Written for sample-home-secretary@office.example: "
            "copies/sample-custody-1-sample-home-secretary-office-example.eml"
        ),
    ]


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("sampleshire/2024/sample-custod", ("There is no response 'sampleshire/2024/sample-custod'. Did you mean "
         f"'{ID}'?")),
        ("sampleshire/2026/draft", ("'sampleshire/2026/draft' is not published. Publish it first: section55 publish "
         "sampleshire/2026/draft")),
    ],
)  # fmt: skip
def test_only_what_is_published_is_sent(project: Path, id_: str, message: str) -> None:
    (project / "content/responses/sampleshire/2026").mkdir(exist_ok=True)
    (project / "content/responses/sampleshire/2026/draft.md").write_text(
        "---\ninspection: 2024/sample-custody\n---\n\n## PCC response\n\nA draft.\n", encoding="utf-8"
    )
    done = section55(project, "send", id_, *AS_OF)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{message}\n")
    assert not (project / "copies").exists()


def test_an_office_without_recipients_is_told_where_to_name_them(project: Path) -> None:
    office = project / "content/offices/sampleshire.yml"
    text = office.read_text(encoding="utf-8")
    start = text.index("recipients:")
    office.write_text(text[:start] + text[text.index("office-use", start) :], encoding="utf-8")
    done = section55(project, "send", ID, *AS_OF)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Sample Police and Crime Commissioner (Sample PCC) has no recipients. Add their e-mail addresses to "
        "content/offices/sampleshire.yml: recipients: [panel@sampleshire.example]\n"
    )
