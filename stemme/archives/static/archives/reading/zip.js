// Reads a ZIP by slices: the directory at its end, then only the files that are asked for (APPNOTE 6.3.10, with ZIP64).
import { days } from "./day.js";
import { Fault } from "./fault.js";

const END = 0x06054b50, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, ENTRY = 0x02014b50, LOCAL = 0x04034b50;
const ENTRIES_AT_MOST = 500_000;
const DIRECTORY_AT_MOST = 128 * 1024 * 1024;

async function view(file, from, to) {
  if (from < 0 || to > file.size) throw new Fault("cut");
  const part = file.slice(from, to);
  return new DataView(await part.arrayBuffer().catch(() => Promise.reject(new Fault("unreadable"))));
}

const long = (data, at) => Number(data.getBigUint64(at, true));

// Where the directory lies, how long it is, and how many entries it has.
async function directoryOf(file) {
  const from = Math.max(0, file.size - 65_557);
  const tail = await view(file, from, file.size);
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
  if (at < 0) throw new Fault("cut");
  const found = {
    number: tail.getUint16(at + 10, true), size: tail.getUint32(at + 12, true), start: tail.getUint32(at + 16, true),
  };
  if (found.number !== 0xffff && found.size !== 0xffffffff && found.start !== 0xffffffff) return found;
  if (at < 20 || tail.getUint32(at - 20, true) !== LOCATOR_64) return found;
  const place = long(tail, at - 12);
  const end = await view(file, place, place + 56);
  if (end.getUint32(0, true) !== END_64) throw new Fault("cut");
  return { number: long(end, 32), size: long(end, 40), start: long(end, 48) };
}

// Sizes and place beyond four gigabytes stand in the extra field 1, in this order, each only where it is needed.
function widen(entry, data, from, to) {
  for (let at = from; at + 4 <= to; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const name of ["size", "packed", "start"]) {
      if (entry[name] !== 0xffffffff) continue;
      if (field + 8 > to) throw new Fault("cut");
      entry[name] = long(data, field);
      field += 8;
    }
  }
}

function entryAt(file, data, at) {
  const [name, extra, note] = [28, 30, 32].map((field) => data.getUint16(at + field, true));
  const next = at + 46 + name + extra + note;
  if (next > data.byteLength) throw new Fault("cut");
  const date = data.getUint16(at + 14, true);
  const entry = {
    name: new TextDecoder().decode(new Uint8Array(data.buffer, at + 46, name)),
    locked: (data.getUint16(at + 8, true) & 1) === 1,
    method: data.getUint16(at + 10, true),
    day: days(1980 + (date >> 9), (date >> 5) & 15, date & 31),
    packed: data.getUint32(at + 20, true),
    size: data.getUint32(at + 24, true),
    start: data.getUint32(at + 42, true),
  };
  widen(entry, data, at + 46 + name, at + 46 + name + extra);
  entry.chunks = (watch) => chunksOf(file, entry, watch);
  return { entry, next };
}

async function* chunksOf(file, entry, watch) {
  if (entry.locked) throw new Fault("locked");
  if (entry.method !== 0 && entry.method !== 8) throw new Fault("packing");
  const head = await view(file, entry.start, entry.start + 30);
  if (head.getUint32(0, true) !== LOCAL) throw new Fault("cut");
  const from = entry.start + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  if (from + entry.packed > file.size) throw new Fault("cut");
  const bytes = watch.packed(file.slice(from, from + entry.packed));
  yield* watch.unpacked(entry.method === 8 ? bytes.pipeThrough(new DecompressionStream("deflate-raw")) : bytes, entry.size);
}

// What is in the archive: name, size, whether it is locked, the day it was packed, and chunks(watch) to read it.
export async function zipEntries(file) {
  const { number, size, start } = await directoryOf(file);
  if (number > ENTRIES_AT_MOST || size > DIRECTORY_AT_MOST) throw new Fault("swells");
  const data = await view(file, start, start + size);
  const entries = [];
  for (let at = 0; entries.length < number; ) {
    if (at + 46 > data.byteLength || data.getUint32(at, true) !== ENTRY) throw new Fault("cut");
    const { entry, next } = entryAt(file, data, at);
    entries.push(entry);
    at = next;
  }
  return entries;
}
