// The quick way out: by the link, or by pressing Escape three times. The page is emptied before the next one comes, and takes no place in the history.
const TIMES = 3, WITHIN_MS = 5000;
let pressed = [];

function leave(address) {
  document.title = "…";
  document.body.replaceChildren();
  location.replace(address);
}

addEventListener("click", (event) => {
  const link = event.target.closest("a[data-leave]");
  if (!link) return;
  event.preventDefault();
  leave(link.href);
});

addEventListener("keydown", (event) => {
  const link = document.querySelector("a[data-leave]");
  if (event.key !== "Escape" || !link) return;
  pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
  if (pressed.length >= TIMES) leave(link.href);
});

document.querySelectorAll(".needs-script").forEach((part) => part.removeAttribute("hidden"));
new MutationObserver(() => document.querySelectorAll(".needs-script[hidden]").forEach((part) => part.removeAttribute("hidden")))
  .observe(document.body, { childList: true, subtree: true });
