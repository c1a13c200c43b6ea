// The timeline as a picture: a lane per case and one per person, dots on a line of months. Pure.

import { utcDay, utcMonth } from "d3-time";
import type { CaseView, EventView } from "../api";

/** Something on a day, told in `words` in the language of the window. */
export interface Dot {
  id: string;
  /** YYYY-MM-DD. */
  date: string;
  ahead: boolean;
  words: string;
}

/** What is to be drawn on one line. */
export interface Row {
  id: string;
  name: string;
  /** Whose it is, where the name does not say so. */
  whose: string;
  /** A case goes on from its first day to its last term; the papers of a person only lie beside each other. */
  runs: boolean;
  dots: Dot[];
}

export interface Lane extends Row {
  /** The dots in their order; `at`: where each stands, 0 at the left end and 1 at the right. */
  dots: (Dot & { at: number })[];
}

export interface Picture {
  lanes: Lane[];
  /** The first days of months or years, YYYY-MM-DD, with their places. */
  marks: { date: string; at: number }[];
  /** Where today stands. */
  today: number;
}

const dayOf = (date: string) => new Date(`${date}T00:00:00Z`);
const isoOf = (day: Date) => day.toISOString().slice(0, 10);

/** How far back and ahead the picture reaches (days); older and later events stand in the table only. */
const back = 365;
const ahead = 245;
/** Months are marked in steps, so that their names have room beside each other. */
const mostMarks = 9;
const steps = [1, 2, 3, 4, 6, 12];

/** Lays out what lies around `today` (YYYY-MM-DD); `null` if less than two things are near enough to make a picture. */
export function picture(rows: readonly Row[], today: string): Picture | null {
  const now = dayOf(today);
  const [from, to] = [isoOf(utcDay.offset(now, -back)), isoOf(utcDay.offset(now, ahead))];
  const near = rows
    .map((row) => ({ ...row, dots: row.dots.filter(({ date }) => date >= from && date <= to) }))
    .filter(({ dots }) => dots.length > 0);
  const days = near.flatMap(({ dots }) => dots.map(({ date }) => date));
  if (days.length < 2) return null;

  const all = [...days, today].toSorted();
  const first = utcDay.offset(dayOf(all[0] ?? today), -10);
  const last = utcDay.offset(dayOf(all.at(-1) ?? today), 20);
  const at = (day: Date) => utcDay.count(first, day) / utcDay.count(first, last);
  const lanes = near.map((row) => ({
    ...row,
    dots: row.dots.toSorted((a, b) => a.date.localeCompare(b.date)).map((dot) => ({ ...dot, at: at(dayOf(dot.date)) })),
  }));
  const months = utcMonth.count(first, last);
  const step = steps.find((each) => months / each <= mostMarks) ?? 12;
  const marks = (utcMonth.every(step) ?? utcMonth).range(first, last).map((day) => ({ date: isoOf(day), at: at(day) }));
  return { lanes, marks, today: at(now) };
}

/** What a case's lane shows: the steps reached or fixed, and the terms that still run. */
export function caseDots(one: CaseView, label: (of: { label: string; label_it: string }) => string): Dot[] {
  const reached = one.milestones.flatMap((step) =>
    step.on === null ? [] : [{ id: step.id, date: step.on, ahead: step.ahead, words: label(step) }],
  );
  const running = one.terms.flatMap((term) =>
    term.done === null ? [{ id: `term ${term.id}`, date: term.due.slice(0, 10), ahead: true, words: label(term) }] : [],
  );
  return [...reached, ...running];
}

/** The events of a person that no lane of a case shows already. */
export function eventsBeside(events: readonly EventView[], person: string, cases: readonly CaseView[]): EventView[] {
  const steps = cases.flatMap(({ milestones }) => milestones);
  return events.filter(
    (event) =>
      event.persons.includes(person) &&
      !steps.some((step) => step.paper !== null && step.paper === event.path && step.on === event.date),
  );
}
