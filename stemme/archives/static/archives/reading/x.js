// X: posts, replies, reposts, likes, and who follows both ways. Direct messages are never opened.
import { dayIn, dayOfTweet } from "./day.js";
import { itemsOf } from "./json-items.js";

const ROLES = [
  [/(^|\/)account\.js$/, "account"], // first: it says whose archive it is
  [/(^|\/)(tweets?|community-tweet)(-part\d+)?\.js$/, "posts"],
  [/(^|\/)like(-part\d+)?\.js$/, "likes"],
  [/(^|\/)follower(-part\d+)?\.js$/, "followers"],
  [/(^|\/)following(-part\d+)?\.js$/, "following"],
];

function post(tweet, own, tally) {
  const day = dayIn(tweet.created_at ?? "");
  const words = tweet.full_text ?? tweet.text ?? "";
  const answered = tweet.in_reply_to_user_id_str ?? tweet.in_reply_to_user_id ?? tweet.in_reply_to_screen_name;
  if (words.startsWith("RT @")) tally.add("reshares", day);
  else if (answered && !own.includes(String(answered))) tally.add("comments", day);
  else if (!answered) tally.add("originals", day); // what goes on below one's own post is part of it
}

export const x = {
  roleOf: (name) => ROLES.find(([form]) => form.test(name))?.[1] ?? null,
  order: (role) => ROLES.findIndex(([, known]) => known === role),
  async read(role, name, texts, tally, memory) {
    if (role === "posts") tally.has("originals", "comments", "reshares");
    if (role === "likes") tally.has("reactions"), tally.note("likes");
    for await (const { item } of itemsOf(texts)) {
      if (role === "account") memory.own = [item.account?.accountId, item.account?.username];
      else if (role === "posts") post(item.tweet ?? item, memory.own ?? [], tally);
      else if (role === "likes") tally.add("reactions", dayOfTweet(String(item.like?.tweetId ?? "")));
      else (memory[role] ??= new Set()).add(String((item.follower ?? item.following)?.accountId));
    }
    if (role === "followers" || role === "following") memory[role] ??= new Set();
  },
  finish(roles, tally, { followers, following }) {
    if (followers && following) tally.total("connections", [...followers].filter((who) => following.has(who)).length);
  },
};
