"""Wallet files and payments in base 43, each made and read on both sides."""

import pytest

from strongroom.engines.derivation import derive_address
from strongroom.formats.reading import read_wallet
from strongroom.formats.writing import write_wallet
from strongroom.model.network import Network
from strongroom.model.policy import CosignerKey
from strongroom.model.psbt_reader import read_psbt
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.model.wallet import Branch, Wallet
from strongroom.transports.qr import base43
from tests.builders import make_payment, make_wallet
from tests.electrum import Electrum
from tests.formats.sample_wallets import Plan


def asked(wallet: Wallet) -> dict[str, object]:
    policy = wallet.policy
    keys = [said(key, policy.script_type) for key in policy.cosigners]
    return {"threshold": policy.threshold, "keys": keys}


def said(key: CosignerKey, script_type: ScriptType) -> dict[str, str]:
    assert key.origin is not None
    path = f"m/{key.origin.path.write(chr(39))}"
    xpub = key.xpub.slip132(script_type)
    return {"xpub": xpub, "path": path, "fingerprint": key.origin.fingerprint.hex()}


def addresses(wallet: Wallet, branch: Branch) -> list[str]:
    here = Wallet("", Network.REGTEST, wallet.policy)
    return [derive_address(here, branch, index).text for index in range(3)]


@pytest.mark.electrum
@pytest.mark.parametrize("script_type", MULTISIG)
def test_electrums_wallets_are_read_and_have_its_addresses(
    script_type: ScriptType, electrum: Electrum
) -> None:
    wallets = [
        Plan(threshold, count, script_type, mixed=mixed).wallet()
        for threshold, count in ((1, 2), (2, 3), (3, 5))
        for mixed in (False, True)
    ]
    answer = electrum.ask({"wallets": [asked(wallet) for wallet in wallets], "payments": []})
    for wallet, theirs in zip(wallets, answer["wallets"], strict=True):
        assert read_wallet(theirs["file"].encode()).policy == wallet.policy
        assert theirs["receive"] == addresses(wallet, Branch.RECEIVE)
        assert theirs["change"] == addresses(wallet, Branch.CHANGE)


@pytest.mark.electrum
@pytest.mark.parametrize("script_type", MULTISIG)
def test_electrum_opens_the_wallet_written_here_and_has_its_addresses(
    script_type: ScriptType, electrum: Electrum
) -> None:
    wallet = Plan(script_type=script_type, mixed=True).wallet()
    file = write_wallet(wallet, "electrum", None)
    assert electrum.addresses(file, "receiving")[:3] == addresses(wallet, Branch.RECEIVE)
    assert electrum.addresses(file, "change")[:3] == addresses(wallet, Branch.CHANGE)


@pytest.mark.electrum
def test_a_payment_in_base_43_is_the_same_on_both_sides(electrum: Electrum) -> None:
    payment = make_payment(make_wallet())
    answer = electrum.ask({"wallets": [], "payments": [base43.encode(payment)]})
    theirs = read_psbt(base43.decode(answer["payments"][0]))
    assert theirs.transaction == read_psbt(payment).transaction
