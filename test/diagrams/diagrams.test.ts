import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import { quoted } from '../../src/service/diagrams/mermaid';
import { anyCharacter } from '../support/arbitraries';
import { memoryPorts, uriOf } from '../support/memory';

async function draw(path: string, text: string) {
  const service = createService(memoryPorts(new Map([[path, text]])));
  const diagram = await service.diagram(uriOf(path), NEVER_CANCELLED);
  assert.ok(diagram);
  const label = (id: string) => diagram.nodes.find((node) => node.id === id)?.label ?? '';
  return {
    diagram,
    edges: diagram.edges.map(
      ({ from, to, label: text }) => `${label(from)} -${text}-> ${label(to)}`,
    ),
  };
}

describe('nginx traffic', () => {
  const text = [
    'upstream app {',
    '  least_conn;',
    '  server 10.0.0.1:3000 weight=3;',
    '  server 10.0.0.2:3000;',
    '  server 10.0.0.3:3000 backup;',
    '  server 10.0.0.4:3000 down;',
    '}',
    'server {',
    '  listen 443 ssl;',
    '  server_name shop.test;',
    '  location / { proxy_pass http://app; }',
    '  location /api { proxy_pass http://app; }',
    '}',
    '',
  ].join('\n');

  it('goes from clients to servers with their shares', async () => {
    const { diagram, edges } = await draw('nginx.conf', text);
    const server = 'server shop.test\nlisten 443 ssl';
    const upstream = 'upstream app\nleast_conn';
    assert.deepEqual(
      edges.sort(),
      [
        `clients --> ${server}`,
        'location / --> upstream app\nleast_conn',
        'location /api --> upstream app\nleast_conn',
        `${server} --> location /`,
        `${server} --> location /api`,
        `${upstream} --> 10.0.0.4:3000\ndown`,
        `${upstream} -25 %-> 10.0.0.2:3000`,
        `${upstream} -75 %-> 10.0.0.1:3000`,
        `${upstream} -backup-> 10.0.0.3:3000`,
      ].sort(),
    );
    assert.match(diagram.mermaid, /^flowchart LR\n {2}accTitle: nginx traffic\n {2}accDescr: /);
    assert.match(diagram.mermaid, /class n\d+ muted/);
  });

  it('draws the same twice', async () => {
    assert.equal(
      (await draw('nginx.conf', text)).diagram.mermaid,
      (await draw('nginx.conf', text)).diagram.mermaid,
    );
  });

  it('counts servers beyond twelve', async () => {
    const many = Array.from({ length: 15 }, (_, n) => `  server 10.0.0.${n + 1}:80;`).join('\n');
    const { edges } = await draw('nginx.conf', `upstream app {\n${many}\n}\n`);
    assert.ok(edges.some((edge) => edge.endsWith('3 more servers')));
  });
});

describe('autoscaling flow', () => {
  it('shows the range and the windows, with what is default named so', async () => {
    const { edges, diagram } = await draw(
      'hpa.yaml',
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  minReplicas: 3\n  maxReplicas: 16\n  behavior:\n    scaleDown: { stabilizationWindowSeconds: 600 }\n  metrics:\n    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }\n',
    );
    assert.ok(diagram.nodes.some(({ label }) => label.endsWith('3 to 16 replicas')));
    assert.ok(
      edges.some((edge) => edge.includes('above: 0 s (default)')),
      edges.join('\n'),
    );
    assert.ok(edges.some((edge) => edge.includes('below: 600 s')));
  });

  it('names the default of a parameter for what it is', async () => {
    const text = `Parameters:
  Max: { Type: Number, Default: 12 }
  Target: { Type: Number, Default: 60 }
Resources:
  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { MinSize: 2, MaxSize: !Ref Max }
  Cpu:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Ref Web
      PolicyType: TargetTrackingScaling
      TargetTrackingConfiguration:
        TargetValue: !Ref Target
        PredefinedMetricSpecification: { PredefinedMetricType: ASGAverageCPUUtilization }
`;
    const { diagram } = await draw('stack.yaml', text);
    const labels = diagram.nodes.map(({ label }) => label);
    assert.ok(
      labels.includes('Auto Scaling group Web\n2 to 12 (default of parameter Max) instances'),
    );
    assert.ok(labels.includes('CPU 60 % (default)'));
  });
});

describe('labels', () => {
  it('cannot leave their quotes, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (label) => {
        assert.match(quoted(label), /^"(?:[\p{L}\p{N}\p{Co} .,:/()%×–_-]|#\d+;|<br\/>)*"$/u);
      }),
    );
  });
});
