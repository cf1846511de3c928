/** A short address on this machine that leads to a long one. */
export function shortAddress(page: string): Promise<string>;
/** Whether a version, as in 1.100.3, is at least another. */
export function isAtLeast(version: string, needed: string): boolean;
