// The button of a finding leads to its field: its language and channel come to the front, what is folded opens. Without
// script, or where there is no such field, the server shows the page with that language in front.
function choose(name, value) {
  for (const radio of document.querySelectorAll(`input[type=radio][name=${name}]`)) {
    if (radio.value !== value || radio.checked) continue;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-leads-to]");
  const field = button && document.getElementById(button.dataset.leadsTo);
  if (!field) return;
  event.preventDefault();
  const language = field.closest("[data-language]");
  const channel = field.closest("[data-channel]");
  if (language) choose("show_language", language.dataset.language);
  if (channel) choose("show_channel", channel.dataset.channel === "any" ? "" : channel.dataset.channel);
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
});
