import type { OutOfRange } from './library';

/** Meanings that several libraries share, so that hover speaks with one voice. */
export const MAX = 'The most connections one process opens.';
export const MIN = 'Connections kept open when there is nothing to do.';
export const WAIT = 'How long a request waits for a free connection before it fails.';
export const IDLE = 'How long a connection may lie unused before it is closed.';
export const LIFE = 'How old a connection may become before it is replaced.';
export const QUEUE = 'How many requests may wait for a connection; 0 is no limit.';

/** What a maximum of zero means where it is none. */
export const UNLIMITED: OutOfRange = {
  says: 'is no limit: load decides how many connections the database gets',
  breaks: false,
};
