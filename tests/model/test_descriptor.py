"""Descriptors of multisig wallets: read, written, and refused by name."""

import pytest

from strongroom.model.descriptor import (
    assume_change,
    join_branches,
    parse_descriptor,
    with_checksum,
    write_descriptor,
)
from strongroom.model.errors import StrongroomError
from strongroom.model.wallet import Branch
from tests.review.codes import FIRING, QUIET, shows

A = "[1cf0bf7e/48h/0h/0h/2h]xpub6FL8FhxNNUVnG64YurPd16AfGyvFLhh7S2uSsDqR3Qfcm6o9jtcMYwh6DvmcBF9qozxNQmTCVvWtxLpKTnhVLN3Pgnu2D3pAoXYFgVyd8Yz"
B = "[4fc1dd4a/48h/0h/0h/2h]xpub6EebMbEps7ZcV3FYEnddRsvrFWDrt2tiPmCeM7pPXQEmphvq9ZfJ1LWFUDjf3vxCeBuPrfyGrMazWUsYsetrnHatQZVLJH7LsgCjtMqdzgj"


def wsh(tail: str = "/<0;1>/*", threshold: str = "2", name: str = "sortedmulti") -> str:
    return f"wsh({name}({threshold},{A}{tail},{B}{tail}))"


def code_of(text: str) -> str:
    with pytest.raises(StrongroomError) as refused:
        parse_descriptor(text)
    return refused.value.code


@shows("wallet-unsupported", QUIET)
@shows("key-malformed", QUIET)
@shows("key-duplicate", QUIET)
@shows("threshold-invalid", QUIET)
@shows("checksum-wrong", QUIET)
@shows("branches-crossed", QUIET)
@shows("hardened-wildcard", QUIET)
@shows("policy-unusual", QUIET)
@pytest.mark.parametrize("wrap", ["wsh({})", "sh(wsh({}))", "sh({})"])
@pytest.mark.parametrize("name", ["multi", "sortedmulti"])
@pytest.mark.parametrize("tail", ["/<0;1>/*", "/<1;0>/*", "/7/<0;1>/*", "/0/*", "/*"])
def test_what_is_written_is_what_was_read(wrap: str, name: str, tail: str) -> None:
    text = with_checksum(wrap.format(f"{name}(2,{A}{tail},{B}{tail})"))
    assert write_descriptor(parse_descriptor(text).policy) == text


@pytest.mark.parametrize("tail", ["/**", "/{0,1}/*", "/<0;1>/*"])
def test_legacy_spellings_mean_both_branches(tail: str) -> None:
    assert parse_descriptor(wsh(tail)).policy == parse_descriptor(wsh()).policy


@shows("key-fixed", FIRING, QUIET)
def test_keys_with_nothing_behind_them_are_read_only_on_request() -> None:
    assert code_of(wsh("")) == "key-fixed"
    assert parse_descriptor(wsh(""), bare_keys=True).policy == parse_descriptor(wsh()).policy


def test_two_single_branches_join_into_one_wallet() -> None:
    both = parse_descriptor(wsh()).policy
    receive = parse_descriptor(write_descriptor(both, Branch.RECEIVE)).policy
    change = parse_descriptor(write_descriptor(both, Branch.CHANGE)).policy
    assert join_branches(receive, change) == both
    assert assume_change(receive) == both
    assert assume_change(change) is None


def test_branches_of_two_wallets_do_not_join() -> None:
    receive = parse_descriptor(wsh("/0/*")).policy
    other = parse_descriptor(wsh("/1/*", threshold="1")).policy
    with pytest.raises(StrongroomError) as refused:
        join_branches(receive, other)
    assert refused.value.code == "branches-crossed"


REFUSED = {
    "checksum of another": (wsh() + "#aaaaaaaa", "checksum-wrong"),
    "empty checksum": (wsh() + "#", "checksum-wrong"),
    "hardened wildcard": (wsh("/0/*h"), "hardened-wildcard"),
    "hardened step of an xpub": (wsh("/0h/*"), "key-malformed"),
    "no wildcard": (wsh("/0"), "key-fixed"),
    "three branches": (wsh("/<0;1;2>/*"), "wallet-unsupported"),
    "two multipath steps": (wsh("/<0;1>/<0;1>/*"), "key-malformed"),
    "crossed branches": (
        f"wsh(sortedmulti(2,{A}/<0;1>/*,{B}/<1;0>/*))",
        "branches-crossed",
    ),
    "one key without change": (f"wsh(sortedmulti(2,{A}/<0;1>/*,{B}/0/*))", "branches-crossed"),
    "same key twice": (f"wsh(sortedmulti(2,{A}/<0;1>/*,{A}/<0;1>/*))", "key-duplicate"),
    "threshold zero": (wsh(threshold="0"), "threshold-invalid"),
    "threshold over the keys": (wsh(threshold="3"), "threshold-invalid"),
    "threshold no number": (wsh(threshold="x"), "threshold-invalid"),
    "single signature": (f"wpkh({A}/<0;1>/*)", "wallet-unsupported"),
    "no way at once": (f"wsh(and_v(v:pk({A}/<0;1>/*),older(9)))", "wallet-unsupported"),
    "two quorums at once": (
        f"wsh(or_i(pk({A}/<0;1>/*),pk({B}/<0;1>/*)))",
        "wallet-unsupported",
    ),
    "a key in two paths": (
        f"wsh(or_d(pk({A}/<0;1>/*),and_v(v:pk({A}/<0;1>/*),older(9))))",
        "key-duplicate",
    ),
    "branches that meet": (
        f"wsh(or_d(pk({A}/<0;1>/*),and_v(v:pk({A}/<1;2>/*),older(9))))",
        "branches-crossed",
    ),
    "a delay in seconds": (
        f"wsh(or_d(pk({A}/<0;1>/*),and_v(v:pk({B}/<0;1>/*),older(4194305))))",
        "wallet-unsupported",
    ),
    "a fixed date": (
        f"wsh(or_d(pk({A}/<0;1>/*),and_v(v:pk({B}/<0;1>/*),after(900000))))",
        "wallet-unsupported",
    ),
    "a path without a key": (f"wsh(or_d(pk({A}/<0;1>/*),older(9)))", "wallet-unsupported"),
    "conditions in p2sh": (
        f"sh(wsh(or_d(pk({A}/<0;1>/*),and_v(v:pk({B}/<0;1>/*),older(9)))))",
        "wallet-unsupported",
    ),
    "conditions without end": ("wsh(" + "and_v(" * 2_000 + "))", "wallet-unsupported"),
    "half an expression": (f"wsh(or_d(pk({A}/<0;1>/*),))", "file-malformed"),
    "path deeper than the key": (wsh().replace("/2h]", "/2h/5]"), "key-malformed"),
    "last step of another key": (wsh().replace("/2h]", "/1h]"), "key-malformed"),
    "nothing": ("", "wallet-unsupported"),
    "parentheses without end": ("wsh(" * 2000, "wallet-unsupported"),
    "far too long": ("w" * 100_000, "file-too-big"),
}


@shows("wallet-unsupported", FIRING)
@shows("key-malformed", FIRING)
@shows("key-duplicate", FIRING)
@shows("threshold-invalid", FIRING)
@shows("checksum-wrong", FIRING)
@shows("branches-crossed", FIRING)
@shows("hardened-wildcard", FIRING)
@shows("key-fixed", FIRING)
@shows("policy-unusual", FIRING)
@pytest.mark.parametrize(("text", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses_by_name(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_private_key_is_named_before_anything_else() -> None:
    wif = "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1"
    assert code_of(f"nonsense([d34db33f/1]{wif},,)") == "secret-found"


def test_a_change_line_with_other_keys_is_not_a_branch() -> None:
    receive = parse_descriptor(wsh("/0/*")).policy
    thief = A.replace("1cf0bf7e", "deadbeef")
    change = parse_descriptor(f"wsh(sortedmulti(2,{thief}/1/*,{B}/1/*))").policy
    with pytest.raises(StrongroomError) as refused:
        join_branches(receive, change)
    assert refused.value.code == "branches-crossed"


@pytest.mark.parametrize(("name", "joins"), [("sortedmulti", True), ("multi", False)])
def test_the_order_of_the_change_line_counts_where_the_script_keeps_it(
    name: str, joins: bool
) -> None:
    receive = parse_descriptor(wsh("/0/*", name=name)).policy
    turned = parse_descriptor(f"wsh({name}(2,{B}/1/*,{A}/1/*))").policy
    if joins:
        assert join_branches(receive, turned) == parse_descriptor(wsh(name=name)).policy
    else:
        with pytest.raises(StrongroomError):
            join_branches(receive, turned)
