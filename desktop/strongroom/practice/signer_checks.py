"""What a practice signer looks at before it signs, as real signers do, and why it refuses."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.signatures import COVERS_ALL
from strongroom.model.derivation import HARDENED, DerivationPath, KeyOrigin
from strongroom.model.errors import Fact, PolicyError, ReadError, StrongroomError
from strongroom.model.extended_key import ExtendedPublicKey
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.psbt import KeyDerivation, Psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.scripts import OutputKind, output_kind, parse_multisig
from strongroom.model.sighash import SIGHASH_ALL
from strongroom.model.transaction import TxOutput
from strongroom.model.wallet import Wallet, branch_steps

FEE_PERCENT = 10
"""Share of what is paid out above which a fee is refused, as Coldcard does."""


class SignerRefused(StrongroomError):
    """The signer will not sign; ``where`` says what of the PSBT it does not like.

    Codes are the review's, and ``wallet-not-registered``, ``nothing-to-sign``, ``signer-unknown``.
    """

    def __init__(self, code: str, message: str, where: str = "transaction", **facts: Fact) -> None:
        super().__init__(code, message, **facts)
        self.where = where


@dataclass(frozen=True, slots=True)
class Member:
    """A signer as a member of a wallet, by its key there."""

    wallet: Wallet
    key: CosignerKey

    @property
    def positions(self) -> tuple[int, ...]:
        """Which keys of the wallet's script are the signer's own: one for each path it is in."""
        every = enumerate(self.wallet.policy.every_key)
        return tuple(position for position, each in every if each.key == self.key)

    def place_of(self, derivation: KeyDerivation) -> Place | None:
        """Where in the wallet a derivation of this signer's leads, if to an address of it."""
        path = derivation.path
        for branch, position in product(self.wallet.branches, self.positions):
            steps = self.path_to(Place(branch, 0), position).steps[:-1]
            if path and path[:-1] == steps and path[-1] < HARDENED:
                return Place(branch, path[-1])
        return None

    def path_to(self, place: Place, position: int) -> DerivationPath:
        """The whole path from the signer's master key to its key at a place."""
        account = self.key.origin.path.steps if self.key.origin else ()
        branch = branch_steps(self.wallet.policy, place.branch)[position]
        return DerivationPath((*account, *branch, place.index))

    def claims(self, derivations: tuple[KeyDerivation, ...]) -> list[KeyDerivation]:
        """Those that carry this signer's master fingerprint."""
        return [entry for entry in derivations if entry.fingerprint == self.key.fingerprint]


def check_network(wallet: Wallet) -> None:
    """Practice signers know regtest alone."""
    if wallet.network is not Network.REGTEST:
        raise SignerRefused(
            "wrong-network",
            f"practice signers sign on regtest only, not on {wallet.network.value}",
            network=wallet.network.value,
        )


def check_xpubs(psbt: Psbt, wallet: Wallet) -> None:
    """The cosigners a PSBT names must be the wallet's."""
    ours = {(key.xpub.public_key, key.xpub.chain_code) for key in wallet.policy.cosigners}
    named = {(xpub.xpub[45:], xpub.xpub[13:45]) for xpub in psbt.global_xpubs}
    if named and named != ours:
        raise SignerRefused("xpub-mismatch", "the PSBT names other cosigners than the wallet's")


def check_inputs(psbt: Psbt, member: Member) -> dict[int, Place]:
    """Where each unfinished input lies in the wallet; every one must be the wallet's."""
    if not psbt.locktime_determined:
        raise SignerRefused("locktime-undetermined", "no locktime satisfies all inputs")
    places = {}
    for index, entry in enumerate(psbt.inputs):
        spent = _spent(psbt, index, member.wallet)
        taproot = output_kind(spent.script_pubkey) is OutputKind.P2TR
        covers_all = COVERS_ALL if taproot else (SIGHASH_ALL,)
        if entry.sighash_type not in (None, *covers_all):
            raise _refusal("sighash", "only signatures over everything are made", index)
        place = _input_place(psbt, index, member, spent)
        if not entry.final_script_sig and not entry.final_script_witness:
            places[index] = place
    if not places:
        raise SignerRefused("nothing-to-sign", "there is no input left to sign")
    return places


def check_outputs(psbt: Psbt, member: Member) -> None:
    """An output said to be the signer's must be what the wallet derives at that very place."""
    for index, output in enumerate(psbt.transaction.outputs):
        for claim in member.claims(psbt.outputs[index].derivations):
            place = member.place_of(claim)
            if place is None or not _is_at(member, place, claim, output.script_pubkey):
                message = "an output is said to be change and is not this wallet's"
                raise SignerRefused("change-foreign", message, f"output {index}")


def check_fee(psbt: Psbt) -> None:
    """Refuse a fee above a tenth of what is paid out."""
    spent = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    paid = sum(output.amount for output in psbt.transaction.outputs)
    fee = sum(output.amount for output in spent if output) - paid
    if not psbt.outputs:
        raise SignerRefused("transaction-empty", "the transaction pays nobody")
    if fee < 0:
        raise SignerRefused("amount-out-of-range", "more is paid than is spent", fee=fee)
    if fee * 100 > paid * FEE_PERCENT:
        raise SignerRefused("fee-high", f"the fee is more than {FEE_PERCENT} %", fee=fee, sent=paid)


def wallet_of(psbt: Psbt) -> Wallet:
    """The wallet a PSBT tells of: its extended keys, and the quorum of the script it spends.

    So do signers that keep no wallets; they take it for one whose script sorts its keys. What the
    inputs spend commits to the script, and ``check_inputs`` derives it from these keys.
    """
    if not psbt.global_xpubs:
        message = "the signer knows no wallet, and the PSBT does not tell of one"
        raise SignerRefused("wallet-not-registered", message)
    spent = psbt.spent_output(0) if psbt.inputs else None
    if spent is None:
        raise SignerRefused("utxo-missing", "the output spent by input 0 is not known", "input 0")
    script_type, script = _first_script(psbt, spent)
    quorum = parse_multisig(script or b"")
    if quorum is None:
        raise SignerRefused("input-not-ours", "input 0 is not from a multisig wallet", "input 0")
    keys = tuple(PolicyKey(key) for key in _cosigners(psbt))
    try:
        return Wallet("PSBT", Network.REGTEST, Policy(script_type, quorum.threshold, keys))
    except PolicyError as error:
        code = "wrong-network" if error.code == "wrong-network" else "xpub-mismatch"
        raise SignerRefused(code, str(error)) from error


def _cosigners(psbt: Psbt) -> Iterator[CosignerKey]:
    try:
        for named in psbt.global_xpubs:
            origin = KeyOrigin(named.fingerprint, DerivationPath(named.path))
            yield CosignerKey(ExtendedPublicKey.from_bytes(named.xpub), origin)
    except ReadError as error:
        raise SignerRefused(error.code, str(error)) from error


def _first_script(psbt: Psbt, spent: TxOutput) -> tuple[ScriptType, bytes | None]:
    entry = psbt.inputs[0]
    if output_kind(spent.script_pubkey) is OutputKind.P2WSH:
        return ScriptType.P2WSH, entry.witness_script
    if entry.witness_script is not None:
        return ScriptType.P2SH_P2WSH, entry.witness_script
    return ScriptType.P2SH, entry.redeem_script


def _spent(psbt: Psbt, index: int, wallet: Wallet) -> TxOutput:
    entry, outpoint = psbt.inputs[index], psbt.transaction.inputs[index].outpoint
    previous, spent = entry.previous_transaction, entry.spent_output(outpoint)
    if previous is None and (spent is None or not wallet.policy.script_type.is_segwit):
        raise _refusal("utxo-missing", "the transaction it spends from is missing", index)
    if spent is None or entry.witness_utxo not in (None, spent):
        raise _refusal("utxo-mismatch", "what it spends is told in two ways", index)
    return spent


def _input_place(psbt: Psbt, index: int, member: Member, spent: TxOutput) -> Place:
    entry = psbt.inputs[index]
    for claim in member.claims(entry.derivations):
        place = member.place_of(claim)
        if place is None or not _is_at(member, place, claim, spent.script_pubkey):
            continue
        scripts = own_scripts(member.wallet).scripts(place.branch, place.index)
        given = (entry.redeem_script, entry.witness_script)
        final = entry.final_script_sig or entry.final_script_witness
        if not final and given != (scripts.redeem_script, scripts.witness_script):
            raise _refusal("script-mismatch", "its scripts are not the wallet's", index)
        return place
    raise _refusal("input-not-ours", "it is not from this wallet", index)


def _is_at(member: Member, place: Place, claim: KeyDerivation, script_pubkey: bytes) -> bool:
    own = own_scripts(member.wallet)
    keys = own.public_keys(place.branch, place.index)
    here = own.scripts(place.branch, place.index).script_pubkey
    mine = claim.public_key in (keys[position] for position in member.positions)
    return mine and here == script_pubkey


def _refusal(code: str, message: str, index: int) -> SignerRefused:
    return SignerRefused(code, f"input {index}: {message}", f"input {index}")
