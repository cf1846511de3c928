// First: it brings the user's language.
import './translations';

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
// Brings the runtime that the protocol's library needs on this side.
import 'vscode-jsonrpc/node';
import type * as vscode from 'vscode';
import { answeringCancellations, channelTransports } from '../server/transports';
import { activateWith, type HeadroomApi } from './activate';

/** The extension in a host with Node: the server is a thread that reads the disk by itself. */
export function activate(context: vscode.ExtensionContext): HeadroomApi {
  let thread: Worker | undefined;
  return activateWith(context, {
    files: 'both',
    async start() {
      const started = new Worker(join(context.extensionPath, 'dist', 'thread.js'));
      thread = started;
      return answeringCancellations(
        channelTransports({
          post: (message) => started.postMessage(message),
          onMessage: (listener) => started.on('message', listener),
          onError: (listener) => started.on('error', listener),
          onClose: (listener) => started.on('exit', listener),
        }),
      );
    },
    kill: () => void thread?.terminate(),
  });
}
