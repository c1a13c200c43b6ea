import { createRawSnippet } from "svelte";
import { expect, it, describe, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import Empty from "../../src/elements/Empty.svelte";
import ErrorNote from "../../src/elements/ErrorNote.svelte";
import Face from "../../src/elements/Face.svelte";
import Heading from "../../src/elements/Heading.svelte";
import Search from "../../src/elements/Search.svelte";
import Tag from "../../src/elements/Tag.svelte";
import { route, seek } from "../../src/state/route.svelte";
import { failure } from "./library";
import { expectAccessible, speak, words } from "./window";

describe("a note of an error", () => {
  const gone = failure("not-found", { path: "Leila Haddad/visto\u202efdp.exe", hint: "look again", message: "no such file" });

  it("says what, where and what now, and offers to try again", async () => {
    const again = vi.fn();
    await render(ErrorNote, { error: gone, again });
    const note = page.getByRole("alert");
    await expect.element(note).toHaveTextContent("It is not there any more.");
    await expect.element(note).toHaveTextContent("Look whether it was moved or renamed, then try again.");
    // A character that turns the direction of writing is shown, not obeyed: this is no .pdf.
    await expect.element(note).toHaveTextContent("Leila Haddad/visto\\u{202e}fdp.exe");
    await page.getByRole("button", { name: "Try again" }).click();
    expect(again).toHaveBeenCalledOnce();
    await expectAccessible();
  });

  it("changes its language while it stands there", async () => {
    await render(ErrorNote, { error: gone, again: () => {} });
    await speak("it");
    await expect.element(page.getByRole("button", { name: "Riprova" })).toBeVisible();
    await expect.element(page.getByRole("alert")).not.toHaveTextContent("It is not there");
  });

  it("shows the library's own words for a code it does not know, and no button where trying again cannot help", async () => {
    await render(ErrorNote, { error: failure("from-the-future", { message: "The moon is full." }) });
    await expect.element(page.getByRole("alert")).toHaveTextContent("The moon is full.");
    await expect.element(page.getByRole("button")).not.toBeInTheDocument();
  });

  it("marks what the library says beyond the sentence as English", async () => {
    await speak("it");
    await render(ErrorNote, { error: failure("disk", { message: "No space left on device" }) });
    const detail = page.getByText("No space left on device");
    await expect.element(detail).toHaveAttribute("lang", "en");
  });
});

describe("small parts", () => {
  it("a face is decoration: the name stands beside it", async () => {
    const { container } = await render(Face, { name: "Élodie", surname: "Moreau", place: 6 });
    await expect.element(page.getByText("ÉM")).toBeVisible();
    expect(container.querySelector("[aria-hidden=true]")?.textContent).toBe("ÉM");
  });

  it("faces, tags and empty places can be read in both themes", async () => {
    for (const place of [0, 1, 2, 3]) await render(Face, { name: "Leila", surname: "Haddad", place });
    for (const tone of ["late", "soon", "good", "plain"] as const) await render(Tag, { tone, children: words(`It is ${tone}`) });
    await render(Empty, { title: "Nothing here", text: "Put something in.", children: words("Do it") });
    for (const said of ["It is late", "It is plain", "Nothing here", "Put something in.", "Do it"]) {
      await expect.element(page.getByText(said)).toBeVisible();
    }
    await expectAccessible();
  });

  it("the title of a view is its first heading, with its tools", async () => {
    const tool = createRawSnippet(() => ({ render: () => '<button class="btn">Add</button>' }));
    await render(Heading, { title: "Timeline", note: "12 events", children: tool });
    await expect.element(page.getByRole("heading", { level: 1, name: "Timeline", exact: true })).toBeVisible();
    await expect.element(page.getByText("12 events")).toBeVisible();
    await expect.element(page.getByRole("button", { name: "Add" })).toBeVisible();
    await expectAccessible();
  });
});

describe("the search", () => {
  const field = () => page.getByRole("searchbox", { name: "Search papers, numbers, words" });

  it("takes what is written, and Escape empties it", async () => {
    await render(Search, { words: "" });
    await expect.element(page.getByText("Ctrl K")).toBeVisible();
    await field().click();
    await userEvent.keyboard("nulla osta");
    await expect.element(field()).toHaveValue("nulla osta");
    // The keys would lie over the words.
    await expect.element(page.getByText("Ctrl K")).not.toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await expect.element(field()).toHaveValue("");
    await expect.element(field()).toHaveFocus();
    await expectAccessible();
  });

  it("takes the focus when it is asked for, its words chosen so that new ones replace them", async () => {
    await render(Search, { words: "payslip" });
    seek();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard("visa");
    await expect.element(field()).toHaveValue("visa");
  });

  it("leaves the focus where it is when the documents are opened another way", async () => {
    const first = await render(Search, { words: "" });
    seek();
    await expect.element(field()).toHaveFocus();
    await first.unmount();
    await render(Search, { words: "" });
    await expect.element(field()).toBeVisible();
    await expect.element(field()).not.toHaveFocus();
    expect(route.view).toBe("documents");
  });

  it("is named in Italian", async () => {
    await speak("it");
    await render(Search, { words: "" });
    await expect.element(page.getByRole("searchbox", { name: "Cerca documenti, numeri, parole" })).toBeVisible();
  });
});
