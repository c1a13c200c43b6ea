import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { FactView } from "../../src/api";
import Fact from "../../src/features/Fact.svelte";
import { fact, household } from "./examples";
import { failure, later, sent, standIn, type Library } from "./library";
import { expectAccessible, speak, within } from "./window";

const path = "Leila Haddad/paper.pdf";
const opened = (of: FactView) =>
  render(Fact, { props: { path, fact: of, open: true, toggle: () => {} }, target: within("dl") });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const takes: Library = { correct: () => {}, folder: () => household };

describe("a fact", () => {
  it("is shown as people read it, in both languages", async () => {
    await render(Fact, { path, fact: fact({}), open: false, toggle: () => {} });
    await expect.element(page.getByText("28 April 2026")).toBeVisible();
    await speak("it");
    await expect.element(page.getByText("28 aprile 2026")).toBeVisible();
  });

  it("has a button that says of what it tells why, and whether it is open", async () => {
    const toggle = vi.fn();
    const { rerender } = await render(Fact, { path, fact: fact({ fact: "type", value: "NULLA-OSTA" }), open: false, toggle });
    const why = button("Why: Type");
    await expect.element(why).toHaveAttribute("aria-expanded", "false");
    await userEvent.keyboard("{Tab}{Enter}");
    expect(toggle).toHaveBeenCalledOnce();
    await rerender({ open: true });
    await expect.element(why).toHaveAttribute("aria-expanded", "true");
  });

  it("shows the words it was read from, and where", async () => {
    await opened(fact({ page: 2 }));
    await expect.element(page.getByText("Read on page 2:")).toBeVisible();
    await expect.element(page.getByRole("blockquote")).toHaveTextContent("Milano, 28 aprile 2026");
    await expectAccessible();
  });

  it("says when the user told it, and when it comes from no words", async () => {
    const { rerender } = await opened(fact({ corrected: true }));
    await expect.element(page.getByText("You told this.")).toBeVisible();
    await rerender({ fact: fact({ words: null }) });
    await expect.element(page.getByText("Taken from the file itself, not from words on a page.")).toBeVisible();
  });
});

describe("a correction", () => {
  it("is told with the keyboard alone: into the field, saved with Enter, and back to the button", async () => {
    standIn(takes);
    await opened(fact({ fact: "reference", role: "practice", value: "P-MI/1" }));
    button("Correct").element().focus();
    await userEvent.keyboard("{Enter}");
    const field = page.getByRole("textbox");
    await expect.element(field).toHaveFocus();
    await expect.element(field).toHaveValue("P-MI/1");
    await expectAccessible();
    await userEvent.keyboard("{Control>}a{/Control}P-MI/L/N/2026/7 {Enter}");
    await expect.element(field).not.toBeInTheDocument();
    expect(sent("correct")).toEqual([{ path, fact: "reference", value: "practice:P-MI/L/N/2026/7" }]);
    await expect.element(button("Correct")).toHaveFocus();
  });

  it("can be left again with its button or with Escape, and nothing is told", async () => {
    await opened(fact({ fact: "reference", role: "practice", value: "P-MI/1" }));
    await button("Correct").click();
    await page.getByRole("textbox").fill("something else");
    await button("Cancel").click();
    await expect.element(button("Correct")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    // What was written and not saved is forgotten.
    await expect.element(page.getByRole("textbox")).toHaveValue("P-MI/1");
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("textbox")).not.toBeInTheDocument();
    await expect.element(button("Correct")).toHaveFocus();
  });

  it("of a type is a choice in words; of a person, one of the household, children too", async () => {
    standIn(takes);
    const { rerender } = await opened(fact({ fact: "type", role: "", value: "NULLA-OSTA" }));
    await button("Correct").click();
    await page.getByRole("combobox", { name: "Type, corrected" }).selectOptions("Payslip");
    await button("Save").click();
    await expect.element(page.getByRole("combobox")).not.toBeInTheDocument();
    await rerender({ fact: fact({ fact: "person", role: "holder", value: "Leila Haddad" }) });
    await button("Correct").click();
    await page.getByRole("combobox", { name: "Whose, corrected" }).selectOptions("Noor Haddad");
    await button("Save").click();
    await expect.element(page.getByRole("combobox")).not.toBeInTheDocument();
    expect(sent("correct")).toEqual([
      { path, fact: "type", value: "PAYSLIP" },
      { path, fact: "person", value: "Noor Haddad" },
    ]);
  });

  it("of an appointment is a day with its hour, if the hour is known", async () => {
    standIn(takes);
    const { rerender } = await opened(fact({ fact: "date", role: "appointment", value: "2027-01-14T09:40" }));
    await expect.element(page.getByText("14 January 2027, 09:40")).toBeVisible();
    await button("Correct").click();
    await page.getByLabelText("Time, if known").fill("10:15");
    await expectAccessible();
    await button("Save").click();
    await expect.element(page.getByLabelText("Time, if known")).not.toBeInTheDocument();
    await rerender({ fact: fact({ fact: "date", role: "appointment", value: "2027-01-14" }) });
    await button("Correct").click();
    await button("Save").click();
    await expect.element(page.getByLabelText("Time, if known")).not.toBeInTheDocument();
    expect(sent("correct")).toEqual([
      { path, fact: "date", value: "appointment:2027-01-14T10:15" },
      { path, fact: "date", value: "appointment:2027-01-14" },
    ]);
  });

  it("that the library refuses stays on screen with what was wrong, and the next one starts clean", async () => {
    const second = later<void>();
    let asks = 0;
    standIn({
      ...takes,
      correct: () => {
        asks += 1;
        if (asks === 1) throw failure("bad-value", { hint: "" });
        return second.promise;
      },
    });
    await opened(fact({ fact: "amount", role: "gross", value: "31200.00 EUR" }));
    await button("Correct").click();
    await page.getByRole("textbox").fill("a lot");
    await button("Save").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent("This value cannot be used here.");
    await expect.element(page.getByRole("textbox")).toHaveValue("a lot");
    await expectAccessible();
    await page.getByRole("textbox").fill("31900.00 EUR");
    await userEvent.keyboard("{Enter}{Enter}");
    // While it waits for the answer, the old error is gone and nothing is sent twice.
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
    expect(asks).toBe(2);
    second.come();
    await expect.element(page.getByRole("textbox")).not.toBeInTheDocument();
  });

  it("cannot be empty", async () => {
    await opened(fact({ fact: "reference", role: "practice", value: "P-MI/1" }));
    await button("Correct").click();
    await page.getByRole("textbox").fill("  ");
    await expect.element(button("Save")).toBeDisabled();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("textbox")).toBeVisible();
  });

  it("is asked for where nothing was sure", async () => {
    standIn(takes);
    await render(Fact, { path, fact: fact({ value: "", words: null }), open: false, toggle: () => {} });
    await expect.element(page.getByText("Not sure")).toBeVisible();
    await button("Tell: Issued").click();
    await expect.element(page.getByRole("textbox")).toHaveFocus();
    await userEvent.keyboard("2026-04-28{Enter}");
    await expect.element(page.getByRole("textbox")).not.toBeInTheDocument();
    expect(sent("correct")).toEqual([{ path, fact: "date", value: "issued:2026-04-28" }]);
  });

  it("of a paper that says it does not count is one press, in Italian too", async () => {
    await speak("it", takes);
    await opened(fact({ fact: "void", role: "", value: "draft" }));
    await button("Vale comunque").click();
    await vi.waitFor(() => expect(sent("correct")).toEqual([{ path, fact: "void", value: "" }]));
  });
});
