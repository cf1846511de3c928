import { CSHARP_FILES, readCSharp, saysCSharp } from './csharp';
import { ELIXIR_FILES, readElixir, saysElixir } from './elixir';
import type { Found } from './found';
import { PHP_FILES, readPhp, saysPhp } from './php';
import { RUBY_FILES, readRuby, saysRuby } from './ruby';

interface RoutesOfLanguage {
  readonly title: string;
  /** Where people keep them. */
  readonly files: RegExp;
  says(path: string, text: string): boolean;
  read(path: string, text: string): Found;
}

const DIALECTS: readonly RoutesOfLanguage[] = [
  { title: 'routes of Ruby', files: RUBY_FILES, says: saysRuby, read: readRuby },
  { title: 'routes of PHP', files: PHP_FILES, says: saysPhp, read: readPhp },
  {
    title: 'routes of C#',
    files: CSHARP_FILES,
    says: (_path, text) => saysCSharp(text),
    read: readCSharp,
  },
  { title: 'routes of Elixir', files: ELIXIR_FILES, says: saysElixir, read: readElixir },
];

/** Which language a file is of whose routes are read. */
export function dialectOf(path: string): RoutesOfLanguage | undefined {
  return DIALECTS.find(({ files }) => files.test(path));
}
