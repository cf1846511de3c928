declare const HEADROOM_VERSION: string;

/** The version of the package this was built from. */
export const VERSION = HEADROOM_VERSION;
