import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import OperationList from "../../src/features/OperationList.svelte";
import ProposalRow from "../../src/features/ProposalRow.svelte";
import { route } from "../../src/state/route.svelte";
import { operation, proposal } from "./examples";
import { expectAccessible, speak, within } from "./window";

const button = (name: string) => page.getByRole("button", { name, exact: true });

describe("a proposed name", () => {
  const show = (more: object = {}) => render(ProposalRow, { props: { ...row, ...more }, target: within("ul") });
  const row = { proposal: proposal(), chosen: true, busy: false, choose: vi.fn(), accept: vi.fn() };

  it("shows both names, what the new one was made from, and whose folder it goes to", async () => {
    await show();
    const shown = page.getByRole("listitem");
    await expect.element(shown).toHaveTextContent("scan0007.pdf");
    // The arrow is drawn; in words it "becomes".
    await expect.element(shown).toHaveTextContent("becomes 2026-04-28_PAYSLIP_Haddad.pdf");
    await expect.element(shown).toHaveTextContent("moves to Leila’s folder, Work");
    await expect.element(shown).toHaveTextContent("Payslip · Leila Haddad · April 2026");
    await expectAccessible();
  });

  it("is taken or left with the keyboard, each control saying of which file", async () => {
    const choose = vi.fn();
    const accept = vi.fn();
    await show({ choose, accept });
    const box = page.getByRole("checkbox", { name: "Choose scan0007.pdf" });
    await expect.element(box).toBeChecked();
    await userEvent.keyboard("{Tab} ");
    expect(choose).toHaveBeenCalledExactlyOnceWith(false);
    await userEvent.keyboard("{Tab}");
    await expect.element(button("Accept the name for scan0007.pdf")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(accept).toHaveBeenCalledOnce();
    await userEvent.keyboard("{Tab}{Enter}");
    expect(route).toMatchObject({ view: "documents", document: "_Inbox/scan0007.pdf" });
  });

  it("cannot be accepted while another change is made", async () => {
    await show({ busy: true });
    await expect.element(button("Accept the name for scan0007.pdf")).toBeDisabled();
  });

  it("in doubt offers no name to accept, says what is missing and leads to the paper", async () => {
    const unsure = proposal({ to: null, kind: "unsure", missing: ["type", "date"], type_id: null, date: null });
    await show({ proposal: unsure });
    await expect.element(page.getByText("Not sure yet: what it is, its date")).toBeVisible();
    await expect.element(page.getByRole("checkbox")).not.toBeInTheDocument();
    await expect.element(page.getByRole("button", { name: /Accept/ })).not.toBeInTheDocument();
    await expectAccessible();
    await button("Decide: scan0007.pdf").click();
    expect(route.document).toBe("_Inbox/scan0007.pdf");
  });

  it("shows a name that would lie to the eye as it is", async () => {
    await show({ proposal: proposal({ path: "_Inbox/busta\u202efdp.exe" }) });
    await expect.element(page.getByText("busta\\u{202e}fdp.exe")).toBeVisible();
  });

  it("speaks Italian", async () => {
    await speak("it");
    await show();
    await expect.element(page.getByRole("listitem")).toHaveTextContent(/Busta paga · Leila Haddad · aprile 2026/i);
  });
});

describe("what was done", () => {
  it("has one way back for each, saying of what", async () => {
    const undo = vi.fn();
    const operations = [
      operation({ id: "o3", kind: "made-smaller" }),
      operation({ id: "o2", undone: true }),
      operation({ id: "o1", kind: "made", can_undo: false }),
    ];
    await render(OperationList, { operations, busy: false, undo });
    await expect.element(page.getByText("Undone")).toBeVisible();
    expect(page.getByRole("button").elements()).toHaveLength(1);
    await userEvent.keyboard("{Tab}{Enter}");
    expect(undo).toHaveBeenCalledExactlyOnceWith("o3");
    expect(page.getByRole("button").element().getAttribute("aria-label")).toMatch(/^Undo: .+/);
    await expectAccessible();
  });

  it("shows the first steps and counts the rest, also if one file was moved twice", async () => {
    const step = (to: string) => ({ from: "_Inbox/scan.pdf", to });
    await render(OperationList, {
      operations: [operation({ steps: [step("a.pdf"), step("b.pdf"), step("c.pdf"), step("d.pdf"), step("e.pdf")] })],
      busy: false,
      undo: () => {},
    });
    await expect.element(page.getByText("scan.pdf → c.pdf")).toBeVisible();
    await expect.element(page.getByText("scan.pdf → d.pdf")).not.toBeInTheDocument();
    await expect.element(page.getByText("and 2 more")).toBeVisible();
  });

  it("comes in part at first; the rest is one press away", async () => {
    const operations = Array.from({ length: 10 }, (_, index) => operation({ id: `o${index}` }));
    await render(OperationList, { operations, busy: false, undo: () => {} });
    expect(page.getByRole("listitem").elements()).toHaveLength(8);
    await button("Show 2 more").click();
    expect(page.getByRole("listitem").elements()).toHaveLength(10);
    await expect.element(button("Show 2 more")).not.toBeInTheDocument();
  });

  it("keeps the keyboard on what was undone", async () => {
    const undone = vi.fn();
    const { rerender } = await render(OperationList, { operations: [operation()], busy: false, undo: undone });
    await userEvent.keyboard("{Tab}{Enter}");
    await rerender({ busy: true });
    await rerender({ busy: false, operations: [operation({ undone: true })] });
    await expect.element(page.getByText("Undone")).toBeVisible();
    await expect.element(page.getByRole("listitem")).toHaveFocus();
  });

  it("cannot be undone twice at once", async () => {
    await render(OperationList, { operations: [operation()], busy: true, undo: () => {} });
    await expect.element(page.getByRole("button")).toBeDisabled();
  });
});
