// Under a box: what is taken out before it is sent, with a way to put back what is not personal. From then on the form sends the masked
// words, however it is sent; what was typed stays on this device. Where the rules cannot be had or fail, the form is sent as it is and
// the server masks, after showing what it takes out. Every word shown comes from the server (web/words.yml).
const LOAD_MS = 4000;      // a hurried finger waits at most so long for the rules
const SLOW_MS = 8;         // where a look takes longer, on a slow phone with a long text, the next one waits for a pause …
const PAUSE_MS = 200;      // … of this long, so that typing never stutters
const ANNOUNCE_MS = 1500;  // somebody who listens hears of it when they pause
const WARM_UP = "my son unheardofname";
const shown = document.querySelector("[data-masking-rules]");
const form = shown?.closest("form");
const field = form?.elements[shown.dataset.maskingFor];
const kept = new Map();    // what was put back on this page: as it is compared -> as it was written
const items = new Map();   // the lines shown, so that a button stays the same while it has the focus
let words, kinds, guard, ready, later, announcing, cost = 0, announced = "", settled = false, waiting = false;

async function load() {
  const [redaction, cleaning, put_back] = await Promise.all([import("./redaction.js"), import("./cleaning.js"), import("./put_back.js")]);
  guard = { ...redaction, ...cleaning, ...put_back };
  for (const input of form.querySelectorAll('input[name="put_back"]')) {
    kept.set(guard.folded(input.value), input.value);
    input.remove();
  }
  form.dataset.masking = "on";
  show();
  setTimeout(() => guard?.redact(WARM_UP)); // what the rules make ready once, they make ready before the first key
}

// Gives masking up: the page behaves as it does without script.
function stop() {
  guard = undefined;
  form.dataset.masking = "off";
  shown.hidden = true;
  for (const word of kept.values()) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "put_back", value: word }));
  kept.clear();
}

function taken() {
  const text = guard.clean(field.value);
  const letters = Array.from(text);
  const written = (span) => letters.slice(span.start, span.end).join("");
  const redaction = guard.redact(text, kept.values());
  const pieces = new Map();
  for (const [spans, put_back] of [[redaction.spans, false], [redaction.put_back, true]]) {
    for (const span of spans) {
      const key = `${span.kind} ${guard.folded(written(span))}`;
      if (!pieces.has(key)) pieces.set(key, { ...span, put_back, text: written(span), offered: guard.may_be_put_back(span) && (put_back || kept.size < guard.MOST_PUT_BACK) });
    }
  }
  return { text: redaction.text, pieces: new Map([...pieces].sort(([, one], [, other]) => one.start - other.start)) };
}

function typed() {
  clearTimeout(later);
  if (cost > SLOW_MS && field.value) later = setTimeout(show, PAUSE_MS);
  else show();
}

function show() {
  if (!guard) return;
  try {
    const began = performance.now();
    const { pieces } = taken();
    render(pieces);
    cost = field.value ? performance.now() - began : 0;
    clearTimeout(announcing);
    clearTimeout(later);
    if (field.value) announcing = setTimeout(() => announce(said(pieces)), ANNOUNCE_MS);
    else announce("");
  } catch {
    stop();
  }
}

function render(pieces) {
  const [intro, list] = shown.children;
  const before = pieces.size ? words.before : words.nothing;
  if (intro.textContent !== before) intro.textContent = before;
  for (const [key, item] of items) {
    if (!pieces.has(key)) { item.remove(); items.delete(key); }
  }
  let place = 0;
  for (const [key, piece] of pieces) {
    if (!items.has(key)) items.set(key, document.createElement("li"));
    fill(items.get(key), piece);
    if (list.children[place] !== items.get(key)) list.insertBefore(items.get(key), list.children[place] ?? null);
    place += 1;
  }
  // The page below does not jump up and down while somebody types.
  shown.style.minHeight = field.value ? `${Math.max(shown.offsetHeight, parseFloat(shown.style.minHeight) || 0)}px` : "";
}

function fill(item, piece) {
  const mark = item.querySelector("span") ?? item.appendChild(document.createElement("span"));
  const line = piece.put_back ? `“${piece.text}” ${words.kept}` : `${guard.PLACEHOLDERS[piece.kind]} “${piece.text}”`;
  if (mark.textContent !== line) mark.textContent = line;
  let button = item.querySelector("button");
  if (!piece.offered) return button?.remove();
  button ??= item.appendChild(Object.assign(document.createElement("button"), { type: "button", className: "as-link" }));
  const action = piece.put_back ? words.take_out : words.put_back;
  if (button.firstChild?.textContent !== action) button.replaceChildren(action, hidden(` “${piece.text}”`));
  button.onclick = () => turn(piece);
}

function hidden(text) {
  return Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: text });
}

function turn(piece) {
  if (piece.put_back) kept.delete(guard.folded(piece.text));
  else kept.set(guard.folded(piece.text), piece.text);
  show();
  clearTimeout(announcing);
  announce(piece.put_back ? `${words.spoken}: “${piece.text}”.` : `“${piece.text}” ${words.kept}.`);
}

function said(pieces) {
  const out = [...new Set([...pieces.values()].filter((piece) => !piece.put_back).map((piece) => kinds[piece.kind]))];
  return out.length ? `${words.spoken} ${out.join(", ")}.` : announced && words.spoken_nothing;
}

function announce(text) {
  if (text === announced) return;
  announced = text;
  shown.querySelector("[role=status]").textContent = text;
}

// Whatever sends the form, its data holds the masked words.
function mask(event) {
  if (!guard) return;
  try {
    const { text, pieces } = taken();
    event.formData.set(field.name, text);
    event.formData.delete("put_back");
    for (const piece of pieces.values()) if (piece.put_back) event.formData.append("put_back", piece.text);
  } catch {
    stop();
  }
}

function submit(event) {
  if (settled) return show();
  event.preventDefault();
  if (waiting) return;
  waiting = true;
  const submitter = event.submitter;
  Promise.race([ready, new Promise((resolve) => setTimeout(resolve, LOAD_MS))]).then(() => {
    settled = true;
    form.requestSubmit(submitter);
  });
}

if (field) {
  words = JSON.parse(shown.dataset.words);
  kinds = JSON.parse(shown.dataset.kinds);
  form.addEventListener("submit", submit);
  form.addEventListener("formdata", mask);
  field.addEventListener("input", typed);
  field.addEventListener("keydown", (event) => { if (event.key === "Tab") show(); }); // the buttons are there before the focus moves
  ready = load().catch(stop).finally(() => { settled = true; });
}
