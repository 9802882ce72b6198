// form[data-similar-url]: while [data-similar-field] is being written, published answers that resemble it appear in
// [data-similar-target] (a live region).
import { fragment } from "./fragment.js";
import { afterPause } from "./pause.js";

const FEWEST_LETTERS = 12;

for (const form of document.querySelectorAll("form[data-similar-url]")) {
  const target = form.querySelector("[data-similar-target]");
  const fields = () => [...form.querySelectorAll("[data-similar-field]")];
  const ready = () => fields().some((field) => field.value.trim().length >= FEWEST_LETTERS);
  const ask = afterPause(fragment(form.dataset.similarUrl, { form, fields, target, ready }), 700);
  form.addEventListener("input", (event) => event.target.matches("[data-similar-field]") && ask());
}
