"""The recovery sheet on its way to paper: printed, or saved as a PDF that must go again."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QPagedPaintDevice
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from strongroom.formats.text import slug
from strongroom.paper.document import Document, PaperError, draw, page_size, pdf, usual_size
from strongroom.paper.measures import PaperSize
from strongroom.paper.recovery_sheet import Sheet, recovery_sheet
from strongroom.transports.files import remove_secret, write_secret
from strongroom.window.fonts import TypeSize
from strongroom.window.icons import Icon
from strongroom.window.page import Page, emptied
from strongroom.window.pages.vault_fields import from_home
from strongroom.window.paper_kinds import paper_kinds, size_of
from strongroom.window.paragraph import Voice
from strongroom.window.tasks import Task, without_progress
from strongroom.window.theme import Role
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.layouts import Flow
from strongroom.window.widgets.sign import SignKind
from strongroom.window.widgets.text import Text
from strongroom.workflows.backup_notes import sheet_printed, sheet_saved
from strongroom.workflows.log import Note

_SOFT = Voice(TypeSize.SMALL, role=Role.INK_SOFT)


class SheetOnPaper(QWidget):
    """What is offered, and once a PDF lies somewhere, what is to be done about it."""

    def __init__(self, page: Page, vault: Path, sheet: Callable[[], Sheet]) -> None:
        """``sheet`` reads a file, and is called in a lane."""
        super().__init__()
        self._page, self._vault, self._sheet = page, vault, sheet
        self.file: Path | None = None
        self._is_offering = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(page.look.px(8))
        self._offer()

    def offer_no_more(self) -> None:
        """From now on only what was saved is spoken of."""
        self._is_offering = False
        self.setVisible(self.file is not None)

    def _offer(self) -> None:
        self._fill(
            self.tr(
                "Writing by hand leaves nothing behind. A printer and its queue may remember what"
                " they printed; a PDF is the key itself, for as long as it lies anywhere."
            ),
            self._button(self.tr("Print the sheet…"), self._print, Icon.PRINT),
            self._button(self.tr("Save it as a PDF…"), self._warn, Icon.SHEET),
        )

    def _warn(self) -> None:
        """Said before a place is chosen, and not afterwards."""
        choose = self._button(self.tr("Choose where…"), self._save)
        self._fill(
            self.tr(
                "Whoever finds this PDF and the vault’s file can open the vault. It must not stay"
                " on this computer or in a cloud’s folder: save it on a stick, print it from"
                " there, and remove it. Files that were removed can often be brought back."
            ),
            choose,
            self._button(self.tr("Rather not"), self._offer),
        )
        choose.setFocus()

    def _show_saved(self, path: Path) -> None:
        self.file = path
        self._note(sheet_saved(path))
        remove = self._button(self.tr("Remove the PDF"), self._remove, Icon.CLOSE)
        self._fill(
            self.tr("The key lies in {file}. Print it, then remove it.").format(
                file=from_home(path)
            ),
            remove,
        )
        remove.setFocus()

    def _print(self) -> None:
        self._read(self._print_sheet)

    def _print_sheet(self, sheet: Sheet) -> None:
        """By the system's own dialog; Qt's file for the print queue is removed by Qt."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        document = recovery_sheet(sheet)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(document.title)
        printer.setPageSize(page_size(usual_size()))
        # It goes with the page, as when the vault is locked meanwhile.
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda _: self._draw(document, printer))
        QDialog.open(dialog)

    def _draw(self, document: Document, printer: QPagedPaintDevice) -> None:
        try:
            draw(document, printer)
        except PaperError as error:
            self._page.say_error(error)
        else:
            self._page.say(self.tr("Sent to the printer."), SignKind.SEEN)
            self._note(sheet_printed())

    def _save(self) -> None:
        name = f"recovery-key-{slug(self._vault.stem)}.pdf"
        title, kinds = self.tr("Save the key, not on this computer"), ";;".join(paper_kinds())
        chosen, kind = QFileDialog.getSaveFileName(self, title, name, kinds)
        if not chosen:
            return
        path = Path(chosen)
        self._do(
            lambda: path.resolve().is_relative_to(self._vault.parent),
            partial(self._write_unless_beside, path, size_of(kind)),
        )

    def _write_unless_beside(self, path: Path, size: PaperSize, is_beside: bool) -> None:
        if is_beside:
            said = self.tr("There the key would lie beside the vault it opens. Choose another.")
            self._page.say(said, SignKind.LOOK)
            return
        self._read(partial(self._write, path, size))

    def _write(self, path: Path, size: PaperSize, sheet: Sheet) -> None:
        def work() -> Path:
            write_secret(path, pdf(recovery_sheet(sheet), size))
            return path

        self._do(work, self._show_saved)

    def _remove(self) -> None:
        path = self.file
        assert path is not None
        self._do(partial(remove_secret, path), lambda _: self._forget())

    def _forget(self) -> None:
        self.file = None
        self._page.say(self.tr("The PDF is removed."), SignKind.SEEN)
        if self._is_offering:
            self._offer()
        else:
            self.hide()

    def _read(self, then: Callable[[Sheet], None]) -> None:
        self._do(self._sheet, then)

    def _note(self, note: Note) -> None:
        task = self._page.session.change(lambda keeper: keeper.note(note))
        task.failed.connect(self._page.say_error)

    def _do(self, work: Callable[[], object], then: Callable[..., None]) -> None:
        task = Task(self)
        task.succeeded.connect(then)
        task.failed.connect(self._page.say_error)
        task.run(self._page.parts.lanes.files, without_progress(work))

    def _fill(self, words: str, *buttons: Button) -> None:
        emptied(self._column)
        held = QWidget()
        row = Flow(self._page.look)
        for button in buttons:
            row.addWidget(button)
        held.setLayout(row)
        self._column.addWidget(Text(self._page.look, words, _SOFT))
        self._column.addWidget(held)

    def _button(self, words: str, act: Callable[[], None], icon: Icon | None = None) -> Button:
        button = Button(self._page.look, words, icon=icon)
        button.clicked.connect(lambda: act())
        return button
