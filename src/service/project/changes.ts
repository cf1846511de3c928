import type { Finding } from '../engine/finding';
import { sameItems } from '../engine/same';

/** Tells when something else is to be said of open documents, for another reason than their text. */
export interface Changes {
  /** Takes note of what has been answered about a document. */
  answered(uri: string, findings: readonly Finding[]): void;
  /**
   * Asks again. Of `own`, a document whose text changed, nobody is told: who changed it asks.
   * @returns when it has been told what differs
   */
  check(own?: string): Promise<void>;
  /** The project is complete, for the first time or again: whoever shows anything of it is told to ask. */
  completed(): Promise<void>;
}

/** What is to be said now. */
export interface Now {
  /** Changes whenever anything of the project does. */
  readonly revision: readonly unknown[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

/** `ask` answers with what is to be said now; `tell` is called with the uris of which it differs. */
export function createChanges(
  ask: () => Promise<Now | undefined>,
  tell: (uris: readonly string[]) => void,
): Changes {
  const last = new Map<string, string>();
  let revision: readonly unknown[] = [];
  let checking: Promise<void> | undefined;
  let isAgain = false;
  let isCompleted = false;
  /** Documents whose own text has changed since somebody asked about them: who changed it will. */
  const edited = new Set<string>();

  async function check(): Promise<void> {
    try {
      do {
        isAgain = false;
        const now = await ask();
        if (now) compare(now);
      } while (isAgain);
    } finally {
      // Not a turn later: who asks in between would wait for a look that has ended.
      checking = undefined;
    }
  }

  function compare(now: Now): void {
    const uris = [...now.findings]
      .filter(([uri, findings]) => !edited.has(uri) && isNew(uri, findings))
      .map(([uri]) => uri);
    const isSame = sameItems(revision, now.revision);
    revision = now.revision;
    // What was asked in between, such as a lens, was told nothing: it asks again though nothing differs.
    if (isCompleted) tell([...now.findings.keys()]);
    else if (uris.length > 0 || !isSame) tell(uris);
    isCompleted = false;
  }

  /** Whether something else is said of a document than before. */
  function isNew(uri: string, findings: readonly Finding[]): boolean {
    const now = printOf(findings);
    const before = last.get(uri);
    last.set(uri, now);
    return before !== now;
  }

  return {
    answered(uri, findings) {
      edited.delete(uri);
      last.set(uri, printOf(findings));
    },
    check(own) {
      if (own !== undefined) edited.add(own);
      isAgain = true;
      checking ??= check();
      return checking;
    },
    completed() {
      isCompleted = true;
      return this.check();
    },
  };
}

function printOf(findings: readonly Finding[]): string {
  return JSON.stringify(
    findings.map(({ rule, at, severity, message, related }) => [
      rule,
      at,
      severity,
      message,
      related,
    ]),
  );
}
