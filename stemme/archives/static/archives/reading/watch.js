// Keeps an eye on one reading: how far it is, whether it was stopped, and whether more comes out than can be honest.
import { Fault } from "./fault.js";

const SLACK = 64 * 1024 * 1024; // so much may come out of anything
const RATIO = 200; // texts of archives shrink to a fifth or a twentieth; what shrinks to less is made to fill a memory
const STEP = 4 * 1024 * 1024;

export class Watch {
  constructor(tell) {
    this.tell = tell;
    this.total = 0;
    this.done = 0;
    this.out = 0;
    this.told = 0;
    this.stopped = false;
  }

  // A stream of bytes as they lie in the file, counted.
  packed(blob) {
    const count = new TransformStream({
      transform: (bytes, flow) => {
        this.done += bytes.byteLength;
        if (this.done - this.told >= STEP) {
          this.told = this.done;
          this.tell(this.done, this.total);
        }
        flow.enqueue(bytes);
      },
    });
    return blob.stream().pipeThrough(count);
  }

  // The bytes that come out of it; `size` is what the archive promises, if it does.
  async *unpacked(stream, size = null) {
    const reader = stream.getReader();
    let here = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read().catch((error) => {
          throw new Fault(error.name === "NotReadableError" || error.name === "NotFoundError" ? "unreadable" : "cut");
        });
        if (this.stopped) throw new Fault("stopped");
        if (done) break;
        here += value.byteLength;
        this.out += value.byteLength;
        if (this.out > SLACK + RATIO * this.done || (size !== null && here > size)) throw new Fault("swells");
        yield value;
      }
      if (size !== null && here !== size) throw new Fault("cut");
    } finally {
      reader.cancel().catch(() => {});
    }
  }
}

// Bytes as text: UTF-8, without the mark that some programs put in front.
export async function* textOf(chunks) {
  const decoder = new TextDecoder();
  for await (const bytes of chunks) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}
