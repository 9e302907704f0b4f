// "When should I hear?" without sending the date anywhere. The words come with the page; this fills them in. If this does not run, the
// plain form is sent and says so.
import { drawDays, longDay, parse, readDate, said, workOut, dayOf } from "./clock-dates.js";
import { calendarFile, save } from "./clock-calendar.js";

const form = document.getElementById("clock");
const days = document.getElementById("days"), errors = document.getElementById("clock-errors"), calendarLine = document.getElementById("calendar-line");
const known = JSON.parse(form.dataset.clock);
const holidays = new Set(known.holidays.map(parse));
const FIELDS = ["day", "month", "year"];
const title = document.title.replace(/^Error: /, "");
let dues = [];

// The day it is where the families live, by this device's clock.
function today() {
  const at = Object.fromEntries(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", year: "numeric", month: "numeric", day: "numeric" })
    .formatToParts(new Date()).map((part) => [part.type, Number(part.value)]));
  return dayOf(at.year, at.month, at.day);
}

function shape(svg, name, attributes, text = "") {
  const made = document.createElementNS(svg.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  svg.append(made);
}

function draw(svg, start, now) {
  const { height, marks } = drawDays(start, now, dues, known.sentences);
  svg.setAttribute("viewBox", `0 0 320 ${height}`);
  shape(svg, "path", { class: "clock-line", d: `M22 ${marks[0].y}V${marks[marks.length - 1].y}` });
  for (const { y, day, label, kind } of marks) {
    if (kind === "today") shape(svg, "path", { class: "clock-mark clock-today", d: `M22 ${y - 12}l12 12l-12 12l-12 -12z` });
    else shape(svg, "circle", { class: `clock-mark clock-${kind}`, cx: 22, cy: y, r: 9 });
    shape(svg, "text", { class: "clock-date", x: 48, y: y - 2 }, longDay(day));
    shape(svg, "text", { class: "clock-words", x: 48, y: y + 18 }, label);
  }
}

function paragraphs(into, lines) {
  into.replaceChildren(...lines.map((line) => { const made = document.createElement("p"); made.textContent = line; return made; }));
}

function fillRow(row, due) {
  row.classList.toggle("gone", due.past);
  row.querySelector("[data-day]").textContent = longDay(due.day);
  paragraphs(row.querySelector("[data-lines=state]"), due.state);
  paragraphs(row.querySelector("[data-lines=counted]"), due.counted);
  row.querySelector("[data-late]").hidden = !due.past;
}

function show(name, start, now) {
  dues = workOut(known.rules[name], start, now, holidays, known.sentences);
  const found = document.querySelector(`template[data-rule="${name}"]`).content.cloneNode(true);
  found.querySelector("[data-start]").textContent = longDay(start);
  draw(found.querySelector(".clock-picture svg"), start, now);
  found.querySelectorAll("[data-step]").forEach((row, number) => fillRow(row, dues[number]));
  days.replaceChildren(found);
  const heading = days.querySelector("h2");
  heading.id = "days-title";
  days.hidden = calendarLine.hidden = false;
  heading.focus();
}

function complain(words, part, fields) {
  const summary = document.getElementById("problem-template").content.cloneNode(true), link = summary.querySelector("a");
  summary.querySelector("[autofocus]").removeAttribute("autofocus"); // focus is set below
  link.textContent = words;
  link.href = fields.length ? `#date-${fields[0]}` : "#rule";
  const error = form.querySelector(`[data-error=${part}]`);
  error.textContent = words;
  error.hidden = false;
  error.closest(".field").classList.add("field-in-error");
  fields.forEach((name) => form.elements[`date-${name}`].setAttribute("aria-invalid", "true"));
  document.title = `Error: ${title}`;
  errors.replaceChildren(summary);
  errors.firstElementChild.focus();
}

function forget() {
  document.title = title;
  errors.replaceChildren();
  days.replaceChildren();
  days.hidden = calendarLine.hidden = true;
  form.querySelectorAll("[data-error]").forEach((error) => { error.hidden = true; error.textContent = ""; error.closest(".field").classList.remove("field-in-error"); });
  FIELDS.forEach((name) => form.elements[`date-${name}`].removeAttribute("aria-invalid"));
  dues = [];
}

form.addEventListener("submit", (event) => {
  event.preventDefault(); // before anything that could go wrong: the date is not to be sent
  forget();
  const name = form.elements.from.value, now = today();
  if (!known.rules[name]) return complain(known.problems.rule, "rule", []);
  const found = readDate(Object.fromEntries(FIELDS.map((each) => [each, form.elements[`date-${each}`].value])), known.rules[name], now);
  if (found.problem) return complain(said(found, known.problems), "date", found.fields);
  show(name, found.day, now);
});

document.getElementById("calendar").addEventListener("click", () => save(calendarFile(dues, crypto.randomUUID?.() ?? String(Math.random()).slice(2), new Date())));
addEventListener("pagehide", () => { forget(); FIELDS.forEach((name) => { form.elements[`date-${name}`].value = ""; }); });
document.querySelector("[data-privacy=server]").hidden = true;
document.querySelector("[data-privacy=device]").hidden = false;
document.querySelector("[data-today]").textContent = longDay(today());
