import type { Detector } from '../../contracts/language';

/** Compose files, by their names, or by services that have images. */
export const composeDetector: Detector = {
  id: 'compose',
  mayBe: (path) => /\.ya?ml$/.test(path) && !ASIDE.test(path),
  detect({ path, text }) {
    return this.mayBe(path) && isCompose(path, text);
  },
};

/** Whether a file is one of compose. */
export function isCompose(path: string, text: string): boolean {
  const isNamed = /(?:^|[/._-])(?:docker-)?compose(?:[._-][\w.-]+)?\.ya?ml$/.test(path);
  if (/^(?:apiVersion|kind):/m.test(text)) return false;
  if (isNamed) return /^(?:services|include):/m.test(text);
  return (
    /^services:[ \t]*(?:#[^\r\n]*)?\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[ \t]+["']?[\w.-]+["']?:/m.test(
      text,
    ) && /^[ \t]+(?:image|build):/m.test(text)
  );
}

const ASIDE = /(?:^|\/)(?:testdata|__tests__|fixtures?)\/|(?:^|\/)\.github\/workflows\//i;
