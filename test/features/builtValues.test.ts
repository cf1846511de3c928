import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { NEVER_CANCELLED } from '../../src/service/contracts/ports';
import type { HeadroomService } from '../../src/service/contracts/service';
import { memoryPorts, ROOT, uriOf } from '../support/memory';

const HPA = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 4
`;
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - name: web
          image: shop/web:1.0
`;
const PROD = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  maxReplicas: 24
`;
const FILES = {
  'base/kustomization.yaml': 'resources: [hpa.yaml, web.yaml]\n',
  'base/hpa.yaml': HPA,
  'base/web.yaml': WEB,
  'overlays/dev/kustomization.yaml': 'resources: [../../base]\n',
  'overlays/prod/kustomization.yaml':
    'resources: [../../base]\npatches:\n  - path: hpa.yaml\nimages:\n  - name: shop/web\n    newTag: "2.0"\n',
  'overlays/prod/hpa.yaml': PROD,
};

async function serviceOver(files: Readonly<Record<string, string>>): Promise<HeadroomService> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  await service.builds(ROOT);
  return service;
}

/** The hover where `what` begins in a file. */
async function hoverAt(service: HeadroomService, path: string, text: string, what: string) {
  const before = text.slice(0, text.indexOf(what)).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const shown = await service.hover(uriOf(path), position, NEVER_CANCELLED);
  return shown && typeof shown.contents === 'object' && 'value' in shown.contents
    ? shown.contents.value
    : '';
}

describe('hover on a built value', () => {
  it('shows what it becomes in each environment, and where that is decided', async () => {
    const service = await serviceOver(FILES);
    const shown = await hoverAt(service, 'base/hpa.yaml', HPA, 'maxReplicas');
    assert.match(shown, /What will run:/);
    assert.match(shown, /- `dev`: `4` · \[line 8\]\(file:\S+hpa\.yaml#L8\)/);
    assert.match(
      shown,
      /- `prod`: `24` · \[overlays\/prod\/hpa\.yaml line 5\]\(file:\S+#L5\) \(patched\)/,
    );
  });

  it('shows every place that a value has passed', async () => {
    const service = await serviceOver(FILES);
    const shown = await hoverAt(service, 'base/web.yaml', WEB, 'shop/web:1.0');
    assert.match(
      shown,
      /`prod`: `shop\/web:2\.0` · \[overlays\/prod\/kustomization\.yaml line 6\]\S+ \(replaced\) ← \[line 9\]/,
    );
  });

  it('says nothing where one file decides for nobody in particular', async () => {
    const service = await serviceOver({ 'k8s/hpa.yaml': HPA, 'k8s/web.yaml': WEB });
    const shown = await hoverAt(service, 'k8s/hpa.yaml', HPA, 'maxReplicas');
    assert.doesNotMatch(shown, /What will run/);
  });

  it('a value cannot end the code it stands in', async () => {
    const text = WEB.replace('shop/web:1.0', '"a`b ![x](https://evil.example)"');
    const service = await serviceOver({ ...FILES, 'base/web.yaml': text });
    const shown = await hoverAt(service, 'base/web.yaml', text, 'image');
    assert.match(shown, /`a b !\[x\]\(https:\/\/evil\.example\)/);
  });
});

describe('a build printed', () => {
  it('with the place that decides each value behind it', async () => {
    const service = await serviceOver(FILES);
    const built = await service.build(ROOT, 'kustomize:overlays/prod@prod');
    assert.ok('annotated' in built);
    assert.match(
      built.annotated,
      /^ {2}maxReplicas: 24 {2}# overlays\/prod\/hpa\.yaml:5 \(patched\)$/m,
    );
    assert.match(built.annotated, /^ {2}minReplicas: 2 {2}# base\/hpa\.yaml:7$/m);
    const plain = built.annotated.replace(/ {2}# .*$/gm, '');
    assert.equal(plain, built.text);
  });
});

describe('the environments of a project', () => {
  it('begin with production, or with what the configuration names first', async () => {
    const first = await (await serviceOver(FILES)).environments(ROOT);
    assert.deepEqual(first.environments, ['prod', 'dev']);
    const configured = {
      ...FILES,
      'headroom.yaml': 'environments: { dev: ["overlays/dev/**"] }\n',
    };
    const second = await (await serviceOver(configured)).environments(ROOT);
    assert.deepEqual(second.environments, ['dev', 'prod']);
  });

  it('a file says in which builds it takes part', async () => {
    const service = await serviceOver(FILES);
    const { builds } = await service.recognition(uriOf('overlays/prod/hpa.yaml'), NEVER_CANCELLED);
    assert.deepEqual(builds, ['kustomize:overlays/prod@prod']);
  });
});
