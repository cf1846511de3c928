import type { Diagnostic } from 'vscode-languageserver';
import { NEVER_CANCELLED } from '../service/contracts/ports';
import type { HeadroomService } from '../service/contracts/service';
import type { OpenDocuments } from './documents';

/** How long typing must rest before findings are looked for, in milliseconds. */
const DEBOUNCE = 200;

/** The same for closed files whose findings rest on other files, in milliseconds. */
const CLOSED_DEBOUNCE = 1000;

/** Findings of one file, ready to be sent. */
export interface PublishedFindings {
  readonly uri: string;
  /** Of an open document the version they are about. */
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where findings go. */
export interface PublishingContext {
  readonly service: HeadroomService;
  readonly documents: OpenDocuments;
  /** Whether open documents are the client's own affair: it asks for their findings. */
  readonly onlyClosed: boolean;
  send(findings: PublishedFindings): void;
  failed(error: unknown): void;
  analysed(uri: string, findings: number, milliseconds: number): void;
}

/** Sends findings of open documents while somebody types, and of closed files that a review has covered. */
export interface Publisher {
  /** Brings an open document up to date, at once or when typing rests. */
  publish(uri: string, when: 'now' | 'soon'): void;
  /** The document is closed: its findings go, unless a review has covered it. */
  closed(uri: string, spelling: string): void;
  /** These closed files are covered by a review: their findings stay on show. */
  cover(uris: readonly string[]): Promise<void>;
  /** A file on disk changed. */
  fileChanged(uri: string): void;
  /** Findings of other files may have become others. */
  projectChanged(uris: readonly string[]): void;
  dispose(): void;
}

/** Nothing is published yet. */
export function createPublisher(context: PublishingContext): Publisher {
  const { service, documents } = context;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** What closed files were last said to have, so that nothing is sent twice. */
  const covered = new Map<string, string>();
  let closedTimer: ReturnType<typeof setTimeout> | undefined;

  async function look(uri: string): Promise<void> {
    const started = performance.now();
    const { version, items } = await service.diagnostics(uri, NEVER_CANCELLED);
    const document = documents.get(uri);
    context.analysed(uri, items.length, Math.round(performance.now() - started));
    if (document) {
      // A newer text is looked at by itself.
      if (document.version === version && !context.onlyClosed) {
        context.send({ uri: document.uri, version, diagnostics: items });
      }
      return;
    }
    const said = JSON.stringify(items);
    if (!covered.has(uri) || covered.get(uri) === said) return;
    covered.set(uri, said);
    context.send({ uri, diagnostics: items });
  }

  const lookSafely = (uri: string) => look(uri).catch(context.failed);

  async function lookAtClosed(): Promise<void> {
    for (const uri of covered.keys()) if (!documents.get(uri)) await lookSafely(uri);
  }

  function publish(uri: string, when: 'now' | 'soon'): void {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    if (context.onlyClosed) return;
    if (when === 'now') {
      void lookSafely(uri);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(uri);
      if (documents.get(uri)) void lookSafely(uri);
    }, DEBOUNCE);
    timers.set(uri, timer);
  }

  return {
    publish,
    closed(uri, spelling) {
      clearTimeout(timers.get(uri));
      timers.delete(uri);
      if (covered.has(uri)) {
        covered.set(uri, '');
        void lookSafely(uri);
      } else if (!context.onlyClosed) context.send({ uri: spelling, diagnostics: [] });
    },
    async cover(uris) {
      for (const uri of uris) {
        if (!covered.has(uri)) covered.set(uri, '');
        if (!documents.get(uri)) await lookSafely(uri);
      }
    },
    fileChanged(uri) {
      if (covered.has(uri) && !documents.get(uri)) void lookSafely(uri);
    },
    projectChanged(uris) {
      for (const uri of uris) if (documents.get(uri)) publish(uri, 'soon');
      clearTimeout(closedTimer);
      if (covered.size > 0) closedTimer = setTimeout(() => void lookAtClosed(), CLOSED_DEBOUNCE);
    },
    dispose() {
      clearTimeout(closedTimer);
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
