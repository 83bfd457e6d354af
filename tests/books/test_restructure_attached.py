"""Parts beside the sheet, as Excel writes them: comments, controls, pivot tables, names."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.books.restructure import Concern, RestructureError, RowPlan, restructure_rows
from tests.books.restructure_markup import LONGER, MIXED, NAME, QUOTED, package_with

BOX = (
    '<v:shape><x:ClientData ObjectType="{}"><x:Anchor>1, 15, {}, 2, 3, 15, {}, 4</x:Anchor>{}'
    "</x:ClientData></v:shape>"
)
BUTTON = "<v:shape><v:textbox><font>按<br>钮</font></v:textbox></v:shape>"


def vml(*shapes: str) -> str:
    return f'<xml xmlns:v="v" xmlns:x="x">{"".join(shapes)}</xml>'


def test_conversations(tmp_path: Path) -> None:
    def thread(*refs: str) -> str:
        comments = "".join(
            f'<threadedComment ref="{ref}" id="1"><text>A6</text></threadedComment>' for ref in refs
        )
        return f"<ThreadedComments>{comments}</ThreadedComments>"

    part = "xl/threadedComments/t1.xml"
    package = package_with(tmp_path, "", {"threadedComment": (part, thread("A6", "A6", "A7"))})
    restructure_rows(package, NAME, MIXED)
    assert package.read(part).decode() == thread("A5", "A5")


def test_boxes_of_comments_and_controls(tmp_path: Path) -> None:
    part = "xl/drawings/vmlDrawing1.vml"
    before = vml(
        BOX.format("Note", 4, 8, "<x:Row>5</x:Row>"),
        BOX.format("Note", 5, 9, "<x:Row>6</x:Row>"),
        BOX.format("Drop", 7, 8, "<x:FmlaLink>$A$6</x:FmlaLink>"),
        BUTTON,
    )
    package = package_with(tmp_path, "", {"vmlDrawing": (part, before)})
    restructure_rows(package, NAME, MIXED)
    assert package.read(part).decode() == vml(
        BOX.format("Note", 3, 7, "<x:Row>4</x:Row>"),
        BOX.format("Drop", 7, 8, "<x:FmlaLink>$A$5</x:FmlaLink>"),
        BUTTON.replace("<br>", "<br/>"),
    )


def test_a_box_on_the_first_row_stays_on_the_sheet(tmp_path: Path) -> None:
    part = "xl/drawings/vmlDrawing1.vml"
    before = vml(BOX.format("Note", 2, 6, "<x:Row>3</x:Row>"))
    package = package_with(tmp_path, "", {"vmlDrawing": (part, before)})
    restructure_rows(package, NAME, RowPlan(1, 4, (4,)))
    assert package.read(part).decode() == vml(BOX.format("Note", 0, 4, "<x:Row>0</x:Row>"))


def anchors(*rows: int) -> str:
    kept = '<twoCellAnchor editAs="absolute"><from><row>5</row></from><to><row>6</row></to></twoCellAnchor>'
    one = f'<oneCellAnchor><from><row>{rows[0]}</row></from><ext cx="1" cy="2"/></oneCellAnchor>'
    ends = f"<from><row>{rows[1]}</row></from><to><row>{rows[2]}</row></to>"
    return f'<wsDr>{kept}{one}<twoCellAnchor editAs="oneCell">{ends}</twoCellAnchor></wsDr>'


def linked(link: str, source: str) -> str:
    return f'<formControlPr fmlaLink="{link}" fmlaRange="{source}"/>'


def bound(*cells: str) -> str:
    return (
        "<singleXmlCells>" + "".join(f'<singleXmlCell r="{cell}"/>' for cell in cells) + "</singleXmlCells>"
    )


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("ctrlProp", linked("$A$6", "$A$5:$A$8"), linked("$A$5", "$A$5:$A$8")),
        ("tableSingleCells", bound("A7", "A6"), bound("A5")),
        ("drawing", anchors(5, 6, 9), anchors(4, 7, 10)),  # a picture on a removed row goes to the next one
    ],
)
def test_parts_of_the_sheet(tmp_path: Path, kind: str, before: str, after: str) -> None:
    package = package_with(tmp_path, "", {kind: (f"xl/{kind}1.xml", before)})
    assert restructure_rows(package, NAME, MIXED).notices == ()
    assert package.read(f"xl/{kind}1.xml").decode() == after


def test_a_chart_grows_with_the_rows_under_it(tmp_path: Path) -> None:
    drawing = "<wsDr><twoCellAnchor><from><row>4</row></from><to><row>{}</row></to></twoCellAnchor></wsDr>"
    package = package_with(tmp_path, "", {"drawing": ("xl/drawing1.xml", drawing.format(9))})
    restructure_rows(package, NAME, LONGER)
    assert package.read("xl/drawing1.xml").decode() == drawing.format(11)


def test_pivot_tables(tmp_path: Path) -> None:
    def pivot(ref: str) -> str:
        return f'<pivotTableDefinition><location ref="{ref}" firstHeaderRow="1"/></pivotTableDefinition>'

    source = f'<cacheSource><worksheetSource ref="A4:B8" sheet="{NAME}"/></cacheSource>'
    cache = f"<pivotCacheDefinition>{source}</pivotCacheDefinition>"
    package = package_with(tmp_path, "", {"pivotTable": ("xl/pivotTables/p1.xml", pivot("A10:B12"))})
    package.write("xl/pivotCache/c1.xml", cache.encode())
    notices = restructure_rows(package, NAME, LONGER).notices
    assert [(notice.concern, notice.place) for notice in notices] == [(Concern.PIVOT_SOURCE, "A4:B8")]
    assert package.read("xl/pivotTables/p1.xml").decode() == pivot("A12:B14")
    assert package.read("xl/pivotCache/c1.xml").decode() == cache
    package = package_with(tmp_path, "", {"pivotTable": ("xl/pivotTables/p1.xml", pivot("A8:B9"))})
    with pytest.raises(RestructureError, match="数据透视表"):
        restructure_rows(package, NAME, LONGER)


NAMES = {
    'name="单格"': (f"{QUOTED}$A$7", f"{QUOTED}$A$9"),
    'name="相对"': (f"{QUOTED}A7", f"{QUOTED}A7"),
    'name="多处"': (f"{QUOTED}$A$5:$A$8,{QUOTED}$C$9", f"{QUOTED}$A$5:$A$10,{QUOTED}$C$11"),
    'name="公式"': ('OFFSET(别处!$A$7,0,0)&amp;"$A$7"', 'OFFSET(别处!$A$7,0,0)&amp;"$A$7"'),
    'name="_xlnm.Print_Titles" localSheetId="0"': (
        f"{QUOTED}$A:$B,{QUOTED}$1:$8",
        f"{QUOTED}$A:$B,{QUOTED}$1:$10",
    ),
    'name="_xlnm.Print_Area" localSheetId="0"': (f"{QUOTED}$A$5:$B$8", f"{QUOTED}$A$5:$B$10"),
    'name="_xlnm.Print_Area" localSheetId="1"': ("别处!$A$1:$B$7", "别处!$A$1:$B$7"),
}  # fmt: skip


def test_names(tmp_path: Path) -> None:
    package = package_with(tmp_path, "")
    defined = "".join(f"<definedName {key}>{old}</definedName>" for key, (old, _) in NAMES.items())
    book = package.read("xl/workbook.xml").decode()
    book = book.replace("</sheets>", f"</sheets><definedNames>{defined}</definedNames>")
    book = book.replace('<calcPr calcId="124519" fullCalcOnLoad="1"/>', "")
    package.write("xl/workbook.xml", book.encode())
    notices = restructure_rows(package, NAME, LONGER).notices
    after = package.read("xl/workbook.xml").decode()
    for key, (_, new) in NAMES.items():
        assert f"<definedName {key}>{new}</definedName>" in after
    assert [(notice.concern, notice.place) for notice in notices] == [(Concern.RELATIVE_NAME, "名称“相对”")]
    assert '</definedNames><calcPr fullCalcOnLoad="1"/>' in after
    restructure_rows(package, NAME, RowPlan(1, 12, ()))
    gone = package.read("xl/workbook.xml").decode()
    assert '<definedName name="单格">#REF!</definedName>' in gone
    assert 'name="_xlnm.Print_Area" localSheetId="0"' not in gone
    assert "_xlnm.Print_Titles" in gone  # its columns are still there
