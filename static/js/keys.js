// Work without the mouse. In table[data-keys] j and k walk the rows, Enter opens the row's [data-open] link (or its
// first), x ticks its box. Elsewhere: "/" goes to [data-search], "?" opens dialog#keys, and any control with
// data-key="a" or data-key="Control+Enter" is pressed by that key; one in the current row goes before one outside.
// [data-keys-off] in the sheet switches letters off, for those who speak to their computer (WCAG 2.1.4).

const OFF = "keys:off";
const table = document.querySelector("table[data-keys]");
const sheet = document.querySelector("dialog#keys");
const rows = () => [...(table?.tBodies[0]?.rows ?? [])].filter((row) => !row.hidden);
const here = () => table?.querySelector("tr[data-here]");

function stand(row) {
  here()?.removeAttribute("data-here");
  row.setAttribute("data-here", "");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  const all = rows();
  const at = all.indexOf(here());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  if (all[next]) stand(all[next]);
}

const boxOf = (row) => row?.querySelector("input[type=checkbox]");

function tick() {
  const box = boxOf(here());
  box?.click();
}

function open() {
  (here()?.querySelector("[data-open]") ?? here()?.querySelector("a[href]"))?.click();
}

// A button for many rows, pressed with none ticked, means the row one stands on.
function pressControl(name) {
  const pick = (scope) => [...(scope?.querySelectorAll("[data-key]") ?? [])].find((control) => control.dataset.key === name);
  const inRow = pick(here());
  const control = inRow ?? pick(document);
  if (!control) return false;
  const box = boxOf(here());
  if (!inRow && box && control.form === box.form && !table.querySelector("tbody input[type=checkbox]:checked")) box.checked = true;
  if (control.matches("input:not([type=submit]), select, textarea")) control.focus();
  else control.click();
  return true;
}

const byLetter = {
  j: () => walk(1),
  k: () => walk(-1),
  x: tick,
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => sheet?.showModal(),
};

function nameOf(event) {
  const parts = [event.ctrlKey && "Control", event.altKey && "Alt", event.metaKey && "Meta"].filter(Boolean);
  return [...parts, event.key].join("+");
}

const isTyping = (target) => target.matches("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), select, textarea") || target.isContentEditable;

function off() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat && event.key === "Enter" || sheet?.open) return;
  const name = nameOf(event);
  const isChord = name.includes("+") && name.length > 1;
  if (!isChord && (isTyping(event.target) || off())) return;
  if (name === "Enter" && event.target === here()) return open();
  if (pressControl(name)) return event.preventDefault();
  if (!Object.hasOwn(byLetter, name)) return;
  event.preventDefault();
  byLetter[name]();
});

table?.addEventListener("focusin", (event) => {
  const row = event.target.closest("tbody tr");
  if (!row || row === here()) return;
  here()?.removeAttribute("data-here");
  row.setAttribute("data-here", "");
});

const switchOff = document.querySelector("[data-keys-off]");
if (switchOff) {
  switchOff.checked = off();
  switchOff.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, switchOff.checked ? "1" : "0");
    } catch {
      // Without storage the keys stay on.
    }
  });
}
