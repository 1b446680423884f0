// Failure is visible: every answer or connection that htmx gives up on becomes a notice.
import { show } from "./toast.js";

function words(key) {
  return document.getElementById("announcements")?.dataset[key] ?? "";
}

document.addEventListener("htmx:responseError", () => show(words("broken")));
document.addEventListener("htmx:sendError", () => show(words("offline")));
document.addEventListener("htmx:timeout", () => show(words("offline")));
