/**
 * The versions of VS Code the suite runs on. `server` is the npm package `code-server` that carries
 * the same VS Code, for where the desktop download cannot be reached; `node` the major version of
 * Node that its server needs; `megabytes` what it takes on disk, about.
 */
export const OLDEST = { version: '1.100.3', server: '4.100.3', node: 20, megabytes: 340 };
export const NEWEST = { version: '1.139.1', server: '4.139.1', node: 24, megabytes: 660 };

/** Fetched for a server that needs a newer Node than the one that runs us. */
export const NODE_24 = { version: '24.21.0', megabytes: 200 };

/** Fetched where no Chromium is installed; for Linux on x64 only. */
export const CHROMIUM = { version: '147.0.2', megabytes: 72 };
