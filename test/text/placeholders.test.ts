import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  placeholdersInYaml,
  waitsForValue,
  withoutJsonPlaceholders,
} from '../../src/service/text/placeholders';

describe('placeholders', () => {
  it('tell a text that waits for a value from one that has it', () => {
    for (const text of [
      '$REPLICAS',
      `$${'{REPLICAS}'}`,
      `web-$${'{ENV}'}`,
      'registry/$APP_NAME:7',
      '@replicas@',
      '@@replicas@@',
      '%REPLICAS%',
      '%(replicas)s',
      '((replicas))',
      '<REPLICAS>',
      '<number of pods>',
      '{{ replicas }}',
      '[[ .replicas ]]',
      '#{Replicas}#',
      'ENC[AES256_GCM,data:abc]',
      '__REPLICAS__',
      '<%= replicas %>',
    ]) {
      assert.ok(waitsForValue(text), text);
    }
    for (const text of [
      ...['4', '50%', '500m', 'a@example.com', '$5', 'x < y', '(a)', 'web', '5%-10%'],
      ...['$Latest', '$request_uri', '$binary_remote_addr', '^/api$', 'a$$B', '# 3', '[1]'],
    ]) {
      assert.ok(!waitsForValue(text), text);
    }
  });

  it('leave the variables of a shell to it, in commands', () => {
    assert.ok(!waitsForValue('exec gunicorn -w $WORKERS app', { inShell: true }));
    assert.ok(waitsForValue('$COMMAND', { inShell: true }));
    assert.ok(waitsForValue('exec __COMMAND__', { inShell: true }));
  });

  it('are found where YAML cannot read them: lines, signs, comments', () => {
    const found = (text: string) =>
      placeholdersInYaml(text).map(
        ({ start, end, isLine }) => `${text.slice(start, end)}${isLine ? ' line' : ''}`,
      );
    assert.deepEqual(found('a:\n  b: 1\n  $MORE\n'), ['$MORE line']);
    assert.deepEqual(found('a:\r\n  #{More}#\r\nb: 1\r\n'), ['#{More}# line']);
    assert.deepEqual(found('a: @count@\nb: %COUNT%\nc: #{Count}#\n'), [
      '@count@',
      '%COUNT%',
      '#{Count}#',
    ]);
    assert.deepEqual(found('run: |\n  $COMMAND\n  exit 1\nb: @x@\n'), ['@x@']);
    assert.deepEqual(found('a: one\n  $TWO\n'), []);
    assert.deepEqual(found('a: $X # %d\nb: a@example.com\n'), []);
  });

  it('are texts of the same length where a value of JSON would be, and blanks around one of several', () => {
    const filled = (value: string) => withoutJsonPlaceholders(`{ "a": ${value} }`);
    const forms =
      '${min}|${jsonencode({ a = 1 })}|{{ min }}|<%= min %>|((min))|@MIN@|%MIN%|#{MIN}#|__MIN__|$MIN|<MIN>';
    for (const form of forms.split('|')) {
      const { text, isFilledIn } = filled(form);
      assert.ok(isFilledIn, form);
      assert.equal(text.length, `{ "a": ${form} }`.length);
      assert.ok(waitsForValue(JSON.parse(text).a), form);
    }
    const { text } = filled('{% if big %}4{% endif %}');
    assert.deepEqual(JSON.parse(text), { a: 4 });
    const plain = '{ "a": "<b> ${c} \\" $D", "e": 1 }';
    assert.deepEqual(withoutJsonPlaceholders(plain), { text: plain, isFilledIn: false });
  });
});
