// Writes a film as an animated GIF: what changed of each picture, in 256 colours.
const MAX_COLOURS = 256;
/** The dictionary of GIF's compression holds so many codes. */
const MAX_CODES = 4096;
const LOOPS_FOR_EVER = [0x21, 0xff, 11, ...bytes('NETSCAPE2.0'), 3, 1, 0, 0, 0];

/**
 * @param {{ width: number, height: number, rgb: Uint8Array, hundredths: number }[]} frames - of one
 *   size; how long each is seen, in hundredths of a second
 * @returns {Buffer}
 */
export function encodeGif(frames) {
  const [{ width, height }] = frames;
  const colourOf = palette(frames);
  const out = [...bytes('GIF89a'), ...word(width), ...word(height), 0xf7, 0, 0];
  for (const colour of colourOf.colours) out.push(...colour);
  out.push(...LOOPS_FOR_EVER);
  let before;
  for (const { rgb, hundredths } of frames) {
    const pixels = colourOf.pixels(rgb);
    const { left, top, right, bottom } = changed(before, pixels, width, height);
    before = pixels;
    const part = new Uint8Array((right - left) * (bottom - top));
    for (let row = top; row < bottom; row++) {
      part.set(
        pixels.subarray(row * width + left, row * width + right),
        (row - top) * (right - left),
      );
    }
    out.push(0x21, 0xf9, 4, 4, ...word(hundredths), 0, 0);
    out.push(0x2c, ...word(left), ...word(top), ...word(right - left), ...word(bottom - top), 0);
    out.push(8);
    const packed = compressed(part);
    for (let at = 0; at < packed.length; at += 255) {
      const block = packed.slice(at, at + 255);
      out.push(block.length, ...block);
    }
    out.push(0);
  }
  out.push(0x3b);
  return Buffer.from(out);
}

/** The colours that are seen most, and the nearest of them for each pixel. */
function palette(frames) {
  const counts = new Map();
  for (const { rgb } of frames) {
    for (let at = 0; at < rgb.length; at += 3) {
      const key = (rgb[at] << 16) | (rgb[at + 1] << 8) | rgb[at + 2];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const seen = [...counts].sort(([, a], [, b]) => b - a).slice(0, MAX_COLOURS);
  const colours = seen.map(([key]) => [key >> 16, (key >> 8) & 255, key & 255]);
  while (colours.length < MAX_COLOURS) colours.push([0, 0, 0]);
  const nearest = new Map();
  const indexOf = (key) => {
    const known = nearest.get(key);
    if (known !== undefined) return known;
    const [red, green, blue] = [key >> 16, (key >> 8) & 255, key & 255];
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [index, [r, g, b]] of colours.entries()) {
      const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
      if (distance < least) [least, best] = [distance, index];
    }
    nearest.set(key, best);
    return best;
  };
  return {
    colours,
    pixels(rgb) {
      const indices = new Uint8Array(rgb.length / 3);
      for (let pixel = 0; pixel < indices.length; pixel++) {
        const at = pixel * 3;
        indices[pixel] = indexOf((rgb[at] << 16) | (rgb[at + 1] << 8) | rgb[at + 2]);
      }
      return indices;
    },
  };
}

/** The part of a picture that differs from the one before; one pixel where none does. */
function changed(before, pixels, width, height) {
  if (!before) return { left: 0, top: 0, right: width, bottom: height };
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] === before[at]) continue;
    const [column, row] = [at % width, Math.floor(at / width)];
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row + 1);
  }
  return right > left ? { left, top, right, bottom } : { left: 0, top: 0, right: 1, bottom: 1 };
}

/** GIF's variable-length LZW over bytes. */
function compressed(pixels) {
  const [clear, end] = [256, 257];
  const out = [];
  let [held, bits] = [0, 0];
  let size = 9;
  const write = (code) => {
    held |= code << bits;
    bits += size;
    while (bits >= 8) {
      out.push(held & 255);
      held >>>= 8;
      bits -= 8;
    }
  };
  let codes = new Map();
  let next = end + 1;
  write(clear);
  let prefix = pixels[0] ?? 0;
  for (const pixel of pixels.subarray(1)) {
    const key = (prefix << 8) | pixel;
    const known = codes.get(key);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    write(prefix);
    if (next < MAX_CODES) {
      codes.set(key, next);
      if (next === 1 << size) size++;
      next++;
    } else {
      write(clear);
      codes = new Map();
      next = end + 1;
      size = 9;
    }
    prefix = pixel;
  }
  write(prefix);
  write(end);
  if (bits > 0) out.push(held & 255);
  return out;
}

function bytes(text) {
  return [...Buffer.from(text, 'latin1')];
}

function word(value) {
  return [value & 255, value >> 8];
}
