import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import en from "../messages/en.json";

// The library names things by codes; each must have its words here, or Italian users would read English.
const repository = new URL("../../", import.meta.url);
const source = (path: string) => readFileSync(new URL(path, repository), "utf8");
const codes = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const keys = new Set(Object.keys(en));
const without = (names: string[], family: string) => names.filter((name) => !keys.has(`${family}.${name}`));

describe("there are words for every", () => {
  it("document type of the packs", () => {
    const types = readdirSync(new URL("packs/types/", repository))
      .filter((name) => name.endsWith(".toml"))
      .map((name) => name.replace(".toml", ""));
    expect(types.length).toBeGreaterThan(60);
    expect(without(types, "type")).toEqual([]);
  });

  it("finding", () => {
    const findings = codes(source("crates/rules/src/check/codes.rs"), /row\(\s*"([a-z-]+)"/g);
    expect(findings.length).toBeGreaterThan(20);
    expect(without(findings, "finding")).toEqual([]);
    expect(findings.filter((code) => !keys.has(`finding.${code}.short`))).toEqual([]);
  });

  it("error", () => {
    const errors = codes(source("crates/faldone/src/error.rs"), /=>\s*\{?\s*"([a-z-]+)",/g);
    expect(errors.length).toBeGreaterThan(20);
    expect(without(errors, "error")).toEqual([]);
  });

  it("role of a date and kind of reference", () => {
    const facts = source("crates/rules/src/facts.rs");
    const variants = (name: string) =>
      codes(new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(facts)?.[1] ?? "", /^\s+(\w+),/gm).map((variant) =>
        variant.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase(),
      );
    expect(variants("DateRole")).toContain("valid-from");
    expect(without(variants("DateRole"), "date-role")).toEqual([]);
    expect(without(variants("ReferenceKind"), "reference")).toEqual([]);
    expect(without(variants("AmountRole"), "amount")).toEqual([]);
  });
});
