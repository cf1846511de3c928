// Test files in one process, one after the other, as the parent hands them out; tsx has been loaded before.
import { once } from 'node:events';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';

for (;;) {
  process.send('next');
  const [file] = await once(process, 'message');
  if (file === null) break;
  await import(pathToFileURL(file).href);
  // Suites run in the order they are declared in: when this one is done, so are those of the file.
  await describe(file, () => {});
}
process.disconnect();
