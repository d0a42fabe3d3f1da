import { expect, it } from 'vitest';
import { VectorCache } from './vector-cache.js';

it('keeps the most recently used vectors and no more than its capacity', () => {
  const cache = new VectorCache(2);
  cache.set('a', Float32Array.of(1));
  cache.set('b', Float32Array.of(2));
  cache.get('a');
  cache.set('c', Float32Array.of(3));
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([
    Float32Array.of(1),
    undefined,
    Float32Array.of(3),
  ]);
});
