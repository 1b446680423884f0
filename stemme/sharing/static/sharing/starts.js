// The starting texts of another channel, what was written for it first; fetched where any was written for one. Words
// somebody has typed stay; a starting text that nobody has touched gives way to the first of the new ones.
export async function offerStarts(form, channel, begin) {
  if (!form.querySelector("[data-by-channel]")) return;
  const asked = new URLSearchParams({ channel, in: form.elements.language.value });
  const answer = await fetch(`?${asked}`);
  if (!answer.ok || !form.isConnected || form.elements.channel.value !== channel) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = [...form.querySelectorAll("a.variant[data-start]")];
  const fresh = [...page.querySelectorAll("a.variant[data-start]")].map((link) => document.importNode(link, true));
  const text = form.elements.text.value;
  const untouched = kept.some((link) => link.dataset.start === text);
  if (!kept.length || !fresh.length) return;
  fresh.forEach((link) => link.removeAttribute("aria-current"));
  kept[0].before(...fresh);
  kept.forEach((link) => link.remove());
  const same = fresh.find((link) => link.dataset.start === text);
  if (same) same.setAttribute("aria-current", "true");
  else if (untouched) begin(fresh[0]);
}
