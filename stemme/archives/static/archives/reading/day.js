// Days as whole numbers since 1 January 1970, read from what archives write, in five languages.

// Months by their first three letters, without accents: English, Norwegian, Danish, Swedish, German.
const MONTHS = {
  jan: 1, feb: 2, mar: 3, mrz: 3, apr: 4, may: 5, mai: 5, maj: 5, jun: 6, jul: 7, aug: 8, sep: 9,
  oct: 10, okt: 10, nov: 11, dec: 12, des: 12, dez: 12,
};

export function days(year, month, day) {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  return moment.getUTCMonth() === month - 1 ? Math.floor(moment.getTime() / 86_400_000) : null;
}

export const dayOfSeconds = (seconds) => (Number.isFinite(seconds) ? Math.floor(seconds / 86_400) : null);

const monthOf = (word) => MONTHS[word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().slice(0, 3)];
const yearOf = (digits) => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

// Numbers with strokes: 10/30/26 has the month first, 30/10/26 the day; a clock with AM or PM is American.
function withStrokes([, one, two, digits], american) {
  const [first, second, year] = [Number(one), Number(two), yearOf(digits)];
  const monthFirst = second > 12 || (first <= 12 && american);
  return monthFirst ? days(year, first, second) : days(year, second, first);
}

// The day a text names, or null. `american` says how a day like 3/4/2026 is meant.
export function dayIn(text, american = true) {
  const words = text.trim();
  let found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(words);
  if (found) return days(Number(found[1]), Number(found[2]), Number(found[3]));
  found = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)/.exec(words);
  if (found) return withStrokes(found, american || /[ap]\.?m\.?\s*$/i.test(words));
  found = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4}|\d{2})(?!\d)/.exec(words);
  if (found) return days(yearOf(found[3]), Number(found[2]), Number(found[1]));
  found = /^(?:\p{L}+\.?,?\s+)?(\d{1,2})\.?\s+(\p{L}{3,})\.?,?\s+(\d{4})/u.exec(words);
  if (found && monthOf(found[2])) return days(Number(found[3]), monthOf(found[2]), Number(found[1]));
  found = /^(?:\p{L}{3}\s+)?(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(?:[\d:]+\s+[+-]\d{4}\s+)?(\d{4})/u.exec(words);
  if (found && monthOf(found[1])) return days(Number(found[3]), monthOf(found[1]), Number(found[2]));
  return null;
}

// Whether days with strokes in a column have the month first: not when one of them says otherwise.
export const isAmerican = (texts) => !texts.some((text) => Number(/^\s*(\d{1,2})\/\d/.exec(text)?.[1]) > 12);

// The same day of the year before.
export function yearBefore(day) {
  const moment = new Date(day * 86_400_000);
  const [year, month, date] = [moment.getUTCFullYear() - 1, moment.getUTCMonth() + 1, moment.getUTCDate()];
  return days(year, month, date) ?? days(year, month, date - 1);
}

export const written = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

const secondsOf = (id, bits, begin) => Number((BigInt(id) >> bits) + begin) / 1000;

// Networks that number their posts by the clock tell the moment: X since 2010, Mastodon always.
export const dayOfTweet = (id) => (/^\d{15,20}$/.test(id) ? dayOfSeconds(secondsOf(id, 22n, 1288834974657n)) : null);
export const dayOfToot = (id) => (/^\d{17,20}$/.test(id) ? dayOfSeconds(secondsOf(id, 16n, 0n)) : null);
