"""Secrets of every kind are found in texts and files; what only looks like one is not."""

import json
import os

import pytest
from embit import bip32, bip39
from embit.networks import NETWORKS

from strongroom.formats.secrets import (
    SecretKind,
    is_compact_seed_qr,
    search_secrets,
    search_text,
)
from tests.formats.test_seed_words import words
from tests.review.codes import FIRING, QUIET, shows
from tests.vectors_source import vector

SEED = bip39.mnemonic_from_bytes(bytes(range(16)))
ROOT = bip32.HDKey.from_seed(bytes(range(32)))
PREFIXES = [
    (network, name)
    for network in ("main", "test")
    for name in ("xprv", "yprv", "zprv", "Yprv", "Zprv")
]
WIF = [
    "5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss",
    "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1",
    "cRvyLwCPLU88jsyj94L7iJjQX5C2f8koG4G2gevN4BeSGcEvfKe9",
]
CODEX32 = [
    "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw",
    "MS12NAMEA320ZYXWVUTSRQPNMLKJHGFEDCAXRPP870HKKQRM",
    "ms13cashsllhdmn9m42vcsamx24zrxgs3qqjzqud4m0d6nln",
]


@shows("secret-found", FIRING)
@pytest.mark.parametrize(("network", "name"), PREFIXES)
def test_private_keys_of_every_prefix(network: str, name: str) -> None:
    text = ROOT.to_base58(version=NETWORKS[network][name])
    for around in (text, f"[00000000/1h]{text}/0/*", f'{{"k": "{text}"}}', f"key={text}\n"):
        assert search_text(around).found is SecretKind.EXTENDED_PRIVATE_KEY
    mistyped = text[:-1] + ("2" if text[-1] == "1" else "1")
    assert search_text(mistyped).found is SecretKind.EXTENDED_PRIVATE_KEY


XPRV = ROOT.to_base58()
UNSEEN = ["\u200b", "\u00ad", "\u2060", "\u200e", "\ufeff", "\u200b\u200b"]
"""What a page or a chat leaves between words, or puts into long ones so that they may be parted."""


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_nothing_unseen_hides_a_secret(unseen: str) -> None:
    seed = SEED.split()
    for text, kind in (
        (unseen.join(seed), SecretKind.BIP39_WORDS),
        (" ".join(word[:2] + unseen + word[2:] for word in seed), SecretKind.BIP39_WORDS),
        (XPRV[:50] + unseen + XPRV[50:], SecretKind.EXTENDED_PRIVATE_KEY),
        (WIF[0][:20] + unseen + WIF[0][20:], SecretKind.PRIVATE_KEY),
    ):
        assert search_text(text).found is kind
        assert search_text(json.dumps({"note": text, "keys": []})).found is kind
        assert search_secrets(f"note: {text}".encode()).found is kind


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n> ", " "], ids=ascii)
def test_a_private_key_that_a_mail_broke_over_lines(end: str) -> None:
    assert search_text(XPRV[:76] + end + XPRV[76:]).found is SecretKind.EXTENDED_PRIVATE_KEY


@pytest.mark.parametrize("wif", WIF)
def test_private_keys_of_wallet_import_format(wif: str) -> None:
    assert search_text(f"pkh({wif})").found is SecretKind.PRIVATE_KEY
    assert search_text(wif[:-1] + "x").found is None


@pytest.mark.parametrize("share", CODEX32)
def test_codex32_shares(share: str) -> None:
    assert search_text(f"backup: {share}").found is SecretKind.CODEX32


@pytest.mark.parametrize(
    "text",
    [
        "ur:crypto-seed/oyadgdmdjefejoaymseofewyfevwge",
        "UR:CRYPTO-BIP39/OEADLKIYJKISINIHJZIEIHIOJPJLKPJLIHIHJPJLIEIHIHHSKTHSJEIH",
        "ur:seed/1-9/lpadascfadaxcywenbpljkhdcahkadaemejtswhhylkepmykhhtsytsnoyoy",
        "ur:crypto-sskr/gowkmkihaeadaegdyazmzmzmzmzmzmzmzmzm",
    ],
)
def test_seeds_in_resource_texts(text: str) -> None:
    assert search_text(f"scan {text}").found is SecretKind.SEED_UR


@pytest.mark.parametrize("file", ["coldcard/qr/seedqr-12.txt", "coldcard/qr/seedqr-24.txt"])
def test_seed_qr_of_coldcards_samples(file: str) -> None:
    assert search_secrets(vector(file).read_bytes()).found is SecretKind.SEED_QR


def test_every_published_seed_qr_in_all_its_forms() -> None:
    samples = json.loads(vector("seedqr/seedqr_vectors.json").read_text())
    assert len(samples) > 8
    for sample in samples:
        assert search_text(sample["seed"]).found is SecretKind.BIP39_WORDS
        assert search_text(sample["as_digits"]).found is SecretKind.SEED_QR
        assert is_compact_seed_qr(bytes.fromhex(sample["as_compact_bytes"]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a field", json.dumps({"words": SEED})),
        ("a name", json.dumps({SEED: 1})),
        ("deep", json.dumps([{"a": [{"b": SEED}]}])),
        ("lines in a field", json.dumps({"words": SEED.replace(" ", "\n")})),
        ("a list", json.dumps(words(12))),
        ("a list that repeats", json.dumps(["seed", *["abandon"] * 11, "about"])),
        ("named words", json.dumps({f"word{n}": word for n, word in enumerate(words(12))})),
        ("escaped letters", json.dumps({"w": SEED}).replace("a", "\\u0061")),
        ("a field of eleven", json.dumps({"a": 1, "words": " ".join(words(11)), "b": 2})),
        ("lines of objects", '{"type": "tx"}\n' + json.dumps({"label": SEED})),
        ("unfinished", json.dumps({"words": SEED})[:-1]),
    ],
)
def test_words_in_json(name: str, text: str) -> None:
    assert search_text(text).found is SecretKind.BIP39_WORDS, name


def test_names_of_fields_that_are_seed_words_are_no_seed() -> None:
    devices = [{"type": "other", "label": f"Key{number}"} for number in range(15)]
    assert search_text(json.dumps({"label": "Wallet", "devices": devices})).found is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_words_in_files_of_other_encodings(encoding: str) -> None:
    assert search_secrets(f"Käse: {SEED}".encode(encoding)).found is SecretKind.BIP39_WORDS


def test_words_in_the_middle_of_binary_data() -> None:
    data = os.urandom(1000) + b"\0" + SEED.encode() + b"\0" + os.urandom(1000)
    assert search_secrets(data).found is SecretKind.BIP39_WORDS


@shows("secret-suspected", FIRING)
def test_a_suspicion_is_a_warning_about_the_file() -> None:
    search = search_text(f"keep the {' '.join(words(9))} for later")
    assert search.found is None
    assert [(f.code, f.where) for f in search.findings] == [("secret-suspected", "file")]


@shows("secret-suspected", QUIET)
@shows("secret-found", QUIET)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a public key", str(ROOT.to_public())),
        ("null for a key", '{"xprv": null, "seed": ""}'),
        ("a word about keys", "The xprv stays on the device; nothing like it is in this file."),
        ("a public resource text", "ur:crypto-psbt/hkgdadjojkidjyzm"),
        ("a transaction id", "8f907925d2ebe48765103e6845c06f1f2bb77c6adc1cc002865865eb5cfd5c1c"),
        ("48 digits that are no words", "9" * 48),
        ("zeros", "0" * 96),
        ("an address", "bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej"),
        ("base64 with prv in it", "cHNid" + "xprv" + "Q" * 200),
    ],
)
def test_nothing_is_found_where_nothing_is(name: str, text: str) -> None:
    search = search_text(text)
    assert (search.found, search.suspected) == (None, False), name


@pytest.mark.parametrize("payload", [b"", b"0" * 15, b"a short plain tx", b"x" * 32, bytes(33)])
def test_other_payloads_are_no_compact_seed_qr(payload: bytes) -> None:
    assert not is_compact_seed_qr(payload)
