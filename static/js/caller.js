// The telephone system opens the page with #caller=0912345678: the number goes into [data-caller] and out of the
// address, so that it reaches no log and no history.

const number = new URLSearchParams(location.hash.slice(1)).get("caller");
const field = document.querySelector("[data-caller]");

if (number && field) {
  field.value = number;
  history.replaceState(null, "", location.pathname + location.search);
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}
