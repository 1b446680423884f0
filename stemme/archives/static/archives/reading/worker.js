// Reads the chosen files away from the page, so that it stays usable. Its own rules (Content-Security-Policy of a
// file) forbid it every connection: what it reads can go nowhere but to the page that asked.
import { Fault } from "./fault.js";
import { countsIn } from "./sources.js";
import { Watch } from "./watch.js";

let watch = null;

async function read(asked) {
  const mine = new Watch((done, total) => self.postMessage({ says: "progress", turn: asked.turn, done, total }));
  watch = mine;
  try {
    self.postMessage({ says: "counted", turn: asked.turn, ...(await countsIn(asked, mine)) });
  } catch (error) {
    const { reason, detail } = error instanceof Fault ? error : { reason: "failed", detail: "" };
    self.postMessage({ says: "fault", turn: asked.turn, reason, detail });
    if (!(error instanceof Fault)) throw error;
  }
}

self.addEventListener("message", ({ data }) => {
  if (watch) watch.stopped = true;
  if (data.says === "read") read(data);
});
self.postMessage({ says: "ready" });
