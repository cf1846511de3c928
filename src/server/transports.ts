import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type CancellationId,
  type DataCallback,
  type Disposable,
  Emitter,
  ErrorCodes,
  Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-jsonrpc';

/** Both directions of a connection. */
export interface Transports {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** A thread, a worker or a port, as far as messages go through it. */
export interface Channel {
  post(message: Message): void;
  onMessage(listener: (message: Message) => void): void;
  onError(listener: (error: Error) => void): void;
  /** Where the other side can end. */
  onClose(listener: () => void): void;
}

/** Messages as they are, without headers: for threads and workers. */
export function channelTransports(channel: Channel): Transports {
  return { reader: new ChannelReader(channel), writer: new ChannelWriter(channel) };
}

class ChannelReader extends AbstractMessageReader {
  private readonly received = new Emitter<Message>();

  constructor(channel: Channel) {
    super();
    channel.onMessage((message) => this.received.fire(message));
    channel.onError((error) => this.fireError(error));
    channel.onClose(() => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    return this.received.event(callback);
  }
}

class ChannelWriter extends AbstractMessageWriter {
  constructor(private readonly channel: Channel) {
    super();
  }

  async write(message: Message): Promise<void> {
    this.channel.post(message);
  }

  end(): void {}
}

/** LSP's code for a request that was cancelled. */
const REQUEST_CANCELLED = -32800;

/**
 * The client's side of a server in a thread of its own: a cancelled request is answered here and at
 * once, however busy that thread is. The cancellation goes on to the thread, whose late answer is
 * dropped.
 */
export function answeringCancellations({ reader, writer }: Transports): Transports {
  const pending = new Set<CancellationId>();
  const cancelled = new Set<CancellationId>();
  const answers = new Emitter<Message>();
  return {
    reader: {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      dispose: () => reader.dispose(),
      listen(callback) {
        const answered = answers.event(callback);
        const heard = reader.listen((message) => {
          if (Message.isResponse(message) && message.id !== null) {
            pending.delete(message.id);
            if (cancelled.delete(message.id)) return;
          }
          callback(message);
        });
        return {
          dispose() {
            answered.dispose();
            heard.dispose();
          },
        };
      },
    },
    writer: {
      onError: writer.onError,
      onClose: writer.onClose,
      dispose: () => writer.dispose(),
      end: () => writer.end(),
      async write(message) {
        if (Message.isRequest(message) && message.id !== null) pending.add(message.id);
        await writer.write(message);
        const id = cancelledBy(message);
        if (id === undefined || !pending.delete(id)) return;
        cancelled.add(id);
        const error = { code: REQUEST_CANCELLED, message: 'The request was cancelled.' };
        answers.fire({ jsonrpc: '2.0', id, error } as Message);
      },
    },
  };
}

function cancelledBy(message: Message): CancellationId | undefined {
  if (!Message.isNotification(message) || message.method !== '$/cancelRequest') return undefined;
  const { id } = (message.params ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

/**
 * Passes everything on, both ways; what cannot be read is answered as JSON-RPC says. `onMessage` hears
 * what the client says.
 */
export function relay(
  client: Transports,
  server: Transports,
  onMessage: (message: Message) => void,
): void {
  client.reader.onError(({ message }) => {
    const error = { code: ErrorCodes.ParseError, message };
    void client.writer.write({ jsonrpc: '2.0', id: null, error } as Message);
  });
  server.reader.listen((message) => void client.writer.write(message));
  client.reader.listen((message) => {
    void server.writer.write(message);
    onMessage(message);
  });
}
