// Bluesky: the repository of an account as a CAR file (CARv1): blocks of DAG-CBOR, one for each record.
import { Bytes } from "./bytes.js";
import { decode } from "./cbor.js";
import { dayIn } from "./day.js";
import { Fault } from "./fault.js";

const BLOCK_AT_MOST = 4 * 1024 * 1024;

async function varint(bytes) {
  for (let value = 0, scale = 1; scale < 2 ** 49; scale *= 128) {
    const [byte] = await bytes.take(1);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new Fault("cut");
}

// Where the record begins behind its name: version, codec, kind and length of the hash, the hash.
function behindName(block) {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let scale = 1; at < block.length; scale *= 128) {
      const byte = block[at];
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw new Fault("cut");
  };
  if (number() !== 1) throw new Fault("cut");
  number();
  number();
  const length = number();
  return at + length;
}

const KINDS = {
  "app.bsky.feed.like": "reactions", "app.bsky.feed.repost": "reshares", "app.bsky.graph.follow": "invitations_sent",
};

// A record's kind of deed; "" for what goes on below one's own post.
function kindOf(record, own) {
  const kind = record.get("$type");
  if (kind !== "app.bsky.feed.post") return KINDS[kind] ?? "";
  const answered = record.get("reply")?.get("parent")?.get("uri") ?? "";
  if (!answered) return (record.get("text") ?? "").trim() ? "originals" : "";
  return own && answered.startsWith(`at://${own}/`) ? "" : "comments";
}

export async function readCar(chunks, tally) {
  const bytes = new Bytes(chunks);
  await bytes.skip(await varint(bytes));
  const answers = [];
  let own = "";
  const count = (record) => {
    const kind = kindOf(record, own);
    if (kind) tally.add(kind, dayIn(String(record.get("createdAt") ?? "")));
  };
  tally.has("originals", "comments", "reshares", "reactions", "invitations_sent");
  while (!(await bytes.over())) {
    const size = await varint(bytes);
    if (size > BLOCK_AT_MOST) {
      await bytes.skip(size);
      continue;
    }
    const block = await bytes.take(size);
    const record = decode(block.subarray(behindName(block)));
    if (!(record instanceof Map)) continue;
    if (record.has("did") && record.has("rev")) own = record.get("did");
    else if (!own && record.has("reply")) answers.push(record); // who it is may stand behind it
    else count(record);
  }
  answers.forEach(count);
}
