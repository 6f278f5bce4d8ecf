"""A wallet in the files that devices and other programs take, each saved where somebody says."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from strongroom.formats.writing import write_wallet
from strongroom.model.device import Device, device_named
from strongroom.model.errors import StrongroomError
from strongroom.model.wallet import Wallet
from strongroom.transports.files import write_file
from strongroom.transports.qr.styles import WITHOUT_CAMERA
from strongroom.window.fonts import TypeSize, Weight
from strongroom.window.icons import Icon
from strongroom.window.page import Parts
from strongroom.window.pages.export_targets import ENCRYPTED, LABELS, Group, Target, targets
from strongroom.window.pages.export_words import ExportWords
from strongroom.window.pages.wallet_part import SOFT, STRONG, WalletPart
from strongroom.window.paragraph import Voice
from strongroom.window.places import FileCodesPlace, Place
from strongroom.window.tasks import Task, without_progress
from strongroom.window.widgets.buttons import Button
from strongroom.window.widgets.card import Card, CardKind, Hairline
from strongroom.window.widgets.layouts import Ends, Flow
from strongroom.window.widgets.text import Text
from strongroom.words.findings import words_for
from strongroom.workflows.backup_notes import labels_saved, wallet_saved
from strongroom.workflows.encrypted_backup import back_up
from strongroom.workflows.keeping import Keeper, KeptWallet
from strongroom.workflows.labels import give_out

_LEAD = Voice(TypeSize.LEAD, Weight.STRONG)


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a target gets: its text, or the reason why it cannot have the wallet."""

    target: Target
    text: str
    reason: str = ""


class ExportsPart(WalletPart):
    """A row for each device and program, in groups; codes lead back to ``place``."""

    def __init__(self, parts: Parts, kept: KeptWallet, place: Place) -> None:
        super().__init__(parts, kept)
        self._place = place
        self.last_folder = Path.home()
        self._said = ExportWords(self)
        self._group: Group | None = None
        self.column.addStretch(1)
        self.derive(partial(_offers, self.session.keeper, kept), self._show)

    def _show(self, offers: tuple[_Offer, ...]) -> None:
        self._turns.begin([*(partial(self._add, offer) for offer in offers), self._end])

    def _add(self, offer: _Offer) -> None:
        if offer.target.group is not self._group:
            self._begin(offer.target.group)
        else:
            self._card.body.addWidget(Hairline(self.look))
        self._card.body.addWidget(self._row(offer))

    def _begin(self, group: Group) -> None:
        """A caption, and a card for the rows to come, which is seen once they are all in it."""
        self._end()
        self._group, self._card = group, Card(self.look, CardKind.LIST)
        self._card.hide()
        for part in (Text(self.look, self._said.group(group), _LEAD), self._card):
            self.column.insertWidget(self.column.count() - 1, part)

    def _end(self) -> None:
        if self._group is not None:
            self._card.show()

    def _row(self, offer: _Offer) -> QWidget:
        row = QWidget()
        px = self.look.px
        frame = QVBoxLayout(row)
        frame.setContentsMargins(px(16), px(10), px(16), px(10))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        title = self._said.title(offer.target)
        said = offer.reason or self._said.use(offer.target)
        words.addWidget(Text(self.look, title, STRONG))
        words.addWidget(Text(self.look, said, SOFT))
        if not offer.target.format:
            frame.addLayout(words)
            return row
        save = Button(
            self.look,
            self.tr("Save…"),
            icon=Icon.EXPORT,
            spoken=self.tr("Save for {title}").format(title=title),
        )
        save.switch(offer.reason)
        save.clicked.connect(lambda: self.save(offer))
        buttons = Flow(self.look)
        buttons.addWidget(self._show_button(offer, title))
        buttons.addWidget(save)
        ends = Ends(self.look, least=200, centred=True)
        ends.addLayout(words)
        ends.addLayout(buttons)
        frame.addLayout(ends)
        return row

    def _show_button(self, offer: _Offer, title: str) -> Button:
        spoken = self.tr("Show {title} as QR").format(title=title)
        show = Button(self.look, self.tr("Show as QR"), icon=Icon.QR, spoken=spoken)
        device = device_named(offer.target.device or offer.target.format)
        show.switch(offer.reason or self._no_camera(device))
        place = FileCodesPlace(self.kept.row, title, offer.text, self._place, device)
        show.clicked.connect(lambda: self.wanted.emit(place))
        return show

    def _no_camera(self, device: Device | None) -> str:
        """Why it cannot be shown to a device; nothing where it can."""
        # Coldcard's file is one for all its models, of which the Q has a camera.
        if device is Device.COLDCARD or device not in WITHOUT_CAMERA:
            return ""
        return self.tr("It has no camera; save the file.")

    def save(self, offer: _Offer) -> None:
        """Asks where to, and writes the whole file or nothing."""
        start = str(self.last_folder / self._file_name(offer.target))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the wallet"), start)
        if not chosen:
            return
        path = Path(chosen)
        self.last_folder = path.parent
        task = Task(self)
        said = self.tr("Saved as {name}. It holds no secret, but shows every address.")
        task.succeeded.connect(lambda _: self.told.emit(said.format(name=path.name)))
        task.succeeded.connect(lambda _: self._note(offer, path))
        task.failed.connect(self.failed)
        write = partial(write_file, path, offer.text.encode())
        task.run(self.parts.lanes.files, without_progress(write))

    def _note(self, offer: _Offer, path: Path) -> None:
        """The log says which backup there is, and where."""
        content, form = offer.text.encode(), offer.target.format
        if offer.target == LABELS:
            note = labels_saved(self.kept, path, content)
        else:
            note = wallet_saved(self.kept, form, path, content)
        self.change(lambda keeper: keeper.note(note))

    def _file_name(self, target: Target) -> str:
        plain = "".join(c if c.isalnum() else "-" for c in self.kept.wallet.name).strip("-")
        return f"{plain or 'wallet'}-{target.device or target.format}.{target.ending}"


def _offers(keeper: Keeper, kept: KeptWallet) -> tuple[_Offer, ...]:
    labels = keeper.labels(kept.row)
    devices = [one.device for one in kept.record.cosigners or kept.wallet.policy.cosigners]
    made = tuple(_offer(kept.wallet, target) for target in targets(devices))
    offers = (*made, _Offer(ENCRYPTED, back_up(kept.wallet)))
    return (*offers, _Offer(LABELS, give_out(kept.wallet, labels))) if labels else offers


def _offer(wallet: Wallet, target: Target) -> _Offer:
    if not target.format:
        return _Offer(target, "")
    try:
        return _Offer(target, write_wallet(wallet, target.format, target.device))
    except StrongroomError as error:
        words = words_for(error.code, error.facts, QCoreApplication.translate)
        return _Offer(target, "", words.message if words else str(error))
