"""``wallet advisories``: published warnings, all or about the signers of a wallet in a vault."""

import argparse

from strongroom.cli.options import UsageError, add_network, add_wallet, common
from strongroom.cli.output import Answer, Json
from strongroom.cli.vault_option import add_vault, kept_wallet, opened_vault
from strongroom.model.advisory import Advisory
from strongroom.words.device_words import device_title
from strongroom.workflows.advisories import known_advisories, wallet_advisories


def add_to(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command behind ``wallet``."""
    words = "published warnings about signers: all that are known, or those about a wallet's"
    parser = kinds.add_parser("advisories", parents=[common()], help=words)
    add_wallet(parser, required=False)
    add_vault(parser)
    add_network(parser)
    parser.set_defaults(run=_advisories)


def _advisories(arguments: argparse.Namespace) -> Answer:
    if arguments.vault is None and arguments.wallet is None:
        return _every()
    if arguments.vault is None or arguments.wallet is None:
        raise UsageError("Firmware is noted in a vault: --wallet NAME --vault PATH")
    with opened_vault(arguments) as keeper:
        kept = kept_wallet(keeper, arguments)
    findings = wallet_advisories(kept.record)
    document: dict[str, Json] = {"wallet": kept.wallet.name, "as_of": _as_of()}
    lines = [_list_line()]
    if not findings:
        lines.append("None of them is about what is noted of this wallet’s signers.")
    return Answer(document, lines, findings)


def _every() -> Answer:
    advisories = known_advisories().advisories
    document: dict[str, Json] = {"as_of": _as_of(), "advisories": list(map(_json, advisories))}
    lines = [_list_line()]
    for each in advisories:
        about = f"{_signer(each)} {_ranges(each)}: {each.concern.value.replace('-', ' ')}"
        lines += [f"  {about} ({each.published})", f"      {each.source}"]
    return Answer(document, lines)


def _list_line() -> str:
    return f"Published warnings as of {_as_of()}; newer ones are not known here."


def _as_of() -> str:
    return known_advisories().as_of.isoformat()


def _json(advisory: Advisory) -> dict[str, Json]:
    return {
        "id": advisory.name,
        "signer": _signer(advisory),
        "concerns": advisory.concern.value,
        "firmware": _ranges(advisory),
        "published": advisory.published,
        "source": advisory.source,
    }


def _signer(advisory: Advisory) -> str:
    named = advisory.words[0] if advisory.words else ""
    return named if advisory.device is None else device_title(advisory.device)


def _ranges(advisory: Advisory) -> str:
    """Such as ``before 1.9.1, 2.0 to before 2.3.1``."""
    written = []
    for each in advisory.ranges:
        before = f"before {_version(each.before.numbers)}"
        first = _version(each.first.numbers) if each.first.numbers else ""
        written.append(f"{first} to {before}" if first else before)
    return ", ".join(written)


def _version(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, (*numbers, 0) if len(numbers) == 1 else numbers))
