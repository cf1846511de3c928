// Has `freshTreeSitter` evaluate web-tree-sitter anew at each call. Its memory cannot be trusted once
// it has aborted, and there is no other way to get another one: the library holds on to the first.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const LIBRARY = resolve('node_modules/web-tree-sitter/web-tree-sitter.cjs');

export const treeSitterAnew = {
  name: 'tree-sitter-anew',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]tree-sitter-module\.ts$/ }, () => ({
      // A CommonJS module, for its ES module looks for itself by address, which a bundle has not got.
      contents: `exports.freshTreeSitter = () => {
  const module = { exports: {} };
  (function (module, exports) {
${readFileSync(LIBRARY, 'utf8')}
  })(module, module.exports);
  return module.exports;
};`,
      loader: 'js',
      resolveDir: dirname(LIBRARY),
    }));
  },
};
