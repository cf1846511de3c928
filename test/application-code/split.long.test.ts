import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { RULES } from '../../src/service/rules';
import { recallOf, reviewSplit, type Sample, samplesOf } from '../support/split';

/** Rules about code, each of which the split plants at least once; a hint is no verdict. */
const AREAS = /^(?:pool|cache|query|replica|shard)\//;

const FOLDER = 'test/application-code/split';

describe('application code: the labelled split', () => {
  const samples: readonly Sample[] = readdirSync(FOLDER).flatMap((file) =>
    samplesOf(readFileSync(`${FOLDER}/${file}`, 'utf8'), file.replace(/(?:-files)?\.txt$/, '')),
  );

  it('has a bad sample of every rule about code', () => {
    const planted = new Set(samples.flatMap(({ expected }) => expected));
    const missing = RULES.filter(
      ({ id, severity }) => AREAS.test(id) && severity !== 'hint' && !planted.has(id),
    ).map(({ id }) => id);
    assert.deepEqual(missing, []);
  });

  it('is found in full, and nothing else is', async () => {
    const results = await reviewSplit(samples);
    const rows = recallOf(results);
    const wrong = results.flatMap(({ sample, surplus }) =>
      surplus.map((rule) => `${sample.language}: ${sample.title}: ${rule}`),
    );
    const missed = results.flatMap(({ sample, missed }) =>
      missed.map((rule) => `${sample.language}: ${sample.title}: ${rule}`),
    );
    assert.deepEqual({ wrong, missed }, { wrong: [], missed: [] });
    assert.ok(rows.every(({ found, planted }) => found === planted));
  });
});
