// [data-kiosk="code"]: one thing at a time, the thanks, and back to the beginning for whoever comes next. Nothing is
// loaded on the way, so that a kiosk goes on while the network is away; waiting.js delivers the ballots.
import { newKey, waitingRoom } from "./waiting.js";

const AN_HOUR = 3_600_000;
const WARNING = 10_000;

const main = document.querySelector("[data-kiosk]");
const panels = [...main.querySelectorAll("[data-panel]")];
const home = panels.find((panel) => !panel.hidden).dataset.panel;
const seconds = (name) => Number(main.dataset[name]) * 1000;

let answers = new Map();
let path = [];
let begun = Date.now();
let resting = null;
let warning = null;

const panel = () => panels.find((each) => !each.hidden);
const form = () => panel().querySelector("[data-form]");
const steps = () => [...form().querySelectorAll("[data-step]")];
const keep = waitingRoom(main.dataset.kiosk, form().getAttribute("action"), (number) => {
  for (const note of main.querySelectorAll("[data-waiting]")) note.hidden = number === 0;
});

function isAsked(step) {
  if (!step.dataset.when) return true;
  const said = answers.get(step.dataset.when) ?? [];
  return said.some((value) => step.dataset.answers.split(" ").includes(value));
}

function show(name) {
  for (const step of steps()) step.hidden = step.dataset.step !== name;
  const step = steps().find((each) => each.dataset.step === name);
  step.querySelector("[data-back]").hidden = path.length === 0;
  if (path.length || answers.size) step.querySelector("h2").focus({ preventScroll: true });
}

function goOn(from) {
  const all = steps();
  const rest = all.slice(all.indexOf(from) + 1);
  const next = rest.find(isAsked);
  path.push(from.dataset.step);
  if (next) show(next.dataset.step);
  else finish();
}

function finish() {
  // What stands behind a branch that was left again is not sent.
  const given = steps().filter(isAsked).flatMap((step) => (answers.get(step.dataset.step) ?? []).map((value) => [step.dataset.step, value]));
  if (!given.length) return begin();
  const ticket = form().elements.ticket.value;
  const about = [["ticket", ticket], ["version", main.dataset.version], ["key", newKey()]];
  keep([...about, ["seconds", String((Date.now() - begun) / 1000)], ...given]);
  form().hidden = true;
  panel().querySelector("[data-thanks]").hidden = false;
  clearTimeout(resting);
  clearTimeout(warning);
  resting = setTimeout(begin, seconds("thanksSeconds"));
}

// Back to the first question in the first language; nothing of the one before is left.
function begin() {
  clearTimeout(resting);
  clearTimeout(warning);
  answers = new Map();
  path = [];
  begun = Date.now();
  for (const each of panels) {
    each.querySelector("[data-form]").reset();
    each.querySelector("[data-form]").hidden = false;
    each.querySelector("[data-thanks]").hidden = true;
    each.querySelector("[data-idle]").hidden = true;
  }
  speak(home);
}

function speak(language) {
  const thanked = form().hidden;
  const now = steps().find((step) => !step.hidden)?.dataset.step;
  for (const each of panels) each.hidden = each.dataset.panel !== language;
  for (const link of document.querySelectorAll("[data-language]")) {
    if (link.dataset.language === language) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const title = main.querySelector("h1");
  title.textContent = title.dataset[language === "en" ? "titleEn" : "titleVi"];
  document.documentElement.lang = language;
  if (!thanked) show(path.length || answers.size ? now : steps()[0].dataset.step);
}

// Whoever walks away in the middle leaves nothing to the next.
function touched() {
  panel().querySelector("[data-idle]").hidden = true;
  if (form().hidden) return;
  clearTimeout(resting);
  clearTimeout(warning);
  resting = setTimeout(begin, seconds("idleSeconds"));
  warning = setTimeout(() => { panel().querySelector("[data-idle]").hidden = path.length === 0; }, seconds("idleSeconds") - WARNING);
}

function chosen(event) {
  event.preventDefault();
  const button = event.submitter;
  const step = button?.closest("[data-step]");
  if (!step) return;
  if (button.name === "passed") {
    const fields = [...step.querySelectorAll("input:checked, textarea")];
    const values = fields.map((field) => field.value.trim()).filter(Boolean);
    if (!values.length && "required" in step.dataset) return;
    answers.set(step.dataset.step, values);
  } else answers.set(button.name, [button.value]);
  goOn(step);
}

function back() {
  const last = path.pop();
  if (last) show(last);
}

// A fresh ticket now and then, and another page when another questionnaire was published. Only between two people.
async function renew() {
  const isBusy = () => path.length > 0 || form().hidden;
  if (isBusy()) return;
  try {
    const answer = await fetch(location.pathname, { cache: "no-store", credentials: "omit" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (isBusy()) return;
    const fresh = page.querySelector("[data-kiosk]");
    if (fresh?.dataset.version !== main.dataset.version) return location.reload();
    const ticket = fresh.querySelector("[name=ticket]").value;
    for (const each of panels) each.querySelector("[name=ticket]").value = ticket;
  } catch {
    // No network: the ticket lasts much longer than an hour.
  }
}

for (const each of panels) {
  each.querySelector("[data-form]").addEventListener("submit", chosen);
  for (const button of each.querySelectorAll("[data-back]")) button.addEventListener("click", back);
}
for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    speak(link.dataset.language);
  });
}
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touched);
addEventListener("contextmenu", (event) => event.preventDefault());
setInterval(renew, AN_HOUR);
begin();
