// The focus, where buttons come and go with what they do.

/**
 * An attachment for a part with `tabindex="-1"`: when the control in it that had the focus is gone or cannot be pressed any more, the part
 * itself has it, so that the keyboard and what is read out go on from there and not from nowhere.
 */
export function keepFocus(part: HTMLElement): () => void {
  let last: EventTarget | null = null;
  const note = (event: FocusEvent) => (last = event.target);
  part.addEventListener("focusin", note);
  const changed = new MutationObserver(() => {
    const lost = last instanceof HTMLElement && (!last.isConnected || last.matches(":disabled"));
    if (!lost || document.activeElement !== document.body) return;
    last = null;
    part.focus({ preventScroll: true });
  });
  changed.observe(part, { childList: true, subtree: true });
  return () => {
    changed.disconnect();
    part.removeEventListener("focusin", note);
  };
}
