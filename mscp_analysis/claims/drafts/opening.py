"""Open a draft: text in UTF-8, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

_KINDS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a document of a word processor or spreadsheet",
    b"\xd0\xcf\x11\xe0": "an old document of a word processor or spreadsheet",
    b"{\\rtf": "a rich-text document",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_NAMED = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "a rich-text document",
    ".pdf": "a PDF",
    ".xlsx": "a spreadsheet",
}
_ADVICE = "save it as plain text in UTF-8, or as Markdown, and read it again"
_TWICE = re.compile("â€[\u2122\u0153\u201c\u201d\u02dc\u0080-\u009f]|Â£|Ã©")


def text_of(path: Path) -> str:
    r"""The text of a draft.

    Parameters
    ----------
    path : pathlib.Path
        A Markdown or plain-text file in UTF-8, with or without its mark.

    Returns
    -------
    str
        With ``\n`` between lines.

    Raises
    ------
    ValueError
        If it is no text in UTF-8, named as another kind of document, or empty; the sentence
        names the line and what to do.
    LookupError
        If there is no such file.
    """
    if not path.is_file():
        raise LookupError(f"There is no draft {path}: give the path of a Markdown or text file.")
    held = path.read_bytes()
    for mark, kind in _KINDS.items():
        if held.startswith(mark):
            raise ValueError(f"{path.name} is {kind}, not text in UTF-8: {_ADVICE}.")
    if named := _NAMED.get(path.suffix.lower()):
        raise ValueError(
            f"{path.name} is named as {named} and is none: if it holds plain text, name it .txt or "
            f".md; else open the original, {_ADVICE}."
        )
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        raise ValueError(
            f"{path.name}, line {line}: the byte 0x{held[error.start]:02X} is not UTF-8, so the "
            f"file was perhaps saved as Windows-1252: {_ADVICE}."
        ) from None
    return checked(text, path.name)


def checked(text: str, name: str = "The draft") -> str:
    """Text with one kind of line end, refused where its letters are spoilt or there are none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        if "\0" in line:
            raise ValueError(f"{name}, line {number}: a byte 0 is in no text: {_ADVICE}.")
        if spoilt := _TWICE.search(line):
            raise ValueError(
                f"{name}, line {number}: {spoilt[0]!r} shows letters that were saved in the wrong "
                f"encoding: open the original, {_ADVICE}."
            )
    if not text.strip():
        raise ValueError(f"{name} holds no text: give a draft with at least one sentence.")
    return text
