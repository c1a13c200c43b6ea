// Finding a text and filling it in: pure, so that tests can try every language.

import en from "../../messages/en.json";
import it from "../../messages/it.json";
import { plain } from "./plain";

export const locales = ["en", "it"] as const;
export type Locale = (typeof locales)[number];

/** Every text there is. */
export type Key = keyof typeof en;
/** A text with a form for one and one for several: `documents.count.one`, `documents.count.other`. */
export type CountKey = { [K in Key]: K extends `${infer Stem}.other` ? Stem : never }[Key];
export type Values = Readonly<Record<string, string | number>>;

const dictionaries: Record<Locale, Readonly<Record<string, string>>> = { en, it };

/** The text of a key that is known to be there. */
export function text(locale: Locale, key: Key, values: Values = {}): string {
  return fill(dictionaries[locale][key] ?? key, values);
}

/** The text of a key, in the form that the language wants for `count`; `{count}` is filled in. */
export function countText(locale: Locale, key: CountKey, count: number, values: Values = {}): string {
  const dictionary = dictionaries[locale];
  const form = new Intl.PluralRules(locale).select(count);
  const template = dictionary[`${key}.${form}`] ?? dictionary[`${key}.other`] ?? key;
  return fill(template, { count: new Intl.NumberFormat(locale).format(count), ...values });
}

/**
 * The text of a key made from a code of the library, or `null` when the code is newer than the texts or a value that
 * the text needs was not given: the caller then shows the library's own words.
 */
export function codeText(locale: Locale, key: string, values: Values = {}): string | null {
  const template = dictionaries[locale][key];
  if (template === undefined) return null;
  return placeholders(template).every((name) => name in values) ? fill(template, values) : null;
}

/** The names between braces, in the order of the text. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => plain(String(values[name] ?? whole)));
}
