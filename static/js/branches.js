// form[data-branches]: shows what stands behind a branch as soon as it is taken, and tells the server so, which
// otherwise asks it on a page of its own. [data-when="field"][data-answers="a b"] is shown when the field says so.
// A link may carry a level as #5: it is chosen beforehand, leaves the address, and is sent by nobody but its reader.

const EVERYTHING = "*";

function attach(form) {
  const said = (name) => new FormData(form).getAll(name);
  const branches = [...form.querySelectorAll("[data-when]")];

  const show = () => {
    // In order: what is hidden counts for nothing further down.
    for (const item of branches) {
      const asked = said(item.dataset.when).some((value) => item.dataset.answers.split(" ").includes(value));
      item.hidden = !asked;
      for (const control of item.querySelectorAll("input, textarea")) control.disabled = !asked;
    }
    for (const section of form.querySelectorAll("[data-branch-section]")) {
      section.hidden = !section.querySelector(".app-ballot__item:not([hidden])");
    }
  };

  form.elements.seen.value = EVERYTHING;
  form.addEventListener("change", show);
  choose(form);
  show();
}

function choose(form) {
  const level = location.hash.slice(1);
  if (!/^\d{1,3}$/.test(level)) return;
  history.replaceState(null, "", location.pathname + location.search);
  const first = form.querySelector(`.app-levels__input[value="${level}"]`);
  if (first && !form.querySelector(`[name="${first.name}"]:checked`)) first.checked = true;
}

for (const form of document.querySelectorAll("form[data-branches]")) attach(form);
