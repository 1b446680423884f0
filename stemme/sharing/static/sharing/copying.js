// What goes to the clipboard when a share is made. The clipboard may only be asked for while the press lasts, but takes a
// promise: what goes with the link waits for it.

// Nothing when the network's address takes the words over; the words, or the words with the link, as the channel copies.
export function copy(text, url, { copies, alone, tooLong }) {
  if (copies !== "all" && !alone) {
    return text && (copies === "words" || tooLong) ? navigator.clipboard?.writeText(text) : null;
  }
  const whole = url.then((address) => `${text.trim()}\n\n${address}`.trim());
  const item = () => new ClipboardItem({ "text/plain": whole.then((words) => new Blob([words], { type: "text/plain" })) });
  const afterwards = () => whole.then((words) => navigator.clipboard.writeText(words));
  return window.ClipboardItem && navigator.clipboard ? navigator.clipboard.write([item()]).catch(afterwards) : afterwards();
}

// A promise that is kept, or broken, by somebody else.
export function later() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  parts.promise.catch(() => {}); // Also when nothing waits for it.
  return parts;
}
