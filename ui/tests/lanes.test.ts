import { describe, expect, it } from "vitest";
import type { CaseView, EventView, MilestoneView, TermView } from "../src/api";
import { caseDots, eventsBeside, picture, type Row } from "../src/state/lanes";

const row = (id: string, ...days: string[]): Row => ({
  id,
  name: id,
  whose: "",
  runs: false,
  dots: days.map((date) => ({ id: date, date, ahead: false, words: date })),
});

describe("the picture of the timeline", () => {
  it("has a lane for each row that has something near, from left to right", () => {
    const drawn = picture([row("leila", "2026-04-28", "2026-02-16", "2019-01-01"), row("diego", "2026-02-16"), row("noor")], "2026-05-02");
    expect(drawn?.lanes.map((lane) => [lane.id, lane.dots.map(({ date }) => date)])).toEqual([
      ["leila", ["2026-02-16", "2026-04-28"]],
      ["diego", ["2026-02-16"]],
    ]);
    const [first, second] = drawn?.lanes[0]?.dots ?? [];
    // From ten days before the first (6 February) to twenty after the last (22 May) are 105 days; today is the 85th.
    expect(first?.at).toBeCloseTo(10 / 105);
    expect(second?.at).toBeCloseTo(81 / 105);
    expect(drawn?.today).toBeCloseTo(85 / 105);
    expect(drawn?.marks.map((mark) => mark.date)).toEqual(["2026-03-01", "2026-04-01", "2026-05-01"]);
  });

  it("marks fewer months the longer it is, never more than have room", () => {
    const drawn = picture([row("leila", "2025-06-01", "2026-12-20")], "2026-05-02");
    expect(drawn?.marks.map((mark) => mark.date)).toEqual(["2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"]);
  });

  it("keeps a year behind and eight months ahead; the rest stands in the table", () => {
    const days = ["2025-05-01", "2025-05-02", "2027-01-02", "2027-01-03"];
    const drawn = picture([row("leila", ...days)], "2026-05-02");
    expect(drawn?.lanes[0]?.dots.map(({ date }) => date)).toEqual(["2025-05-02", "2027-01-02"]);
  });

  it("is not drawn of one event alone", () => {
    expect(picture([row("leila", "2026-04-28")], "2026-05-02")).toBeNull();
  });
});

describe("a case's lane", () => {
  const step = (id: string, more: Partial<MilestoneView>) => ({ id, label: id, label_it: `${id} it`, on: null, ahead: false, paper: null, ...more });
  const term = (id: string, due: string, done: string | null) => ({ id, label: id, label_it: `${id} it`, due, done });
  const one = {
    milestones: [
      step("filed", { on: "2026-02-16", paper: "receipt.pdf" }),
      step("fingerprints", { on: "2026-06-03", ahead: true, paper: "call.pdf" }),
      step("card", {}),
    ],
    terms: [term("answer", "2026-05-20T24:00", null), term("file", "2026-02-20", "2026-02-16")] as Partial<TermView>[],
  } as CaseView;

  it("has the steps that were reached or are fixed, and the terms that still run", () => {
    expect(caseDots(one, ({ label_it }) => label_it)).toEqual([
      { id: "filed", date: "2026-02-16", ahead: false, words: "filed it" },
      { id: "fingerprints", date: "2026-06-03", ahead: true, words: "fingerprints it" },
      { id: "term answer", date: "2026-05-20", ahead: true, words: "answer it" },
    ]);
  });

  it("takes what it shows from its people's own lanes, and nothing else", () => {
    const event = (id: string, path: string | null, date: string, persons: string[]) => ({ id, path, date, persons }) as EventView;
    const events = [
      event("the step", "receipt.pdf", "2026-02-16", ["leila"]),
      event("another day of that paper", "receipt.pdf", "2026-02-10", ["leila"]),
      event("told by hand", null, "2026-02-16", ["leila"]),
      event("of another", "slip.pdf", "2026-02-16", ["diego"]),
    ];
    expect(eventsBeside(events, "leila", [one]).map(({ id }) => id)).toEqual(["another day of that paper", "told by hand"]);
  });
});
