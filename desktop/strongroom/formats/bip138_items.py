"""What a BIP-138 backup holds once it is open: items, each of a kind that its type names."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from strongroom.model.bytes_reader import Reader, byte_string

DESCRIPTORS, POLICIES, LABELS = 380, 388, 329
"""Numbers of the BIPs whose content this program reads."""

MAX_ITEMS = 1000

_BIP, _VENDOR, _TEXT, _END = 0x01, 0x02, 0x03, 0x00
_CRITICAL = 0x80
"""A type from here on must be understood by its reader, and none is defined yet."""


class ItemKind(Enum):
    """What an item's type says its content is written by."""

    BIP = "bip"
    VENDOR = "vendor"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One content. ``bip`` is the number for ``ItemKind.BIP``, ``vendor`` a program's own mark."""

    kind: ItemKind
    content: bytes
    bip: int = 0
    vendor: bytes = b""


def read_items(plaintext: bytes) -> tuple[Item, ...]:
    """The items until their end or the padding; raises ``ReadError`` (``backup-malformed``)."""
    reader = Reader(plaintext, code="backup-malformed")
    items: list[Item] = []
    while reader.remaining and reader.peek(1)[0] != _END:
        if len(items) == MAX_ITEMS:
            raise reader.error("there are too many items", limit=MAX_ITEMS)
        items.append(_read_item(reader))
    if not items:
        raise reader.error("it holds nothing")
    return tuple(items)


def write_items(items: Iterable[Item]) -> bytes:
    return b"".join(_header(item) + byte_string(item.content) for item in items)


def read_header(reader: Reader) -> Item:
    """An item's type and what belongs to it, its content still empty."""
    match reader.u8():
        case 0x01:
            return Item(ItemKind.BIP, b"", bip=int.from_bytes(reader.take(2), "big"))
        case 0x02:
            return Item(ItemKind.VENDOR, b"", vendor=reader.take(reader.u8()))
        case 0x03 if reader.u8() == 0:
            return Item(ItemKind.TEXT, b"")
        case number if number >= _CRITICAL:
            raise reader.error("a newer program made it", type=number)
    raise reader.error("an item has no known type")


def _read_item(reader: Reader) -> Item:
    header = read_header(reader)
    return Item(header.kind, reader.byte_string(), header.bip, header.vendor)


def _header(item: Item) -> bytes:
    match item.kind:
        case ItemKind.BIP:
            return bytes([_BIP]) + item.bip.to_bytes(2, "big")
        case ItemKind.VENDOR:
            return bytes([_VENDOR, len(item.vendor)]) + item.vendor
        case ItemKind.TEXT:
            return bytes([_TEXT, 0])
