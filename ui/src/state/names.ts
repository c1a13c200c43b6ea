/** What was typed of a person's name. */
export interface TypedName {
  name: string;
  surname: string;
  /** Whoever typed it says that there is no other name. */
  only: boolean;
}

/** Whether anything was typed at all. */
export function isBegun(person: TypedName): boolean {
  return person.name.trim() !== "" || person.surname.trim() !== "";
}

/** Whether one of the two names is missing. */
export function isHalf(person: TypedName): boolean {
  return isBegun(person) && (person.name.trim() === "" || person.surname.trim() === "");
}

/** Whether it is a name to go by: given names and surname, or the only name that somebody has. A forgotten surname must not pass for that. */
export function isNamed(person: TypedName): boolean {
  return isBegun(person) && (person.only || !isHalf(person));
}
