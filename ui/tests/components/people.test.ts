import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import PeopleForm from "../../src/features/PeopleForm.svelte";
import PersonForm from "../../src/features/PersonForm.svelte";
import { folder } from "../../src/state/folder.svelte";
import { household } from "./examples";
import { failure, sent, standIn } from "./library";
import Opener from "./stages/Opener.svelte";
import { expectAccessible, speak } from "./window";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const adult = (number: number) => page.getByRole("group", { name: `Adult ${number}` });
const given = (number: number) => adult(number).getByRole("textbox", { name: "Given names" });
const surname = (number: number) => adult(number).getByRole("textbox", { name: "Surname" });

describe("the adults of a new folder", () => {
  const show = async (more: object = {}) => {
    const made = vi.fn();
    const back = vi.fn();
    const making = { path: "/data/leila/Papers", adopted: false };
    const part = await render(PeopleForm, { making, busy: false, error: null, back, make: made, ...more });
    return { ...part, made, back };
  };

  it("are told with the keyboard, one after the other, without the spaces around a name", async () => {
    const { made } = await show();
    await expect.element(button("Make the folder")).toBeDisabled();
    await userEvent.keyboard("{Tab} Leila{Tab}Haddad ");
    await button("Add another adult").click();
    await expect.element(given(2)).toHaveFocus();
    await userEvent.keyboard("Omar");
    // Half a name makes no folder.
    await expect.element(button("Make the folder")).toBeDisabled();
    await userEvent.keyboard("{Tab}Nasser{Enter}");
    expect(made).toHaveBeenCalledExactlyOnceWith("/data/leila/Papers", [
      ["Leila", "Haddad"],
      ["Omar", "Nasser"],
    ]);
    await expectAccessible();
  });

  it("may have one name only, when they say so", async () => {
    const { made } = await show();
    await given(1).fill("Suharto");
    await expect.element(button("Make the folder")).toBeDisabled();
    await page.getByRole("checkbox", { name: "There is no other name in the passport" }).click();
    await expectAccessible();
    await button("Make the folder").click();
    expect(made).toHaveBeenCalledExactlyOnceWith("/data/leila/Papers", [["Suharto", ""]]);
  });

  it("can be taken away again, and the others keep their names", async () => {
    const { made } = await show();
    await expect.element(button("Remove adult 1")).toBeDisabled();
    await given(1).fill("Leila");
    await surname(1).fill("Haddad");
    await button("Add another adult").click();
    await given(2).fill("Omar");
    await surname(2).fill("Nasser");
    await button("Remove adult 1").click();
    await expect.element(button("Add another adult")).toHaveFocus();
    await expect.element(given(1)).toHaveValue("Omar");
    await expect.element(adult(2)).not.toBeInTheDocument();
    await button("Make the folder").click();
    expect(made).toHaveBeenCalledExactlyOnceWith("/data/leila/Papers", [["Omar", "Nasser"]]);
  });

  it("go into another place when one is chosen, and stay where they were when the choice is called off", async () => {
    let chosen: string | null = null;
    standIn({ choose_folder: () => chosen });
    await show();
    const place = page.getByRole("textbox", { name: "The folder" });
    await button("Choose another place…").click();
    await expect.element(place).toHaveValue("/data/leila/Papers");
    chosen = "/mnt/stick/Papers";
    await button("Choose another place…").click();
    await expect.element(place).toHaveValue("/mnt/stick/Papers");
  });

  it("tell when another place cannot be looked for", async () => {
    standIn({
      choose_folder: () => {
        throw failure("not-found", { hint: "" });
      },
    });
    await show();
    await button("Choose another place…").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent("It is not there any more.");
  });

  it("are asked without a place for a folder that is there already, in Italian too", async () => {
    await speak("it");
    await show({ making: { path: "/data/leila/Carte", adopted: true }, error: failure("disk", { message: "disk: no room" }) });
    await expect.element(page.getByText("/data/leila/Carte")).toBeVisible();
    await expect.element(page.getByRole("textbox", { name: "La cartella" })).not.toBeInTheDocument();
    await expect.element(page.getByRole("alert")).toBeVisible();
    await expectAccessible();
  });

  it("wait while the folder is made", async () => {
    const { made } = await show({ busy: true });
    await given(1).fill("Leila");
    await surname(1).fill("Haddad");
    await userEvent.keyboard("{Enter}");
    expect(made).not.toHaveBeenCalled();
  });
});

describe("another person of the household", () => {
  const open = async (child: boolean) => {
    await render(Opener, { part: PersonForm, more: { child } });
    await button("Open it").click();
  };
  const takes = { add_person: () => {}, scan: () => {}, folder: () => household };

  it("is an adult of their own", async () => {
    standIn(takes);
    await open(false);
    const sheet = page.getByRole("dialog", { name: "Add an adult" });
    await expect.element(sheet.getByRole("textbox", { name: "Given names" })).toHaveFocus();
    await userEvent.keyboard("Sara{Tab} Nasser {Enter}");
    await expect.element(sheet).not.toBeInTheDocument();
    expect(sent("add_person")).toEqual([{ of: null, name: "Sara", surname: "Nasser" }]);
    await expect.element(button("Open it")).toHaveFocus();
    // Papers of this person are recognised only now.
    await vi.waitFor(() => expect(sent("scan")).toHaveLength(1));
  });

  it("or a child of the adult that is chosen, first the one whose papers are shown", async () => {
    standIn(takes);
    folder.person = "omar-nasser";
    await open(true);
    const of = page.getByRole("combobox", { name: "Papers lie with" });
    await expect.element(of).toHaveDisplayValue("Omar Nasser");
    await of.selectOptions("Leila Haddad");
    await page.getByRole("textbox", { name: "Given names" }).fill("Sami");
    await page.getByRole("textbox", { name: "Surname" }).fill("Haddad");
    await expectAccessible();
    await button("Add").click();
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    expect(sent("add_person")).toEqual([{ of: "leila-haddad", name: "Sami", surname: "Haddad" }]);
  });
});
