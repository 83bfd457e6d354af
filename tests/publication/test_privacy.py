"""Numbers and words that must not leave the office, and those that only look like them."""

from __future__ import annotations

import pytest

from juesuan.model.narrative import Paragraph
from juesuan.model.publication import Part, Publication
from juesuan.publication.privacy import privacy_concerns

# Made up: the check digits were worked out by hand after GB 11643 and Luhn; nobody has these numbers.
ID_CARD, BANK_CARD = "11010519491231002X", "6222020000000000000"


def _kinds(text: str, words: tuple[str, ...] = (), allowed: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    publication = Publication(
        "示例局", 2023, "题", (), "目录", (Part("第一部分", (Paragraph("a", (text,)),)),)
    )
    return [(found.kind, found.grave) for found in privacy_concerns(publication, words, allowed)]


@pytest.mark.parametrize(
    "text", [f"身份证{ID_CARD}。", "号 110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_id_cards(text: str) -> None:
    assert _kinds(text) == [("身份证号", True)]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # wrong check digit
        "11010519491331002X",  # no such day
        "2023年度收支总计5506.46万元",
        "统一社会信用代码11420107MB1234567X",
        "资金123456789012.34元",
        "2080101、2080102、2080105、2080106",
        "文号：青人资〔2023〕13812345号",
    ],
)
def test_not_personal(text: str) -> None:
    assert _kinds(text) == []


def test_cards_telephones_and_mail() -> None:
    assert _kinds(f"卡号 {BANK_CARD}") == [("银行卡号", True)]
    assert _kinds("卡号 6222020000000000005") == []
    assert _kinds("联系人 13812345678") == [("手机号", True)]
    assert _kinds("电话 +86 138-1234-5678") == [("手机号", True)]
    assert _kinds("公开电话：027-12345678") == [("固定电话", False)]
    assert _kinds("邮箱 someone@example.cn") == [("电子邮箱", False)]


def test_a_users_words() -> None:
    assert _kinds("内部资料", words=("内部",)) == [("清单里的词", True)]
    assert _kinds("公开资料", words=("内部",)) == []


def test_what_may_stay() -> None:
    assert _kinds("监督电话 13812345678", allowed=("13812345678",)) == []


def test_a_report_shows_only_part_of_a_number() -> None:
    publication = Publication("示例局", 2023, ID_CARD, (ID_CARD,), "目录", ())
    (concern,) = privacy_concerns(publication)
    assert ID_CARD not in str(concern)
    assert str(concern) == "身份证号“110***********002X”（目录）"
