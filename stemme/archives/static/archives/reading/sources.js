// What kind of file it is, and what is in it; then only the files that count are read.
import { readCar } from "./bluesky.js";
import { Fault } from "./fault.js";
import { linkedin } from "./linkedin.js";
import { mastodon } from "./mastodon.js";
import { facebook, instagram } from "./meta.js";
import { Tally } from "./tally.js";
import { walkTar } from "./tar.js";
import { textOf } from "./watch.js";
import { x } from "./x.js";
import { zipEntries } from "./zip.js";

const NETWORKS = { linkedin, x, facebook, instagram, mastodon };
const startsWith = (head, ...bytes) => bytes.every((byte, at) => head[at] === byte);

async function kindOf(file) {
  if (!file.size) throw new Fault("empty");
  const buffer = await file.slice(0, 512).arrayBuffer().catch(() => Promise.reject(new Fault("unreadable")));
  const head = new Uint8Array(buffer);
  const letters = String.fromCharCode(...head);
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return "zip";
  if (startsWith(head, 0x1f, 0x8b)) return "gzip";
  if (letters.slice(257, 262) === "ustar") return "tar";
  if (/^.{0,3}\xa2[\s\S]{0,60}eroots/.test(letters) && letters.includes("gversion")) return "car";
  if (/^(7z\xbc\xaf|Rar!|\xfd7zXZ|BZh)/.test(letters)) throw new Fault("packing");
  if (/\.html?$/i.test(file.name) || /^\s*<(!doctype html|html)/i.test(letters)) throw new Fault("html");
  if (/\.(csv|json|js)$/i.test(file.name)) return "loose";
  throw new Fault("unknown");
}

const loose = (file) => ({
  name: file.name, packed: file.size, day: null,
  chunks: (watch) => watch.unpacked(watch.packed(file), file.size),
});

// Says what is wrong when nothing of the chosen network was found.
function nothingOf(network, names) {
  const others = Object.entries(NETWORKS).map(([key, { roleOf }]) => [names.filter(roleOf).length, key]);
  const [number, other] = others.filter(([, key]) => key !== network).sort(([a], [b]) => b - a)[0];
  const page = /(^|\/)(start_here|index|your_posts[^/]*|posts_\d+|followers_\d+|comments|your_friends)\.html$/i;
  if ((network === "facebook" || network === "instagram") && names.some((name) => page.test(name))) return new Fault("html");
  return number ? new Fault("other", other) : new Fault("unknown");
}

async function readEntries(network, entries, tally, memory, watch) {
  if (!(network in NETWORKS)) throw nothingOf(network, entries.map(({ name }) => name));
  const { roleOf, read, order = () => 0 } = NETWORKS[network];
  const wanted = entries.map((entry) => ({ ...entry, role: roleOf(entry.name) })).filter(({ role }) => role);
  if (!wanted.length) throw nothingOf(network, entries.map(({ name }) => name));
  entries.forEach(({ day }) => tally.packedOn(day));
  watch.total += wanted.reduce((sum, { packed }) => sum + packed, 0);
  wanted.sort((one, two) => order(one.role) - order(two.role));
  for (const { role, name, chunks } of wanted) {
    await read(role, name, textOf(chunks(watch)), tally, memory);
    memory.roles.add(role);
  }
}

async function readTar(network, file, kind, tally, memory, watch) {
  const { roleOf, read, complete = () => false } = NETWORKS[network] ?? { roleOf: () => null };
  const names = [];
  watch.total += file.size;
  const bytes = watch.packed(file);
  const opened = kind === "gzip" ? bytes.pipeThrough(new DecompressionStream("gzip")) : bytes;
  await walkTar(watch.unpacked(opened), async (name, day, pieces) => {
    names.push(name);
    tally.packedOn(day);
    const role = roleOf(name);
    if (!role) return "";
    await read(role, name, textOf(pieces), tally, memory);
    memory.roles.add(role);
    return complete(memory.roles) ? "enough" : "";
  });
  if (!memory.roles.size) throw nothingOf(network, names);
}

// The counts of the last twelve months in these files; throws a Fault with the reason.
export async function countsIn({ files, network, today }, watch) {
  const tally = new Tally();
  const memory = { roles: new Set() };
  const kinds = await Promise.all(files.map(kindOf));
  const entries = [];
  for (const [at, file] of files.entries()) {
    const kind = kinds[at];
    if (kind === "car" && network !== "bluesky") throw new Fault("other", "bluesky");
    if (kind === "zip") entries.push(...(await zipEntries(file)));
    else if (kind === "loose") entries.push(loose(file));
    else if (kind === "car") {
      watch.total += file.size;
      await readCar(watch.unpacked(watch.packed(file)), tally);
    } else await readTar(network, file, kind, tally, memory, watch);
  }
  if (entries.length) await readEntries(network, entries, tally, memory, watch);
  NETWORKS[network]?.finish(memory.roles, tally, memory);
  return tally.result(today);
}
