import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { problemWith, QUESTIONS } from '../../src/service/advisor/questions';
import { STRATEGIES } from '../../src/service/advisor/strategies';
import { adviceText, MARKDOWN, PLAIN } from '../../src/service/advisor/words';
import { memoryPorts, ROOT } from '../support/memory';

type Answers = Readonly<Record<string, string>>;

function advise(answers: Answers, files: Readonly<Record<string, string>> = {}) {
  return createService(memoryPorts(new Map(Object.entries(files)))).advise(ROOT, answers);
}

async function strategies(answers: Answers, files: Readonly<Record<string, string>> = {}) {
  return (await advise(answers, files)).recommendations.map(({ strategy }) => strategy);
}

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }
  minReplicas: 3
  maxReplicas: 10
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: api }
spec:
  selector: { app: api }
  sessionAffinity: ClientIP
`;
const POOLS = `import { Pool } from 'pg';
import { createClientPool } from 'redis';
export const pool = new Pool({ max: 5 });
export const cache = createClientPool();
`;

describe('the decision matrix', () => {
  const rows: readonly (readonly [Answers, readonly string[]])[] = [
    [{ 'response-time': '2.5' }, ['optimize']],
    [{ cpu: '85' }, ['vertical', 'horizontal']],
    [{ memory: '95' }, ['vertical']],
    [{ bottleneck: 'database' }, ['caching', 'replicas']],
    [{ traffic: 'spikes' }, ['horizontal']],
    [{ users: 'far' }, ['regions']],
    [{ growth: '60' }, ['cdn', 'horizontal']],
  ];
  for (const [answers, expected] of rows) {
    it(`leads from ${JSON.stringify(answers)} to ${expected.join(', ')}`, async () => {
      assert.deepEqual(await strategies(answers), expected);
    });
  }

  it('is silent at the guide’s figures themselves', async () => {
    const at = {
      'response-time': '2',
      cpu: '80',
      memory: '90',
      growth: '50',
      traffic: 'steady',
      users: 'near',
    };
    assert.deepEqual(await strategies(at), []);
  });

  it('takes the figures of the workspace', async () => {
    const files = { 'headroom.yaml': 'root: true\npractices: { scaling.growth: 100 }\n' };
    assert.deepEqual(await strategies({ growth: '60' }, files), []);
  });
});

describe('the decision tree', () => {
  const leaves: readonly (readonly [Answers, readonly string[]])[] = [
    [{ bottleneck: 'code' }, ['optimize']],
    [{ bottleneck: 'cpu' }, ['vertical', 'horizontal']],
    [{ bottleneck: 'cpu', 'can-grow': 'yes' }, ['vertical']],
    [{ bottleneck: 'cpu', 'can-grow': 'no' }, ['horizontal']],
    [{ bottleneck: 'cpu', 'can-grow': 'no', cpu: '95' }, ['horizontal']],
    [{ bottleneck: 'memory', 'can-grow': 'yes' }, ['vertical']],
    [{ bottleneck: 'memory', 'can-grow': 'no' }, ['horizontal']],
    [{ bottleneck: 'database', 'database-load': 'reads' }, ['caching', 'replicas']],
    [{ bottleneck: 'database', 'database-load': 'balanced' }, ['optimize']],
    [{ bottleneck: 'database', 'database-load': 'writes' }, ['sharding']],
    [{ bottleneck: 'network' }, ['cdn']],
    [{ bottleneck: 'unknown' }, []],
  ];
  for (const [answers, expected] of leaves) {
    it(`leads from ${JSON.stringify(answers)} to ${expected.join(', ') || 'measuring'}`, async () => {
      assert.deepEqual(await strategies(answers), expected);
    });
  }

  it('asks about the machine and the database only where it matters', async () => {
    const asked = async (answers: Answers) => (await advise(answers)).questions.map(({ id }) => id);
    assert.ok(!(await asked({})).includes('can-grow'));
    assert.ok((await asked({ bottleneck: 'memory' })).includes('can-grow'));
    assert.ok((await asked({ bottleneck: 'database' })).includes('database-load'));
    assert.ok((await asked({ traffic: 'spikes' })).includes('instances'));
  });

  it('does not scale what nobody says is in trouble', async () => {
    const { verdict, recommendations } = await advise({});
    assert.match(verdict, /^Nothing that is known here asks for scaling\. Measure first/);
    assert.deepEqual(recommendations, []);
    assert.match((await advise({ traffic: 'spikes' })).verdict, /bottleneck is not measured yet/);
    assert.match((await advise({ bottleneck: 'code' })).verdict, /^Begin here: Make what/);
  });
});

describe('what the files answer', () => {
  const questionOf = async (
    id: string,
    answers: Answers,
    files: Readonly<Record<string, string>>,
  ) => (await advise(answers, files)).questions.find((question) => question.id === id);

  it('is taken from them, with its place', async () => {
    const files = { 'k8s/hpa.yaml': HPA, 'src/db.ts': POOLS };
    const { questions } = await advise({}, files);
    const known = questions.filter(({ from }) => from === 'workspace');
    assert.deepEqual(
      known.map(({ id, answer, evidence: [first] }) => [
        id,
        answer,
        `${first?.path}:${first?.line}`,
      ]),
      [
        ['autoscaling', 'yes', 'k8s/hpa.yaml:1'],
        ['database', 'yes', 'src/db.ts:2'],
        ['cache', 'yes', 'src/db.ts:3'],
      ],
    );
  });

  it('gives way to what a person says', async () => {
    const answered = await questionOf(
      'instances',
      { instances: 'no', traffic: 'spikes' },
      { 'hpa.yaml': HPA },
    );
    assert.equal(answered?.answer, 'no');
    assert.equal(answered?.from, 'you');
    assert.equal(answered?.evidence.length, 0);
  });

  it('never says that there is no state in a process: replicas prove no such thing', async () => {
    const files = { 'hpa.yaml': HPA, 'nginx.conf': 'upstream a { server a:1; server b:1; }\n' };
    const open = await questionOf('instances', { traffic: 'spikes' }, files);
    assert.deepEqual([open?.answer, open?.from], [null, null]);
  });

  it('is not what a template may leave out', async () => {
    const template = `{{- if .Values.autoscaling.enabled }}\n${HPA}{{- end }}\n`;
    const files = { 'chart/Chart.yaml': 'name: api\n', 'chart/templates/hpa.yaml': template };
    const scaled = await questionOf('autoscaling', { traffic: 'spikes' }, files);
    assert.equal(scaled?.answer, null);
  });

  it('changes what is recommended, whatever the question', async () => {
    const base = { traffic: 'spikes', bottleneck: 'database', 'database-load': 'reads' };
    for (const id of ['instances', 'autoscaling', 'database', 'cache']) {
      const [yes, no] = await Promise.all(
        ['yes', 'no'].map(
          async (value) => (await advise({ ...base, [id]: value })).recommendations,
        ),
      );
      assert.notDeepEqual(yes, no, id);
    }
  });

  it('stays open where they say two things', async () => {
    const files = { 'hpa.yaml': HPA, 'service.yaml': SERVICE };
    const open = await questionOf('instances', { traffic: 'spikes' }, files);
    assert.equal(open?.answer, null);
    assert.match(open?.evidence.map(({ message }) => message).join('\n') ?? '', /may hold state/);
  });

  it('says what the database leaves to more instances', async () => {
    const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers: [{ name: api, image: 'example/api:1', env: [{ name: DATABASE_URL, value: 'postgres://db/api' }] }]
`;
    const pool = `import { Pool } from 'pg';
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: SIZE });
`;
    const room = async (size: number) => {
      const files = { 'k8s/api.yaml': deployment, 'src/db.ts': pool.replace('SIZE', String(size)) };
      const { recommendations } = await advise({ traffic: 'spikes' }, files);
      return recommendations
        .find(({ strategy }) => strategy === 'horizontal')
        ?.evidence.map(({ message }) => message);
    };
    assert.match(
      (await room(10))?.join() ?? '',
      /up to 60 of 97 connections of db that it grants by default: room for 3 more pods of api/,
    );
    assert.match((await room(60))?.join() ?? '', /: lower the pools before more instances come/);
  });

  it('begins with what makes it slow', async () => {
    const query = `import { Pool } from 'pg';
const pool = new Pool({ max: 5 });
export async function names(ids: string[]) {
  for (const id of ids) await pool.query('SELECT name FROM users WHERE id = $1', [id]);
}
`;
    const { recommendations } = await advise({ cpu: '90' }, { 'src/names.ts': query });
    assert.deepEqual(
      recommendations.map(({ strategy }) => strategy),
      ['optimize', 'vertical', 'horizontal'],
    );
    assert.match(recommendations[0]?.because[0] ?? '', /^3 findings say where to begin/);
  });
});

describe('an answer', () => {
  it('is refused where it is none, with the nearest name', () => {
    assert.match(problemWith('cpuu', '3') ?? '', /did you mean "cpu"/);
    assert.match(problemWith('traffic', 'spike') ?? '', /did you mean "spikes"/);
    for (const value of ['much', '', '-3', 'NaN', '1e3'])
      assert.ok(problemWith('cpu', value), value);
    for (const value of ['3', '82.5']) assert.equal(problemWith('cpu', value), undefined);
  });

  it('of each kind leads somewhere, and each strategy is led to', async () => {
    const numbers = QUESTIONS.filter(({ unit }) => unit !== null).map(
      ({ id }) => [id, '1000'] as const,
    );
    const reached = new Set<string>();
    for (const question of QUESTIONS.filter(({ id }) => id === 'bottleneck')) {
      for (const { value } of question.options) {
        for (const load of ['reads', 'balanced', 'writes']) {
          const answers = { bottleneck: value, 'database-load': load, users: 'far' };
          for (const one of await strategies({ ...answers, ...Object.fromEntries(numbers) }))
            reached.add(one);
        }
      }
    }
    assert.deepEqual([...reached].sort(), STRATEGIES.map(({ id }) => id).sort());
  });
});

describe('advice as text', () => {
  it('has the reasons, what to mind, the comparison and the sources', async () => {
    const advice = await advise({ bottleneck: 'database', 'database-load': 'reads' });
    const plain = adviceText(advice, PLAIN);
    assert.match(plain, /^Begin here: Put a cache in front of what is slow\. /);
    assert.match(plain, /^2\. Add read replicas$/m);
    assert.match(plain, /^ {2}Mind: Replicas lag/m);
    assert.match(plain, /^ {2}Best for 90 reads to 10 writes; complexity medium/m);
    assert.match(plain, /^ {2}How high does CPU stay\? --answer cpu=NUMBER of percent$/m);
    const markdown = adviceText(advice, MARKDOWN);
    assert.match(markdown, /^# Scaling advice$/m);
    assert.match(
      markdown,
      /^- \[Scaling guide: Database scaling.*\]\(https:\/\/.*database\.md\)$/m,
    );
  });
});
