"""The tables of a report as an OpenDocument spreadsheet, for those who do not use Excel."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

from mscp_analysis.report.files.sheets import Figure, Sheet, Workbook

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{where}:1.0"'
    for name, where in {
        "office": "office", "style": "style", "text": "text", "table": "table", "meta": "meta",
        "number": "datastyle", "fo": "xsl-fo-compatible", "config": "config",
    }.items()
)  # fmt: skip
_OUTSIDE = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def write(workbook: Workbook, path: Path) -> None:
    """Write an OpenDocument spreadsheet: the same bytes for the same tables.

    Parameters
    ----------
    workbook : Workbook
    path : pathlib.Path
        The file, ``.ods``.

    References
    ----------
    OASIS. Open Document Format for Office Applications, version 1.3.
    """
    sheets = [workbook.contents, *workbook.sheets]
    parts = {
        "content.xml": _content(workbook, sheets),
        "styles.xml": _whole("document-styles", _DEFAULT),
        "meta.xml": _meta(workbook),
        "settings.xml": _settings(sheets),
        "META-INF/manifest.xml": _manifest(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        kind = zipfile.ZipInfo("mimetype", _NO_DAY)
        file.writestr(kind, _KIND, zipfile.ZIP_STORED)
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _NO_DAY)
            file.writestr(
                info, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', zipfile.ZIP_DEFLATED
            )


def _whole(kind: str, inside: str) -> str:
    return f'<office:{kind} {_NAMES} {_OUTSIDE} office:version="1.3">{inside}</office:{kind}>'


_DEFAULT = (
    '<office:styles><style:default-style style:family="table-cell"><style:text-properties '
    'fo:language="en" fo:country="GB" fo:font-family="Arial" fo:font-size="11pt"/>'
    "</style:default-style></office:styles>"
)


def _meta(workbook: Workbook) -> str:
    return _whole(
        "document-meta",
        f"<office:meta><dc:title>{escape(workbook.title)}</dc:title>"
        f"<dc:language>en-GB</dc:language><meta:creation-date>{workbook.day}T00:00:00"
        "</meta:creation-date></office:meta>",
    )


def _manifest() -> str:
    name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    files = {"/": _KIND} | dict.fromkeys(
        ["content.xml", "styles.xml", "meta.xml", "settings.xml"], "text/xml"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in files.items()
    )
    opening = f'<manifest:manifest xmlns:manifest="{name}" manifest:version="1.3">'
    return f"{opening}{entries}</manifest:manifest>"


def _settings(sheets: Iterable[Sheet]) -> str:
    """Which rows and columns stay in sight: the headings of each table."""
    views = "".join(
        f'<config:config-item-map-entry config:name="{sheet.name}">'
        + _frozen("Horizontal", 1)
        + _frozen("Vertical", len(sheet.lines) + 2)
        + "</config:config-item-map-entry>"
        for sheet in sheets
    )
    return _whole(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{views}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _frozen(way: str, place: int) -> str:
    said = {"SplitMode": ("short", 2), "SplitPosition": ("int", place)}
    return "".join(
        f'<config:config-item config:name="{way}{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, (kind, value) in said.items()
    )


def _content(workbook: Workbook, sheets: list[Sheet]) -> str:
    figures = {c for sheet in sheets for row in sheet.rows for c in row if isinstance(c, Figure)}
    numbers = "".join(_number(*said) for said in sorted({(f.decimals, f.signed) for f in figures}))
    widths = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 2.2:.1f}mm"/></style:style>'
        for width in sorted({80, *(width for sheet in sheets for width in sheet.widths())})
    )
    tables = _cover(workbook) + "".join(_table(sheet) for sheet in sheets)
    return _whole(
        "document-content",
        f"<office:automatic-styles>{widths}{numbers}{_CELLS}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>",
    )


_CELLS = "".join(
    f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
    f'style:vertical-align="top" fo:wrap-option="{wrap}"/><style:text-properties {text}/>'
    "</style:style>"
    for name, wrap, text in (
        ("title", "no-wrap", 'fo:font-weight="bold" fo:font-size="14pt"'),
        ("heading", "wrap", 'fo:font-weight="bold"'),
        ("line", "no-wrap", 'fo:font-weight="normal"'),
        ("words", "wrap", 'fo:font-weight="normal"'),
    )
)


def _number(decimals: int, signed: bool) -> str:
    """A style of numbers, and of the cells that hold them."""
    name = f"n{decimals}{'s' * signed}"
    digits = (
        f'<number:number number:decimal-places="{decimals}" number:min-decimal-places="{decimals}" '
        'number:min-integer-digits="1" number:grouping="true"/>'
    )
    plain = f'<number:number-style style:name="{name}-{{}}">{{}}{digits}{{}}</number:number-style>'
    if signed:
        to_plain = f'<style:map style:condition="value()&lt;=0" style:apply-style-name="{name}-a"/>'
        said = plain.format("a", "", "") + plain.format(
            "f", "<number:text>+</number:text>", to_plain
        )
    else:
        said = plain.format("f", "", "")
    return (
        f'{said}<style:style style:name="{name}" style:family="table-cell" '
        f'style:data-style-name="{name}-f"><style:table-cell-properties '
        'style:vertical-align="top"/></style:style>'
    )


def _cover(workbook: Workbook) -> str:
    rows = [_row([_words(workbook.title, "title")])]
    for heading, lines in workbook.cover.items():
        rows += [_row([_words(heading, "heading")]), *(_row([_words(each)]) for each in lines)]
    column = '<table:table-column table:style-name="w80"/>'
    return f'<table:table table:name="Cover">{column}{"".join(rows)}</table:table>'


def _table(sheet: Sheet) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{w}"/>' for w in sheet.widths())
    above = [_words(sheet.title, "title"), *(_words(line, "line") for line in sheet.lines)]
    heads = _row([_words(heading, "heading") for heading in sheet.headings])
    body = [_row([_cell(sheet, cell) for cell in row]) for row in sheet.rows]
    return (
        f'<table:table table:name="{sheet.name}">{columns}{"".join(_row([cell]) for cell in above)}'
        f"<table:table-header-rows>{heads}</table:table-header-rows>{''.join(body)}</table:table>"
    )


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(sheet: Sheet, cell: str | Figure) -> str:
    if isinstance(cell, Figure):
        style = f"n{cell.decimals}{'s' * cell.signed}"
        shown = f"{cell.value:{'+' * cell.signed},.{cell.decimals}f}"
        return (
            f'<table:table-cell table:style-name="{style}" office:value-type="float" '
            f'office:value="{cell.value!r}"><text:p>{shown}</text:p></table:table-cell>'
        )
    is_name = sheet.name == "Contents" and any(cell == row[0] for row in sheet.rows)
    return _words(cell, "words", leads=is_name)


def _words(words: str, style: str = "words", leads: bool = False) -> str:
    if not words:
        return f'<table:table-cell table:style-name="{style}"/>'
    said = escape(_without_controls(words))
    said = f'<text:a xlink:type="simple" xlink:href="#{said}.A1">{said}</text:a>' if leads else said
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">'
        f"<text:p>{said}</text:p></table:table-cell>"
    )


def _without_controls(words: str) -> str:
    """XML has no room for the control characters that a text may hold."""
    return "".join(letter for letter in words if letter.isprintable() or letter in "\t\n")
