// Putting rows in order for the eye: pure.

import type { ChangeView, DocumentRow, FindingView, ItemView, OperationView, ProposalView } from "../api";

/** The order in which groups of papers are shown; others follow, the unsorted come first of all. */
const groupOrder = ["unsorted", "immigration", "identity", "work", "home", "money", "qualifications", "health", "other"];

export interface Group {
  id: string;
  rows: DocumentRow[];
}

/** Rows by group, newest paper first inside each. */
export function groups(rows: readonly DocumentRow[]): Group[] {
  const byGroup = new Map<string, DocumentRow[]>();
  for (const row of rows) {
    const members = byGroup.get(row.group);
    if (members) members.push(row);
    else byGroup.set(row.group, [row]);
  }
  const place = (id: string) => (groupOrder.includes(id) ? groupOrder.indexOf(id) : groupOrder.length);
  return [...byGroup]
    .map(([id, members]) => ({ id, rows: newestFirst(members) }))
    .toSorted((a, b) => place(a.id) - place(b.id) || a.id.localeCompare(b.id));
}

function newestFirst(rows: readonly DocumentRow[]): DocumentRow[] {
  return rows
    .map((row) => ({ row, name: row.name.toLowerCase() }))
    .toSorted((a, b) => compare(b.row.date ?? "", a.row.date ?? "") || compare(a.name, b.name))
    .map(({ row }) => row);
}

/** The order of the characters' numbers: enough for dates and file names, and a hundred times faster than a language's. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Rows of one person; of everybody for `null`. */
export const rowsOf = (rows: readonly DocumentRow[], person: string | null) =>
  person === null ? rows : rows.filter((row) => row.persons.includes(person));

/** A part of a group that stands in one block of the list; `head` where the group begins. */
export interface Segment extends Group {
  head: boolean;
}

/** Groups cut into blocks of at most `size` rows, so that only those in sight need be drawn. */
export function blocks(groups: readonly Group[], size: number): Segment[][] {
  const all: Segment[][] = [];
  let room = 0;
  for (const group of groups) {
    for (let from = 0; from < group.rows.length; ) {
      if (room === 0) {
        all.push([]);
        room = size;
      }
      const rows = group.rows.slice(from, from + room);
      all.at(-1)?.push({ id: group.id, head: from === 0, rows });
      from += rows.length;
      room -= rows.length;
    }
  }
  return all;
}

/** The first of these ends, which grow, that lies at `place` or beyond; their number if none does. */
export function firstEnding(ends: readonly number[], place: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Look {
  row: DocumentRow;
  finding: FindingView;
}

/** Findings that accepting the proposed change of a file answers: they are shown where it is accepted. */
const answered = ["name-differs", "misplaced", "duplicate", "wrong-extension", "nfd-name", "unsafe-name"];
const endings = ["expired", "expires-soon"];
const rank = { error: 0, warning: 1, note: 2 };

/** The findings of a row that no proposed change answers. */
export const unanswered = (row: DocumentRow) =>
  row.findings.filter(({ code }) => row.proposed === null || !answered.includes(code));

const open = (row: DocumentRow) => unanswered(row).filter(({ severity }) => severity !== "note");

/** The finding that a row is marked with: the worst, if it is more than a note and no proposed change answers it. */
export const mark = (row: DocumentRow): FindingView | null => open(row)[0] ?? null;

/** Rows that need a look, each with the finding to look at, errors before warnings. */
export function needingALook(rows: readonly DocumentRow[]): Look[] {
  return rows
    .flatMap((row) => {
      const finding = open(row).find(({ code }) => !endings.includes(code));
      return finding ? [{ row, finding }] : [];
    })
    .toSorted((a, b) => rank[a.finding.severity] - rank[b.finding.severity] || compare(a.row.path, b.row.path));
}

/** Papers whose validity has ended or ends soon, the earliest end first. */
export function ending(rows: readonly DocumentRow[]): Look[] {
  return rows
    .flatMap((row) =>
      row.findings.filter((finding) => endings.includes(finding.code)).map((finding) => ({ row, finding })),
    )
    .toSorted((a, b) => compare(a.finding.values.date ?? "", b.finding.values.date ?? ""));
}

/** A proposal to set a copy aside: another matter than a better name, and never made by accepting names. */
const isCopy = (proposal: ProposalView) => proposal.kind === "set-aside";

/** Whether the proposed place of a file is that of copies set aside. */
export const isAside = (path: string | null) => path !== null && path.startsWith("_Faldone/aside/");

/** Whether a change put smaller versions in the place of papers, which keep their names. */
export const isSmaller = (change: ChangeView) => change.done.length > 0 && change.done.every(({ from, to }) => from === to);

export interface Proposals {
  /** Better names and places that Faldone is sure of. */
  names: ProposalView[];
  /** Papers of which something must be told first. */
  unsure: ProposalView[];
  /** Copies that can be set aside. */
  copies: ProposalView[];
}

/** The proposals by what they ask of the user, each kind in the order given. */
export function byKind(proposals: readonly ProposalView[]): Proposals {
  return {
    names: proposals.filter((proposal) => proposal.to !== null && !isCopy(proposal)),
    unsure: proposals.filter((proposal) => proposal.to === null),
    copies: proposals.filter(isCopy),
  };
}

/**
 * What stays chosen when the proposals change: a choice the user made is kept, a new name comes in chosen, a copy is set
 * aside only when the user chose it, and what is gone is forgotten.
 */
export function keepChoice(
  chosen: ReadonlySet<string>,
  before: readonly ProposalView[],
  after: readonly ProposalView[],
): Set<string> {
  const known = new Set(before.map((proposal) => proposal.path));
  const { names, copies } = byKind(after);
  const kept = [
    ...names.filter(({ path }) => chosen.has(path) || !known.has(path)),
    ...copies.filter(({ path }) => chosen.has(path)),
  ];
  return new Set(kept.map(({ path }) => path));
}

/** How many things a checklist still waits for; what is optional is not waited for. */
export const openItems = (items: readonly ItemView[]): number =>
  items.filter((item) => item.asked !== "optional" && !["here", "done", "not-needed"].includes(item.need)).length;
/**
 * What "the last thing" means to somebody who presses Ctrl Z: the newest operation that stands. Undos are not counted, and what
 * was taken back already is passed over; `null` if nothing was done yet.
 */
export function lastStep(operations: readonly OperationView[]): OperationView | null {
  return operations.find(({ kind, undone }) => kind !== "undo" && kind !== "made" && !undone) ?? null;
}
