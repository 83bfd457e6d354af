"""The kinds of evidence by the names that lists of questions use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.selfcheck import table_evidence, word_evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan.model.selfcheck import Item, Judgement
    from juesuan.selfcheck.facts import Facts

EVIDENCE: dict[str, Callable[[Item, Facts], Judgement]] = {
    "parts_in_order": word_evidence.parts_in_order,
    "told": word_evidence.told,
    "word_findings": word_evidence.word_findings,
    "number_format": word_evidence.number_format,
    "forms_attached": word_evidence.forms_attached,
    "other_vehicles": word_evidence.other_vehicles,
    "portable": word_evidence.portable,
    "table_findings": table_evidence.table_findings,
    "tables_as_laid_out": table_evidence.tables_as_laid_out,
    "tables_published": table_evidence.tables_published,
    "class_figures": table_evidence.class_figures,
    "subject_level": table_evidence.subject_level,
    "columns_kept": table_evidence.columns_kept,
    "empty_tables": table_evidence.empty_tables,
    "problems": table_evidence.problems,
}
