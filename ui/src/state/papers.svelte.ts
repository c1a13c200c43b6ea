// All papers of the open folder as the list knows them. A large folder comes in pieces, so that the window never stands still.

import * as api from "../api";
import type { DocumentRow, ErrorView, FolderView } from "../api";

/** Rows asked for at once: they are taken in within a few milliseconds. */
const step = 500;
/** Between two looks while the folder keeps changing, as during a scan (ms). */
const pause = 700;

class Papers {
  /** `null` until the first piece is there. */
  rows = $state.raw<readonly DocumentRow[] | null>(null);
  error = $state.raw<ErrorView | null>(null);
  #folder: string | null = null;
  /** The state of the index that was asked for last, and the one whose rows these are. */
  #wanted: number | null = null;
  #held: number | null = null;
  #running = false;

  /**
   * Reads the rows of this folder, unless those of its state are here already: ten thousand rows taken in anew for nothing would
   * make the window stand still. Asked for a newer state meanwhile, it reads once more when it is done.
   */
  async load(view: FolderView | null): Promise<void> {
    const folder = view?.id ?? null;
    if (folder !== this.#folder) {
      this.#folder = folder;
      this.#held = null;
      this.rows = null;
      this.error = null;
    }
    this.#wanted = view?.revision ?? null;
    if (this.#running) return;
    this.#running = true;
    while (this.#folder !== null && this.#held !== this.#wanted) {
      const [of, state] = [this.#folder, this.#wanted];
      try {
        await this.#read();
        if (of !== this.#folder) continue;
        this.error = null;
      } catch (thrown) {
        if (of !== this.#folder) continue;
        this.error = api.asError(thrown);
        break;
      }
      this.#held = state;
      if (this.#held !== this.#wanted) await new Promise((later) => setTimeout(later, pause));
    }
    this.#running = false;
  }

  async #read(): Promise<void> {
    const folder = this.#folder;
    // By path: when a file comes in between two pieces, a row can come twice.
    const rows = new Map<string, DocumentRow>();
    let total = 1;
    for (let offset = 0; offset < total; offset += step) {
      const page = await api.documents({ words: "", person: null, offset, limit: step });
      if (folder !== this.#folder) return;
      total = page.total;
      for (const row of page.rows) rows.set(row.path, row);
      // The first sight shows at once; later the list changes only when all is there.
      if (this.rows === null) this.rows = [...rows.values()];
    }
    this.rows = [...rows.values()];
  }
}

export const papers = new Papers();
