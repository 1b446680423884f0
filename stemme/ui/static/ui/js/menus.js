// Menus are <details class="menu">. Escape and a press elsewhere close them; the focus goes back to the summary.
function close(menu, { refocus = false } = {}) {
  menu.open = false;
  if (refocus) menu.querySelector("summary")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    close(menu, { refocus: menu.contains(document.activeElement) });
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) close(menu);
  }
});
