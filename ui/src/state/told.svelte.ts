// One note at the edge of the window: what just happened, and the way back if there is one.

import { asError, type ErrorView } from "../api";

export interface Note {
  words: string;
  /** Beside the words: the file it was about. */
  detail?: string;
  error?: ErrorView;
  action?: { label: string; run: () => void };
}

class Told {
  note = $state.raw<Note | null>(null);

  tell(note: Note): void {
    this.note = note;
  }

  /** What was thrown, as a note with what, where and what now. */
  fail(thrown: unknown): void {
    this.note = { words: "", error: asError(thrown) };
  }

  close(): void {
    this.note = null;
  }
}

export const told = new Told();

/** Does what a click asked for; what goes wrong is told, wherever the user is by then. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch((thrown: unknown) => told.fail(thrown));
}
