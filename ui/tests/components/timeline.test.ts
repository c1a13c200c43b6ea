import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import TimelinePicture from "../../src/features/TimelinePicture.svelte";
import { picture } from "../../src/state/lanes";
import { event } from "./examples";
import { expectAccessible, speak } from "./window";

const drawn = () => {
  const shown = picture(
    [
      event({ id: "1", date: "2026-02-10" }),
      event({ id: "2", date: "2026-04-28", persons: ["leila-haddad", "noor-haddad"], kind: "manual", manual: true, what: "Entered Italy" }),
      event({ id: "3", date: "2026-06-30", kind: "due", ahead: true }),
      // So near the other that two names would lie over each other.
      event({ id: "4", date: "2026-07-01", kind: "appointment", ahead: true }),
    ],
    "2026-05-02",
    ["leila-haddad", "noor-haddad", "omar-nasser"],
  );
  if (shown === null) throw new Error("four events make a picture");
  return shown;
};

it("a timeline is one picture with a name, a lane for each who has an event, children too", async () => {
  const { container } = await render(TimelinePicture, { picture: drawn() });
  const image = page.getByRole("img", { name: "Events over time" });
  await expect.element(image).toBeVisible();
  await expect.element(image).toHaveTextContent("Leila Haddad");
  await expect.element(image).toHaveTextContent("Noor Haddad");
  // Nothing happened to Omar.
  await expect.element(image).not.toHaveTextContent("Omar");
  expect(container.querySelectorAll("circle")).toHaveLength(5);
  // What is ahead is drawn otherwise than what happened.
  expect(container.querySelectorAll("circle.ahead")).toHaveLength(2);
  await expectAccessible();
});

it("each dot tells its day and what happened to the pointer, in the window's language", async () => {
  const { container } = await render(TimelinePicture, { picture: drawn() });
  const told = () => [...container.querySelectorAll("circle title")].map((title) => title.textContent);
  expect(told()).toContain("10 February 2026: Nulla osta issued");
  expect(told()).toContain("28 April 2026: Entered Italy");
  await speak("it");
  await expect.element(page.getByRole("img", { name: "Eventi nel tempo" })).toBeVisible();
  expect(told().some((title) => title?.startsWith("10 febbraio 2026: "))).toBe(true);
});

it("names never lie over each other, and nothing of the picture stands beyond its frame", async () => {
  const { container } = await render(TimelinePicture, { picture: drawn() });
  const frame = container.querySelector("svg")?.getBoundingClientRect();
  const boxes = [...container.querySelectorAll("text.what")].map((text) => text.getBoundingClientRect());
  expect(boxes.length).toBeGreaterThanOrEqual(4);
  for (const [index, one] of boxes.entries()) {
    expect(one.right).toBeLessThanOrEqual(frame?.right ?? 0);
    for (const other of boxes.slice(index + 1)) {
      const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      expect(apart).toBe(true);
    }
  }
});

it("the keyboard passes it by: the table below says the same in words", async () => {
  await render(TimelinePicture, { picture: drawn() });
  await userEvent.keyboard("{Tab}");
  expect(page.getByRole("img").element().contains(document.activeElement)).toBe(false);
});
