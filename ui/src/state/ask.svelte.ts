// A question to the library and its latest answer.

import { asError, type ErrorView } from "../api";

/** Keeps the last value while a newer one is on its way, and lets a late answer to an old question fall. */
export class Answer<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<ErrorView | null>(null);
  waiting = $state(false);
  #asked = 0;

  async ask(question: () => Promise<T>): Promise<void> {
    const asked = ++this.#asked;
    this.waiting = true;
    try {
      const value = await question();
      if (asked !== this.#asked) return;
      this.value = value;
      this.error = null;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.error = asError(thrown);
    }
    this.waiting = false;
  }

  /** Forgets everything, an answer still on its way included. */
  clear(): void {
    this.#asked += 1;
    this.value = null;
    this.error = null;
    this.waiting = false;
  }
}
