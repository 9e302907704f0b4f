// The days as a calendar file (RFC 5545), made on this device.
import { iso } from "./clock-dates.js";

const FOLD = 60; // letters a line; a line may have 75 bytes
const plain = (day) => iso(day).replaceAll("-", "");
const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ").trim();

export function calendarFile(dues, id, madeAt) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Signpost//Days//EN"];
  dues.forEach((due, number) => lines.push("BEGIN:VEVENT", `UID:${id}-${number}@signpost.invalid`, `DTSTAMP:${madeAt.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART;VALUE=DATE:${plain(due.day)}`, `DTEND;VALUE=DATE:${plain(due.day + 1)}`, `SUMMARY:${escape(`${due.own ? "Act by today" : "Due by today"}: ${due.short}`)}`,
    `DESCRIPTION:${escape([...due.state.slice(1), ...due.counted].join(" "))}`, "END:VEVENT"));
  lines.push("END:VCALENDAR", "");
  return lines.flatMap(fold).join("\r\n");
}

function fold(line) {
  const pieces = [...Array(Math.max(1, Math.ceil(line.length / FOLD))).keys()].map((at) => line.slice(at * FOLD, (at + 1) * FOLD));
  return pieces.map((piece, at) => (at ? ` ${piece}` : piece));
}

export function save(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  link.download = "signpost-days.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
