"""One export: the checks first, then the outputs, looked through before any of them is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.books.performance_sheets import evaluation_of, read_form_sheets
from juesuan.books.publication_workbook import publication_workbook
from juesuan.books.saving import keep_backup, written_beside
from juesuan.books.sheets import open_book
from juesuan.books.text_sheets import read_text_sheets
from juesuan.layouts.performance_forms import load_forms_spec
from juesuan.layouts.publication_plans import load_publication_plan
from juesuan.model.rule import Severity
from juesuan.narrative import explain
from juesuan.publication.attached_forms import form_blocks
from juesuan.publication.content import publication_of
from juesuan.publication.file_safety import file_concerns
from juesuan.publication.fonts import FontError
from juesuan.publication.manifest import made_by_us, manifest_text
from juesuan.publication.privacy import Concern, privacy_concerns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Report
    from juesuan.model.publication import Block, Publication

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class Form(StrEnum):
    """The outputs, by the ending of their files."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to export. ``reason`` lets errors pass, and is recorded in the manifest only.

    ``words`` are looked for in all texts, ``allowed`` are texts that may stay although they look private.
    """

    forms: tuple[Form, ...] = tuple(Form)
    draft: bool = False
    reason: str = ""
    words: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(slots=True)
class Export:
    """What became of an export. Nothing is written when it is ``blocked``.

    ``refused`` are outputs that were not made, each with the sentence that says why.
    """

    publication: Publication
    concerns: list[Concern]
    blocked: list[str] = field(default_factory=list)
    refused: dict[Form, str] = field(default_factory=dict)
    written: list[Path] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)
    stale: list[Path] = field(default_factory=list)
    manifest: Path | None = None

    @property
    def complete(self) -> bool:
        """True when every output that was asked for has been written."""
        return not self.blocked and not self.refused


def compose(disclosure: Disclosure) -> Publication:
    """Put together what would be published of a workbook that has been read.

    Raises ReadError when its text sheets cannot be read, SpecError when a spec is broken.
    """
    plan = load_publication_plan(disclosure.layout.id)
    sheets = [part.sheet for part in plan.parts if part.sheet]
    texts = read_text_sheets(disclosure.path, sheets) if disclosure.path else {}
    attached = _attached(disclosure) if any(part.forms for part in plan.parts) else ()
    return publication_of(disclosure, plan, texts, explain(disclosure), attached)


def _attached(disclosure: Disclosure) -> tuple[Block, ...]:
    """The forms of 绩效自评 that the workbook holds."""
    if not disclosure.path:
        return ()
    evaluation = evaluation_of(read_form_sheets(open_book(disclosure.path)))
    return tuple(form_blocks(evaluation, load_forms_spec(disclosure.layout.id)))


def export(disclosure: Disclosure, report: Report, folder: Path, wishes: Wishes) -> Export:
    """Publish a checked disclosure into a folder, with a manifest beside the outputs.

    ``report`` is the check of this disclosure: its errors block the export, as do ID cards and the like in
    the texts. What is missing keeps the PDF from being made unless it is a draft, a missing table also the
    workbook. All files are made and looked through before the first is written; one that somebody has changed
    since is kept as a dated copy.
    Raises ReadError, SpecError, and OSError when the folder cannot be written.
    """
    publication = compose(disclosure)
    result = Export(publication, privacy_concerns(publication, wishes.words, wishes.allowed))
    files = {} if _blocked(result, report, wishes) else dict(_files(result, report, wishes))
    if not files:
        return result
    faults = file_concerns(files)
    if faults:
        result.concerns += faults
        result.blocked.append("生成的文件里有不该公开的内容")
        return result
    title = _NOT_IN_NAMES.sub("_", publication.title)
    folder.mkdir(parents=True, exist_ok=True)
    result.manifest = folder / f"{title}.清单.json"
    for form in Form:
        target = folder / f"{title}.{form}"
        if target.name not in files and target.exists():
            result.stale.append(target)
    manifest = manifest_text(
        publication, report, files, result.concerns, draft=wishes.draft, reason=wishes.reason
    )
    for name, data in files.items():
        _write(result, folder / name, data)
    with written_beside(result.manifest) as beside:
        beside.write_text(manifest, encoding="utf-8")
    return result


def _blocked(result: Export, report: Report, wishes: Wishes) -> bool:
    """Note what stands in the way, and tell whether it stops the export."""
    reasons = []
    if errors := report.count(Severity.ERROR):
        reasons.append(f"核对有 {errors} 个错误")
    if grave := sum(concern.grave for concern in result.concerns):
        reasons.append(f"文字里有 {grave} 处不宜公开的内容")
    if not wishes.reason:
        result.blocked = reasons
    return bool(result.blocked)


def _files(result: Export, report: Report, wishes: Wishes) -> Iterator[tuple[str, bytes]]:
    """Make the outputs, each under its name; what cannot be made is noted."""
    publication, day = result.publication, report.time.date()
    for form in wishes.forms:
        gaps = {Form.PDF: publication.gaps, Form.XLSX: publication.table_gaps}.get(form)
        if gaps and not wishes.draft:
            result.refused[form] = f"还缺 {len(gaps)} 处内容；补齐后再导出，或用 --draft 出草稿"
            continue
        try:
            data = make_form(form, publication, day, draft=wishes.draft)
        except FontError as error:
            result.refused[form] = str(error)
        else:
            yield f"{_NOT_IN_NAMES.sub('_', publication.title)}.{form}", data


def make_form(form: Form, publication: Publication, day: dt.date, *, draft: bool) -> bytes:
    """Make one output of a publication. Raises FontError when no font on this computer can set it."""
    match form:
        case Form.XLSX:
            return publication_workbook(publication, day)
        case Form.DOCX:
            from juesuan.publication.word_document import word_document

            return word_document(publication, day, draft=draft)
        case Form.PDF:
            from juesuan.publication.pdf import pdf_bytes

            return pdf_bytes(publication, day, draft=draft)
        case Form.HTML:
            from juesuan.publication.web_page import web_page

            return web_page(publication, draft=draft or bool(publication.gaps)).encode()


def _write(result: Export, target: Path, data: bytes) -> None:
    if target.exists() and result.manifest and not made_by_us(target, result.manifest):
        result.backups.append(keep_backup(target))
    with written_beside(target) as beside:
        beside.write_bytes(data)
    result.written.append(target)
