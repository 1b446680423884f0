// DAG-CBOR, as far as records of Bluesky need it (RFC 8949, definite lengths only). Links are skipped.
import { Fault } from "./fault.js";

const DEPTH = 40;

export function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const need = (number) => {
    if (at + number > bytes.length) throw new Fault("cut");
    at += number;
    return at - number;
  };
  const argument = (low) => {
    if (low < 24) return low;
    if (low === 24) return view.getUint8(need(1));
    if (low === 25) return view.getUint16(need(2));
    if (low === 26) return view.getUint32(need(4));
    if (low === 27) return Number(view.getBigUint64(need(8)));
    throw new Fault("cut");
  };
  const simple = (low) => {
    if (low === 20 || low === 21) return low === 21;
    if (low === 22) return null;
    if (low === 27) return view.getFloat64(need(8));
    throw new Fault("cut");
  };
  const value = (depth) => {
    if (depth > DEPTH) throw new Fault("swells");
    const head = view.getUint8(need(1));
    const kind = head >> 5, low = head & 31;
    if (kind === 7) return simple(low);
    const number = argument(low);
    if (kind === 0) return number;
    if (kind === 1) return -1 - number;
    if (kind === 2) return need(number), null;
    if (kind === 3) {
      const start = need(number);
      return new TextDecoder().decode(bytes.subarray(start, start + number));
    }
    if (kind === 6) return value(depth + 1);
    if (number > bytes.length) throw new Fault("cut");
    if (kind === 4) return Array.from({ length: number }, () => value(depth + 1));
    const map = new Map();
    for (let left = number; left > 0; left -= 1) map.set(value(depth + 1), value(depth + 1));
    return map;
  };
  return value(0);
}
