// How long the libraries of others take to cut a file into the parts of a UR and of BBQr.
import { readFileSync } from "node:fs";
import { splitQRs } from "bbqr";
import { UR, UREncoder } from "@ngraveio/bc-ur";

const { psbt, cbor, fragment, version, repetitions } = JSON.parse(readFileSync(0, "utf8"));
const raw = Uint8Array.from(Buffer.from(psbt, "hex"));
const ur = new UR(Buffer.from(cbor, "hex"), "crypto-psbt");

// Seconds by the clock and of a processor, each time; done once before, to warm up.
function timed(work) {
  const parts = work().length;
  const times = Array.from({ length: repetitions }, () => {
    const wall = performance.now();
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return { wall: (performance.now() - wall) / 1e3, cpu: (user + system) / 1e6 };
  });
  return { parts, times };
}

console.log(
  JSON.stringify({
    ur: timed(() => new UREncoder(ur, fragment).encodeWhole()),
    bbqr: timed(() => splitQRs(raw, "P", { maxVersion: version }).parts),
  }),
);
