import { expect, test } from "vitest";
import { isBegun, isHalf, isNamed } from "../src/state/names";

const typed = (name: string, surname: string, only = false) => ({ name, surname, only });

test("a person has given names and a surname", () => {
  expect(isNamed(typed("Amina", "Rossi"))).toBe(true);
  expect(isHalf(typed("Amina", "Rossi"))).toBe(false);
});

test("a name that was forgotten does not pass for somebody's only one", () => {
  for (const person of [typed("Amina", " "), typed("", "Rossi")]) {
    expect(isHalf(person)).toBe(true);
    expect(isNamed(person)).toBe(false);
    expect(isNamed({ ...person, only: true })).toBe(true);
  }
});

test("who is not named at all is nobody, whatever is ticked", () => {
  expect(isBegun(typed(" ", ""))).toBe(false);
  expect(isNamed(typed(" ", "", true))).toBe(false);
});
