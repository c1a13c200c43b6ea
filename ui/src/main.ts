import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";
import { preferences, readPreferences } from "./state/preferences.svelte";

// First, so that the window never shows itself in another language or theme than the one chosen.
void readPreferences().then(() => {
  document.documentElement.dataset.theme = preferences.theme;
  const target = document.getElementById("app");
  if (target) mount(App, { target });
});
