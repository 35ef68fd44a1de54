"""What a file is, from its first bytes, where its name says something else."""

from __future__ import annotations

import io
import zipfile

from mscp_analysis.publishers.containers import Plain

_STARTS = {
    b"%PDF-": ("a PDF", "import the table that the publisher gives as CSV, Excel or ODS"),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", "save it as .xlsx and import that"),
    b"PAR1": ("a Parquet file", "give its name the ending .parquet and import that"),
    b"<!doctype html": ("a web page", "download the file that the page links to"),
    b"<html": ("a web page", "download the file that the page links to"),
}
_PACKED = {
    "xl/workbook.xml": ("an Excel workbook", "give its name the ending .xlsx and import that"),
    "content.xml": ("an OpenDocument file", "give its name the ending .ods and import that"),
}
_OTHER = "a packed file", "unpack it, or save its table as CSV (UTF-8), and import that"


def mistaken(plain: Plain) -> str:
    """What a file is that cannot be what its name says, in a sentence; nothing for any other.

    Parameters
    ----------
    plain : Plain
        A file that was looked at as a table of the kind that its name says.

    Returns
    -------
    str

    Examples
    --------
    >>> mistaken(Plain("figures.csv", b"%PDF-1.7"))[:39]
    'figures.csv is a PDF, whatever its name'
    >>> mistaken(Plain("figures.csv", b"time_period,number"))
    ''
    """
    start = bytes(plain.data[:64]).removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = next((said for head, said in _STARTS.items() if start.startswith(head.lower())), None)
    if start.startswith(b"pk\x03\x04"):
        found = _packed(plain)
    return f"{plain.name} is {found[0]}, whatever its name says: {found[1]}." if found else ""


def _packed(plain: Plain) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(plain.data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return _OTHER
    return next((said for name, said in _PACKED.items() if name in names), _OTHER)
