"""What a format of key exports or wallets is, and what comes out of reading one."""

from collections.abc import Callable
from dataclasses import dataclass

from strongroom.formats.json_text import JsonObject
from strongroom.formats.text import text_lines
from strongroom.model.device import Device
from strongroom.model.errors import ReadError, StrongroomError
from strongroom.model.finding import Finding
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy
from strongroom.model.script_type import ScriptType
from strongroom.model.wallet import Wallet


class WriteError(StrongroomError):
    """A wallet cannot be put into this format, or not for this device (``device-cannot``)."""


@dataclass(frozen=True, slots=True)
class ExportedKey:
    """A key and the script it was exported for; None where neither label, prefix nor path tells."""

    key: CosignerKey
    script_type: ScriptType | None


@dataclass(frozen=True, slots=True)
class KeyExport:
    """The keys one signer gave out.

    ``device`` is the maker's word where the format tells it. ``networks`` are those the file may
    mean, none where it is silent.
    """

    format: str
    device: str
    keys: tuple[ExportedKey, ...]
    networks: tuple[Network, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        if not self.keys:
            raise ReadError("keys-missing", "the export holds no key", given=0, expected=1)


@dataclass(frozen=True, slots=True)
class DeviceProof:
    """That a device with that master fingerprint was shown the wallet under a name (BIP-388), and
    the proof it gave, in hexadecimal."""

    device: Device
    fingerprint: bytes
    name: str
    proof: str


@dataclass(frozen=True, slots=True)
class WalletFile:
    """A wallet as another program wrote it down.

    ``name`` is fit to be shown, and empty where the file has none. ``networks`` are those the file
    may mean, none where it is silent. ``first_address`` was compared with the keys. ``proofs`` are
    as the file has them.
    """

    format: str
    name: str
    policy: Policy
    networks: tuple[Network, ...] = ()
    first_address: str | None = None
    findings: tuple[Finding, ...] = ()
    proofs: tuple[DeviceProof, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A file's text, and what it says where the whole of it is JSON.

    ``json`` is the object it is, ``objects`` are those of an array that holds nothing else.
    """

    text: str
    size: int
    json: JsonObject | None = None
    objects: tuple[JsonObject, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines without the white space around them."""
        return [line.strip() for line in text_lines(self.text)]


@dataclass(frozen=True, slots=True)
class KeyFormat:
    """How keys of one kind of file are known by their content, and read.

    ``max_bytes`` is looked at before ``read`` is called.
    """

    name: str
    max_bytes: int
    claims: Callable[[Content], bool]
    read: Callable[[Content], KeyExport]


@dataclass(frozen=True, slots=True)
class WalletFormat:
    """How wallets of one kind of file are known, read and written.

    ``write`` takes one of ``devices`` or None; it raises ``WriteError``. It is None where nobody
    takes such a file from another program.
    """

    name: str
    max_bytes: int
    claims: Callable[[Content], bool]
    read: Callable[[Content], WalletFile]
    write: Callable[[Wallet, str | None], str] | None
    devices: tuple[str, ...] = ()
