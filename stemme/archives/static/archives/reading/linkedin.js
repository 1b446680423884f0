// LinkedIn: Connections, Invitations, Reactions, Comments, Shares, articles. Messages are never opened.
import { readTable } from "./csv.js";
import { dayIn, isAmerican } from "./day.js";

const ROLES = [
  [/(^|\/)(connections|kontakter|forbindelser|kontakte|verbindungen)\.csv$/i, "connections"],
  [/(^|\/)(invitations|invitasjoner|invitationer|inbjudningar|einladungen)\.csv$/i, "invitations"],
  [/(^|\/)(reactions|reaksjoner|reaktioner|reaktionen)\.csv$/i, "reactions"],
  [/(^|\/)(comments|kommentarer|kommentare)\.csv$/i, "comments"],
  [/(^|\/)(shares|delinger|delningar|beitr[aä]ge)\.csv$/i, "shares"],
  [/(^|\/)articles\/[^/]+\.html?$/i, "article"],
];
const looks = (cell) => dayIn(cell) !== null;
const DATES = { heads: ["Date", "Dato", "Datum"], looks };
const CONNECTED = { heads: ["Connected On", "Tilknyttet", "Forbundet den", "Ansluten", "Vernetzt am"], looks };
const SENT = { heads: ["Sent At", "Sendt", "Skickat", "Gesendet am"], looks };
// Words for "sent by me", as LinkedIn writes it in English and as it is translated elsewhere.
const OUT = /^(out|utg|udg|ausg|sendt|skickad|gesendet)/i;
const IN = /^(inc|inn|ind|ink|eing|mott|modt|empf)/i;
const DIRECTION = { heads: ["Direction"], looks: (cell) => OUT.test(cell) || IN.test(cell) };
const WORDS = { heads: ["ShareCommentary", "Kommentar", "Delingskommentar", "Delningskommentar", "Beitragstext"] };
const VISIBILITY = /^(PUBLIC|CONNECTIONS|MEMBER_NETWORK|LOGGED_IN)$/;

// Reads a table with days; each row goes to count(day, record). False when its days cannot be found.
async function dated(texts, wanted, count, fits = () => true) {
  let american = true, works = true;
  const settle = (columns, sample) => {
    works = !sample.length || (columns.date >= 0 && fits(columns, sample));
    american = isAmerican(sample.map((record) => record.date));
    return works;
  };
  await readTable(texts, wanted, settle, (record) => count(dayIn(record.date, american), record));
  return works;
}

async function connections(texts, tally) {
  let number = 0;
  const given = { heads: ["First Name", "Fornavn", "Förnamn", "Vorname"] };
  const wanted = { date: CONNECTED, given, url: { heads: ["URL"] } };
  const works = await dated(texts, wanted, (day, { given, url }) => {
    if (!given && !url) return; // somebody who has left LinkedIn
    number += 1;
    tally.add("new_connections", day);
  });
  if (!works) return tally.note("columns");
  tally.total("connections", number);
  tally.has("new_connections");
}

async function invitations(texts, tally) {
  const fits = (columns) => columns.direction >= 0;
  const works = await dated(texts, { date: SENT, direction: DIRECTION }, (day, { direction }) => {
    if (OUT.test(direction)) tally.add("invitations_sent", day);
  }, fits);
  if (works) tally.has("invitations_sent");
  else tally.note("columns");
}

async function listed(kind, texts, tally) {
  if (await dated(texts, { date: DATES }, (day) => tally.add(kind, day))) tally.has(kind);
  else tally.note("columns");
}

// A share with words is one's own; without words it passes something on.
async function shares(texts, tally) {
  const misplaced = (sample) => sample.filter(({ words }) => VISIBILITY.test(words)).length * 2 > sample.length;
  const fits = (columns, sample) => columns.words >= 0 && !misplaced(sample);
  const works = await dated(texts, { date: DATES, words: WORDS }, (day, { words }) => {
    tally.add(words.trim() ? "originals" : "reshares", day);
  }, fits);
  if (works) tally.has("originals", "reshares");
  else tally.note("columns");
}

// The day of publishing stands in the page, or in the name of the file. A draft has neither.
async function article(name, texts, tally) {
  let page = "";
  for await (const text of texts) {
    page += text;
    if (page.length > 65_536) break; // the day stands at the top
  }
  const told = /Published on (\d{4}-\d\d-\d\d)/.exec(page)?.[1] ?? /(?:^|\/)(\d{4}-\d\d-\d\d)[^/]*$/.exec(name)?.[1];
  if (told || !page.includes("Created on")) tally.add("originals", told ? dayIn(told) : null);
}

export const linkedin = {
  roleOf: (name) => ROLES.find(([form]) => form.test(name))?.[1] ?? null,
  read(role, name, texts, tally) {
    if (role === "article") return article(name, texts, tally);
    if (role === "reactions" || role === "comments") return listed(role, texts, tally);
    return { connections, invitations, shares }[role](texts, tally);
  },
  finish(roles, tally) {
    if (!roles.has("shares") || !roles.has("comments") || !roles.has("reactions")) tally.note("basic");
  },
};
