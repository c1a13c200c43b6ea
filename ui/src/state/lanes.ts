// The timeline as a picture: a lane per person, dots on a line of months. Pure.

import type { EventView } from "../api";

export interface Dot {
  event: EventView;
  /** Where it stands, 0 at the left end and 1 at the right. */
  at: number;
}

export interface Lane {
  person: string;
  dots: Dot[];
}

export interface Picture {
  lanes: Lane[];
  /** The first days of months or years, YYYY-MM-DD, with their places. */
  marks: { date: string; at: number }[];
  /** Where today stands. */
  today: number;
}

const dayLength = 86_400_000;
const days = (date: string) => Math.floor(Date.parse(`${date}T12:00:00Z`) / dayLength);
const isoOf = (day: number) => new Date(day * dayLength).toISOString().slice(0, 10);

/** How far back and ahead the picture reaches; older and later events stand in the table only. */
const back = 365;
const ahead = 245;
/** More months than these are marked in steps. */
const mostMarks = 9;

/** Lays out the events around `today` (YYYY-MM-DD); `null` if fewer than two are near enough to make a picture. */
export function picture(events: readonly EventView[], today: string, people: readonly string[]): Picture | null {
  const now = days(today);
  const near = events.filter((event) => days(event.date) >= now - back && days(event.date) <= now + ahead);
  if (near.length < 2) return null;

  const places = [...near.map((event) => days(event.date)), now];
  const first = Math.min(...places) - 10;
  const last = Math.max(...places) + 20;
  const at = (day: number) => (day - first) / (last - first);

  const lanes = people
    .map((person) => ({
      person,
      dots: near
        .filter((event) => event.persons.includes(person))
        .toSorted((a, b) => a.date.localeCompare(b.date))
        .map((event) => ({ event, at: at(days(event.date)) })),
    }))
    .filter((lane) => lane.dots.length > 0);
  const marks = months(first, last).map((day) => ({ date: isoOf(day), at: at(day) }));
  return { lanes, marks, today: at(now) };
}

/** The first days of months between two days, thinned out so that their names have room. */
function months(first: number, last: number): number[] {
  const start = new Date(first * dayLength);
  const all: number[] = [];
  for (let month = start.getUTCMonth() + 1; ; month += 1) {
    const day = days(new Date(Date.UTC(start.getUTCFullYear(), month, 1, 12)).toISOString().slice(0, 10));
    if (day > last) break;
    all.push(day);
  }
  const step = Math.ceil(all.length / mostMarks);
  return all.filter((_, index) => index % step === 0);
}
