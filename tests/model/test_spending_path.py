import pytest

from strongroom.model.errors import StrongroomError
from strongroom.model.miniscript import read_miniscript
from strongroom.model.spending_path import SpendingPath, spending_paths

PATHS = {
    "multi(2,A,B,C)": [SpendingPath(2, (0, 1, 2))],
    "or_d(pk(A),and_v(v:pkh(B),older(52596)))": [
        SpendingPath(1, (0,)),
        SpendingPath(1, (1,), 52_596),
    ],
    "or_i(and_v(v:thresh(1,pkh(A),a:pkh(B)),older(9)),multi(2,C,D))": [
        SpendingPath(2, (2, 3)),
        SpendingPath(1, (0, 1), 9),
    ],
    "andor(multi(2,A,B),older(32768),multi(2,C,D,E))": [
        SpendingPath(2, (2, 3, 4)),
        SpendingPath(2, (0, 1), 32_768),
    ],
    "and_v(v:pk(A),pk(B))": [SpendingPath(2, (0, 1))],
}


@pytest.mark.parametrize("text", PATHS)
def test_the_ways_through_an_expression(text: str) -> None:
    assert list(spending_paths(read_miniscript(text)[0])) == PATHS[text]


REFUSED = {
    "anyone": ("older(9)", "wallet-unsupported"),
    "anyone, later": ("or_d(pk(A),older(9))", "wallet-unsupported"),
    "one of the board and a notary": ("and_v(v:multi(1,A,B),pk(C))", "wallet-unsupported"),
    "a delay in seconds": ("and_v(v:pk(A),older(4194305))", "wallet-unsupported"),
    "a delay with a bit too many": ("and_v(v:pk(A),older(65536))", "wallet-unsupported"),
    "a threshold of quorums": (
        "thresh(1,multi(1,A,B),a:multi(1,C,D))",
        "wallet-unsupported",
    ),
    "two of one": ("multi(2,A)", "threshold-invalid"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses_what_is_no_quorum_after_a_delay(text: str, code: str) -> None:
    with pytest.raises(StrongroomError) as caught:
        spending_paths(read_miniscript(text)[0])
    assert caught.value.code == code


def test_refuses_more_ways_than_a_person_can_tell_apart() -> None:
    text = "pk(A)"
    for delay in range(1, 10):
        text = f"or_i(and_v(v:pk(A),older({delay})),{text})"
    with pytest.raises(StrongroomError):
        spending_paths(read_miniscript(text)[0])
