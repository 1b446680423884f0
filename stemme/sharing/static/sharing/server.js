// The server somebody is on and what it runs: kept by the browser, never by us.
const SERVER = "stemme-mastodon", RUNS = "stemme-mastodon-runs";

export function remember(host, runs) {
  if (host.value) return; // Typed in, and sent back to be mended.
  host.value = localStorage.getItem(SERVER) ?? "";
  const known = localStorage.getItem(RUNS);
  if ([...runs.options].some((option) => option.value === known)) runs.value = known;
}

export function keep(host, runs) {
  localStorage.setItem(SERVER, host.value);
  localStorage.setItem(RUNS, runs.value);
}
