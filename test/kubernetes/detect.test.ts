import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kubernetesDetector } from '../../src/service/languages/kubernetes/detect';
import { DEPLOYMENT, GUIDE_HPA } from './support';

const detect = (path: string, text: string) => kubernetesDetector.detect({ path, text });

describe('kubernetes: recognition', () => {
  it('takes manifests by their content, whatever they are called', () => {
    assert.ok(detect('a.yaml', GUIDE_HPA));
    assert.ok(detect('untitled', DEPLOYMENT));
    assert.ok(detect('deployment-production.tmpl', DEPLOYMENT));
    assert.ok(detect('deployment.yaml.template', DEPLOYMENT));
    assert.ok(!detect('page.tmpl', '<html>{{ .Title }}</html>\n'));
    assert.ok(detect('a.yml', `\uFEFF# licence\r\n---\r\n${GUIDE_HPA.replaceAll('\n', '\r\n')}`));
    assert.ok(detect('a.json', '{ "kind": "Deployment", "spec": {}, "apiVersion": "apps/v1" }'));
    assert.ok(detect('a.yaml', '{ apiVersion: v1, kind: Service }'));
    assert.ok(
      detect(
        'dump.yaml',
        'apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n',
      ),
    );
    assert.ok(detect('chart/templates/hpa.yaml', `{{- if .Values.on }}\n${GUIDE_HPA}{{- end }}\n`));
    assert.ok(detect('second.yaml', `apiVersion: v1\nkind: ConfigMap\n---\n${GUIDE_HPA}`));
  });

  it('takes kustomizations, which may name neither kind nor version', () => {
    assert.ok(detect('base/kustomization.yaml', 'resources: [a.yaml]\n'));
    assert.ok(detect('kustomization.yml', 'namePrefix: a-\n'));
    assert.ok(
      detect('k.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'),
    );
    assert.ok(
      !detect(
        'flux/kustomization.yaml',
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec: {}\n',
      ),
    );
  });

  it('leaves other people’s files alone', () => {
    assert.ok(!detect('compose.yaml', 'services:\n  web:\n    image: web\n'));
    assert.ok(
      !detect(
        'crd.yaml',
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  kind: Deployment\n',
      ),
    );
    assert.ok(!detect('a.yaml', 'note: |\n  kind: Deployment\n'));
    assert.ok(!detect('a.yaml', 'apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n'));
    assert.ok(!detect('package.json', '{ "apiVersion": 1, "test": { "kind": "Deployment" } }'));
    assert.ok(!detect('snapshot.json', '{ "a": { "apiVersion": "v1", "kind": "Service" } }'));
    assert.ok(!detect('readme.md', GUIDE_HPA));
    assert.ok(!detect('a.yaml', ''));
  });
});
