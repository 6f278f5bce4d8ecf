"""A vault: rows that are kept encrypted in one file, opened by a factor and locked again."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_bytes
from threading import Lock, Thread
from typing import Self

from strongroom.vault.disk import Disk
from strongroom.vault.envelope import WARN_FILE, Identity, Sealed, seal
from strongroom.vault.errors import VaultError
from strongroom.vault.header import MAX_GENERATION, VAULT_ID_BYTES, Header, Slot
from strongroom.vault.held_rows import HeldRows
from strongroom.vault.kept import Kept
from strongroom.vault.keyring import Keyring
from strongroom.vault.keyring_slot import PassphraseAndKeyring
from strongroom.vault.keys import DataKey
from strongroom.vault.moving import copy_files, remove_files
from strongroom.vault.progress import Progress, unheard
from strongroom.vault.rekeyed import first_open, note
from strongroom.vault.rows import Rows
from strongroom.vault.slot_changes import Slots, added, replaced, without, wrapped_for
from strongroom.vault.slots import Factor, Passphrase, unlock, unlock_any
from strongroom.vault.storage import ReadOnly, Storage
from strongroom.vault.tables import LOG
from strongroom.vault.witness import Seen, Witness


class Vault(HeldRows):
    """An open vault. What ``put`` and ``delete`` change is in memory until ``save`` has returned.

    Threads may share it. After ``lock`` everything but ``lock``, ``path`` and ``is_locked`` raises
    ``VaultError`` with ``vault-locked``.
    """

    def __init__(self, storage: Storage, sealed: Sealed, key: DataKey, rows: Rows) -> None:
        super().__init__(rows)
        self._storage = storage
        self._keys = [key]
        """The data key; two where a re-key failed half-way and the file may have either."""
        self._header = sealed.header
        self._size = sealed.size
        self._saving = Lock()
        self._witness: Witness | None = None
        self._older_than: Seen | None = None
        self._ending: Thread | None = None

    @property
    def path(self) -> Path:
        return self._storage.path

    @property
    def read_only(self) -> ReadOnly | None:
        """Why nothing can be changed, or None where it can."""
        return self._storage.read_only

    @property
    def is_locked(self) -> bool:
        return not self._keys

    @property
    def slots(self) -> Slots:
        """What opens it."""
        return self._header.slots

    @property
    def vault_id(self) -> bytes:
        """16 random bytes, drawn when it was made."""
        return self._header.vault_id

    @property
    def generation(self) -> int:
        """How many times it was written."""
        return self._header.generation

    @property
    def is_large(self) -> bool:
        """Whether the file has grown so that a person should hear of it."""
        return self._size >= WARN_FILE

    @property
    def older_than(self) -> Seen | None:
        """The later write that the keyring remembers, or None where this is the last."""
        return self._older_than

    @property
    def saved(self) -> datetime:
        """When its file was written (UTC); raises ``vault-unreadable``."""
        return self._storage.saved

    @property
    def witness_failure(self) -> VaultError | None:
        """Why the keyring does not remember what was written last, where one is used."""
        return self._witness.failure if self._witness else None

    def go_on_from_older(self, write: Callable[[], object] | None = None) -> None:
        """Write an older file anew, as the last from now on; raises what ``save`` does.

        ``write`` may do that, with a change of its own.
        """
        if self.read_only is not ReadOnly.OLDER:
            return
        self._storage.read_only = None
        try:
            (write or self._write_again)()
        except BaseException:
            self._storage.read_only = ReadOnly.OLDER
            raise
        self._older_than = None

    def save(self) -> None:
        """Write what was changed; when this returns it is on the disk.

        Raises ``VaultError``: ``vault-read-only``, ``vault-changed``, ``vault-missing``,
        ``vault-unwritable``, ``vault-unreadable``, ``vault-too-big``. The file is then the old one
        or the new one, and saving can be tried again.
        """
        with self._saving:
            self._check_writable()
            if self.is_changed:
                on_disk, key = self._on_disk()
                self._write(on_disk, key, on_disk.slots)

    def add_factor(self, factor: Factor) -> None:
        """Let something more open it; a recovery key withdraws the one before.

        Like all that changes what opens it, this also saves, and raises what ``save`` raises.
        Raises ``VaultError`` with ``slots-full``.
        """
        self._change_slots(lambda header, key: added(header.slots, key, factor, header.vault_id))

    def change_factor(self, old: Factor, *new: Factor) -> None:
        """Let the ``new`` open it in place of ``old`` and of all that asks for a passphrase.

        The data key stays: earlier generations and copies still open with what opened them, and
        so can be read by whoever knows it. Against that there is ``rekey``. Raises ``VaultError``:
        ``slot-missing``, ``passphrase-wrong``, ``recovery-key-needed``.
        """
        self._change_slots(lambda header, _: replaced(header.slots, old, new, header.vault_id))

    def remove_slot(self, slot: Slot) -> None:
        """Let something open it no longer; raises ``VaultError`` with ``recovery-key-needed``."""
        self._change_slots(lambda header, _: without(header.slots, slot))

    def rekey(self, factors: Sequence[Factor]) -> None:
        """Encrypt all under a new data key that these factors open, and nothing else.

        Once the file has been opened with the first of them, every earlier generation is removed;
        ``beside`` tells what could not be. Copies elsewhere stay as they are. Raises what ``save``
        and ``wrap`` do, and ``recovery-key-needed``.
        """
        with self._saving:
            on_disk, _ = self._on_disk()
            key = DataKey.draw()
            slots = wrapped_for(factors, key, on_disk.vault_id)
            note(self._rows, key, self._next_generation(on_disk))
            self._keys.append(key)
            self._write(on_disk, key, slots)
            sealed = self._storage.read_back()
            sealed.open(unlock(sealed.header.slots, factors[0], sealed.header.vault_id))
            self._drop_closed()

    def generations(self) -> tuple[Kept, ...]:
        """What is kept of earlier writes, the latest first; raises ``vault-unreadable``."""
        return self._storage.generations(self._header.vault_id)

    def beside(self) -> tuple[Path, ...]:
        """All that lies beside the file of its earlier writes; a folder where it cannot be read."""
        return self._storage.beside(self._header.vault_id)

    def read_generation(self, kept: Kept) -> Rows:
        """What an earlier generation holds.

        Raises ``VaultError`` with ``generation-closed`` where the data key is another one, and
        what ``open_with`` does of the file.
        """
        self._open_key()
        sealed = self._storage.read_kept(kept)
        key = self._key_of(sealed.header)
        if key is None:
            raise VaultError("generation-closed", "this generation has another data key")
        return Rows.decode(sealed.open(key))

    def restore(self, kept: Kept) -> None:
        """Bring back what an earlier generation holds; the present becomes one in its turn.

        What opens the vault stays, and so does its log. Raises what ``read_generation`` and
        ``save`` do.
        """
        rows = self.read_generation(kept)
        with self._saving:
            on_disk, key = self._on_disk()
            rows.take_table(LOG.name, self._rows)
            before, self._rows = self._rows, rows
            try:
                self._write(on_disk, key, on_disk.slots)
            except BaseException:
                self._rows = before
                raise

    def move(self, target: Path, progress: Progress = unheard) -> tuple[Path, ...]:
        """Have it lie at ``target`` from now on, with all that is kept of it.

        It is saved there, so that what lay here is the older, and opened; only then is that
        removed. Returns what could not be. Where this raises, all of it is here and nothing there
        that was not before: ``vault-exists``, what ``save`` raises, and what ``progress`` does.
        """
        with self._saving:
            on_disk, key = self._on_disk()
            before, was = self._storage, (self._header, self._saved_changes)
            not_brought = Storage(target, before.disk).beside(on_disk.vault_id)
            there = copy_files(before, target, on_disk.vault_id, progress)
            try:
                self._storage = there
                self._write(on_disk, key, on_disk.slots)
                there.read_back().open(key)
            except BaseException:
                self._storage, (self._header, self._saved_changes) = before, was
                remove_files(there, on_disk.vault_id, not_brought)
                with contextlib.suppress(VaultError):
                    self._note(before.read_back())
                raise
            return remove_files(before, on_disk.vault_id)

    def lock(self, *, waits: bool = True) -> bool:
        """Forget everything and let others have the file. What was not saved is gone.

        Says whether it did: without ``waits`` it does not while something is being written.
        """
        if not self._saving.acquire(blocking=waits):
            return False
        try:
            for key in self._keys:
                key.forget()
            self._keys = []
            self._rows.clear()
            self._storage.close()
            if self._witness is not None:
                self._ending = self._witness.end()
        finally:
            self._saving.release()
        return True

    def settle(self, seconds: float) -> None:
        """Wait at most so long until the keyring was told what was written last, after ``lock``."""
        if self._ending is not None:
            self._ending.join(seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.lock()

    def _change_slots(self, change: Callable[[Header, DataKey], Slots]) -> None:
        """Write with the slots that follow from what is on the disk."""
        with self._saving:
            on_disk, key = self._on_disk()
            self._write(on_disk, key, change(on_disk, key))

    def _write_again(self) -> None:
        with self._saving:
            on_disk, key = self._on_disk()
            self._write(on_disk, key, on_disk.slots)

    def _write(self, on_disk: Header, key: DataKey, slots: Slots) -> None:
        """Put all that is in memory in the place of the file with this header."""
        changes = self._changes
        identity = Identity(on_disk.vault_id, self._next_generation(on_disk), slots)
        sealed = seal(self._rows.encode(), key, identity)
        self._storage.write(sealed, on_disk)
        self._saved_changes = changes
        self._header = sealed.header
        self._size = sealed.size
        for other in self._keys:
            if other is not key:
                other.forget()
        self._keys = [key]
        self._note(sealed)

    def _watch(self, keyring: Keyring, sealed: Sealed) -> None:
        """Compare the file with what the keyring remembers, and have it remember what is new."""
        self._witness = Witness(keyring, sealed.header.vault_id)
        seen = self._witness.last()
        here = Seen(sealed.header.generation, sealed.digest, self._storage.saved)
        if seen is None or not seen.is_after(here):
            self._witness.note(here)
            return
        self._older_than = seen
        if self.read_only is None:
            self._storage.read_only = ReadOnly.OLDER

    def _note(self, sealed: Sealed) -> None:
        if self._witness is not None:
            self._witness.note(Seen(sealed.header.generation, sealed.digest, datetime.now(UTC)))

    def _next_generation(self, on_disk: Header) -> int:
        """Above every other that is known, also where an older file took the vault's place."""
        kept = (one.generation for one in self.generations())
        seen = self._older_than.generation if self._older_than else 0
        aside = self._storage.last_put_aside(on_disk.vault_id)
        known = max(on_disk.generation, seen, aside, *kept)
        return (known if known < MAX_GENERATION // 2 else on_disk.generation) + 1

    def _on_disk(self) -> tuple[Header, DataKey]:
        """The header of the file, and the data key it was written with."""
        self._check_writable()
        header = self._storage.current()
        key = self._key_of(header)
        if key is None:
            raise VaultError("vault-changed", "the file has another data key")
        return header, key

    def _key_of(self, header: Header) -> DataKey | None:
        """Of the data keys the one that a header was written with."""
        return next((key for key in self._keys if header.is_of(key)), None)

    def _drop_closed(self) -> None:
        """Remove earlier generations that a re-key has closed."""
        if self.read_only is None:
            generation = first_open(self._rows, self._open_key())
            if generation:
                self._storage.drop_before(self._header.vault_id, generation)

    def _open_key(self) -> DataKey:
        if not self._keys:
            raise VaultError("vault-locked", "the vault is locked")
        return self._keys[0]

    def _check_writable(self) -> None:
        self._open_key()
        self._storage.check_writable()


def create_with(
    path: Path,
    factors: Sequence[Factor],
    disk: Disk | None = None,
    keyring: Keyring | None = None,
) -> Vault:
    """A new, empty vault that any one of the factors opens, of which ``keyring`` hears.

    Raises ``VaultError``: what ``wrap`` does, ``vault-exists``, ``vault-unwritable``, and
    ``recovery-key-needed`` for one without a passphrase alone.
    """
    key, vault_id, rows = DataKey.draw(), token_bytes(VAULT_ID_BYTES), Rows()
    slots = wrapped_for(factors, key, vault_id)
    sealed = seal(rows.encode(), key, Identity(vault_id, 1, slots))
    storage = Storage.create(path, disk or Disk(), sealed)
    vault = Vault(storage, sealed, key, rows)
    if keyring is not None:
        vault._watch(keyring, sealed)
    return vault


def open_vault(
    path: Path, passphrase: str, disk: Disk | None = None, keyring: Keyring | None = None
) -> Vault:
    """The vault in a file; takes about as long as the stretching it was made with.

    ``keyring`` is asked for its secret where the vault needs one beside the passphrase. Raises what
    ``open_with`` does.
    """
    factors: list[Factor] = [Passphrase(passphrase)]
    if keyring is not None:
        factors.append(PassphraseAndKeyring(passphrase, keyring))
    return open_with(path, factors, disk, keyring)


def open_with(
    path: Path,
    factors: Factor | Sequence[Factor],
    disk: Disk | None = None,
    keyring: Keyring | None = None,
) -> Vault:
    """The vault in a file, opened by the first of some factors that can.

    It is read-only where another program has it open, its folder cannot be written to, or the
    keyring remembers a later write of it. Raises ``VaultError``: ``passphrase-wrong``,
    ``passphrase-unusable``, ``slot-missing``, ``vault-malformed``, ``vault-newer``,
    ``vault-too-big``, ``vault-memory``, ``vault-unreadable``, and what a keyring raises.
    """
    storage, sealed = Storage.open(path, disk or Disk())
    try:
        key = unlock_any(sealed.header.slots, factors, sealed.header.vault_id)
        vault = Vault(storage, sealed, key, Rows.decode(sealed.open(key)))
        if keyring is not None:
            vault._watch(keyring, sealed)
    except BaseException:
        storage.close()
        raise
    vault._drop_closed()
    return vault
