"""Which files of a theme MkDocs is shown."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from generator.theme.templates import passing_over_hidden_folders


def test_only_what_lies_in_hidden_folders_is_passed_over(tmp_path: Path) -> None:
    files = (
        "main.html",
        "assets/style.css",
        ".icons/one/two.svg",
        "assets/.cache/three.css",
        ".hidden",
        "assets/.four",
    )
    for top, name in ((top, name) for top in ("ours", "theirs") for name in files):
        (tmp_path / top / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / top / name).touch()
    loader = FileSystemLoader([tmp_path / "ours", tmp_path / "theirs"])

    def make() -> Environment:
        return Environment(loader=loader, autoescape=True)

    everything = make().list_templates()
    listed = passing_over_hidden_folders(make)().list_templates()

    assert everything == sorted(files)
    assert listed == sorted({*files} - {".icons/one/two.svg", "assets/.cache/three.css"})
