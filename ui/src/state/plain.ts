// Names of files come from outside: pure.

/** Control characters, and those that turn the direction of writing, end a line or cannot be seen: as the command line has them. */
const tricky =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu;

/** The text with what could lie to the eye shown as its number: `fattura\u{202e}fdp.exe`. */
export const plain = (text: string) =>
  text.replace(tricky, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`);
