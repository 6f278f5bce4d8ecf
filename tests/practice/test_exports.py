import json
import re
from pathlib import Path

import pytest

from strongroom.formats.reading import read_key
from strongroom.model.script_type import COSIGNED
from strongroom.practice.exports import write_exports
from strongroom.practice.signers import practice_signer, practice_signers
from strongroom.transports.files import FileError
from tests.vectors_source import vector

XFP = "E508CF54"


def test_every_signer_has_six_files(tmp_path: Path) -> None:
    written = write_exports(tmp_path / "new" / "keys")
    assert sorted(written) == sorted((tmp_path / "new" / "keys").iterdir())
    assert len(written) == 18
    assert {path.name for path in written if XFP in path.name} == {
        f"ccxp-{XFP}.json",
        f"{XFP}-sparrow-multisig.json",
        f"{XFP}-p2sh.txt",
        f"{XFP}-p2sh-p2wsh.txt",
        f"{XFP}-p2wsh.txt",
        f"{XFP}-p2tr.txt",
    }


def test_five_signers_can_be_asked_for(tmp_path: Path) -> None:
    assert len(write_exports(tmp_path, practice_signers(5))) == 30


def test_coldcards_file_looks_like_a_real_one(tmp_path: Path) -> None:
    write_exports(tmp_path)
    real = json.loads(vector("coldcard/multisig/ccxp-0F056943.json").read_text())
    ours = json.loads((tmp_path / f"ccxp-{XFP}.json").read_text())
    assert list(ours) == list(real)
    for name, value in real.items():
        if name.endswith("_deriv") or name == "account":
            assert ours[name] == value
        elif name != "xfp":
            assert ours[name][:4] == value[:4]
    assert shape(ours, XFP) == shape(real, "0F056943")


def shape(export: dict[str, str], xfp: str) -> list[str]:
    """The templates of a Coldcard's file without what is its own."""
    templates = [text for name, text in export.items() if name.endswith("_desc")]
    return [re.sub(r"tpub\w+", "KEY", text).replace(xfp.lower(), "XFP") for text in templates]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (f"ccxp-{XFP}.json", "coldcard_ccxp"),
        (f"{XFP}-sparrow-multisig.json", "passport"),
        *((f"{XFP}-{script_type.value}.txt", "key_expression") for script_type in COSIGNED),
    ],
)
def test_the_importers_of_real_files_read_them(tmp_path: Path, name: str, kind: str) -> None:
    write_exports(tmp_path)
    export = read_key((tmp_path / name).read_bytes())
    signer = practice_signer(1)
    assert export.format == kind
    assert len(export.keys) == (3 if name.endswith("json") else 1)
    for exported in export.keys:
        assert exported.script_type is not None
        expected = signer.account_key(exported.script_type)
        assert (exported.key.xpub.to_bytes(), exported.key.origin) == (
            expected.xpub.to_bytes(),
            expected.origin,
        )


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileError) as caught:
        write_exports(tmp_path / "file")
    assert caught.value.code == "file-unwritable"
