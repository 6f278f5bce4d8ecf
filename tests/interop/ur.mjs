// Uniform Resources by the library that most wallets in JavaScript use: CBOR to parts, and back.
import { readFileSync } from "node:fs";
import { UR, URDecoder, UREncoder } from "@ngraveio/bc-ur";

const answers = {
  encode({ type, cbor, most, count }) {
    const encoder = new UREncoder(new UR(Buffer.from(cbor, "hex"), type), most);
    return Array.from({ length: count }, () => encoder.nextPart());
  },
  decode({ parts }) {
    const decoder = new URDecoder();
    const taken = parts.findIndex((part) => decoder.receivePart(part) && decoder.isComplete());
    if (!decoder.isSuccess()) return { error: decoder.resultError() };
    const { type, cbor } = decoder.resultUR();
    return { type, cbor: cbor.toString("hex"), taken: taken + 1 };
  },
};

const requests = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(requests.map((request) => answers[request.what](request))));
