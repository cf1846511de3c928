import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExportFact } from '../../src/service/contracts/fact';
import type { Offer } from '../../src/service/contracts/linking';
import {
  filesOfPackage,
  gathered,
  leadsAnywhere,
  offeringPackage,
  offersOfOthers,
} from '../../src/service/project/packageOffers';

function offersOf(uri: string, ...names: readonly string[]): ReadonlyMap<string, Offer> {
  return new Map(names.map((as) => [as, { uri, fact: { as } as ExportFact }]));
}

const [a, b] = [offersOf('file:///a.go', 'x', 'y'), offersOf('file:///b.go', 'y', 'z')];

describe('the files of a package', () => {
  it('are those of its folder in Go and Java, but for its tests', () => {
    assert.equal(offeringPackage('shop/db.go'), offeringPackage('shop/orders.go'));
    assert.notEqual(offeringPackage('shop/db.go'), offeringPackage('shop/Orders.java'));
    assert.notEqual(offeringPackage('shop/db.ts'), offeringPackage('shop/orders.ts'));
    const files = ['shop/db.go', 'shop/db_test.go', 'shop/Orders.java', 'shop/orders.go'];
    assert.deepEqual(
      filesOfPackage(offeringPackage('shop/db.go'), () => files),
      ['shop/db.go', 'shop/orders.go'],
    );
    assert.deepEqual(
      filesOfPackage('shop/db.ts', () => files),
      ['shop/db.ts'],
    );
  });

  it('offer each other what the others have', () => {
    const together = gathered([a, b]);
    const uris = (offers: ReadonlyMap<string, Offer>) =>
      [...offers].map(([name, { uri }]) => `${name} ${uri.slice(-4)}`);
    assert.deepEqual(uris(together.all), ['x a.go', 'y b.go', 'z b.go']);
    for (const [uri, own, expected] of [
      ['file:///a.go', a, ['y b.go', 'z b.go']],
      ['file:///b.go', b, ['x a.go', 'y a.go']],
      ['file:///c.go', new Map(), ['x a.go', 'y b.go', 'z b.go']],
    ] as const) {
      const others = offersOfOthers(together, uri, own);
      assert.deepEqual(uris(others), expected);
      assert.equal(others.size, expected.length);
      assert.equal(others.has('q'), false);
      for (const name of others.keys()) assert.equal(others.get(name)?.uri === uri, false);
    }
  });

  it('lead somewhere where what they call, or what that calls, offers anything', () => {
    const none = { offers: gathered([]), calls: [] };
    const some = { offers: gathered([a]), calls: [] };
    assert.equal(leadsAnywhere(some), false);
    assert.equal(leadsAnywhere({ ...some, calls: [none, { ...none, calls: [none] }] }), false);
    assert.equal(leadsAnywhere({ ...none, calls: [none, { ...none, calls: [some] }] }), true);
  });
});
