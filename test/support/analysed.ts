import type { Analysis, Language, SourceText } from '../../src/service/contracts/language';
import { loadGrammarsOf } from '../../src/service/languages/registry';
import { nodeAssets } from './memory';

/** The analysis of a text, once the grammars it is read with are loaded. */
export async function analysed<Model>(
  language: Language<Model>,
  source: SourceText,
  previous?: Analysis<Model>,
): Promise<Analysis<Model>> {
  await loadGrammarsOf(language as Language, source, nodeAssets);
  return language.analyse(source, previous);
}
