import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  developmentFolder,
  environmentKey,
  environmentOfPath,
} from '../../src/service/builds/environments';
import { classOf } from '../../src/service/system/environments';

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

  it('tells folders for development by names that mean nothing else', () => {
    assert.equal(developmentFolder('docker/devenv/files/nginx.conf'), 'docker/devenv');
    assert.equal(developmentFolder('.devcontainer/nginx.conf'), '.devcontainer');
    assert.equal(developmentFolder('rootfs/usr/local/etc/nginx.conf'), undefined);
    assert.equal(developmentFolder('dev-tools/nginx.conf'), undefined);
    assert.equal(developmentFolder('nginx/dev'), undefined);
  });

  it('tells the class of a name also within it, for builds and for systems alike', () => {
    const classes = ['microservices-prod', 'eu_staging', 'shop-dev', 'devenv', 'blue'].map(classOf);
    assert.deepEqual(classes, ['production', 'staging', 'development', 'development', 'unknown']);
  });

  it('makes one environment of one class and qualifier', () => {
    const key = (path: string) => environmentKey(environmentOfPath(path));
    assert.equal(key('overlays/prd'), key('values/production'));
    assert.notEqual(key('overlays/prod-eu'), key('overlays/prod-us'));
    assert.equal(key('overlays/blue'), 'blue');
    assert.equal(key('k8s'), null);
  });
});
