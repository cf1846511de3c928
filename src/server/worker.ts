// The language server of the web: in a worker of its own, or in the web host itself with a channel that
// it is given. It has no disk: files and assets are asked of the client.
import { createConnection } from 'vscode-languageserver/browser';
import { startServer } from './server';
import { type Channel, channelTransports } from './transports';
import { VERSION } from './version';

/** Given by the host where the script does not run in a worker of its own. */
declare const headroomChannel: Channel | undefined;

/** A worker, as far as it is used here. */
declare const self: {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
};

/** Everything the client sends to a worker is a message of the protocol. */
function ownChannel(): Channel {
  return {
    post: (message) => self.postMessage(message),
    onMessage: (listener) =>
      self.addEventListener('message', ({ data }) =>
        listener(data as Parameters<typeof listener>[0]),
      ),
    onError: () => {},
    onClose: () => {},
  };
}

const isNested = typeof headroomChannel === 'undefined';
const channel = isNested ? ownChannel() : headroomChannel;
const { reader, writer } = channelTransports(channel);
const connection = createConnection(reader, writer);
startServer(connection, {
  version: VERSION,
  turn: () => new Promise((resolve) => setTimeout(resolve, 0)),
});
connection.listen();
// The first message of a worker says that its script could be loaded.
if (isNested) channel.post({ jsonrpc: '2.0' });
