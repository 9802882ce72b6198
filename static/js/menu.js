// A menu stays open until its name is pressed again; here it also closes when one goes elsewhere, and on Escape.

const opened = () => document.querySelectorAll("details[data-menu][open]");

function closeElsewhere(event) {
  for (const menu of opened()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

document.addEventListener("click", closeElsewhere);
document.addEventListener("focusin", closeElsewhere);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of opened()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});
