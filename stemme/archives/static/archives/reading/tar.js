// Walks through a tar (POSIX ustar and pax, GNU long names) from beginning to end, without holding more than a piece.
import { Bytes } from "./bytes.js";
import { Fault } from "./fault.js";

const BLOCK = 512;
const words = (bytes) => new TextDecoder().decode(bytes).replace(/\0.*$/s, "");

// Sizes are octal digits; from eight gigabytes on GNU writes them as a number with the highest bit set.
function numberIn(field) {
  if (field[0] & 0x80) return field.subarray(4).reduce((sum, byte) => sum * 256 + byte, 0);
  return parseInt(words(field).trim() || "0", 8);
}

function headOf(block) {
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (sum !== numberIn(block.subarray(148, 156))) throw new Fault("cut");
  const prefix = words(block.subarray(257, 262)) === "ustar" ? words(block.subarray(345, 500)) : "";
  const name = words(block.subarray(0, 100));
  return {
    name: prefix ? `${prefix}/${name}` : name,
    size: numberIn(block.subarray(124, 136)),
    day: Math.floor(numberIn(block.subarray(136, 148)) / 86_400),
    type: String.fromCharCode(block[156] || 48),
  };
}

// Calls visit(name, day, pieces) for each file; what it leaves unread is passed over. Stops when it answers "enough".
export async function walkTar(chunks, visit) {
  const bytes = new Bytes(chunks);
  for (let longName = ""; !(await bytes.over()); ) {
    const block = await bytes.take(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const { name, size, day, type } = headOf(block);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (type === "L" || type === "x") {
      const told = new TextDecoder().decode(await bytes.take(size));
      longName = type === "L" ? told.replace(/\0.*$/s, "") : (/\d+ path=([^\n]*)\n/.exec(told)?.[1] ?? longName);
      await bytes.skip(padding);
      continue;
    }
    let left = size;
    const pieces = (async function* () {
      for await (const piece of bytes.pieces(size)) {
        left -= piece.length;
        yield piece;
      }
    })();
    const answer = type === "0" ? await visit(longName || name, day, pieces) : "";
    if (answer === "enough") return;
    await bytes.skip(left + padding);
    longName = "";
  }
}
