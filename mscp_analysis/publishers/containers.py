"""The plain bytes of a file, whether it came as it is, gzipped or in a zip."""

from __future__ import annotations

import gzip
import mmap
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

ALWAYS, MOST, TIMES = 64 << 20, 8 << 30, 100
"""What may be unpacked in any case, at most, and how many times what was packed, in bytes."""

_STEP = 1 << 20
_WORKBOOKS = ("[Content_Types].xml", "mimetype")


class Plain(NamedTuple):
    """A file's name and its bytes, which lie on disk and not in memory."""

    name: str
    data: mmap.mmap | bytes

    @property
    def suffix(self) -> str:
        """The ending that says what kind of file it is, in small letters."""
        return Path(self.name).suffix.lower()


@contextmanager
def unpacked(path: Path) -> Iterator[list[Plain]]:
    """The files that a path holds: itself, or what is packed in it.

    Parameters
    ----------
    path : Path
        A file as it was published; a ``.gz`` holds one, a ``.zip`` several. Workbooks are zips
        that stay as they are.

    Yields
    ------
    list of Plain

    Raises
    ------
    ValueError
        If it is packed and broken, unpacks to far more than it weighs, or holds a further zip.
    """
    with ExitStack() as opened:
        file = opened.enter_context(path.open("rb"))
        start = file.read(4)
        file.seek(0)
        if start[:2] == b"\x1f\x8b":
            name = path.name.removesuffix(".gz")
            stream = opened.enter_context(gzip.GzipFile(fileobj=file))
            yield [_unpacked(path, name, stream, opened)]
        elif start == b"PK\x03\x04" and not _is_workbook(path):
            archive = opened.enter_context(zipfile.ZipFile(file))
            yield [_member(path, archive, each, opened) for each in archive.infolist()
                   if not each.is_dir()]  # fmt: skip
        else:
            yield [Plain(path.name, _mapped(file, opened))]


def forget(plain: Plain, begin: int, end: int) -> None:
    """Let go of the memory of bytes that were read; asked for again, they come from the disk.

    Parameters
    ----------
    plain : Plain
        The file.
    begin, end : int
        From which of its bytes, and to which.
    """
    if not isinstance(plain.data, mmap.mmap) or not hasattr(mmap, "MADV_DONTNEED"):
        return
    first = -(-begin // mmap.PAGESIZE) * mmap.PAGESIZE
    if first < end:
        plain.data.madvise(mmap.MADV_DONTNEED, first, end - first)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name in archive.namelist() for name in _WORKBOOKS)
    except zipfile.BadZipFile:
        raise ValueError(
            f"{path.name} is cut short or broken and cannot be unpacked; download it again."
        ) from None


def _member(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, opened: ExitStack
) -> Plain:
    if member.filename.lower().endswith((".zip", ".gz")):
        raise ValueError(
            f"{path.name} holds {member.filename}, which is packed once more; unpack it first."
        )
    if member.flag_bits & 1:
        raise ValueError(f"{path.name} asks for a password; unpack it first.")
    return _unpacked(path, Path(member.filename).name, archive.open(member), opened)


def _unpacked(path: Path, name: str, stream: IO[bytes] | gzip.GzipFile, opened: ExitStack) -> Plain:
    """Unpack to disk, and stop at what no honest file of this weight unpacks to."""
    most = min(MOST, max(ALWAYS, TIMES * path.stat().st_size))
    # The stack closes it, once it has been read.
    place = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    try:
        while chunk := stream.read(_STEP):
            place.write(chunk)
            if place.tell() > most:
                raise ValueError(
                    f"{path.name} weighs {path.stat().st_size:,} bytes and unpacks to more than "
                    f"{most:,}; it is no published table, so it was not unpacked."
                )
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise ValueError(
            f"{path.name} is cut short or broken and cannot be unpacked; download it again."
        ) from None
    return Plain(name, _mapped(place, opened))


def _mapped(file: IO[bytes], opened: ExitStack) -> mmap.mmap | bytes:
    file.flush()
    if not file.seek(0, 2):
        return b""
    held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    opened.callback(_closed, held)
    return held


def _closed(held: mmap.mmap) -> None:
    # What an error was raised over may still look at the bytes; they go when it is gone.
    with suppress(BufferError):
        held.close()
