"""What opens an input: the script its signatures commit to, and the keys that may sign."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from strongroom.engines.signatures import SCHNORR, signature_form
from strongroom.model.hashes import hash160
from strongroom.model.scripts import OutputKind, ScriptSet, output_kind, p2sh, p2wsh, parse_multisig
from strongroom.model.taproot import TaprootLeaf
from strongroom.model.transaction import TxOutput
from strongroom.review.script_reading import pushed
from strongroom.review.ways import Ways


@dataclass(frozen=True, slots=True)
class Opening:
    """How one input is signed.

    ``script_code`` is what the sighash takes in, ``is_segwit`` says which sighash (BIP-143 or the
    one before it), ``amount`` is in satoshi. ``scripts`` holds what has to be shown beside
    signatures. ``key_hash`` is set where one key signs alone, and then there are no
    ``public_keys``; else these are the keys in the script, in its order. ``threshold`` is how many
    signatures it takes, one where that is not plain. ``ways`` is set for a coin of a wallet with
    several ways to spend; the threshold is then that of the one in use.
    """

    scripts: ScriptSet
    script_code: bytes
    is_segwit: bool
    amount: int
    key_hash: bytes | None = None
    ways: Ways | None = None
    public_keys: tuple[bytes, ...] = field(init=False)
    threshold: int = field(init=False)

    def __post_init__(self) -> None:
        keys, threshold = _signers(self)
        object.__setattr__(self, "public_keys", keys)
        object.__setattr__(self, "threshold", threshold)

    @property
    def is_taproot(self) -> bool:
        """Whether Schnorr signatures for leaves open it."""
        return self.scripts.taproot is not None

    def leaf_of(self, public_key: bytes) -> bytes:
        """The hash of the taproot script a key stands in; empty where there is none."""
        leaf = self._leaf(public_key)
        return leaf.hash if leaf else b""

    def _leaf(self, public_key: bytes) -> TaprootLeaf | None:
        ways, taproot = self.ways, self.scripts.taproot
        if ways is None or taproot is None or public_key not in ways.keys:
            return None
        place = ways.keys.index(public_key)
        paths = zip(ways.paths, taproot.leaves, strict=True)
        return next((leaf for path, leaf in paths if place in path.keys), None)

    def shows(self, witness: Sequence[bytes], signed: Collection[bytes]) -> bool:
        """Whether a witness ends in what has to be shown beside signatures by these keys."""
        if not self.is_taproot:
            return tuple(witness[-1:]) == (self.script_code,)
        leaves = {leaf for key in signed if (leaf := self._leaf(key))}
        return [tuple(witness[-2:])] == [(leaf.script, leaf.control_block) for leaf in leaves]

    def holds(self, public_key: bytes) -> bool:
        """Whether a signature by this key can have a place here."""
        if self.key_hash is not None:
            return hash160(public_key) == self.key_hash
        return public_key in self.public_keys

    def may_sign(self, item: bytes) -> bool:
        """Whether something shown has the form of a signature."""
        if self.is_taproot:
            return len(item) in (SCHNORR, SCHNORR + 1)
        return signature_form(item).is_canonical

    def is_opened_by(self, signed: Collection[bytes]) -> bool:
        """Whether signatures by these keys are enough."""
        if self.ways is not None:
            return self.ways.are_opened_by(signed)
        return len(signed) >= self.threshold


def own_opening(spent: TxOutput, scripts: ScriptSet, ways: Ways | None) -> Opening | None:
    """How a wallet's own coin is opened: by its own scripts, in one of its ways to spend."""
    if scripts.taproot is not None:
        return Opening(scripts, b"", True, spent.amount, ways=ways)
    opening = opening_of(spent, scripts.redeem_script, scripts.witness_script)
    return replace(opening, ways=ways) if opening and ways else opening


def opening_of(spent: TxOutput, redeem: bytes | None, witness: bytes | None) -> Opening | None:
    """How an output is opened by the scripts given with it.

    None where a script is missing or is not the one the output commits to, and for kinds whose
    signatures are not read here.
    """
    scripts = ScriptSet(spent.script_pubkey, redeem, witness)
    kind = output_kind(spent.script_pubkey)
    if kind is OutputKind.P2PKH:
        return Opening(scripts, spent.script_pubkey, False, spent.amount, spent.script_pubkey[3:23])
    if kind is not OutputKind.P2SH:
        return _segwit_opening(spent.script_pubkey, scripts, spent.amount)
    if redeem is None or p2sh(redeem) != spent.script_pubkey:
        return None
    if output_kind(redeem) in (OutputKind.P2WSH, OutputKind.P2WPKH):
        return _segwit_opening(redeem, scripts, spent.amount)
    return Opening(scripts, redeem, False, spent.amount)


def matches(spent: TxOutput | None, redeem: bytes | None, witness: bytes | None) -> bool:
    """Whether the scripts given for an input hash to what it spends, and to one another."""
    program = spent.script_pubkey if spent else None
    if redeem is not None:
        if program is not None and p2sh(redeem) != program:
            return False
        program = redeem
    if witness is None or program is None:
        return True
    return program in (p2wsh(witness), p2sh(p2wsh(witness)) if redeem is None else b"")


def needs_segwit(spent: TxOutput, redeem: bytes | None) -> bool:
    """Whether a segwit output is spent, bare or inside the P2SH script given."""
    kind = output_kind(spent.script_pubkey)
    if kind is OutputKind.P2SH and redeem is not None and p2sh(redeem) == spent.script_pubkey:
        kind = output_kind(redeem)
    return kind in (OutputKind.P2WSH, OutputKind.P2WPKH, OutputKind.P2TR)


def _signers(opening: Opening) -> tuple[tuple[bytes, ...], int]:
    """The keys in a script and how many of them it takes."""
    if opening.ways is not None:
        return opening.ways.keys, opening.ways.path.threshold
    multisig = parse_multisig(opening.script_code)
    if multisig is not None:
        return multisig.public_keys, multisig.threshold
    if opening.key_hash is not None:
        return (), 1
    return tuple(data for data in pushed(opening.script_code) if _is_key(data)), 1


def _segwit_opening(program: bytes, scripts: ScriptSet, amount: int) -> Opening | None:
    if output_kind(program) is OutputKind.P2WPKH:
        code = b"\x76\xa9\x14" + program[2:] + b"\x88\xac"
        return Opening(scripts, code, True, amount, program[2:])
    witness = scripts.witness_script
    if output_kind(program) is not OutputKind.P2WSH or witness is None:
        return None
    return Opening(scripts, witness, True, amount) if _hashes(witness, program) else None


def _hashes(witness_script: bytes, program: bytes) -> bool:
    return sha256(witness_script).digest() == program[2:]


def _is_key(data: bytes) -> bool:
    return (len(data) == 33 and data[0] in (2, 3)) or (len(data) == 65 and data[0] == 4)
