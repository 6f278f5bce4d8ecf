"""What embit 0.8.0, bdkpython 3.1.1 and hwi 3.2.0 are known to do otherwise than we do, and why.

``HABITS`` is the whole table. A disagreement that none of its rows explains is a failure, and so is
a row that nothing in the kept corpus shows.
"""

import re
from dataclasses import dataclass
from enum import Enum


class Library(Enum):
    """Who else reads the PSBT: embit 0.8.0, bdkpython 3.1.1, hwi 3.2.0."""

    EMBIT = "embit"
    BDK = "bdk"
    HWI = "hwi"


class Kind(Enum):
    """How a library disagrees."""

    TAKES = "takes what we refuse"
    REFUSES = "refuses what we take"
    TRANSACTION = "reads another transaction"
    FIELD = "reads another field"


class Right(Enum):
    """Whom the rules of the field bear out; OPEN where they leave it to the reader."""

    WE = "we"
    THEY = "they"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """``said`` is the sentence of whoever refuses, or the name of what is read otherwise."""

    library: Library
    kind: Kind
    said: str


@dataclass(frozen=True, slots=True)
class Habit:
    """A known disagreement: ``said`` is a pattern for the whole of what a disagreement says."""

    library: Library
    kind: Kind
    said: str
    right: Right
    reason: str
    source: str

    def explains(self, found: Disagreement) -> bool:
        same = (self.library, self.kind) == (found.library, found.kind)
        return same and re.fullmatch(self.said, found.said, re.DOTALL) is not None


EMBIT, BDK, HWI = Library
WE, THEY, OPEN = Right

_PART = r"((input|output) \d+: )?"
_V2 = (
    "(TX_VERSION|FALLBACK_LOCKTIME|INPUT_COUNT|OUTPUT_COUNT|TX_MODIFIABLE|PREVIOUS_TXID"
    "|OUTPUT_INDEX|SEQUENCE|REQUIRED_TIME|REQUIRED_HEIGHT|AMOUNT|SCRIPT)"
)
_HASHES = "(RIPEMD160|SHA256|HASH160|HASH256)"
_MUSIG = "MUSIG2_(PARTICIPANTS|PUB_NONCE|PARTIAL_SIG)"
_LATER = "TAP_KEY_SIG|TAP_LEAF_SCRIPT|TAP_MERKLE_ROOT|TAP_INTERNAL_KEY|TAP_TREE|PROPRIETARY"
_ONE_BYTE = (
    "FINAL_SCRIPTSIG|FINAL_SCRIPTWITNESS|NON_WITNESS_UTXO|WITNESS_UTXO|UNSIGNED_TX|VERSION"
    "|REDEEM_SCRIPT|WITNESS_SCRIPT|SIGHASH_TYPE|PARTIAL_SIG|BIP32_DERIVATION|TAP_BIP32_DERIVATION"
    "|TAP_SCRIPT_SIG|XPUB"
)


def _takes(
    library: Library, said: str, reason: str, source: str = "BIP-174", right: Right = WE
) -> Habit:
    return Habit(library, Kind.TAKES, said, right, reason, source)


def _refuses(library: Library, said: str, right: Right, reason: str, source: str) -> Habit:
    return Habit(library, Kind.REFUSES, said, right, reason, source)


def _alters(library: Library, said: str, reason: str, source: str, right: Right = WE) -> Habit:
    return Habit(library, Kind.TRANSACTION, said, right, reason, source)


def _tells(library: Library, said: str, reason: str, source: str) -> Habit:
    return Habit(library, Kind.FIELD, said, WE, reason, source)


HABITS: tuple[Habit, ...] = (
    # embit, psbt.py: PSBT.read_from, InputScope.read_value, OutputScope.read_value
    _takes(
        EMBIT,
        _PART + "a key stands twice in one map",
        "keeps the last",
        "BIP-174: a key may stand once in a map",
    ),
    _takes(
        EMBIT,
        _PART + "a compact size is longer than it needs to be",
        "takes any length of it",
        "Bitcoin Core: ReadCompactSize",
    ),
    _takes(
        EMBIT,
        _PART + "the data ends too early",
        "reads on behind the end, where nothing is",
        "BIP-174: lengths are exact",
    ),
    _takes(
        EMBIT,
        _PART + r"\d+ items are announced, more than the bytes left can hold",
        "reads on behind the end, where nothing is",
        "BIP-174: lengths are exact",
    ),
    _takes(EMBIT, _PART + r"\d+ bytes too many", "leaves what stands behind a value's content"),
    _takes(
        EMBIT,
        f"{_PART}{_V2} does not belong into a version 0 PSBT",
        "lets version 2's fields stand in version 0",
        "BIP-370: fields and versions",
    ),
    _takes(
        EMBIT,
        f"{_PART}the (key|value) of {_V2} is wrong",
        "looks neither at the key nor at the length",
        "BIP-370",
    ),
    _takes(
        EMBIT, f"{_PART}the (key|value) of {_MUSIG} is wrong", "does not know the field", "BIP-373"
    ),
    _takes(EMBIT, f"{_PART}the (key|value) of {_HASHES} is wrong", "does not know the field"),
    _takes(
        EMBIT,
        f"{_PART}the (key|value) of ({_LATER}) is wrong",
        "does not look at the form",
        "BIP-371",
    ),
    _takes(
        EMBIT,
        f"{_PART}the value of (TAP_BIP32_DERIVATION|TAP_SCRIPT_SIG) is wrong",
        "does not look at the length",
        "BIP-371",
    ),
    _takes(
        EMBIT,
        f"{_PART}the key of ({_ONE_BYTE}) is wrong",
        "takes the first byte of a key for its type",
    ),
    _takes(
        EMBIT,
        _PART + "the value of (PARTIAL_SIG|BIP32_DERIVATION|WITNESS_UTXO|FINAL_SCRIPTWITNESS|XPUB"
        "|SIGHASH_TYPE) is wrong",
        "does not look at the length",
    ),
    _takes(EMBIT, "the value of VERSION is wrong", "takes any version for 0 or 2"),
    _takes(
        EMBIT,
        "the PSBT lacks its (transaction|number of inputs or outputs)",
        "makes an empty one",
        "BIP-174, BIP-370: required fields",
    ),
    _takes(
        EMBIT,
        "the PSBT lacks the transaction's version",
        "puts 2 there",
        "BIP-370: required fields",
    ),
    _takes(
        EMBIT,
        "the path of an extended key is not as long as the key is deep",
        "does not compare them",
        "BIP-174: PSBT_GLOBAL_XPUB",
    ),
    _takes(
        EMBIT,
        "the unsigned transaction has a scriptSig",
        "drops it in silence",
        "BIP-174: PSBT_GLOBAL_UNSIGNED_TX",
    ),
    _takes(
        EMBIT,
        "two inputs spend the same output",
        "does not compare them",
        "Bitcoin Core: CheckTransaction",
    ),
    _refuses(
        EMBIT,
        "(TransactionError: Invalid segwit marker|OverflowError: .*|ValueError: Cant read .*"
        "|EmbitError: Unexpected extra bytes|RuntimeError: Can't read one byte from the stream)",
        WE,
        "takes a transaction without inputs for one in witness form",
        "BIP-174: the unsigned transaction is never in witness form",
    ),
    _refuses(
        EMBIT,
        "ECError: Failed parsing public key",
        OPEN,
        "wants points where BIP-371 says 32 bytes",
        "BIP-371",
    ),
    _refuses(
        EMBIT,
        "HDError: Invalid version",
        OPEN,
        "knows some versions of extended keys",
        "BIP-174: PSBT_GLOBAL_XPUB",
    ),
    _refuses(
        EMBIT,
        "IndexError: list index out of range",
        OPEN,
        "stumbles where the previous transaction lacks the output; our review rejects it (utxo-mismatch)",
        "embit: InputScope.utxo",
    ),
    _alters(EMBIT, "version 0", "makes it 2: another txid", "embit: PSBT.tx"),
    _alters(EMBIT, "sequence 0", "makes it 0xffffffff: another txid", "embit: InputScope.vin"),
    _alters(
        EMBIT,
        "a required locktime",
        "leaves it out: another txid",
        "BIP-370: determining lock time",
    ),
    _tells(
        EMBIT,
        "spent where the UTXOs conflict",
        "believes the witness UTXO; our review rejects both (utxo-mismatch)",
        "BIP-174: the previous transaction is what a txid proves",
    ),
    _tells(
        EMBIT,
        "spent where the previous transaction is another",
        "believes it all the same",
        "BIP-174: the hash must match",
    ),
    _tells(
        EMBIT,
        "spent where an amount is negative",
        "reads a large one; our review rejects it (amount-out-of-range)",
        "Bitcoin Core: CAmount, which has a sign",
    ),
    # BDK, rust-bitcoin's psbt: only version 0, and whatever it does not know is an unknown field
    _takes(BDK, r"\d+ bytes too many", "leaves what stands behind the last map"),
    _takes(BDK, _PART + "the data ends too early", "does without a separator at the end"),
    _takes(
        BDK,
        _PART + "a compact size is longer than it needs to be",
        "takes the type of a key for one byte",
        "BIP-174: the type of a key is a compact size",
    ),
    _takes(
        BDK,
        f"{_PART}{_V2} does not belong into a version 0 PSBT",
        "does not know the field",
        "BIP-370: fields and versions",
    ),
    _takes(BDK, f"{_PART}the (key|value) of {_V2} is wrong", "does not know the field", "BIP-370"),
    _takes(
        BDK, f"{_PART}the (key|value) of {_MUSIG} is wrong", "does not know the field", "BIP-373"
    ),
    _takes(
        BDK,
        "the path of an extended key is not as long as the key is deep",
        "does not compare them",
        "BIP-174: PSBT_GLOBAL_XPUB",
    ),
    _takes(
        BDK,
        "two inputs spend the same output",
        "does not compare them",
        "Bitcoin Core: CheckTransaction",
    ),
    _refuses(
        BDK,
        "NonStandardSighashType: .*",
        OPEN,
        "our review blocks it (sighash)",
        "BIP-174: PSBT_IN_SIGHASH_TYPE",
    ),
    _refuses(
        BDK,
        "InvalidEcdsaSignature: .*",
        OPEN,
        "our review blocks it (signature-invalid)",
        "BIP-174: PSBT_IN_PARTIAL_SIG",
    ),
    _refuses(
        BDK,
        "InvalidPreimageHashPair: .*",
        OPEN,
        "we read no preimages and pass none on",
        "BIP-174: PSBT_IN_RIPEMD160 and its kin",
    ),
    _refuses(
        BDK,
        "Invalid(XOnlyPublicKey|ControlBlock|LeafVersion|TaprootSignature): .*",
        OPEN,
        "looks into fields of taproot that we do not sign by",
        "BIP-371",
    ),
    _refuses(
        BDK,
        "ConsensusEncoding: .*",
        OPEN,
        "takes no previous transaction without inputs; our review rejects it (utxo-mismatch)",
        "Bitcoin Core: UnserializeTransaction",
    ),
    _refuses(
        BDK,
        "XPubKey: .*",
        OPEN,
        "knows some versions of extended keys",
        "BIP-174: PSBT_GLOBAL_XPUB",
    ),
    _refuses(
        BDK,
        "what it writes: a transaction announces witnesses and has none",
        OPEN,
        "writes a transaction without inputs in witness form; it is not compared",
        "rust-bitcoin: Transaction",
    ),
    _tells(
        BDK,
        "fee where the UTXOs conflict",
        "believes the witness UTXO; our review rejects both (utxo-mismatch)",
        "rust-bitcoin: Psbt::fee",
    ),
    _tells(
        BDK,
        "fee where an amount is negative",
        "reads a large one; our review rejects it (amount-out-of-range)",
        "Bitcoin Core: CAmount, which has a sign",
    ),
    # HWI, psbt.py
    _takes(
        HWI,
        _PART + "a key stands twice in one map",
        "looks at some keys only",
        "BIP-174: a key may stand once in a map",
    ),
    _takes(
        HWI,
        _PART + "a compact size is longer than it needs to be",
        "takes any length of it",
        "Bitcoin Core: ReadCompactSize",
    ),
    _takes(
        HWI,
        _PART + r"\d+ items are announced, more than the bytes left can hold",
        "reads an unsigned transaction in witness form",
        "BIP-174: the unsigned transaction is never in witness form",
    ),
    _takes(HWI, _PART + "the data ends too early", "takes the end for a separator"),
    _takes(HWI, _PART + r"\d+ bytes too many", "leaves what stands behind a content"),
    _takes(
        HWI,
        f"{_PART}({_V2}|UNSIGNED_TX) does not belong into a version [02] PSBT",
        "looks at some fields only",
        "BIP-370: fields and versions",
    ),
    _takes(
        HWI, f"{_PART}the (key|value) of {_V2} is wrong", "does not look at the number", "BIP-370"
    ),
    _takes(
        HWI,
        f"{_PART}the (key|value) of {_MUSIG} is wrong",
        "does not look at the first bytes of keys",
        "BIP-373",
    ),
    _takes(HWI, f"{_PART}the key of {_HASHES} is wrong", "does not know the field"),
    _takes(
        HWI,
        _PART + "the key of (PARTIAL_SIG|BIP32_DERIVATION|XPUB|PROPRIETARY) is wrong",
        "counts the bytes and looks for no point",
    ),
    _takes(
        HWI,
        _PART
        + "the value of (PARTIAL_SIG|BIP32_DERIVATION|WITNESS_UTXO|FINAL_SCRIPTWITNESS|XPUB|VERSION) is wrong",
        "does not look at the length",
    ),
    _takes(
        HWI,
        f"{_PART}the value of (TAP_BIP32_DERIVATION|TAP_TREE) is wrong",
        "does not look for the end",
        "BIP-371",
    ),
    _takes(
        HWI,
        "the path of an extended key is not as long as the key is deep",
        "does not compare them",
        "BIP-174: PSBT_GLOBAL_XPUB",
    ),
    _takes(
        HWI,
        "two inputs spend the same output",
        "does not compare them",
        "Bitcoin Core: CheckTransaction",
    ),
    _refuses(
        HWI,
        "AssertionError: ",
        WE,
        "wants a sequence, which may be left out",
        "BIP-370: PSBT_IN_SEQUENCE",
    ),
    _refuses(
        HWI,
        "(error: unpack requires a buffer of .*|OverflowError: .*|MemoryError: "
        "|PSBTSerializationError: (No unsigned transaction was provided"
        "|Unsigned tx does not have empty scriptSigs and scriptWitnesses))",
        WE,
        "takes a transaction without inputs for one in witness form, or for none",
        "BIP-174: the unsigned transaction is never in witness form",
    ),
    _refuses(
        HWI,
        "PSBTSerializationError: Cannot require both time and height locktimes",
        OPEN,
        "our review rejects it (locktime-undetermined)",
        "BIP-370: determining lock time",
    ),
    _refuses(
        HWI,
        "PSBTSerializationError: Non-witness UTXO does not match outpoint hash",
        OPEN,
        "our review rejects it (utxo-mismatch)",
        "BIP-174: PSBT_IN_NON_WITNESS_UTXO",
    ),
    _refuses(
        HWI,
        "PSBTSerializationError: The list of compressed pubkeys for Musig2 cannot be empty",
        OPEN,
        "we keep the field as it is and sign by none",
        "BIP-373: PSBT_IN_MUSIG2_PARTICIPANT_PUBKEYS",
    ),
    _refuses(
        HWI,
        "PSBTSerializationError: PSBT_OUTPUT_SCRIPT is required in PSBTv2",
        OPEN,
        "takes an empty script for none",
        "BIP-370: PSBT_OUT_SCRIPT",
    ),
    _refuses(
        HWI,
        "IndexError: list index out of range",
        OPEN,
        "our review rejects it (utxo-mismatch)",
        "BIP-174: PSBT_IN_NON_WITNESS_UTXO",
    ),
    _alters(
        HWI,
        "version and locktime of a version 2 PSBT",
        "makes them 1 and 0: another txid",
        "hwi: PSBT.cache_unsigned_tx_pieces, PSBT.get_unsigned_tx",
    ),
)
