import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import en from "../messages/en.json";
import italian from "../messages/it.json";
import { codeText, countText, placeholders, text } from "../src/state/messages";

const english: Record<string, string> = en;
const other: Record<string, string> = italian;

describe("the two languages", () => {
  it("have the same texts", () => {
    expect(Object.keys(other)).toEqual(Object.keys(english));
  });

  it("fill the same values into each text", () => {
    for (const [key, template] of Object.entries(english)) {
      expect(placeholders(other[key] ?? "").toSorted(), key).toEqual(placeholders(template).toSorted());
    }
  });

  it("have each text once: of two with one key the first would be shown nowhere", () => {
    for (const locale of ["en", "it"]) {
      const file = readFileSync(new URL(`../messages/${locale}.json`, import.meta.url), "utf8");
      const keys = [...file.matchAll(/^ {2}"([^"]+)":/gm)].map((match) => match[1]);
      expect(keys.length).toBe(Object.keys(english).length);
    }
  });

  it("leave no text empty", () => {
    for (const messages of [english, other]) {
      expect(Object.entries(messages).filter(([, words]) => words.trim() === "")).toEqual([]);
    }
  });

  it("have both forms wherever things are counted", () => {
    const stems = Object.keys(english).filter((key) => key.endsWith(".other") && english[key]?.includes("{count}"));
    expect(stems.length).toBeGreaterThan(5);
    for (const key of stems) expect(english[key.replace(/other$/, "one")], key).toBeDefined();
  });

  it("say in Italian what is not a name or a number", () => {
    const same = Object.keys(english).filter((key) => english[key] === other[key] && /[a-z]{4}/.test(english[key] ?? ""));
    // Faldone's name, languages in their own words, and words that are the same in both.
    const alike = /^(app|language\..*|type\..*|documents\.(title|search\.keys)|facts\.file)$/;
    expect(same.filter((key) => !alike.test(key))).toEqual([]);
  });
});

describe("a text", () => {
  it("has its values filled in", () => {
    expect(text("en", "scan.of", { done: 3, total: 70 })).toBe("Reading 3 of 70");
    expect(text("it", "scan.of", { done: 3, total: 70 })).toBe("Lettura 3 di 70");
  });

  it("counts in the form of its language", () => {
    expect(countText("en", "documents.count", 1)).toBe("1 document");
    expect(countText("en", "documents.count", 0)).toBe("0 documents");
    expect(countText("it", "documents.count", 1200)).toBe("1200 documenti");
    expect(countText("it", "documents.count", 12_000)).toBe("12.000 documenti");
  });

  it("of a code nobody knows here is left to the library", () => {
    expect(codeText("it", "finding.newer-than-this-window")).toBeNull();
  });

  it("that wants a value the library did not give is left to the library", () => {
    expect(codeText("en", "finding.not-searchable", { pages: "2" })).toBeNull();
    expect(codeText("en", "finding.not-searchable", { pages: "2", of: "3" })).toContain("page 2 of 3");
  });
});
