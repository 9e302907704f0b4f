// Copy the address of a result, or print it. Without JavaScript the buttons stay hidden: the address and the browser's own menu do the same.
const copy = document.querySelector("[data-copy]");
const print = document.querySelector("[data-print]");
const status = document.querySelector("[data-copied]");

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = status.dataset.copied;
  } catch {
    status.textContent = status.dataset.notCopied;
  }
}

copy?.addEventListener("click", copyAddress);
print?.addEventListener("click", () => window.print());
print?.removeAttribute("hidden");
if (navigator.clipboard) copy?.removeAttribute("hidden");
