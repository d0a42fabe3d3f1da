/** @file For tests: ways to spoil a file. Every reader of files from outside is tried with thousands of them. */

import fc from 'fast-check';

type Mutation = (bytes: Buffer) => Buffer;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  // One byte or a few become others.
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 8 })).map(
    ([where, bytes]): Mutation =>
      (whole) => {
        const copy = Buffer.from(whole);
        copy.set(bytes.subarray(0, copy.length), Math.floor(where * Math.max(1, copy.length - bytes.length)));
        return copy;
      },
  ),
  // A number becomes an extreme one.
  fc.tuple(place, fc.constantFrom('00000000', 'ffffffff', 'ffffff7f', '00000080', 'ffffffffffffffff')).map(
    ([where, hex]): Mutation =>
      (whole) => {
        const copy = Buffer.from(whole);
        const bytes = Buffer.from(hex, 'hex');
        bytes.copy(copy, Math.floor(where * Math.max(1, copy.length - bytes.length)));
        return copy;
      },
  ),
  place.map(
    (where): Mutation =>
      (whole) =>
        whole.subarray(0, Math.floor(where * whole.length)),
  ),
  place.map(
    (where): Mutation =>
      (whole) =>
        whole.subarray(Math.floor(where * whole.length)),
  ),
  // A part is missing, or there twice.
  fc.tuple(place, place).map(
    ([a, b]): Mutation =>
      (whole) => {
        const [start, end] = [a, b].map((x) => Math.floor(x * whole.length)).sort((x, y) => x - y) as [
          number,
          number,
        ];
        return Buffer.concat([whole.subarray(0, start), whole.subarray(end)]);
      },
  ),
  fc.tuple(place, place).map(
    ([a, b]): Mutation =>
      (whole) => {
        const [start, end] = [a, b].map((x) => Math.floor(x * whole.length)).sort((x, y) => x - y) as [
          number,
          number,
        ];
        return Buffer.concat([whole.subarray(0, end), whole.subarray(start)]);
      },
  ),
  fc.uint8Array({ maxLength: 64 }).map(
    (bytes): Mutation =>
      (whole) =>
        Buffer.concat([whole, bytes]),
  ),
);

/** One to three of them after one another. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(mutation, { minLength: 1, maxLength: 3 })
  .map((list) => (bytes) => list.reduce((current, mutate) => mutate(current), bytes));
