// The point of a picture that stays when it is cut: by a click, by arrow keys, or by the two number fields.
"use strict";
{
  const frame = document.querySelector("[data-focus]");
  const x = document.querySelector("#id_focus_x");
  const y = document.querySelector("#id_focus_y");
  const between = (number) => Math.min(100, Math.max(0, Math.round(number)));

  const show = () => {
    const focus = [between(x.valueAsNumber || 0), between(y.valueAsNumber || 0)];
    const { width, height } = frame.viewBox.baseVal;
    for (const ring of frame.querySelectorAll("circle")) {
      ring.setAttribute("cx", (width * focus[0]) / 100);
      ring.setAttribute("cy", (height * focus[1]) / 100);
    }
    for (const part of document.querySelectorAll("[data-crop]")) {
      const [across, down] = part.dataset.crop.split(" ").map(Number);
      const scale = Math.min(width / across, height / down);
      const size = [across * scale, down * scale];
      const from = [((width - size[0]) * focus[0]) / 100, ((height - size[1]) * focus[1]) / 100];
      part.setAttribute("viewBox", [...from, ...size].join(" "));
    }
  };

  const put = (across, down) => {
    x.value = between(across);
    y.value = between(down);
    show();
  };

  if (frame && x && y) {
    frame.setAttribute("tabindex", "0");
    frame.addEventListener("click", (event) => {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(frame.getScreenCTM().inverse());
      const { width, height } = frame.viewBox.baseVal;
      put((100 * place.x) / width, (100 * place.y) / height);
    });
    frame.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] }[event.key];
      if (!step) return;
      event.preventDefault();
      put(x.valueAsNumber + step[0], y.valueAsNumber + step[1]);
    });
    x.addEventListener("input", show);
    y.addEventListener("input", show);
  }
}
