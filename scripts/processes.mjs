// Processes and folders that must not outlive us, however we end.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** What is still to be undone, in the order it was begun. */
const undone = new Set();
let watching = false;

/**
 * Has something undone when this process ends, by itself or by a signal, or earlier by the function
 * that is answered. It is undone once, and may not be asynchronous: a process that ends waits for
 * nothing.
 */
export function atEnd(undo) {
  watchEnd();
  undone.add(undo);
  return () => {
    if (undone.delete(undo)) undo();
  };
}

/** A temporary folder, removed when this process ends. */
export async function temporaryFolder(prefix) {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

/** Starts a program that may start others, and answers with it and a function that ends them all. */
export function startTree(command, args, options) {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  // Without a listener a program that cannot be started ends us; who waits for its exit learns why.
  child.on('error', () => {});
  return { child, stop: atEnd(() => stopTree(child)) };
}

/**
 * Runs a program in this terminal and answers with its exit status. What ends us ends it first: it
 * is given the time to tidy up.
 * @param {number} longest - milliseconds; after that it is ended, and the status is 1
 * @param {(text: string) => void} [hear] - given what it prints, which is still printed
 */
export function runToEnd(command, args, { longest, hear, ...options }) {
  const stdio = ['inherit', hear ? 'pipe' : 'inherit', 'inherit'];
  const child = spawn(command, args, { ...options, stdio });
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    hear(text);
  });
  return ended(child, longest);
}

/**
 * Runs a program as {@link runToEnd} does, and answers with what it printed as well.
 * @param {() => unknown} [answer] - what each message of a Node program is answered with
 */
export async function capture(command, args, { longest, answer, ...options }) {
  const stdio = ['ignore', 'pipe', 'pipe', ...(answer ? ['ipc'] : [])];
  const child = spawn(command, args, { ...options, stdio });
  if (answer) child.on('message', () => child.send(answer()));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  return { status: await ended(child, longest), said };
}

/** The exit status of a program, which is ended when it takes too long or we are ended. */
function ended(child, longest) {
  let signalled = 0;
  const pass = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = () => {
      signalled = 128 + number;
      child.kill('SIGTERM');
    };
    process.on(signal, end);
    return () => process.off(signal, end);
  });
  let overdue = false;
  const limit = setTimeout(() => {
    overdue = true;
    console.error(`Not done after ${longest / 1000} seconds: ended.`);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  }, longest);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(limit);
      for (const off of pass) off();
      if (signalled > 0) process.exit(signalled);
      resolve(overdue ? 1 : (status ?? 1));
    });
  });
}

function stopTree(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has already gone.
  }
}

function watchEnd() {
  if (watching) return;
  watching = true;
  process.on('exit', undoAll);
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => process.exit(128 + number));
  }
}

/** The newest first, as things stand on those begun before them. */
function undoAll() {
  for (const undo of [...undone].reverse()) {
    undone.delete(undo);
    undo();
  }
}
