// BBQr by its inventors' own library: files to parts, parts to files.
import { readFileSync } from "node:fs";
import { joinQRs, splitQRs } from "bbqr";

const answers = {
  split({ data, type, encoding, maxVersion }) {
    const raw = Uint8Array.from(Buffer.from(data, "hex"));
    return splitQRs(raw, type, { encoding, maxVersion });
  },
  join({ parts }) {
    const { fileType, encoding, raw } = joinQRs(parts);
    return { type: fileType, encoding, data: Buffer.from(raw).toString("hex") };
  },
};

const requests = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(requests.map((request) => answers[request.what](request))));
