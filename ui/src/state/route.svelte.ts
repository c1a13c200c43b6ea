// Where the user is: a view, and in the documents the one that is open.

export const views = ["today", "documents", "review", "timeline", "cases", "settings"] as const;
export type View = (typeof views)[number];

export const route = $state<{
  view: View;
  document: string | null;
  words: string;
  case: string | null;
  /** The search was asked for from anywhere; the field takes the focus, and this is done. */
  seeking: boolean;
}>({
  view: "documents",
  document: null,
  words: "",
  case: null,
  seeking: false,
});

export function go(view: View): void {
  route.view = view;
}

/** Shows one case. */
export function showCase(id: string): void {
  route.case = id;
  route.view = "cases";
}

/** Shows one document, whatever was searched for before. */
export function showDocument(path: string): void {
  route.words = "";
  route.document = path;
  route.view = "documents";
}

/** Goes to the search. */
export function seek(): void {
  route.view = "documents";
  route.seeking = true;
}
