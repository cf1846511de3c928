import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RULES } from '../../src/service/rules';
import { inputsOf, parseExamples, reviewFiles } from '../support/examples';

/** What stands in place of a number in files of strangers. */
const ODD = [
  '0',
  '-1',
  '',
  '1e999',
  '99999999999999999999',
  '.inf',
  '.nan',
  '0x10',
  '"7"',
  'null',
  '1.5',
  '9'.repeat(400),
  '~',
];

const examples = RULES.flatMap(({ id }) =>
  ['README.md', 'cases.md'].flatMap((name) => {
    const path = `src/service/rules/${id}/${name}`;
    return existsSync(path) ? parseExamples(readFileSync(path, 'utf8')).map(inputsOf) : [];
  }),
);

describe('messages and places', () => {
  it('never tell of a number beyond all numbers', async () => {
    const texts = {
      'db.ts': 'import { Pool } from "pg";\nexport const pool = new Pool({ max: 1e999 });\n',
      'db.py': 'from psycopg_pool import ConnectionPool\npool = ConnectionPool(max_size=1e999)\n',
      'db.go': `package shop\n\nimport "database/sql"\n\nfunc open() *sql.DB {\n\tdb, _ := sql.Open("pgx", "postgres://db/shop")\n\tdb.SetMaxOpenConns(25)\n\tdb.SetMaxIdleConns(${'9'.repeat(400)})\n\treturn db\n}\n`,
      'Cache.java': `import org.springframework.data.redis.core.StringRedisTemplate;\nclass C {\n  private final StringRedisTemplate redis;\n  void put(String a, String b) { redis.opsForValue().set(a, b, ${'9'.repeat(400)}); }\n}\n`,
      'hpa.json': `{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"a"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"a"},"minReplicas":1e999,"maxReplicas":1e999,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":${'9'.repeat(400)}}}}]}}`,
      'stack.json':
        '{"Resources":{"A":{"Type":"AWS::AutoScaling::AutoScalingGroup","Properties":{"MinSize":1e999,"MaxSize":1,"DefaultCooldown":1e999}}}}',
      'headroom.yaml': 'practices: { autoscaling.cpu-target: 1e999, autoscaling.drain: .nan }\n',
    };
    for (const [path, text] of Object.entries(texts)) {
      const { all } = await reviewFiles(new Map([[path, text]]), '');
      assert.ok(path !== 'headroom.yaml' || all.length === 2, JSON.stringify(all));
    }
  });

  it('stay sound whatever stands in place of a number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...examples),
        fc.nat(),
        fc.constantFrom(...ODD),
        async (files, which, odd) => {
          const numbers = [...files].flatMap(([path, text]) =>
            [...text.matchAll(/\b\d+\b/g)].map(({ index, 0: { length } }) => ({
              path,
              index,
              length,
            })),
          );
          const chosen = numbers[which % Math.max(1, numbers.length)];
          if (!chosen) return;
          const text = files.get(chosen.path) ?? '';
          const changed =
            text.slice(0, chosen.index) + odd + text.slice(chosen.index + chosen.length);
          // Each finding of each rule is looked at there.
          await reviewFiles(new Map([...files, [chosen.path, changed]]), '');
        },
      ),
      { numRuns: 120 },
    );
  });
});
