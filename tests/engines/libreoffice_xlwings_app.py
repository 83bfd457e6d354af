"""Application and workbooks of the LibreOffice engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.engines.libreoffice_xlwings_models import AppModel, BookModel
from tests.engines.libreoffice_xlwings_office import Office, file_url, property_values
from tests.engines.libreoffice_xlwings_range import Range
from tests.engines.libreoffice_xlwings_sheets import Sheets

if TYPE_CHECKING:
    from tests.engines.libreoffice_xlwings import Engine

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xlam": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
}
_RUN_MACROS = 4
_EXCEL_A1 = 1
_EXCEL_ENGLISH = 4
_ALL_GROUPS = 0x7FFFFFFF


@ROUND_TRIPS.watched
class App:
    """The application. Settings that nothing can be seen of are kept with their history."""

    hwnd = 4711
    version = "16.0"

    def __init__(self, office: Office, engine: Engine) -> None:
        self._office = office
        self._engine = engine
        self._open: list[Book] = []
        self._settings: dict[str, Any] = {
            "screen_updating": True, "display_alerts": True, "enable_events": True, "status_bar": False,
        }  # fmt: skip
        self._said: list[str] = []

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def pid(self) -> int:
        return self._office.process.pid

    @property
    def api(self) -> AppModel:
        return AppModel(self)

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        return self._open[-1]._selection() if self._open else None

    @property
    def screen_updating(self) -> bool:
        return bool(self._settings["screen_updating"])

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._settings["screen_updating"] = value

    @property
    def display_alerts(self) -> bool:
        return bool(self._settings["display_alerts"])

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._settings["display_alerts"] = value

    @property
    def enable_events(self) -> bool:
        return bool(self._settings["enable_events"])

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._settings["enable_events"] = value

    @property
    def status_bar(self) -> Any:
        return self._settings["status_bar"]

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self._settings["status_bar"] = value
        if value:
            self._said.append(str(value))

    @property
    def calculation(self) -> str:
        automatic = all(book._doc.isAutomaticCalculationEnabled() for book in self._open)
        return "automatic" if automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self._open:
            book._doc.enableAutomaticCalculation(value == "automatic")

    @property
    def cut_copy_mode(self) -> bool:
        return False

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        for book in self._open:
            book.clipboard = 0

    def calculate(self) -> None:
        for book in self._open:
            book._doc.calculateAll()

    def activate(self, steal_focus: bool = False) -> None:
        """There is no window to bring to the front."""

    def stop(self) -> None:
        for book in list(self._open):
            book.close()
        self._office.stop()

    def _load(self, url: str, path: Path, **options: Any) -> Book:
        document = self._office.desktop.loadComponentFromURL(
            url, "_blank", 0, property_values(Hidden=True, **options)
        )
        if document is None:
            raise FileNotFoundError(path)
        book = Book(self, document, path)
        self._open.append(book)
        return book


@ROUND_TRIPS.watched
class Books:
    """The open workbooks."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def app(self) -> App:
        return self._app

    def __len__(self) -> int:
        return len(self._app._open)

    def __iter__(self) -> Any:
        return iter(list(self._app._open))

    @property
    def active(self) -> Book:
        return self._app._open[-1]

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, int):
            return self._app._open[key - 1]
        found = next((book for book in self._app._open if book.name.lower() == key.lower()), None)
        if found is None:
            raise KeyError(key)
        return found

    def add(self) -> Book:
        return self._app._load("private:factory/scalc", Path(f"工作簿{len(self) + 1}"))

    def open(self, fullname: str, *_others: Any, **options: Any) -> Book:
        path = Path(fullname).resolve()
        if not path.exists():
            raise FileNotFoundError(path)
        extra = {"FilterName": _FILTERS[".xlam"]} if path.suffix.lower() == ".xlam" else {}
        read_only = bool(options.get("read_only"))
        return self._app._load(
            file_url(path), path, ReadOnly=read_only, MacroExecutionMode=_RUN_MACROS, **extra
        )


@ROUND_TRIPS.watched
class Book:
    """An open workbook."""

    def __init__(self, app: App, document: Any, path: Path) -> None:
        self._app, self._doc, self._path = app, document, path
        self.clipboard = 0
        self.parser = _excel_parser(document)
        self.protections: dict[str, dict[str, bool]] = {}  # with what was allowed, by sheet

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> BookModel:
        return BookModel(self)

    @property
    def fullname(self) -> str:
        return str(self._path)

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        self._app._open.remove(self)
        self._app._open.append(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        self._path = Path(path).resolve() if path else self._path
        self._store(self._path)

    def close(self) -> None:
        self._app._open.remove(self)
        self._doc.close(True)

    def _store(self, path: Path) -> None:
        name = _FILTERS[path.suffix.lower() or ".xlsx"]
        self._doc.storeToURL(file_url(path), property_values(FilterName=name))

    def _selection(self) -> Range | None:
        chosen = self._doc.CurrentController.getSelection()
        if not hasattr(chosen, "RangeAddress"):
            return None
        area = chosen.RangeAddress
        sheet = self.sheets(area.Sheet + 1)
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(sheet, area.StartRow + 1, area.StartColumn + 1, rows, columns)


def _excel_parser(document: Any) -> Any:
    """LibreOffice's parser of formulas, set to Excel's way of writing them."""
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
    parser.FormulaConvention = _EXCEL_A1
    parser.OpCodeMap = mapper.getAvailableMappings(_EXCEL_ENGLISH, _ALL_GROUPS)
    return parser
