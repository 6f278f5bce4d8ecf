"""What every published sample of keys and wallets comes to, as ``outcomes`` writes it.

``FILES`` are whole files, ``INSIDE`` texts inside JSON files (after ``#``, the way to them).
"""

FILES = {
    "bip129/mode1/r1_signer_1_key.bsms": "key bsms key-fixed",
    "bip129/mode1/r1_signer_2_key.bsms": "key bsms key-fixed",
    "bip129/mode1/r2_my_multisig_wallet.bsms": "wallet bsms wallet-unsupported",
    "bip129/mode2/r1_signer_1_key.bsms": "key bsms - 1cf0bf7e:p2wsh",
    "bip129/mode2/r1_signer_2_key.bsms": "key bsms - 4fc1dd4a:p2wsh",
    "bip129/mode2/r2_my_multisig_wallet.bsms": (
        "wallet bsms 2-of-2 p2wsh bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej"
    ),
    "bip129/mode3/r1_signer_1_key.bsms": "key bsms - b7868815:p2wsh",
    "bip129/mode3/r1_signer_1_key.dat": "encrypted-backup bsms",
    "bip129/mode3/r1_signer_2_key.bsms": "key bsms - eedff89a:p2wsh",
    "bip129/mode3/r1_signer_2_key.dat": "encrypted-backup bsms",
    "bip129/mode3/r2_my_multisig_wallet.bsms": (
        "wallet bsms 2-of-2 p2wsh bc1qhs4u273g4azq7kqqpe6vh5wfhasfmrq7nheyzsnq77humd7rwtkqagvakf"
    ),
    "bip129/mode3/r2_my_multisig_wallet.dat": "encrypted-backup bsms",
    "bip129/mode4/r1_signer_1_key.bsms": "key bsms - 793cc70b:p2sh-p2wsh",
    "bip129/mode4/r1_signer_1_key.dat": "encrypted-backup bsms",
    "bip129/mode4/r1_signer_2_key.bsms": "key bsms - b3118e52:p2sh-p2wsh",
    "bip129/mode4/r1_signer_2_key.dat": "encrypted-backup bsms",
    "bip129/mode4/r1_signer_3_key.bsms": "key bsms - 842bd2ed:p2sh-p2wsh",
    "bip129/mode4/r1_signer_3_key.dat": "encrypted-backup bsms",
    "bip129/mode4/r2_my_multisig_wallet.bsms": (
        "wallet bsms 2-of-3 p2sh-p2wsh unsorted 3GzMtFXahiu4TpGNGFc4bHMvAcvz5vVQrT"
    ),
    "bip129/mode4/r2_my_multisig_wallet_for_signer_1.dat": "encrypted-backup bsms",
    "bip129/mode4/r2_my_multisig_wallet_for_signer_2.dat": "encrypted-backup bsms",
    "bip129/mode4/r2_my_multisig_wallet_for_signer_3.dat": "encrypted-backup bsms",
    "bip329/bip329_example.jsonl": "labels bip329",
    "bitcoin-core/coldcard_doc_importdescriptors_1.json": (
        "wallet bitcoin_core 2-of-2 p2wsh "
        "tb1q6u8s97fnd6ggad4apqs8vvcgup0d085ttd9v0c6fmpf38tf6q0ys9sanep"
    ),
    "bitcoin-safe/0.2.0.wallet": "secret bip39-words secret-found",
    "bitcoin-safe/demo-public-testnet4.wallet": "secret bip39-words secret-found",
    "bitcoin-safe/send_test.wallet": "secret bip39-words secret-found",
    "caravan/bitcoin-2-of-2-P2SH-P2WSH_MAINNET.json": (
        "wallet caravan 2-of-2 p2sh-p2wsh 348PsXezZAHcW7RjmCoMJ8PHWx1QBTXJvm"
    ),
    "caravan/bitcoin-2-of-2-P2SH-P2WSH_TESTNET.json": (
        "wallet caravan 2-of-2 p2sh-p2wsh 2NDBsV6VBe4d2Ukp2XB644dg2xZ2SuWGkyG"
    ),
    "caravan/bitcoin-2-of-2-P2SH_MAINNET.json": (
        "wallet caravan 2-of-2 p2sh 3PiCF26aq57Wo5DJEbFNTVwD1bLCUEpAYZ"
    ),
    "caravan/bitcoin-2-of-2-P2WSH_TESTNET.json": (
        "wallet caravan 2-of-2 p2wsh tb1qhgj3fnwn50pq966rjnj4pg8uz9ktsd8nge32qxd73ffvvg636p5q54g7m0"
    ),
    "caravan/wc-p2sh-p2wsh_t.txt": (
        "wallet coldcard_text 2-of-2 p2sh-p2wsh 2NDBsV6VBe4d2Ukp2XB644dg2xZ2SuWGkyG"
    ),
    "caravan/wc-p2sh_m.txt": "wallet coldcard_text 2-of-2 p2sh 3PiCF26aq57Wo5DJEbFNTVwD1bLCUEpAYZ",
    "caravan/wc-p2sh_t.txt": "wallet coldcard_text 2-of-2 p2sh 2N5KgAnFFpmk5TRMiCicRZDQS8FFNCKqKf1",
    "caravan/wc-p2wsh_m.txt": (
        "wallet coldcard_text 2-of-2 p2wsh "
        "bc1qf9asympax4r6xrndsqrw8p0qxe40tm9zkk69tkrc8p6eg8ju075sjeekkt"
    ),
    "coldcard/export/caravan_ccxp_samples.json": "unknown not-recognised",
    "coldcard/export/coldcard-export.json": (
        "key coldcard_generic coldcard 0f056943:p2wsh 0f056943:p2sh-p2wsh 0f056943:p2sh "
        "0f056943:p2wpkh 0f056943:p2sh-p2wpkh 0f056943:p2pkh"
    ),
    "coldcard/export/coldcard-export.sig": "signed-message signed_message",
    "coldcard/multisig/ccxp-0F056943.json": (
        "key coldcard_ccxp coldcard 0f056943:p2wsh 0f056943:p2sh-p2wsh 0f056943:p2sh"
    ),
    "coldcard/multisig/ccxp-6BA6CFD0.json": (
        "key coldcard_ccxp coldcard 6ba6cfd0:p2wsh 6ba6cfd0:p2sh-p2wsh 6ba6cfd0:p2sh"
    ),
    "coldcard/multisig/ccxp-7BB026BE.json": (
        "key coldcard_ccxp coldcard 7bb026be:p2wsh 7bb026be:p2sh-p2wsh 7bb026be:p2sh"
    ),
    "coldcard/multisig/desc-p2sh-myself.txt": (
        "wallet descriptor 2-of-4 p2sh 2NCjUaj1M9De7bLpVuAmeMAP1yUruR9K9ZC change-assumed"
    ),
    "coldcard/multisig/desc-p2wsh-myself.txt": (
        "wallet descriptor 2-of-4 p2wsh "
        "tb1qafdvz3k4sjwn5lmq44yk5tzag4tyfq72mcqq5nzrsqepmsynrt9sue59v2 change-assumed"
    ),
    "coldcard/multisig/el-p2sh-p2wsh-myself.json": (
        "wallet electrum 2-of-4 p2sh-p2wsh 2MzrH47gyB7r4a9MUvEGq4qSM5amPbe6DMS"
    ),
    "coldcard/multisig/export-p2sh-myself.txt": (
        "wallet coldcard_text 2-of-4 p2sh 2NCjUaj1M9De7bLpVuAmeMAP1yUruR9K9ZC format-assumed"
    ),
    "coldcard/multisig/export-p2wsh-myself.txt": (
        "wallet coldcard_text 2-of-4 p2wsh "
        "tb1qafdvz3k4sjwn5lmq44yk5tzag4tyfq72mcqq5nzrsqepmsynrt9sue59v2"
    ),
    "coldcard/multisig/setting-p2sh-p2wsh-myself.json": "unknown not-recognised",
    "electrum/ckcc_bip32_wallet": "secret xprv secret-found",
    "electrum/ckcc_multi3of5.json": "secret xprv secret-found",
    "electrum/client_2_0_4_multisig": "secret xprv secret-found",
    "electrum/client_2_3_2_multisig": "secret xprv secret-found",
    "electrum/client_2_7_18_multisig": "secret xprv secret-found",
    "electrum/client_2_9_3_multisig": "secret xprv secret-found",
    "electrum/coldcard_doc_electrum-2-of-4.json": (
        "wallet electrum 2-of-4 p2sh 2NCjUaj1M9De7bLpVuAmeMAP1yUruR9K9ZC"
    ),
    "electrum/coldcard_doc_electrum-single.json": "key electrum_key coldcard 0f056943:p2wpkh",
    "jade/multisig/multisig_bad_file_derivation.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_bad_file_derivation2.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_bad_file_duplicate_field1.dat": "wallet coldcard_text file-malformed",
    "jade/multisig/multisig_bad_file_duplicate_field3.dat": "wallet coldcard_text file-malformed",
    "jade/multisig/multisig_bad_file_field_missing2.dat": "wallet coldcard_text file-malformed",
    "jade/multisig/multisig_bad_file_field_missing4.dat": "wallet coldcard_text file-malformed",
    "jade/multisig/multisig_bad_file_format.dat": "wallet coldcard_text wallet-unsupported",
    "jade/multisig/multisig_bad_file_not_in.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_bad_file_policy.dat": "wallet coldcard_text threshold-invalid",
    "jade/multisig/multisig_bad_file_signers1.dat": "wallet coldcard_text file-malformed",
    "jade/multisig/multisig_file_jade.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_file_p2sh.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_file_p2wsh-p2sh.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_file_p2wsh.dat": "wallet coldcard_text key-malformed",
    "jade/multisig/multisig_file_sparrow.dat": (
        "wallet coldcard_text 3-of-3 p2wsh "
        "bc1q905ul7dhqkzhrs8sfymf6jv3fg3690p93u5unj0sk4laztsvcdms4td3xx"
    ),
    "liana/coldcard-export.json": (
        "key coldcard_generic coldcard c658b283:p2wsh c658b283:p2sh-p2wsh c658b283:p2sh "
        "c658b283:p2wpkh c658b283:p2sh-p2wpkh c658b283:p2pkh c658b283:p2tr"
    ),
    "liana/liana-backup-2025-06-23T13-23-54.json": (
        "wallet bip139 1-of-1 p2wsh unsorted "
        "bcrt1qsyhfagcf3u4s5xcymdxymt75k5c2upq4y7qudms7twtfk2ydyr3qemjup3"
    ),
    "liana/liana-jz5sm0xn.txt": (
        "wallet descriptor 1-of-1 p2wsh unsorted "
        "tb1qsyhfagcf3u4s5xcymdxymt75k5c2upq4y7qudms7twtfk2ydyr3q5zc65t"
    ),
    "sparrow/bsms/expectations.json": "unknown not-recognised",
    "sparrow/bsms/multisig-11.bsms": "wallet bsms key-fixed",
    "sparrow/bsms/multisig-12.bsms": "wallet bsms key-fixed",
    "sparrow/bsms/multisig-14.bsms": "wallet bsms file-malformed",
    "sparrow/bsms/multisig-15.bsms": "wallet bsms first-address-differs",
    "sparrow/bsms/multisig-17.bsms": "wallet bsms file-malformed",
    "sparrow/bsms/multisig-2.bsms": (
        "wallet bsms 2-of-2 p2wsh bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej"
    ),
    "sparrow/bsms/multisig-3.bsms": (
        "wallet bsms 2-of-3 p2sh-p2wsh unsorted 3GzMtFXahiu4TpGNGFc4bHMvAcvz5vVQrT"
    ),
    "sparrow/bsms/multisig-4.bsms": (
        "wallet bsms 2-of-2 p2wsh bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej"
    ),
    "sparrow/bsms/multisig-5.bsms": "wallet bsms wallet-unsupported",
    "sparrow/bsms/multisig-6.bsms": (
        "wallet bsms 2-of-2 p2wsh bc1qrgc6p3kylfztu06ysl752gwwuekhvtfh9vr7zg43jvu60mutamcsv948ej"
    ),
    "sparrow/bsms/multisig-8.bsms": "wallet bsms key-fixed",
    "sparrow/bsms/multisig-9.bsms": "wallet bsms key-fixed",
    "sparrow/bsms/multisig-threshold-zero.bsms": "wallet bsms threshold-invalid",
    "sparrow/caravan-multisig-export-1.json": (
        "wallet caravan 2-of-3 p2wsh bc1qycv3tcefpavtj0nqrwgunel3e4rjquxz9wdgtm8xtmr9m80r2ylsw24vzc"
    ),
    "sparrow/caravan-multisig-export-2.json": "wallet caravan threshold-invalid",
    "sparrow/cc-multisig-export-1.txt": (
        "wallet coldcard_text 2-of-4 p2wsh "
        "bc1qafdvz3k4sjwn5lmq44yk5tzag4tyfq72mcqq5nzrsqepmsynrt9st3z2k9"
    ),
    "sparrow/cc-multisig-export-2.txt": (
        "wallet coldcard_text 2-of-4 p2sh-p2wsh 2MzrH47gyB7r4a9MUvEGq4qSM5amPbe6DMS"
    ),
    "sparrow/cc-multisig-keystore-1.json": (
        "key coldcard_ccxp - 0f056943:p2wsh 0f056943:p2sh-p2wsh 0f056943:p2sh"
    ),
    "sparrow/cc-singlesig-keystore-1.json": (
        "key coldcard_generic coldcard 0f056943:p2wpkh 0f056943:p2sh-p2wpkh 0f056943:p2pkh"
    ),
    "sparrow/cc-singlesig-sp-keystore-1.json": (
        "key coldcard_generic coldcard 0f056943:p2wpkh 0f056943:p2tr"
    ),
    "sparrow/descriptor-multipath.txt": "wallet descriptor wallet-unsupported",
    "sparrow/descriptor-receive-change1.txt": "wallet descriptor wallet-unsupported",
    "sparrow/descriptor-receive-change2.txt": "wallet descriptor wallet-unsupported",
    "sparrow/descriptor-receive.txt": "wallet descriptor wallet-unsupported",
    "sparrow/drongo_output_descriptor.json": "secret xprv secret-found",
    "sparrow/drongo_psbt.json": "unknown not-recognised",
    "sparrow/electrum-encrypted": "wallet electrum wallet-encrypted",
    "sparrow/electrum-singlesig-seed-wallet.json": "secret xprv secret-found",
    "sparrow/electrum-singlesig-wallet.json": "key electrum_key key-malformed",
    "sparrow/keystone-singlesig-keystore-1.txt": "wallet descriptor wallet-unsupported",
    "sparrow/keystone-singlesig-sp-keystore-1.txt": "wallet descriptor wallet-unsupported",
    "sparrow/sparrow-single-seed-wallet": "wallet sparrow wallet-encrypted",
    "sparrow/sparrow-single-wallet": "wallet sparrow wallet-encrypted",
    "sparrow/specter-diy-keystore.txt": "key key_expression - b317ec86:p2wpkh",
    "sparrow/specter-diy-sp-keystore.txt": "unknown not-recognised",
    "sparrow/specter-wallet.json": "wallet specter_desktop wallet-unsupported",
    "specter-desktop/restore_wallets.json": "wallet specter_desktop wallets-several",
    "specter-desktop/restore_devices.json": (
        "key specter_device - 1831e62e:p2wpkh 0c28f912:p2sh-p2wpkh 0c28f912:p2wpkh "
        "0c28f912:p2sh-p2wsh 0c28f912:p2wsh"
    ),
    "specter-desktop/specter_device.json": (
        "key specter_device specter 08686ac6:p2wsh" + " 08686ac6:p2wpkh" * 4
    ),
    "specter-desktop/trezor_device.json": (
        "key specter_device trezor"
        + " 1ef4e492:p2sh-p2wpkh 1ef4e492:p2wpkh 1ef4e492:p2sh-p2wsh 1ef4e492:p2wsh" * 11
    ),
}

INSIDE = {
    "keystone/multisig_configs.json#vectors/0/text": (
        "wallet coldcard_text 2-of-3 p2wsh "
        "bc1qf4fqa472u8xlf9ghdrp4v2xxcxfh4d6ee7f8478ywecfpthh6vus8n7fws"
    ),
    "keystone/multisig_configs.json#vectors/1/text": "wallet coldcard_text networks-mixed",
    "keystone/multisig_configs.json#vectors/2/text": "wallet coldcard_text keys-missing",
    "keystone/multisig_configs.json#vectors/3/text": (
        "wallet coldcard_text 2-of-3 p2sh-p2wsh 3BY7jv3miwnH6SaJDq2Q56bkzuoPQrJVep"
    ),
    "keystone/multisig_configs.json#vectors/4/text": "wallet coldcard_text key-malformed",
    "coldcard/export/caravan_ccxp_samples.json#validColdcardXpubJSON": (
        "key coldcard_ccxp - f57ec65d:p2wsh f57ec65d:p2sh-p2wsh f57ec65d:p2sh"
    ),
    "coldcard/export/caravan_ccxp_samples.json#validColdcardXpubNewFirmwareJSON": (
        "key coldcard_ccxp coldcard f57ec65d:p2wsh f57ec65d:p2sh-p2wsh f57ec65d:p2sh"
    ),
    "coldcard/export/caravan_ccxp_samples.json#invalidColdcardXpubJSON": (
        "key coldcard_ccxp file-malformed"
    ),
    "krux/wallet_inputs.json#data/KRUX_LEGACY1_DESCRIPTOR": "wallet descriptor wallet-unsupported",
    "krux/wallet_inputs.json#data/KRUX_LEGACY1_XPUB": "key key_expression - 55f8fc5d:p2pkh",
    "krux/wallet_inputs.json#data/KRUX_NESTEDSW1_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/KRUX_NESTEDSW1_XPUB": "key key_expression - 55f8fc5d:p2sh-p2wpkh",
    "krux/wallet_inputs.json#data/KRUX_NESTEDSW1_YPUB_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/KRUX_NATIVESW1_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/KRUX_NATIVESW1_XPUB": "key key_expression - 55f8fc5d:p2wpkh",
    "krux/wallet_inputs.json#data/KRUX_NATIVESW1_ZPUB_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/KRUX_TAPROOT1_DESCRIPTOR": "wallet descriptor wallet-unsupported",
    "krux/wallet_inputs.json#data/KRUX_TAPROOT1_XPUB": "key key_expression - 55f8fc5d:p2tr",
    "krux/wallet_inputs.json#data/SPECTER_SINGLESIG_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/SPECTER_SINGLESIG_WALLET_DATA": (
        "wallet specter_desktop wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/SPECTER_MULTISIG_LEGACY_NO_COSIGNER_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2sh 34dMWQHZ2DD1Zvuh6UkAePpDydJSMn53p1"
    ),
    "krux/wallet_inputs.json#data/SPECTER_MULTISIG_LEGACY_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2sh 35x9JGy14Kbeg9PsKA7gYRe3FHLvZEdzhL checksum-wrong"
    ),
    "krux/wallet_inputs.json#data/SPECTER_MULTISIG_LEGACY_WALLET_DATA": (
        "wallet specter_desktop 2-of-3 p2sh 35x9JGy14Kbeg9PsKA7gYRe3FHLvZEdzhL"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_MULTISIG_LEGACY_WALLET_DATA": (
        "wallet coldcard_text key-malformed"
    ),
    "krux/wallet_inputs.json#data/SPECTER_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65 checksum-wrong "
        "change-assumed"
    ),
    "krux/wallet_inputs.json#data/SPECTER_MULTISIG_WALLET_DATA": (
        "wallet specter_desktop 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65 change-assumed"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_SINGLESIG_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_SINGLESIG_WALLET_DATA": (
        "key key_expression - -:p2wpkh"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_LEGACY_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_LEGACY_WALLET_DATA": "key key_expression - -:-",
    "krux/wallet_inputs.json#data/BLUEWALLET_NESTEDSW_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_NESTEDSW_WALLET_DATA": (
        "key key_expression - -:p2sh-p2wpkh"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65 change-assumed "
        "checksum-wrong"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_MULTISIG_WALLET_DATA": (
        "wallet coldcard_text 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_MULTISIG_WALLET_DATA_INVALID_SCRIPT": (
        "wallet coldcard_text file-malformed"
    ),
    "krux/wallet_inputs.json#data/BLUEWALLET_MULTISIG_WALLET_DATA_MISSING_KEYS": (
        "wallet coldcard_text keys-missing"
    ),
    "krux/wallet_inputs.json#data/UR_OUTPUT_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 1-of-2 p2wsh unsorted "
        "bc1qvjtfmrxu524qhdevl6yyyasjs7xmnzjlqlu60mrwepact60eyz9s9xjw0c checksum-wrong "
        "change-assumed"
    ),
    "krux/wallet_inputs.json#data/UR_BYTES_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65 checksum-wrong "
        "change-assumed"
    ),
    "krux/wallet_inputs.json#data/UNAMBIGUOUS_SINGLESIG_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/AMBIGUOUS_SINGLESIG_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/UNAMBIGUOUS_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65 checksum-wrong"
    ),
    "krux/wallet_inputs.json#data/AMBIGUOUS_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "bc1q6y95p2qkcmsr7kp5zpnt04qx5l2slq73d9um62ka3s5nr83mlcfsywsn65 change-assumed "
        "checksum-wrong"
    ),
    "krux/wallet_inputs.json#data/UNRELATED_SINGLESIG_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/UNRELATED_MULTISIG_DESCRIPTOR": "wallet descriptor key-malformed",
    "krux/wallet_inputs.json#data/UNRELATED_MINISCRIPT_DESCRIPTOR": (
        "wallet descriptor 2-of-2 p2wsh unsorted "
        "tb1qvghlcsupcnv0ecqunfatyjkqxwp07svcax2qma0w2j002hvd2yxqwlasup"
    ),
    "krux/wallet_inputs.json#data/UNRELATED_TAP_MINISCRIPT_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/UNSORTED_MULTISIG_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh unsorted "
        "bc1qj7y3xyt885yk0w4adcf3u5wc8dr7e22g6hpwsycevsm0n7dpa7yqt4fkkw checksum-wrong"
    ),
    "krux/wallet_inputs.json#data/LIANA_MINISCRIPT_DESCRIPTOR": (
        "wallet descriptor 1-of-1 p2wsh unsorted "
        "bc1q3qp2kgjxkmh6dptyppvptjyg8wlvvddyec0cfgpwftn4nyjs8jpslyaynm"
    ),
    "krux/wallet_inputs.json#data/LIANA_TAPROOT_MINISCRIPT_DESCRIPTOR": (
        "wallet descriptor wallet-unsupported"
    ),
    "krux/wallet_inputs.json#data/WRONG_NUMS_DESCRIPTOR": "wallet descriptor wallet-unsupported",
    "krux/wallet_inputs.json#mnemonics/0": "secret bip39-words secret-found",
    "krux/wallet_inputs.json#mnemonics/1": "secret bip39-words secret-found",
    "krux/wallet_inputs.json#mnemonics/2": "secret bip39-words secret-found",
    "krux/psbt_unsigned_signed.json#descriptors/WSH_MULTISIG": (
        "wallet descriptor 2-of-3 p2wsh "
        "tb1qv5msefky74hy2q3jtws7dn4cwjlzhtuhm4vdkvsrfar63adxs0tqj22u6n"
    ),
    "krux/psbt_unsigned_signed.json#descriptors/WSH_MINISCRIPT": "wallet descriptor checksum-wrong",
    "krux/psbt_unsigned_signed.json#descriptors/TR_MINISCRIPT": "wallet descriptor checksum-wrong",
    "krux/psbt_unsigned_signed.json#descriptors/TR_EXP_MULTI_MINISCRIPT": (
        "wallet descriptor checksum-wrong"
    ),
    "specter-diy/compatibility.json#software_wallet_json": (
        "wallet specter_desktop 1-of-2 p2wsh "
        "tb1qdskh02cvczh8p3eq3ll54u4n08mr9vkgln4xq28y3na90df7ys6q4gycvw change-assumed"
    ),
    "specter-diy/compatibility.json#coldcard_file": (
        "wallet coldcard_text 1-of-2 p2wsh "
        "tb1qdskh02cvczh8p3eq3ll54u4n08mr9vkgln4xq28y3na90df7ys6q4gycvw"
    ),
    "specter-diy/compatibility.json#expected_name_and_descriptor/1": (
        "wallet descriptor 1-of-2 p2wsh "
        "tb1qdskh02cvczh8p3eq3ll54u4n08mr9vkgln4xq28y3na90df7ys6q4gycvw checksum-wrong"
    ),
    "specter-diy/descriptors.json#valid/0": "wallet descriptor wallet-unsupported",
    "specter-diy/descriptors.json#valid/1": "wallet descriptor wallet-unsupported",
    "specter-diy/descriptors.json#valid/2": "wallet descriptor key-duplicate",
    "specter-diy/descriptors.json#valid/3": "wallet descriptor key-duplicate",
    "specter-diy/descriptors.json#valid/4": "wallet descriptor key-duplicate",
    "specter-diy/descriptors.json#valid/5": "wallet descriptor key-duplicate",
    "specter-diy/descriptors.json#invalid/0": "unknown not-recognised",
    "specter-diy/descriptors.json#invalid/1": "unknown not-recognised",
    "specter-diy/descriptors.json#invalid/2": "wallet descriptor file-malformed",
    "specter-diy/descriptors.json#invalid/3": "wallet descriptor file-malformed",
    "specter-diy/descriptors.json#invalid/4": "wallet descriptor threshold-invalid",
    "specter-diy/descriptors.json#invalid/5": "wallet descriptor threshold-invalid",
    "specter-diy/wallet_commands.json#DOC_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "tb1q48taj8xcqwes9er9xk0mkstyudyzdstxe8seq6gusnkqu9eqdakser2mk7 change-assumed "
        "checksum-wrong"
    ),
    "specter-diy/wallet_commands.json#DOC_NAMED_DESCRIPTOR": (
        "wallet descriptor 2-of-3 p2wsh "
        "tb1q48taj8xcqwes9er9xk0mkstyudyzdstxe8seq6gusnkqu9eqdakser2mk7 change-assumed "
        "checksum-wrong"
    ),
    "specter-diy/wallet_commands.json#DOC_ADDWALLET_COMMAND": (
        "wallet specter_diy 2-of-3 p2wsh "
        "tb1q48taj8xcqwes9er9xk0mkstyudyzdstxe8seq6gusnkqu9eqdakser2mk7 change-assumed "
        "checksum-wrong"
    ),
    "specter-diy/wallet_commands.json#DOC_ADDRESS_REQUEST": "address bip21",
    "specter-diy/wallet_commands.json#DOC_BASE64_PSBT": "psbt base64 psbt-malformed",
    "keeper/device_exports.json#SEEDSIGNER_SS_EXPORT": "key key_expression - e1e66310:p2wpkh",
    "keeper/device_exports.json#SEEDSIGNER_MS_EXPORT": "key key_expression - e1e66310:p2wsh",
    "keeper/device_exports.json#KEYSTONE_SS_EXPORT": "key ur_account - 61b8fcc4:p2wpkh",
    "keeper/device_exports.json#PASSPORT_SS_EXPORT/0": "unknown not-recognised",
    "keeper/device_exports.json#PASSPORT_SS_EXPORT/1": "unknown not-recognised",
    "keeper/device_exports.json#JADE_SS_EXPORT/0": "unknown not-recognised",
    "keeper/device_exports.json#JADE_SS_EXPORT/1": "unknown not-recognised",
    "keeper/device_exports.json#JADE_MS_EXPORT/0": "unknown not-recognised",
    "keeper/device_exports.json#JADE_MS_EXPORT/1": "unknown not-recognised",
    "keeper/device_exports.json#SPECTER_SS_EXPORT": "key key_expression - 7b3dbb45:p2wpkh",
    "keeper/device_exports.json#KEEPER_EXTERNAL_EXPORT": "key key_expression - 8fdfb83f:p2wsh",
    "bip388/bip388.json#valid/0": "wallet bip388 wallet-unsupported",
    "bip388/bip388.json#valid/1": "wallet bip388 wallet-unsupported",
    "bip388/bip388.json#valid/2": "wallet bip388 wallet-unsupported",
    "bip388/bip388.json#valid/3": "wallet bip388 wallet-unsupported",
    "bip388/bip388.json#valid/4": (
        "wallet bip388 2-of-2 p2wsh bc1qgj68ez26sqk56pu7a0eg6r8l35dj5zeq29xrc7dnch5q2mh5t25s6z9wd4"
    ),
    "bip388/bip388.json#valid/5": "wallet bip388 wallet-unsupported",
    "bip388/bip388.json#valid/6": (
        "wallet bip388 1-of-1 p2wsh unsorted "
        "bc1qjr7cwffazdk08wmvnvsveqkjdddfs9z65pegl5n5yty7wepxa5jqgjfn4l"
    ),
    "bip388/bip388.json#valid/7": "wallet bip388 wallet-unsupported",
    "bip388/bip388.json#valid/8": "wallet bip388 wallet-unsupported",
    "jade/descriptor/descriptor_ss_anchorwatch.json#input": (
        "wallet bip388 1-of-1 p2wsh unsorted "
        "tb1qc8vql2ljkkmtc9kqj6v45qde0e8jgusva6d8ex5zpzpv75k6vw8sswsajw"
    ),
    "jade/descriptor/descriptor_ss_liana_long_script.json#input": "wallet bip388 key-malformed",
    "jade/descriptor/descriptor_ss_liana_reuse_placeholder.json#input": (
        "wallet bip388 2-of-2 p2wsh unsorted "
        "tb1q76y5gnkave8u4w53jced3janercsm70u69sjkfpeaer2hkr2ymrsx3qdw7"
    ),
    "jade/descriptor/descriptor_ss_multisig_wsh_sorted_match.json#input": (
        "wallet bip388 2-of-2 p2wsh tb1qe5f847vum9jvad5tnu2ghwv6470asy5tmewetjth0cxhpm3t28xq3ykdlc"
    ),
    "jade/descriptor/descriptor_ss_p2sh_example.json#input": "wallet bip388 wallet-unsupported",
    "specter-desktop/restore_wallets.json#0": "wallet specter_desktop wallet-unsupported",
    "specter-desktop/restore_wallets.json#1": "wallet specter_desktop wallet-unsupported",
}
