// The rules' constants, by the Python module and the name they have there (web/masking/rules.py writes them). Loaded once a page.
// A rule file that cannot be had, or a browser that cannot read a pattern, fails here: the page then leaves masking to the server.
const address = document.querySelector("[data-masking-rules]").dataset.maskingRules;

async function loaded() {
  const response = await fetch(address, { credentials: "same-origin", signal: AbortSignal.timeout(10000) });
  if (!response.ok) throw new Error(`no masking rules: ${response.status}`);
  return JSON.parse(await response.text(), revived);
}

function revived(_name, value) {
  if (value === null || typeof value !== "object") return value;
  if (typeof value.pattern === "string") return new RegExp(value.pattern, value.flags);
  return Array.isArray(value.set) ? new Set(value.set) : value;
}

export const rules = await loaded();
