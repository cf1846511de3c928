// `npm run create-rule -- AREA/NAME` writes the folder of a new rule: a rule that reports nothing
// yet, and a page whose example says what it should report. Its tests fail until it does.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Area } from '../src/service/contracts/rule';
import { didYouMean } from '../src/service/project/configuration';
import { TEMPLATES } from './rule-templates';

/** What came of it: the files written, or why none was. */
export type Created =
  | { readonly ok: true; readonly files: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** Writes a rule's folder beneath `rules`. Nothing that exists is touched. */
export function createRule(id: string, rules: string): Created {
  const why = objection(id);
  if (why !== undefined) return { ok: false, why };
  const folder = join(rules, id);
  if (existsSync(folder)) return { ok: false, why: `${folder} exists; choose another name.` };
  const { rule, page } = TEMPLATES[areaOf(id) as Area](id);
  mkdirSync(folder, { recursive: true });
  const files = [join(folder, 'rule.ts'), join(folder, 'README.md')] as const;
  writeFileSync(files[0], rule, { flag: 'wx' });
  writeFileSync(files[1], page, { flag: 'wx' });
  return { ok: true, files };
}

/** Why an id cannot be a rule's, or `undefined`. */
export function objection(id: string): string | undefined {
  const areas = Object.keys(TEMPLATES);
  const example = 'such as nginx/upstream-duplicate-server';
  const parts = id.split('/');
  if (parts.length !== 2) return `A rule is called AREA/NAME, ${example}; "${id}" is not.`;
  const [area = '', name = ''] = parts;
  if (!areas.includes(area)) {
    return `There is no area "${area}"${didYouMean(area, areas)}. Areas: ${areas.join(', ')}.`;
  }
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) {
    return `"${name}" is no name: lower-case words joined by hyphens, ${example}.`;
  }
  if (name.startsWith(`${area}-`)) {
    return `"${id}" says the area twice; call it ${area}/${name.slice(area.length + 1)}.`;
  }
  const advice = /^(?:use|require|prefer|avoid|set|add)-/.exec(name)?.[0];
  if (advice) {
    return `"${name}" says what to do; a rule is named for what it flags, ${example}.`;
  }
  return undefined;
}

function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

function main(args: readonly string[]): number {
  const [id, ...more] = args;
  if (id === undefined || more.length > 0) {
    console.error('Usage: npm run create-rule -- AREA/NAME');
    return 2;
  }
  const created = createRule(id, 'src/service/rules');
  if (!created.ok) {
    console.error(created.why);
    return 2;
  }
  spawnSync(process.execPath, ['scripts/rule-index.mjs'], { stdio: 'inherit' });
  console.log(
    [
      ...created.files.map((file) => `wrote ${file}`),
      '',
      'Next: write the example in README.md, then the check in rule.ts, until this is green:',
      '  npm run test:unit -- test/rules',
      'docs/adding-a-rule.md walks through it.',
    ].join('\n'),
  );
  return 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}
