// Sends messages without loading the page again. Every word shown comes from the server, as the same HTML that the plain form
// gets. What was typed is masked first (masking/composer.js). When the server cannot be reached, that is said and nothing typed is lost; whatever else fails, the plain form is sent instead.
const list = document.getElementById("conversation");
const ask = document.getElementById("ask");
const field = document.getElementById("text");
const status = document.getElementById("ask-status");
const WAIT_MS = 15000;
let busy = false;

class NotSent extends Error {}

async function newTurn(form) {
  const response = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Signpost-Fragment": "turn" },
    credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(WAIT_MS),
  }).catch((problem) => { throw problem instanceof TypeError ? new NotSent() : problem; });
  const html = await response.text();
  if (!response.ok || !html.includes('class="turn"')) throw new Error("no turn");
  return html;
}

function show(html) {
  document.getElementById("latest")?.removeAttribute("id");
  foldWhatCameBefore();
  list.insertAdjacentHTML("beforeend", html);
  document.getElementById("start-again")?.removeAttribute("hidden");
  list.lastElementChild.scrollIntoView({ block: "start" });
}

// In the calm view only the last turn is shown.
function foldWhatCameBefore() {
  const before = document.getElementById("before");
  if (!before || !list.children.length) return;
  before.querySelector("ol").append(...list.children);
  before.removeAttribute("hidden");
}

// Where a keyboard covers half the screen it goes away, so that the answer can be read.
function keepPlace() {
  if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
  else field.focus({ preventScroll: true });
}

async function send(event) {
  const form = event.target.closest("form[data-chat]");
  if (!form) return;
  if (event.defaultPrevented) return; // the masking rules are on their way: it is sent when they are there
  if (form === ask && !field.value.trim()) return; // the server says what is missing
  if (form === ask && form.dataset.masking !== "on" && navigator.onLine) return; // the server shows what it takes out
  event.preventDefault();
  if (busy) return;
  busy = true;
  status.textContent = status.dataset.waiting;
  try {
    show(await newTurn(form));
    if (form === ask) {
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    status.textContent = "";
    keepPlace();
  } catch (problem) {
    if (!(problem instanceof NotSent)) return form.submit();
    status.textContent = status.dataset.notSent;
    status.scrollIntoView({ block: "nearest" });
  } finally {
    busy = false;
  }
}

if (list && ask && field && status) document.addEventListener("submit", send);
