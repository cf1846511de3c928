import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentOf, environmentShownBy } from '../../src/service/project/environments';

const NONE = { environments: {} };

describe('the environment of a file', () => {
  it('is the one that its folder or its name says', () => {
    const of = (path: string) => environmentOf(path, NONE);
    assert.equal(of('k8s/overlays/blue/web.yaml'), 'blue');
    assert.equal(of('chart/values-prod.yaml'), 'prod');
    assert.equal(of('src/main/resources/application-mysql.yml'), 'mysql');
    assert.equal(of('.env.production'), 'production');
    assert.equal(of('src/db.ts'), null);
  });

  it('is shown to exist by a profile of settings only where that is called like one', () => {
    const shown = (path: string) => environmentShownBy(path, NONE);
    assert.equal(shown('src/main/resources/application-prod.yml'), 'prod');
    assert.equal(shown('src/main/resources/application-mysql.yml'), null);
    assert.equal(shown('appsettings.Docker.json'), null);
    assert.equal(shown('.env.shared'), null);
    assert.equal(shown('resources/values-cost-monitoring.yaml'), null);
    assert.equal(shown('chart/values-prod.yaml'), 'prod');
    assert.equal(shown('k8s/overlays/blue/web.yaml'), 'blue');
  });

  it('is none of a package of code that is called `environments` too', () => {
    const file = 'api/environments/identities/views.py';
    assert.equal(environmentOf(file, NONE), null);
    assert.equal(environmentShownBy(file, NONE), null);
    assert.equal(environmentOf('infra/environments/prod/main.ts', NONE), 'prod');
    assert.equal(environmentOf('infra/environments/eu/main.tf', NONE), 'eu');
  });

  it('is what headroom.yaml says', () => {
    const told = { environments: { shop: ['**/application-mysql.yml'] } };
    assert.equal(environmentOf('src/application-mysql.yml', told), 'shop');
    assert.equal(environmentShownBy('src/application-mysql.yml', told), 'shop');
  });
});
