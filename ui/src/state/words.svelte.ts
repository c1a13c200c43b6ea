// The language of the window, and the texts in it. Everything here is reactive: a switch shows at once.

import { plain } from "./plain";
import type { ErrorView, EventView, FindingView, LeftView, OperationView, ReasonView } from "../api";
import { amountText, bytesText, dateText, momentText, readable, todayText, weekdayText, type DateStyle } from "./format";
import { codeText, countText, text, type CountKey, type Key, type Locale, type Values } from "./messages";
import { preferences } from "./preferences.svelte";

export const language = {
  get locale(): Locale {
    return preferences.locale;
  },
};

export const say = (key: Key, values?: Values) => text(preferences.locale, key, values);
export const sayCount = (key: CountKey, count: number, values?: Values) => countText(preferences.locale, key, count, values);
export const sayDate = (date: string, style?: DateStyle) => dateText(preferences.locale, date, style);
export const sayWeekday = (date: string) => weekdayText(preferences.locale, date);
export const sayMoment = (at: string) => momentText(preferences.locale, at);
export const sayToday = (now: Date) => todayText(preferences.locale, now);
export const sayAmount = (amount: string) => amountText(preferences.locale, amount);
export const sayBytes = (bytes: number) => bytesText(preferences.locale, bytes);

/** A code of the library in words; a code without a text is shown readable: `entry-stamp` as "entry stamp". */
export function sayCode(family: "type" | "group" | "fact" | "date-role" | "reference" | "person-role" | "amount" | "history" | "reason" | "channel" | "missing" | "rule" | "pack" | "actor" | "need" | "rule-kind" | "recipient" | "alone" | "takes" | "sure" | "void", code: string): string {
  return codeText(preferences.locale, `${family}.${code}`) ?? code.replaceAll("-", " ").toLowerCase();
}

/** What a document is, in words; `null` in doubt. */
export const sayType = (type: string | null) => (type === null ? null : sayCode("type", type));

export const sayFinding = (finding: FindingView) =>
  codeText(preferences.locale, `finding.${finding.code}`, readable(preferences.locale, finding.values)) ?? finding.text;

export const sayFindingShort = (finding: FindingView) =>
  codeText(preferences.locale, `finding.${finding.code}.short`) ?? say(`severity.${finding.severity}`);

/** What helps; for some types of papers there is more to say than for others. */
export function sayFix(finding: FindingView, type: string | null = null): string | null {
  if (finding.fix === null) return null;
  const values = readable(preferences.locale, finding.values);
  const key = `finding.${finding.code}.fix`;
  return (type && codeText(preferences.locale, `${key}.${type}`, values)) ?? codeText(preferences.locale, key, values) ?? finding.fix;
}

/** Where the rule of a finding was read. */
export const saySource = (finding: FindingView) =>
  say("findings.source", { source: preferences.locale === "it" ? finding.source_it : finding.source });

export const sayError = (error: ErrorView) => codeText(preferences.locale, `error.${error.code}`) ?? error.message;
export const sayHint = (error: ErrorView) =>
  error.hint === null ? null : (codeText(preferences.locale, `error.${error.code}.hint`) ?? error.hint);

/** Errors whose own words hold more than their code: which value, and why. */
const detailed = ["demo", "disk", "export", "index", "internal", "pack", "unknown", "watch", "worker"];

/** Why, in words; `null` where the library has only its own. What the system said no to has the words of that error. */
export const sayReason = ({ code, values }: ReasonView) =>
  codeText(preferences.locale, `why.${code}`, values) ?? codeText(preferences.locale, `error.${code}`);

/** Why something was left as it was. */
export const sayLeft = (left: LeftView) => sayReason(left.reason) ?? left.why;

/** What the error's code does not say and its reason does. */
export const sayWhy = (error: ErrorView) => (error.reason ? sayReason(error.reason) : null);

/** What the library says beyond the sentence of the code; in English, as it has no other words for it. */
export const sayDetail = (error: ErrorView) =>
  error.reason === null && detailed.includes(error.code) && error.message !== sayError(error) ? plain(error.message) : null;

/** What an operation did, in words; its steps are shown beside. */
export const sayOperation = (operation: OperationView) =>
  codeText(preferences.locale, `operation.${operation.kind}`) ?? operation.summary;

/** What happened: "Nulla osta issued"; a manual event in the user's own words. */
export function sayEvent(event: EventView): string {
  if (event.manual || event.kind === "manual") return event.what;
  const type = sayType(event.type_id) ?? say("documents.unknown");
  return codeText(preferences.locale, `event.${event.kind}`, { type }) ?? `${type}: ${event.kind.replaceAll("-", " ")}`;
}

/** Text that comes from the library in both languages, as rule packs have it. */
export const inLanguage = (english: string | null, italian: string | null): string =>
  (preferences.locale === "it" ? italian : english) ?? english ?? "";


/** That no figure is known for a day, and for which days the nearest one is. */
export const sayNotKnown = (figure: { on: string; valid_from: string; valid_to: string | null }) => {
  const [on, from] = [sayDate(figure.on), sayDate(figure.valid_from)];
  return figure.valid_to !== null && figure.valid_to < figure.on
    ? say("case.figure.not-yet", { on, from, to: sayDate(figure.valid_to) })
    : say("case.figure.before", { on, from });
};