import { createRawSnippet } from "svelte";
import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import FormSheet from "./stages/FormSheet.svelte";
import Sheet from "../../src/elements/Sheet.svelte";
import { failure, later } from "./library";
import Opener from "./stages/Opener.svelte";
import { expectAccessible } from "./window";

const inside = (html: string) => createRawSnippet(() => ({ render: () => `<div>${html}</div>` }));
const opener = () => page.getByRole("button", { name: "Open it" });

describe("a sheet", () => {
  const open = async () => {
    const children = inside(`<label>First <input></label><label>Last <input></label>`);
    await render(Opener, { part: Sheet, more: { title: "Add something", children } });
    await opener().click();
    return page.getByRole("dialog", { name: "Add something" });
  };
  const field = (name: string) => page.getByRole("textbox", { name });

  it("opens with its title as its name and the focus in its first field", async () => {
    const sheet = await open();
    await expect.element(sheet).toBeVisible();
    await expect.element(sheet.getByRole("heading", { level: 2, name: "Add something" })).toBeVisible();
    await expect.element(field("First")).toHaveFocus();
    await expectAccessible();
  });

  it("keeps the keyboard to itself", async () => {
    await open();
    await expect.element(field("First")).toHaveFocus();
    const reached: string[] = [];
    for (let press = 0; press < 6; press += 1) {
      await userEvent.keyboard("{Tab}");
      const at = document.activeElement;
      if (at?.matches("button")) reached.push(at.textContent ?? "");
    }
    expect(reached).toEqual([]);
  });

  it("goes with Escape, and the focus is back where it was opened", async () => {
    const sheet = await open();
    await expect.element(field("First")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(sheet).not.toBeInTheDocument();
    await expect.element(opener()).toHaveFocus();
    // It is gone for who opened it too, and opens again.
    await userEvent.keyboard("{Enter}");
    await expect.element(sheet).toBeVisible();
  });
});

describe("a form in a sheet", () => {
  const open = async (send: () => Promise<void>, ready = true) => {
    await render(Opener, { part: FormSheet, more: { send, ready } });
    await opener().click();
    await expect.element(page.getByRole("dialog")).toBeVisible();
  };
  const save = () => page.getByRole("button", { name: "Save it" });

  it("sends once, however fast it is pressed", async () => {
    const answer = later<void>();
    const send = vi.fn(() => answer.promise);
    await open(send);
    await save().dblClick();
    await page.getByRole("textbox", { name: "Name" }).click();
    await userEvent.keyboard("{Enter}");
    expect(send).toHaveBeenCalledOnce();
    answer.come();
  });

  it("tells what failed beside its buttons, keeps what was written, and can be sent again", async () => {
    const send = vi.fn<() => Promise<void>>().mockRejectedValueOnce(failure("bad-value", { hint: "" })).mockResolvedValue();
    await open(send);
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("Noor");
    await save().click();
    const form = page.getByRole("dialog");
    await expect.element(form.getByRole("alert")).toHaveTextContent("This value cannot be used here.");
    await expect.element(name).toHaveValue("Noor");
    await expectAccessible();
    await save().click();
    await expect.element(form.getByRole("alert")).not.toBeInTheDocument();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("leaves the focus on its button when it failed, so that the keyboard can go on from there", async () => {
    const answer = later<void>();
    await open(() => answer.promise);
    save().element().focus();
    await userEvent.keyboard("{Enter}");
    answer.fail(failure("bad-value"));
    await expect.element(page.getByRole("alert")).toBeVisible();
    await expect.element(save()).toHaveFocus();
  });

  it("cannot be sent before it is ready, not with Enter either", async () => {
    const send = vi.fn(() => Promise.resolve());
    await open(send, false);
    await expect.element(save()).toBeDisabled();
    await page.getByRole("textbox", { name: "Name" }).click();
    await userEvent.keyboard("{Enter}");
    expect(send).not.toHaveBeenCalled();
  });

  it("gives the focus back when it is cancelled", async () => {
    await open(() => Promise.resolve());
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(opener()).toHaveFocus();
  });
});
