// The comparison of pictures itself: what it lets pass and what it does not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { difference, indexed } from './picture.mjs';

// sheet draws a grey card of a height on white.
function sheet(card, grain = 0) {
  const png = new PNG({ width: 240, height: 240 });
  for (let i = 0; i < 240 * 240; i++) {
    const inside = Math.floor(i / 240) < card;
    png.data.set([...Array(3).fill((inside ? 128 : 255) - (i % 3 === 0 ? grain : 0)), 255], 4 * i);
  }
  return png;
}

test('a little grain is the same picture', () => assert.equal(difference(sheet(120), sheet(120, 20)), 0));
test('a card that is longer is another picture', () => assert.ok(difference(sheet(120), sheet(144)) > 1 / 16));
test('another size is another picture', () => assert.equal(difference(sheet(120), new PNG({ width: 240, height: 252 })), 1));
test('a picture of few colors is written as it is', () => assert.deepEqual(PNG.sync.read(indexed(sheet(120, 20))).data, sheet(120, 20).data));
