// The open folder: what is in it at a glance, the scan in hand, and what came in while the window was open.

import * as api from "../api";
import type { ErrorView, FolderView, PersonName, PersonView, ProgressView } from "../api";
import { arrived } from "./arrivals";
import { idOf } from "./format";
import { route } from "./route.svelte";

class OpenFolder {
  view = $state.raw<FolderView | null>(null);
  error = $state.raw<ErrorView | null>(null);
  /** Until the first answer there is nothing to show, not even the welcome. */
  started = $state(false);
  scanning = $state.raw<ProgressView | null>(null);
  /** Whose papers are shown; `null` for everybody's. */
  person = $state<string | null>(null);
  /** Paths that came in since the folder was opened, newest first. */
  came = $state.raw<string[]>([]);
  /** Grows with every change; what is shown depends on it and asks again. */
  change = $state(0);

  /** Opens what was open the last time, and listens until the returned function is called. */
  start(): () => void {
    void this.#hold(api.folder).finally(() => (this.started = true));
    return api.onChanged((changed) => {
      this.came = arrived(this.came, changed.what);
      void this.refresh();
    });
  }

  open = (path: string) => this.#hold(() => api.openFolder(path));
  /** Makes a new folder, or one of a folder with papers, and shows what was understood of them. */
  async create(path: string, people: PersonName[], fresh: boolean): Promise<ErrorView | null> {
    const failed = await this.#hold(() => api.createFolder(path, people, fresh));
    if (failed === null) {
      this.adopted = !fresh;
      route.view = "today";
    }
    return failed;
  }

  openDemo = () => this.#hold(api.openDemo);

  /** The folder was made of one with papers just now: what was understood is told first. */
  adopted = $state(false);
  /** The welcome is shown although a folder is open, to open another. */
  leaving = $state(false);

  /** Asks for the figures again, and tells what is shown to do the same. */
  async refresh(): Promise<void> {
    this.change += 1;
    try {
      this.view = await api.folder();
    } catch (thrown) {
      this.error = api.asError(thrown);
    }
  }

  /** Looks through the whole folder, with progress; `lossIsMeant` once the user said that what is missing is meant to be gone. */
  async scan(lossIsMeant = false): Promise<void> {
    if (this.scanning) return;
    this.scanning = { done: 0, total: 0, path: "" };
    try {
      await api.scan(lossIsMeant, (progress) => {
        if (this.scanning) this.scanning = progress;
      });
      this.error = null;
    } catch (thrown) {
      const error = api.asError(thrown);
      // What the user stopped is no error.
      if (error.code !== "cancelled") this.error = error;
    }
    this.scanning = null;
    await this.refresh();
  }

  stopScan(): void {
    void api.cancelScan();
  }

  /** The name of an adult or a child of the household. */
  nameOf(id: string): string {
    const adult = this.personOf(id);
    if (adult) return `${adult.name} ${adult.surname}`;
    const children = this.view?.people.flatMap((person) => person.dependants) ?? [];
    return children.find((child) => idOf(child) === id) ?? id;
  }

  personOf(id: string): PersonView | null {
    return this.view?.people.find((person) => person.id === id) ?? null;
  }

  /** Returns the error instead of keeping it: the caller knows what the user was doing. */
  async #hold(open: () => Promise<FolderView | null>): Promise<ErrorView | null> {
    try {
      const view = await open();
      this.error = null;
      if (view === null) return null;
      this.view = view;
      this.leaving = false;
      this.person = null;
      this.came = [];
      this.adopted = false;
      route.document = null;
      route.words = "";
      void this.scan();
      return null;
    } catch (thrown) {
      const error = api.asError(thrown);
      if (!this.started) this.error = error;
      return error;
    }
  }
}

export const folder = new OpenFolder();
