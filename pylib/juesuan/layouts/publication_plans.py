"""Order and wording of a publication: specs/publication/<layout>.yaml becomes a PublicationPlan."""

from __future__ import annotations

from pathlib import Path

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.model.publication import Content, PartPlan, PublicationPlan, SectionPlan

GENERAL = "general"


def load_publication_plan(layout_id: str, specs: Path = SPECS) -> PublicationPlan:
    """Load the plan of a layout, the general one where the layout has none of its own.

    Raises SpecError, with file and line, when the spec is broken.
    """
    path = specs / "publication" / f"{layout_id}.yaml"
    if not path.exists():
        path = specs / "publication" / f"{GENERAL}.yaml"
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "公开文本的规定应为键值对")
    document.only("id", "title", "cover", "contents_title", "units_sentence", "parts")
    if document.text("id") != path.stem:
        raise document.error(f"id 应与文件名一致：{path.stem}", "id")
    return PublicationPlan(
        id=path.stem,
        title=document.text("title"),
        cover=document.texts("cover"),
        contents_title=document.text("contents_title"),
        parts=tuple(_part(part) for part in document.items_of("parts")),
        units_sentence=document.text("units_sentence", ""),
    )


def _part(part: Mapping) -> PartPlan:
    part.only("title", "content", "sheet", "asks", "sections", "headings", "widths", "forms")
    try:
        content = Content(part.text("content"))
    except ValueError:
        raise part.error(f"content 应为 {'、'.join(Content)} 之一", "content") from None
    sheet = part.text("sheet", "")
    if content in {Content.TEXT, Content.LIST} and not sheet:
        raise part.error(f"“{part.text('title')}”要写明取自哪个工作表（sheet）")
    headings = part.texts("headings")
    if (content is Content.LIST) != bool(headings):
        raise part.error("content 为 list 时要写表头（headings），其他时候不能写")
    return PartPlan(
        title=part.text("title"),
        content=content,
        sheet=sheet,
        asks=part.text("asks", ""),
        sections=tuple(_section(section) for section in part.items_of("sections")),
        headings=headings,
        widths=_widths(part, len(headings)),
        forms=part.flag("forms"),
    )


def _section(section: Mapping) -> SectionPlan:
    section.only("title", "asks", "units")
    return SectionPlan(section.text("title"), section.text("asks", ""), section.flag("units"))


def _widths(part: Mapping, count: int) -> tuple[int, ...]:
    widths = part.get("widths") or [1] * count
    if not isinstance(widths, list) or len(widths) != count:
        raise part.error("widths 应与 headings 一样多", "widths")
    if not all(isinstance(width, int) and width > 0 for width in widths):
        raise part.error("widths 应为大于 0 的整数", "widths")
    return tuple(widths)
