import type { Area } from '../src/service/contracts/rule';

/** What a new rule's folder holds. */
export interface Template {
  readonly rule: string;
  readonly page: string;
}

/** The start of a rule in each area; a new area has to bring its own. */
export const TEMPLATES: Readonly<Record<Area, (id: string) => Template>> = {
  nginx: document('nginx', 'nginx.upstreams', 'upstream', {
    language: 'nginx',
    file: 'site.conf',
    text: 'upstream shop {\n  server 10.0.0.11:8080;\n}',
    place: '1:10-1:14',
  }),
  kubernetes: document(
    'kubernetes',
    'kubernetes.autoscalers',
    'autoscaler',
    {
      language: 'yaml',
      file: 'hpa.yaml',
      text: [
        'apiVersion: autoscaling/v2',
        'kind: HorizontalPodAutoscaler',
        'metadata: { name: shop }',
        'spec:',
        '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }',
        '  minReplicas: 3',
        '  maxReplicas: 50',
      ].join('\n'),
      place: '7:16-7:18',
    },
    'autoscaler.target',
  ),
  asg: document('autoscalingGroup', 'autoscalingGroup.groups', 'group', {
    language: 'json',
    file: 'asg.json',
    text: '{ "AutoScalingGroupName": "shop", "MinSize": 2, "MaxSize": 20 }',
    place: '1:59-1:61',
  }),
  ecs: document('autoscalingGroup', 'autoscalingGroup.services', 'service', {
    language: 'hcl',
    file: 'service.tf',
    text: 'resource "aws_ecs_service" "shop" {\n  desired_count = 2\n}',
    place: '1:28-1:34',
  }),
  elb: document('autoscalingGroup', 'autoscalingGroup.targetGroups', 'group', {
    language: 'hcl',
    file: 'balancer.tf',
    text: 'resource "aws_lb_target_group" "shop" {\n  deregistration_delay = 5\n}',
    place: '1:32-1:38',
  }),
  pool: document('application', 'application.pools', 'pool', code()),
  cache: document('application', 'application.cacheWrites', 'write', code()),
  query: document('application', 'application.pools', 'pool', code()),
  replica: document('application', 'application.pools', 'pool', code()),
  shard: document('application', 'application.pools', 'pool', code()),
  settings: document('settings', 'settings.pools', 'pool', {
    language: 'yaml',
    file: 'src/main/resources/application.yml',
    text: 'spring:\n  datasource:\n    hikari:\n      maximum-pool-size: 20',
    place: '4:7-4:24',
  }),
  capacity: project(),
  topology: project(),
};

interface Sample {
  readonly language: string;
  readonly file: string;
  readonly text: string;
  /** Where the finding is expected, one-based. */
  readonly place: string;
}

function code(): Sample {
  return {
    language: 'ts',
    file: 'db.ts',
    text: "import { Pool } from 'pg';\n\nexport const pool = new Pool({ max: 50 });",
    place: '3:37-3:39',
  };
}

function document(model: string, items: string, item: string, sample: Sample, place = item) {
  return (id: string): Template => ({
    rule: ruleText(
      id,
      `  scope: 'document',`,
      `  check({ ${model} }, report) {
    for (const ${item} of ${items}) {
      // Next: conclude only from what is known (a field is known, unknown or absent), continue
      // otherwise, and report at the smallest token that would change.
      report({
        at: ${place},
        message: '${MESSAGE}',
      });
    }
  },`,
    ),
    page: pageText(id, sample),
  });
}

function project() {
  return (id: string): Template => ({
    rule: ruleText(
      id,
      `  scope: 'project',`,
      `  check({ architecture }, report) {
    for (const { uri, fact } of architecture.of('workload')) {
      // Next: what a fact does not know proves nothing. Report at the path of the value that
      // would change.
      report({
        at: { uri, path: fact.replicas.path },
        message: '${MESSAGE}',
      });
    }
  },`,
    ),
    page: pageText(id, {
      language: 'yaml',
      file: 'deployment.yaml',
      text: [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: { name: shop }',
        'spec:',
        '  replicas: 3',
      ].join('\n'),
      place: '5:13-5:14',
    }),
  });
}

function ruleText(id: string, scope: string, check: string): string {
  return `import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: '${id}',
  since: '0.1.0',
  status: 'stable',
${scope}
  severity: 'warning',
  title: '${TITLE}',
  summary: '${SUMMARY}',
  // Next: at least one id of src/service/citations; its url stands under "Sources" in README.md.
  citations: [],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
${check}
});
`;
}

const TITLE = 'Next: a few words for a row of a list';
const SUMMARY = 'One sentence that names what is flagged.';
const MESSAGE = 'Next: the fact with its value, the consequence, what to do.';

function pageText(id: string, { language, file, text, place }: Sample): string {
  return `# ${id}

${SUMMARY}

## What it reports

Next: which pattern, in which circumstances. Then a small example that looks like real work.

### Example

\`\`\`${language} file=${file}
${text}
\`\`\`

\`\`\`output
${file}:${place} warning ${id} — ${MESSAGE}
\`\`\`

## Why it matters when you scale

Next: what happens to whom, and when.

## When it is fine

Next: what looks the same and is not reported, with an example that must be silent (no \`output\`).

## Sources

- Next: the title and address of every citation of the rule
`;
}
