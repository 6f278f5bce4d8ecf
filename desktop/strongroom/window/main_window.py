"""The window: the rail, one page at a time, and what works on every page."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from strongroom.window.keyboard import end_writing, let_go, next_control
from strongroom.window.laid_out import bring_into_view
from strongroom.window.measures import LEAST_UP_TO, LEAST_WINDOW, SMALLEST_WINDOW
from strongroom.window.opening import is_ours
from strongroom.window.page import Page, Parts
from strongroom.window.places import (
    ContactsPlace,
    DrillsPlace,
    FileCodesPlace,
    Home,
    ImportPlace,
    LabelsPlace,
    LogPlace,
    MessagesPlace,
    PaymentCodesPlace,
    PaymentPlace,
    PeoplePlace,
    Place,
    PractisePlace,
    ScanPlace,
    SettingsPlace,
    SetUpPlace,
    SignedMessagePlace,
    VaultPlace,
    WalletPlace,
    WhatItIsPlace,
)
from strongroom.window.rail import Rail
from strongroom.window.settings_file import Geometry
from strongroom.window.tasks import let_go_of_tasks
from strongroom.window.turns import Turns
from strongroom.window.widgets.practice_band import PracticeBand
from strongroom.window.widgets.sign import SignKind

_USUAL = (1280, 800)
_MODULES = {
    Home: ("strongroom.window.pages.home", "HomePage"),
    WalletPlace: ("strongroom.window.pages.wallet", "WalletPage"),
    PaymentPlace: ("strongroom.window.pages.payment", "PaymentPage"),
    PaymentCodesPlace: ("strongroom.window.pages.payment_codes", "PaymentCodesPage"),
    FileCodesPlace: ("strongroom.window.pages.file_codes", "FileCodesPage"),
    ScanPlace: ("strongroom.window.pages.scan", "ScanPage"),
    SetUpPlace: ("strongroom.window.wizards.set_up", "SetUpPage"),
    ImportPlace: ("strongroom.window.pages.check_wallet", "CheckWalletPage"),
    LabelsPlace: ("strongroom.window.pages.labels", "LabelsPage"),
    SignedMessagePlace: ("strongroom.window.pages.signed_message", "SignedMessagePage"),
    WhatItIsPlace: ("strongroom.window.pages.what_it_is", "WhatItIsPage"),
    MessagesPlace: ("strongroom.window.pages.messages", "MessagesPage"),
    PractisePlace: ("strongroom.window.pages.practise", "PractisePage"),
    SettingsPlace: ("strongroom.window.pages.settings", "SettingsPage"),
    VaultPlace: ("strongroom.window.pages.vault", "VaultPage"),
    LogPlace: ("strongroom.window.pages.log", "LogPage"),
    PeoplePlace: ("strongroom.window.pages.people", "PeoplePage"),
    DrillsPlace: ("strongroom.window.pages.drills", "DrillsPage"),
    ContactsPlace: ("strongroom.window.pages.contacts", "ContactsPage"),
}
"""The page of each place, imported when somebody goes there; it is made of parts and place."""
_OPENING = "strongroom.workflows.open_anything"
"""What opening anything imports late."""


class MainWindow(QWidget):
    """Places pages and moves between them; knows nothing of what they show."""

    def __init__(self, parts: Parts, start: Place | None = None) -> None:
        super().__init__()
        self.parts = parts
        self.setWindowTitle("Strongroom")
        self._set_least()
        self.setAcceptDrops(True)
        self.opening = parts.opening
        self.rail = Rail(parts, frozenset(filter(can_show, _MODULES)))
        self.band = PracticeBand(parts.look)
        self.band.hide()
        self._row = QHBoxLayout()
        self._row.addWidget(self.rail)
        whole = QVBoxLayout(self)
        for layout in (whole, self._row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        whole.addWidget(self.band)
        whole.addLayout(self._row, 1)
        self.place: Place = start or Home()
        self.page: Page | None = None
        self._connect()
        self._restore()
        self._turns = Turns(self)
        self._make(self.place)
        self._furnish_page()
        self._put_page()
        self._show_page()

    def go(self, place: Place) -> None:
        """Leaves the page for another; a page that this version lacks says so where one is."""
        if not can_show(type(place)):
            self._say(self.tr("This version has no page for that yet."), SignKind.TO_KNOW)
            return
        # Making a page, furnishing, placing and showing it are turns; nothing is painted between.
        self.setUpdatesEnabled(False)
        try:
            self._make(place)
        except BaseException:
            self._paint_again()
            raise
        self._turns.begin((self._furnish_page, self._put_page, self._show_page))

    def _make(self, place: Place) -> None:
        """Makes the page of a place, and lets the one before go."""
        page = _maker(type(place))(self.parts, place)
        page.go.connect(self.go)
        page.practice_changed.connect(self._show_practice)
        before, self.page, self.place = self.page, page, place
        if before is not None:
            self._row.removeWidget(before)
            let_go(before, self)
        self.rail.show_place(place)

    def _furnish_page(self) -> None:
        if self.page is not None:
            self.page.furnish()
            # Only now it is known: to leave the look of practice and take it again takes long.
            self._show_practice()

    def _put_page(self) -> None:
        if self.page is not None:
            # It would be shown with the window it comes into.
            self.page.hide()
            self._row.addWidget(self.page, 1)

    def _show_page(self) -> None:
        try:
            if self.page is not None:
                self.page.show()
                self.page.begin()
        finally:
            self._paint_again()

    def _paint_again(self) -> None:
        """Lets the window be painted, and sees that it is.

        Qt drops a request to update that comes meanwhile, and makes no other as long as it holds
        the whole window for dirty.
        """
        self.setUpdatesEnabled(True)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.UpdateRequest))

    def open_anything(self) -> None:
        self.opening.ask(self)

    def lock(self) -> None:
        self.parts.session.lock()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if is_ours(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.opening.open_data(event.mimeData()):
            event.acceptProposedAction()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab goes as one reads: Qt alone would go in the order in which things were made.

        Where the control with the keyboard was switched off, the page has it: the next control
        would take what somebody goes on typing for itself.
        """
        now = self.focusWidget()
        if self.page is not None and now is not None and not now.isEnabled():
            self.page.setFocus()
            return True
        control = next_control(self, now, onward=onward)
        if control is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
        control.setFocus(reason)
        bring_into_view(control)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._end_page()
        self._remember()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.rail.go.connect(self.go)
        self.rail.open_anything.connect(self.open_anything)
        self.rail.lock.connect(self.lock)
        self.opening.opened.connect(self.go)
        self.opening.told.connect(lambda text: self._say(text, SignKind.TO_KNOW))
        self.opening.warned.connect(lambda text: self._say(text, SignKind.LOOK))
        self.opening.failed.connect(self._say_error)
        self.parts.look.changed.connect(self._set_least)
        self.parts.session.leaving.connect(self._leave_page)
        self.parts.session.vault_changed.connect(self._follow_vault)
        self.parts.session.log_broken.connect(self._say_log_broken)
        keys: tuple[tuple[QKeySequence.StandardKey, Callable[[], None]], ...] = (
            (QKeySequence.StandardKey.Open, self.open_anything),
            (QKeySequence.StandardKey.Paste, self.opening.paste),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _set_least(self) -> None:
        is_small = self.parts.look.measures.scale <= LEAST_UP_TO
        self.setMinimumSize(*(LEAST_WINDOW if is_small else SMALLEST_WINDOW))

    def _fit(self) -> None:
        self.rail.fit(self.size())
        if self.page is not None:
            self.band.begin_at(self.rail.width() + self.parts.look.px(self.page.margin))

    def _show_practice(self) -> None:
        """The band and the colour, on the pages of practice and on no other."""
        is_practice = self.page is not None and self.page.is_practice
        self.band.setVisible(is_practice)
        self._fit()
        self.parts.look.practise(is_practice)

    def _say(self, text: str, sign: SignKind) -> None:
        if self.page is not None:
            self.page.say(text, sign)

    def _say_log_broken(self) -> None:
        said = self.tr("The log of this vault does not hold. The page of the vault says more.")
        self._say(said, SignKind.STOPS)

    def _say_error(self, error: object) -> None:
        if self.page is not None:
            self.page.say_error(error)

    def _end_page(self) -> None:
        """Has the page keep what was written in it."""
        if self.page is not None:
            end_writing(self.page)
            self.page.hide()

    def _leave_page(self) -> None:
        """Has the page keep what was written in it, and hear of nothing more."""
        self._end_page()
        if self.page is not None:
            let_go_of_tasks(self.page)

    def _follow_vault(self) -> None:
        """No page of the vault before stays open, and no word of it is kept."""
        self.parts.look.set_texts.clear()
        is_open = self.parts.session.vault is not None
        self.go(Home() if is_open else VaultPlace())

    def _restore(self) -> None:
        geometry = self.parts.settings.remembered.geometry
        self.resize(QSize(*_USUAL).boundedTo(self.screen().availableSize()))
        if geometry is None:
            return
        area = QRect(geometry.left, geometry.top, geometry.width, geometry.height)
        if any(screen.geometry().intersects(area) for screen in QGuiApplication.screens()):
            self.setGeometry(area)
        if geometry.is_maximised:
            self.showMaximized()

    def _remember(self) -> None:
        settings, area = self.parts.settings, self.normalGeometry()
        where = Geometry(area.left(), area.top(), area.width(), area.height(), self.isMaximized())
        settings.remember(replace(settings.remembered, geometry=where))


def can_show(kind: type) -> bool:
    """Whether this version has a page for that kind of place."""
    return _is_there(_MODULES[kind][0])


def import_pages() -> None:
    """Imports every page, and the rooms below that it is made of."""
    for kind, (module, _) in _MODULES.items():
        if can_show(kind):
            import_module(module)
    import_module(_OPENING)


@cache
def _is_there(name: str) -> bool:
    room = name.rpartition(".")[0]
    return find_spec(room) is not None and find_spec(name) is not None


def _maker(kind: type) -> Callable[[Parts, Place], Page]:
    module, name = _MODULES[kind]
    made: Callable[[Parts, Place], Page] = getattr(import_module(module), name)
    return made
