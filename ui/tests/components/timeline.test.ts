import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import TimelinePicture from "../../src/features/TimelinePicture.svelte";
import { picture } from "../../src/state/lanes";
import { expectAccessible, speak } from "./window";

const dot = (id: string, date: string, words: string, ahead = false) => ({ id, date, words, ahead });

const drawn = () => {
  const shown = picture(
    [
      {
        id: "case permit",
        name: "Residence permit for subordinate work",
        whose: "Leila Haddad",
        runs: true,
        dots: [dot("sent", "2026-03-20", "Application sent"), dot("call", "2026-06-10", "Fingerprints", true)],
      },
      {
        id: "leila-haddad",
        name: "Leila Haddad",
        whose: "",
        runs: false,
        dots: [
          dot("1", "2026-02-10", "Nulla osta issued"),
          dot("2", "2026-04-28", "Entered Italy"),
          dot("3", "2026-06-30", "Payment notice: due", true),
          // So near the other that two names would lie over each other.
          dot("4", "2026-07-01", "Appointment letter: appointment", true),
        ],
      },
      { id: "noor-haddad", name: "Noor Haddad", whose: "", runs: false, dots: [dot("2", "2026-04-28", "Entered Italy")] },
      { id: "omar-nasser", name: "Omar Nasser", whose: "", runs: false, dots: [] },
    ],
    "2026-05-02",
  );
  if (shown === null) throw new Error("these make a picture");
  return shown;
};

it("a timeline is one picture with a name, a lane for each case and each who has an event, children too", async () => {
  const { container } = await render(TimelinePicture, { picture: drawn() });
  const image = page.getByRole("img", { name: "Events over time" });
  await expect.element(image).toBeVisible();
  await expect.element(image).toHaveTextContent("Residence permit for");
  await expect.element(image).toHaveTextContent("subordinate work");
  await expect.element(image).toHaveTextContent("Leila Haddad");
  await expect.element(image).toHaveTextContent("Noor Haddad");
  // Nothing happened to Omar.
  await expect.element(image).not.toHaveTextContent("Omar");
  expect(container.querySelectorAll("circle")).toHaveLength(7);
  // What is ahead is drawn otherwise than what happened.
  expect(container.querySelectorAll("circle.ahead")).toHaveLength(3);
  await expectAccessible();
});

it("each dot tells the pointer its day and what happened; the day in the window's language", async () => {
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
