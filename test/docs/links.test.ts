import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, it } from 'node:test';
import { linksOf, pages, sectionsOf } from './pages';

const BLOB = 'https://github.com/headroom-review/headroom/blob/main/';

describe('links', () => {
  for (const page of pages()) {
    it(`of ${page} lead somewhere`, () => {
      assert.deepEqual(
        linksOf(page).flatMap((link) => brokenness(page, link) ?? []),
        [],
      );
    });
  }

  it('are found, and broken ones told', () => {
    assert.equal(brokenness('docs/guide/scaling.md', 'autoscaling.md#scaling-triggers'), undefined);
    assert.equal(brokenness('README.md', '#nowhere'), '#nowhere: no such heading in README.md');
    assert.equal(brokenness('docs/rules.md', 'no.md'), 'no.md: no file docs/no.md');
    assert.ok(linksOf('README.md').includes('docs/rules.md'));
  });
});

/** Why a link of a page leads nowhere; pages of other sites are not looked at. */
function brokenness(page: string, link: string): string | undefined {
  const own = link.startsWith(BLOB) ? `/${link.slice(BLOB.length)}` : link;
  if (/^[a-z][a-z+.-]*:/i.test(own)) return undefined;
  const [path = '', anchor] = own.split('#');
  const file = path === '' ? page : locate(page, path);
  if (!existsSync(file)) return `${link}: no file ${file}`;
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  const anchors = sectionsOf(file).map((section) => section.anchor);
  return anchors.includes(anchor) ? undefined : `${link}: no such heading in ${file}`;
}

function locate(page: string, path: string): string {
  return path.startsWith('/') ? path.slice(1) : normalize(join(dirname(page), path));
}
