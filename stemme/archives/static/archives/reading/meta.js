// Facebook and Instagram, as JSON: layouts of several years. Keys are partly in the person's language and not relied on.
import { dayOfSeconds } from "./day.js";
import { itemsOf } from "./json-items.js";

const FACEBOOK = [
  [/(^|\/)your_posts(_.*)?\.json$/, "posts"],
  [/(^|\/)(your_)?comments(_in_groups|_\d+)?\.json$/, "comments"],
  [/(^|\/)likes_and_reactions(_\d+)?\.json$/, "reactions"],
  [/(^|\/)(your_)?friends\.json$/, "friends"],
];
const INSTAGRAM = [
  [/(^|\/)(posts_\d+|reels(_\d+)?)\.json$/, "posts"],
  [/(^|\/)(post_comments(_\d+)?|reels_comments)\.json$/, "comments"],
  [/(^|\/)(liked_posts|liked_comments|story_likes)(_\d+)?\.json$/, "reactions"],
  [/(^|\/)followers(_\d+)?\.json$/, "followers"],
  [/(^|\/)following\.json$/, "following"],
];
const STAMPS = ["timestamp", "creation_timestamp", "timestamp_value"];
const DEPTH = 5;
const PASSED_ON = /"(external_context|shared_content|event)"/;

// The first moment that stands in it: newer layouts keep it deeper.
function stampOf(item, depth = 0) {
  if (item === null || typeof item !== "object" || depth > DEPTH) return null;
  for (const key of STAMPS) if (Number.isFinite(item[key]) && item[key] > 0) return item[key];
  for (const inner of Object.values(item)) {
    const found = stampOf(inner, depth + 1);
    if (found) return found;
  }
  return null;
}

const dayOf = (item) => dayOfSeconds(stampOf(item) ?? NaN);

// Both write UTF-8 as if each byte were a letter of Latin-1.
function mended(text) {
  if (!/^[\0-\xff]*$/.test(text)) return text;
  return new TextDecoder().decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0)));
}

const hasWords = (...texts) => texts.some((text) => typeof text === "string" && mended(text).trim() !== "");

function facebookPost(item, tally) {
  const words = (item.data ?? []).map((part) => part?.post);
  if (hasWords(...words)) tally.add("originals", dayOf(item));
  else if (PASSED_ON.test(JSON.stringify(item.attachments ?? []))) tally.add("reshares", dayOf(item));
}

function instagramPost(item, tally) {
  const parts = item.media ?? [];
  const labels = (item.label_values ?? []).filter(({ label }) => hasWords(label) && !/url|uri/i.test(label));
  if (hasWords(item.title, ...parts.map(({ title }) => title), ...labels.map(({ value }) => value))) {
    tally.add("originals", dayOf(item));
  }
}

const KINDS = { posts: ["originals"], comments: ["comments"], reactions: ["reactions"], friends: ["new_connections"] };

function network(roles, post, extra) {
  return {
    roleOf: (name) => roles.find(([form]) => form.test(name))?.[1] ?? null,
    async read(role, name, texts, tally, memory) {
      tally.has(...(KINDS[role] ?? []), ...(role === "posts" ? extra : []));
      for await (const { key, item } of itemsOf(texts)) {
        if (role === "posts") post(item, tally);
        else if (role === "friends") (memory.friends ??= []).push(dayOf(item));
        else if (role in KINDS) tally.add(KINDS[role][0], dayOf(item));
        else if (!key || key.startsWith("relationships_")) {
          const who = item.string_list_data?.[0];
          const name_ = who?.value || item.title || who?.href;
          if (name_) (memory[role] ??= new Map()).set(name_, dayOf(item));
        }
      }
      if (!(role in KINDS)) memory[role] ??= new Map();
      else if (role === "friends") memory.friends ??= [];
    },
    finish(found, tally, { friends, followers, following }) {
      if (friends) tally.total("connections", friends.length), friends.forEach((day) => tally.add("new_connections", day));
      if (following) tally.has("invitations_sent"), following.forEach((day) => tally.add("invitations_sent", day));
      if (!followers || !following) return;
      const both = [...followers].filter(([name]) => following.has(name));
      tally.total("connections", both.length);
      tally.has("new_connections");
      for (const [name, day] of both) tally.add("new_connections", Math.max(day, following.get(name)));
    },
  };
}

export const facebook = network(FACEBOOK, facebookPost, ["reshares"]);
export const instagram = network(INSTAGRAM, instagramPost, []);
