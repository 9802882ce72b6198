// A link may carry the tracking code as #code=4F7H-K2MN: it goes into the form and out of the address, so that it
// reaches no log and no history, and the form is sent.

const code = new URLSearchParams(location.hash.slice(1)).get("code");
const form = document.querySelector("form[data-follow]");

if (code && form) {
  form.elements.code.value = code;
  history.replaceState(null, "", location.pathname + location.search);
  if (form.elements.reference.value) form.requestSubmit();
}
