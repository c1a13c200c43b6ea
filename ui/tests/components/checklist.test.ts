import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { ItemView } from "../../src/api";
import CaseItems from "../../src/features/CaseItems.svelte";
import { route } from "../../src/state/route.svelte";
import { caseOf, item, letter } from "./examples";
import { expectAccessible, speak } from "./window";

const button = (name: string) => page.getByRole("button", { name, exact: true });
const shown = () => page.getByRole("listitem").elements().map((element) => element.querySelector("strong")?.textContent);
async function show(items: ItemView[]) {
  const calls = { answer: vi.fn(), tick: vi.fn(), assign: vi.fn() };
  return { ...calls, ...(await render(CaseItems, { of: caseOf(items), ...calls })) };
}

const question = { id: "with-family", text: "Does your family come too?", text_it: "Viene anche la famiglia?", answer: null };
const list = [
  item({ id: "letter", label: "Cover letter", label_it: "Lettera", asked: "optional" }),
  item({ id: "family", label: "Marriage record", label_it: "Atto di matrimonio", asked: "conditional", need: "ask", question }),
  item({ id: "contract", label: "Work contract", label_it: "Contratto di lavoro", by: "employer" }),
  item({
    id: "passport",
    need: "here",
    papers: ["Leila Haddad/passport-new.pdf", "Leila Haddad/passport-old.pdf"],
  }),
  item({ id: "photo", label: "Photo", label_it: "Fototessera", types: [], need: "done" }),
  item({ id: "permit", label: "Permit", label_it: "Permesso", need: "expired", detail: "at least six months", detail_it: "almeno sei mesi" }),
];

describe("a checklist", () => {
  it("stands under its name with how much is open, what must be before what may", async () => {
    await show(list);
    // Contract, permit and the open question; what is optional is not waited for.
    await expect.element(page.getByRole("region", { name: "What is asked for 3 still open" })).toBeVisible();
    expect(shown()).toEqual(["Work contract", "Passport", "Photo", "Permit", "Marriage record", "Cover letter"]);
    await expect.element(page.getByRole("listitem").nth(3)).toHaveTextContent(/Permit.*at least six months.*Not valid long enough/);
    await expectAccessible();
  });

  it("speaks Italian, with the words of the Italian source", async () => {
    await speak("it");
    await show(list);
    expect(shown()).toContain("Contratto di lavoro");
    await expect.element(page.getByText("almeno sei mesi")).toBeVisible();
    await expect.element(page.getByRole("group", { name: "Viene anche la famiglia?" })).toBeVisible();
  });

  it("asks a question once, and the answer says of which question", async () => {
    const { answer, rerender } = await show([...list, item({ id: "birth", label: "Birth record", asked: "conditional", need: "ask", question })]);
    const group = page.getByRole("group", { name: "Does your family come too?" });
    expect(group.elements()).toHaveLength(1);
    await group.getByRole("button", { name: "No" }).click();
    expect(answer).toHaveBeenCalledExactlyOnceWith("with-family", false);
    await rerender({ of: caseOf([item({ id: "family", label: "Marriage record", need: "not-needed", asked: "conditional" })]) });
    await expect.element(group).not.toBeInTheDocument();
    await expect.element(page.getByRole("listitem")).toHaveFocus();
  });

  it("leads to a paper that is here; one that was replaced is folded away", async () => {
    await show(list);
    await expect.element(button("passport-old.pdf")).not.toBeInTheDocument();
    await page.getByText("1 earlier one").click();
    await expect.element(button("passport-old.pdf")).toBeVisible();
    await button("passport-new.pdf").click();
    expect(route).toMatchObject({ view: "documents", document: "Leila Haddad/passport-new.pdf" });
  });

  it("is ticked and unticked by hand, each tick saying of what", async () => {
    const { tick } = await show(list);
    await button("I have it elsewhere (Work contract)").click();
    expect(tick).toHaveBeenLastCalledWith("contract", true);
    await button("Take the tick away (Photo)").click();
    expect(tick).toHaveBeenLastCalledWith("photo", false);
    // What is here needs no tick.
    await expect.element(button("I have it elsewhere (Passport)")).not.toBeInTheDocument();
  });

  it("shows one provider's part of it", async () => {
    await show(list);
    await page.getByRole("combobox", { name: "Who provides it" }).selectOptions("the employer");
    await vi.waitFor(() => expect(shown()).toEqual(["Work contract"]));
  });

  it("is handed to somebody by a day with the keyboard, and the focus comes back", async () => {
    const { assign } = await show(list);
    const provider = button("Provided by: the employer (Work contract)");
    provider.element().focus();
    await userEvent.keyboard("{Enter}");
    const form = page.getByRole("form", { name: "Work contract" });
    await expect.element(form.getByRole("combobox", { name: "Who" })).toHaveFocus();
    await expect.element(form.getByRole("combobox", { name: "Who" })).toHaveValue("employer");
    await form.getByRole("combobox", { name: "Who" }).selectOptions("the consultant");
    await form.getByLabelText("Day").fill("2026-12-01");
    await expectAccessible();
    await userEvent.keyboard("{Enter}");
    expect(assign).toHaveBeenCalledExactlyOnceWith("contract", "consultant 2026-12-01");
    await expect.element(form).not.toBeInTheDocument();
    await expect.element(provider).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(form).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(form).not.toBeInTheDocument();
    expect(assign).toHaveBeenCalledOnce();
  });

  it("shows who was told and by when, and takes that back", async () => {
    const { assign } = await show([item({ by: "consultant", until: "2026-12-01", assigned: true })]);
    await button("Provided by: the consultant, by 1 December 2026 (Passport)").click();
    await button("Take back").click();
    expect(assign).toHaveBeenCalledExactlyOnceWith("passport", "");
  });
});

it("a letter's list keeps the letter's order, its own words and what the office found fault with", async () => {
  const of = caseOf([]);
  const entry = { role: "paper", page: 1, problems: [] };
  const request = letter([
    { ...entry, words: "fototessera recente", faulted: true, item: item({ id: "photo", label: "Photo", label_it: "Fototessera", asked: "optional" }) },
    { ...entry, words: "Passport", faulted: false, problems: ["too-large"], item: item({ need: "here", papers: ["p.pdf"] }) },
  ]);
  await render(CaseItems, { of, request, answer: () => {}, tick: null, assign: () => {} });
  await expect.element(page.getByRole("region", { name: /^Papers the office asks for/ })).toBeVisible();
  expect(shown()).toEqual(["Photo", "Passport"]);
  await expect.element(page.getByText("fototessera recente")).toBeVisible();
  await expect.element(page.getByText("The office finds fault with the one it has: the same one will not do.")).toBeVisible();
  await expect.element(page.getByText("Too large for the portal")).toBeVisible();
  // Where nothing can be ticked, no tick is offered.
  await expect.element(page.getByRole("button", { name: /I have it elsewhere/ })).not.toBeInTheDocument();
  await expectAccessible();
});
