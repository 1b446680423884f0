// What the page after the press can hand over: <share-files> the words, with the picture where the device takes files;
// <copy-line> a line with its link, for mail programs. Both hide what the browser cannot do.
import { show } from "../ui/js/toast.js";

class ShareFiles extends HTMLElement {
  async connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button || this.ready || !navigator.share) return;
    this.ready = true;
    this.what = { text: this.dataset.text, ...(this.dataset.url && { url: this.dataset.url }) };
    if (this.dataset.file && !(await this.fetchFile())) return;
    this.button.hidden = false;
    this.button.addEventListener("click", () => navigator.share(this.what).catch(() => {})); // Closed without choosing.
  }

  // Fetched before the press: a device's menu opens only while the press lasts.
  async fetchFile() {
    const picture = await fetch(this.dataset.file).then((answer) => answer.blob(), () => null);
    if (!picture) return false;
    this.what.files = [new File([picture], this.dataset.file.split("/").pop(), { type: picture.type })];
    return navigator.canShare?.({ files: this.what.files }) ?? false;
  }
}

class CopyLine extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button || this.ready) return;
    this.ready = true;
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const drawn = document.getElementById(this.getAttribute("for"));
    const parts = { "text/html": drawn.innerHTML, "text/plain": this.dataset.plain };
    try {
      const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      getSelection().selectAllChildren(drawn);
      if (!document.execCommand("copy")) return;
    }
    show(this.dataset.done);
  }
}

customElements.define("share-files", ShareFiles);
customElements.define("copy-line", CopyLine);
