import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongroom.model.errors import StrongroomError
from strongroom.model.miniscript import read_miniscript, renumbered, write_miniscript
from strongroom.model.miniscript_script import script_of
from strongroom.model.miniscript_witness import refused, satisfied

DECAYING = (
    "or_d(multi(3,A,B,C),or_i(and_v(v:multi(2,D,E,F),older(4320)),and_v(v:pkh(G),older(65535))))"
)


def test_what_is_read_is_written_again() -> None:
    script, keys = read_miniscript(DECAYING)
    assert keys == tuple("ABCDEFG")
    assert write_miniscript(script, keys.__getitem__) == DECAYING


def test_keys_can_be_put_into_another_order() -> None:
    script, keys = read_miniscript("or_d(pk(A),and_v(v:pkh(B),older(9)))")
    turned = renumbered(script, lambda place: 1 - place)
    assert write_miniscript(turned, ("B", "A").__getitem__) == write_miniscript(
        script, keys.__getitem__
    )


REFUSED = {
    "nothing": ("", "file-malformed"),
    "no brackets": ("pk", "file-malformed"),
    "no key": ("pk()", "file-malformed"),
    "a bracket too few": ("pk(A", "file-malformed"),
    "a bracket too many": ("pk(A))", "file-malformed"),
    "a part too few": ("or_d(pk(A))", "file-malformed"),
    "a part too many": ("or_d(pk(A),pk(B),pk(C))", "file-malformed"),
    "no blocks": ("older(0)", "file-malformed"),
    "blocks with a zero before": ("older(012)", "file-malformed"),
    "blocks that are no number": ("older(x)", "file-malformed"),
    "a hash": ("and_v(v:pk(A),sha256(00))", "wallet-unsupported"),
    "a date": ("after(900000)", "wallet-unsupported"),
    "another wrapper": ("sln:older(9)", "wallet-unsupported"),
    "too deep": ("or_i(pk(A)," * 40 + "pk(B)" + ")" * 40, "wallet-unsupported"),
    "too many keys": ("multi(1," + ",".join("A" * 200) + ")", "file-malformed"),
}


@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(StrongroomError) as caught:
        read_miniscript(text)
    assert caught.value.code == code


@given(st.text("orandi_vmultpkh:,()A1290", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        script, keys = read_miniscript(text)
    except StrongroomError:
        return
    assert read_miniscript(write_miniscript(script, keys.__getitem__)) == (script, keys)


SCRIPTS = {
    "pk(A)": "21{A}ac",
    "v:pk(A)": "21{A}ad",
    "multi(1,A)": "5121{A}51ae",
    "v:multi(1,A)": "5121{A}51af",
    "older(16)": "60b2",
    "older(17)": "0111b2",
    "older(128)": "028000b2",
    "older(65535)": "03ffff00b2",
    "v:older(1)": "51b269",
    "and_v(v:pk(A),older(1))": "21{A}ad51b2",
    "v:and_v(v:pk(A),pk(B))": "21{A}ad21{B}ad",
    "thresh(1,pk(A),s:pk(B))": "21{A}ac7c21{B}ac935187",
    "v:thresh(1,pk(A),a:pk(B))": "21{A}ac6b21{B}ac6c935188",
    "or_d(pk(A),pk(B))": "21{A}ac736421{B}ac68",
    "or_i(pk(A),pk(B))": "6321{A}ac6721{B}ac68",
    "or_b(pk(A),s:pk(B))": "21{A}ac7c21{B}ac9b",
    "and_v(or_c(pk(A),v:pk(B)),pk(A))": "21{A}ac6421{B}ad6821{A}ac",
    "andor(pk(A),older(9),pk(B))": "21{A}ac6421{B}ac6759b268",
    "v:or_i(pk(A),pk(B))": "6321{A}ac6721{B}ac6869",
    "multi_a(2,A,B)": "21{A}ac21{B}ba529c",
    "v:multi_a(1,A,B)": "21{A}ac21{B}ba519d",
}


@pytest.mark.parametrize("text", SCRIPTS)
def test_the_script_is_the_specifications(text: str) -> None:
    """By the translation table of miniscript's specification (BIP-379)."""
    keys = {"A": b"\x02" + b"\x0a" * 32, "B": b"\x03" + b"\x0b" * 32}
    script, names = read_miniscript(text)
    expected = SCRIPTS[text].format(A=keys["A"].hex(), B=keys["B"].hex())
    assert script_of(script, [keys[name] for name in names]).hex() == expected


STACKS = {
    ("pk(A)", "A"): ["s"],
    ("pkh(A)", "A"): ["s", "k"],
    ("multi(2,A,B,C)", "AC"): ["", "s", "s"],
    ("or_d(multi(2,A,B),pk(C))", "C"): ["s", "", "", ""],
    ("or_i(pk(A),pk(B))", "A"): ["s", "1"],
    ("or_i(pk(A),pk(B))", "B"): ["s", ""],
    ("andor(pk(A),older(9),pk(B))", "A"): ["s"],
    ("andor(pk(A),older(9),pk(B))", "B"): ["s", ""],
    ("thresh(1,pkh(A),a:pkh(B))", "B"): ["s", "k", "", "k"],
    ("multi_a(1,A,B)", "B"): ["s", ""],
    ("or_b(pk(A),s:pk(B))", "A"): ["", "s"],
}


@pytest.mark.parametrize(("text", "signers"), STACKS)
def test_what_is_shown_is_the_specifications(text: str, signers: str) -> None:
    script, names = read_miniscript(text)
    signed = [place for place, name in enumerate(names) if name in signers]
    shown = satisfied(script, signed, b"s", b"k")
    expected = [{"1": b"\x01"}.get(item, item.encode()) for item in STACKS[text, signers]]
    assert list(shown or ()) == expected


def test_too_few_signatures_open_nothing() -> None:
    script, _ = read_miniscript("or_d(multi(2,A,B),and_v(v:multi(2,C,D),older(9)))")
    assert satisfied(script, [0, 2], b"s", b"k") is None


def test_an_expression_that_verifies_cannot_be_left_unsatisfied() -> None:
    assert refused(read_miniscript("and_v(v:pk(A),pk(B))")[0], b"k") is None
