"""A project to attack: a site that can be built in several versions, and the proof that it is exactly one of them."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.publishing.verify import verify_folder
from tests.support.forked_commands import Ended, ForkServer
from tests.support.paths import DEMO

AS_OF = "2026-11-22"

RECORD = "inspections/2019/cyber-keep-the-light-on"
PAGE = "pages/contact.md"
LEFT = {"lock", "theme", "search", "attachments.json", "cache", "pdf"}
"""What may stand beside a site when no build runs."""


@dataclass(slots=True)
class VersionedProject:
    """A project of which each version differs in a record, an editorial page, or both; none needs a correction."""

    folder: Path
    fork_server: ForkServer
    search: bool = False
    sites: dict[int, str] = field(default_factory=dict)
    """The digest of the manifest of each version's complete site."""
    rows: dict[int, str] = field(default_factory=dict)
    """The digest that the ledger has for the record of each version."""

    @property
    def project(self) -> Path:
        """Give the folder of mkdocs.yml."""
        return self.folder / "project"

    @property
    def site(self) -> Path:
        """Give the folder that is served."""
        return self.project / "site"

    @property
    def ledger(self) -> Path:
        """Give the ledger's file."""
        return self.project / "content" / "ledger.csv"

    def set_up(self, *versions: int) -> None:
        """Build each version once, undisturbed, and keep what its site and its line in the ledger are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "temp").mkdir()
        shutil.copytree(DEMO / "content", self.project / "content")
        self.ledger.unlink(missing_ok=True)
        shutil.copy(DEMO / "mkdocs.yml", self.project)
        for version in (*versions, versions[0]):
            self.write(version)
            self.builds()
            self.sites[version], self.rows[version] = self.digest, self.recorded

    def write(self, version: int) -> None:
        """Write the sources of a version."""
        # Words above the findings: a changed finding would need a correction.
        for path, is_changed, above in ((f"{RECORD}.md", version & 1, "\n## "), (PAGE, version & 2, "\n\n")):
            text = (DEMO / "content" / path).read_text(encoding="utf-8")
            if is_changed:
                text = text.replace(above, f"\n\nIn another version.\n{above}", 1)
            (self.project / "content" / path).write_text(text, encoding="utf-8")

    def build(self, **how: Any) -> Ended:
        """Build and record."""
        options = () if self.search else ("--no-search",)
        return self.fork_server.run(
            self.project, "build", "--record", "--as-of", AS_OF, *options, temp=str(self.folder / "temp"), **how
        )

    def builds(self) -> Ended:
        """Build, undisturbed."""
        ended = self.build()
        assert (ended.code, ended.signal) == (0, 0), ended.err
        return ended

    @property
    def digest(self) -> str:
        """Give the digest of the manifest in the site, or nothing where there is none."""
        manifest = self.site / "manifest.json"
        return hashlib.sha256(manifest.read_bytes()).hexdigest() if manifest.is_file() else ""

    @property
    def recorded(self) -> str:
        """Give the digest that the ledger's last line of the record has."""
        lines = self.ledger.read_bytes().decode().split("\n") if self.ledger.exists() else [""]
        assert lines[-1] == "", "the last line of the ledger is cut short"
        assert {line.count(",") for line in lines[:-1]} <= {4}, "a line of the ledger is damaged"
        found = [line.split(",")[3] for line in lines if line.startswith(f"/{RECORD}/,")]
        return found[-1] if found else ""

    def version(self) -> int:
        """Say which version is served, byte for byte; none where that cannot be said."""
        verdict = verify_folder(self.site)
        assert verdict.problems == [], f"what is served is not whole: {verdict.in_words('it')}"
        found = [version for version, digest in self.sites.items() if digest == self.digest]
        assert len(found) == 1, "what is served is none of the versions"
        return found[0]

    def litter(self) -> list[str]:
        """Name what stands where nothing should."""
        state = self.project / ".section55"
        beside = {path.name for path in self.project.iterdir()} - {"content", "mkdocs.yml", "site", ".section55"}
        within = {f".section55/{path.name}" for path in state.iterdir() if path.name not in LEFT}
        drawn = {f".section55/theme/{path.name}" for path in (state / "theme").glob("*.json")}
        sources = {f"content/{path.name}" for path in (self.project / "content").iterdir() if path.name.startswith(".")}
        temporary = {f"temp/{path.name}" for path in (self.folder / "temp").iterdir()}
        return sorted(beside | within | sources | temporary | (drawn if len(drawn) > 1 else set()))


def survive(versioned_project: VersionedProject, old: int, new: int, **how: Any) -> bool:
    """Kill the build of a new version, and prove all that must hold; say whether it was killed at all."""
    versioned_project.write(new)
    ended = versioned_project.build(**how)
    assert ended.signal or not ended.code, ended.err
    if how.get("step") == "between the renames":
        assert not versioned_project.site.exists()
    else:
        served = versioned_project.version()
        assert served in {old, new}
        # Nothing is recorded that was not released.
        assert versioned_project.recorded in (
            {versioned_project.rows[old]}
            if served == old
            else {versioned_project.rows[old], versioned_project.rows[new]}
        )
        assert ended.signal or served == new
    versioned_project.builds()
    assert versioned_project.version() == new
    assert versioned_project.recorded == versioned_project.rows[new], "what was released is not recorded"
    assert versioned_project.litter() == [], versioned_project.litter()
    return bool(ended.signal)
