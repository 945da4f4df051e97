// Pictures of panes. They are compared coarsely: squares of 12 pixels by their mean color, of which one in
// sixteen may differ clearly. Another rasteriser of letters passes; a pane that is moved, missing, or drawn
// in other colors does not.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

const square = 12;
const clearly = 24; // of 255, in a channel
const mayDiffer = 1 / 16;

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));

// sameAsPicture compares with the picture of a name, or takes it.
export async function sameAsPicture(name, png) {
  const path = `${folder}${name}.png`;
  if (process.env.TOILE_PICTURES === 'write') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, indexed(PNG.sync.read(png)));
    return;
  }
  assert.ok(existsSync(path), `there is no picture ${name}.png: run make screenshots`);
  const differing = difference(PNG.sync.read(readFileSync(path)), PNG.sync.read(png));
  assert.ok(differing <= mayDiffer, `${(100 * differing).toFixed(1)} % of the squares differ from docs/images/${name}.png; if that is meant, run make screenshots`);
}

// difference gives the part of the squares that differ clearly, which is all of them where the sizes differ.
export function difference(a, b) {
  if (a.width !== b.width || a.height !== b.height) return 1;
  const [one, other] = [squares(a), squares(b)];
  const differing = one.filter((mean, i) => mean.some((channel, c) => Math.abs(channel - other[i][c]) > clearly));
  return differing.length / one.length;
}

function squares({ width, height, data }) {
  const means = [];
  for (let top = 0; top < height; top += square) {
    for (let left = 0; left < width; left += square) {
      const sum = [0, 0, 0];
      let count = 0;
      for (let y = top; y < Math.min(top + square, height); y++) {
        for (let x = left; x < Math.min(left + square, width); x++, count++) {
          for (let c = 0; c < 3; c++) sum[c] += data[4 * (y * width + x) + c];
        }
      }
      means.push(sum.map((channel) => channel / count));
    }
  }
  return means;
}

// indexed writes a PNG of at most 256 colors: the most common ones, and for the others the nearest of those.
export function indexed({ width, height, data }) {
  const colors = new Map();
  const colorAt = (i) => (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
  for (let i = 0; i < data.length; i += 4) colors.set(colorAt(i), (colors.get(colorAt(i)) ?? 0) + 1);
  const palette = [...colors].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([color]) => color);
  const place = new Map(palette.map((color, i) => [color, i]));
  const distance = (a, b) => [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
  const nearest = (color) => palette.reduce((best, other, i) => (distance(color, other) < distance(color, palette[best]) ? i : best), 0);
  for (const color of colors.keys()) if (!place.has(color)) place.set(color, nearest(color));
  const rows = Buffer.alloc(height * (width + 1)); // each begins with the filter's number, none
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = place.get(colorAt(4 * (y * width + x)));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // bits, indexed, and nothing special
  const plte = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', plte), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name, body) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

// crc32 is the checksum of PNG's chunks, which Node's zlib has from version 22 on.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
