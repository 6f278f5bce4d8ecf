"""How an open vault stands, as its page shows it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from strongroom.formats.log_chain import CheckedLog
from strongroom.vault.kept import Kept
from strongroom.vault.log import check_log
from strongroom.vault.slots import SlotKind
from strongroom.vault.storage import ReadOnly
from strongroom.vault.vault import Vault
from strongroom.vault.witness import Seen
from strongroom.window.pages.vault_fields import from_home
from strongroom.workflows.removed import RemovedWallet, removed_wallets
from strongroom.workflows.vault_copy import Elsewhere, needed_elsewhere
from strongroom.workflows.vault_security_keys import NotedKey, noted_keys
from strongroom.workflows.vault_ways import has_recovery_key, needs_keyring


@dataclass(frozen=True, slots=True)
class VaultFacts:
    """Read from the disk in a lane; ``generations`` the latest first."""

    name: str
    path: str
    saved: datetime
    read_only: ReadOnly | None
    older_than: Seen | None
    has_recovery_key: bool
    needs_keyring: bool
    has_passphrase: bool
    is_large: bool
    generations: tuple[Kept, ...]
    keyring_failure: str
    log: CheckedLog
    read: datetime
    """When all this was read."""
    removed: tuple[RemovedWallet, ...] = ()
    keys: tuple[NotedKey, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @classmethod
    def of(cls, vault: Vault) -> "VaultFacts":
        kinds = {slot.kind for slot in vault.slots}
        failure = vault.witness_failure
        return cls(
            vault.path.stem,
            from_home(vault.path),
            vault.saved,
            vault.read_only,
            vault.older_than,
            has_recovery_key(vault),
            needs_keyring(vault),
            SlotKind.PASSPHRASE in kinds,
            vault.is_large,
            vault.generations(),
            failure.code if failure else "",
            check_log(vault),
            datetime.now(UTC),
            removed_wallets(vault),
            noted_keys(vault),
            needed_elsewhere(vault.slots),
        )
