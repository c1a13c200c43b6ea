// Dates, sizes and names as people read them: pure.

import { text, type Locale, type Values } from "./messages";
import { plain } from "./plain";

// English as read in Europe: 28 April 2026, not April 28.
const tags: Record<Locale, string> = { en: "en-GB", it: "it-IT" };

/** Writers of dates by what they are made of: making one takes longer than writing a whole screen of dates with it. */
const writers = new Map<string, Intl.DateTimeFormat>();

function dates(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = writers.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tags[locale], options);
  writers.set(key, made);
  return made;
}

export type DateStyle = "long" | "short";

/** A date of the library (YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM) in words; anything else is returned as it is. */
export function dateText(locale: Locale, date: string, style: DateStyle = "long"): string {
  const timed = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(date);
  if (timed?.[1]) return `${dateText(locale, timed[1], style)}, ${timed[2]}`;
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  if (!parts) return date;
  const [, year, month, day] = parts;
  if (!month) return year ?? date;
  // Noon in UTC, shown in UTC: a day of a paper has no time zone, and must not slip into the day before.
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1), 12));
  if (Number.isNaN(moment.getTime())) return date;
  const shown: Intl.DateTimeFormatOptions = { timeZone: "UTC", year: "numeric", month: style };
  if (day) shown.day = "numeric";
  return dates(locale, shown).format(moment);
}

/** A day with its weekday, short: Sat, 2 May 2026. */
export function weekdayText(locale: Locale, date: string): string {
  const shown: Intl.DateTimeFormatOptions = { timeZone: "UTC", weekday: "short", day: "numeric", month: "short", year: "numeric" };
  return dates(locale, shown).format(new Date(`${date}T12:00:00Z`));
}

/** A local time of the library (YYYY-MM-DDTHH:MM:SS) as day and hour. */
export function momentText(locale: Locale, at: string): string {
  return dateText(locale, at, "short");
}

/** Today with its weekday: Saturday 2 May 2026. */
export function todayText(locale: Locale, now: Date): string {
  const text = new Intl.DateTimeFormat(tags[locale], {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
  }).format(now);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The local day as the library writes days. */
export function isoDay(now: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Bytes in decimal units, as portals count them: 12.4 MB. */
export function bytesText(locale: Locale, bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit >= 2 ? 1 : 0;
  const number = new Intl.NumberFormat(tags[locale], { maximumFractionDigits: digits }).format(size);
  return `${number} ${units[unit]}`;
}

/** An amount of the library (`31200.00 EUR`) as people write money; anything else is returned as it is. */
export function amountText(locale: Locale, amount: string): string {
  const parts = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(amount);
  if (!parts) return amount;
  return new Intl.NumberFormat(tags[locale], { style: "currency", currency: parts[2] }).format(Number(parts[1]));
}

/** A person's id as the library makes it from the name: `diego-fuentes-ibanez`. */
export const idOf = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");

/** Two letters for a face: LH for Leila Haddad. */
export function initials(name: string, surname: string): string {
  const first = (word: string) => [...word.trim()][0] ?? "";
  return (first(name) + first(surname)).toUpperCase();
}

/** The last part of a path of the library, to be shown. */
export const fileName = (path: string) => plain(path.slice(path.lastIndexOf("/") + 1));

/** The folder of a path of the library, to be shown; empty for the master folder itself. */
export const folderName = (path: string) => plain(path.slice(0, Math.max(0, path.lastIndexOf("/"))));

/** The folder of a path of this computer with its separator, whatever that is. */
export const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

/** The last part of a path of this computer, whatever its separator. */
export const lastPart = (path: string) => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;

export interface Piece {
  words: string;
  hit: boolean;
}

/** A search's snippet in pieces: the hits stand between U+0002 and U+0003. */
export function pieces(snippet: string): Piece[] {
  return snippet
    .split("\u0002")
    .flatMap((part, index) => {
      if (index === 0) return [{ words: part, hit: false }];
      const [hit = "", rest = ""] = part.split("\u0003");
      return [
        { words: hit, hit: true },
        { words: rest, hit: false },
      ];
    })
    .filter((piece) => piece.words !== "");
}

/** The values of a finding, which the library gives as plain figures, as people of this language read them. */
export function readable(locale: Locale, values: Readonly<Record<string, string | undefined>>): Values {
  const inWords = (name: string, value: string): string => {
    if (/^(bytes|limit)$/.test(name) && /^\d+$/.test(value)) return bytesText(locale, Number(value));
    if (/^(date|first|last)$/.test(name)) return dateText(locale, value);
    if (/^(here|there)$/.test(name)) {
      if (/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return dateText(locale, value);
      if (/^-?\d+\.\d{2} [A-Z]{3}$/.test(value)) return amountText(locale, value);
    }
    if (name === "months") return value.split(", ").map((month) => dateText(locale, month)).join(", ");
    if (name === "pages") return value.replaceAll(" and ", text(locale, "and"));
    return value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(name, value ?? "")]));
}
