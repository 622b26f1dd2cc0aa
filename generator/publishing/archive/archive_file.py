"""The file of an archive: a zip whose bytes depend on its files alone, as they are or as a bag (BagIt 1.0, RFC 8493).

Knows names, bytes and digests; nothing of sites.
"""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

CHECKSUMS = "checksums-sha256.txt"
"""Names a digest for each other file, as `sha256sum --check` reads it."""

MAX_BYTES = 20_000_000_000
"""The most that an archive may hold unpacked: far more than any site, and less than fills a disk."""

_STORED = {".gz", ".jpeg", ".jpg", ".pdf", ".pf_fragment", ".pf_index", ".pf_meta", ".png", ".woff2", ".zip"}
"""Endings of files that are packed already."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the first that the format has."""

_NAME = re.compile(r"(?!.*(?:^|/)\.{0,2}(?:/|$))[^\\:\x00-\x1f]+")
"""A name that stays within the folder it is unpacked into, on every system."""


class ArchiveError(Exception):
    """A file is no archive, or not whole; the message says what is wrong, and what to do."""


def checksum_lines(digests: Mapping[str, str]) -> bytes:
    """Return digests as `sha256sum` writes them."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def write_archive(file: Path, files: Iterable[tuple[str, bytes]], bag_date: str = "") -> int:
    """Write a zip, and return how many files it has; with a date it is a bag that was made on that day.

    Nothing stands under the file's name until all is written.

    Raises:
        OSError: if it cannot be written.
    """
    unfinished = file.with_name(f".{file.name}.new")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            count = _write_bag(archive, files, file.stem, bag_date) if bag_date else _write_plain(archive, files)
        os.replace(unfinished, file)  # noqa: PTH105 - Path.replace says nothing more
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _write_plain(archive: zipfile.ZipFile, files: Iterable[tuple[str, bytes]]) -> int:
    digests = {}
    for name, data in files:
        _add(archive, name, data)
        digests[name] = hashlib.sha256(data).hexdigest()
    _add(archive, CHECKSUMS, checksum_lines(digests))
    return len(digests) + 1


def _write_bag(archive: zipfile.ZipFile, files: Iterable[tuple[str, bytes]], name: str, day: str) -> int:
    digests: dict[str, str] = {}
    size = 0
    for path, data in files:
        _add(archive, f"{name}/data/{path}", data)
        digests[f"data/{path}"] = hashlib.sha256(data).hexdigest()
        size += len(data)
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": (
            f"Bag-Software-Agent: section55\nBagging-Date: {day}\nPayload-Oxum: {size}.{len(digests)}\n"
        ).encode(),
        # In a manifest a percent sign and ends of lines are written as in an address (RFC 8493, 2.1.3).
        "manifest-sha256.txt": checksum_lines({_in_manifest(path): digest for path, digest in digests.items()}),
    }
    for tag, data in tags.items():
        _add(archive, f"{name}/{tag}", data)
    tag_digests = {tag: hashlib.sha256(data).hexdigest() for tag, data in tags.items()}
    _add(archive, f"{name}/tagmanifest-sha256.txt", checksum_lines(tag_digests))
    return len(digests) + len(tags) + 1


def _in_manifest(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.create_system = 3  # Unix on every system, or the bytes would differ
    entry.external_attr = 0o100644 << 16
    entry.compress_type = zipfile.ZIP_STORED if Path(name).suffix in _STORED else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


class ArchiveReader:
    """Reads the files of an archive, each with its checksum compared."""

    def __init__(self, file: Path) -> None:
        """Open it.

        Raises:
            ArchiveError: if it is no archive of a site.
        """
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError) as error:
            raise ArchiveError(f"{file} is not a zip file. Give a file that section55 export wrote.") from error
        names = [entry.filename for entry in self._zip.infolist() if not entry.is_dir()]
        bag = next((name.removesuffix("bagit.txt") for name in names if re.fullmatch(r"[^/]+/bagit\.txt", name)), "")
        self._root = f"{bag}data/" if bag else ""
        manifest = f"{bag}manifest-sha256.txt" if bag else CHECKSUMS
        if manifest not in names:
            raise ArchiveError(f"{file} has no list of checksums. Give a file that section55 export wrote.")
        self._check_names(file, names)
        self._digests = self._read_digests(manifest, bag)

    def _check_names(self, file: Path, names: list[str]) -> None:
        if len(set(names)) != len(names) or not all(map(_NAME.fullmatch, names)):
            raise ArchiveError(
                f"{file} has names that no export writes. It may have been tampered with: do not use it."
            )
        if sum(entry.file_size for entry in self._zip.infolist()) > MAX_BYTES:
            raise ArchiveError(
                f"{file} would fill more than {MAX_BYTES // 1_000_000_000} GB. It is not from an export."
            )

    def _read_digests(self, manifest: str, bag: str) -> dict[str, str]:
        lines = self._bytes(manifest).decode("utf-8", "replace").splitlines()
        rows = (line.split(maxsplit=1) for line in lines if line.strip())
        prefix = "data/" if bag else ""
        found = {row[-1].removeprefix(prefix): row[0] for row in rows}
        return {name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"): row for name, row in found.items()}

    @property
    def names(self) -> list[str]:
        """The names of its files, sorted."""
        return sorted(self._digests)

    def below(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Yield the files below a folder, with their names in it.

        Raises:
            ArchiveError: if one is missing or is not as it was written.
        """
        for name in self.names:
            if name.startswith(f"{folder}/"):
                yield name.removeprefix(f"{folder}/"), self.read(name)

    def has(self, name: str, data: bytes) -> bool:
        """Check whether the archive lists a file with these bytes."""
        return self._digests.get(name) == hashlib.sha256(data).hexdigest()

    def read(self, name: str) -> bytes:
        """Return one file.

        Raises:
            ArchiveError: if it is missing or is not as it was written.
        """
        data = self._bytes(f"{self._root}{name}")
        if hashlib.sha256(data).hexdigest() != self._digests.get(name):
            raise ArchiveError(f"{name} in the archive is not as it was written. Take another copy of the archive.")
        return data

    def _bytes(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
            raise ArchiveError(f"{name} cannot be read from the archive. Take another copy of the archive.") from error
