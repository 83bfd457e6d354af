"""The library as documented: every example of docs/library.md runs and shows what it says."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import juesuan

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "library.md"


def test_every_example_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "library.md", str(PAGE), 0)
    assert len(test.examples) > 20
    said: list[str] = []
    doctest.DocTestRunner().run(test, out=said.append)
    assert "".join(said) == ""


def test_every_public_name_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in juesuan.__all__ if f"juesuan.{name}" not in page and name != "__version__"] == []


def test_there_is_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(AttributeError, match="module 'juesuan' has no attribute 'open'"):
        juesuan.open  # noqa: B018 - the access is the test
    with pytest.raises(juesuan.ReadError):
        juesuan.check(tmp_path / "no.xlsx")


def test_importing_loads_nothing() -> None:
    """What takes time is loaded by those who use it."""
    code = "import sys, juesuan; print([name for name in sys.modules if name.startswith('juesuan.')])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "['juesuan.version']"
