"""A scan in words: what has arrived, what it will be, and what to do where nothing does."""

from PySide6.QtCore import QObject

from strongroom.formats.reading import Kind
from strongroom.transports.qr.contract import Encoding
from strongroom.window.widgets.sign import SignKind
from strongroom.workflows.scan import Hint, ScanState


class ScanWords(QObject):
    """Sentences about how far a scan is."""

    def title(self, state: ScanState) -> str:
        """In large letters: how many parts there are, of how many."""
        total, seen = state.progress.total, len(state.progress.seen)
        if state.payload is not None:
            return self.tr("Complete")
        if total == 0:
            return self.tr("No code yet")
        return self.tr("{seen} of {total} parts").format(seen=seen, total=total)

    def below(self, state: ScanState) -> str:
        """What goes on, in one line."""
        if state.payload is not None:
            return self.tr("Every part is here.")
        if state.progress.total == 0:
            return self.tr("Hold the code before the camera.")
        if state.progress.mixed:
            return self.tr(
                "%n mixed parts wait: each new one can complete several.", "", state.progress.mixed
            )
        return self.tr("Hold still. The order does not matter.")

    def arriving(self, state: ScanState) -> str:
        """What the parts say that they are."""
        kinds = {
            Kind.PSBT: self.tr("A payment (PSBT)"),
            Kind.TRANSACTION: self.tr("A finished transaction"),
            Kind.KEY: self.tr("A cosigner’s key"),
            Kind.WALLET: self.tr("A wallet"),
        }
        what = kinds.get(state.kind, self.tr("Something that is read when it is whole"))
        encodings = {Encoding.UR: "UR", Encoding.BBQR: "BBQr"}
        encoding = encodings.get(state.encoding) if state.encoding else None
        return f"{what}, {encoding}" if encoding else what

    def steps(self, state: ScanState) -> tuple[tuple[SignKind, str], ...]:
        """What is known already of what arrives, and what is still to be checked."""
        has_any, is_whole = state.progress.total > 0, state.payload is not None
        known = SignKind.SEEN if has_any else SignKind.TO_COME
        whole = SignKind.SEEN if is_whole else SignKind.TO_COME
        return (
            (known, self.arriving(state) if has_any else self.tr("What it is")),
            (known, self.tr("All parts belong together")),
            (whole, self.tr("Its checksum")),
            (SignKind.TO_COME, self.tr("Its content, before anything happens")),
        )

    def hint(self, hint: Hint | None) -> str:
        match hint:
            case Hint.NO_PICTURE:
                return self.tr(
                    "No picture comes. Close other programs that use the camera, connect it again, "
                    "or choose another."
                )
            case Hint.DARK:
                return self.tr("The picture is dark. Turn on a light, or open the camera’s cover.")
            case Hint.GLARE:
                return self.tr(
                    "The picture is too bright. Tilt the device, or turn its brightness down."
                )
            case Hint.NOTHING_SEEN:
                return self.tr(
                    "Nothing found yet. Move the device away until the code is sharp, then closer; "
                    "make its codes larger or less dense; or choose another camera."
                )
            case None:
                return self.tr(
                    "Blurred? Move the device away until the code is sharp, then closer."
                )
