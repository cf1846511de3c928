// Are there known vulnerabilities in what is bundled? Looks at the packages that the last build put into
// dist/, not at what only builds and tests need. Where the registry cannot be asked, it says so.
// Licences are looked at by the build itself (notices.mjs).
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const bundled = JSON.parse(readFileSync('dist/bundled.json', 'utf8'));
const names = new Set(bundled.map(({ name }) => name));
const { stdout } = spawnSync('npm', ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
  timeout: 60_000,
  maxBuffer: 50_000_000,
});
const answer = answerIn(stdout);
if (!answer) {
  console.log(
    `Skipped: the registry could not be asked about vulnerabilities of ${names.size} bundled packages.`,
  );
} else {
  const found = Object.values(answer).filter(({ name }) => names.has(name));
  for (const { name, severity, via } of found) {
    const titles = via.map((one) => (typeof one === 'string' ? one : `${one.title} (${one.url})`));
    console.log(`${name}: ${severity}: ${titles.join('; ')}`);
  }
  console.log(`${names.size} bundled packages, ${found.length} with known vulnerabilities.`);
  process.exitCode = found.length > 0 ? 1 : 0;
}

/** The vulnerabilities by package; nothing where the registry did not answer. */
function answerIn(text) {
  try {
    return JSON.parse(text ?? '').vulnerabilities;
  } catch {
    return undefined;
  }
}
