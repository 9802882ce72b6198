// Keeps what is typed into form[data-draft="key"] in this browser alone, never files, passwords or hidden fields.
// [data-draft-notice] is shown when something came back, [data-draft-discard] throws it away,
// [data-draft-done="key"] on a later page says that it was sent.
import { afterPause } from "./pause.js";

const DAYS_KEPT = 7;
const DAY = 86_400_000;
const place = (key) => `draft:${key}`;

const kept = (control) =>
  control.name && !control.closest("[data-draft-skip]") &&
  !["file", "hidden", "password", "submit", "button"].includes(control.type);

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(place(key)));
    return draft && Date.now() - draft.at < DAYS_KEPT * DAY ? draft.values : null;
  } catch {
    return null;
  }
}

function write(key, values) {
  try {
    localStorage.setItem(place(key), JSON.stringify({ at: Date.now(), values }));
  } catch {
    // Full or forbidden storage costs the draft, not the form.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(place(key));
  } catch {
    // As above.
  }
}

// A draft whose page never comes again, as of a call that broke off, lies here no longer than any other.
function sweep() {
  try {
    for (const name of Object.keys(localStorage)) {
      const key = name.startsWith(place("")) ? name.slice(place("").length) : "";
      if (key && !read(key)) forget(key);
    }
  } catch {
    // As above.
  }
}

function valuesOf(form) {
  const values = {};
  for (const control of [...form.elements].filter(kept)) {
    const listed = (values[control.name] ??= []);
    const isChoice = control.type === "checkbox" || control.type === "radio";
    if (!isChoice || control.checked) listed.push(control.value);
  }
  return values;
}

// Fills the form and says whether anything changed. Same-named controls take their values in order.
function restore(form, values) {
  let changed = false;
  const used = {};
  for (const control of [...form.elements].filter(kept)) {
    const given = values[control.name];
    if (!given) continue;
    if (control.type === "checkbox" || control.type === "radio") {
      const checked = given.includes(control.value);
      if (control.checked === checked) continue;
      control.checked = checked;
    } else {
      const index = (used[control.name] = (used[control.name] ?? -1) + 1);
      if (given[index] === undefined || control.value === given[index]) continue;
      control.value = given[index];
    }
    changed = true;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return changed;
}

function attach(form) {
  const key = form.dataset.draft;
  const notice = document.querySelector("[data-draft-notice]");
  const asServed = valuesOf(form);
  const saved = read(key);
  // After an error the server's copy is what was typed last, and form[data-draft-served] what it made of that; they win.
  const renewed = form.hasAttribute("data-draft-served");
  const served = renewed || document.querySelector(".govuk-error-summary");
  if (renewed) write(key, asServed);
  if (saved && !served && restore(form, saved) && notice) notice.hidden = false;

  let discarded = false;
  const save = () => {
    const values = valuesOf(form);
    if (!renewed && JSON.stringify(values) === JSON.stringify(asServed)) forget(key);
    else write(key, values);
  };
  const saveSoon = afterPause(() => discarded || save());
  form.addEventListener("input", () => {
    discarded = false;
    saveSoon();
  });
  form.addEventListener("change", (event) => event.isTrusted && saveSoon());
  form.addEventListener("submit", save);

  notice?.querySelector("[data-draft-discard]")?.addEventListener("click", () => {
    discarded = true;
    forget(key);
    restore(form, asServed);
    notice.hidden = true;
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

sweep();
for (const done of document.querySelectorAll("[data-draft-done]")) forget(done.dataset.draftDone);
for (const form of document.querySelectorAll("form[data-draft]")) attach(form);
