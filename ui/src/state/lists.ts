// Putting rows in order for the eye: pure.

import type { DocumentRow, FindingView, ProposalView } from "../api";

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

export interface Look {
  row: DocumentRow;
  finding: FindingView;
}

/** Findings that accepting the proposed change of a file answers: they are shown where it is accepted. */
const answered = ["name-differs", "misplaced", "duplicate", "wrong-extension", "nfd-name", "unsafe-name"];
const endings = ["expired", "expires-soon"];
const rank = { error: 0, warning: 1, note: 2 };

const open = (row: DocumentRow) =>
  row.findings.filter(
    ({ code, severity }) => severity !== "note" && !(row.proposed !== null && answered.includes(code)),
  );

/** The finding that a row is marked with: the worst, if it is more than a note and no proposed change answers it. */
export const mark = (row: DocumentRow): FindingView | null => open(row)[0] ?? null;

/** Rows that need a look, each with the finding to look at, errors before warnings. */
export function needingALook(rows: readonly DocumentRow[]): Look[] {
  return rows
    .flatMap((row) => {
      const finding = open(row).find(({ code }) => !endings.includes(code));
      return finding ? [{ row, finding }] : [];
    })
    .toSorted((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || a.row.path.localeCompare(b.row.path));
}

/** Papers whose validity has ended or ends soon, the earliest end first. */
export function ending(rows: readonly DocumentRow[]): Look[] {
  return rows
    .flatMap((row) =>
      row.findings.filter((finding) => endings.includes(finding.code)).map((finding) => ({ row, finding })),
    )
    .toSorted((a, b) => (a.finding.values.date ?? "").localeCompare(b.finding.values.date ?? ""));
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
