import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { ExportView } from "../../src/api";
import EventForm from "../../src/features/EventForm.svelte";
import ExportForm from "../../src/features/ExportForm.svelte";
import { isoDay } from "../../src/state/format";
import { folder } from "../../src/state/folder.svelte";
import { event, household } from "./examples";
import { failure, later, sent, standIn, type Library } from "./library";
import Opener from "./stages/Opener.svelte";
import { expectAccessible, speak } from "./window";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const field = (name: string) => page.getByRole("textbox", { name, exact: true });

describe("an event that no paper tells", () => {
  const takes: Library = { add_event: () => event(), folder: () => household };
  const open = async () => {
    await render(Opener, { part: EventForm });
    await button("Open it").click();
  };

  it("is told with the keyboard: what is needed is there already but for what happened", async () => {
    standIn(takes);
    await open();
    const sheet = page.getByRole("dialog", { name: "Add an event" });
    await expect.element(field("What happened")).toHaveFocus();
    await expect.element(button("Save")).toBeDisabled();
    await userEvent.keyboard("Entered Italy ");
    await expectAccessible();
    await userEvent.keyboard("{Enter}");
    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(button("Open it")).toHaveFocus();
    const nothing = { time: null, who: null, reference: null, channel: null, path: null };
    expect(sent("add_event")).toEqual([
      { event: { ...nothing, date: isoDay(new Date()), what: "Entered Italy", person: "leila-haddad", filed: false } },
    ]);
  });

  it("takes everything else that is known of it, about the person whose papers are shown", async () => {
    standIn(takes);
    folder.person = "omar-nasser";
    await open();
    await expect.element(page.getByRole("combobox", { name: "Whose" })).toHaveDisplayValue("Omar Nasser");
    await field("What happened").fill("Application handed in");
    await page.getByLabelText("Date").fill("2026-05-04");
    await page.getByLabelText("Time, if known").fill("09:30");
    await field("Who did it").fill("HR");
    await page.getByRole("combobox", { name: "How" }).selectOptions("certified mail (PEC)");
    await field("Protocol or practice number").fill("PROT-77");
    await page.getByRole("checkbox", { name: "Something was filed with it" }).click();
    await button("Save").click();
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    expect(sent("add_event")).toEqual([
      {
        event: {
          date: "2026-05-04",
          time: "09:30",
          what: "Application handed in",
          who: "HR",
          person: "omar-nasser",
          channel: "pec",
          reference: "PROT-77",
          path: null,
          filed: true,
        },
      },
    ]);
  });

  it("stays open with everything written when it could not be kept", async () => {
    standIn({
      add_event: () => {
        throw failure("disk", { message: "No space left on device" });
      },
    });
    await open();
    await field("What happened").fill("Entered Italy");
    await button("Save").click();
    await expect.element(page.getByRole("dialog").getByRole("alert")).toHaveTextContent("No space left on device");
    await expect.element(field("What happened")).toHaveValue("Entered Italy");
  });

  it("is asked for in Italian", async () => {
    await speak("it");
    await open();
    await expect.element(page.getByRole("dialog", { name: "Aggiungi un evento" })).toBeVisible();
    await expectAccessible();
  });
});

describe("an export", () => {
  const holds = (more: Partial<ExportView> = {}): ExportView => ({ path: "", events: 9, papers: 4, joint: [], masked: true, ...more });
  const joint = ["Leila Haddad/lease.pdf", "Leila Haddad/marriage.pdf"];
  /** Leila's has papers of both, Omar's has none. */
  const takes: Library = {
    suggested_folder: () => "/data/leila/Documents/Papers",
    export_preview: ({ person }) => holds({ joint: person === "leila-haddad" ? joint : [] }),
    export: ({ to, full }) => holds({ path: to, masked: !full }),
  };
  const open = async (library: Library = takes) => {
    standIn(library);
    await render(Opener, { part: ExportForm });
    await button("Open it").click();
    await expect.element(page.getByRole("dialog", { name: "Export the timeline" })).toBeVisible();
  };
  const write = () => button("Write the table");
  const agree = () => page.getByRole("checkbox", { name: "They all agree" });

  it("names the papers of several people and writes nothing before they agreed", async () => {
    await open();
    await expect.element(page.getByText("4 papers, 9 events.")).toBeVisible();
    const others = page.getByRole("group", { name: "Papers of several people" });
    await expect.element(others).toHaveTextContent(/lease\.pdf.*marriage\.pdf/);
    await expect.element(write()).toBeDisabled();
    await field("Write it to").click();
    await userEvent.keyboard("{Enter}");
    expect(sent("export")).toEqual([]);
    await expectAccessible();
    await agree().click();
    await expect.element(write()).toBeEnabled();
    await write().click();
    const done = page.getByRole("status");
    await expect.element(done).toHaveTextContent("9 events written");
    await expect.element(done).toHaveTextContent("Passport, permit and fiscal code numbers are masked.");
    expect(sent("export")).toEqual([
      { to: "/data/leila/Documents/Timeline Leila Haddad.xlsx", person: "leila-haddad", full: false },
    ]);
    // The keyboard goes on with what is left to do.
    await expect.element(button("Close")).toHaveFocus();
    await expectAccessible();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(button("Open it")).toHaveFocus();
  });

  it("asks again when it is another person's, or when another paper of several came in", async () => {
    let papers = joint;
    await open({ ...takes, export_preview: ({ person }) => holds({ joint: person === "leila-haddad" ? papers : [] }) });
    await agree().click();
    await expect.element(write()).toBeEnabled();
    const whose = page.getByRole("combobox", { name: "Whose" });
    await whose.selectOptions("Omar Nasser");
    await expect.element(agree()).not.toBeInTheDocument();
    await expect.element(write()).toBeEnabled();
    await expect.element(field("Write it to")).toHaveValue("/data/leila/Documents/Timeline Omar Nasser.xlsx");
    await whose.selectOptions("Leila Haddad");
    await expect.element(agree()).not.toBeChecked();
    await agree().click();
    papers = [...joint, "Leila Haddad/tax.pdf"];
    folder.change += 1;
    await expect.element(page.getByText("Leila Haddad/tax.pdf")).toBeVisible();
    await expect.element(agree()).not.toBeChecked();
    await expect.element(write()).toBeDisabled();
  });

  it("writes nothing while it is not known whose papers are in it", async () => {
    const answer = later<ExportView>();
    await open({ ...takes, export_preview: () => answer.promise });
    await expect.element(field("Write it to")).toHaveValue("/data/leila/Documents/Timeline Leila Haddad.xlsx");
    await expect.element(write()).toBeDisabled();
    answer.come(holds());
    await expect.element(write()).toBeEnabled();
  });

  it("says what could not be looked up, and then writes nothing", async () => {
    await open({
      ...takes,
      export_preview: () => {
        throw failure("not-found", { hint: "" });
      },
    });
    await expect.element(page.getByRole("alert")).toHaveTextContent("It is not there any more.");
    await expect.element(write()).toBeDisabled();
  });

  it("warns before numbers are written in full, and the place follows the kind of table", async () => {
    await open({ ...takes, choose_export: () => "/mnt/stick/mine.xlsx" });
    await page.getByRole("checkbox", { name: "Show personal numbers in full" }).click();
    await expect.element(page.getByText(/give it only to people you trust/)).toBeVisible();
    await button("Choose…").click();
    await expect.element(field("Write it to")).toHaveValue("/mnt/stick/mine.xlsx");
    await page.getByRole("radio", { name: "Plain table (CSV)" }).click();
    await expect.element(field("Write it to")).toHaveValue("/mnt/stick/mine.csv");
    await agree().click();
    await expectAccessible();
    await write().click();
    await expect.element(page.getByRole("status")).toHaveTextContent(/give it only to people you trust/);
    expect(sent("export")).toEqual([{ to: "/mnt/stick/mine.csv", person: "leila-haddad", full: true }]);
  });

  it("that could not be written says why, and what was agreed to and chosen stays", async () => {
    const full = vi.fn(() => {
      throw failure("disk", { message: "No space left on device" });
    });
    await open({ ...takes, export: full });
    await agree().click();
    await write().click();
    await expect.element(page.getByRole("alert")).toHaveTextContent("No space left on device");
    await expect.element(agree()).toBeChecked();
    await expect.element(write()).toBeEnabled();
  });
});
