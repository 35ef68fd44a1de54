"""Kernels that share nothing, so that many can run at once."""

from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import pytest

from mscp_analysis.report import chapters
from mscp_analysis.report.running import kernels, ordinary, private


def test_kernel_opens_no_port_and_only_its_user_can_reach_it():
    with private.place() as place, ordinary.kernel(place) as kernel:
        folder = place.folder
        assert kernel.transport == "ipc"
        assert Path(kernel.ip).parent == Path(kernel.connection_file).parent == folder
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.exists()


def test_several_run_at_once(notebook, tmp_path):
    with ProcessPoolExecutor(2) as pool:
        jobs = [
            pool.submit(kernels.run, notebook("plain"), {"year": f"20{n}-{n + 1}"}, tmp_path)
            for n in range(20, 24)
        ]
        periods = [next(chapters.facts(job.result()))["period"] for job in jobs]
    assert periods == ["2020-21", "2021-22", "2022-23", "2023-24"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            'from mscp_analysis import data\ndata.load("population", known_at="2010-01-01")',
            "^Nothing of population was out on 1 January 2010: ",
        ),
        ('from mscp_analysis import areas\nareas.find("Medwya")', "^There is no area 'Medwya': "),
        (
            'from mscp_analysis import prose\nprose.Notes().say("There were 3.")',
            "^asked.ipynb, cell 1: The words 'There were 3.' hold a typed digit",
        ),
        (
            "import pandas\npandas.Series([1, 1], index=[0, 0]).reindex([1, 2])",
            "^asked.ipynb, cell 1: cannot reindex",
        ),
        ('raise ValueError("Not so.")', "^asked.ipynb, cell 1: Not so."),
        ("{}['plans']", "^asked.ipynb, cell 1: KeyError: 'plans'"),
    ],
)
def test_cell_is_named_where_it_is_the_cell_that_is_at_fault(code, said, tmp_path):
    cell = nbformat.v4.new_code_cell(code)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "asked.ipynb")
    with pytest.raises(ValueError, match=said):
        kernels.run(tmp_path / "asked.ipynb", {}, tmp_path)


def test_settings_of_the_user_do_not_reach_a_kernel(notebook, tmp_path, monkeypatch):
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "matplotlibrc").write_text("axes.facecolor: red\n")
    monkeypatch.setenv("MATPLOTLIBRC", str(settings))
    monkeypatch.setenv("MPLBACKEND", "no such backend")
    executed = kernels.run(notebook("plain"), {}, tmp_path)
    assert "#ff0000" not in str(executed)


def test_a_kernel_reads_the_data_it_is_given_and_does_not_know_of_others(tmp_path, monkeypatch):
    monkeypatch.setenv("MSCP_DATA", str(tmp_path / "private"))
    code = f"""import os
from mscp_analysis import areas
assert areas.data_folder().name == "protected"
assert not [name for name, value in os.environ.items() if {str(tmp_path / "private")!r} in value]"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbformat.write(notebook, tmp_path / "asked.ipynb")
    kernels.run(tmp_path / "asked.ipynb", {}, tmp_path, tmp_path / "protected")


def test_refresh_keeps_outputs_and_leaves_a_broken_notebook_alone(notebook, tmp_path):
    kept = tmp_path / "plain.ipynb"
    kept.write_bytes(notebook("plain").read_bytes())
    chapters.refresh(kept)
    first = kept.read_bytes()
    assert b"The rate fell and rose again." in first
    assert b"injected-parameters" not in first
    chapters.refresh(kept)
    assert kept.read_bytes() == first
