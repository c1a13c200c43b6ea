// What every test of a part does with the window around it.

import axe from "axe-core";
import { createRawSnippet, type Snippet } from "svelte";
import { expect } from "vitest";
import { choose } from "../../src/state/preferences.svelte";
import type { Locale } from "../../src/state/messages";
import { standIn, type Library } from "./library";

/** Switches the window's language, then lets `library` answer. */
export async function speak(language: Locale, library: Library = {}): Promise<void> {
  standIn({ set_preferences: ({ preferences }) => preferences });
  await choose({ language });
  standIn(library);
}

/** axe-core finds nothing wrong with what is drawn, in the light and in the dark. */
export async function expectAccessible(): Promise<void> {
  for (const theme of ["light", "dark"]) {
    document.documentElement.dataset.theme = theme;
    const { violations } = await axe.run(document.body, {
      resultTypes: ["violations"],
      // One part alone is no page with headings and landmarks; whole pages are looked at in the real window.
      rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false }, "landmark-one-main": { enabled: false } },
    });
    const found = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary ?? ""}`));
    expect(found, theme).toEqual([]);
  }
  document.documentElement.dataset.theme = "light";
}

/** Plain words as the inside of a part. */
export const words = (text: string): Snippet =>
  createRawSnippet(() => ({
    render: () => `<span>${text}</span>`,
  }));

/** A list or the like that a part stands in, where the part alone would be only its inside. */
export const within = (tag: "dl" | "ul"): HTMLElement => document.body.appendChild(document.createElement(tag));
