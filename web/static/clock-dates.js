// The days that follow from a date, counted on the family's own device. The same as knowledge_base/clock and web/clock_*.py: a test
// holds the two against each other. A day is a whole number of days since 1 January 1970, so clocks going forward or back cannot matter.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY_MS = 86400000, OLDEST_MONTHS = 36, FIELDS = ["day", "month", "year"];
const TOP = 26, BOTTOM = 30, LEAST = 54, SPREAD = 70;

export const dayOf = (year, month, day) => Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
export const parse = (iso) => dayOf(...iso.split("-").map(Number));
export const iso = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const parts = (day) => { const at = new Date(day * DAY_MS); return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), weekday: at.getUTCDay() }; };
const lastOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function longDay(day) {
  const at = parts(day);
  return `${WEEKDAYS[at.weekday]} ${at.day} ${MONTHS[at.month - 1]} ${at.year}`;
}

export function addMonths(start, count) {
  const at = parts(start), months = at.year * 12 + at.month - 1 + count;
  const year = Math.floor(months / 12), month = months % 12 + 1;
  return dayOf(year, month, Math.min(at.day, lastOf(year, month)));
}

export function isWorkingDay(day, holidays) {
  const { weekday } = parts(day);
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

function step(day, by, holidays) {
  do day += by; while (!isWorkingDay(day, holidays));
  return day;
}

function tribunalDay(day, holidays) {
  const at = parts(day);
  if (at.month === 8) return [step(dayOf(at.year, 8, 31), 1, holidays), "august"];
  if ((at.month === 12 && at.day >= 25) || (at.month === 1 && at.day === 1)) return [step(dayOf(at.year + (at.month === 12 ? 1 : 0), 1, 1), 1, holidays), "christmas"];
  return isWorkingDay(day, holidays) ? [day, ""] : [step(day, 1, holidays), "weekend"];
}

function touchesSummer(first, last) {
  for (let year = parts(first).year; year <= parts(last).year; year += 1) {
    if (dayOf(year, 7, 15) <= last && first <= dayOf(year, 9, 10)) return true;
  }
  return false;
}

function plainDay(rule, start, holidays) {
  if (rule.unit === "month") {
    const day = addMonths(start, rule.count);
    return rule.first && parts(day).day === parts(start).day ? day - 1 : day;
  }
  if (rule.unit !== "working day") return start + rule.count * (rule.unit === "week" ? 7 : 1) - (rule.first ? 1 : 0);
  let day = start;
  for (let count = 0; count < rule.count; count += 1) day = step(day, 1, holidays);
  return day;
}

function due(rule, start, today, holidays, sentences) {
  const day = plainDay(rule, start, holidays);
  const [last, why] = rule.tribunal ? tribunalDay(day, holidays) : [day, ""];
  const found = {
    day, ahead: day - today, past: day < today, own: rule.own, short: rule.short, why,
    better: rule.own && !isWorkingDay(day, holidays) ? step(day, -1, holidays) : null,
    later: last === day ? null : last,
    clipped: rule.unit === "month" && !rule.first && parts(day).day !== parts(start).day,
    summer: rule.closure && touchesSummer(start, day),
  };
  return { ...found, state: stateLines(found, today, sentences), counted: countedLines(rule, found, start, sentences) };
}

// The days of a rule, each with its sentences. `rule` and `sentences` come from the page, `holidays` is a Set of days.
export function workOut(rule, start, today, holidays, sentences) {
  return rule.steps.map((each) => due(each, start, today, holidays, sentences));
}

function stateLines(found, today, sentences) {
  const count = Math.abs(found.ahead), when = count === 0 ? "today" : found.past ? "past" : "ahead";
  const days = fill(sentences[count === 1 ? "one_day" : "many_days"], { count });
  const lines = [fill(sentences[`${found.own ? "own" : "due"}_${when}`], { day: longDay(found.day), days })];
  if (found.better !== null && found.better >= today) lines.push(fill(sentences.better, { day: longDay(found.better) }));
  if (found.later !== null) lines.push(fill(sentences[laterName(found, today)], { day: longDay(found.later) }));
  if (found.summer) lines.push(sentences.summer);
  return lines;
}

function laterName(found, today) {
  if (!found.past) return `later_${found.why}`;
  return found.later >= today ? "later_now" : "later_past";
}

function countedLines(rule, found, start, sentences) {
  const name = rule.first ? `${rule.unit}_first` : rule.count === 1 && rule.unit === "month" ? "month_one" : rule.unit;
  return [fill(sentences[name], { count: rule.count, start: longDay(start) }), ...(found.clipped ? [sentences.clipped] : [])];
}

// What was typed, as { day }, or as { problem, fills, fields } with the name of what is wrong.
export function readDate(typed, rule, today) {
  const texts = Object.fromEntries(FIELDS.map((name) => [name, (typed[name] ?? "").trim()]));
  const missing = FIELDS.filter((name) => !texts[name]);
  if (missing.length === FIELDS.length) return wrong("empty");
  if (missing.length) return wrong("part", {}, missing);
  texts.month = monthNumber(texts.month);
  const odd = FIELDS.filter((name) => !/^[0-9]{1,4}$/.test(texts[name]));
  if (odd.length) return wrong("numbers", {}, odd);
  const [day, month, year] = FIELDS.map((name) => Number(texts[name]));
  if (year < 1000) return wrong("year", {}, ["year"]);
  if (month < 1 || month > 12) return wrong("month", {}, ["month"]);
  const last = lastOf(year, month);
  if (day < 1 || day > last) return wrong("impossible", { month: MONTHS[month - 1], year, last }, ["day"]);
  return inReach(dayOf(year, month, day), rule, today);
}

const wrong = (problem, fills = {}, fields = FIELDS) => ({ problem, fills, fields });

function inReach(day, rule, today) {
  const last = today + rule.future, first = addMonths(today, -OLDEST_MONTHS);
  if (day > last) return rule.future ? wrong("far", { last: longDay(last) }) : wrong("future", { today: longDay(today) });
  return day < first ? wrong("old", { first: longDay(first) }) : { day };
}

function monthNumber(text) {
  const at = text.length < 3 ? -1 : MONTHS.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  return at < 0 ? text : String(at + 1);
}

export const said = (found, problems) => fill(problems[found.problem], found.fills);

// Where the marks of the picture stand.
export function drawDays(start, today, dues, sentences) {
  const named = [{ day: start, label: sentences.start, kind: "start" },
    ...dues.map((each) => ({ day: each.day, label: each.short, kind: each.past ? "past" : "ahead" })),
    { day: today, label: sentences.today, kind: "today" }].sort((one, other) => one.day - other.day);
  const first = named[0].day, span = Math.max(1, named[named.length - 1].day - first), room = SPREAD * (named.length - 1);
  let above = -Infinity;
  const marks = named.map((each) => {
    above = Math.max(TOP + Math.floor((each.day - first) * room / span), above + LEAST);
    return { ...each, y: above };
  });
  return { height: above + BOTTOM, marks };
}
