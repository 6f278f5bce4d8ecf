"""From which generation on a vault has its present data key: what is older, a re-key has closed."""

from secrets import token_bytes

from strongroom.vault.errors import VaultError
from strongroom.vault.keys import SALT_BYTES, DataKey
from strongroom.vault.records import SettingsRecord
from strongroom.vault.rows import Rows, Value
from strongroom.vault.tables import SETTINGS

_ROW = "re-key"


def note(rows: Rows, key: DataKey, generation: int) -> None:
    """Say that ``key`` is the data key from this generation on.

    Bound to the key, because the row is nothing but a wish until the file has that key.
    """
    salt = token_bytes(SALT_BYTES)
    content: Value = {
        "first": generation,
        "salt": salt.hex(),
        "commitment": key.commitment(salt).hex(),
    }
    SETTINGS.put(rows, _ROW, SettingsRecord(content))


def first_open(rows: Rows, key: DataKey) -> int:
    """The first generation with this data key, as far as is known; 0 where nothing was noted."""
    try:
        record = SETTINGS.get(rows, _ROW)
    except VaultError:
        return 0
    match dict(record.content) if record else None:
        case {"first": int(first), "salt": str(salt), "commitment": str(commitment)}:
            return first if _is_of(key, salt, commitment) else 0
    return 0


def _is_of(key: DataKey, salt: str, commitment: str) -> bool:
    try:
        return key.commits_to(bytes.fromhex(commitment), bytes.fromhex(salt))
    except ValueError:
        return False
