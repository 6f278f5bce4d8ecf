"""What a PSBT tells signers of a wallet's inputs and outputs: scripts, keys and their origins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.model.policy import CosignerKey
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import GlobalXpub, KeyDerivation, Psbt, TaprootKeyDerivation
from strongroom.model.psbt_writer import InputFields, OutputFields, TaprootFields, build_psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.taproot import TaprootOutput
from strongroom.model.transaction import Transaction
from strongroom.model.wallet import Wallet, branch_steps


@dataclass(frozen=True, slots=True)
class OwnCoin:
    """An output of the wallet: the transaction that made it, its index there, and its place."""

    previous: PreviousTransaction
    index: int
    place: Place


def wallet_psbt(
    wallet: Wallet,
    transaction: Transaction,
    coins: Sequence[OwnCoin | InputFields],
    outputs: Sequence[Place | None],
) -> Psbt:
    """A version 0 PSBT of an unsigned transaction with all that signers ask for.

    ``coins`` are what its inputs spend, ``outputs`` the places of its own outputs, both in order;
    fields that are given stand as they are.
    Segwit inputs have the previous transaction and the spent output both, taproot's the latter
    alone; the type of signature is left out, which means ALL, and DEFAULT in taproot. A cosigner
    whose master fingerprint nobody told has no extended key in it, and derivations that start at
    the account's key.
    """
    return build_psbt(
        transaction,
        [_input_fields(wallet, coin) for coin in coins],
        [_output_fields(wallet, place) for place in outputs],
        [xpub for key in wallet.policy.cosigners for xpub in _global_xpub(key)],
    )


def own_input_fields(wallet: Wallet, place: Place) -> InputFields:
    """How an output of the wallet at a place is opened, and by whom."""
    scripts = own_scripts(wallet).scripts(place.branch, place.index)
    if scripts.taproot is not None:
        return InputFields(taproot=_taproot_fields(wallet, place, scripts.taproot))
    return InputFields(
        redeem_script=scripts.redeem_script,
        witness_script=scripts.witness_script,
        derivations=derivations_at(wallet, place),
    )


def derivations_at(wallet: Wallet, place: Place) -> tuple[KeyDerivation, ...]:
    """Every key at a place, in the policy's order, with the path from its master."""
    keys = own_scripts(wallet).public_keys(place.branch, place.index)
    steps = branch_steps(wallet.policy, place.branch)
    return tuple(
        _derivation(each.key, key, (*branch, place.index))
        for each, key, branch in zip(wallet.policy.every_key, keys, steps, strict=True)
    )


def _taproot_fields(wallet: Wallet, place: Place, output: TaprootOutput) -> TaprootFields:
    """Each key with the one leaf it stands in, which is that of its path."""
    leaf_of = [
        leaf.hash
        for path, leaf in zip(wallet.policy.paths, output.leaves, strict=True)
        for _ in path.keys
    ]
    said = derivations_at(wallet, place)
    return TaprootFields(
        output,
        tuple(
            TaprootKeyDerivation(each.public_key, (leaf,), each.fingerprint, each.path)
            for each, leaf in zip(said, leaf_of, strict=True)
        ),
    )


def _derivation(cosigner: CosignerKey, key: bytes, rest: tuple[int, ...]) -> KeyDerivation:
    if cosigner.origin is None or not cosigner.origin.is_known:
        return KeyDerivation(key, cosigner.xpub.fingerprint, rest)
    return KeyDerivation(key, cosigner.origin.fingerprint, cosigner.origin.path.steps + rest)


def _global_xpub(cosigner: CosignerKey) -> list[GlobalXpub]:
    origin = cosigner.origin
    if origin is None or not origin.is_known:
        return []
    return [GlobalXpub(cosigner.xpub.to_bytes(), origin.fingerprint, origin.path.steps)]


def _input_fields(wallet: Wallet, coin: OwnCoin | InputFields) -> InputFields:
    if isinstance(coin, InputFields):
        return coin
    segwit = wallet.policy.script_type.is_segwit
    taproot = wallet.policy.script_type is ScriptType.P2TR
    return replace(
        own_input_fields(wallet, coin.place),
        previous_transaction=None if taproot else coin.previous,
        witness_utxo=coin.previous.output(coin.index) if segwit else None,
    )


def _output_fields(wallet: Wallet, place: Place | None) -> OutputFields:
    if place is None:
        return OutputFields()
    scripts = own_scripts(wallet).scripts(place.branch, place.index)
    if scripts.taproot is not None:
        return OutputFields(taproot=_taproot_fields(wallet, place, scripts.taproot))
    return OutputFields(
        redeem_script=scripts.redeem_script,
        witness_script=scripts.witness_script,
        derivations=derivations_at(wallet, place),
    )
