// Where the user is: a view, and in the documents the one that is open.

export const views = ["today", "documents", "review", "timeline", "cases"] as const;
export type View = (typeof views)[number];

export const route = $state<{ view: View; document: string | null; words: string; case: string | null }>({
  view: "documents",
  document: null,
  words: "",
  case: null,
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
