"""The registered types of UR, each under its first and its present name and tag (BCR-2020-006)."""

BYTES = "bytes"

PSBT_NAMES = ("crypto-psbt", "psbt")
KEY_NAMES = ("crypto-hdkey", "hdkey", "crypto-eckey", "eckey")
ADDRESS_NAMES = ("crypto-address", "address")
OUTPUT_NAMES = ("crypto-output", "output-descriptor")
ACCOUNT_NAMES = ("crypto-account", "account-descriptor")

SEED_TAGS = (300, 40300, 301, 309, 40309)
"""Seeds, BIP-39 words and shares of a seed."""

HD_KEY_TAGS = (303, 40303)
PATH_TAGS = (304, 40304)
COIN_TAGS = (305, 40305)
SINGLE_KEY_TAGS = (306, 40306)
ADDRESS_TAGS = (307, 40307)
OUTPUT_TAGS = (308, 40308)
ACCOUNT_TAGS = (311, 40311)

TAG_OF_TYPE = {
    "crypto-seed": 300,
    "seed": 300,
    "crypto-bip39": 301,
    "bip39": 301,
    "crypto-sskr": 309,
    "sskr": 309,
    "crypto-hdkey": 303,
    "hdkey": 303,
    "crypto-eckey": 306,
    "eckey": 306,
}
"""The tag that a value has inside another, and leaves out as a UR of its own."""
