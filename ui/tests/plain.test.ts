import { expect, it } from "vitest";
import { fileName } from "../src/state/format";
import { text } from "../src/state/messages";
import { plain } from "../src/state/plain";

it("shows what would turn the writing, end the line or hide, by its number", () => {
  expect(plain("fattura\u202efdp.exe")).toBe("fattura\\u{202e}fdp.exe");
  expect(plain("a\u200bb\u2066c\nd\u001b[2J")).toBe("a\\u{200b}b\\u{2066}c\\u{a}d\\u{1b}[2J");
  expect(plain("x\u{e0041}y")).toBe("x\\u{e0041}y");
});

it("leaves every honest name as it is, in any script", () => {
  for (const name of ["Città di Forlì – n. 3.pdf", "جواز سفر.pdf", "护照.pdf", "паспорт.pdf", "a'b\"<c>&amp;.pdf", "👩‍🎓".replace("\u200d", "")]) {
    expect(plain(name)).toBe(name);
  }
});

it("is used wherever a name gets into words", () => {
  expect(fileName("a/b\u202ec.pdf")).toBe("b\\u{202e}c.pdf");
  expect(text("en", "show.of", { name: "\u202ex" })).toContain("\\u{202e}x");
});
