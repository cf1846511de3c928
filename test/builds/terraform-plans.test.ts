import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { terraformModules } from '../../src/service/builds/terraform';
import { plainOf } from '../../src/service/syntax/data-node';
import { memorySources } from './files';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '../builds-truth/terraform');
/**
 * A folder with Terraform's AWS provider, where somebody has it: then plans are made anew and compared
 * with those that are committed.
 */
const PLUGINS = process.env.TERRAFORM_PLUGINS;

type Json = Readonly<Record<string, unknown>>;

describe('modules of Terraform, against the plans of terraform', () => {
  for (const root of readdirSync(HERE, { withFileTypes: true }).filter((each) =>
    each.isDirectory(),
  )) {
    const files = filesIn(join(HERE, root.name));
    const sources = memorySources(files);
    for (const stack of terraformModules.find(sources)) {
      const name = `${root.name}-${stack.environment.name ?? 'plain'}`;
      it(`${name}: no value differs, and no resource is missing`, () => {
        const golden = join(HERE, `${name}.json`);
        const committed: Json = existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : {};
        const planned = PLUGINS ? planOf(root.name, stack.files, PLUGINS) : committed;
        if (process.env.UPDATE_GOLDEN) {
          writeFileSync(golden, `${JSON.stringify(planned, undefined, 1)}\n`);
        } else assert.deepEqual(planned, committed, 'the committed plan is another');
        const { build } = terraformModules.evaluate(sources, stack);
        const { resources } = plainOf(build.documents[0] as never) as {
          resources: { address: string; values: Json }[];
        };
        assert.deepEqual(
          resources.map(({ address }) => address).sort(),
          Object.keys(planned).sort(),
        );
        const differences: string[] = [];
        let unknown = 0;
        for (const { address, values } of resources) {
          compare(values, planned[address], address);
        }
        assert.deepEqual(differences, []);
        assert.equal(unknown, 0, 'values that terraform knows and we do not');

        function compare(own: unknown, theirs: unknown, path: string): void {
          if (isOpen(own)) {
            if (theirs !== undefined && theirs !== null && !isReference(own)) unknown++;
            return;
          }
          if (typeof own === 'object' && own !== null) {
            const parsed = typeof theirs === 'string' ? JSON.parse(theirs) : theirs;
            // A block that stands once is a list of one.
            const [first, ...more] = Array.isArray(parsed) ? parsed : [];
            const other =
              !Array.isArray(own) && more.length === 0 && first !== undefined ? first : parsed;
            for (const [key, value] of Object.entries(own)) {
              compare(value, (other as Json | undefined)?.[key], `${path}.${key}`);
            }
            if (Array.isArray(own) && Array.isArray(other) && own.length !== other.length) {
              differences.push(`${path}: ${own.length} and ${other.length} items`);
            }
            return;
          }
          if (String(own) !== String(theirs)) {
            differences.push(`${path}: ${JSON.stringify(own)} and ${JSON.stringify(theirs)}`);
          }
        }
      });
    }
  }
});

function isOpen(value: unknown): boolean {
  return (
    (typeof value === 'string' && /\$\{(?!literal)/.test(value)) ||
    (typeof value === 'object' && value !== null && '!unknown' in value)
  );
}

/** A reference joins resources better than the name it stands for. */
function isReference(value: unknown): boolean {
  return typeof value === 'string';
}

/** Values by address, of what a plan will make; sets of blocks in the order of their names. */
function planOf(root: string, values: readonly string[], plugins: string): Json {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-plan-'));
  try {
    cpSync(join(HERE, root), folder, { recursive: true });
    const run = (...args: readonly string[]) =>
      execFileSync('terraform', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    run('init', `-plugin-dir=${plugins}`);
    run('plan', '-refresh=false', '-out=plan', ...values.map((file) => `-var-file=${file}`));
    const plan = JSON.parse(run('show', '-json', 'plan'));
    const found: Record<string, unknown> = {};
    const read = (module: { resources?: Json[]; child_modules?: never[] }) => {
      for (const { address, values: own } of module.resources ?? []) {
        found[String(address)] = sorted(own as Json);
      }
      for (const inner of module.child_modules ?? []) read(inner);
    };
    read(plan.planned_values.root_module);
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sorted(values: Json): Json {
  const { parameter } = values;
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  return {
    ...values,
    ...(Array.isArray(parameter) ? { parameter: parameter.toSorted(byName) } : {}),
  };
}

function filesIn(folder: string, inside = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(found, filesIn(folder, path));
    else found[path] = readFileSync(join(folder, path), 'utf8');
  }
  return found;
}
