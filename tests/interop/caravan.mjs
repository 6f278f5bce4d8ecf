// First addresses of wallet files, by Caravan's own library and in its own words.
import { readFileSync } from "node:fs";
import {
  deriveChildPublicKey,
  generateMultisigFromPublicKeys,
  multisigAddress,
  validateBIP32Path,
  validateExtendedPublicKey,
  validateRootFingerprint,
} from "@caravan/bitcoin";

function address({ network, addressType, quorum, extendedPublicKeys }, branch) {
  const keys = extendedPublicKeys.map(({ xpub }) =>
    deriveChildPublicKey(xpub, `m/${branch}/0`, network),
  );
  const multisig = generateMultisigFromPublicKeys(
    network,
    addressType,
    quorum.requiredSigners,
    ...keys.sort(),
  );
  return multisigAddress(multisig);
}

function complaints({ network, extendedPublicKeys }) {
  return extendedPublicKeys.flatMap(({ xpub, bip32Path, xfp }) => [
    validateExtendedPublicKey(xpub, network),
    validateBIP32Path(bip32Path),
    validateRootFingerprint(xfp),
  ]);
}

const files = JSON.parse(readFileSync(0, "utf8"));
console.log(
  JSON.stringify(
    files.map((file) => ({
      addresses: [0, 1].map((branch) => address(file, branch)),
      complaints: complaints(file).filter(Boolean),
    })),
  ),
);
