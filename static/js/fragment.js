// Asks the server for a piece of HTML about what stands in some fields and puts it on the page.
// Always by POST: people's words and numbers belong in no address and no log.
// form[data-ended] are the words for staff whose session ended meanwhile: signing in is a page of its own.
import { isEnded } from "./ended.js";

function say(target, words = "") {
  const sentence = document.createElement("p");
  sentence.className = "govuk-error-message";
  sentence.textContent = words;
  target.replaceChildren(sentence);
}

export function fragment(address, { form, fields, target, ready = () => true }) {
  let running = null;
  let asked = "";
  return async () => {
    const body = new FormData();
    for (const field of fields()) body.append(field.name, field.value);
    const question = new URLSearchParams(body).toString();
    if (question === asked || !ready()) return;
    asked = question;
    running?.abort();
    running = new AbortController();
    const token = form.querySelector("[name=csrf_token]");
    if (token) body.append(token.name, token.value);
    try {
      const answer = await fetch(address, { method: "POST", body, signal: running.signal });
      if (isEnded(answer)) {
        asked = "";
        say(target, form.dataset.ended);
      } else if (answer.ok) target.innerHTML = await answer.text();
    } catch (trouble) {
      // No network: the page works without, and the next pause asks again.
      if (trouble.name !== "AbortError") asked = "";
    }
  };
}
