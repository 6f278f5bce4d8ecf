"""All payments that are kept, each read again only when its row is another."""

from dataclasses import dataclass

from strongroom.model.errors import StrongroomError
from strongroom.vault.rows import Row
from strongroom.vault.tables import PAYMENTS, Shelf
from strongroom.workflows.kept import KeptPayment, read_kept_payment


@dataclass(frozen=True, slots=True)
class _Read:
    """The line of a payment's row, and what was made of it, if anything could be."""

    line: bytes
    kept: KeptPayment | None

    def is_of(self, value: Row) -> bool:
        """Whether it need not be read again; what was unreadable may have come back."""
        return self.kept is not None and self.line == value.line


class KeptPayments:
    """The payments on a shelf; a vault with many of them is read whole only once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read: dict[str, _Read] = {}
        """By row."""

    def all(self) -> tuple[KeptPayment, ...]:
        """All that can be read, the oldest first."""
        found = [read.kept for read in self._renewed().values() if read.kept is not None]
        return tuple(sorted(found, key=lambda kept: (kept.record.created, kept.row)))

    def unreadable(self, *, to_the_end: bool) -> tuple[str, ...]:
        """The rows, as ``table/row``, of which nothing could be made; ``to_the_end`` reads the
        PSBTs of finished payments for that too."""
        read = self._renewed()
        lost = [row for row, each in read.items() if not _is_whole(each.kept, to_the_end)]
        return tuple(f"{PAYMENTS.name}/{row}" for row in lost)

    def _renewed(self) -> dict[str, _Read]:
        """What was read before where nothing has changed, and the rest read now."""
        before = self._read
        self._read = {
            row: held if (held := before.get(row)) and held.is_of(value) else self._try(row, value)
            for row, value in self._shelf.table(PAYMENTS.name)
        }
        return self._read

    def _try(self, row: str, value: Row) -> _Read:
        try:
            record = PAYMENTS.kind.from_json(value.decoded())
            return _Read(value.line, read_kept_payment(self._shelf, row, record))
        except StrongroomError:
            return _Read(value.line, None)


def _is_whole(kept: KeptPayment | None, to_the_end: bool) -> bool:
    try:
        if kept is not None and to_the_end and not kept.is_reduced:
            kept.psbts.read()
    except StrongroomError:
        return False
    return kept is not None
