"""What every published UR of a key, a wallet or a PSBT comes to, as ``outcomes`` writes it.

``TEXTS`` are URs of one part, named by the way to them in a JSON file. ``CBOR`` is what was
published in hexadecimal, with the type it has as a UR before the way to it.
"""

TEXTS = {
    "ur/foundation_bcr-2020-006.json#0/as-ur": "unknown not-recognised",
    "ur/foundation_bcr-2020-006.json#1/as-ur": "secret ur-seed secret-found",
    "ur/foundation_bcr-2020-006.json#2/as-ur": "psbt ur",
    "ur/foundation_bcr-2020-007.json#0/as-ur": "secret xprv secret-found",
    "ur/foundation_bcr-2020-007.json#1/as-ur": "key ur_hdkey - -:p2pkh",
    "ur/foundation_bcr-2020-008.json#0/as-ur": "secret wif secret-found",
    "ur/foundation_bcr-2020-009.json#0/as-ur": "address ur_address",
    "ur/foundation_bcr-2020-009.json#1/as-ur": "address ur_address address-malformed",
    "ur/hummingbird.json#vectors/0/ur/0": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh 37b5eed4:p2tr"
    ),
    "ur/hummingbird.json#vectors/1/ur/0": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh"
    ),
    "ur/hummingbird.json#vectors/2/ur/0": (
        "key ur_account - 85e4446b:p2pkh 85e4446b:p2sh-p2wpkh 85e4446b:p2wpkh 85e4446b:p2sh "
        "85e4446b:p2sh-p2wsh 85e4446b:p2wsh 85e4446b:p2tr"
    ),
    "ur/hummingbird.json#vectors/3/ur/0": "wallet ur_output wallet-unsupported",
    "ur/hummingbird.json#vectors/4/ur/0": "wallet ur_output wallet-unsupported",
    "ur/hummingbird.json#vectors/5/ur/0": (
        "wallet ur_output 1-of-2 p2wsh unsorted "
        "bc1qvjtfmrxu524qhdevl6yyyasjs7xmnzjlqlu60mrwepact60eyz9s9xjw0c change-assumed"
    ),
    "ur/hummingbird.json#vectors/6/ur/0": "secret xprv secret-found",
    "ur/hummingbird.json#vectors/7/ur/0": "key ur_hdkey - 854bc782:-",
    "ur/hummingbird.json#vectors/8/ur/0": "key ur_hdkey - -:-",
    "ur/hummingbird.json#vectors/9/ur/0": "psbt ur",
    "ur/hummingbird.json#vectors/13/ur/0": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh 37b5eed4:p2tr"
    ),
    "ur/hummingbird.json#vectors/14/ur/0": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh 37b5eed4:p2tr"
    ),
    "ur/hummingbird.json#vectors/15/ur/0": "key ur_hdkey - -:p2pkh",
    "ur/hummingbird.json#vectors/16/ur/0": "key ur_hdkey - 854bc782:-",
    "ur/hummingbird.json#vectors/17/ur/0": "key ur_hdkey key-malformed",
    "ur/hummingbird.json#vectors/18/ur/0": "psbt ur",
    "ur/registry_papers.json#vectors/0/ur": "secret ur-seed secret-found",
    "ur/registry_papers.json#vectors/1/ur": "psbt ur",
    "ur/registry_papers.json#vectors/2/ur": "secret xprv secret-found",
    "ur/registry_papers.json#vectors/3/ur": "key ur_hdkey - -:p2pkh",
    "ur/registry_papers.json#vectors/4/ur": "secret wif secret-found",
    "ur/registry_papers.json#vectors/5/ur": "key ur_hdkey wallet-unsupported",
    "ur/registry_papers.json#vectors/6/ur": "address ur_address",
    "ur/registry_papers.json#vectors/7/ur": "address ur_address address-malformed",
    "ur/registry_papers.json#vectors/8/ur": "wallet ur_output wallet-unsupported",
    "ur/registry_papers.json#vectors/9/ur": "wallet ur_output wallet-unsupported",
    "ur/registry_papers.json#vectors/10/ur": "wallet ur_output wallet-unsupported",
    "ur/registry_papers.json#vectors/11/ur": "wallet ur_output wallet-unsupported",
    "ur/registry_papers.json#vectors/12/ur": (
        "wallet ur_output 1-of-2 p2wsh unsorted "
        "bc1qvjtfmrxu524qhdevl6yyyasjs7xmnzjlqlu60mrwepact60eyz9s9xjw0c change-assumed"
    ),
    "ur/registry_papers.json#vectors/13/ur": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh 37b5eed4:p2tr"
    ),
    "ur/registry_papers.json#vectors/14/ur": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh 37b5eed4:p2tr"
    ),
    "bitcoin-safe/qr_tools_samples.json#tests/20/items/0/value": (
        "wallet ur_output wallet-unsupported"
    ),
    "bitcoin-safe/qr_tools_samples.json#tests/21/items/0/value": (
        "wallet ur_output 1-of-2 p2wsh "
        "tb1qklm7yyvyu2av4f35ve6tm8mpn6mkr8e3dpjd3jp9vn77vu670g7q3ujyx9 change-assumed"
    ),
    "bitcoin-safe/qr_tools_samples.json#tests/22/items/0/value": (
        "wallet ur_output 2-of-3 p2wsh "
        "tb1q4xla4rzmuyytu4yzgm7cyef400mckj8syjranlw4a6hq2df5gtaqxfn3kv change-assumed"
    ),
    "bitcoin-safe/qr_tools_samples.json#tests/27/items/3/value": (
        "wallet ur_output wallet-unsupported"
    ),
    "krux/qr_parts.json#TEST_PARTS_FORMAT_SINGLEPART_UR/0": "psbt ur",
}

CBOR = {
    "crypto-account:keystone/crypto_account.json#vectors/0/cbor_hex": (
        "key ur_account - 73c5da0a:p2sh"
    ),
    "crypto-account:keystone/crypto_account.json#vectors/1/cbor_hex": (
        "key ur_account - 73c5da0a:p2sh-p2wsh"
    ),
    "crypto-account:keystone/crypto_account.json#vectors/2/cbor_hex": (
        "key ur_account - 73c5da0a:p2sh"
    ),
    "crypto-account:keystone/crypto_account.json#vectors/3/cbor_hex": (
        "key ur_account - 73c5da0a:p2sh-p2wsh"
    ),
    "output-descriptor:ur/output_descriptor_v3.json#vectors/0/tagged_cbor_hex": (
        "wallet ur_output wallet-unsupported"
    ),
    "output-descriptor:ur/output_descriptor_v3.json#vectors/1/tagged_cbor_hex": (
        "wallet ur_output wallet-unsupported"
    ),
    "output-descriptor:ur/output_descriptor_v3.json#vectors/2/tagged_cbor_hex": (
        "secret wif secret-found"
    ),
    "output-descriptor:ur/output_descriptor_v3.json#vectors/3/tagged_cbor_hex": (
        "wallet ur_output 2-of-3 p2wsh "
        "bc1q4taqq6q6l8fvguva6ftvrz3qgdjy6p3w2s0ds0nl6qrjw7t0hfhqgrqcwd"
    ),
    "crypto-account:ur/urtypes_py.json#vectors/0/cbor": (
        "key ur_account - 37b5eed4:p2pkh 37b5eed4:p2sh-p2wpkh 37b5eed4:p2wpkh 37b5eed4:p2sh "
        "37b5eed4:p2sh-p2wsh 37b5eed4:p2wsh"
    ),
    "crypto-output:ur/urtypes_py.json#vectors/1/cbor": "wallet ur_output wallet-unsupported",
    "crypto-output:ur/urtypes_py.json#vectors/2/cbor": "wallet ur_output wallet-unsupported",
    "crypto-output:ur/urtypes_py.json#vectors/3/cbor": "wallet ur_output wallet-unsupported",
    "crypto-output:ur/urtypes_py.json#vectors/4/cbor": "wallet ur_output wallet-unsupported",
    "crypto-output:ur/urtypes_py.json#vectors/5/cbor": (
        "wallet ur_output 1-of-2 p2wsh unsorted "
        "bc1qvjtfmrxu524qhdevl6yyyasjs7xmnzjlqlu60mrwepact60eyz9s9xjw0c change-assumed"
    ),
    "crypto-psbt:ur/urtypes_py.json#vectors/6/cbor": "psbt ur",
    "crypto-hdkey:ur/urtypes_py.json#vectors/7/cbor": "secret xprv secret-found",
    "crypto-hdkey:ur/urtypes_py.json#vectors/8/cbor": "key ur_hdkey - -:p2pkh",
    "crypto-bip39:ur/urtypes_py.json#vectors/9/cbor": "secret ur-seed secret-found",
    "crypto-eckey:ur/urtypes_py.json#vectors/10/cbor": "secret wif secret-found",
    "crypto-eckey:ur/urtypes_py.json#vectors/11/cbor": "key ur_hdkey wallet-unsupported",
    "output-descriptor:ur/hummingbird.json#vectors/10/cbor_or_hex/0": (
        "wallet ur_output wallet-unsupported"
    ),
    "output-descriptor:ur/hummingbird.json#vectors/11/cbor_or_hex/0": "secret wif secret-found",
    "output-descriptor:ur/hummingbird.json#vectors/12/cbor_or_hex/0": (
        "wallet ur_output 2-of-3 p2wsh "
        "bc1q4taqq6q6l8fvguva6ftvrz3qgdjy6p3w2s0ds0nl6qrjw7t0hfhqgrqcwd"
    ),
}
