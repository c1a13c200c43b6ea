// Facts as the library names them for a correction: pure.

import type { FactView } from "../api";
import en from "../../messages/en.json";

/** How a correction names what it corrects: a date, number or amount is told apart by its role. */
export function factName(fact: Pick<FactView, "fact" | "role">): string {
  const byRole = fact.fact === "date" || fact.fact === "reference" || fact.fact === "amount";
  return byRole && fact.role !== "" ? `${fact.fact}:${fact.role}` : fact.fact;
}

/** Every type that a paper can be said to be. */
export const typeChoices: readonly string[] = Object.keys(en)
  .filter((key) => key.startsWith("type."))
  .map((key) => key.slice("type.".length));
