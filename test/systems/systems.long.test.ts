import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { atLeast, type Severity } from '../../src/service/contracts/finding';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { matchesGlob } from '../../src/service/project/globs';
import { memoryPorts, ROOT } from '../support/memory';

/** What a reviewer says about a place; see README.md beside this file. */
interface Expected {
  readonly about: string;
  readonly paths: readonly string[];
  /** 1-based. */
  readonly lines?: readonly number[];
  readonly match: string;
}

interface Wanted extends Expected {
  readonly least: Severity;
  /** We do not find it yet, which the test holds us to. */
  readonly missed?: true;
}

interface Unwanted extends Expected {
  readonly most: Severity | 'none';
  readonly missed?: true;
}

interface ExpectedBudget {
  readonly server: string;
  readonly steady: number;
  readonly rollout: readonly [number, number];
  readonly limit?: number;
  readonly floor?: number;
  readonly missed?: true;
}

interface Expectations {
  readonly find: readonly Wanted[];
  readonly not: readonly Unwanted[];
  readonly most: Readonly<Partial<Record<Severity, number>>>;
  readonly capacity: readonly ExpectedBudget[];
}

interface Found {
  readonly rule: string;
  readonly message: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
}

const HERE = 'test/systems';

for (const name of readdirSync(HERE)) {
  const folder = join(HERE, name);
  if (!existsSync(join(folder, 'expect.json'))) continue;
  const expected: Expectations = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8'));

  describe(`the system ${name}`, () => {
    const service = createService(memoryPorts(filesOf(join(folder, 'files'))));
    const reviewed = service
      .review([ROOT], { base: ROOT, only: [] }, NEVER_CANCELLED)
      .then(({ output }) =>
        output.files.flatMap(({ path, findings }) =>
          findings.map(
            ({ rule, message, severity, range }): Found => ({
              rule,
              message,
              severity,
              path,
              line: range.start.line + 1,
            }),
          ),
        ),
      );

    for (const wanted of expected.find) {
      it(`${wanted.missed ? 'does not find yet' : 'finds'}: ${wanted.about}`, async () => {
        const about = (await reviewed).filter((found) => isAbout(found, wanted));
        const loud = about.filter(({ severity }) => atLeast(severity, wanted.least));
        assert.equal(
          loud.length > 0,
          wanted.missed !== true,
          wanted.missed
            ? `found by now: take "missed" away: ${shown(loud)}`
            : `nearest: ${shown(about)}`,
        );
      });
    }

    for (const unwanted of expected.not) {
      it(`${unwanted.missed ? 'says still' : 'does not say'}: ${unwanted.about}`, async () => {
        const loud = (await reviewed).filter(
          (found) => isAbout(found, unwanted) && isLouder(found.severity, unwanted.most),
        );
        assert.equal(loud.length > 0, unwanted.missed === true, shown(loud));
      });
    }

    for (const [severity, most] of Object.entries(expected.most)) {
      it(`has at most ${most} of severity ${severity}`, async () => {
        const those = (await reviewed).filter((found) => found.severity === severity);
        assert.ok(those.length <= most, shown(those));
      });
    }

    for (const budget of expected.capacity) {
      it(`${budget.missed ? 'does not count yet' : 'counts'} ${budget.server}`, async () => {
        const { budgets } = await service.capacity(ROOT);
        const isThere = budgets.some(
          ({ limit, steady, rollout, floor }) =>
            (budget.limit === undefined || limit === budget.limit) &&
            steady === budget.steady &&
            rollout.join() === budget.rollout.join() &&
            (budget.floor === undefined || floor === budget.floor),
        );
        assert.equal(
          isThere,
          budget.missed !== true,
          budgets
            .map(
              ({ environment, server, limit, floor, steady, rollout }) =>
                `${server} in ${environment}: ${floor}, ${steady}, ${rollout.join(' to ')} of ${limit}`,
            )
            .join('; '),
        );
      });
    }
  });
}

function filesOf(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
      }),
  );
}

function isAbout({ path, line, rule, message }: Found, { paths, lines, match }: Expected): boolean {
  return (
    paths.some((glob) => matchesGlob(path, glob)) &&
    (lines === undefined || lines.includes(line)) &&
    new RegExp(match, 'is').test(`${rule} ${message}`)
  );
}

function isLouder(severity: Severity, most: Severity | 'none'): boolean {
  return most === 'none' || (severity !== most && atLeast(severity, most));
}

function shown(found: readonly Found[]): string {
  return (
    found
      .map(({ path, line, severity, rule }) => `${path}:${line} ${severity} ${rule}`)
      .join(', ') || 'nothing'
  );
}
