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

export function lengthOf(text, countedIn) {
  if (countedIn === "graphemes") return lettersIn(text);
  if (countedIn === "characters") return [...text].length;
  const addresses = 23 * (text.match(ADDRESS) ?? []).length;
  const rest = text.replace(ADDRESS, "").normalize("NFC");
  if (countedIn === "short") return addresses + lettersIn(rest);
  return addresses + [...letters.segment(rest)].reduce((sum, { segment }) => sum + weight(segment), 0);
}
