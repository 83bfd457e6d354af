"""Parents and children among subject codes."""

from __future__ import annotations

from juesuan.rules.hierarchy import Hierarchy


def tree(*codes: str, rooted: bool = True) -> Hierarchy:
    return Hierarchy({code: code for code in codes}, rooted=rooted)


def test_class_section_item() -> None:
    codes = tree("2080505", "208", "20805", "221")
    assert codes.children("合计") == ["208", "221"]
    assert codes.children("208") == ["20805"]
    assert codes.children("20805") == ["2080505"]
    assert codes.parents == ["合计", "208", "20805"]
    assert codes.leaves == ["2080505", "221"]


def test_a_missing_parent_is_passed_over() -> None:
    """A 项 whose 款 is not listed still counts in its 类: the 类 would be wrong without it."""
    codes = tree("208", "2080505")
    assert codes.parent("2080505") == "208"
    assert codes.children("208") == ["2080505"]


def test_without_any_ancestor_a_code_hangs_under_the_total() -> None:
    assert tree("2080505").children("合计") == ["2080505"]
    assert tree("30101", rooted=False).parent("30101") is None


def test_fixed_rows_have_no_common_root() -> None:
    codes = tree("301", "30101", "302", "30201", rooted=False)
    assert codes.parents == ["301", "302"]


def test_rows_keep_their_own_ids() -> None:
    codes = Hierarchy({"208": "社会保障和就业支出", "201": "一般公共服务支出"}, rooted=True)
    assert list(codes.codes.items()) == [("201", "一般公共服务支出"), ("208", "社会保障和就业支出")]
