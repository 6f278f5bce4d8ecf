import pytest

from strongroom.words.cosigner_names import told_apart

ONE, TWO = bytes.fromhex("e508cf54"), bytes.fromhex("67ccf6f6")


@pytest.mark.parametrize(
    ("names", "fingerprints", "told"),
    [
        (("Alice", "Bob"), (ONE, TWO), ("Alice", "Bob")),
        (("coldcard",) * 2, (ONE, TWO), ("coldcard E508 CF54", "coldcard 67CC F6F6")),
        (("coldcard",) * 2, (ONE, None), ("coldcard E508 CF54", "coldcard")),
        (("", ""), (ONE, TWO), ("Key 1", "Key 2")),
    ],
)
def test_every_cosigner_has_a_name_of_its_own(
    names: tuple[str, ...], fingerprints: tuple[bytes | None, ...], told: tuple[str, ...]
) -> None:
    assert told_apart(names, fingerprints) == told
