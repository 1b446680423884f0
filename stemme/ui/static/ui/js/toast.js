// Shows one notice at a time in the page's announcement region.
export function show(text, { retry } = {}) {
  const region = document.getElementById("announcements");
  if (!region) return;
  const toast = document.createElement("passing-toast");
  toast.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  if (retry) toast.append(retry);
  region.replaceChildren(toast);
}
