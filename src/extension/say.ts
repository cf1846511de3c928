/** Gives a text in the user's language; `{0}`, `{1}` … stand for what is put in. */
type Translate = (text: string, ...about: (string | number)[]) => string;

let translate: Translate = (text, ...about) =>
  text.replace(/\{(\d+)\}/g, (whole, index) => String(about[Number(index)] ?? whole));

/** From now on texts are given by these: `vscode.l10n.t` in the editor. */
export function useTranslations(translations: Translate): void {
  translate = translations;
}

/**
 * A text that people read, in their language. It is written as it stands in English: `npm run generate`
 * gathers them for translators in `l10n/bundle.l10n.json`. What files and rules say stays English.
 */
export function say(text: string, ...about: (string | number)[]): string {
  return translate(text, ...about);
}
