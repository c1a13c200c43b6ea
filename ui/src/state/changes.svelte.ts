// Changes of files: done, taken back, done again; from the review, from the log and with Ctrl Z from anywhere.

import * as api from "../api";
import type { ChangeView, ErrorView, OperationView, ProposalView } from "../api";
import { folder } from "./folder.svelte";
import { fileName } from "./format";
import { isAside, isSmaller, lastStep } from "./lists";
import { route } from "./route.svelte";
import { told } from "./told.svelte";
import { say, sayCount, sayOperation } from "./words.svelte";

export type Way = "done" | "undone" | "again";

class Changes {
  busy = $state(false);
  error = $state.raw<ErrorView | null>(null);
  /** The last change of this sitting and which way it went. */
  last = $state.raw<{ change: ChangeView; way: Way } | null>(null);

  /** Papers that were taken in as the last thing done: their paths in the folder. */
  #taken: string[] = [];

  /** Says that papers were taken in, with the way back, which Ctrl Z knows too. */
  tellTaken(taken: string[]): void {
    this.#taken = taken;
    const action = { label: say("undo"), run: () => void this.#leave() };
    told.tell({ words: sayCount("drop.taken", taken.length), ...(taken.length > 0 ? { action } : {}) });
  }

  accept = (proposals: ProposalView[]) => this.#make(() => api.apply(proposals), "done");
  undo = (operation: string) => this.#make(() => api.undo(operation), "undone");
  /** An undo is an operation too: taking it back does the change again. */
  redo = (undo: string) => this.#make(() => api.undo(undo), "again");

  /** Ctrl Z: takes the last operation back and says which that was; the note offers to do it again. */
  async undoLast(): Promise<void> {
    if (this.busy || folder.view === null) return;
    if (this.#taken.length > 0) {
      await this.#leave();
      return;
    }
    let operation: OperationView | null;
    try {
      operation = lastStep(await api.operations());
    } catch (thrown) {
      told.fail(thrown);
      return;
    }
    if (operation === null) {
      told.tell({ words: say("undo.nothing") });
    } else if (!operation.can_undo) {
      told.tell({ words: say("undo.not-here", { what: sayOperation(operation) }), detail: operation.summary });
    } else {
      await this.undoAndTell(operation.id);
    }
  }

  /** Takes an operation back where no list on screen says so; the note offers to do it again. */
  async undoAndTell(operation: string): Promise<void> {
    await this.undo(operation);
    this.#tell();
  }

  /** Ctrl Shift Z: does again what was taken back just now. */
  async redoLast(): Promise<void> {
    const last = this.last;
    if (this.busy || last?.way !== "undone" || last.change.operation === null) return;
    await this.redo(last.change.operation);
    this.#tell();
  }

  async #leave(): Promise<void> {
    const taken = this.#taken;
    await this.#make(() => api.leaveTaken(taken), "undone");
    this.#tell();
  }

  /** The words for what was done: copies set aside and papers made smaller have no new names. */
  sayDone({ change, way }: { change: ChangeView; way: Way }): string {
    // A correction or an event moves no file.
    if (change.operation !== null && change.done.length + change.left.length === 0) {
      return say(way === "undone" ? "undo.told" : "redo.told");
    }
    const aside = change.done.length > 0 && change.done.every(({ to }) => isAside(to));
    if (way !== "undone" && isSmaller(change)) return sayCount("smaller.done", change.done.length);
    return sayCount(aside ? "copies.done" : way === "undone" ? "review.undone" : "review.done", change.done.length);
  }

  /** Where the review is not on screen, a note at the edge says what it would say. */
  #tell(): void {
    if (this.error) {
      told.tell({ words: "", error: this.error });
      return;
    }
    if (this.last === null) return;
    const { change, way } = this.last;
    const first = change.done[0];
    told.tell({
      words: this.sayDone(this.last),
      ...(first ? { detail: first.from === first.to ? fileName(first.to) : `${fileName(first.from)} → ${fileName(first.to)}` } : {}),
      ...(way === "undone" && change.operation !== null
        ? { action: { label: say("redo"), run: () => void this.redoLast() } }
        : {}),
    });
  }

  async #make(work: () => Promise<ChangeView>, way: Way): Promise<void> {
    this.busy = true;
    this.error = null;
    this.#taken = [];
    try {
      const change = await work();
      // The paper that is open in the documents stays open under its new name.
      const moved = change.done.find((step) => step.from === route.document);
      if (moved) route.document = moved.to;
      this.last = { change, way };
    } catch (thrown) {
      this.error = api.asError(thrown);
      this.last = null;
    }
    this.busy = false;
    await folder.refresh();
  }
}

export const changes = new Changes();
