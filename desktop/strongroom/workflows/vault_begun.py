"""What is done with a vault each time it is opened."""

import contextlib
from datetime import datetime

from strongroom.vault.errors import VaultError
from strongroom.vault.vault import Vault
from strongroom.workflows.keeping import Keeper
from strongroom.workflows.vault_states import note_replaced


def begun(vault: Vault, now: datetime, taken_along: Keeper | None) -> Keeper:
    """The keeper of an open vault: what was kept for so many days only is gone from it, and what
    was kept without a vault is taken along.

    A vault that cannot be written to opens all the same. Raises what ``Keeper.carry_into`` does.
    """
    keeper = Keeper(vault)
    with contextlib.suppress(VaultError):
        keeper.drop_removed(now)
        keeper.reduce_payments(now)
        note_replaced(keeper)
    if taken_along is not None:
        taken_along.carry_into(keeper)
    return keeper
