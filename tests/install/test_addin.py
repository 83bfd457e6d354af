"""``install.py addin`` on a pretended computer: the add-in alone, with nothing installed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from addin.build import build
from tests.install.pretended import PretendedMachine


def test_it_writes_the_add_in_where_it_is_asked_to(
    install: Callable[..., int], machine: PretendedMachine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "给同事" / "juesuan.xlam"
    assert install("addin", "-o", str(target)) == 0
    assert target.read_bytes() == build(tmp_path / "other.xlam").read_bytes()
    assert str(target) in capsys.readouterr().out
    assert not machine.commands, "nothing is installed and no program started for it"


def test_without_a_name_it_goes_to_the_results(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    assert install("addin") == 0
    assert "xl/vbaProject.bin" in zipfile.ZipFile(machine.folder / "out" / "juesuan.xlam").namelist()
