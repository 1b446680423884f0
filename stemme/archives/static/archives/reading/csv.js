// CSV as LinkedIn writes it: notes above the header, posts over many lines, headings that differ by language.
import { Fault } from "./fault.js";

const ROW_AT_MOST = 4 * 1024 * 1024;
const SAMPLE = 60;

export async function* rowsOf(texts) {
  let row = [], cell = "", quoted = false, closing = false, first = true;
  for await (const text of texts) {
    for (const sign of first ? text.replace(/^\uFEFF/, "") : text) {
      if (closing) {
        closing = false;
        if (sign === '"') {
          cell += sign;
          continue;
        }
        quoted = false;
      }
      if (quoted) {
        if (sign === '"') closing = true;
        else cell += sign;
      } else if (sign === '"' && !cell) quoted = true;
      else if (sign === ",") row.push(cell), (cell = "");
      else if (sign === "\n") {
        const last = cell.replace(/\r$/, "");
        if (last || row.length) yield [...row, last];
        row = [];
        cell = "";
      } else cell += sign;
      if (cell.length > ROW_AT_MOST) throw new Fault("swells");
    }
    first &&= !text;
  }
  if (quoted && !closing) throw new Fault("cut");
  if (cell || row.length) yield [...row, cell];
}

const plain = (words) => words.normalize("NFKC").toLowerCase().replace(/[\s_.-]/g, "");

// Which column is which: by its heading, else by what stands in it. `wanted`: {name: {heads: […], looks: cell => bool}}.
function columnsOf(held, wanted) {
  const heads = new Set(Object.values(wanted).flatMap(({ heads }) => heads.map(plain)));
  const widest = Math.max(...held.map((row) => row.length));
  let at = held.findIndex((row) => row.length > 1 && row.some((cell) => heads.has(plain(cell))));
  if (at < 0) at = held.findIndex((row) => row.length === widest && widest > 1);
  if (at < 0) return null;
  const sample = held.slice(at + 1).filter((row) => row.some(Boolean));
  const columns = {};
  for (const [name, { heads: own, looks }] of Object.entries(wanted)) {
    const known = own.map(plain);
    columns[name] = held[at].findIndex((cell) => known.includes(plain(cell)));
    if (!looks || !sample.length) continue;
    const fits = (column) => sample.filter((row) => looks(row[column] ?? "")).length * 2 > sample.length;
    if (columns[name] < 0) columns[name] = held[at].findIndex((_, column) => fits(column));
    else if (!fits(columns[name])) columns[name] = -1;
  }
  return { at, columns, sample };
}

// Calls settle(columns, sample) once, then take(record) for each row below the header; settle may answer false.
export async function readTable(texts, wanted, settle, take) {
  let held = [], columns = null;
  const record = (row) => Object.fromEntries(Object.entries(columns).map(([name, at]) => [name, row[at] ?? ""]));
  const begin = () => {
    const found = held.length ? columnsOf(held, wanted) : null;
    if (!found) return false;
    columns = found.columns;
    if (settle(columns, found.sample.map(record)) === false) return false;
    for (const row of held.slice(found.at + 1)) if (row.some(Boolean)) take(record(row));
    return true;
  };
  for await (const row of rowsOf(texts)) {
    if (!held) take(record(row));
    else if (held.push(row) === SAMPLE) {
      if (!begin()) return;
      held = null;
    }
  }
  if (held) begin();
}
