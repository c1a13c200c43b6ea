// Before each test: the window's own style, English, light, an open folder, and a library that answers nothing it was not told to.

import "../../src/app.css";
import { afterEach, beforeEach, expect } from "vitest";
import { asked, forgetLibrary, standIn } from "./library";
import { household } from "./examples";
import { folder } from "../../src/state/folder.svelte";
import { route } from "../../src/state/route.svelte";
import { speak } from "./window";

beforeEach(async () => {
  standIn({});
  await speak("en");
  document.documentElement.dataset.theme = "light";
  folder.view = household;
  folder.person = null;
  route.view = "today";
  route.document = null;
  route.seeking = false;
  asked.length = 0;
});

afterEach(() => {
  const unexpected = asked.filter((one) => !one.answered).map((one) => one.command);
  forgetLibrary();
  expect(unexpected, "asked of the library, and the test says no answer").toEqual([]);
});
