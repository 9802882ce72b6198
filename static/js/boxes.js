// [data-boxes]: black boxes are drawn on its picture with mouse, pen or finger and stand, in percent of it, in the
// fields of [data-boxes-row]. Typing there draws as well; without this script typing is all there is.

const SIDES = ["left", "top", "width", "height"];
const LEAST = 0.5; // percent: a click is no box

const inputs = (row) => SIDES.map((side) => row.querySelector(`input[name="${side}"]`));
const numbers = (row) => inputs(row).map((input) => Number.parseFloat(input.value.trim().replace(",", ".")));
const isEmpty = (row) => inputs(row).every((input) => !input.value.trim());
const within = (value) => Math.min(100, Math.max(0, value));

function fill(row, values) {
  inputs(row).forEach((input, index) => (input.value = values === null ? "" : String(Number(values[index].toFixed(2)))));
}

function attach(frame) {
  const form = frame.closest("form");
  const rows = () => [...form.querySelectorAll("[data-boxes-row]")];
  const hint = form.querySelector("[data-boxes-hint]");
  if (hint) hint.hidden = false;
  let begun = null;

  function newRow() {
    const free = rows().find(isEmpty);
    if (free) return free;
    const last = rows().at(-1);
    const copy = last.cloneNode(true);
    const number = rows().length + 1;
    for (const input of inputs(copy)) {
      copy.querySelector(`label[for="${input.id}"]`).htmlFor = `${input.name}-${number}`;
      input.id = `${input.name}-${number}`;
    }
    for (const words of [copy.querySelector("legend"), copy.querySelector("[data-boxes-clear]")])
      words.textContent = words.textContent.replace(/\d+/, number);
    fill(copy, null);
    last.after(copy);
    ready(copy);
    return copy;
  }

  function ready(row) {
    const clear = row.querySelector("[data-boxes-clear]");
    clear.hidden = false;
    clear.addEventListener("click", () => {
      fill(row, null);
      draw();
      inputs(row)[0].focus();
    });
    row.addEventListener("input", draw);
  }

  function draw() {
    for (const box of frame.querySelectorAll(".app-boxes__box")) box.remove();
    for (const row of rows()) {
      const values = numbers(row);
      if (values.some(Number.isNaN)) continue;
      const box = document.createElement("span");
      box.className = "app-boxes__box";
      SIDES.forEach((side, index) => (box.style[side] = `${values[index]}%`));
      frame.append(box);
    }
  }

  function place(event) {
    const edge = frame.getBoundingClientRect();
    return [within(((event.clientX - edge.left) / edge.width) * 100), within(((event.clientY - edge.top) / edge.height) * 100)];
  }

  function stretch(event) {
    const [x, y] = place(event);
    const [fromX, fromY] = begun.at;
    fill(begun.row, [Math.min(x, fromX), Math.min(y, fromY), Math.abs(x - fromX), Math.abs(y - fromY)]);
    draw();
  }

  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || begun) return;
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    begun = { row: newRow(), at: place(event) };
  });
  frame.addEventListener("pointermove", (event) => begun && stretch(event));
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, () => {
      if (!begun) return;
      const [, , width, height] = numbers(begun.row);
      if (end === "pointercancel" || !(width >= LEAST && height >= LEAST)) fill(begun.row, null);
      begun = null;
      draw();
    });
  }
  frame.querySelector("img").draggable = false;
  rows().forEach(ready);
  draw();
}

for (const frame of document.querySelectorAll("[data-boxes]")) attach(frame);
