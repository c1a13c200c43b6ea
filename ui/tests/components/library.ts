// What a part asks of the library, answered by the test: only to see what it does with an answer, an error or a wait. What the
// library answers in truth is tested in the whole window (tests/window).

import type { Channel } from "@tauri-apps/api/core";
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import type { ChangeView, ErrorView, EventView, ExportView, FolderView, NewEvent, Preferences, ProgressView, ProposalView, SmallerView } from "../../src/api";

/** The commands that parts tested here ask, as `src/api` sends them and with the types of the library's answers. */
interface Commands {
  folder: (args: object) => FolderView | null;
  scan: (args: object) => void;
  cancel_scan: (args: object) => void;
  preferences: (args: object) => Preferences;
  set_preferences: (args: { preferences: Preferences }) => Preferences;
  choose_folder: (args: object) => string | null;
  suggested_folder: (args: object) => string;
  choose_export: (args: { name: string; kind: string }) => string | null;
  correct: (args: { path: string; fact: string; value: string }) => void;
  add_person: (args: { of: string | null; name: string; surname: string }) => void;
  add_event: (args: { event: NewEvent }) => EventView;
  apply: (args: { proposals: ProposalView[] }) => ChangeView;
  smaller: (args: { path: string; onProgress: Channel<ProgressView> }) => SmallerView;
  export_preview: (args: { person: string; full: boolean }) => ExportView;
  export: (args: { to: string; person: string; full: boolean }) => ExportView;
}

type Answer<C extends keyof Commands> = (args: Parameters<Commands[C]>[0]) => ReturnType<Commands[C]> | Promise<ReturnType<Commands[C]>>;
export type Library = { [C in keyof Commands]?: Answer<C> };

/** Everything asked since the test began, in order. */
export const asked: { command: string; args: unknown; answered: boolean }[] = [];

/** What was sent with a command, each time it was asked. */
export const sent = (command: keyof Commands): unknown[] => asked.filter((one) => one.command === command).map((one) => one.args);

/** From now on the library answers this; what an answer throws comes back as the library's error. */
export function standIn(library: Library): void {
  mockIPC((command, args) => {
    const answer = (library as Record<string, ((args: unknown) => unknown) | undefined>)[command];
    asked.push({ command, args, answered: answer !== undefined });
    if (answer === undefined) throw new Error(`nothing stands in for ${command}`);
    return answer(args);
  });
}

export const forgetLibrary = clearMocks;

/** An error as the library sends one. */
export const failure = (code: string, more: Partial<ErrorView> = {}): ErrorView => ({
  code,
  message: code,
  path: null,
  hint: null,
  reason: null,
  ...more,
});

/** An answer that comes when the test says so. */
export function later<T>(): { promise: Promise<T>; come: (answer: T) => void; fail: (error: ErrorView) => void } {
  let come: (answer: T) => void = () => {};
  let fail: (error: ErrorView) => void = () => {};
  const promise = new Promise<T>((resolve, reject) => ([come, fail] = [resolve, reject]));
  return { promise, come: (answer) => come(answer), fail: (error) => fail(error) };
}
