"""Which records a PSBT may hold, and the form of each one's key and value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from strongroom.model.bytes_reader import Reader
from strongroom.model.curve import is_point
from strongroom.model.derivation import MAX_DEPTH
from strongroom.model.errors import ReadError
from strongroom.model.psbt_records import MALFORMED, Records, malformed
from strongroom.model.psbt_types import GlobalType, InputType, OutputType

LEAST_TIME = 500_000_000
"""Locktimes from here on are seconds since 1970, below they are block heights."""

MAX_TREE_DEPTH = 128
"""Steps from a taproot leaf to the root (BIP-341)."""


Test = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Form:
    """What a record's key data and value must look like, and the PSBT versions that may hold it."""

    key: Test
    value: Test
    versions: tuple[int, ...] = (0, 2)


Forms = Mapping[int, Form]


def check_records(records: Records, forms: Forms) -> None:
    """Refuse a record whose key or value does not have the form of its type; unknown types pass.

    Raises ``ReadError`` ``psbt-malformed``.
    """
    for record in records:
        form = forms.get(record.key_type)
        if form is None:
            continue
        if not form.key(record.key_data):
            raise malformed(f"the key of {_name(record.key_type, forms)} is wrong")
        if not form.value(record.value):
            raise malformed(f"the value of {_name(record.key_type, forms)} is wrong")


def check_version(records: Records, forms: Forms, version: int) -> None:
    """Refuse a record of another PSBT version than this one. Raises ``ReadError``."""
    for record in records:
        form = forms.get(record.key_type)
        if form is not None and version not in form.versions:
            name = _name(record.key_type, forms)
            raise malformed(f"{name} does not belong into a version {version} PSBT")


def unknown_records(records: Records, forms: Forms) -> Records:
    """The proprietary records, and those of types that are not ours to read."""
    return tuple(
        record
        for record in records
        if record.key_type not in forms or record.key_type == GlobalType.PROPRIETARY
    )


def _name(key_type: int, forms: Forms) -> str:
    return next(known.name for known in forms if isinstance(known, IntEnum) and known == key_type)


def _nothing(data: bytes) -> bool:
    return not data


def _anything(_data: bytes) -> bool:
    return True


def _length(*lengths: int) -> Test:
    return lambda data: len(data) in lengths


def _signature(data: bytes) -> bool:
    """Whether it has the length of a DER signature and its last byte; the rest is the review's."""
    return 9 <= len(data) <= 73


def _musig_participants(data: bytes) -> bool:
    """Whether these are compressed keys by their first bytes.

    No point is looked for: a list may have a quarter of a million keys, and we sign with none.
    """
    return len(data) % 33 == 0 and set(data[::33]) <= {2, 3}


def _musig_aggregate(data: bytes) -> bool:
    return len(data) == 33 and _musig_participants(data)


def _origin(data: bytes) -> bool:
    return 4 <= len(data) <= 4 + 4 * MAX_DEPTH and len(data) % 4 == 0


def _extended_key(data: bytes) -> bool:
    return len(data) == 78 and is_point(data[45:])


def _version_number(data: bytes) -> bool:
    return len(data) == 4 and int.from_bytes(data, "little") in (0, 2)


def _time(data: bytes) -> bool:
    return len(data) == 4 and int.from_bytes(data, "little") >= LEAST_TIME


def _height(data: bytes) -> bool:
    return len(data) == 4 and 0 < int.from_bytes(data, "little") < LEAST_TIME


def _control_block(data: bytes) -> bool:
    return len(data) >= 33 and len(data) % 32 == 1 and len(data) <= 33 + 32 * MAX_TREE_DEPTH


def _leaf_script(data: bytes) -> bool:
    return len(data) >= 1


def _musig_key(data: bytes) -> bool:
    return len(data) in (66, 98) and _musig_participants(data[:66])


def _well_read(read: Callable[[Reader], object]) -> Test:
    """The test that ``read`` takes all the bytes and does not complain."""

    def test(data: bytes) -> bool:
        reader = Reader(data, code=MALFORMED)
        try:
            read(reader)
            reader.finish()
        except ReadError:
            return False
        return True

    return test


def _read_count(reader: Reader) -> None:
    reader.compact_size()


def _read_utxo(reader: Reader) -> None:
    reader.skip_items(1, before=8)


def _read_witness(reader: Reader) -> None:
    reader.skip_items(reader.count(1))


def _read_taproot_origin(reader: Reader) -> None:
    reader.skip(32 * reader.count(32))
    if not _origin(reader.take(reader.remaining)):
        raise reader.error("no key origin")


def _read_proprietary_key(reader: Reader) -> None:
    reader.byte_string()
    reader.compact_size()
    reader.skip(reader.remaining)


def _tree(data: bytes) -> bool:
    """Leaves in depth-first order: two neighbours of one depth make one node of the depth above.

    One plain loop, for there may be millions of leaves; the root is the node of depth 0.
    """
    open_nodes: list[int] = []
    position, depth = 0, 1
    try:
        while depth and len(open_nodes) <= MAX_TREE_DEPTH:
            depth, leaf_version, length = data[position : position + 3]
            position += 3
            if length >= 0xFD:
                position, length = _long_size(data, position - 1)
            position += length
            if depth > MAX_TREE_DEPTH or leaf_version & 1:
                return False
            while open_nodes and open_nodes[-1] == depth:
                depth = open_nodes.pop() - 1
            open_nodes.append(depth)
    except ValueError:
        return False
    return open_nodes == [0] and position == len(data)


def _long_size(data: bytes, position: int) -> tuple[int, int]:
    """Where the item behind a compact size begins, and its length."""
    reader = Reader(data)
    reader.skip(position)
    length = reader.compact_size()
    return reader.position, length


_proprietary = Form(_well_read(_read_proprietary_key), _anything)
_derivation = Form(is_point, _origin)
_taproot_derivation = Form(_length(32), _well_read(_read_taproot_origin))
_script = Form(_nothing, _anything)
_participants = Form(_musig_aggregate, _musig_participants)
_number = Form(_nothing, _length(4))

GLOBAL_FORMS: Forms = {
    GlobalType.UNSIGNED_TX: Form(_nothing, _anything, (0,)),
    GlobalType.XPUB: Form(_extended_key, _origin),
    GlobalType.TX_VERSION: Form(_nothing, _length(4), (2,)),
    GlobalType.FALLBACK_LOCKTIME: Form(_nothing, _length(4), (2,)),
    GlobalType.INPUT_COUNT: Form(_nothing, _well_read(_read_count), (2,)),
    GlobalType.OUTPUT_COUNT: Form(_nothing, _well_read(_read_count), (2,)),
    GlobalType.TX_MODIFIABLE: Form(_nothing, _length(1), (2,)),
    GlobalType.VERSION: Form(_nothing, _version_number),
    GlobalType.PROPRIETARY: _proprietary,
}
INPUT_FORMS: Forms = {
    InputType.NON_WITNESS_UTXO: Form(_nothing, _anything),
    InputType.WITNESS_UTXO: Form(_nothing, _well_read(_read_utxo)),
    InputType.PARTIAL_SIG: Form(is_point, _signature),
    InputType.SIGHASH_TYPE: _number,
    InputType.REDEEM_SCRIPT: _script,
    InputType.WITNESS_SCRIPT: _script,
    InputType.BIP32_DERIVATION: _derivation,
    InputType.FINAL_SCRIPTSIG: _script,
    InputType.FINAL_SCRIPTWITNESS: Form(_nothing, _well_read(_read_witness)),
    InputType.RIPEMD160: Form(_length(20), _anything),
    InputType.SHA256: Form(_length(32), _anything),
    InputType.HASH160: Form(_length(20), _anything),
    InputType.HASH256: Form(_length(32), _anything),
    InputType.PREVIOUS_TXID: Form(_nothing, _length(32), (2,)),
    InputType.OUTPUT_INDEX: Form(_nothing, _length(4), (2,)),
    InputType.SEQUENCE: Form(_nothing, _length(4), (2,)),
    InputType.REQUIRED_TIME: Form(_nothing, _time, (2,)),
    InputType.REQUIRED_HEIGHT: Form(_nothing, _height, (2,)),
    InputType.TAP_KEY_SIG: Form(_nothing, _length(64, 65)),
    InputType.TAP_SCRIPT_SIG: Form(_length(64), _length(64, 65)),
    InputType.TAP_LEAF_SCRIPT: Form(_control_block, _leaf_script),
    InputType.TAP_BIP32_DERIVATION: _taproot_derivation,
    InputType.TAP_INTERNAL_KEY: Form(_nothing, _length(32)),
    InputType.TAP_MERKLE_ROOT: Form(_nothing, _length(32)),
    InputType.MUSIG2_PARTICIPANTS: _participants,
    InputType.MUSIG2_PUB_NONCE: Form(_musig_key, _length(66)),
    InputType.MUSIG2_PARTIAL_SIG: Form(_musig_key, _length(32)),
    InputType.PROPRIETARY: _proprietary,
}
OUTPUT_FORMS: Forms = {
    OutputType.REDEEM_SCRIPT: _script,
    OutputType.WITNESS_SCRIPT: _script,
    OutputType.BIP32_DERIVATION: _derivation,
    OutputType.AMOUNT: Form(_nothing, _length(8), (2,)),
    OutputType.SCRIPT: Form(_nothing, _anything, (2,)),
    OutputType.TAP_INTERNAL_KEY: Form(_nothing, _length(32)),
    OutputType.TAP_TREE: Form(_nothing, _tree),
    OutputType.TAP_BIP32_DERIVATION: _taproot_derivation,
    OutputType.MUSIG2_PARTICIPANTS: _participants,
    OutputType.PROPRIETARY: _proprietary,
}
