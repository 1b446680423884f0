// Says once that the page was read for five seconds, by the address that stands at the script. Nothing is stored.
const to = document.currentScript.dataset.to;
let seconds = 0;
const clock = setInterval(() => {
  if (document.visibilityState === "visible" && ++seconds === 5) {
    clearInterval(clock);
    navigator.sendBeacon(to);
  }
}, 1000);
