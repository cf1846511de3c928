// Reads the PNGs that a browser takes: eight bits a channel, not interlaced.
import { inflateSync } from 'node:zlib';

const SIGNATURE = 8;
/** Channels by the colour type of the header. */
const CHANNELS = { 2: 3, 6: 4 };

/**
 * The pixels of a PNG.
 * @returns {{ width: number, height: number, rgb: Uint8Array }} three bytes a pixel, row by row
 */
export function decodePng(png) {
  let header;
  const data = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = CHANNELS[header[9]];
  if (header[8] !== 8 || channels === undefined || header[12] !== 0) {
    throw new Error('A picture of a kind that is not read here.');
  }
  const rows = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = rows[pixel * channels + channel];
    }
  }
  return { width, height, rgb };
}

/** Each row is told by its difference to what is left of it and above. */
function unfiltered(raw, stride, height, step) {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column >= step ? out[at - step] : 0;
      const above = row > 0 ? out[at - stride] : 0;
      const corner = row > 0 && column >= step ? out[at - stride - step] : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      out[at] = raw[row * (stride + 1) + 1 + column] + guess;
    }
  }
  return out;
}

function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
