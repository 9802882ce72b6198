// input[type=file][data-upload]: gathers files over several picks (a phone's camera gives one at a time), shows names
// and sizes, lets each be taken out, and refuses too many or too big ones before they travel over a slow link.

const MEGABYTE = 1024 * 1024;

function sizeWords(bytes) {
  const [amount, unit] = bytes < MEGABYTE ? [bytes / 1024, "KB"] : [bytes / MEGABYTE, "MB"];
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount)} ${unit}`;
}

function attach(input) {
  const { uploadMost, uploadMegabytes, uploadTooMany, uploadTooBig, uploadRemove } = input.dataset;
  const most = Number(uploadMost);
  const biggest = Number(uploadMegabytes) * MEGABYTE;
  let files = [];
  const list = document.createElement("ul");
  list.className = "app-files";
  const alarm = document.createElement("p");
  alarm.className = "govuk-error-message";
  alarm.setAttribute("role", "alert");
  alarm.hidden = true;
  input.before(alarm);
  input.after(list);

  function complain(words) {
    alarm.textContent = words.join(" ");
    alarm.hidden = !words.length;
    input.closest(".govuk-form-group")?.classList.toggle("govuk-form-group--error", words.length > 0);
  }

  function show() {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    list.replaceChildren(...files.map(row));
  }

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = `${file.name} (${sizeWords(file.size)})`;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "app-button-link";
    remove.textContent = uploadRemove;
    remove.setAttribute("aria-label", `${uploadRemove}: ${file.name}`);
    remove.addEventListener("click", () => {
      files = files.filter((other) => other !== file);
      complain([]);
      show();
      input.focus();
    });
    item.append(name, remove);
    return item;
  }

  const isSame = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;

  input.addEventListener("change", () => {
    const words = [];
    for (const file of input.files) {
      if (files.some((other) => isSame(file, other))) continue;
      if (file.size > biggest) words.push(`${file.name}: ${uploadTooBig}`);
      else if (files.length >= most) words.push(`${file.name}: ${uploadTooMany}`);
      else files.push(file);
    }
    complain(words);
    show();
  });
}

for (const input of document.querySelectorAll("input[type=file][data-upload]")) attach(input);
