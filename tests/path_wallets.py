"""Wallets with several ways to spend, of known seeds, at random; payments from them, and signatures.

Scripts are those that embit derives, apart from the derivation that is tested.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from embit.bip32 import HDKey
from hypothesis import strategies as st

from strongroom.engines.embit_addresses import embit_address
from strongroom.engines.own_scripts import Place
from strongroom.engines.wallet_fields import own_input_fields
from strongroom.model.derivation import DerivationPath
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy, PolicyKey, RecoveryPath
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import GlobalXpub, PartialSignature, Psbt
from strongroom.model.psbt_edit import with_signatures
from strongroom.model.psbt_writer import InputFields, OutputFields, build_psbt
from strongroom.model.recovery import usual_branches
from strongroom.model.script_type import ScriptType
from strongroom.model.sighash import (
    SIGHASH_ALL,
    SIGHASH_DEFAULT,
    segwit_v0_sighash,
    taproot_sighash,
)
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Wallet
from tests.builders import FIRST, STRANGER, cosigner_key, make_root

ACCOUNTS = {
    ScriptType.P2WSH: DerivationPath.parse("48h/1h/0h/2h"),
    ScriptType.P2TR: DerivationPath.parse("48h/1h/0h/3h"),
}
PEOPLE = 6
DELAYS = (1, 144, 4_320, 52_560, 65_535)
USUAL = 0xFFFF_FFFD


@dataclass(frozen=True)
class Way:
    """``threshold`` of these people, from 0, once a coin has lain for ``delay`` blocks."""

    threshold: int
    people: tuple[int, ...]
    delay: int = 0


@dataclass(frozen=True)
class Ways:
    """The policy of a wallet in short: its usual way first, then those for recovery."""

    kind: ScriptType
    ways: tuple[Way, ...]
    seed: int = 1

    @property
    def wallet(self) -> Wallet:
        return _wallet(self)

    def script(self, place: Place) -> bytes:
        """The output script at a place, by embit."""
        return embit_address(self.wallet, place.branch, place.index).scripts.script_pubkey


@st.composite
def some_ways(draw: st.DrawFn) -> Ways:
    """A quorum of a few people with up to three recovery paths, none only in taproot."""
    kind = draw(st.sampled_from(list(ACCOUNTS)))
    least = 0 if kind is ScriptType.P2TR else 1
    delays = sorted(draw(st.sets(st.sampled_from(DELAYS), min_size=least, max_size=3)))
    return Ways(kind, tuple(draw(_ways(delay)) for delay in (0, *delays)))


@st.composite
def _ways(draw: st.DrawFn, delay: int) -> Way:
    people = draw(st.sets(st.integers(0, PEOPLE - 1), min_size=1, max_size=4))
    return Way(draw(st.integers(1, len(people))), tuple(sorted(people)), delay)


@lru_cache(maxsize=256)
def _wallet(ways: Ways) -> Wallet:
    path = ACCOUNTS[ways.kind]
    keys = [_root(ways.seed + person) for way in ways.ways for person in way.people]
    bare = [PolicyKey(cosigner_key(root, path)) for root in keys]
    branches = usual_branches(bare)
    laid_out = iter([replace(key, branches=b) for key, b in zip(bare, branches, strict=True)])
    usual, *later = (tuple(next(laid_out) for _ in way.people) for way in ways.ways)
    recovery = tuple(
        RecoveryPath(way.threshold, own, way.delay)
        for way, own in zip(ways.ways[1:], later, strict=True)
    )
    policy = Policy(ways.kind, ways.ways[0].threshold, usual, False, recovery)
    return Wallet("Ways", Network.REGTEST, policy)


@lru_cache(maxsize=32)
def _root(seed: int) -> HDKey:
    return make_root(seed)


@dataclass(frozen=True)
class Spent:
    """A coin at a place, or with any script; ``sequence`` says by which way it is spent."""

    amount: int = 1_000_000
    place: Place = FIRST
    script: bytes | None = None
    sequence: int = USUAL


@dataclass(frozen=True)
class Made:
    """An output with any script; ``said`` is the wallet and the place that it says it lies at."""

    amount: int
    script: bytes = STRANGER
    said: tuple[Ways, Place] | None = None


def back(ways: Ways, amount: int, place: Place) -> Made:
    """An output that comes back to the wallet, and says so."""
    return Made(amount, ways.script(place), (ways, place))


def payment(ways: Ways, spent: Sequence[Spent], made: Sequence[Made]) -> Psbt:
    """A payment of version 2 with all that its signers ask for."""
    previous = [_previous(ways, each, number) for number, each in enumerate(spent)]
    inputs = tuple(
        TxInput(OutPoint(before.txid_bytes, 0), sequence=each.sequence)
        for before, each in zip(previous, spent, strict=True)
    )
    outputs = tuple(TxOutput(each.amount, each.script) for each in made)
    return build_psbt(
        Transaction(2, inputs, outputs, 0),
        [_input_fields(ways, *pair) for pair in zip(spent, previous, strict=True)],
        [_output_fields(*each.said) if each.said else OutputFields() for each in made],
        [_xpub(key) for key in ways.wallet.policy.cosigners],
    )


def sign(ways: Ways, psbt: Psbt, *people: int) -> Psbt:
    """The PSBT with a signature by each key of these people that its inputs name."""
    for person in people:
        root = _root(ways.seed + person)
        ours = [index for index, entry in enumerate(psbt.inputs) if entry.derivations]
        psbt = with_signatures(psbt, {i: _signatures(root, psbt, i) for i in ours})
    return psbt


def _previous(ways: Ways, spent: Spent, number: int) -> PreviousTransaction:
    source = TxInput(OutPoint(bytes([number]) * 32, number))
    output = TxOutput(spent.amount, spent.script or ways.script(spent.place))
    return PreviousTransaction.parse(Transaction(2, (source,), (output,), 0).serialize())


def _input_fields(ways: Ways, spent: Spent, previous: PreviousTransaction) -> InputFields:
    own = InputFields() if spent.script else own_input_fields(ways.wallet, spent.place)
    return replace(own, previous_transaction=previous, witness_utxo=previous.output(0))


def _output_fields(ways: Ways, place: Place) -> OutputFields:
    own = own_input_fields(ways.wallet, place)
    return OutputFields(own.redeem_script, own.witness_script, own.derivations, own.taproot)


def _xpub(key: CosignerKey) -> GlobalXpub:
    assert key.origin is not None
    return GlobalXpub(key.xpub.to_bytes(), key.origin.fingerprint, key.origin.path.steps)


def _signatures(root: HDKey, psbt: Psbt, index: int) -> list[PartialSignature]:
    if psbt.inputs[index].taproot_derivations:
        return _schnorr(root, psbt, index)
    entry, spent = psbt.inputs[index], psbt.spent_output(index)
    assert spent is not None
    script = entry.witness_script or b""
    digest = segwit_v0_sighash(psbt.transaction, index, script, spent.amount, SIGHASH_ALL)
    return [
        PartialSignature(
            said.public_key, root.derive(list(said.path)).key.sign(digest).serialize() + b"\x01"
        )
        for said in entry.derivations
        if said.fingerprint == root.my_fingerprint
    ]


def _schnorr(root: HDKey, psbt: Psbt, index: int) -> list[PartialSignature]:
    spent = [output for at in range(len(psbt.inputs)) if (output := psbt.spent_output(at))]
    found = []
    for said in psbt.inputs[index].taproot_derivations:
        if said.fingerprint == root.my_fingerprint:
            (leaf,) = said.leaf_hashes
            digest = taproot_sighash(psbt.transaction, index, spent, SIGHASH_DEFAULT, leaf)
            signature = root.derive(list(said.path)).key.schnorr_sign(digest).serialize()
            found.append(PartialSignature(said.public_key, signature, leaf))
    return found
