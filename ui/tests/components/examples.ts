// A household that does not exist, and what the library says of its papers.

import type { CaseView, DocumentRow, EventView, FactView, FolderView, ItemView, OperationView, ProposalView, RequestView } from "../../src/api";

export const household: FolderView = {
  root: "/data/leila/Papers",
  id: "papers",
  people: [
    { id: "leila-haddad", name: "Leila", surname: "Haddad", dependants: ["Noor Haddad"], documents: 12 },
    { id: "omar-nasser", name: "Omar", surname: "Nasser", dependants: [], documents: 5 },
  ],
  documents: 17,
  attention: 0,
  proposals: 0,
  copies: 0,
  revision: 1,
  read_only: false,
  paused: null,
};

export const fact = (more: Partial<FactView>): FactView => ({
  fact: "date",
  role: "issued",
  value: "2026-04-28",
  corrected: false,
  page: 1,
  words: "Milano, 28 aprile 2026",
  rule: "date-after-place",
  boxes: [],
  ...more,
});

export const proposal = (more: Partial<ProposalView> = {}): ProposalView => ({
  path: "_Inbox/scan0007.pdf",
  to: "Leila Haddad/Work/2026-04-28_PAYSLIP_Haddad.pdf",
  kind: "move",
  sha256: "ab",
  stays: null,
  type_id: "PAYSLIP",
  person: "leila-haddad",
  date: "2026-04",
  missing: [],
  codes: ["misplaced"],
  ...more,
});

export const row = (more: Partial<DocumentRow> = {}): DocumentRow => ({
  path: "Leila Haddad/paper.pdf",
  name: "paper.pdf",
  sha256: "ab",
  bytes: 52_000,
  kind: "pdf",
  type_id: "NULLA-OSTA",
  group: "immigration",
  persons: ["leila-haddad"],
  date: "2026-04-28",
  reference: null,
  findings: [],
  proposed: null,
  snippet: null,
  ...more,
});

export const event = (more: Partial<EventView> = {}): EventView => ({
  id: "e1",
  date: "2026-04-28",
  time: null,
  kind: "issued",
  what: "",
  who: null,
  persons: ["leila-haddad"],
  type_id: "NULLA-OSTA",
  reference: null,
  reference_kind: null,
  channel: null,
  path: null,
  sha256: null,
  page: null,
  words: null,
  manual: false,
  ahead: false,
  ...more,
});

export const operation = (more: Partial<OperationView> = {}): OperationView => ({
  id: "o1",
  at: "2026-05-02T10:15:00",
  at_is_doubtful: false,
  kind: "fix",
  device: "desk",
  steps: [{ from: "_Inbox/scan0007.pdf", to: "Leila Haddad/2026-04-28_NULLA-OSTA_Haddad.pdf" }],
  summary: "1 file",
  undone: false,
  can_undo: true,
  ...more,
});

export const item = (more: Partial<ItemView> = {}): ItemView => ({
  id: "passport",
  label: "Passport",
  label_it: "Passaporto",
  detail: null,
  detail_it: null,
  asked: "mandatory",
  need: "missing",
  question: null,
  types: ["PASSPORT"],
  count: 1,
  papers: [],
  by: "applicant",
  until: null,
  assigned: false,
  source: "",
  ...more,
});

/** A case with this checklist and nothing else. */
export const caseOf = (items: ItemView[]): CaseView => ({
  id: "c1",
  procedure: { id: "PERMIT", label: "Permit", label_it: "Permesso", who: "", who_it: "", reviewed_on: "2026-01-01" },
  persons: ["leila-haddad"],
  opened: "2026-05-01",
  since: null,
  closed: null,
  references: [],
  items,
  milestones: [],
  next: null,
  terms: [],
  fees: [],
  costs: [],
  shares: [],
  thresholds: [],
  figures_on: "2026-05-01",
  rules: [],
  days: [],
  requests: [],
  file_again: null,
  evidence: [],
});

/** A letter that asks for these papers in words of its own. */
export const letter = (items: RequestView["items"]): RequestView => ({
  path: "Leila Haddad/letter.pdf",
  type_id: "INTEGRATION-REQUEST",
  label: "Papers the office asks for",
  label_it: "Documenti richiesti dall’ufficio",
  calls_for: "papers",
  date: "2026-05-01",
  delivered: "2026-05-02",
  delivered_by: "told",
  term: null,
  answered: null,
  step: null,
  answer: null,
  items,
});
