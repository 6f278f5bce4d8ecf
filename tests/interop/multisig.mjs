// Addresses of a multisig wallet by bitcoinjs-lib and bip32, which share no code with ours.
import { readFileSync } from "node:fs";
import { BIP32Factory } from "bip32";
import * as ecc from "tiny-secp256k1";
import { networks, payments } from "bitcoinjs-lib";

const bip32 = BIP32Factory(ecc);

function scripts({ threshold, keys, script, network, branch, index }) {
  const on = networks[network];
  const children = keys.map((key) => bip32.fromBase58(key, on).derive(branch).derive(index));
  const pubkeys = children.map((child) => child.publicKey).sort(Buffer.compare);
  const multisig = payments.p2ms({ m: threshold, pubkeys, network: on });
  const shells = { p2wsh: ["p2wsh"], "p2sh-p2wsh": ["p2wsh", "p2sh"], p2sh: ["p2sh"] };
  return shells[script].reduce(
    (redeem, shell) => payments[shell]({ redeem, network: on }),
    multisig,
  );
}

const requests = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(requests.map((request) => scripts(request).address)));
