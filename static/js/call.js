// The hotline screen, by keyboard alone. Enter walks from field to field instead of sending (a half-written call must
// not be saved by a slip), past [data-walk-past], from the number first to the caller's open cases; Control+Enter takes what stands marked in
// an open list before keys.js presses the button; "?" in the number's field opens the sheet of keys.
// A call handed in as #caller= never meets the half-written entry of another caller: that one is kept aside until its
// own number calls again. Loaded before drafts.js, which restores.

const HELD = "draft:call:";
const CURRENT = "draft:call";
const DAY = 86_400_000;
const form = document.querySelector("form[data-call]");
const digits = (number) => (number ?? "").replace(/\D/g, "").replace(/^(0084|84|0)/, "");

function setAside(incoming) {
  const kept = localStorage.getItem(CURRENT);
  const owner = kept && digits(JSON.parse(kept).values?.caller?.[0]);
  if (kept && owner === incoming) return;
  if (kept && owner) localStorage.setItem(HELD + owner, kept);
  localStorage.removeItem(CURRENT);
  const own = localStorage.getItem(HELD + incoming);
  if (own) localStorage.setItem(CURRENT, own);
  localStorage.removeItem(HELD + incoming);
}

// People's words do not lie about in a browser: what nobody called about again for a day is gone.
function forgetOld() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(HELD) && Date.now() - JSON.parse(localStorage.getItem(key)).at > DAY) localStorage.removeItem(key);
  }
}

try {
  forgetOld();
  const incoming = digits(new URLSearchParams(location.hash.slice(1)).get("caller"));
  if (incoming) setAside(incoming);
} catch {
  // Without storage there are no drafts to mix up.
}

const isField = (control) => control.matches("input:not([type=hidden]), select, textarea") && control.offsetParent && !control.disabled;
const isStop = (control) => isField(control) && !("walkPast" in control.dataset) && (control.type !== "radio" || control.checked);

function walkOn(from) {
  const stops = [...form.elements].filter((control) => isStop(control) || control === from);
  const next = stops[stops.indexOf(from) + 1];
  next?.focus();
  if (next?.matches("input[type=text]")) next.select();
}

form?.addEventListener("keydown", (event) => {
  const isCombobox = event.target.matches("[role=combobox]");
  if (event.key !== "Enter" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  // A combobox has just taken its marked choice.
  if (event.defaultPrevented && !isCombobox) return;
  if (!event.target.matches("input, select")) return;
  event.preventDefault();
  walkOn(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey) return;
  if (document.activeElement?.matches("[role=combobox]")) document.activeElement.blur();
});

form?.querySelector("[data-caller]")?.addEventListener("keydown", (event) => {
  if (event.key !== "?") return;
  event.preventDefault();
  document.querySelector("dialog#keys")?.showModal();
});

// The telephone system may reuse a window that shows this page already.
addEventListener("hashchange", () => location.hash.includes("caller=") && location.reload());
