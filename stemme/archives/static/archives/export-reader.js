// <export-reader data-worker="address" data-network="linkedin">: around the choice of a file and the form of numbers.
// Has the file counted by a worker on this device and puts the numbers into the form. Sends nothing by itself.
class ExportReader extends HTMLElement {
  connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.turn = 0;
    this.choice = this.querySelector("#export-file");
    this.progress = this.querySelector("progress");
    // Started now and not when a file is chosen: from that moment on not a single request is made.
    this.worker = new Worker(this.dataset.worker, { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.hear(data));
    this.worker.addEventListener("error", () => this.say("failed"));
    this.choice.addEventListener("change", () => this.read([...this.choice.files]));
    this.querySelector("[data-cancel]").addEventListener("click", () => this.worker.postMessage({ says: "stop" }));
    for (const box of this.querySelectorAll("[data-number]")) this.prepare(box);
  }

  disconnectedCallback() {
    this.worker.terminate();
  }

  prepare(box) {
    box.querySelector("[data-leave]").addEventListener("click", () => {
      box.querySelector("input").value = "";
      box.querySelector("input").focus();
      this.mark(box, "");
    });
    box.querySelector("input").addEventListener("input", () => this.mark(box, ""));
  }

  read(files) {
    if (!files.length) return;
    this.turn += 1;
    this.say("");
    this.note([]);
    this.progress.removeAttribute("value");
    this.querySelector("[data-busy]").hidden = false;
    this.setAttribute("aria-busy", "true");
    const today = Math.floor((Date.now() - new Date().getTimezoneOffset() * 60_000) / 86_400_000);
    this.worker.postMessage({ says: "read", turn: this.turn, files, network: this.dataset.network, today });
  }

  hear(told) {
    if (told.says === "ready") this.querySelector("[data-file]").hidden = false;
    if (told.turn !== this.turn) return;
    if (told.says === "progress") this.progress.value = Math.min(99, Math.round((100 * told.done) / told.total));
    if (told.says === "fault") this.fail(told);
    if (told.says === "counted") this.fill(told);
  }

  fail({ reason, detail }) {
    const other = this.querySelector(`nav a[href="?network=${detail}"]`);
    if (other) this.querySelector("[data-other]").textContent = other.textContent;
    for (const box of this.querySelectorAll("[data-number]")) this.mark(box, ""); // numbers of an earlier file, or by hand
    this.say(reason);
    this.choice.value = ""; // so that the same file can be chosen again
  }

  fill({ counts, until, notes }) {
    for (const box of this.querySelectorAll("[data-number]")) {
      const number = counts[box.dataset.number];
      box.querySelector("input").value = number ?? "";
      this.mark(box, number === null ? "missing" : "found");
    }
    this.querySelector("[name=until]").value = until;
    this.note(notes);
    this.say("counted");
    this.querySelector("[data-heading]").focus();
  }

  // Where the number in a box is from: "found" in the file, "missing" in it, or "" when it was changed by hand.
  mark(box, state) {
    for (const word of box.querySelectorAll("[data-state]")) word.hidden = word.dataset.state !== state;
    box.querySelector("[data-leave]").hidden = state !== "found";
  }

  note(keys) {
    for (const line of this.querySelectorAll("[data-note]")) line.hidden = !keys.includes(line.dataset.note);
    this.querySelector("[data-notes]").hidden = !keys.length;
  }

  // Which of the sentences that stand ready in the page is shown.
  say(which) {
    for (const line of this.querySelectorAll("[data-says]")) line.hidden = line.dataset.says !== which;
    this.querySelector("[data-busy]").hidden = true;
    this.removeAttribute("aria-busy");
  }
}

customElements.define("export-reader", ExportReader);
