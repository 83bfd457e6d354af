"""Charts: every figure is written beside its mark, and marks can be told apart without colour."""

from __future__ import annotations

import re

import pytest

from juesuan.model.amount import BLANK, Amount
from juesuan.model.narrative import Chart, ChartKind, Series
from juesuan.publication.charts import chart_alternative, chart_svg

_FONTS = ["Noto Sans CJK SC"]


def _pie(*hundredths: int) -> str:
    labels = tuple(f"项{number}" for number in range(len(hundredths)))
    series = Series("", tuple(map(Amount, hundredths)))
    return chart_svg(Chart("图2", "结构", ChartKind.PIE, labels, (series,)), _FONTS)


def test_slices_and_their_labels() -> None:
    svg = _pie(527481, 23165)
    assert re.findall(r">(项\d [\d,.]+)<", svg) == ["项0 5,274.81", "项1 231.65"]
    assert svg.count('<path d="M144') == 2


def test_every_slice_looks_different() -> None:
    fills = re.findall(r'<rect x="300" [^>]*fill="([^"]+)"', _pie(*range(100, 700, 100)))
    assert len(fills) == len(set(fills)) == 6


def test_one_slice_is_a_whole_circle_and_none_an_empty_one() -> None:
    assert _pie(500).count('<circle cx="144"') == 1
    assert 'fill="none"' in _pie(0)


def test_a_half_is_half_a_circle() -> None:
    ends = re.findall(r"L([\d.]+),([\d.]+) A120,120 0 (\d) 1 ([\d.]+),([\d.]+)", _pie(100, 100))
    assert ends == [
        ("144.00", "20.00", "0", "144.00", "260.00"),
        ("144.00", "260.00", "0", "144.00", "20.00"),
    ]


def test_bars_are_as_high_as_their_amounts_and_unknown_ones_marked() -> None:
    last, this = Series("上年", (BLANK, Amount(10000))), Series("本年", (Amount(-5000), Amount(5000)))
    chart = Chart("图1", "变动", ChartKind.BAR, ("收入", "支出"), (last, this))
    svg = chart_svg(chart, _FONTS)
    heights = [
        float(text)
        for text in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)"', svg)
    ]
    bars = heights[:3]  # the rest belongs to the legend
    assert bars == pytest.approx([bars[1] / 2, bars[1], bars[1] / 2], abs=0.1)
    assert "【待补充】" in svg
    assert "-50.00" in svg


def test_patterns_of_two_charts_on_a_page_do_not_meet() -> None:
    first = _pie(1, 2, 3, 4)
    other = chart_svg(Chart("图3", "结构", ChartKind.PIE, ("甲",), (Series("", (Amount(1),)),)), _FONTS)
    ids = re.findall(r'id="([^"]+)"', first + other)
    assert len(ids) == len(set(ids))


def test_what_it_shows_in_words() -> None:
    chart = Chart("图1", "变动", ChartKind.BAR, ("上年", "本年"), (Series("收入", (BLANK, Amount(550646))),))
    assert chart_alternative(chart) == "图1 变动（万元）。收入：上年 【待补充】，本年 5,506.46"
