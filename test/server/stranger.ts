import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A message of JSON-RPC, as it comes. */
export interface Incoming {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A client that knows the protocol and nothing of Headroom: it writes and reads bytes. */
export class Stranger {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly heard: Incoming[] = [];
  private readonly listeners = new Set<() => void>();
  private buffer = Buffer.alloc(0);
  private lastId = 0;
  /** What the server printed on standard error. */
  errors = '';
  /** The exit status, once the server has ended. */
  readonly ended: Promise<number | null>;

  constructor(program: string, cwd: string) {
    this.child = spawn(process.execPath, [program, 'lsp', '--stdio'], { cwd });
    this.child.stdout.on('data', (bytes: Buffer) => this.take(bytes));
    this.child.stderr.on('data', (bytes: Buffer) => {
      this.errors += bytes.toString();
    });
    this.ended = new Promise((resolve) => this.child.on('close', resolve));
  }

  /** Sends bytes as they are. */
  raw(text: string): void {
    this.child.stdin.write(text);
  }

  send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.raw(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method: string, params?: unknown): void {
    this.send({ method, params });
  }

  /** Sends a request; answers with its id. */
  post(method: string, params?: unknown): number {
    const id = ++this.lastId;
    this.send({ id, method, params });
    return id;
  }

  async request(method: string, params?: unknown): Promise<Incoming> {
    return this.answer(this.post(method, params));
  }

  /** The answer to a request. */
  answer(id: number | null): Promise<Incoming> {
    return this.next((message) => message.id === id && message.method === undefined);
  }

  /** The first message of a kind, of those that have come and those that will. */
  async next(isWanted: (message: Incoming) => boolean): Promise<Incoming> {
    for (;;) {
      const found = this.heard.find(isWanted);
      if (found) {
        this.heard.splice(this.heard.indexOf(found), 1);
        return found;
      }
      await new Promise<void>((resolve) => {
        const listener = () => {
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
  }

  /** Everything heard so far that nobody has asked for. */
  messages(): readonly Incoming[] {
    return this.heard;
  }

  close(): void {
    this.child.stdin.end();
  }

  kill(): void {
    this.child.kill();
  }

  private take(bytes: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, bytes]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(
        /Content-Length: (\d+)/i.exec(this.buffer.toString('utf8', 0, end))?.[1],
      );
      const body = end + 4;
      if (this.buffer.length < body + length) return;
      this.hear(JSON.parse(this.buffer.toString('utf8', body, body + length)) as Incoming);
      this.buffer = this.buffer.subarray(body + length);
    }
  }

  private hear(message: Incoming): void {
    this.heard.push(message);
    // What the server asks of its client is answered with nothing; that is a right answer to each.
    if (message.method !== undefined && message.id !== undefined) {
      this.send({ id: message.id, result: null });
    }
    for (const listener of [...this.listeners]) listener();
  }
}

/** The program and its thread, built into a folder of their own. */
export async function buildServer(): Promise<{ readonly program: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-lsp-'));
  await build({
    entryPoints: { cli: 'src/cli/main.ts', thread: 'src/cli/thread.ts' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    define: { HEADROOM_VERSION: '"test"' },
    logLevel: 'error',
  });
  return {
    program: join(folder, 'cli.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
