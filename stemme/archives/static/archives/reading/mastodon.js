// Mastodon: public posts, replies and boosts, and favourites. What was for followers or for single people is passed over.
import { dayIn, dayOfToot } from "./day.js";
import { itemsOf } from "./json-items.js";

const ROLES = [[/(^|\/)outbox\.json$/, "outbox"], [/(^|\/)likes\.json$/, "likes"], [/(^|\/)actor\.json$/, "actor"]];
const PUBLIC = new Set(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"]);
const listOf = (value) => (Array.isArray(value) ? value : value ? [value] : []);

function count(item, tally) {
  if (!item || !listOf(item.to).some((to) => PUBLIC.has(to))) return;
  const day = dayIn(item.published ?? "");
  if (item.type === "Announce") return tally.add("reshares", day);
  const post = item.object;
  if (item.type !== "Create" || !post || typeof post !== "object") return;
  const answered = post.inReplyTo ? String(post.inReplyTo) : "";
  if (answered && !answered.startsWith(`${item.actor}/`)) tally.add("comments", day);
  else if (!answered && /[^\s<>]/.test((post.content ?? "").replace(/<[^>]*>/g, ""))) tally.add("originals", day);
}

export const mastodon = {
  roleOf: (name) => ROLES.find(([form]) => form.test(name))?.[1] ?? null,
  // In a tar everything else may be left unread then.
  complete: (roles) => ROLES.every(([, role]) => roles.has(role)),
  async read(role, name, texts, tally) {
    if (role === "actor") return;
    if (role === "likes") tally.has("reactions"), tally.note("likes");
    else tally.has("originals", "comments", "reshares");
    for await (const { key, item } of itemsOf(texts)) {
      if (key !== "orderedItems") continue;
      if (role === "outbox") count(item, tally);
      else tally.add("reactions", dayOfToot(/\/statuses\/(\d+)/.exec(String(item?.id ?? item))?.[1] ?? ""));
    }
  },
  finish() {},
};
