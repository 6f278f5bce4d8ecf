import pytest

from strongroom.model.psbt import Psbt
from strongroom.model.psbt_types import InputType
from strongroom.model.script_type import MULTISIG, ScriptType
from strongroom.workflows.payment_wallet import find_wallet
from tests.workflows.altered import with_input_records
from tests.workflows.rounds import make_payment, make_wallet

UTXOS = (InputType.NON_WITNESS_UTXO, InputType.WITNESS_UTXO)
SCRIPTS = (InputType.WITNESS_SCRIPT, InputType.REDEEM_SCRIPT)
WALLET = make_wallet()
SHARING = (make_wallet(threshold=3), make_wallet(count=4), make_wallet(ScriptType.P2SH))


def without(psbt: Psbt, *kinds: int) -> Psbt:
    for index in range(len(psbt.inputs)):
        psbt = with_input_records(psbt, index, [], *kinds)
    return psbt


@pytest.mark.parametrize("script_type", MULTISIG)
def test_a_script_tells_wallets_of_the_same_people_apart(script_type: ScriptType) -> None:
    wallet = make_wallet(script_type)
    bare = without(make_payment(wallet), *UTXOS)
    others = [make_wallet(script_type, threshold) for threshold in (1, 3)]
    assert find_wallet(bare, [*others, wallet]) is wallet


def test_keys_alone_name_a_wallet_where_there_is_nothing_else() -> None:
    bare = without(make_payment(WALLET), *UTXOS, *SCRIPTS)
    assert find_wallet(bare, [make_wallet(ScriptType.P2SH), WALLET]) is WALLET


def test_names_do_not_count_where_coins_are_told() -> None:
    assert find_wallet(make_payment(WALLET), SHARING) is None


def test_without_names_and_coins_there_is_no_wallet() -> None:
    bare = without(make_payment(WALLET), *UTXOS, *SCRIPTS, InputType.BIP32_DERIVATION)
    assert find_wallet(bare, [WALLET]) is None
