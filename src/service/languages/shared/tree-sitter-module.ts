import * as treeSitter from 'web-tree-sitter';

/**
 * The parser's library with a WebAssembly runtime of its own. The library keeps one runtime for its
 * whole life, so the build (`scripts/tree-sitter-plugin.mjs`) has each call evaluate it anew; from
 * source there is one only.
 */
export function freshTreeSitter(): typeof treeSitter {
  return treeSitter;
}
