// All papers of the open folder as the list knows them. A large folder comes in pieces, so that the window never stands still.

import * as api from "../api";
import type { DocumentRow, ErrorView } from "../api";

/** Rows asked for at once: they are taken in within a few milliseconds. */
const step = 500;
/** Between two looks while the folder keeps changing, as during a scan (ms). */
const pause = 700;

class Papers {
  /** `null` until the first piece is there. */
  rows = $state.raw<readonly DocumentRow[] | null>(null);
  error = $state.raw<ErrorView | null>(null);
  #folder: string | null = null;
  #asked = 0;
  #running = false;

  /** Reads the rows of this folder anew; asked again meanwhile, it reads once more when it is done. */
  async load(folder: string | null): Promise<void> {
    this.#asked += 1;
    if (folder !== this.#folder) {
      this.#folder = folder;
      this.rows = null;
      this.error = null;
    }
    if (this.#running || folder === null) return;
    this.#running = true;
    let answered: number;
    do {
      answered = this.#asked;
      try {
        await this.#read();
        this.error = null;
      } catch (thrown) {
        this.error = api.asError(thrown);
      }
      if (answered !== this.#asked) await new Promise((later) => setTimeout(later, pause));
    } while (answered !== this.#asked);
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
