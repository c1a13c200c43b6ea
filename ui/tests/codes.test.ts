import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import en from "../messages/en.json";

// The library names things by codes; each must have its words here, or Italian users would read English.
const repository = new URL("../../", import.meta.url);
const source = (path: string) => readFileSync(new URL(path, repository), "utf8");
const codes = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const keys = new Set(Object.keys(en));
const rustFiles = (folder: string) =>
  readdirSync(new URL(folder, repository))
    .filter((name) => name.endsWith(".rs"))
    .map((name) => folder + name);
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

  it("error, of the library and of the shell, here and on the page of the errors", () => {
    const library = codes(source("crates/faldone/src/error.rs"), /=>\s*\{?\s*"([a-z-]+)",/g);
    const shell = rustFiles("src-tauri/src/").flatMap((file) => codes(source(file), /\bcode: "([a-z-]+)"/g));
    expect(library.length).toBeGreaterThan(20);
    expect(shell).toContain("not-dropped");
    expect(without([...library, ...shell], "error")).toEqual([]);
    expect(without(shell.map((code) => `${code}.hint`), "error")).toEqual([]);
    const listed = new Set(codes(source("docs/errors.md"), /^\| ([a-z-]+) \|/gm));
    expect([...library, ...shell].filter((code) => !listed.has(code))).toEqual([]);
  });

  it("reason why something is left as it was", () => {
    const reasons = codes(source("crates/faldone/src/reason.rs"), /Reason::\w+(?: \{ \.\. \})? => "([a-z-]+)"/g);
    expect(reasons.length).toBeGreaterThan(40);
    expect(without(reasons, "why")).toEqual([]);
    const told = new Set(codes(source("docs/errors.md"), /^\| ([a-z-]+) \|/gm));
    expect(reasons.filter((code) => !told.has(code))).toEqual([]);
  });

  it("kind of rule that Faldone judges by, and of what was done", () => {
    const packs = codes(source("crates/faldone/src/packs.rs"), /entry\(\s*"([a-z-]+)"/g);
    expect(packs).toContain("calendars");
    expect(without(packs, "pack")).toEqual([]);
    const done = codes(source("crates/faldone/src/change/history.rs"), /\(\s*"([a-z-]+)",\s*(?:text|format!)\(/g);
    expect(done).toEqual(expect.arrayContaining(["made", "fix", "undo", "case-opened"]));
    expect(without(done, "operation")).toEqual([]);
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
