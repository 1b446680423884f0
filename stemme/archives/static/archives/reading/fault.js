// What can be wrong with a file. The page has a sentence for each reason; `detail` is the network it is really from.
export class Fault extends Error {
  constructor(reason, detail = "") {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}
