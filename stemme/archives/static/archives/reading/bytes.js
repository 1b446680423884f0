// Takes bytes from a stream of chunks, exactly so many at a time; never holds more than what is asked for.
import { Fault } from "./fault.js";

const AT_ONCE = 16 * 1024 * 1024;

export class Bytes {
  constructor(chunks) {
    this.source = chunks[Symbol.asyncIterator]();
    this.held = new Uint8Array(0);
  }

  // True when there is no byte left.
  async over() {
    while (!this.held.length) {
      const { done, value } = await this.source.next();
      if (done) return true;
      this.held = value;
    }
    return false;
  }

  // The next `number` bytes in pieces as they come.
  async *pieces(number) {
    for (let left = number; left > 0; ) {
      if (await this.over()) throw new Fault("cut");
      const piece = this.held.subarray(0, left);
      this.held = this.held.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async take(number) {
    if (number > AT_ONCE) throw new Fault("swells");
    if (this.held.length >= number) {
      const whole = this.held.subarray(0, number);
      this.held = this.held.subarray(number);
      return whole;
    }
    const taken = new Uint8Array(number);
    let at = 0;
    for await (const piece of this.pieces(number)) {
      taken.set(piece, at);
      at += piece.length;
    }
    return taken;
  }

  async skip(number) {
    const pieces = this.pieces(number);
    while (!(await pieces.next()).done);
  }
}
