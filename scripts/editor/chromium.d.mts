import type { Browser } from 'playwright-core';

/** Opens a browser that runs unattended, as root too, and does not reach out by itself. */
export function openChromium(): Promise<Browser>;
