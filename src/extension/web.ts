// First: it brings the user's language.
import './translations';

// Brings the runtime that the protocol's library needs on this side.
import 'vscode-jsonrpc/browser';
import * as vscode from 'vscode';
import type { Message } from 'vscode-jsonrpc';
import { answeringCancellations, type Channel, channelTransports } from '../server/transports';
import { activateWith, type HeadroomApi } from './activate';

/** How long a worker has to load, in milliseconds. */
const LOADING = 10_000;

/** A web worker, as far as it is used here. */
interface WebWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Message }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
}

declare const Worker: (new (url: string) => WebWorker) | undefined;

/**
 * The extension in a web host: the server is a worker within that host's worker where it lets one be
 * made, else it runs in the host itself and gives it turns.
 */
export function activate(context: vscode.ExtensionContext): HeadroomApi {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js');
  let end = () => {};
  return activateWith(context, {
    files: 'client',
    kill: () => end(),
    async start(log) {
      const source = new TextDecoder().decode(await vscode.workspace.fs.readFile(script));
      const nested = await nestedWorker(source).catch((error: Error) => {
        log.info(`The server runs in the host itself: ${error.message}`);
        return undefined;
      });
      if (nested) {
        log.info('The server runs in a worker of its own.');
        end = nested.end;
        return answeringCancellations(channelTransports(nested));
      }
      const [ours, theirs] = channelPair();
      new Function('headroomChannel', source)(theirs);
      return channelTransports(ours);
    },
  });
}

/** The server in a worker of its own, once its script has run; rejects where the host has none. */
function nestedWorker(source: string): Promise<Channel & { end(): void }> {
  return new Promise((resolve, reject) => {
    if (typeof Worker === 'undefined') throw new Error('This host makes no workers.');
    // By its text: the address of an extension is not always one that a worker may load.
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const worker = new Worker(url);
    const late = setTimeout(() => give(new Error('The worker did not load.')), LOADING);
    function give(error: Error): void {
      clearTimeout(late);
      worker.terminate();
      reject(error);
    }
    worker.addEventListener('error', ({ message }) => give(new Error(message ?? 'It failed.')));
    let isReady = false;
    worker.addEventListener('message', () => {
      if (isReady) return;
      isReady = true;
      clearTimeout(late);
      URL.revokeObjectURL(url);
      const closed: (() => void)[] = [];
      resolve({
        end() {
          worker.terminate();
          for (const listener of closed) listener();
        },
        post: (message) => worker.postMessage(message),
        onMessage: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
        onError: (listener) =>
          worker.addEventListener('error', ({ message }) => listener(new Error(message))),
        onClose: (listener) => closed.push(listener),
      });
    });
  });
}

/** Two ends in one thread: what one posts the other hears, in a later turn. */
function channelPair(): readonly [Channel, Channel] {
  const listeners: ((message: Message) => void)[][] = [[], []];
  const end = (own: number): Channel => ({
    post(message) {
      setTimeout(() => {
        for (const listener of listeners[1 - own] ?? []) listener(message);
      }, 0);
    },
    onMessage: (listener) => listeners[own]?.push(listener),
    onError: () => {},
    onClose: () => {},
  });
  return [end(0), end(1)];
}
