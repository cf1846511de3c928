import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentKey, environmentOfPath } from '../../src/service/builds/environments';

describe('builds: environments', () => {
  it('reads name, class and qualifier off a path', () => {
    const of = (path: string) => {
      const { name, class: kind, qualifier } = environmentOfPath(path);
      return [name, kind, qualifier];
    };
    assert.deepEqual(of('deploy/prod'), ['prod', 'production', null]);
    assert.deepEqual(of('k8s/overlays/prod-eu/hpa.yaml'), ['prod-eu', 'production', 'eu']);
    assert.deepEqual(of('eu_staging/app'), ['eu_staging', 'staging', 'eu']);
    assert.deepEqual(of('envs/pre-prod'), ['pre-prod', 'staging', null]);
    assert.deepEqual(of('overlays/blue'), ['blue', 'unknown', null]);
    assert.deepEqual(of('apps/live-chat'), [null, 'unknown', null]);
    assert.deepEqual(of('live/app'), ['live', 'production', null]);
    assert.deepEqual(of('k8s'), [null, 'unknown', null]);
    assert.deepEqual(of('ci/dev'), ['dev', 'development', null]);
    assert.deepEqual(of('k8s/prod.yaml.tmpl'), ['prod', 'production', null]);
    assert.deepEqual(of('k8s/prod.tmpl'), ['prod', 'production', null]);
  });

  it('makes one environment of one class and qualifier', () => {
    const key = (path: string) => environmentKey(environmentOfPath(path));
    assert.equal(key('overlays/prd'), key('values/production'));
    assert.notEqual(key('overlays/prod-eu'), key('overlays/prod-us'));
    assert.equal(key('overlays/blue'), 'blue');
    assert.equal(key('k8s'), null);
  });
});
