// Ballots typed in by keyboard alone. form[data-entry] holds [data-item] after [data-item]; a key named in data-pick or
// the first letters in data-letters choose an answer and go on, Enter goes on without one, Backspace goes back, and Enter
// at the last item saves. [data-entry-code] is typed before the first item. [data-when] items are asked only after one of their [data-when-answers]; the others are skipped.
// Loaded after drafts.js, which brings back what was typed before a reload.
import { fold } from "./fold.js";

const form = document.querySelector("form[data-entry]");
const items = [...form.querySelectorAll("[data-item]")];
const save = form.querySelector("[data-entry-save]");
const code = form.querySelector("[data-entry-code]");
const status = form.querySelector("[data-entry-status]");
const BLANK = "-";
let letters = "";

const asked = () => items.filter((item) => !item.hidden);
const valuesOf = (item) => [...item.querySelectorAll("input:checked")].map((input) => input.value);
const words = (item) => item.querySelector("textarea");
const isAnswered = (item) => valuesOf(item).length > 0 || Boolean(words(item)?.value.trim());
const here = () => document.activeElement?.closest("[data-item]");

// An item stands behind the one that decides about it, so one walk through all of them is enough.
function branch() {
  for (const item of items.filter((each) => each.dataset.when)) {
    const before = document.getElementById(item.dataset.when);
    const answers = item.dataset.whenAnswers.split(" ");
    item.hidden = before.hidden || !valuesOf(before).some((value) => answers.includes(value));
  }
}

function stand(item) {
  letters = "";
  const target = item.querySelector("input:checked") ?? item.querySelector("input, textarea");
  target.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

// To the next item without an answer, whichever were answered on the way; past the last one stands the button.
function goOn(from) {
  const rest = asked().slice(asked().indexOf(from) + 1);
  const next = rest.find((item) => !isAnswered(item));
  if (next) stand(next);
  else save.focus();
  return Boolean(next);
}

function goBack(from) {
  const before = from ? asked()[asked().indexOf(from) - 1] : asked().at(-1);
  if (before) stand(before);
}

// The code on the paper of somebody drawn comes first: a scanner types it and presses Enter, as hands do.
const isCodeMissing = () => Boolean(code) && !code.value.trim();

function send() {
  if (isCodeMissing()) {
    code.focus();
    status.textContent = form.dataset.entryNoCode;
    return;
  }
  const missing = asked().find((item) => "required" in item.dataset && !isAnswered(item));
  if (!missing) return form.requestSubmit(save);
  stand(missing); // first: leaving words that were typed is a change, and a change takes the message away
  status.textContent = form.dataset.entryMissing;
}

function choose(item, input) {
  letters = "";
  input.checked = input.type === "radio" || !input.checked;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
  if (input.type === "radio") goOn(item);
  else input.focus();
}

// As many first letters as it takes: "k" where one choice alone begins with it, "khongn" where two do.
function byLetters(item, letter) {
  const choices = [...item.querySelectorAll("[data-letters]")];
  const found = (typed) => choices.filter((input) => input.dataset.letters.startsWith(typed));
  letters = found(letters + letter).length ? letters + letter : letter;
  const left = found(letters);
  if (left.length === 1) choose(item, left[0]);
  return left.length > 0;
}

function press(item, key) {
  const input = item && [...item.querySelectorAll("[data-pick]")].find((each) => each.dataset.pick === key);
  if (input) choose(item, input);
  else if (item && key === BLANK) goOn(item);
  else if (item && /^\p{L}$/u.test(key)) return byLetters(item, fold(key));
  else return false;
  return true;
}

function onKey(event) {
  const item = here();
  const isTyping = event.target.matches("textarea");
  if (event.isComposing || event.altKey || event.metaKey) return;
  if (event.target === code && event.key !== "Enter") return;
  if (event.key === "Enter" && event.ctrlKey) send();
  else if (event.target === code) {
    if (!goOn(null)) save.focus();
  }
  else if (event.ctrlKey || (event.key === "Enter" && event.shiftKey)) return;
  else if (event.key === "Enter" && item) {
    const next = goOn(item);
    if (!next) send();
  } else if (event.key === "Backspace" && !(isTyping && event.target.value)) goBack(item);
  else if (isTyping || !press(item, event.key)) return;
  event.preventDefault();
}

form.addEventListener("keydown", onKey);
form.addEventListener("change", () => {
  status.textContent = "";
  branch();
});
branch();
const first = asked().find((item) => item.matches(".app-entry__item--error")) ?? asked().find((item) => !isAnswered(item));
if (isCodeMissing() || code?.matches("[aria-invalid]")) code.focus();
else if (first) stand(first);
