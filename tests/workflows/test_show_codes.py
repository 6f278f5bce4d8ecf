import pytest

from strongroom.model.device import Device
from strongroom.model.psbt_reader import read_psbt
from strongroom.transports.qr.contract import Code, Encoding
from strongroom.transports.qr.joining import Joining
from strongroom.transports.qr.styles import Style, style_for
from strongroom.workflows.device_packing import Way, packing_for_device
from strongroom.workflows.packing import FULL
from strongroom.workflows.payment import PaymentError, packing_for, start
from strongroom.workflows.show_codes import Series, file_series, payment_series
from tests.workflows.rounds import make_payment, make_wallet

WALLET = make_wallet()
PAYMENT = start(make_payment(WALLET).original, [WALLET])
JADE = packing_for_device(Device.JADE, Way.CODES)


def joined(series: Series, first: int = 0) -> bytes:
    joining = Joining()
    for number in range(first, first + 10 * series.count):
        joining.take(Code.of_text(series.frames.text(number)))
        if joining.payload is not None:
            return joining.payload
    raise AssertionError("the parts never made a whole")


@pytest.mark.parametrize("device", [*Device, None])
def test_every_device_is_shown_the_reviewed_payment(device: Device | None) -> None:
    packing = packing_for_device(device, Way.CODES)
    series = payment_series(PAYMENT, packing, style_for(device))
    shown = read_psbt(joined(series))
    assert shown.transaction == PAYMENT.original.transaction


def test_codes_of_one_series_are_of_one_size_also_after_an_hour() -> None:
    style = style_for(Device.JADE)
    series = payment_series(PAYMENT, JADE, style)
    sizes = {len(series.modules(number)) for number in (0, series.count - 1, 50_000)}
    assert sizes == {17 + 4 * series.version}
    assert series.version <= style.version


def test_a_fountain_may_be_joined_from_any_part() -> None:
    series = payment_series(PAYMENT, JADE, style_for(Device.JADE))
    assert read_psbt(joined(series, 777)).transaction == PAYMENT.original.transaction


@pytest.mark.parametrize("encoding", [Encoding.UR, Encoding.BBQR, Encoding.SPECTER])
def test_denser_codes_are_fewer(encoding: Encoding) -> None:
    data = packing_for(PAYMENT)
    counts = [file_series(data, Style(encoding, version, 4)).count for version in (6, 12, 25, 40)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_a_blocked_payment_is_not_shown() -> None:
    from tests.workflows.altered import with_another_amount

    changed = with_another_amount(make_payment(WALLET))
    with pytest.raises(PaymentError):
        payment_series(start(changed.original, [WALLET]), FULL, style_for(None))
