import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BUNDLE_FILE, textsIn, translationBundle } from '../../scripts/texts';
import { say, useTranslations } from '../../src/extension/say';
import { PANEL_TEXTS } from '../../src/webview/texts';

/** Names, and what goes to the server or into a file, which speak English. */
const ENGLISH: ReadonlySet<string> = new Set([
  'Headroom',
  'Headroom: {0}',
  '{0} Headroom',
  'Mermaid',
  'Markdown',
  'the limit',
  'This is not analysed',
  'Not analysed',
  'not a regular file',
  'a link, and the editor does not tell where it leads',
  'permission denied',
]);

/** Keys of the manifest whose values people read. */
const READ = new Set([
  ...['title', 'displayName', 'userDescription', 'description', 'markdownDescription'],
  ...['name', 'contextualTitle', 'contents', 'enumDescriptions', 'altText'],
]);

describe('texts that people read in the editor', () => {
  it('go through the translations, each of them', () => {
    const missed = textsIn('src/extension').filter(
      ({ text, isTranslated }) => !isTranslated && !ENGLISH.has(text),
    );
    assert.deepEqual(
      missed.map(({ file, line, text }) => `${file}:${line}: ${text}`),
      [],
    );
  });

  it('are gathered for translators', () => {
    assert.equal(readFileSync(BUNDLE_FILE, 'utf8'), translationBundle());
    const bundle = JSON.parse(translationBundle());
    for (const text of Object.values(PANEL_TEXTS)) assert.ok(text in bundle, text);
    assert.ok('Show What Will Run' in bundle);
  });

  it('stand in package.nls.json where the manifest has them, and nothing else does', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
    const texts = JSON.parse(readFileSync('package.nls.json', 'utf8'));
    const { languages, grammars, snippets, menus, ...shown } = manifest.contributes;
    assert.ok(languages && grammars && snippets && menus);
    const read = [...readIn(shown), manifest.displayName, manifest.description];
    const bare = read.filter((text) => !/^%.+%$/.test(text) && text !== 'Headroom');
    assert.deepEqual(bare, []);
    const used = new Set(read.map((text) => text.slice(1, -1)));
    for (const key of Object.keys(texts)) assert.ok(used.has(key), key);
    for (const text of read) assert.ok(text === 'Headroom' || text.slice(1, -1) in texts, text);
  });

  it('can be in another language', () => {
    assert.equal(say('{0} of {1}', 3, 'x'), '3 of x');
    useTranslations((text) => `⟦${text}⟧`);
    assert.equal(say('Show Log'), '⟦Show Log⟧');
    useTranslations((text, ...about) =>
      text.replace(/\{(\d+)\}/g, (_, index) => String(about[Number(index)])),
    );
  });
});

function readIn(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string') return READ.has(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => readIn(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    // What a model is told is English, and so are names that nobody sees.
    if (name === 'modelDescription' || name === 'inputSchema') return [];
    if (name === 'name' && 'toolReferenceName' in value) return [];
    return readIn(inner, name);
  });
}
