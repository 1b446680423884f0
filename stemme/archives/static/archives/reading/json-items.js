// The elements of the lists in a JSON file one by one, so that a file of any size is never held whole.
// Finds the list itself, [ … ], or the lists right below an object, { "key": [ … ] }. What stands before the first
// bracket is passed over (X writes "window.YTD.tweets.part0 = "); nothing is ever run as a program.
import { Fault } from "./fault.js";

const ITEM_AT_MOST = 16 * 1024 * 1024;
const QUOTE = 34, COMMA = 44, OPEN = 91, BACKSLASH = 92, CLOSE = 93, OPEN_OBJECT = 123, CLOSE_OBJECT = 125;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault("cut");
  }
}

export async function* itemsOf(texts) {
  let depth = 0, list = -1, quoted = false, escaped = false, begun = false, key = "", word = "", item = "";
  for await (const text of texts) {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charCodeAt(at);
      if (quoted) {
        if (escaped) escaped = false;
        else if (sign === BACKSLASH) escaped = true;
        else if (sign === QUOTE) quoted = false;
        if (quoted && list < 0 && depth === 1 && word.length < 200) word += text[at];
      } else if (sign === QUOTE) {
        quoted = begun;
        if (depth === 1) word = "";
      } else if (sign === OPEN || sign === OPEN_OBJECT) {
        depth += 1;
        if (list < 0 && sign === OPEN && (begun ? depth === 2 : true)) {
          list = depth;
          key = begun ? word : "";
          item = "";
          from = at + 1;
        }
        begun = true;
      } else if (begun && (sign === CLOSE || sign === CLOSE_OBJECT || (sign === COMMA && depth === list))) {
        if (depth === list) {
          const whole = item + text.slice(from, at);
          item = "";
          from = at + 1;
          if (whole.trim()) yield { key, item: parsed(whole) };
        }
        if (sign === COMMA) continue;
        if (depth === list) list = -1;
        depth -= 1;
        if (depth === 0) return;
      }
    }
    if (list >= 0) item += text.slice(from);
    if (item.length > ITEM_AT_MOST) throw new Fault("swells");
  }
  throw new Fault("cut");
}
