// Facts as the library names them for a correction: pure.

import type { FactView } from "../api";
import en from "../../messages/en.json";

/** What to tell the library: dates, numbers and amounts carry their role before the value (`issued:2026-04-28`). */
export function correction(fact: Pick<FactView, "fact" | "role">, value: string): [fact: string, value: string] {
  const byRole = fact.fact === "date" || fact.fact === "reference" || fact.fact === "amount";
  return [fact.fact, byRole ? `${fact.role || "other"}:${value}` : value];
}

/** Every type that a paper can be said to be. */
export const typeChoices: readonly string[] = Object.keys(en)
  .filter((key) => key.startsWith("type."))
  .map((key) => key.slice("type.".length));
