// [data-copy="#id"]: copies that element's text; data-copy-done says so. Hidden where the browser cannot copy.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    const words = button.textContent;
    button.textContent = button.dataset.copyDone;
    setTimeout(() => (button.textContent = words), 2500);
  });
}
