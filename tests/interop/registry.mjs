// Keys, wallets and PSBTs as Keystone's own library reads and writes them.
import { readFileSync } from "node:fs";
import registry from "@keystonehq/bc-ur-registry";

const {
  CryptoAccount,
  CryptoCoinInfo,
  CryptoHDKey,
  CryptoKeypath,
  CryptoOutput,
  CryptoPSBT,
  MultiKey,
  PathComponent,
  ScriptExpressions,
  URRegistryDecoder,
} = registry;

const bytes = (text) => Buffer.from(text, "hex");
const scripts = (tags) =>
  tags.map((tag) => Object.values(ScriptExpressions).find((each) => each.getTag() === tag));

function hdkey({ key, chainCode, network, fingerprint, path, parent }) {
  const components = path.map((step) => new PathComponent(step));
  return new CryptoHDKey({
    isMaster: false,
    key: bytes(key),
    chainCode: bytes(chainCode),
    useInfo: new CryptoCoinInfo(undefined, network),
    origin: new CryptoKeypath(components, bytes(fingerprint), path.length),
    parentFingerprint: bytes(parent),
  });
}

function described(key) {
  return {
    key: key.getKey().toString("hex"),
    chainCode: key.getChainCode().toString("hex"),
    network: key.getUseInfo()?.getNetwork() ?? 0,
    fingerprint: key.getOrigin().getSourceFingerprint().toString("hex"),
    path: key.getOrigin().getComponents().map((step) => ({
      index: step.getIndex(),
      hardened: step.isHardened(),
    })),
    parent: key.getParentFingerprint().toString("hex"),
  };
}

function parts(item, most = 100) {
  const encoder = item.toUREncoder(most);
  return encoder.encodeWhole();
}

const answers = {
  read({ parts }) {
    const decoder = new URRegistryDecoder();
    parts.forEach((part) => decoder.receivePart(part));
    const item = decoder.resultRegistryType();
    if (item instanceof CryptoPSBT) return item.getPSBT().toString("hex");
    const expressions = item.getScriptExpressions().map((each) => each.getTag());
    const keys = item.getMultiKey();
    return {
      scripts: expressions,
      threshold: keys.getThreshold(),
      keys: keys.getKeys().map(described),
    };
  },
  output({ scripts: tags, threshold, keys }) {
    return parts(new CryptoOutput(scripts(tags), new MultiKey(threshold, keys.map(hdkey))));
  },
  account({ fingerprint, outputs }) {
    const all = outputs.map(({ scripts: tags, key }) => new CryptoOutput(scripts(tags), hdkey(key)));
    return parts(new CryptoAccount(bytes(fingerprint), all));
  },
  key({ key }) {
    return parts(hdkey(key));
  },
  psbt({ data }) {
    return parts(new CryptoPSBT(bytes(data)));
  },
};

const requests = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(requests.map((request) => answers[request.what](request))));
