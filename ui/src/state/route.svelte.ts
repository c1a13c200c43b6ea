// Where the user is: a view, and in the documents the one that is open.

export const views = ["today", "documents", "review", "timeline"] as const;
export type View = (typeof views)[number];

export const route = $state<{ view: View; document: string | null; words: string }>({
  view: "documents",
  document: null,
  words: "",
});

export function go(view: View): void {
  route.view = view;
}

/** Shows one document, whatever was searched for before. */
export function showDocument(path: string): void {
  route.words = "";
  route.document = path;
  route.view = "documents";
}
