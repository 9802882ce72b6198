// [data-live="address"][data-live-fields="caller category"]: shows what the server has to say about the named fields
// of the form it stands in (or of the form named by data-live-form) as soon as they change: caller history, unit, due date.
import { fragment } from "./fragment.js";
import { afterPause } from "./pause.js";

for (const target of document.querySelectorAll("[data-live]")) {
  const form = document.getElementById(target.dataset.liveForm) ?? target.closest("form");
  const names = target.dataset.liveFields.split(/\s+/);
  const fields = () => [...form.elements].filter((control) => names.includes(control.name) && (control.type !== "radio" || control.checked));
  const show = fragment(target.dataset.live, { form, fields, target });
  const ask = afterPause(show, 300);
  const listen = (event) => names.includes(event.target.name) && ask();
  form.addEventListener("input", listen);
  form.addEventListener("change", listen);
  if (fields().some((field) => field.value)) show();
}
