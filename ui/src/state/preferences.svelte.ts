// What the user set for this computer: kept by the shell, known before anything is drawn.

import * as api from "../api";
import type { Preferences } from "../api";
import { locales, type Locale } from "./messages";

const untouched: Preferences = {
  language: "system",
  theme: "system",
  tray: false,
  notifications: true,
  start_at_login: false,
  sources: [],
};

let current = $state.raw<Preferences>(untouched);
const dark = matchMedia("(prefers-color-scheme: dark)");
let systemIsDark = $state(dark.matches);
dark.addEventListener("change", () => (systemIsDark = dark.matches));

const locale = $derived.by((): Locale => {
  const wanted = current.language === "system" ? navigator.language.slice(0, 2) : current.language;
  return locales.find((one) => one === wanted) ?? "en";
});

export const preferences = {
  get value(): Preferences {
    return current;
  },
  /** The language of the window: the one that was chosen, else the system's if there are words for it. */
  get locale(): Locale {
    return locale;
  },
  get theme(): "light" | "dark" {
    return current.theme === "system" ? (systemIsDark ? "dark" : "light") : current.theme;
  },
};

/** Reads what was set; what cannot be read is as if it was never set. */
export async function readPreferences(): Promise<void> {
  current = await api.preferences().catch(() => untouched);
}

/** What is being kept: one after the other, so that the last click wins. */
let keeping: Promise<unknown> = Promise.resolve();

/** Sets something and keeps it; it shows at once, and what is kept shows in the end, also when this could not be. */
export function choose(change: Partial<Preferences>): Promise<void> {
  current = { ...current, ...change };
  const kept = keeping.then(async () => {
    try {
      await api.setPreferences(current);
    } catch (thrown) {
      await readPreferences();
      throw thrown;
    }
  });
  keeping = kept.catch(() => undefined);
  return kept;
}
