import { grammarOf } from '../../src/service/languages/application-code/grammars';
import { loadGrammar, withParser } from '../../src/service/languages/shared/tree-sitter';
import { nodeAssets } from './memory';

/** Whether the grammar of a source file reads all of it; what is no source file is left to others. */
export async function parses(path: string, text: string): Promise<boolean> {
  const grammar = grammarOf(path);
  if (grammar === undefined) return true;
  await loadGrammar(grammar, nodeAssets);
  const tree = withParser(grammar, (made) => made).parse(text);
  const clean = tree !== null && !tree.rootNode.hasError;
  tree?.delete();
  return clean;
}
