import { describe, expect, it } from "vitest";
import * as format from "../src/state/format";

describe("dates", () => {
  it("are written as each language reads them", () => {
    expect(format.dateText("en", "2026-04-28")).toBe("28 April 2026");
    expect(format.dateText("it", "2026-04-28")).toBe("28 aprile 2026");
    expect(format.dateText("en", "2026-05-06", "short")).toBe("6 May 2026");
  });

  it("have their weekday where days are counted", () => {
    // 2 October 2026 is a Friday, the 4th a Sunday.
    expect(format.weekdayText("en", "2026-10-02")).toBe("Fri, 2 Oct 2026");
    expect(format.weekdayText("it", "2026-10-04")).toMatch(/^dom,? 4 ott 2026$/);
  });

  it("keep the grain of the paper", () => {
    expect(format.dateText("en", "2026-09")).toBe("September 2026");
    expect(format.dateText("it", "2027")).toBe("2027");
  });

  it("that are none are shown as they stand", () => {
    expect(format.dateText("en", "soon")).toBe("soon");
    expect(format.dateText("en", "2026-4-1")).toBe("2026-4-1");
  });

  it("never slip to the day before", () => {
    for (const day of ["2026-01-01", "2026-03-29", "2026-10-25", "2026-12-31"]) {
      expect(format.dateText("en", day)).toContain(String(Number(day.slice(8))));
    }
  });

  it("of a moment carry the hour and minute", () => {
    expect(format.momentText("en", "2026-04-28T09:05:00")).toBe("28 Apr 2026, 09:05");
    expect(format.dateText("it", "2027-01-14T09:40")).toBe("14 gennaio 2027, 09:40");
    expect(format.dateText("en", "CONTRACT")).toBe("CONTRACT");
  });

  it("of today are the local day", () => {
    expect(format.isoDay(new Date(2026, 4, 2, 23, 59))).toBe("2026-05-02");
  });
});

describe("sizes", () => {
  it("are decimal, as portals count", () => {
    expect(format.bytesText("en", 999)).toBe("999 B");
    expect(format.bytesText("en", 2_000_000)).toBe("2 MB");
    expect(format.bytesText("it", 2_345_678)).toBe("2,3 MB");
    expect(format.bytesText("en", 12_400_000)).toBe("12.4 MB");
  });
});

describe("amounts", () => {
  it("are money in the language's way", () => {
    expect(format.amountText("en", "31200.00 EUR")).toBe("€31,200.00");
    expect(format.amountText("it", "116.00 EUR").replace("\u00a0", " ")).toBe("116,00 €");
    expect(format.amountText("en", "a lot")).toBe("a lot");
  });
});

describe("names and paths", () => {
  it("make a person's id", () => {
    expect(format.idOf("Diego Fuentes Ibáñez")).toBe("diego-fuentes-ibanez");
  });

  it("give two letters for a face, accents and all", () => {
    expect(format.initials("Diego", "Fuentes Ibáñez")).toBe("DF");
    expect(format.initials("Élodie", "")).toBe("É");
  });

  it("are taken apart at their separators", () => {
    expect(format.fileName("Leila Haddad/PASSPORT.pdf")).toBe("PASSPORT.pdf");
    expect(format.fileName("PASSPORT.pdf")).toBe("PASSPORT.pdf");
    expect(format.folderName("Leila Haddad/2026/CU.pdf")).toBe("Leila Haddad/2026");
    expect(format.folderName("CU.pdf")).toBe("");
    expect(format.lastPart("C:\\Users\\Leila\\Papers\\")).toBe("Papers");
    expect(format.lastPart("/srv/Papers")).toBe("Papers");
  });
});

describe("a snippet", () => {
  it("falls into pieces with its hits marked", () => {
    expect(format.pieces("il \u0002nulla osta\u0003 al lavoro")).toEqual([
      { words: "il ", hit: false },
      { words: "nulla osta", hit: true },
      { words: " al lavoro", hit: false },
    ]);
    expect(format.pieces("no hit here")).toEqual([{ words: "no hit here", hit: false }]);
    expect(format.pieces("")).toEqual([]);
  });
});

describe("the values of a finding", () => {
  it("are figures made readable", () => {
    expect(format.readable("it", { bytes: "12400000", date: "2026-04-28", pages: "1–3 and 5", name: "a.pdf" })).toEqual({
      bytes: "12,4 MB",
      date: "28 aprile 2026",
      pages: "1–3 e 5",
      name: "a.pdf",
    });
    expect(format.readable("en", { months: "2026-02, 2026-03" }).months).toBe("February 2026, March 2026");
  });
});
