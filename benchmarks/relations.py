"""How much of what an explanation says is understood, against labels made by hand.

``python -m benchmarks.relations`` writes docs/benchmarks/relations.md. A relation is a number with what it is
about, what it measures, its direction, and of a share the whole; it is right only when all of that is right.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from juesuan.model.disclosure import Disclosure
from juesuan.model.statement import Statement
from juesuan.model.writing import Passage, Writing
from juesuan.narrative.spec import load_narrative
from juesuan.recalc.reading import read
from juesuan.statements.subject_names import titles
from juesuan.statements.words import Words, understand
from juesuan.texts import read_writing

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "qingshan-2023"
DOCUMENTS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
RESULT = ROOT / "docs" / "benchmarks" / "relations.md"
_SAME = {  # names of one cell, so that a label need not guess which of them the program says
    "国内来访团组": "国内公务接待团组", "来访团组个来宾": "国内公务接待人次",
    "单位价值100万元以上设备": "单价100万元以上设备", "因公出国境费用": "因公出国境费",
    "本年收入合计": "收入合计", "本年收入": "收入合计", "本年支出合计": "支出合计",
    "本年支出": "支出合计", "三公经费财政拨款支出": "三公经费", "三公经费财政拨款": "三公经费",
    "团组累计": "团组人次", "一般公共预算财政拨款基本支出": "基本支出",
    "公务接待批次": "国内公务接待人次", "其他等": "其他", "公务接待": "国内公务接待",
    "因公出国境团组": "出国境团组", "保有量": "公务用车保有量",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One number and what it is said to be, in words that two readers would agree on."""

    section: str
    topic: str
    measure: str
    value: Decimal
    unit: str
    direction: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How many relations were labelled, found and right; how many sentences, and how many entirely right."""

    labelled: int
    found: int
    right: int
    sentences: int
    sentences_right: int

    @property
    def precision(self) -> float:
        """Right ones of those found."""
        return self.right / self.found

    @property
    def recall(self) -> float:
        """Right ones of those labelled."""
        return self.right / self.labelled

    @property
    def whole_sentences(self) -> float:
        """Sentences entirely right."""
        return self.sentences_right / self.sentences


def score(labelled: Iterable[tuple[object, Relation]], found: Iterable[Relation]) -> Score:
    """Match relations. A found one that no label has makes one more sentence wrong, wherever it stands."""
    gold = list(labelled)
    left = Counter(found)
    total = sum(left.values())
    wrong = set()
    for sentence, relation in gold:
        if left[relation]:
            left[relation] -= 1
        else:
            wrong.add(sentence)
    spurious = sum(left.values())
    sentences = {sentence for sentence, _ in gold}
    right = max(0, len(sentences) - max(len(wrong), spurious))
    return Score(len(gold), total, total - spurious, len(sentences), right)


def source_labels() -> list[tuple[object, Relation]]:
    """The labels of the source document, by the number of the sentence."""
    with (EXAMPLE / "words" / "relations.csv").open(encoding="utf-8", newline="") as file:
        return [
            (
                row["sentence"],
                Relation(
                    row["section"], _plain(row["topic"]), row["measure"], Decimal(row["value"]),
                    row["unit"], row["direction"], _plain(row["whole"]),
                ),
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


def variants(kind: str, disclosure: Disclosure) -> tuple[list[tuple[object, Relation]], Words]:
    """The labels of one kind of made sentences, and the same sentences understood, one document for each."""
    items = yaml.safe_load((EXAMPLE / "words" / "variants.yaml").read_text(encoding="utf-8"))[kind]
    spec = load_narrative("wuhan-2023")
    headings = {section.id: section.title for section in spec.sections} if spec else {}
    lines = ["第三部分 2023年度部门决算情况说明"]
    labels: list[tuple[object, Relation]] = []
    for number, item in enumerate(items):
        lines += [headings[item["section"]], item["text"]]
        labels += [(number, _relation(item["section"], said)) for said in item["says"]]
    passages = tuple(Passage(line, number) for number, line in enumerate(lines, 1))
    return labels, understand(disclosure, Writing("variants", passages))


def found_in(words: Words) -> Iterator[Relation]:
    """What the program says the numbers are, in the words of the labels."""
    for statement in (*words.statements, *(one for one, _ in words.extraction.asides)):
        yield _of(statement)


def _of(statement: Statement) -> Relation:
    direction = {1: "增加", -1: "减少", 0: ""}[statement.direction]
    whole = _plain(statement.whole.name) if statement.whole else ""
    return Relation(
        statement.section, _plain(statement.topic.name), statement.measure.value, statement.value.normalize(),
        statement.unit, direction, whole,
    )  # fmt: skip


def _relation(section: str, said: str) -> Relation:
    topic, measure, number, *more = (part.strip() for part in said.split("|"))
    value, unit = re.fullmatch(r"([\d.]+)(.+)", number).groups()  # type: ignore[union-attr]
    share = measure == "占比"
    last = more[0] if more else ""
    return Relation(
        section,
        _plain(topic),
        measure,
        Decimal(value),
        unit,
        "" if share else last,
        _plain(last) if share else "",
    )


def _plain(name: str) -> str:
    """A name without quotes and brackets; of a subject's title the last name."""
    name = name.replace("（", "(").replace("）", ")")
    found = titles(name)
    name = found[0].names[-1] if found else name
    name = re.sub(r"[“”()、…，,]|类$", "", name)
    return _SAME.get(name, name)


def measured() -> dict[str, Score]:
    """All scores; that of the source document only where it lies beside the checkout."""
    disclosure = read(EXAMPLE / "as-published.xlsx")
    scores = {}
    if DOCUMENTS:
        words = understand(disclosure, read_writing(DOCUMENTS[0]))
        scores["source"] = score(source_labels(), found_in(words))
    for kind in ("improved", "held_out"):
        labels, words = variants(kind, disclosure)
        scores[kind] = score(labels, found_in(words))
    return scores


_NAMES = {
    "source": "the source document, sections 一 to 十二",
    "improved": "made sentences in other regions' styles, looked at while improving",
    "held_out": "made sentences in other regions' styles, held out",
}


def main() -> None:
    """Write the scores down."""
    lines = [
        "# How much of an explanation is understood",
        "",
        "Written by `python -m benchmarks.relations`. A relation is a number with what it is about, what it",
        "measures, its unit, its direction, and of a share the whole; it is right only when all of them are.",
        "A found relation that no label has makes one more sentence wrong. Labels are facts, made by hand",
        "while reading: `examples/qingshan-2023/words/relations.csv` (the document itself is not part of",
        "the project) and `variants.yaml` there.",
        "",
        "| text | labelled | found | right | precision | recall | sentences | entirely right |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, one in measured().items():
        counts = f"{one.labelled} | {one.found} | {one.right}"
        rates = f"{one.precision:.1%} | {one.recall:.1%}"
        sentences = f"{one.sentences} | {one.sentences_right} ({one.whole_sentences:.1%})"
        lines.append(f"| {_NAMES[name]} | {counts} | {rates} | {sentences} |")
    RESULT.write_text("\n".join(lines) + "\n" + _REMARKS, encoding="utf-8")


_REMARKS = """
The mark to beat on this kind of text is a trained model for numerical cross-checking of Chinese
financial disclosures (Cao et al., WWW 2018): 97.8 % precision and 98.3 % recall of relations, 92.0
% of sentences entirely right. The numbers are not of the same texts: theirs are company reports of
many authors, ours one formal genre, and ours are few.

What the rows are worth:

* The source document is what the extraction was made for: its labels were there when it was
  improved. Before that it found 151 of the 193, all right (recall 78.2 %, 70.1 % of sentences
  entirely right): the projects and the amounts within reasons were not read at all.
* Of the sentences looked at, two groups had been held out at first, and scored then: twenty sentences
  with 96.8 % precision, 90.9 % recall and 75.0 % of sentences entirely right, and seventeen with 100 %,
  92.8 % and 82.4 %. Their misses were looked at afterwards.
* The last row was written after that, measured once, and nothing was changed for it: it is the one to go
  by. Its precision is above the mark, its recall and whole sentences below. A miss costs a check that is
  not made (`check-text -v` lists the numbers that were not understood). The one relation that is wrong
  there takes 新增…经费60万元 within a reason for an amount spent, which nothing is held against; wrong
  accusations came of none.

What is missed on purpose: changes against the budget (比年初预算减少), for which no table says what
they are compared with; amounts in reasons without a name right before them or without 增加 or 减少;
a number whose subject stands in another sentence.
"""


if __name__ == "__main__":
    main()
