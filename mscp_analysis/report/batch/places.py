"""Where the reports of a batch are put: a folder, or an address that fsspec knows."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Protocol

from mscp_analysis.report.batch.work import unpack
from mscp_analysis.report.kept.fingerprints import digest, files_of, sha256
from mscp_analysis.report.publish import RECORD, whole_folder

HOW = (
    "An address other than a folder needs fsspec, which comes with the extra `cluster`: "
    "pip install 'mscp_analysis[cluster]'; some addresses need a package of their own as well."
)


class Place(Protocol):
    """What is asked of a place for reports."""

    address: str

    def put(self, name: str, files: bytes) -> None:
        """Put a report in place."""

    def left(self, name: str) -> str:
        """A digest of what a report left there; nothing where it is not there, or not whole."""

    def read(self, name: str) -> str:
        """A file beside the reports; nothing where there is none."""

    def write(self, name: str, text: str) -> None:
        """Write a file beside the reports, or take it away where the text is empty."""

    def list_all(self) -> str:
        """Write the list of all reports and say where it is."""


def place(address: str | Path) -> Place:
    """The place that an address means.

    Parameters
    ----------
    address : str or pathlib.Path
        A folder, or an address with a protocol: ``s3://bucket/reports``.

    Raises
    ------
    ValueError
        If it cannot be reached, with what is missing.

    Examples
    --------
    >>> type(place("reports")).__name__, type(place("memory://reports")).__name__
    ('Folder', 'Remote')
    """
    text = str(address)
    return Remote(text) if "://" in text else Folder(Path(text))


class Folder:
    """A folder of this machine.

    Parameters
    ----------
    path : pathlib.Path
        The folder; it is made where it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.address = path, str(path.absolute())
        path.mkdir(parents=True, exist_ok=True)

    def put(self, name: str, files: bytes) -> None:
        """Put a report in place whole."""
        with whole_folder(self.path / name) as new:
            unpack(files, new)

    def left(self, name: str) -> str:
        """A digest of every file of a report."""
        folder = self.path / name
        if not (folder / RECORD).is_file():
            return ""
        found = [[path.relative_to(folder).as_posix(), sha256(path)] for path in files_of(folder)]
        return digest(found)

    def read(self, name: str) -> str:
        """A file beside the reports."""
        try:
            return (self.path / name).read_text("utf-8-sig")
        except FileNotFoundError:
            return ""

    def write(self, name: str, text: str) -> None:
        """Write a file beside the reports, whole; or take it away."""
        if not text:
            (self.path / name).unlink(missing_ok=True)
            return
        number, beside = tempfile.mkstemp(prefix=f".{name}-", dir=self.path)
        try:
            with os.fdopen(number, "w", encoding="utf-8-sig", newline="") as file:
                file.write(text)
            os.chmod(beside, 0o644)
            os.replace(beside, self.path / name)
        finally:
            Path(beside).unlink(missing_ok=True)

    def list_all(self) -> str:
        """Write the list of all reports."""
        from mscp_analysis.report import shelf

        return str(shelf.write(self.path))


class Remote:
    """An address that fsspec knows, at which folders cannot be renamed at once.

    A report's record is taken away first and comes back last: as long as it is not there, no
    list speaks of the report, and another batch builds it again.

    Parameters
    ----------
    address : str
        With its protocol.
    """

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError:
            raise ValueError(HOW) from None
        self.address = address
        try:
            self.files, self.root = fsspec.core.url_to_fs(address)
        except (ValueError, ImportError) as error:
            raise ValueError(f"{address} cannot be written to: {error} {HOW}") from None
        self.files.makedirs(self.root, exist_ok=True)

    def put(self, name: str, files: bytes) -> None:
        """Put a report in place, its record last."""
        with tempfile.TemporaryDirectory(prefix="mscp-") as scratch:
            folder = Path(scratch)
            unpack(files, folder)
            record = f"{self.root}/{name}/{RECORD}"
            before = set(self._written(name))
            with suppress(FileNotFoundError):
                self.files.rm_file(record)
            local = [path for path in files_of(folder) if path.name != RECORD]
            for path in [*local, folder / RECORD]:
                self._send(path, f"{name}/{path.relative_to(folder).as_posix()}")
            now = {path.relative_to(folder).as_posix() for path in files_of(folder)}
            for gone in before - now:
                with suppress(FileNotFoundError):
                    self.files.rm_file(f"{self.root}/{name}/{gone}")

    def left(self, name: str) -> str:
        """A digest of the record, which comes last and has a digest of every other file."""
        with suppress(FileNotFoundError):
            record = self.files.cat_file(f"{self.root}/{name}/{RECORD}")
            return digest(record.decode("utf-8"))
        return ""

    def read(self, name: str) -> str:
        """A file beside the reports."""
        with suppress(FileNotFoundError):
            return self.files.cat_file(f"{self.root}/{name}").decode("utf-8-sig")
        return ""

    def write(self, name: str, text: str) -> None:
        """Write a file beside the reports, or take it away."""
        if text:
            self.files.pipe_file(f"{self.root}/{name}", text.encode("utf-8-sig"))
        else:
            with suppress(FileNotFoundError):
                self.files.rm_file(f"{self.root}/{name}")

    def list_all(self) -> str:
        """Write the list of all reports, from their records and the names of their files."""
        from mscp_analysis.report import shelf

        with tempfile.TemporaryDirectory(prefix="mscp-") as scratch:
            root = Path(scratch)
            for name in self._reports():
                (root / name).mkdir(parents=True)
                for file in self._names(name):
                    (root / name / file).touch()
                record = self.files.cat_file(f"{self.root}/{name}/{RECORD}")
                (root / name / RECORD).write_bytes(record)
            shelf.write(root)
            for page in sorted(root.glob("*.html")):
                self._send(page, page.name)
        return f"{self.address.rstrip('/')}/{shelf.ORDERS[0].file}"

    def _send(self, path: Path, name: str) -> None:
        target = f"{self.root}/{name}"
        self.files.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
        self.files.pipe_file(target, path.read_bytes())

    def _reports(self) -> Iterator[str]:
        for found in self.files.glob(f"{self.root}/*/*/{RECORD}"):
            yield "/".join(PurePosixPath(found).parts[-3:-1])

    def _names(self, name: str) -> list[str]:
        paths = self.files.ls(f"{self.root}/{name}", detail=False)
        return [PurePosixPath(path).name for path in paths if "." in PurePosixPath(path).name]

    def _written(self, name: str) -> list[str]:
        root = f"{self.root}/{name}/"
        with suppress(FileNotFoundError):
            return [str(path).removeprefix(root) for path in self.files.find(root)]
        return []
