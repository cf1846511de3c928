import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { CITATIONS } from '../../src/service/citations';
import { MAX_TITLE_LENGTH, type Rule } from '../../src/service/contracts/rule';
import { RULES } from '../../src/service/rules';
import {
  type Example,
  expectedOf,
  fixesIn,
  inputsOf,
  parseExamples,
  reviewFiles,
} from './examples';
import { parses } from './parses';

/** What the pages of the rules of some areas show, each rule by itself. */
export function testPages(areas: readonly string[]): void {
  for (const rule of rulesOf(areas)) describe(rule.id, () => testPage(rule));
}

/** What the further cases of the rules of some areas show: twice as many as on the pages. */
export function testCases(areas: readonly string[]): void {
  for (const rule of rulesOf(areas)) {
    const cases = casesOf(rule);
    if (cases.length > 0) describe(rule.id, () => testExamples(rule, cases));
  }
}

/** The areas that rules are in. */
export const AREAS: ReadonlySet<string> = new Set(RULES.map(({ id }) => areaOf(id)));

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function rulesOf(areas: readonly string[]): readonly Rule[] {
  return RULES.filter(({ id }) => areas.includes(areaOf(id)));
}

function folderOf({ id }: Rule): string {
  return `src/service/rules/${id}`;
}

function casesOf(rule: Rule): readonly Example[] {
  const file = `${folderOf(rule)}/cases.md`;
  return existsSync(file) ? parseExamples(readFileSync(file, 'utf8')) : [];
}

function testPage(rule: Rule): void {
  const page = readFileSync(`${folderOf(rule)}/README.md`, 'utf8');
  const shown = parseExamples(page);
  const examples = [...shown, ...casesOf(rule)];

  it('has a title that a narrow list shows whole, and no other rule has', () => {
    assert.ok(rule.title.length <= MAX_TITLE_LENGTH, `${rule.title.length} characters`);
    assert.match(rule.title, /^\S.*[^.\s]$/, 'no sentence');
    assert.equal(RULES.filter(({ title }) => title === rule.title).length, 1, 'its own');
  });

  it('has a page that teaches: summary, sections, examples that report and that are silent', () => {
    assert.ok(page.startsWith(`# ${rule.id}\n\n${rule.summary}\n`), 'title and summary');
    for (const heading of [
      'What it reports',
      'Why it matters when you scale',
      'When it is fine',
      'Sources',
    ]) {
      assert.ok(page.includes(`\n## ${heading}\n`), heading);
    }
    assert.ok(rule.citations.length > 0, 'a source');
    for (const id of rule.citations)
      assert.ok(page.includes(CITATIONS[id].url), `${id} in Sources`);
    assert.ok(
      examples.some((example) => expectedOf(example).length > 0),
      'reports',
    );
    assert.ok(
      examples.some((example) => expectedOf(example).length === 0),
      'is silent',
    );
    if (rule.fixes.length > 0) {
      assert.ok(
        examples.some(({ blocks }) => blocks.some(({ kind }) => kind === 'fixed')),
        'shows a fix',
      );
    }
  });

  testExamples(rule, shown);
}

function testExamples(rule: Rule, examples: readonly Example[]): void {
  for (const [index, example] of examples.entries()) {
    it(`${example.title} (${index + 1})`, async () => {
      const files = inputsOf(example);
      const before = await reviewFiles(files, rule.id);
      assert.deepEqual(before.lines, expectedOf(example));
      for (const { finding } of before.findings) {
        for (const { kind, title } of finding.fixes) {
          assert.ok(
            rule.fixes.includes(kind),
            `"${title}" is ${kind}, which the rule does not declare`,
          );
        }
      }
      const fixes = await fixesIn(files, before, rule.id);
      for (const { title, file, text } of example.blocks.filter(({ kind }) => kind === 'fixed')) {
        const shown = fixes.filter((fix) => fix.title === title);
        assert.ok(
          shown.length > 0,
          `no fix "${title}"; offered: ${fixes.map((fix) => fix.title).join(' | ')}`,
        );
        assert.ok(
          shown.some(({ texts }) => texts.get(file) === text),
          `"${title}" leaves behind:\n${shown[0]?.texts.get(file)}`,
        );
      }
      for (const { title, preferred, texts } of fixes) {
        for (const [file, text] of texts) {
          if (text === files.get(file) || !(await parses(file, files.get(file) ?? ''))) continue;
          assert.ok(await parses(file, text), `"${title}" leaves what does not parse:\n${text}`);
        }
        if (!preferred) continue;
        const after = await reviewFiles(texts, rule.id);
        assert.ok(after.lines.length < before.lines.length, `"${title}" removes its finding`);
        const added = surplus(after.grave, before.grave);
        assert.deepEqual(added, [], `"${title}" brings nothing new`);
      }
    });
  }
}

/** The elements of `a` beyond their count in `b`. */
function surplus(a: readonly string[], b: readonly string[]): readonly string[] {
  const left = [...b];
  return a.filter((element) => {
    const index = left.indexOf(element);
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}
