"""A partially signed bitcoin transaction (BIP-174, BIP-370) as frozen values.

The maps keep their records as they were read; what a record says is taken from it when asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack

from strongroom.model.bytes_reader import Reader
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt_fields import (
    GLOBAL_FORMS,
    INPUT_FORMS,
    OUTPUT_FORMS,
    check_records,
    unknown_records,
)
from strongroom.model.psbt_records import MALFORMED, Records, of_type, value_of
from strongroom.model.psbt_types import GlobalType, InputType, OutputType
from strongroom.model.transaction import (
    OutPoint,
    Transaction,
    TxOutput,
    read_output,
    read_witness,
)


@dataclass(frozen=True, slots=True)
class GlobalXpub:
    """A cosigner's key as the PSBT claims it: 78 bytes of BIP-32, and whose it is by which path."""

    xpub: bytes
    fingerprint: bytes
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartialSignature:
    """A signature and the key it is said to be made with.

    ECDSA in DER with the sighash byte; or, with the ``leaf_hash`` of a taproot script, Schnorr by a
    key of 32 bytes (BIP-371).
    """

    public_key: bytes
    signature: bytes
    leaf_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class KeyDerivation:
    """Whose key this is said to be: the master key's fingerprint and the path from it."""

    public_key: bytes
    fingerprint: bytes
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaprootLeafScript:
    """A leaf's script and the control block that leads from it to the output key (BIP-341)."""

    control_block: bytes
    script: bytes
    leaf_version: int


@dataclass(frozen=True, slots=True)
class TaprootKeyDerivation:
    """Whose 32-byte key this is said to be, and the leaves it stands in (none: internal key)."""

    public_key: bytes
    leaf_hashes: tuple[bytes, ...]
    fingerprint: bytes
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PsbtInput:
    """One input's map. Made only of records of the right form, else ``ReadError``."""

    records: Records
    previous_transaction: PreviousTransaction | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_records(self.records, INPUT_FORMS)
        data = value_of(self.records, InputType.NON_WITNESS_UTXO)
        previous = None if data is None else PreviousTransaction.parse(data, code=MALFORMED)
        object.__setattr__(self, "previous_transaction", previous)

    @property
    def witness_utxo(self) -> TxOutput | None:
        """The output being spent, on the word of whoever wrote the PSBT."""
        data = value_of(self.records, InputType.WITNESS_UTXO)
        return None if data is None else read_output(Reader(data))

    def spent_output(self, outpoint: OutPoint) -> TxOutput | None:
        """The output spent by this input of ``outpoint``, or None where it is not known.

        A previous transaction is believed before the witness UTXO; one that is not the
        outpoint's, or lacks the output, gives nothing.
        """
        previous = self.previous_transaction
        if previous is None:
            return self.witness_utxo
        return previous.output(outpoint.index) if previous.txid_bytes == outpoint.txid else None

    @property
    def partial_signatures(self) -> tuple[PartialSignature, ...]:
        """The signatures given so far, unverified: ECDSA, and Schnorr for taproot's leaves."""
        found = of_type(self.records, InputType.PARTIAL_SIG)
        ecdsa = [PartialSignature(record.key_data, record.value) for record in found]
        schnorr = (
            PartialSignature(record.key_data[:32], record.value, record.key_data[32:])
            for record in of_type(self.records, InputType.TAP_SCRIPT_SIG)
        )
        return (*ecdsa, *schnorr)

    @property
    def sighash_type(self) -> int | None:
        """The kind of signature asked for; None leaves it to the default."""
        data = value_of(self.records, InputType.SIGHASH_TYPE)
        return None if data is None else int.from_bytes(data, "little")

    @property
    def redeem_script(self) -> bytes | None:
        """The script a P2SH output is said to hash."""
        return value_of(self.records, InputType.REDEEM_SCRIPT)

    @property
    def witness_script(self) -> bytes | None:
        """The script a P2WSH program is said to hash."""
        return value_of(self.records, InputType.WITNESS_SCRIPT)

    @property
    def derivations(self) -> tuple[KeyDerivation, ...]:
        """Whose keys the scripts are said to hold; those of taproot's have 32 bytes."""
        plain = _derivations(self.records, InputType.BIP32_DERIVATION)
        return plain + _without_leaves(self.taproot_derivations)

    @property
    def final_script_sig(self) -> bytes | None:
        """The finished scriptSig."""
        return value_of(self.records, InputType.FINAL_SCRIPTSIG)

    @property
    def final_script_witness(self) -> tuple[bytes, ...] | None:
        """The finished witness."""
        data = value_of(self.records, InputType.FINAL_SCRIPTWITNESS)
        return None if data is None else read_witness(Reader(data))

    @property
    def taproot_key_signature(self) -> bytes | None:
        """The Schnorr signature of the output key, 64 or 65 bytes."""
        return value_of(self.records, InputType.TAP_KEY_SIG)

    @property
    def taproot_leaf_scripts(self) -> tuple[TaprootLeafScript, ...]:
        """The leaves a signer may sign for."""
        return tuple(
            TaprootLeafScript(record.key_data, record.value[:-1], record.value[-1])
            for record in of_type(self.records, InputType.TAP_LEAF_SCRIPT)
        )

    @property
    def taproot_derivations(self) -> tuple[TaprootKeyDerivation, ...]:
        """Whose 32-byte keys the output and its leaves are said to hold."""
        return _taproot_derivations(self.records, InputType.TAP_BIP32_DERIVATION)

    @property
    def taproot_internal_key(self) -> bytes | None:
        """The 32-byte key before the tweak."""
        return value_of(self.records, InputType.TAP_INTERNAL_KEY)

    @property
    def taproot_merkle_root(self) -> bytes | None:
        """The hash of the script tree, 32 bytes."""
        return value_of(self.records, InputType.TAP_MERKLE_ROOT)

    @property
    def proprietary_and_unknown(self) -> Records:
        """Records this program passes on without reading them."""
        return unknown_records(self.records, INPUT_FORMS)


@dataclass(frozen=True, slots=True)
class PsbtOutput:
    """One output's map. Made only of records of the right form, else ``ReadError``.

    Amount and script are in the PSBT's ``transaction``, whatever its version.
    """

    records: Records

    def __post_init__(self) -> None:
        check_records(self.records, OUTPUT_FORMS)

    @property
    def redeem_script(self) -> bytes | None:
        """The script a P2SH output is said to hash."""
        return value_of(self.records, OutputType.REDEEM_SCRIPT)

    @property
    def witness_script(self) -> bytes | None:
        """The script a P2WSH program is said to hash."""
        return value_of(self.records, OutputType.WITNESS_SCRIPT)

    @property
    def derivations(self) -> tuple[KeyDerivation, ...]:
        """Whose keys the scripts are said to hold; those of taproot's have 32 bytes."""
        plain = _derivations(self.records, OutputType.BIP32_DERIVATION)
        return plain + _without_leaves(self.taproot_derivations)

    @property
    def taproot_internal_key(self) -> bytes | None:
        """The 32-byte key before the tweak."""
        return value_of(self.records, OutputType.TAP_INTERNAL_KEY)

    @property
    def taproot_tree(self) -> Iterator[bytes]:
        """The scripts of the leaves that are said to lie behind it; there may be millions."""
        reader = Reader(value_of(self.records, OutputType.TAP_TREE) or b"")
        while reader.remaining:
            reader.skip(2)  # depth and version of the leaf
            yield reader.byte_string()

    @property
    def taproot_derivations(self) -> tuple[TaprootKeyDerivation, ...]:
        """Whose 32-byte keys the output and its leaves are said to hold."""
        return _taproot_derivations(self.records, OutputType.TAP_BIP32_DERIVATION)

    @property
    def proprietary_and_unknown(self) -> Records:
        """Records this program passes on without reading them."""
        return unknown_records(self.records, OUTPUT_FORMS)


@dataclass(frozen=True, slots=True)
class Psbt:
    """A PSBT that was read; only ``psbt_reader`` makes one.

    ``transaction`` is the unsigned transaction; a version 2 PSBT is turned into one, and where its
    inputs ask for locktimes that exclude each other ``locktime_determined`` is False.
    ``modifiable`` holds BIP-370's flags (bit 0 inputs, bit 1 outputs, bit 2 SIGHASH_SINGLE).
    """

    version: int
    transaction: Transaction
    locktime_determined: bool
    modifiable: int | None
    global_records: Records
    inputs: tuple[PsbtInput, ...]
    outputs: tuple[PsbtOutput, ...]
    original: bytes = field(repr=False)

    @property
    def global_xpubs(self) -> tuple[GlobalXpub, ...]:
        """The cosigners' keys as the PSBT claims them."""
        return tuple(
            GlobalXpub(record.key_data, record.value[:4], read_path(record.value[4:]))
            for record in of_type(self.global_records, GlobalType.XPUB)
        )

    @property
    def proprietary_and_unknown(self) -> Records:
        """Records of the first map this program passes on without reading them."""
        return unknown_records(self.global_records, GLOBAL_FORMS)

    def spent_output(self, index: int) -> TxOutput | None:
        """The output spent by the input with this index, or None where it is not known."""
        return self.inputs[index].spent_output(self.transaction.inputs[index].outpoint)


def read_path(data: bytes) -> tuple[int, ...]:
    """Derivation steps of four bytes each, little-endian."""
    return unpack(f"<{len(data) // 4}I", data)


def _derivations(records: Records, key_type: int) -> tuple[KeyDerivation, ...]:
    return tuple(
        KeyDerivation(record.key_data, record.value[:4], read_path(record.value[4:]))
        for record in of_type(records, key_type)
    )


def _without_leaves(derivations: tuple[TaprootKeyDerivation, ...]) -> tuple[KeyDerivation, ...]:
    return tuple(
        KeyDerivation(said.public_key, said.fingerprint, said.path) for said in derivations
    )


def _taproot_derivations(records: Records, key_type: int) -> tuple[TaprootKeyDerivation, ...]:
    return tuple(
        _taproot_derivation(record.key_data, Reader(record.value))
        for record in of_type(records, key_type)
    )


def _taproot_derivation(public_key: bytes, reader: Reader) -> TaprootKeyDerivation:
    leaf_hashes = tuple([reader.take(32) for _ in range(reader.count(32))])
    fingerprint = reader.take(4)
    path = read_path(reader.take(reader.remaining))
    return TaprootKeyDerivation(public_key, leaf_hashes, fingerprint, path)
