/** @file The vector of a text depends on the call that asks for it, and on nothing that was embedded before. */
import { expect, it } from 'vitest';
import { loadClip } from './index.js';

it('embeds a prompt to the same bits whatever was embedded before, with many threads too', async () => {
  const fresh = await loadClip(undefined, { device: 'cpu', threads: 8 });
  const used = await loadClip(undefined, { device: 'cpu', threads: 8 });
  try {
    const prompt = ['sun', 'a red apple'];
    const many = [...new Set([...prompt, ...fresh.concepts.slice(0, 70)])];
    const [, apple] = await fresh.embedTexts(prompt);
    const all = await used.embedTexts(many);
    await used.embedTexts(['something else']);
    const again = await used.embedTexts(prompt);
    expect(again).toEqual(await fresh.embedTexts(prompt));
    // Beside other texts, in another row.
    expect((await used.embedTexts(['a house', 'the sea', 'a red apple']))[2]).toEqual(apple);
    expect(await used.embedTexts(many)).toEqual(all);
    expect(await fresh.embedTexts(many)).toEqual(all);
  } finally {
    await fresh.dispose();
    await used.dispose();
  }
});
