// Reads a .vsix, which is a zip archive, with Node alone: no program to unpack it need be there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** Unpacks an archive into a folder and answers with the paths of its files, with slashes. */
export function unzip(archive, folder) {
  const files = entriesOf(readFileSync(archive));
  for (const { path, bytes } of files) {
    const file = normalize(join(folder, path));
    if (!file.startsWith(normalize(folder) + sep))
      throw new Error(`${path} leads out of ${folder}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  return files.map(({ path }) => path);
}

/**
 * The files of an archive, in its order; folders have no entry of their own here. Archives in parts,
 * encrypted ones and those over 4 GB are not read.
 */
export function entriesOf(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('not a zip archive');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const files = [];
  for (let index = 0; index < count; index++) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('the zip archive is damaged');
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    if (!path.endsWith('/')) files.push({ path, bytes: bytesOf(zip, at, path) });
    at += 46 + name + extra + comment;
  }
  return files;
}

/** Sizes are read from the directory, as the header before the bytes may not know them. */
function bytesOf(zip, entry, path) {
  const method = zip.readUInt16LE(entry + 10);
  const size = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const packed = zip.subarray(start, start + size);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`${path} is packed in an unknown way (${method})`);
}
