"""The real publication: what was found wrong by hand is found, what only looks wrong is left alone.

The document itself is not part of the project; where it lies beside the checkout, it is read.
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from juesuan.model.finding import Finding, Report
from juesuan.model.rule import Severity
from juesuan.performance.checking import with_performance
from juesuan.recalc.reading import read
from juesuan.statements.checking import checked
from juesuan.statements.words import Words, understand
from juesuan.texts import read_writing

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "qingshan-2023"
DOCUMENTS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the source document is not beside the checkout")


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Words:
    document = tmp_path_factory.mktemp("source") / "document.txt"
    shutil.copyfile(DOCUMENTS[0], document)
    return understand(read(EXAMPLE / "as-published.xlsx"), read_writing(document))


@pytest.fixture(scope="module")
def report(words: Words) -> Report:
    return with_performance(checked(words), words)


def expected(verdict: str) -> list[dict[str, str]]:
    with (EXAMPLE / "words" / "expected.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if row["verdict"] == verdict and (row["rule"] or verdict == "right")]


# Which rule is to find which errors of the list, by the beginning of their place: counted by hand.
ERRORS = {
    "W101": 6,  # 五（三）11, 20, 21; 六 twice; and 五（三）21 against 公开05
    "W102": 2,  # 九（一）, and the same budget again in 九（二）
    "W104": 1,  # 九（二）2
    "W107": 1,  # 十
    "W112": 2,  # 五（三）4, 5
    "W113": 1,  # 五（一）
    "W114": 2,  # 十一
    "W201": 2,  # 五（三）20, 21
    "W202": 1,  # 五（三）1
    "W204": 1,  # 五（三）: the finals; the budgets are a warning
    "W205": 1,  # 五（三）3
    "W207": 2,  # 六
    "W211": 7,  # 第五部分
    "W212": 3,  # 第五部分（十）2, 9, 14
    "W401": 1,  # 五（一）
    "W404": 4,  # 第五部分（一）（二）（三）（十六）
    "W411": 1,  # 第五部分（七）
    "W412": 5,  # 一, 二, 三, 四 twice
}


def errors(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity is Severity.ERROR]


def test_errors_are_those_found_by_hand(report: Report) -> None:
    found: dict[str, int] = {}
    for finding in errors(report):
        if finding.rule.id[0] == "W" and not re.search(r"绩效|自评结果|附件", str(finding.address)):
            found[finding.rule.id] = found.get(finding.rule.id, 0) + 1
    found["W101"] = found.get("W101", 0)
    assert found == ERRORS | {"W101": 5}


@pytest.mark.parametrize(
    "row", expected("error") + expected("hint"), ids=lambda row: f"{row['place']} {row['quote'][:12]}"
)
def test_each_error_by_itself(report: Report, row: dict[str, str]) -> None:
    """Every row of the list is told by a finding of its rule that quotes its figures, where it has any."""
    messages = [_plain(finding.message) for finding in report.findings if finding.rule.id == row["rule"]]
    figures = re.findall(r"\d+\.\d+|\d{7}", row["quote"] + row["what"] + row["evidence"])
    hint = row["verdict"] == "hint" or not re.search(r"\d+\.\d+", "".join(figures))
    assert any(hint or any(figure in message for figure in figures) for message in messages), row


def test_nothing_right_is_called_wrong(report: Report) -> None:
    """Figures of rows that are right do not stand in any error, unless another row says they are wrong."""
    wrong = " ".join(row["quote"] + row["what"] + row["evidence"] for row in expected("error"))
    quoted = [
        set(re.findall(r"\d+\.\d+%?", _plain(finding.message).partition("”")[0]))
        for finding in errors(report)
        if finding.message.startswith("“")
    ]
    for row in expected("right"):
        for figure in re.findall(r"\d+\.\d+ ?%?", row["quote"]):
            plain = figure.replace(" ", "")
            if plain not in wrong:
                assert not any(plain in figures for figures in quoted), (row, figure)


def test_what_is_understood(words: Words) -> None:
    """All numbers of sections 一 to 十二 but those of projects, which no table holds."""
    missed = {words.placed[numeral.paragraph].section for numeral in words.extraction.not_understood}
    assert missed <= {"一般公共具体"}
    assert len(words.statements) >= 150


def _plain(text: str) -> str:
    return re.sub(r"[\s,]", "", text).replace("（", "(").replace("）", ")")
