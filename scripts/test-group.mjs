// Test files in one process, one after the other, as the parent hands them out, compiled.
import { once } from 'node:events';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';

for (;;) {
  process.send('next');
  const [next] = await once(process, 'message');
  if (next === null) break;
  try {
    await import(pathToFileURL(next.module).href);
  } catch (cause) {
    throw new Error(`${next.file} cannot be loaded.`, { cause });
  }
  // Suites run in the order they are declared in: when this one is done, so are those of the file.
  await describe(next.file, () => {});
}
process.disconnect();
