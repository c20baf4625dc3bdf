// Saves a canvas as a PNG, with a title above and a line about its origin below. All of it happens
// in the browser: nothing is sent.
function savePicture(canvas, words) {
  const ratio = Math.min(devicePixelRatio || 1, 2), pad = 16 * ratio, head = words.title ? 40 * ratio : pad;
  const paper = document.createElement("canvas");
  paper.width = canvas.width + 2 * pad;
  paper.height = canvas.height + head + 34 * ratio;
  const pen = paper.getContext("2d");
  const font = (size) => size * ratio + "px 'Source Sans', 'Noto Sans', system-ui, sans-serif";
  const line = (text) => {
    const room = paper.width - 2 * pad;
    let kept = text;
    while (kept && pen.measureText(kept + (kept === text ? "" : "…")).width > room) kept = kept.slice(0, -1);
    return kept === text ? text : kept + "…";
  };
  pen.fillStyle = words.ground;
  pen.fillRect(0, 0, paper.width, paper.height);
  pen.drawImage(canvas, pad, head);
  pen.fillStyle = words.text;
  pen.font = "600 " + font(18);
  if (words.title) pen.fillText(line(words.title), pad, 27 * ratio);
  pen.font = font(12);
  pen.fillText(line(words.origin || ""), pad, paper.height - 13 * ratio);
  paper.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = (words.file || "map") + ".png";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, "image/png");
}
