import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Message } from 'vscode-jsonrpc';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { answeringCancellations, channelTransports, relay } from '../../server/transports';
import { UsageError } from '../usage';

/**
 * `headroom lsp`: the language server over standard input and output. The work is done in a thread, so
 * that this one answers a cancellation at once.
 * @returns 0 after `shutdown` and `exit`, 1 when the client goes without them or the server fails
 */
export async function lsp(operands: readonly string[]): Promise<number> {
  if (operands.length > 0) throw new UsageError('lsp takes no operands; see headroom --help.');
  // What is printed in the thread must not get between the messages.
  const thread = new Worker(join(__dirname, 'thread.js'), { stdout: true, stderr: true });
  thread.stdout.pipe(process.stderr);
  thread.stderr.pipe(process.stderr);
  const server = answeringCancellations(
    channelTransports({
      post: (message) => thread.postMessage(message),
      onMessage: (listener) => thread.on('message', listener),
      onError: (listener) => thread.on('error', listener),
      onClose: (listener) => thread.on('exit', listener),
    }),
  );
  const client = {
    reader: new StreamMessageReader(process.stdin),
    writer: new StreamMessageWriter(process.stdout),
  };
  const status = new Promise<number>((resolve) => {
    let isShutDown = false;
    thread.on('error', (error: Error) => {
      process.stderr.write(`headroom: ${error.stack ?? error.message}\n`);
      resolve(1);
    });
    thread.on('exit', () => resolve(isShutDown ? 0 : 1));
    relay(client, server, (message) => {
      if (Message.isRequest(message) && message.method === 'shutdown') isShutDown = true;
      if (Message.isNotification(message) && message.method === 'exit') resolve(isShutDown ? 0 : 1);
    });
    process.stdin.on('end', () => resolve(1));
  });
  const ended = await status;
  await thread.terminate();
  process.stdin.destroy();
  return ended;
}
