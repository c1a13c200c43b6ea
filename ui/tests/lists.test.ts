import { describe, expect, it } from "vitest";
import type { DocumentRow, FindingView, ProposalView } from "../src/api";
import { arrived } from "../src/state/arrivals";
import { correction, typeChoices } from "../src/state/facts";
import * as lists from "../src/state/lists";
import { byKind, ending, firstEnding, groups, keepChoice, mark, needingALook } from "../src/state/lists";

function finding(code: string, severity: FindingView["severity"], values: Record<string, string> = {}): FindingView {
  return { code, severity, text: code, fix: null, values, papers: [], source: "", source_it: "" };
}

function row(path: string, change: Partial<DocumentRow> = {}): DocumentRow {
  return {
    path,
    name: path.slice(path.lastIndexOf("/") + 1),
    sha256: path,
    bytes: 1,
    kind: "pdf",
    type_id: null,
    group: "unsorted",
    persons: [],
    date: null,
    reference: null,
    findings: [],
    proposed: null,
    snippet: null,
    ...change,
  };
}

function proposal(path: string, to: string | null): ProposalView {
  const kind = to === null ? "unsure" : to.startsWith("_Faldone/aside/") ? "set-aside" : "rename";
  return { path, to, kind, sha256: null, stays: null, type_id: null, person: null, date: null, missing: [], codes: [] };
}

describe("the list of documents", () => {
  it("finds the block at a place among blocks that end further and further down", () => {
    const ends = [100, 250, 250, 400];
    expect([0, 100, 101, 250, 251, 400].map((place) => firstEnding(ends, place))).toEqual([0, 0, 1, 1, 3, 3]);
    expect(firstEnding(ends, 401)).toBe(4);
    expect(firstEnding([], 0)).toBe(0);
  });

  it("stands by group, what is not understood first, the newest paper first inside each", () => {
    const list = groups([
      row("b.pdf", { group: "work", date: "2026-01" }),
      row("c.pdf", { group: "work", date: "2026-09" }),
      row("a.pdf", { group: "immigration" }),
      row("x.pdf"),
    ]);
    expect(list.map((group) => [group.id, group.rows.map((one) => one.path)])).toEqual([
      ["unsorted", ["x.pdf"]],
      ["immigration", ["a.pdf"]],
      ["work", ["c.pdf", "b.pdf"]],
    ]);
  });

  it("loses no row of a group it does not know", () => {
    const list = groups([row("a.pdf", { group: "boats" }), row("b.pdf", { group: "other" })]);
    expect(list.map((group) => group.id)).toEqual(["other", "boats"]);
  });

  it("marks a row with its worst finding, and not with a note", () => {
    expect(mark(row("a.pdf", { findings: [finding("locked", "warning"), finding("restricted", "note")] }))?.code).toBe("locked");
    expect(mark(row("a.pdf", { findings: [finding("restricted", "note")] }))).toBeNull();
    expect(mark(row("a.pdf", { findings: [finding("name-differs", "warning")], proposed: "b.pdf" }))).toBeNull();
  });
});

describe("today", () => {
  const rows = [
    row("a.pdf", { findings: [finding("too-large", "warning")] }),
    row("b.pdf", { findings: [finding("incomplete", "error")] }),
    row("c.pdf", { findings: [finding("name-differs", "warning")], proposed: "d.pdf" }),
    row("e.pdf", { findings: [finding("expired", "warning", { date: "2026-03-01" }), finding("locked", "warning")] }),
    row("f.pdf", { findings: [finding("expires-soon", "note", { date: "2026-02-01" })] }),
    row("g.pdf", { findings: [finding("duplicate", "warning")] }),
  ];

  it("shows what needs a look, errors first, without what accepting a name answers", () => {
    expect(needingALook(rows).map((look) => [look.row.path, look.finding.code])).toEqual([
      ["b.pdf", "incomplete"],
      ["a.pdf", "too-large"],
      ["e.pdf", "locked"],
      ["g.pdf", "duplicate"],
    ]);
  });

  it("shows what ends, the earliest first", () => {
    expect(ending(rows).map((look) => look.row.path)).toEqual(["f.pdf", "e.pdf"]);
  });

  it("knows what came in, newest first and each once, and leaves Faldone's own files out", () => {
    expect(arrived(["a.pdf", "b.pdf"], ["b.pdf", "_Faldone/journal/x.jsonl", "c.pdf"])).toEqual(["b.pdf", "c.pdf", "a.pdf"]);
  });
});

describe("reviewing names", () => {
  const copy = proposal("copy.pdf", "_Faldone/aside/copy.pdf");

  it("keeps better names, open questions and copies apart", () => {
    const { names, unsure, copies } = byKind([proposal("a.pdf", "A.pdf"), copy, proposal("b.pdf", null)]);
    expect([names, unsure, copies].map((kind) => kind.map(({ path }) => path))).toEqual([["a.pdf"], ["b.pdf"], ["copy.pdf"]]);
  });

  it("never chooses a copy by itself, and keeps one that the user chose", () => {
    expect([...keepChoice(new Set(), [], [copy])]).toEqual([]);
    expect([...keepChoice(new Set(["copy.pdf"]), [copy], [copy])]).toEqual(["copy.pdf"]);
  });

  it("keeps what the user left out, takes in what is new, and forgets what is gone", () => {
    const before = [proposal("a.pdf", "A.pdf"), proposal("b.pdf", "B.pdf"), proposal("gone.pdf", "G.pdf")];
    const after = [proposal("a.pdf", "A.pdf"), proposal("b.pdf", "B.pdf"), proposal("new.pdf", "N.pdf"), proposal("u.pdf", null)];
    expect([...keepChoice(new Set(["a.pdf", "gone.pdf"]), before, after)]).toEqual(["a.pdf", "new.pdf"]);
  });
});

describe("a correction", () => {
  it("carries the role of a date, number or amount", () => {
    expect(correction({ fact: "date", role: "issued" }, "2026-04-28")).toEqual(["date", "issued:2026-04-28"]);
    expect(correction({ fact: "person", role: "subject" }, "Leila Haddad")).toEqual(["person", "Leila Haddad"]);
    expect(correction({ fact: "type", role: "" }, "VISA")).toEqual(["type", "VISA"]);
  });

  it("offers every type once", () => {
    expect(typeChoices).toContain("NULLA-OSTA");
    expect(new Set(typeChoices).size).toBe(typeChoices.length);
  });
});

describe("a long list", () => {
  const rows = (group: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...row(`${group}-${index}.pdf`), group }));

  it("is cut into blocks that keep every row once and in order, and each group's head where it begins", () => {
    const all = [
      { id: "work", rows: rows("work", 5) },
      { id: "home", rows: rows("home", 2) },
    ];
    const cut = lists.blocks(all, 3);
    expect(cut.map((part) => part.map(({ id, head, rows }) => [id, head, rows.length]))).toEqual([
      [["work", true, 3]],
      [
        ["work", false, 2],
        ["home", true, 1],
      ],
      [["home", false, 1]],
    ]);
    expect(cut.flat().flatMap(({ rows }) => rows)).toEqual(all.flatMap(({ rows }) => rows));
  });

  it("of ten thousand papers is grouped in a moment", () => {
    const many = rows("work", 10_000);
    const begun = performance.now();
    expect(lists.groups(many)[0]?.rows).toHaveLength(10_000);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe("the last step", () => {
  const step = (kind: string, undone: boolean) =>
    ({ id: kind, at: "", kind, device: "", steps: [], summary: "", undone, can_undo: kind === "fix", at_is_doubtful: false });

  it("is the newest that stands; undos are passed over", () => {
    const before = { ...step("fix", false), id: "before" };
    expect(lists.lastStep([step("undo", false), step("fix", true), before, step("made", false)])).toBe(before);
  });

  it("is what was told, so that no older change is undone by surprise", () => {
    expect(lists.lastStep([step("correct", false), step("fix", false)])?.kind).toBe("correct");
  });

  it("is nothing in a folder just made", () => {
    expect(lists.lastStep([step("made", false)])).toBeNull();
  });
});
