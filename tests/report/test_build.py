"""A build: what it leaves, that it can be repeated, and that it leaves all or nothing."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import stat
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report import publish
from mscp_analysis.report.build import build

TWO = ("plain", "second")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def previous_report(folder: Path) -> dict[str, bytes]:
    """A report of an earlier build, as the files of the folder that holds it."""
    record = dict.fromkeys(["name", "packages", "inputs"], "") | {"parameters": {}}
    record["outputs"] = {"index.html": "", "ledger.csv": "", "notebooks/plain.ipynb": ""}
    (folder / "notebooks").mkdir(parents=True)
    for name in record["outputs"]:
        (folder / name).write_text("of the previous report")
    (folder / "build.json").write_text(json.dumps(record))
    return files(folder)


def test_leaves_page_ledger_tables_notebooks_and_record(built):
    table = "plans-per-10-000-children.csv"
    assert list(files(built)) == [
        "build.json",
        *[f"data/{name}-{table}{end}" for name in TWO for end in ("", "-metadata.json")],
        "index.html",
        "ledger.csv",
        *[f"notebooks/{name}.ipynb" for name in TWO],
        "tables.ods",
        "tables.xlsx",
    ]
    assert stat.S_IMODE(built.stat().st_mode) == 0o755


def test_same_inputs_give_same_bytes(built, asked, notebook, tmp_path):
    build(asked, tmp_path / "again", [notebook("plain"), notebook("second")], fresh=True)
    assert files(tmp_path / "again") == files(built)


def test_record_says_what_went_in_and_came_out(built, notebook):
    record = json.loads((built / "build.json").read_text())
    assert record["parameters"] == {"year": "2022-23", "area": "E06000035", "known_at": None}
    for name, digest in record["outputs"].items():
        assert hashlib.sha256((built / name).read_bytes()).hexdigest() == digest
    assert set(record["outputs"]) == set(files(built)) - {"build.json"}
    given = hashlib.sha256(notebook("plain").read_bytes()).hexdigest()
    assert record["inputs"]["notebooks/report/plain.ipynb"] == given
    assert "data/published/areas.csv" in record["inputs"]
    assert "data/partnerships/medway/partnership.yaml" in record["inputs"]
    assert record["packages"]["pandas"]


def test_ledger_has_one_row_a_fact_and_counts_where_it_stands(built):
    with (built / "ledger.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["key"] for row in rows] == ["f1"]
    assert rows[0]["value"] == "44.2772"
    assert rows[0]["period"] == "2022-23"
    assert rows[0]["times_shown"] == "4"
    assert rows[0]["chapter"] == "plain.ipynb | second.ipynb"


def test_kept_notebooks_hold_no_time_path_or_parameter_of_papermill(built):
    for path in (built / "notebooks").iterdir():
        text = path.read_text()
        assert not re.search(r"papermill|/tmp/|20\d\d-\d\d-\d\dT|0x[0-9a-f]{6}", text)
        kept = nbformat.read(path, as_version=4)
        nbformat.validate(kept)
        injected = [c for c in kept.cells if "injected-parameters" in c.metadata.get("tags", [])]
        assert 'year = "2022-23"' in injected[0].source


def style_of(built: Path, begins: str = "<style>") -> str:
    """The page's style; from a media query on, only what stands in it."""
    style = re.search(r"<style>.*</style>", (built / "index.html").read_text(), re.S)[0]
    return re.split(r"\n}\n", style[style.index(begins) :])[0] if begins[0] == "@" else style


def test_a_table_wider_than_the_screen_shows_that_it_is_in_light_and_dark_and_not_on_paper(built):
    style = style_of(built)
    rule = re.search(r"^\.table \{.*?^\}", style, re.M | re.S)[0]
    assert rule.count(" local") == 2, "covers that move with the table"
    assert rule.count("var(--shade)") == 2, "shadows that stay"
    for name in re.findall(r"var\((--\w+)\)", rule):
        assert f"{name}:" in style_of(built, "@media (prefers-color-scheme: dark)"), name
    assert re.search(r"\.table, [^}]*background: none; }", style_of(built, "@media print"))


def test_only_the_list_of_sources_prints_addresses(built):
    shown = [line for line in style_of(built).splitlines() if "attr(href)" in line]
    assert len(shown) == 1
    assert shown[0].strip().startswith('.sources a[href^="http"]::after')
    assert shown[0] in style_of(built, "@media print")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("raises", "raises.ipynb, cell 4: There is no figure for plans, Medway, 2030-31."),
        ("warns", "warns.ipynb, cell 4 warned .*: UserWarning: the figures may be old"),
        ("prints", "prints.ipynb, cell 4 printed .*: 281 plans"),
        ("frame", "frame.ipynb, cell 4 shows text/plain, which not every reader can read"),
        ("dies", "dies.ipynb: its kernel stopped"),
        ("picture_without_words", "cell 5 shows a chart without a text alternative"),
        ("picture_without_table", "cell 5 shows a chart without a table of its figures"),
        ("typed_digit", "a digit outside a fact: 'There were 281 plans.'"),
        ("another_value", "Plans, Medway: the page holds 45, not 44.2772"),
        ("another_reading", "Plans, Medway: the page shows 44.4, not 44.3"),
        ("unknown_fact", r"a number of no known fact: '44.3' \(f2\)"),
        ("fetches", "something fetched from outside the file: https://example.org/logo.png"),
        ("links_away", "an address that is not a source's: https://example.org/"),
        ("without_parameters", "0 cells tagged 'parameters'"),
        ("misspelt_parameter", "has no parameter 'year': did you mean yeer"),
        ("further_parameter", "has a parameter 'ward' that a report never sets"),
        ("computed_parameter", "line 4 does more"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_leaves_the_previous_report(
    name, sentence, build_of, tmp_path
):
    before = previous_report(tmp_path / "2022-23")
    with pytest.raises(ValueError, match=sentence) as raised:
        build_of(name)
    assert "\n" not in str(raised.value)
    assert files(tmp_path / "2022-23") == before
    assert [path.name for path in tmp_path.iterdir()] == ["2022-23"]


def test_replaces_the_previous_report_whole(build_of, tmp_path):
    build_of("plain", "second")
    page = build_of("plain")
    assert page == tmp_path / "2022-23" / "index.html"
    assert "notebooks/second.ipynb" not in files(tmp_path / "2022-23")
    assert [path.name for path in tmp_path.iterdir()] == ["2022-23"]


def recorded(folder: Path, name: str) -> None:
    record = {"name": name, "area": "Kent", "outputs": {"index.html": ""}}
    record |= {"parameters": {}, "packages": {}, "inputs": {}}
    (folder / "build.json").write_text(json.dumps(record))
    (folder / "index.html").write_text(name)


def test_a_report_of_the_area_alone_does_not_replace_that_of_its_partnership(tmp_path):
    for name in ("Kent", "Kent Safeguarding Children Partnership"):
        with publish.whole_folder(tmp_path / "2022-23") as new:
            recorded(new, name)
    before = files(tmp_path)
    said = "holds the report of Kent Safeguarding Children Partnership, and this one is of Kent al"
    with pytest.raises(ValueError, match=said), publish.whole_folder(tmp_path / "2022-23") as new:
        recorded(new, "Kent")
    assert files(tmp_path) == before


def strange_file(folder: Path) -> None:
    folder.mkdir()
    for name in ("minutes.docx", "agenda.docx", "b.csv", "c.csv"):
        (folder / name).write_text("not to be lost")


def file_among_a_report(folder: Path) -> None:
    previous_report(folder)
    (folder / "notebooks" / "mine.ipynb").write_text("not to be lost")


def page_without_record(folder: Path) -> None:
    folder.mkdir()
    (folder / "index.html").write_text("not to be lost")


def record_of_another_program(folder: Path) -> None:
    folder.mkdir()
    (folder / "build.json").write_text('{"outputs": {}}')


@pytest.mark.parametrize(
    ("fill", "named"),
    [
        (strange_file, r"\(agenda\.docx, b\.csv, c\.csv, …\)"),
        (file_among_a_report, r"\(notebooks/mine\.ipynb\)"),
        (page_without_record, r"\(index\.html\)"),
        (record_of_another_program, r"\(build\.json\)"),
    ],
)
def test_folder_of_other_files_is_refused_and_kept(fill, named, build_of, tmp_path):
    fill(tmp_path / "2022-23")
    before = files(tmp_path)
    said = rf"2022-23 holds files that are no report of this command {named}: name a new or empty"
    with pytest.raises(ValueError, match=said):
        build_of("plain")
    assert files(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["2022-23"]


def test_file_as_a_folder_is_refused_and_kept(build_of, tmp_path):
    (tmp_path / "2022-23").write_text("not to be lost")
    with pytest.raises(ValueError, match=r"2022-23 is a file: name a new or empty folder"):
        build_of("plain")
    assert files(tmp_path) == {"2022-23": b"not to be lost"}


def test_what_a_file_browser_or_an_editor_left_in_a_report_does_not_keep_it(tmp_path):
    previous_report(tmp_path / "2022-23")
    (tmp_path / "2022-23" / ".DS_Store").write_text("")
    (tmp_path / "2022-23" / "notebooks" / ".ipynb_checkpoints").mkdir()
    with publish.whole_folder(tmp_path / "2022-23") as new:
        (new / "index.html").write_text("the new report")
    assert files(tmp_path) == {"2022-23/index.html": b"the new report"}


@pytest.mark.parametrize("written", [".", "../here", "../link", "../link/../here"])
def test_empty_folder_is_filled_however_it_is_named(written, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to("here")
    monkeypatch.chdir(tmp_path / "here")
    with publish.whole_folder(Path(written)) as new:
        (new / "index.html").write_text("the new report")
    assert (tmp_path / "here" / "index.html").read_text() == "the new report"
    assert (tmp_path / "link").readlink() == Path("here")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "link"]


def test_folder_that_cannot_be_written_is_one_sentence(asked, notebook, tmp_path):
    (tmp_path / "reports").write_text("a file where a folder is wanted")
    with pytest.raises(OSError, match=r"could not be written to .*as it was") as raised:
        build(asked, tmp_path / "reports" / "2022-23", [notebook("plain")])
    assert "\n" not in str(raised.value)


def test_full_disk_leaves_the_previous_report(build_of, tmp_path, monkeypatch):
    build_of("plain")
    before = files(tmp_path)
    write = Path.write_text

    def full(path: Path, *words, **options):
        if path.name == "ledger.csv":
            raise OSError(28, "No space left on device")
        return write(path, *words, **options)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match=r"No space left on device. What was there before"):
        build_of("plain")
    assert files(tmp_path) == before


def test_build_killed_between_two_renamings_is_made_good(tmp_path):
    target = tmp_path / "2022-23"
    (tmp_path / ".2022-23.previous").mkdir()
    (tmp_path / ".2022-23.previous" / "index.html").write_text("the previous report")
    with pytest.raises(ValueError, match="a fault"), publish.whole_folder(target):
        raise ValueError("a fault")
    assert files(tmp_path) == {"2022-23/index.html": b"the previous report"}
