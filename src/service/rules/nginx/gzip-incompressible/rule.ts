import type { Field, Known } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { removeArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/gzip-incompressible',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Compressed files compressed again',
  summary: 'Files that are compressed already are compressed once more.',
  citations: ['nginx.gzip.types', 'guide.caching'],
  practices: [],
  checklist: ['compression'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const directive of nginx.byName.get('gzip_types') ?? []) {
      const wasted = directive.args.filter(isCompressed);
      const [first] = wasted;
      if (!first || directive.scope.module !== 'http') continue;
      const names = list(wasted.map(({ value }) => value));
      report({
        at: first,
        message: `${names} ${wasted.length === 1 ? 'is' : 'are'} compressed already: nginx spends CPU on every response and saves nothing. Leave ${wasted.length === 1 ? 'it' : 'them'} out.`,
        fixes: unlessGenerated(nginx, () =>
          // Without a type the directive is none, and without the directive only HTML is compressed.
          wasted.length === directive.args.length ? [] : [leaveOut(nginx, wasted, names)],
        ),
      });
    }
  },
});

const COMPRESSED =
  /^(?:image\/(?:jpe?g|png|gif|webp|avif|heic|jxl)|video\/.+|audio\/(?:mpeg|mp4|ogg|aac|webm|flac)|font\/woff2?|application\/(?:(?:x-)?font-woff2?|zip|gzip|x-gzip|zstd|x-7z-compressed|x-rar-compressed|vnd\.rar|x-bzip2|x-xz))$/i;

function isCompressed(type: Field<string>): type is Known<string> {
  return type.state === 'known' && COMPRESSED.test(type.value);
}

function leaveOut(nginx: NginxModel, wasted: readonly Known<string>[], names: string): Fix {
  const edits = wasted.map((type) => removeArgument(nginx, type));
  return { title: `Do not compress ${names}`, kind: 'suggestion', edits };
}

function list(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
