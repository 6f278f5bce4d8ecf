"""Wallets of known seeds and payments from them, for tests of what is done with a PSBT.

Keys come from embit's BIP-32 and scripts are put together here, apart from what they test.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import new, sha256

from embit.bip32 import HDKey
from embit.networks import NETWORKS

from strongroom.engines.own_scripts import Place
from strongroom.model.derivation import HARDENED, DerivationPath, KeyOrigin
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import GlobalXpub, KeyDerivation, PartialSignature, Psbt
from strongroom.model.psbt_edit import FinalScripts, with_final_scripts, with_signatures
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.psbt_writer import InputFields, OutputFields, build_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import ScriptSet
from strongroom.model.sighash import legacy_sighash, segwit_v0_sighash
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet

STRANGER = b"\x00\x14" + bytes(range(20))
"""The script of somebody else's address."""

FIRST = Place(Branch.RECEIVE, 0)
CHANGE = Place(Branch.CHANGE, 0)

PATHS = {
    ScriptType.P2WSH: "48h/{coin}h/0h/2h",
    ScriptType.P2SH_P2WSH: "48h/{coin}h/0h/1h",
    ScriptType.P2SH: "45h",
}


@dataclass(frozen=True)
class TestWallet:
    """A wallet and the master keys of its cosigners, in the policy's order."""

    __test__ = False

    wallet: Wallet
    roots: tuple[HDKey, ...]
    paths: tuple[tuple[int, ...], ...]

    def keys(self, place: Place, branch_step: int | None = None) -> tuple[bytes, ...]:
        """The cosigners' public keys at a place; ``branch_step`` for a branch it has not."""
        step = branch_step if branch_step is not None else _STEP[place.branch]
        tail = (step, place.index)
        return tuple(
            public_key(root, path + tail) for root, path in zip(self.roots, self.paths, strict=True)
        )

    def scripts(self, place: Place) -> ScriptSet:
        policy = self.wallet.policy
        keys = self.keys(place)
        ordered = sorted(keys) if policy.sorted_keys else keys
        return wrap(policy.script_type, multisig(policy.threshold, ordered))

    def derivations(self, place: Place, *tail: int) -> tuple[KeyDerivation, ...]:
        """Every cosigner's key at a place, or at the steps ``tail`` behind its account."""
        steps = tail or (_STEP[place.branch], place.index)
        return tuple(
            KeyDerivation(public_key(root, path + steps), root.my_fingerprint, path + steps)
            for root, path in zip(self.roots, self.paths, strict=True)
        )

    def output_fields(self, place: Place) -> OutputFields:
        scripts = self.scripts(place)
        return OutputFields(scripts.redeem_script, scripts.witness_script, self.derivations(place))

    def xpubs(self) -> tuple[GlobalXpub, ...]:
        return tuple(
            GlobalXpub(key.xpub.to_bytes(), root.my_fingerprint, path)
            for key, root, path in zip(
                self.wallet.policy.cosigners, self.roots, self.paths, strict=True
            )
        )


@dataclass(frozen=True)
class Coin:
    """An output to spend, ``amount`` in satoshi, at a place of the wallet or with any script."""

    amount: int = 1_000_000
    place: Place = FIRST
    script: bytes | None = None


@dataclass(frozen=True)
class Paid:
    """An output to make: to a place of the wallet, marked as such, or to any script."""

    amount: int
    place: Place | None = None
    script: bytes = STRANGER


USUAL = (Paid(600_000), Paid(390_000, CHANGE))
"""A payment and its change from one coin of a million, at a fee of 10 000 satoshi."""


@dataclass
class Draft:
    """The parts of a PSBT, to be changed before it is built."""

    transaction: Transaction
    inputs: list[InputFields]
    outputs: list[OutputFields]
    xpubs: list[GlobalXpub] = field(default_factory=list)

    def build(self) -> Psbt:
        return build_psbt(self.transaction, self.inputs, self.outputs, self.xpubs)

    def pay(self, index: int, output: TxOutput) -> None:
        """Put another output in the place of one."""
        outputs = list(self.transaction.outputs)
        outputs[index] = output
        self.transaction = replace(self.transaction, outputs=tuple(outputs))


def make_wallet(
    threshold: int = 2,
    count: int = 3,
    script_type: ScriptType = ScriptType.P2WSH,
    network: Network = Network.REGTEST,
    *,
    sorted_keys: bool = True,
    seed: int = 1,
) -> TestWallet:
    """A wallet whose cosigners' seeds are 32 times the bytes ``seed``, ``seed + 1`` ..."""
    roots = tuple(make_root(seed + number, network) for number in range(count))
    path = DerivationPath.parse(PATHS[script_type].format(coin=network.kind.coin_type))
    keys = tuple(PolicyKey(cosigner_key(root, path)) for root in roots)
    policy = Policy(script_type, threshold, keys, sorted_keys)
    return TestWallet(Wallet("Test", network, policy), roots, (path.steps,) * count)


def make_root(seed: int, network: Network = Network.REGTEST) -> HDKey:
    """A master key."""
    version = NETWORKS["main" if network is Network.BITCOIN else "regtest"]["xprv"]
    return HDKey.from_seed(bytes([seed]) * 32, version=version)


def cosigner_key(root: HDKey, path: DerivationPath) -> CosignerKey:
    """The extended public key at ``path`` with its origin."""
    xpub = str(root.derive(list(path.steps)).to_public())
    return CosignerKey(ExtendedPublicKey.parse(xpub), KeyOrigin(root.my_fingerprint, path))


def public_key(root: HDKey, path: Sequence[int]) -> bytes:
    """The 33 bytes of the public key at ``path``."""
    key: bytes = root.derive(list(path)).get_public_key().sec()
    return key


def draft_payment(
    signers: TestWallet,
    coins: Sequence[Coin] = (Coin(),),
    outputs: Sequence[Paid] = USUAL,
    *,
    version: int = 2,
    sequence: int = 0xFFFF_FFFD,
    locktime: int = 0,
) -> Draft:
    """A payment as a careful coordinator would write it; everything in it is right."""
    previous = [_previous(signers, coin, number) for number, coin in enumerate(coins)]
    inputs = tuple(TxInput(OutPoint(each.txid_bytes, 0), sequence=sequence) for each in previous)
    paid = tuple(TxOutput(each.amount, _script(signers, each)) for each in outputs)
    return Draft(
        Transaction(version, inputs, paid, locktime),
        [_input_fields(signers, *pair) for pair in zip(coins, previous, strict=True)],
        [signers.output_fields(each.place) if each.place else OutputFields() for each in outputs],
        list(signers.xpubs()),
    )


def make_payment(
    signers: TestWallet, coins: Sequence[Coin] = (Coin(),), outputs: Sequence[Paid] = USUAL
) -> bytes:
    """``draft_payment`` as a binary PSBT."""
    return draft_payment(signers, coins, outputs).build().original


def sign(signers: TestWallet, psbt: bytes, signer: int, sighash_type: int = 1) -> bytes:
    """The PSBT with one signer's signature at every input that names a key of theirs."""
    read = read_psbt(psbt)
    root = signers.roots[signer]
    given = {}
    for index, entry in enumerate(read.inputs):
        mine = [d for d in entry.derivations if d.fingerprint == root.my_fingerprint]
        if mine:
            digest = sighash(read, index, sighash_type)
            given[index] = [
                PartialSignature(d.public_key, _signature(root, d.path, digest, sighash_type))
                for d in mine
            ]
    return with_signatures(read, given).original


def sighash(psbt: Psbt, index: int, sighash_type: int = 1) -> bytes:
    """What a signature at an input commits to, by the scripts the PSBT gives."""
    entry, spent = psbt.inputs[index], psbt.spent_output(index)
    assert spent is not None
    script = entry.witness_script or entry.redeem_script
    assert script is not None
    if entry.witness_script is None:
        return legacy_sighash(psbt.transaction, index, script, sighash_type)
    return segwit_v0_sighash(psbt.transaction, index, script, spent.amount, sighash_type)


def finalise(psbt: bytes) -> bytes:
    """The PSBT with its multisig inputs finished from the signatures that are there."""
    read = read_psbt(psbt)
    return with_final_scripts(
        read, {index: _final(read, index) for index in range(len(read.inputs))}
    ).original


def multisig(threshold: int, keys: Sequence[bytes]) -> bytes:
    """An OP_CHECKMULTISIG script over up to sixteen keys."""
    pushes = b"".join(b"\x21" + key for key in keys)
    return bytes([0x50 + threshold]) + pushes + bytes([0x50 + len(keys), 0xAE])


def wrap(script_type: ScriptType, inner: bytes) -> ScriptSet:
    """The output that pays to ``inner``."""
    program = b"\x00\x20" + sha256(inner).digest()
    if script_type is ScriptType.P2WSH:
        return ScriptSet(program, None, inner)
    if script_type is ScriptType.P2SH_P2WSH:
        return ScriptSet(p2sh(program), program, inner)
    return ScriptSet(p2sh(inner), inner)


def p2sh(script: bytes) -> bytes:
    """The output that pays to a script's hash."""
    return b"\xa9\x14" + new("ripemd160", sha256(script).digest()).digest() + b"\x87"


def hardened(*steps: int) -> tuple[int, ...]:
    """The steps as hardened ones."""
    return tuple(step | HARDENED for step in steps)


_STEP = {Branch.RECEIVE: 0, Branch.CHANGE: 1}


def _script(signers: TestWallet, paid: Paid) -> bytes:
    return signers.scripts(paid.place).script_pubkey if paid.place else paid.script


def _previous(signers: TestWallet, coin: Coin, number: int) -> PreviousTransaction:
    """A transaction that made a coin; ``number`` makes it another one for each coin."""
    script = coin.script or signers.scripts(coin.place).script_pubkey
    source = TxInput(OutPoint(bytes([number % 256]) * 32, number))
    made = Transaction(2, (source,), (TxOutput(coin.amount, script),), 0)
    return PreviousTransaction.parse(made.serialize())


def _input_fields(signers: TestWallet, coin: Coin, previous: PreviousTransaction) -> InputFields:
    if coin.script is not None:
        return InputFields(previous_transaction=previous)
    scripts = signers.scripts(coin.place)
    segwit = signers.wallet.policy.script_type is not ScriptType.P2SH
    return InputFields(
        previous_transaction=previous,
        witness_utxo=previous.output(0) if segwit else None,
        redeem_script=scripts.redeem_script,
        witness_script=scripts.witness_script,
        derivations=signers.derivations(coin.place),
    )


def _signature(root: HDKey, path: Sequence[int], digest: bytes, sighash_type: int) -> bytes:
    der: bytes = root.derive(list(path)).key.sign(digest).serialize()
    return der + bytes([sighash_type])


def _final(psbt: Psbt, index: int) -> FinalScripts:
    entry = psbt.inputs[index]
    script = entry.witness_script or entry.redeem_script
    assert script is not None
    by_key = {signature.public_key: signature.signature for signature in entry.partial_signatures}
    in_order = sorted(by_key, key=script.index)
    stack = (b"", *(by_key[key] for key in in_order), script)
    if entry.witness_script is None:
        return FinalScripts(script_sig=b"".join(map(_push, stack)))
    redeem = entry.redeem_script
    return FinalScripts(_push(redeem) if redeem else b"", stack)


def _push(data: bytes) -> bytes:
    if len(data) < 0x4C:
        return bytes([len(data)]) + data
    if len(data) < 0x100:
        return b"\x4c" + bytes([len(data)]) + data
    return b"\x4d" + len(data).to_bytes(2, "little") + data
