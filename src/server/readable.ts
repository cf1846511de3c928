import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { HeadroomService } from '../service/contracts/service';
import { isWithin, relativePath } from '../service/text/paths';

/** Answers that are kept, one for each view and the like. */
const MAX_KEPT = 8;

/** What is shown while a text is half typed. */
export interface Shown<T> {
  readonly value: T;
  /** Open files of the project that cannot be read at the moment, by path. */
  readonly unreadable: readonly string[];
  /** Whether it is what was so before: the file that is being typed into cannot be read. */
  readonly isLast: boolean;
}

/** What texts said when they could be read: a drawing that loses its boxes with each keystroke cannot be looked at. */
export interface LastReadable {
  edited(uri: string): void;
  closed(uri: string): void;
  /**
   * `fresh`, or what was shown under this key when all could be read, as long as the file that is being typed into
   * cannot.
   * @param root - the uri of the project or of the file that it is of
   */
  shown<T>(key: string, root: string, fresh: T, service: HeadroomService): Promise<Shown<T>>;
}

/** Nothing has been shown yet. */
export function createLastReadable(open: () => Iterable<string>): LastReadable {
  let typed: string | undefined;
  const kept = new Map<string, unknown>();
  return {
    edited(uri) {
      typed = uri;
    },
    closed(uri) {
      if (typed === uri) typed = undefined;
    },
    async shown<T>(key: string, root: string, fresh: T, service: HeadroomService) {
      const own = [...open()].filter((uri) => uri === root || isWithin(uri, root));
      const broken: string[] = [];
      for (const uri of own) if (await hasBrokenText(uri, service)) broken.push(uri);
      const unreadable = broken.map((uri) => relativePath(uri, root) || nameOf(uri));
      const isTyped = typed !== undefined && broken.includes(typed);
      if (isTyped && kept.has(key)) return { value: kept.get(key) as T, unreadable, isLast: true };
      if (broken.length === 0) {
        kept.delete(key);
        kept.set(key, fresh);
        const [oldest] = kept.keys();
        if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      }
      return { value: fresh, unreadable, isLast: false };
    },
  };
}

/** Whether a text of a known language is not what the language allows. */
export async function hasBrokenText(uri: string, service: HeadroomService): Promise<boolean> {
  const { language, limits } = await service.recognition(uri, NEVER_CANCELLED);
  if (language === null) return false;
  if (limits.some((limit) => limit.includes('cannot be parsed'))) return true;
  const { items } = await service.diagnostics(uri, NEVER_CANCELLED);
  return items.some(({ code }) => code === 'headroom/syntax');
}

function nameOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
