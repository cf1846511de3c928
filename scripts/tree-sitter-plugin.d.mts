import type { Plugin } from 'esbuild';

export const treeSitterAnew: Plugin;
