"""The part of a keeper that keeps on which devices a wallet is registered."""

from collections.abc import Callable

from strongroom.model.device import Device
from strongroom.vault.records import CosignerRecord
from strongroom.vault.registrations import RegistrationRecord
from strongroom.vault.tables import WALLETS
from strongroom.workflows import log_notes
from strongroom.workflows.keeper_base import KeeperBase, KeepingError
from strongroom.workflows.kept import with_cosigner
from strongroom.workflows.kept_changes import Change, put
from strongroom.workflows.registrations import (
    registration_of,
    with_registration,
    without_registration,
)


class RegistrationKeeper(KeeperBase):
    """What ``Keeper`` says of changes holds here too; ``put_back`` takes what is returned."""

    def keep_registration(
        self, row: str, position: int, said: RegistrationRecord
    ) -> tuple[Change, ...]:
        """Keep that a wallet is registered on a cosigner's device, in place of what was kept of the
        same kind of device.

        Raises ``KeepingError`` with ``row-unknown``, and what ``clean_registration`` does.
        """
        return self._say(row, position, lambda known: with_registration(known, said))

    def forget_registration(self, row: str, position: int, device: Device) -> tuple[Change, ...]:
        """Remove what is kept of a registration; the device itself is not asked to forget it.

        Raises ``KeepingError`` with ``row-unknown`` and ``registration-unknown``.
        """
        if registration_of(self._wallet_record(row).cosigners[position], device) is None:
            raise KeepingError(
                "registration-unknown", "no such registration is kept", device=device.value
            )
        return self._say(row, position, lambda known: without_registration(known, device))

    def _say(
        self, row: str, position: int, change: Callable[[CosignerRecord], CosignerRecord]
    ) -> tuple[Change, ...]:
        before = self._wallet_record(row)
        after = with_cosigner(before, position, change(before.cosigners[position]))
        notes = log_notes.changed_wallet(row, before, after)
        return self._make(put(WALLETS, row, after), notes=notes)
