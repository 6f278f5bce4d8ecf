"""A wallet's file as QR codes, for a signer or a program that reads them."""

from functools import partial

from strongroom.window.page import Parts
from strongroom.window.pages.show_codes import ShowCodesPage
from strongroom.window.places import FileCodesPlace
from strongroom.workflows.show_codes import file_series


class FileCodesPage(ShowCodesPage):
    """It holds no secret, but shows every address of the wallet."""

    def __init__(self, parts: Parts, place: FileCodesPlace) -> None:
        super().__init__(parts, "", "", place.back, place.device)
        self.set_title(
            self.tr("Show it to {reader}").format(reader=place.title),
            self.tr("The wallet’s file as codes. They hold no secret, but show every address."),
        )
        kept = parts.session.wallet(place.row)
        if kept is not None:
            self.set_network(kept.wallet.network)
        self.fill(place.title, [])
        self.play(partial(file_series, place.text.encode()))
