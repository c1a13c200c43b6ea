// Putting rows in order for the eye: pure.

import type { DocumentRow, EventView, FindingView, ProposalView } from "../api";

/** The order in which groups of papers are shown; others follow, the unsorted come first of all. */
const groupOrder = ["unsorted", "immigration", "identity", "work", "home", "money", "qualifications", "health", "other"];

export interface Group {
  id: string;
  rows: DocumentRow[];
}

/** Rows by group, newest paper first inside each. */
export function groups(rows: readonly DocumentRow[]): Group[] {
  const byGroup = new Map<string, DocumentRow[]>();
  for (const row of rows) byGroup.set(row.group, [...(byGroup.get(row.group) ?? []), row]);
  const place = (id: string) => (groupOrder.includes(id) ? groupOrder.indexOf(id) : groupOrder.length);
  return [...byGroup]
    .map(([id, members]) => ({ id, rows: members.toSorted(newestFirst) }))
    .toSorted((a, b) => place(a.id) - place(b.id) || a.id.localeCompare(b.id));
}

function newestFirst(a: DocumentRow, b: DocumentRow): number {
  return (b.date ?? "").localeCompare(a.date ?? "") || a.name.localeCompare(b.name);
}

/** The finding that a row is marked with: the worst, if it is more than a note. */
export function mark(row: DocumentRow): FindingView | null {
  const worst = row.findings[0];
  return worst && worst.severity !== "note" ? worst : null;
}

/** Rows that need a look, errors before warnings. */
export function needingALook(rows: readonly DocumentRow[]): { row: DocumentRow; finding: FindingView }[] {
  const rank = { error: 0, warning: 1, note: 2 };
  return rows
    .flatMap((row) => {
      const finding = mark(row);
      return finding ? [{ row, finding }] : [];
    })
    .toSorted((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || a.row.path.localeCompare(b.row.path));
}

/** Days ahead in which an end of validity is told. */
const soon = 120;

/**
 * Papers whose validity ends soon or has ended, the nearest end first. An end that a later paper of the same type and
 * person has overtaken is old news, and so is one of more than a year ago.
 */
export function endings(events: readonly EventView[], today: string): EventView[] {
  const ends = events.filter((event) => event.kind === "expires" || event.kind === "valid-to");
  const sameKind = (a: EventView, b: EventView) => a.type_id === b.type_id && a.persons.join() === b.persons.join();
  const from = shifted(today, -365);
  const to = shifted(today, soon);
  return ends
    .filter((end) => end.date >= from && end.date <= to)
    .filter((end) => !ends.some((other) => other.date > end.date && sameKind(end, other)))
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The paths that can be accepted: those that Faldone is sure of. */
export function acceptable(proposals: readonly ProposalView[]): string[] {
  return proposals.filter((proposal) => proposal.to !== null).map((proposal) => proposal.path);
}

/**
 * What stays chosen when the proposals change: a choice the user made is kept, a new proposal comes in chosen, and
 * what is gone is forgotten.
 */
export function keepChoice(
  chosen: ReadonlySet<string>,
  before: readonly ProposalView[],
  after: readonly ProposalView[],
): Set<string> {
  const known = new Set(before.map((proposal) => proposal.path));
  return new Set(acceptable(after).filter((path) => chosen.has(path) || !known.has(path)));
}
