"""The web page: self-contained, accessible, and readable on a phone in a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.publication.conftest import Published
from tests.publication.printed import Page, amounts_in, figures_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_PROBE = """<script>document.title = [document.documentElement.scrollWidth, innerWidth,
  document.querySelectorAll("table").length,
  [...document.querySelectorAll("svg")].filter(s => s.getBoundingClientRect().width > innerWidth).length,
  [...document.querySelectorAll("p")].filter(p => parseFloat(getComputedStyle(p).fontSize) < 12).length
].join(" ")</script></body>"""


@pytest.fixture(scope="module")
def page(qingshan: Published) -> Page:
    return Page(qingshan.files["html"])


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert all(str(link["href"]).startswith("#") for link in page.all("a"))


def test_contents_lead_to_what_they_name(page: Page) -> None:
    anchors = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    targets = [str(link["href"])[1:] for link in page.all("a")]
    assert set(targets) <= anchors
    assert len(targets) == len(set(targets)) > 20


def test_tables_speak_to_a_screen_reader(page: Page) -> None:
    assert page.all("html") == [{"lang": "zh-CN"}]
    assert len(page.all("caption")) == len(page.all("table")) == 10  # with 重点工作
    assert all(heading.get("scope") in {"col", "colgroup", "row"} for heading in page.all("th"))
    regions = [area for area in page.all("div") if area.get("role") == "region"]
    assert len(regions) == 10
    assert all(area["aria-label"] and area["tabindex"] == "0" for area in regions)
    pictures = page.all("svg")
    assert len(pictures) == 4
    assert all(picture["role"] == "img" and picture["aria-label"] for picture in pictures)


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_with_gaps_says_that_it_is_a_draft(page: Page) -> None:
    assert "草稿，不得公开" in page.text
    assert len(page.all("mark")) > 0


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_in_a_browser_on_a_phone(qingshan: Published, tmp_path: Path) -> None:
    html = qingshan.files["html"].decode()
    html = re.sub(r"<meta http-equiv[^>]*>", "", html).replace("</body>", _PROBE)  # let the probe run
    place = tmp_path / "page.html"
    place.write_text(html, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--window-size=500,900"]
    done = subprocess.run(
        [*command, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", place.as_uri()],
        capture_output=True, check=True, timeout=60, encoding="utf-8",
    )  # fmt: skip
    title = re.search(r"<title>([\d ]+)</title>", done.stdout)
    assert title is not None
    width, screen, tables, wide_pictures, tiny = map(int, title[1].split())
    assert width <= screen  # wide tables scroll in their own frame
    assert (tables, wide_pictures, tiny) == (10, 0, 0)
    shown = Page(done.stdout.encode()).tables
    figures = figures_of(qingshan.figures)
    for printed, rows in zip(qingshan.publication.tables, shown, strict=False):
        assert amounts_in(text for row in rows for text in row) == figures[printed.id]
