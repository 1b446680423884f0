// One's own link for the chosen place, whether visits of it are counted, and the way to a reminder for that place.
export function showOwnLink(sheet, key) {
  const links = [...sheet.querySelectorAll("[data-own]")];
  const own = links.find((link) => link.dataset.own === key) ?? links.at(-1);
  for (const link of links) link.hidden = link !== own;
  sheet.form.elements.counted.checked = own.dataset.wasCounted !== "";
  const remind = sheet.querySelector("[data-remind]");
  if (remind) remind.search = new URLSearchParams({ channel: key });
}
