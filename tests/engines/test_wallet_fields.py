from embit.psbt import PSBT

from strongroom.engines.own_scripts import Place, own_scripts
from strongroom.engines.wallet_fields import OwnCoin, derivations_at, wallet_psbt
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey, Policy, PolicyKey
from strongroom.model.previous_transaction import PreviousTransaction
from strongroom.model.psbt import Psbt
from strongroom.model.script_type import ScriptType
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.model.wallet import Branch, Wallet
from strongroom.practice.signers import practice_signers
from tests.workflows.rounds import make_wallet

HERE = Place(Branch.RECEIVE, 7)
BACK = Place(Branch.CHANGE, 2)


def psbt_of(wallet: Wallet) -> Psbt:
    own = own_scripts(wallet)
    paid = TxOutput(90_000, own.scripts(HERE.branch, HERE.index).script_pubkey)
    first = Transaction(2, (TxInput(OutPoint(bytes(32), 5)),), (paid,), 0)
    change = TxOutput(50_000, own.scripts(BACK.branch, BACK.index).script_pubkey)
    spent = TxInput(OutPoint(first.txid_bytes, 0))
    coin = OwnCoin(PreviousTransaction.parse(first.serialize()), 0, HERE)
    unsigned = Transaction(2, (spent,), (TxOutput(30_000, b"\x51"), change), 0)
    return wallet_psbt(wallet, unsigned, [coin], [None, BACK])


def test_segwit_inputs_have_both_forms_of_what_they_spend() -> None:
    for script_type in (ScriptType.P2WSH, ScriptType.P2SH_P2WSH):
        entry = psbt_of(make_wallet(script_type)).inputs[0]
        assert entry.previous_transaction is not None
        assert entry.witness_utxo == entry.previous_transaction.output(0)
        assert entry.sighash_type is None


def test_legacy_inputs_have_the_whole_previous_transaction_alone() -> None:
    entry = psbt_of(make_wallet(ScriptType.P2SH)).inputs[0]
    assert entry.previous_transaction is not None
    assert entry.witness_utxo is None
    assert entry.witness_script is None
    assert entry.redeem_script is not None


def test_only_change_is_explained_to_the_signers() -> None:
    payment, change = psbt_of(make_wallet()).outputs
    assert payment.records == ()
    assert change.witness_script is not None
    assert len(change.derivations) == 3


def test_embit_finds_every_signers_key_at_the_paths_that_are_told() -> None:
    wallet = make_wallet(ScriptType.P2SH_P2WSH)
    parsed = PSBT.parse(psbt_of(wallet).original)
    xpubs = {origin.fingerprint: key for key, origin in parsed.xpubs.items()}
    told = parsed.inputs[0].bip32_derivations.items()
    assert len(xpubs) == len(told) == 3
    for key, origin in told:
        assert xpubs[origin.fingerprint].derive(origin.derivation[-2:]).key == key


def test_a_key_of_unknown_origin_is_told_from_the_account_on() -> None:
    keys = [signer.account_key(ScriptType.P2WSH) for signer in practice_signers()]
    nameless = CosignerKey(keys[0].xpub)
    policy_keys = tuple(PolicyKey(key) for key in (nameless, *keys[1:]))
    wallet = Wallet("w", Network.REGTEST, Policy(ScriptType.P2WSH, 2, policy_keys))
    told = derivations_at(wallet, HERE)
    assert (told[0].fingerprint, told[0].path) == (keys[0].xpub.fingerprint, (0, 7))
    assert len(psbt_of(wallet).global_xpubs) == 2
