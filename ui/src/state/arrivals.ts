// What came in, from the watcher's words: pure.

const kept = 50;

/** Adds changed paths to those known, newest first, each once; Faldone's own folder is not news. */
export function arrived(known: readonly string[], changed: readonly string[]): string[] {
  const fresh = changed.filter((path) => !path.startsWith("_Faldone/"));
  return [...new Set([...fresh, ...known])].slice(0, kept);
}
