"""Run by the Python of Debian's Electrum: makes its wallet files, and reads payments as it does.

The question and the answer are JSON, on standard input and output; see ``test_electrum.py``.
"""

# mypy: ignore-errors
import json
import os
import sys
import tempfile

from electrum import constants, keystore, util
from electrum.bitcoin import base_encode
from electrum.simple_config import SimpleConfig
from electrum.transaction import tx_from_any
from electrum.wallet import Multisig_Wallet
from electrum.wallet_db import WalletDB

SHOWN = 3


def wallet(asked, config):
    database = WalletDB("", manual_upgrades=False)
    database.put("wallet_type", f"{asked['threshold']}of{len(asked['keys'])}")
    for number, key in enumerate(asked["keys"], 1):
        made = keystore.from_master_key(key["xpub"])
        made.add_key_origin(derivation_prefix=key["path"], root_fingerprint=key["fingerprint"])
        database.put(f"x{number}/", made.dump())
    made = Multisig_Wallet(database, None, config=config)
    return {
        "file": database.dump(),
        "receive": made.get_receiving_addresses()[:SHOWN],
        "change": made.get_change_addresses()[:SHOWN],
    }


def payment(text):
    return base_encode(tx_from_any(text).serialize_as_bytes(), base=43)


def main():
    asked = json.load(sys.stdin)
    constants.set_regtest()
    util.create_and_start_event_loop()  # which never ends by itself
    config = SimpleConfig({"electrum_path": tempfile.mkdtemp(), "offline": True})
    answer = {
        "wallets": [wallet(one, config) for one in asked["wallets"]],
        "payments": [payment(one) for one in asked["payments"]],
    }
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    try:
        main()
        code = 0
    except BaseException as error:
        print(repr(error), file=sys.stderr, flush=True)
        code = 1
    os._exit(code)
