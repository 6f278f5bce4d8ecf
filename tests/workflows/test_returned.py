import pytest

from strongroom.model.errors import ReadError
from strongroom.model.transaction import OutPoint, Transaction, TxInput, TxOutput
from strongroom.workflows.returned import Returned, read_returned
from tests.workflows.rounds import make_payment, make_wallet, signed_by

WALLET = make_wallet()
PAYMENT = make_payment(WALLET)
FIRST = signed_by(1, PAYMENT, WALLET)


def test_the_scripts_of_a_network_transaction_stand_as_those_of_finished_inputs() -> None:
    bare = TxInput(OutPoint(bytes(32), 0))
    nested = TxInput(OutPoint(bytes(32), 1), b"\x51", witness=(b"", b"\x01\x02"))
    raw = Transaction(2, (bare, nested), (TxOutput(1, b"\x51"),), 0)
    file = read_returned(Returned("raw", raw.serialize()))
    assert file.psbt is None
    assert file.transaction == raw.without_signatures()
    assert file.inputs[0].records == ()
    assert file.inputs[1].final_script_sig == b"\x51"
    assert file.inputs[1].final_script_witness == (b"", b"\x01\x02")


def test_a_psbt_stands_as_it_is() -> None:
    file = read_returned(FIRST)
    assert file.psbt is not None
    assert file.psbt.original == FIRST.data
    assert file.inputs == file.psbt.inputs


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"psbt\xff", id="cut short"),
        pytest.param(b"deadbeef", id="hex of something else"),
        pytest.param("ächz".encode(), id="text"),
        pytest.param(FIRST.data[:-1], id="without its last byte"),
        pytest.param(b"AAAA", id="base64 of something else"),
    ],
)
def test_a_file_that_is_neither_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_returned(Returned("from the card", data))
    assert caught.value.code == "psbt-malformed"
    assert caught.value.facts["name"] == "from the card"
