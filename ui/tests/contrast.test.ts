import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// Text must stand out from its ground at least 4.5 to 1 (WCAG 2.2, 1.4.3), in the light and in the dark.

const css = readFileSync(new URL("../src/app.css", import.meta.url), "utf8");

function tokens(part: string): Record<string, string> {
  return Object.fromEntries([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

const [lightPart = "", darkPart = ""] = css.split(':root[data-theme="dark"]');
const light = tokens(lightPart);
const themes = { light, dark: { ...light, ...tokens(darkPart) } };

/** Relative luminance of a colour as WCAG defines it. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Each ground with the colours of the text that stands on it somewhere. */
const grounds: Record<string, string[]> = {
  paper: ["ink", "ink-2", "ink-3", "accent", "late", "soon", "good"],
  sheet: ["ink", "ink-2", "ink-3", "accent", "late", "soon", "good"],
  "accent-soft": ["ink", "ink-2", "accent"],
  "late-soft": ["ink", "ink-2", "late"],
  "soon-soft": ["ink", "soon"],
  "good-soft": ["ink", "ink-2", "good"],
  accent: ["accent-ink"],
  "accent-hover": ["accent-ink"],
  mark: ["ink"],
  desk: ["ink", "ink-2"],
  ink: ["paper"],
};

describe.each(Object.entries(themes))("in the %s", (_, theme) => {
  const pairs = Object.entries(grounds).flatMap(([ground, texts]) => texts.map((text) => [text, ground] as const));

  it.each(pairs)("%s can be read on %s", (text, ground) => {
    expect(contrast(theme[text] ?? "#000000", theme[ground] ?? "#000000")).toBeGreaterThanOrEqual(4.5);
  });
});

it("knows the contrast of black on white", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});
