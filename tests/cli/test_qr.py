"""QR codes on the command line: out as texts and pictures, in from both, and what is refused."""

import json
import subprocess
import sys
import zlib
from base64 import b32encode
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from strongroom.cli.main import main
from strongroom.model.descriptor import write_descriptor
from strongroom.model.psbt_reader import read_psbt
from strongroom.transports.qr.bbqr import BbqrFrames, FileType
from strongroom.transports.qr.contract import MAX_JOINED
from strongroom.transports.qr.drawing import draw
from strongroom.transports.qr.pictures import picture, png
from tests.cli.conftest import Desk, Run
from tests.vectors_source import vector

ENCODINGS = ("ur", "bbqr", "specter", "base43", "plain")
SERIES = ("ur", "bbqr", "specter")
REGTEST = ("--network", "regtest")
PSBT = vector("bbqr/1in100out.psbt")


def pngs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.png"))


@pytest.mark.parametrize("form", ENCODINGS)
def test_a_payment_goes_out_as_texts_and_comes_back(
    desk: Desk, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    words = ["qr", "encode", str(desk.payment), "--format", form, "--out", "-"]
    code, told = run(*words)
    assert (code, told["format"]) == (0, form)
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines() == told["parts"]
    file = tmp_path / "parts.txt"
    file.write_text(printed)
    expected = run("inspect", desk.payment)[1]
    for command in (("qr", "decode"), ("inspect",)):
        code, found = run(*command, file)
        assert code == 0
        assert (found["kind"], found["details"]) == ("psbt", expected["details"])
        if form != "plain":
            assert (found["encoding"], found["complete"], found["missing"]) == (form, True, 0)


@pytest.mark.parametrize("form", ENCODINGS)
def test_a_wallet_or_payment_goes_out_as_pictures_and_comes_back(
    desk: Desk, run: Run, tmp_path: Path, form: str
) -> None:
    for source in (desk.payment, desk.wallet_file):
        folder = tmp_path / f"{form}-{source.stem}"
        code, told = run("qr", "encode", source, "--format", form, "--out", folder)
        if (form, source) == ("base43", desk.wallet_file):
            assert (code, told["error"]["code"]) == (4, "qr-type")
            continue
        assert code == 0
        assert [str(file) for file in pngs(folder)] == told["files"]
        assert len(told["files"]) == len(told["parts"])
        code, found = run("qr", "decode", *told["files"][::-1], *REGTEST)
        assert (code, found["encoding"]) == (0, form)
        expected = run("inspect", source, *REGTEST)[1]
        assert (found["kind"], found["details"].get("txid")) == (
            expected["kind"],
            expected["details"].get("txid"),
        )


def test_all_pictures_of_a_series_are_of_one_size(run: Run, tmp_path: Path) -> None:
    for form in SERIES:
        assert run("qr", "encode", PSBT, "--format", form, "--out", tmp_path / form)[0] == 0
        sizes = {file.read_bytes()[16:24] for file in pngs(tmp_path / form)}
        assert len(sizes) == 1


def test_the_version_and_the_types_are_those_asked_for(run: Run) -> None:
    words = ("qr", "encode", PSBT, "--format", "ur", "--out", "-")
    few = run(*words, "--max-version", 40)[1]["parts"]
    many = run(*words, "--max-version", 6)[1]["parts"]
    assert len(few) < len(many)
    assert max(map(len, many)) <= 195  # of version 6
    assert many[0].startswith("UR:CRYPTO-PSBT/1-")
    assert run(*words, "--types", "v2")[1]["parts"][0].startswith("UR:PSBT/1-")


@pytest.mark.parametrize("form", SERIES)
def test_a_part_of_a_series_says_what_is_missing(run: Run, tmp_path: Path, form: str) -> None:
    parts = run("qr", "encode", PSBT, "--format", form, "--out", "-")[1]["parts"]
    file = tmp_path / "some.txt"
    file.write_text("\n".join(part for number, part in enumerate(parts) if number not in (0, 2)))
    code, found = run("inspect", file)
    assert code == 0
    assert found["kind"] == ("unknown" if form == "specter" else "psbt")
    assert (found["format"], found["complete"], found["missing"]) == (form, False, 2)
    assert found["details"] == {"parts": len(parts), "missing_parts": [1, 3]}


def test_parts_are_joined_out_of_pictures_and_texts_alike(run: Run, tmp_path: Path) -> None:
    parts = run("qr", "encode", PSBT, "--format", "bbqr", "--out", tmp_path / "codes")[1]["parts"]
    text = tmp_path / "first.txt"
    text.write_text(parts[0])
    assert run("inspect", text, *pngs(tmp_path / "codes")[1:])[1]["complete"] is True


def test_a_moving_picture_is_a_whole_series(run: Run, tmp_path: Path) -> None:
    frames = BbqrFrames(PSBT.read_bytes(), FileType.PSBT, max_version=10)
    codes = [picture(draw(frames.text(number)), 4) for number in range(frames.count)]
    codes[0].save(tmp_path / "moving.gif", save_all=True, append_images=codes[1:])
    code, found = run("inspect", tmp_path / "moving.gif")
    assert (code, found["kind"], found["complete"]) == (0, "psbt", True)


def test_a_person_reads_what_is_there_and_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "some.txt"
    file.write_text(BbqrFrames(PSBT.read_bytes(), FileType.PSBT, max_version=15).text(1))
    assert main(["inspect", str(file)]) == 0
    assert capsys.readouterr().out == (
        "A payment to sign (PSBT) in QR codes (bbqr), not yet whole\n"
        "1 of 6 parts are here; missing: 1, 3, 4, 5, 6\n"
    )


def test_a_text_of_several_lines_goes_out_in_numbered_parts_and_comes_back(
    desk: Desk, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wallet = tmp_path / "wallet.txt"
    assert run(
        "wallet", "export", "--wallet", desk.wallet_file, *REGTEST,
        "--format", "coldcard_text", "--out", wallet,
    )[0] == 0  # fmt: skip
    words = ["qr", "encode", str(wallet), "--format", "specter", "--max-version", "5"]
    capsys.readouterr()
    assert main([*words, "--out", "-"]) == 0
    (tmp_path / "parts.txt").write_text(capsys.readouterr().out)
    code, found = run("inspect", tmp_path / "parts.txt", *REGTEST)
    assert (code, found["kind"], found["format"]) == (0, "wallet", "coldcard_text")
    assert found["details"]["descriptor"].startswith(write_descriptor(desk.wallet.policy)[:80])


SEED = bytes.fromhex(
    json.loads(vector("seedqr/seedqr_vectors.json").read_text())[0]["as_compact_bytes"]
)
DIGITS = json.loads(vector("seedqr/seedqr_vectors.json").read_text())[0]["as_digits"]


def compact_seed(folder: Path) -> Path:
    code = zxingcpp.create_barcode(SEED, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    image = code.to_image(scale=6)
    pixels = bytes(image.__array_interface__["data"])
    Image.frombytes("L", image.shape, pixels).save(folder / "seed.png")
    return folder / "seed.png"


def test_a_seed_in_a_picture_is_refused(run: Run, tmp_path: Path) -> None:
    standard = tmp_path / "standard.png"
    standard.write_bytes(png(draw(DIGITS)))
    for file in (standard, compact_seed(tmp_path)):
        for command in (("qr", "decode"), ("inspect",)):
            code, found = run(*command, file)
            assert (code, found["kind"], found["format"]) == (4, "secret", "seedqr")
            assert found["error"]["code"] == "secret-found"
            assert DIGITS[:12] not in json.dumps(found)


def test_a_secret_does_not_go_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text(DIGITS)
    for form in ENCODINGS:
        words = ("qr", "encode", tmp_path / "seed.txt", "--format", form)
        code, refused = run(*words, "--out", tmp_path / "codes")
        assert (code, refused["error"]["code"]) == (4, "secret-found")
    assert not (tmp_path / "codes").exists()


def deflated(data: bytes) -> str:
    writer = zlib.compressobj(9, wbits=-10)
    return b32encode(writer.compress(data) + writer.flush()).decode().rstrip("=")


HOSTILE = {
    "a bomb": ("B$ZP0100" + deflated(bytes(200_000_000)), "qr-limit"),
    "a program": ("B$HX0100AA", "qr-type"),
    "a key teleport": ("B$2R0100MY", "qr-type"),
    "two series": ("B$HP0200AA\nB$HP0301BB", "qr-conflict"),
    "two contents": ("p1of3 a\np1of3 b", "qr-conflict"),
    "giant parts": ("\n".join(f"p{n}of9 {'a' * 1_500_000}" for n in (1, 2)), "qr-limit"),
    "a million parts": ("p1of2 \n" * 1_000_000, "qr-limit"),
    "a million lines": ("B$HP0200AA\n" * 1_000_000, "qr-limit"),
    "a giant single part": ("B$HP0100" + "00" * (MAX_JOINED + 1), "qr-limit"),
    "a giant UR": ("ur:bytes/" + "ae" * (MAX_JOINED + 200), "qr-limit"),
    "a UR of a billion parts": ("ur:bytes/1-999999999/" + "ae" * 40, "qr-malformed"),
    "parts and something else": ("B$HP0200AA\nhello", "qr-conflict"),
    "no text": ("B$HP0200\0", "qr-malformed"),
}


MEASURED = r"""
import re, sys, time
from pathlib import Path
from strongroom.__main__ import main
code = main(sys.argv[1:])
most = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]
print(time.process_time(), most, file=sys.stderr)
sys.exit(code)
"""
"""The program, and behind it the seconds and the kilobytes it took."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon_and_in_little_memory(tmp_path: Path, name: str) -> None:
    text, expected = HOSTILE[name]
    file = tmp_path / "hostile.txt"
    file.write_text(text)
    words = [sys.executable, "-c", MEASURED, "inspect", "--json", str(file)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (ended.returncode, json.loads(ended.stdout)["error"]["code"]) == (4, expected)
    seconds, kilobytes = map(float, ended.stderr.split())
    assert seconds < 2 + 1  # the second to start the program
    assert kilobytes < 100 * 1024


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png(((False,) * 21,) * 21), "not-recognised"),
        (b"\x89PNG\r\n\x1a\nnothing more", "file-malformed"),
    ],
)
def test_a_picture_without_a_code_is_refused(
    run: Run, tmp_path: Path, data: bytes, code: str
) -> None:
    (tmp_path / "empty.png").write_bytes(data)
    exit_code, refused = run("qr", "decode", tmp_path / "empty.png")
    assert (exit_code, refused["error"]["code"]) == (4, code)


def test_several_files_are_parts_of_one_series(desk: Desk, run: Run, tmp_path: Path) -> None:
    run("qr", "encode", desk.payment, "--format", "bbqr", "--out", tmp_path / "codes")
    code, refused = run("inspect", *pngs(tmp_path / "codes"), desk.wallet_file)
    assert (code, refused["error"]["code"]) == (4, "not-recognised")
    assert refused["file"] == str(desk.wallet_file)
    assert "QR" in refused["error"]["message"]


def test_what_the_codes_hold_is_written_to_a_file(desk: Desk, run: Run, tmp_path: Path) -> None:
    folder, back = tmp_path / "codes", tmp_path / "back.psbt"
    words = ("--format", "bbqr", "--max-version", "8", "--out", folder)
    run("qr", "encode", desk.payment, *words)
    code, refused = run("qr", "decode", *pngs(folder)[1:], "--out", back)
    assert (code, refused["error"]["code"], back.exists()) == (4, "qr-incomplete", False)
    code, found = run("qr", "decode", *pngs(folder), "--out", back)
    assert (code, found["path"]) == (0, str(back))
    assert read_psbt(back.read_bytes()) == read_psbt(desk.payment.read_bytes())


def test_parts_of_two_series_never_lie_in_one_folder(desk: Desk, run: Run, tmp_path: Path) -> None:
    words = ("qr", "encode", desk.payment, "--out", tmp_path / "codes")
    before = run(*words, "--format", "bbqr", "--max-version", "8")[1]["files"]
    code, refused = run(*words, "--format", "bbqr", "--max-version", "40")
    assert (code, refused["error"]["code"]) == (4, "file-unwritable")
    assert [str(file) for file in pngs(tmp_path / "codes")] == before


def test_refuses_to_write_where_it_cannot(desk: Desk, run: Run, tmp_path: Path) -> None:
    for place in (desk.payment, tmp_path / "no" / "such"):
        words = ("qr", "encode", desk.payment, "--format", "ur", "--out", place)
        code, refused = run(*words)
        assert (code, refused["error"]["code"]) == (4, "file-unwritable")


@pytest.mark.parametrize("version", ["0", "41", "x"])
def test_a_version_that_does_not_exist_is_a_usage_error(desk: Desk, version: str) -> None:
    words = ["qr", "encode", str(desk.payment), "--format", "ur", "--out", "-"]
    try:
        code = main([*words, "--max-version", version])
    except SystemExit as ended:
        code = int(ended.code or 0)
    assert code == 2


def test_codes_are_put_into_another_encoding(run: Run, tmp_path: Path) -> None:
    parts = run("qr", "encode", PSBT, "--format", "ur", "--out", "-")[1]["parts"]
    (tmp_path / "parts.txt").write_text("\n".join(parts))
    words = ("--format", "bbqr", "--out", "-")
    assert run("qr", "encode", tmp_path / "parts.txt", *words) == run("qr", "encode", PSBT, *words)


def test_every_command_reads_the_codes_of_a_device(desk: Desk, run: Run, tmp_path: Path) -> None:
    key = vector("sparrow/specter-diy-keystore.txt")
    (tmp_path / "key.png").write_bytes(png(draw(key.read_text().strip())))
    assert run("key", "show", tmp_path / "key.png") == run("key", "show", key)
    frames = BbqrFrames(desk.signed(1).read_bytes(), FileType.PSBT, max_version=10)
    parts = [frames.text(number) for number in range(frames.count)]
    (tmp_path / "signed.txt").write_text("\n".join(parts))
    words = ("psbt", "combine", desk.payment, tmp_path / "signed.txt", "--out", "-")
    code, combined = run(*words, "--wallet", desk.wallet_file, *REGTEST)
    assert (code, combined["signatures"]) == (0, 1)
    (tmp_path / "signed.txt").write_text("\n".join(parts[1:]))
    code, refused = run(*words, "--wallet", desk.wallet_file, *REGTEST)
    assert (code, refused["error"]["code"]) == (4, "qr-incomplete")
    assert f"1 of {len(parts)}" in refused["error"]["message"]
