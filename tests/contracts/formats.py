"""What every format of keys and wallets must hold, whatever it looks like."""

import importlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongroom.formats.contract import (
    KeyExport,
    KeyFormat,
    WalletFile,
    WalletFormat,
    WriteError,
)
from strongroom.formats.json_text import JsonValue
from strongroom.formats.reading import (
    KEY_FORMATS,
    WALLET_FORMATS,
    RecognitionError,
    content_of,
    read_key,
    read_wallet,
    recognise,
)
from strongroom.formats.writing import write_wallet
from strongroom.model.errors import StrongroomError
from strongroom.model.wallet import Wallet
from tests.formats.sample_wallets import PLAIN, wallets

MUTATIONS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=3)), min_size=1, max_size=6
)


def damage(sample: bytes, mutations: list[tuple[float, int, bytes]]) -> bytes:
    """The sample with some bytes taken out and others put in, each place given from 0 to 1."""
    data = bytearray(sample)
    for place, removed, inserted in mutations:
        at = int(place * len(data))
        data[at : at + removed] = inserted
    return bytes(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def is_json(text: str) -> bool:
    with suppress(json.JSONDecodeError):
        return isinstance(json.loads(text), dict | list)
    return False


def replaced(value: JsonValue, way: list[float], other: JsonValue) -> JsonValue:
    """The value with another in it, as deep as ``way`` is long; each step is given from 0 to 1."""
    if not way or not isinstance(value, dict | list) or not value:
        return other
    chosen = min(int(way[0] * len(value)), len(value) - 1)
    if isinstance(value, list):
        value = value.copy()
        value[chosen] = replaced(value[chosen], way[1:], other)
        return value
    name = list(value)[chosen]
    return {**value, name: replaced(value[name], way[1:], other)}


STEERING = "\u202e\nPolicy: 1 of 1\x1b[2J"
"""Turns what follows around, begins a line, and empties a terminal."""


def with_each_text_steering(value: JsonValue) -> Iterator[JsonValue]:
    """The value as often as it has texts, each time with another of them made hostile."""
    if isinstance(value, str):
        yield value + STEERING
    elif isinstance(value, list):
        for at, part in enumerate(value):
            for other in with_each_text_steering(part):
                yield [*value[:at], other, *value[at + 1 :]]
    elif isinstance(value, dict):
        for name, part in value.items():
            for other in with_each_text_steering(part):
                yield {**value, name: other}


def names_in(found: KeyExport | WalletFile) -> list[str]:
    """All that a file says of a wallet or a signer in its own words."""
    if isinstance(found, WalletFile):
        return [found.name, *(w for key in found.policy.cosigners for w in (key.name, key.device))]
    keys = [exported.key for exported in found.keys]
    return [found.device, *(word for key in keys for word in (key.name, key.device))]


def every_format() -> list[KeyFormat | WalletFormat]:
    return [*WALLET_FORMATS, *KEY_FORMATS]


def written_or_refused(form: WalletFormat, wallet: Wallet, device: str | None) -> str | None:
    """The wallet's text, or None where it was refused with a reason."""
    try:
        return write_wallet(wallet, form.name, device)
    except WriteError as error:
        if error.code == "device-cannot" and error.facts["reason"]:
            return None
        raise


class FormatContract:
    """Inherited by the test class of each format, which gives good samples of it."""

    samples: ClassVar[tuple[str, ...]]

    def form(self) -> KeyFormat | WalletFormat:
        raise NotImplementedError

    def test_its_word_is_the_name_of_its_module(self) -> None:
        module = importlib.import_module(f"strongroom.formats.{self.form().name}")
        assert self.form().name == module.NAME

    def test_knows_its_samples_and_nobody_else_does(self) -> None:
        for sample in self.samples:
            content = content_of(sample, len(sample))
            claimed = [form for form in every_format() if form.claims(content)]
            assert claimed == [self.form()]

    def test_refuses_what_is_over_its_limit(self) -> None:
        sample = self.samples[0]
        data = (sample + "\n" * (self.form().max_bytes + 1 - len(sample.encode()))).encode()
        with pytest.raises(RecognitionError) as refused:
            recognise(data)
        assert (refused.value.code, refused.value.format) == ("file-too-big", self.form().name)

    def test_a_damaged_sample_is_read_or_refused_in_words(self) -> None:
        @settings(max_examples=60)
        @given(st.sampled_from(self.samples), MUTATIONS)
        def check(sample: str, mutations: list[tuple[float, int, bytes]]) -> None:
            with suppress(StrongroomError):  # nothing else may be raised
                recognise(damage(sample.encode(), mutations))

        check()

    def test_json_of_another_shape_is_read_or_refused_in_words(self) -> None:
        samples = [json.loads(text) for text in self.samples if is_json(text)]
        if not samples:
            return

        @settings(max_examples=100)
        @given(st.sampled_from(samples), st.lists(st.floats(0, 1), min_size=1, max_size=4), JSON)
        def check(sample: JsonValue, way: list[float], other: JsonValue) -> None:
            with suppress(StrongroomError):  # nothing else may be raised
                recognise(json.dumps(replaced(sample, way, other)).encode())

        check()

    def test_no_text_of_it_steers_what_is_shown(self) -> None:
        samples = [json.loads(text) for text in self.samples if is_json(text)]
        for hostile in (each for sample in samples for each in with_each_text_steering(sample)):
            with suppress(StrongroomError):
                found = recognise(json.dumps(hostile).encode()).value
                assert isinstance(found, KeyExport | WalletFile)
                assert all(word.isprintable() for word in names_in(found))


class KeyFormatContract(FormatContract):
    """For formats of keys."""

    def test_reads_its_samples(self) -> None:
        for sample in self.samples:
            export = read_key(sample.encode())
            assert isinstance(export, KeyExport)
            assert export.format == self.form().name

    def test_a_byte_order_mark_and_other_line_ends_change_nothing(self) -> None:
        for sample in self.samples:
            other = b"\xef\xbb\xbf" + sample.replace("\n", "\r\n").encode()
            assert read_key(other) == read_key(sample.encode())


class ReadWalletContract(FormatContract):
    """For formats of wallets that are only read."""

    def wallet_form(self) -> WalletFormat:
        form = self.form()
        assert isinstance(form, WalletFormat)
        return form

    def test_reads_its_samples(self) -> None:
        for sample in self.samples:
            file = read_wallet(sample.encode())
            assert isinstance(file, WalletFile)
            assert file.format == self.form().name

    def test_a_byte_order_mark_and_other_line_ends_change_nothing(self) -> None:
        for sample in self.samples:
            other = b"\xef\xbb\xbf" + sample.replace("\n", "\r\n").encode()
            assert read_wallet(other) == read_wallet(sample.encode())


HOSTILE_NAMES = (
    "Savings\nPolicy: 1 of 3",
    "Savings\rPolicy: 1 of 3",
    "Savings\u2028Policy: 1 of 3",
    "Savings: # &wsh(",
    'Savings", "policy": "wsh(1)',
    "\u202esgnivaS",
    "",
)


class WalletFormatContract(ReadWalletContract):
    """For formats of wallets, which are written too."""

    @pytest.mark.parametrize("name", HOSTILE_NAMES)
    def test_no_name_changes_what_is_written_of_the_wallet(self, name: str) -> None:
        for device in (None, *self.wallet_form().devices):
            text = written_or_refused(self.wallet_form(), replace(PLAIN, name=name), device)
            usual = written_or_refused(self.wallet_form(), PLAIN, device)
            if text is None or usual is None:
                continue
            assert len(text.splitlines()) == len(usual.splitlines())
            assert read_wallet(text.encode()).policy == read_wallet(usual.encode()).policy

    def test_a_plain_wallet_fits_without_a_device(self) -> None:
        text = write_wallet(PLAIN, self.form().name, None)
        assert read_wallet(text.encode()).policy == PLAIN.policy

    def test_what_is_written_is_the_same_wallet(self) -> None:
        form = self.wallet_form()

        @settings(max_examples=80)
        @given(wallets(), st.sampled_from((None, *form.devices)))
        def check(wallet: Wallet, device: str | None) -> None:
            text = written_or_refused(form, wallet, device)
            if text is None:
                return
            assert "\r" not in text
            file = read_wallet(text.encode())
            assert file.format == form.name
            assert file.policy == wallet.policy
            assert not any(finding.code == "text-unsafe" for finding in file.findings)

        check()
