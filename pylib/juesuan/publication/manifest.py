"""The manifest beside the outputs: what was made, from what, by which version, after which check."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from juesuan.model.rule import Severity
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from juesuan.model.finding import Report
    from juesuan.model.publication import Publication
    from juesuan.publication.privacy import Concern

FORM = "juesuan-publication"


def manifest_text(
    publication: Publication,
    report: Report,
    files: Mapping[str, bytes],
    concerns: Sequence[Concern],
    *,
    draft: bool,
    reason: str,
) -> str:
    """Write the manifest as JSON. ``reason`` says why it was exported in spite of errors, else it is empty.

    The workbook is named without its folder; long numbers that were found are shown in part only.
    """
    document: dict[str, Any] = {
        "form": FORM,
        "version": VERSION,
        "time": report.time.isoformat(timespec="seconds"),
        "title": publication.title,
        "layout": report.layout,
        "organisation": publication.organisation,
        "year": publication.year,
        "draft": draft,
        "workbook": {"name": PurePath(report.path).name, "sha256": report.sha256},
        "check": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "hints": report.count(Severity.HINT),
            "waived": len(report.waived),
            "roundings": len(report.roundings),
        },
        "forced": reason or None,
        "missing": [str(gap) for gap in publication.gaps],
        "concerns": [str(concern) for concern in concerns],
        "files": [
            {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in files.items()
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def made_by_us(path: Path, manifest: Path) -> bool:
    """Tell whether a file is just as the manifest in its folder says that it was written."""
    try:
        document = json.loads(manifest.read_text(encoding="utf-8"))
        hashes = {entry["sha256"] for entry in document["files"] if entry["name"] == path.name}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() in hashes
