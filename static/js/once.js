// form[data-once]: a second press does not send twice, and the button says that the first one was heard.
// data-once may hold the words to show meanwhile. The server guards as well; this is for the eye.

for (const form of document.querySelectorAll("form[data-once]")) {
  let button = null;
  let words = "";

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (button) return event.preventDefault();
    button = event.submitter ?? form.querySelector("button[type=submit], button:not([type])");
    if (!button) return;
    words = button.textContent;
    button.setAttribute("aria-disabled", "true");
    if (form.dataset.once) button.textContent = form.dataset.once;
  });

  // Coming back with the browser's arrow finds the page as it was left: make it usable again.
  addEventListener("pageshow", () => {
    if (!button) return;
    button.removeAttribute("aria-disabled");
    button.textContent = words;
    button = null;
  });
}
