import assert from 'node:assert/strict';
import { test } from 'node:test';
import { erbText, rubyExpression } from '../../src/service/languages/shared/ruby-expressions';

const read: readonly (readonly [string, string | undefined])[] = [
  ['5', '5'],
  ['1_000', '1000'],
  ['ENV["A"]', '${A}'],
  ['ENV.fetch("A")', '${A}'],
  ["ENV.fetch('A', 5)", '${A-5}'],
  ['ENV.fetch("A") { 5 }.to_i', '${A-5}'],
  ['Integer(ENV["A"] || 5)', '${A-5}'],
  ['(ENV["A"] || ENV["B"] || "x").to_i', '${A-${B-x}}'],
  ['ENV.fetch("A") { ENV.fetch("B", 5) }', '${A-${B-5}}'],
  ['ENV.fetch("A", ENV.fetch("B") { 7 })', '${A-${B-7}}'],
  ['"redis://#{ENV["HOST"]}:6379/0"', 'redis://${HOST}:6379/0'],
  ["'a$b'", String.raw`a\$b`],
  ['Etc.nprocessors', undefined],
  ['ENV.fetch("A") { Etc.nprocessors }', undefined],
  ['ENV["A"].to_i * 2', undefined],
  ['', undefined],
];

for (const [ruby, shell] of read) {
  test(`Ruby's ${ruby} is ${shell}`, () => assert.equal(rubyExpression(ruby), shell));
}

test('a text of ERB is read whole or not at all', () => {
  assert.equal(erbText('<%= ENV["A"] || 5 %>'), '${A-5}');
  assert.equal(erbText('db-<%= ENV.fetch("ZONE", "a") %>.test'), 'db-${ZONE-a}.test');
  assert.equal(erbText('<%= helper %>'), undefined);
  assert.equal(erbText('<% if x %>5<% end %>'), undefined);
});
