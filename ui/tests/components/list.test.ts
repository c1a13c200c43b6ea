import { describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { DocumentRow } from "../../src/api";
import { groups } from "../../src/state/lists";
import { row } from "./examples";
import List from "./stages/List.svelte";
import { expectAccessible, speak } from "./window";

const number = (index: number) => String(index).padStart(5, "0");
/** Ten thousand papers of one day, so that they stand in the order of their names. */
const many = Array.from({ length: 10_000 }, (_, index) =>
  row({ path: `Leila Haddad/${number(index)}.pdf`, name: `${number(index)}.pdf` }),
);
const show = (rows: DocumentRow[], selected: string | null = null) => {
  const select = vi.fn<(path: string) => void>();
  return render(List, { groups: groups(rows), first: selected, select }).then((part) => ({ ...part, select }));
};
const list = () => page.getByRole("region", { name: "List of documents" });
const drawn = () => list().getByRole("button").elements();
const open = () => list().element().querySelector("[aria-current=true]");
/** The number of the paper that has the focus; it must be the open one, in sight. */
async function expectOn(index: number): Promise<void> {
  await vi.waitFor(() => {
    const at = document.activeElement;
    expect(at?.textContent).toContain(`${number(index)}.pdf`);
    expect(at).toBe(open());
    const [button, frame] = [at?.getBoundingClientRect(), list().element().getBoundingClientRect()];
    expect(button?.top).toBeGreaterThanOrEqual(frame.top - 1);
    expect(button?.bottom).toBeLessThanOrEqual(frame.bottom + 1);
  }, 15_000);
}

describe("ten thousand papers", () => {
  it("are drawn only where they are in sight, also after scrolling far", async () => {
    await show(many);
    await expect.element(page.getByRole("button", { name: /00000\.pdf/ })).toBeVisible();
    expect(drawn().length).toBeLessThan(60);
    const frame = list().element();
    // All of them have their room, so that the scroll bar tells the truth.
    expect(frame.scrollHeight).toBeGreaterThan(10_000 * 30);
    frame.scrollTop = frame.scrollHeight;
    await expect.element(page.getByRole("button", { name: /09999\.pdf/ })).toBeVisible();
    expect(drawn().length).toBeLessThan(60);
    await expectAccessible();
  });

  it("are gone through with the arrows; the open one keeps the focus and is told as the current one", async () => {
    const { select } = await show(many);
    await page.getByRole("button", { name: /00000\.pdf/ }).click();
    await expectOn(0);
    await userEvent.keyboard("{ArrowUp}");
    await expectOn(0);
    await userEvent.keyboard("{ArrowDown>30}");
    await expectOn(30);
    await userEvent.keyboard("{ArrowUp}");
    await expectOn(29);
    expect(select.mock.lastCall).toEqual(["Leila Haddad/00029.pdf"]);
  });

  it("are gone through in leaps: to the end, to the beginning, by what is in sight", async () => {
    await show(many);
    await page.getByRole("button", { name: /00000\.pdf/ }).click();
    await userEvent.keyboard("{End}");
    await expectOn(9_999);
    await userEvent.keyboard("{ArrowDown}");
    await expectOn(9_999);
    await userEvent.keyboard("{Home}");
    await expectOn(0);
    await userEvent.keyboard("{PageDown}");
    // As far as the frame of 600 px reaches, and not beyond what was in sight.
    await vi.waitFor(() => expect(open()?.textContent).not.toContain("00000.pdf"), 15_000);
    const reached = Number(/(\d{5})\.pdf/.exec(open()?.textContent ?? "")?.[1]);
    expect(reached).toBeGreaterThan(4);
    expect(reached).toBeLessThan(16);
    await expectOn(reached);
    await userEvent.keyboard("{PageUp}");
    await expectOn(0);
  });

  it("keep the keyboard when the wheel takes the open one out of sight", async () => {
    await show(many);
    await page.getByRole("button", { name: /00003\.pdf/ }).click();
    await expectOn(3);
    list().element().scrollTop = 200_000;
    await expect.element(page.getByRole("button", { name: /00003\.pdf/ })).not.toBeInTheDocument();
    await vi.waitFor(() => expect(document.activeElement).toBe(list().element()), 15_000);
    await userEvent.keyboard("{ArrowDown}");
    await expectOn(4);
  });

  it("show the one that something else opened", async () => {
    await show(many, "Leila Haddad/07777.pdf");
    await expect.element(page.getByRole("button", { name: /07777\.pdf/ })).toBeVisible();
    await expect.element(page.getByRole("button", { name: /07777\.pdf/ })).toHaveAttribute("aria-current", "true");
    expect(list().element().querySelectorAll("[aria-current=true]")).toHaveLength(1);
  });
});

describe("a paper in the list", () => {
  it("is named by what it is and its day, and says what is the matter", async () => {
    const finding = {
      code: "expired",
      severity: "error" as const,
      text: "It ended.",
      fix: null,
      values: { date: "2026-01-01" },
      papers: [],
      source: "",
      source_it: "",
    };
    await show([
      row({ path: "a.pdf", name: "a.pdf", findings: [finding] }),
      row({ path: "b.pdf", name: "b.pdf", proposed: "c.pdf", date: "2026-03-01" }),
      row({ path: "_Faldone/x.pdf", name: "x.pdf", type_id: null, group: "unsorted", date: null }),
      row({ path: "d.pdf", name: "d.pdf", snippet: "the \u0002nulla\u0003 osta", date: "2026-02-01" }),
    ]);
    // A date does not break, so its spaces are others.
    await expect.element(page.getByRole("button", { name: /^Nulla osta.*, 28\s+Apr\s+2026/ })).toBeVisible();
    await expect.element(page.getByRole("button", { name: /Expired|Over|Ended/i })).toBeVisible();
    await expect.element(page.getByRole("button", { name: /Better name/ })).toBeVisible();
    await expect.element(page.getByRole("button", { name: /^x\.pdf.*Not sure what this is/ })).toBeVisible();
    await expect.element(page.getByRole("mark")).toHaveTextContent(/^nulla$/);
    await expect.element(page.getByRole("heading", { level: 2, name: "Immigration" })).toBeVisible();
    await expectAccessible();
    await speak("it");
    await expect.element(page.getByRole("button", { name: /28\s+apr\s+2026/ })).toBeVisible();
  });

  it("is opened with the pointer", async () => {
    const { select } = await show([row({ path: "a.pdf", name: "a.pdf" })]);
    await page.getByRole("button", { name: /a\.pdf/ }).click();
    expect(select).toHaveBeenCalledExactlyOnceWith("a.pdf");
  });
});

it("a list without papers says so, and while it waits it says that", async () => {
  const { rerender } = await show([]);
  await expect.element(page.getByText("Nothing found")).toBeVisible();
  await expectAccessible();
  await rerender({ waiting: true });
  await expect.element(page.getByRole("status")).toHaveTextContent("Loading…");
  await expect.element(page.getByText("Nothing found")).not.toBeInTheDocument();
});
