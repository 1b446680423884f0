// How long a text is, the way each network counts. The same rules as in sharing/counting.py.
const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];
const ADDRESS = /https?:\/\/\S+/g;

function weight(letter) {
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(letter)) return 2;
  const light = (c) => LIGHT.some(([low, high]) => low <= c && c <= high);
  return [...letter].reduce((sum, c) => sum + (light(c.codePointAt(0)) ? 1 : 2), 0);
}

const lettersIn = (text) => [...letters.segment(text)].length;

function lengthOf(text, countedIn) {
  if (countedIn === "graphemes") return lettersIn(text);
  if (countedIn === "characters") return [...text].length;
  const addresses = 23 * (text.match(ADDRESS) ?? []).length;
  const rest = text.replace(ADDRESS, "").normalize("NFC");
  if (countedIn === "short") return addresses + lettersIn(rest);
  return addresses + [...letters.segment(rest)].reduce((sum, { segment }) => sum + weight(segment), 0);
}

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
