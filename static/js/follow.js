// A link may carry the tracking code as #code=4F7H-K2MN: it goes into the form and out of the address, so that it
// reaches no log and no history, and the form is sent. Where the page is open already, it only leaves the address.

function take() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  if (!code) return;
  history.replaceState(null, "", location.pathname + location.search);
  const form = document.querySelector("form[data-follow]");
  if (!form) return;
  form.elements.code.value = code;
  if (form.elements.reference.value) form.requestSubmit();
}

take();
// The link was opened in a window that shows its page already.
window.addEventListener("hashchange", take);
