// Turns select[data-typeahead] into a combobox that forgives accents; the select stays and is what gets sent.
// input[data-typeahead-url] asks the server instead: GET url?q=… answers [{value, label, note}], and
// data-typeahead-target="id" names the hidden field that takes the value, and data-typeahead-ended says that the session
// ended meanwhile. Pattern: ARIA combobox with list.
import { isEnded } from "./ended.js";
import { score } from "./fold.js";
import { afterPause } from "./pause.js";

const MOST_SHOWN = 30;

function element(tag, attributes, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

class Combobox {
  constructor(input, { find, choose, current, words }) {
    Object.assign(this, { input, find, choose, current, words, shown: [], active: -1, typed: false });
    this.list = element("ul", { class: "app-typeahead__list", role: "listbox", id: `${input.id}-list`, hidden: "" });
    this.list.setAttribute("aria-label", words.label);
    this.status = element("span", { class: "govuk-visually-hidden", role: "status" });
    const role = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off" };
    for (const [name, value] of Object.entries(role)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);
    input.after(this.list, this.status);
    input.addEventListener("input", () => this.type());
    input.addEventListener("click", () => this.open());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.leave());
    // A press on the list must not take the focus away before the click has chosen.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.click(event));
  }

  type() {
    this.typed = true;
    this.open();
  }

  async open() {
    const query = this.typed ? this.input.value : "";
    const found = await this.find(query);
    if (document.activeElement !== this.input) return;
    this.shown = found.slice(0, MOST_SHOWN);
    this.draw();
    this.activate(query.trim() && this.shown.length ? 0 : this.shown.findIndex((option) => option.label === this.current()));
  }

  draw() {
    this.list.replaceChildren(...this.shown.map((option, index) => this.row(option, index)));
    if (!this.shown.length) {
      this.list.append(element("li", { class: "app-typeahead__nothing", role: "option", "aria-disabled": "true", "aria-selected": "false" }, this.words.nothing));
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = this.shown.length ? this.words.count.replace("{n}", this.shown.length) : this.words.nothing;
  }

  row(option, index) {
    const row = element("li", { class: "app-typeahead__option", role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" }, option.label);
    if (option.note) row.append(element("span", { class: "app-typeahead__note" }, option.note));
    return row;
  }

  activate(index) {
    this.active = index;
    [...this.list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === index && at < this.shown.length)));
    const row = index >= 0 ? this.list.children[index] : null;
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  press(event) {
    const act = { ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1), Enter: () => this.enter(event), Escape: () => this.escape(event) }[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) event.preventDefault();
    act();
  }

  async move(step) {
    if (this.list.hidden) {
      await this.open();
      if (this.active >= 0) return;
    }
    const count = this.shown.length;
    if (count) this.activate(this.active < 0 ? (step > 0 ? 0 : count - 1) : (this.active + step + count) % count);
  }

  enter(event) {
    if (this.list.hidden || this.active < 0) return;
    event.preventDefault();
    this.take(this.shown[this.active]);
  }

  escape(event) {
    if (this.list.hidden) return;
    event.preventDefault();
    this.restore();
  }

  click(event) {
    const index = [...this.list.children].indexOf(event.target.closest("[role=option]"));
    if (this.shown[index]) this.take(this.shown[index]);
  }

  // Leaving takes the marked match, clears when everything was deleted, and otherwise keeps the last choice.
  leave() {
    if (this.typed && !this.input.value.trim()) this.take({ value: "", label: "" });
    else if (this.typed && this.active >= 0) this.take(this.shown[this.active]);
    else this.restore();
  }

  take(option) {
    this.choose(option);
    this.restore();
  }

  restore() {
    this.typed = false;
    this.input.value = this.current();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }
}

function wordsOf(control) {
  const { typeaheadNothing = "–", typeaheadCount = "{n}" } = control.dataset;
  return { nothing: typeaheadNothing, count: typeaheadCount, label: control.labels?.[0]?.textContent.trim() ?? "" };
}

function optionsOf(select) {
  return [...select.options].filter((option) => option.value).map((option) => ({
    value: option.value, label: option.text, note: option.parentElement.label ?? "",
    searched: [option.text, option.parentElement.label, option.dataset.words].filter(Boolean).join(" "),
  }));
}

function best(options, query) {
  if (!query.trim()) return options;
  const scored = options.map((option, order) => ({ option, order, points: score(option.label, query) * 2 || score(option.searched, query) }));
  return scored.filter((row) => row.points).sort((one, other) => other.points - one.points || one.order - other.order).map((row) => row.option);
}

// The input takes over the select's id, so that its label and links from the error summary lead here.
function standIn(select) {
  const input = element("input", { type: "text", class: "govuk-input app-typeahead__input", id: select.id });
  if (select.classList.contains("govuk-select--error")) input.classList.add("govuk-input--error");
  for (const name of ["aria-describedby", "aria-invalid", "autofocus"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.placeholder = select.dataset.typeaheadPlaceholder ?? (select.options[0]?.value ? "" : select.options[0]?.text ?? "");
  return input;
}

function fromSelect(select) {
  const words = wordsOf(select);
  const box = element("div", { class: "app-typeahead" });
  const input = standIn(select);
  select.id = `${input.id}-select`;
  select.before(box);
  box.append(input);
  select.hidden = true;
  const current = () => (select.value ? select.selectedOptions[0]?.text ?? "" : "");
  const choose = ({ value }) => {
    if (select.value === value) return;
    select.value = value;
    for (const type of ["input", "change"]) select.dispatchEvent(new Event(type, { bubbles: true }));
  };
  input.value = current();
  select.addEventListener("change", () => (input.value = current()));
  select.form?.addEventListener("reset", () => setTimeout(() => (input.value = current())));
  new Combobox(input, { find: (query) => best(optionsOf(select), query), choose, current, words });
}

function fromServer(input) {
  const target = document.getElementById(input.dataset.typeaheadTarget);
  let chosen = input.value;
  const box = element("div", { class: "app-typeahead" });
  input.before(box);
  box.append(input);
  input.classList.add("app-typeahead__input");
  let wake = () => {};
  const pause = afterPause(() => wake(), 250);
  const words = wordsOf(input);
  const { nothing } = words;
  const find = async (query) => {
    wake();
    await new Promise((resolve) => { wake = resolve; pause(); });
    const address = new URL(input.dataset.typeaheadUrl, location.href);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    const ended = answer !== null && isEnded(answer);
    words.nothing = ended ? input.dataset.typeaheadEnded ?? nothing : nothing;
    return answer?.ok && !ended ? answer.json() : [];
  };
  const choose = (option) => {
    chosen = option.label;
    if (!target) return;
    target.value = option.value;
    for (const type of ["input", "change"]) target.dispatchEvent(new Event(type, { bubbles: true }));
  };
  new Combobox(input, { find, choose, current: () => chosen, words });
}

for (const select of document.querySelectorAll("select[data-typeahead]")) fromSelect(select);
for (const input of document.querySelectorAll("input[data-typeahead-url]")) fromServer(input);
