// What the share sheet counts. How each network counts is in ui/js/counting.js.
import { lengthOf } from "../ui/js/counting.js";

// How long the text is in an address, where Python's quote() leaves fewer signs as they are. `mail`: lines end in two.
export function lengthQuoted(text, mail) {
  const whole = text.toWellFormed?.() ?? text;
  const quoted = encodeURIComponent(mail ? whole.replaceAll("\n", "\r\n") : whole);
  return quoted.length + 2 * (quoted.match(/[!'()*]/g) ?? []).length;
}

// Writes into the counter how long the text is with its link, and marks it when it is too long. `tile`: data of the channel.
export function count(counter, text, tile, linkLength) {
  const length = lengthOf(text, tile.counted) + (Number(tile.linkTakes) < 0 ? linkLength + 2 : Number(tile.linkTakes));
  const write = new Intl.NumberFormat(document.documentElement.lang);
  counter.textContent = write.format(length) + (Number(tile.limit) ? ` / ${write.format(tile.limit)}` : "");
  counter.classList.toggle("over", Number(tile.limit) > 0 && length > Number(tile.limit));
}
