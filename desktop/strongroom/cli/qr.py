"""``qr``: a file as QR codes, and QR codes back to a file."""

import argparse
from dataclasses import replace
from pathlib import Path

from strongroom.cli.files import read_any
from strongroom.cli.inspect import add_files, inspect_files
from strongroom.cli.options import UsageError, add_network, add_token, common, counting_number
from strongroom.cli.output import Answer, Exit, Json
from strongroom.transports.files import FileError, read_file, write_file
from strongroom.transports.qr.capacity import VERSIONS
from strongroom.transports.qr.contract import Encoding
from strongroom.transports.qr.frames_out import UrTypes, frames_of
from strongroom.transports.qr.gathering import joined
from strongroom.transports.qr.reader import CodeReader
from strongroom.words.amounts import plural


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    group = commands.add_parser("qr", help="QR codes").add_subparsers(required=True)
    encode = group.add_parser("encode", parents=[common()], help="a file as QR codes")
    encode.add_argument("file", metavar="FILE")
    encode.add_argument(
        "--format", required=True, choices=[encoding.value for encoding in Encoding]
    )
    encode.add_argument(
        "--types",
        choices=[types.value for types in UrTypes],
        default=UrTypes.V1.value,
        help="the UR types, v1 unless said: devices read those",
    )
    encode.add_argument(
        "--max-version",
        type=counting_number,
        metavar="V",
        help="the largest QR code to use, 1 to 40",
    )
    encode.add_argument(
        "--out", required=True, metavar="DIR", help="where to put pictures; - prints the parts"
    )
    encode.set_defaults(run=_encode)
    decode = group.add_parser("decode", parents=[common()], help="QR codes back to a file")
    add_files(decode)
    add_network(decode)
    add_token(decode)
    decode.add_argument("--out", metavar="FILE", help="where to write what the codes hold")
    decode.set_defaults(run=_decode)


def _encode(arguments: argparse.Namespace) -> Answer:
    version: int | None = arguments.max_version
    if version is not None and version not in VERSIONS:
        raise UsageError(f"--max-version goes from 1 to {VERSIONS[-1]}")
    data = read_any(arguments.file)
    encoding = Encoding(arguments.format)
    frames = frames_of(data, encoding, version, UrTypes(arguments.types))
    parts = [frames.text(number) for number in range(frames.count)]
    document: dict[str, Json] = {"format": encoding.value, "parts": parts}
    if arguments.out == "-":
        return Answer(document, [], raw="\n".join(parts))
    files = _draw(parts, Path(arguments.out))
    document["files"] = [str(file) for file in files]
    return Answer(document, [f"{plural(len(files), 'QR code')} in {arguments.out}"])


def _decode(arguments: argparse.Namespace) -> Answer:
    """What the codes hold; written down only once it is whole and nothing is found against it."""
    answer, out = inspect_files(arguments), arguments.out
    if out is None or answer.exit_code is not Exit.DONE:
        return answer
    with CodeReader() as reader:
        data = joined([read_file(name) for name in arguments.files], reader)
    write_file(Path(out), data)
    document = {**answer.document, "path": out}
    return replace(answer, document=document, notes=(*answer.notes, f"Wrote {out}"))


def _draw(parts: list[str], folder: Path) -> list[Path]:
    """A picture of each part; all codes are of the size that the largest needs."""
    # What draws takes a tenth of a second to load, which other commands do without.
    from strongroom.transports.qr.drawing import draw, version_for
    from strongroom.transports.qr.pictures import png

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FileError(
            "file-unwritable", str(error), name=str(folder), reason=error.strerror or str(error)
        ) from error
    version = version_for(parts)
    digits = len(str(len(parts)))
    files = [folder / f"part-{number:0{digits}}.png" for number in range(1, len(parts) + 1)]
    # Shown or read together, parts of two series would never be whole.
    if set(folder.glob("part-*.png")) - set(files):
        reason = "it holds parts of another series"
        raise FileError("file-unwritable", reason, name=str(folder), reason=reason)
    for file, part in zip(files, parts, strict=True):
        write_file(file, png(draw(part, version)))
    return files
