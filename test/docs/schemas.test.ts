import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { KEYS } from '../../src/service/features/configurationWords';

const NAMES = ['headroom', 'headroom-checklist'];
const schemaOf = (name: string) =>
  JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as {
    readonly properties: Readonly<Record<string, { readonly description: string }>>;
  };

describe('the schemas of headroom.yaml and the file of ticks', () => {
  it('explain every key', () => {
    const { properties } = schemaOf('headroom');
    assert.deepEqual(
      Object.keys(properties),
      KEYS.map(({ label }) => label),
    );
    for (const { description } of Object.values(properties)) assert.ok(description.length > 10);
    assert.ok(schemaOf('headroom-checklist').properties['n-plus-one']);
  });

  it('find nothing wrong with anything: that is said once, by Headroom', () => {
    for (const name of NAMES) {
      const check = new Ajv({ strict: false }).compile(schemaOf(name));
      fc.assert(fc.property(fc.jsonValue(), (value) => check(value) === true));
      fc.assert(
        fc.property(
          fc.dictionary(fc.constantFrom(...KEYS.map(({ label }) => label), 'cdn'), fc.jsonValue()),
          (value) => check(value) === true,
        ),
      );
      assert.ok(check(parse('databases: [{ name: 3, engine: oracle, maxConnections: "x" }]')));
    }
  });

  it('are told to the YAML extension', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const { fileMatch, url } of contributes.yamlValidation) {
      assert.equal(url, `./schemas/${fileMatch.replace('.yaml', '.schema.json')}`);
      assert.ok(readFileSync(url, 'utf8').length > 0);
    }
  });
});
