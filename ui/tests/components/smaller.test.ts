import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { ProgressView, SmallerView } from "../../src/api";
import MakeSmaller from "../../src/features/MakeSmaller.svelte";
import { household, proposal } from "./examples";
import { failure, later, sent, standIn, type Library } from "./library";
import { expectAccessible, speak } from "./window";

const path = "Leila Haddad/lease.pdf";
const button = (name: string) => page.getByRole("button", { name, exact: true });
const shrink = proposal({ path, to: path, kind: "shrink", codes: ["too-large"] });
const offer: SmallerView = { proposal: shrink, before: 12_400_000, after: 1_900_000, limit: 5_000_000, exact: false };
const show = async (library: Library) => {
  standIn({ folder: () => household, ...library });
  await render(MakeSmaller, { path });
};

describe("a paper that is too large", () => {
  it("is made smaller only after what it comes to was shown and agreed to", async () => {
    const applied = { operation: "o1", done: [{ from: path, to: path }], left: [] };
    await show({ smaller: () => offer, apply: () => applied });
    await button("Make it smaller…").click();
    await expect.element(page.getByText("12.4 MB would become 1.9 MB.")).toBeVisible();
    await expect.element(page.getByText(/pictures lose a little detail.*The original is kept/)).toBeVisible();
    expect(sent("apply")).toEqual([]);
    await expectAccessible();
    await button("Make it smaller").click();
    await expect.element(button("Make it smaller…")).toBeVisible();
    expect(sent("apply")).toEqual([{ proposals: [shrink] }]);
  });

  it("can be left as it is", async () => {
    await show({ smaller: () => ({ ...offer, exact: true }) });
    await button("Make it smaller…").click();
    await expect.element(page.getByText(/Every page stays exactly as it is/)).toBeVisible();
    await button("Leave it").click();
    await expect.element(button("Make it smaller…")).toBeVisible();
    expect(sent("apply")).toEqual([]);
  });

  it("says how far it is, and what the user stops is no error", async () => {
    const answer = later<SmallerView>();
    let tell: (progress: ProgressView) => void = () => {};
    await show({
      smaller: ({ onProgress }) => {
        tell = (progress) => onProgress.onmessage(progress);
        return answer.promise;
      },
      cancel_scan: () => answer.fail(failure("cancelled")),
    });
    await button("Make it smaller…").click();
    const bar = page.getByRole("progressbar", { name: "Making a smaller version…" });
    await expect.element(bar).toBeVisible();
    tell({ done: 3, total: 12, path });
    await expect.element(page.getByText("Comparing page 3 of 12")).toBeVisible();
    await expect.element(bar).toHaveAttribute("value", "3");
    await expectAccessible();
    await button("Cancel").click();
    await expect.element(button("Make it smaller…")).toBeVisible();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  });

  it("that cannot be made smaller says so, and may be tried again", async () => {
    let tries = 0;
    await show({
      smaller: () => {
        tries += 1;
        if (tries === 1) throw failure("not-smaller", { message: "not-smaller: it is as small as it gets", path });
        return offer;
      },
    });
    await button("Make it smaller…").click();
    await expect.element(page.getByRole("alert")).toHaveTextContent(path);
    await expectAccessible();
    await button("Make it smaller…").click();
    await expect.element(page.getByText("12.4 MB would become 1.9 MB.")).toBeVisible();
    await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  });

  it("that could not be put in place says why", async () => {
    const left = { from: path, to: path, why: "it was changed meanwhile", reason: { code: "from-the-future", values: {} } };
    await show({ smaller: () => offer, apply: () => ({ operation: null, done: [], left: [left] }) });
    await button("Make it smaller…").click();
    await button("Make it smaller").click();
    await expect.element(page.getByText("it was changed meanwhile")).toBeVisible();
  });

  it("is one press after the other with the keyboard: the focus goes with the words", async () => {
    await show({ smaller: () => offer });
    await userEvent.keyboard("{Tab}{Enter}");
    await expect.element(page.getByText("12.4 MB would become 1.9 MB.")).toBeVisible();
    // Not on the button that does it: what was pressed to stop must not start it.
    await expect.element(page.getByText("12.4 MB would become 1.9 MB.").element().parentElement).toHaveFocus();
    await userEvent.keyboard("{Tab}{Tab}");
    await expect.element(button("Leave it")).toHaveFocus();
    await userEvent.keyboard("{Enter}{Tab}");
    await expect.element(button("Make it smaller…")).toHaveFocus();
  });

  it("is told of in Italian", async () => {
    const library = { smaller: () => offer };
    await speak("it", library);
    await render(MakeSmaller, { path });
    await userEvent.keyboard("{Tab}{Enter}");
    await expect.element(page.getByText(/12,4 MB/)).toBeVisible();
  });
});
