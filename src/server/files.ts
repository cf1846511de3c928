import { walk } from '../service';
import type { Listing, Workspace } from '../service/contracts/ports';
import type { ClientRequests, InitializationOptions } from './protocol';

/** How many requests for files are under way at a time. */
const REQUESTS = 32;

/** Asks the client for something. */
export type AskClient = <M extends keyof ClientRequests>(
  method: M,
  params: ClientRequests[M]['params'],
) => Promise<ClientRequests[M]['result']>;

/** Files that can be reached; where the root of those outside repositories ends is not their business. */
export type Files = Omit<Workspace, 'folderOf'>;

/** Files that only the client can read, asked for many at a time. */
export function clientFiles(ask: AskClient): Files {
  const limited = limiter(REQUESTS);

  const list = (uri: string): Promise<Listing> =>
    limited(() => ask('headroom/readDirectory', { uri })).catch((error: Error) => ({
      why: error.message,
    }));
  const read: Files['read'] = (uri) =>
    limited(() => ask('headroom/readFile', { uri })).catch((error: Error) => ({
      state: 'unreadable',
      why: error.message,
    }));
  return {
    files: (root, token) => walk(root, { list, read }, token),
    read,
    exists: (uri) => limited(() => ask('headroom/exists', { uri })).catch(() => false),
  };
}

/** Those on the disk by one way, all others by the other. */
export function filesFrom(
  { files }: InitializationOptions,
  disk: Files | undefined,
  client: Files,
): Files {
  if (!disk || files === 'client') return client;
  if (files !== 'both') return disk;
  const of = (uri: string) => (uri.startsWith('file:') ? disk : client);
  return {
    files: (root, token) => of(root).files(root, token),
    read: (uri) => of(uri).read(uri),
    exists: (uri) => of(uri).exists(uri),
  };
}

/** Runs at most `most` of the given works at a time, in the order they come. */
function limiter(most: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    while (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
