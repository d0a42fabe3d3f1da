import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../src/protocol/index.js';
import { cleanUp, joinStudio, openStudio, until, Viewer } from './studio-harness.js';

afterEach(cleanUp);

const draw = (prompt: string, values: Record<string, number> = {}) => ({ settings: { prompt, values } });

describe('a bad message', () => {
  it.each<[string, string, unknown[], string, RegExp]>([
    ['an unknown name', 'explode', [{}], 'unknown-message', /“explode”/],
    ['a name of Object’s prototype', 'constructor', [{}], 'unknown-message', /“constructor”/],
    ['the name error', 'error', [{}], 'unknown-message', /“error”/],
    ['no argument', 'draw', [], 'message', /0 arguments/],
    ['two arguments', 'stop', [{}, {}], 'message', /2 arguments/],
    ['text', 'draw', ['house'], 'message', /draw/],
    ['an empty prompt', 'draw', [draw('  ')], 'message', /empty/],
    ['a long prompt', 'draw', [draw('x'.repeat(10_000))], 'message', /1000/],
    ['an extra field', 'draw', [{ ...draw('x'), extra: 1 }], 'message', /extra/],
    ['bytes', 'prompt', [{ prompt: Buffer.from([1, 2, 3]) }], 'message', /must be text/],
    ['null', 'frameAck', [null], 'message', /frameAck/],
  ])('%s is answered, and the connection kept', async (_, name, values, code, sentence) => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    const answer = await viewer.askAnything(name, ...values);
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(answer.ok ? '' : answer.error.message).toMatch(sentence);
    await viewer.settled();
    expect(viewer.problems).toEqual([expect.objectContaining({ code })]);
    expect(viewer.socket.connected).toBe(true);
  });

  it('without an acknowledgement is answered by an error event', async () => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    const emit = viewer.socket.emit.bind(viewer.socket) as (name: string, value?: unknown) => unknown;
    emit('explode');
    emit('pause', {});
    await viewer.settled();
    expect(viewer.problems.map(({ code }) => code)).toEqual(['unknown-message', 'state']);
  });

  it.each([
    ['a setting out of its range', draw('x', { strokes: 100_000 }), /strokes/],
    ['a setting that is no setting', draw('x', { hats: 3 }), /“hats”/],
    ['control characters', draw('a\u0001b'), /control character/],
  ])('%s changes nothing', async (_, message, sentence) => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    const answer = await viewer.ask('draw', message);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'settings', message: expect.stringMatching(sentence) },
    });
    expect(session.calls).toEqual([]);
    expect(viewer.socket.connected).toBe(true);
  });

  it.each([
    ['a mark that there is not', 'edit', { edit: { type: 'hold', marks: [99_999] } }, 'edit', /no such mark/],
    ['undo where there is nothing', 'undo', {}, 'edit', /nothing to undo/],
    ['an edit of no known kind', 'edit', { edit: { type: 'smudge' } }, 'message', /An edit is one of hold, /],
    ['a fractional mark', 'edit', { edit: { type: 'remove', marks: [0.5] } }, 'message', /whole number/],
  ] as const)(
    '%s is refused in a sentence, and drawing goes on',
    async (_, name, message, code, sentence) => {
      const { url, session } = await openStudio();
      const viewer = await joinStudio(url);
      await viewer.ask('draw', draw('house'));
      const answer = await viewer.askAnything(name, message);
      expect(answer).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(sentence) } });
      session.step();
      await viewer.settled();
      expect(viewer.events.at(-1)).toMatchObject({ type: 'progress', state: 'running' });
      expect(viewer.socket.connected).toBe(true);
    },
  );

  it('to a studio that draws nothing says so', async () => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    for (const name of ['pause', 'resume', 'stop'] as const) {
      expect(await viewer.ask(name, {})).toMatchObject({ ok: false, error: { code: 'state' } });
    }
  });

  it('of too many bytes closes its own connection only', async () => {
    const { url } = await openStudio();
    const bystander = await joinStudio(url);
    const viewer = await joinStudio(url);
    viewer.socket.emit('check', { prompt: 'x'.repeat(2 * limits.messageBytes) }, () => {});
    await until(() => !viewer.socket.connected);
    await bystander.settled();
    expect(bystander.socket.connected).toBe(true);
    await joinStudio(url);
  });
});

describe('garbage on the wire', () => {
  it.each([
    '4garbage',
    '42["disconnect"]',
    '42["draw"',
    '451-["draw",{"_placeholder":true,"num":0}]',
    '42[{}]',
    '9',
    '',
  ])('%j hurts nobody else', async (packet) => {
    const { url } = await openStudio();
    const bystander = await joinStudio(url);
    const viewer = await joinStudio(url);
    const engine = viewer.socket.io.engine as unknown as { write(text: string): void };
    for (const text of [packet, packet.slice(1)]) engine.write(text);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await bystander.settled();
    await joinStudio(url);
  });
});

describe('admission', () => {
  async function refusal(
    url: string,
    headers: Record<string, string>,
    transport = 'websocket',
  ): Promise<Viewer> {
    const viewer = new Viewer(url, { extraHeaders: headers, transports: [transport] as ['websocket'] });
    let refused = false;
    viewer.socket.on('connect_error', () => {
      refused = true;
    });
    await until(() => refused);
    return viewer;
  }

  it.each(['websocket', 'polling'])('refuses a page of another origin or name over %s', async (transport) => {
    const { url, port } = await openStudio();
    const foreign = [
      { origin: 'http://evil.example' },
      { origin: `http://127.0.0.1:${port + 1}` },
      { origin: `https://127.0.0.1:${port}` },
      { origin: 'null' },
      { host: `evil.example:${port}`, origin: `http://evil.example:${port}` },
    ];
    for (const headers of foreign) {
      const viewer = await refusal(url, headers as Record<string, string>, transport);
      expect(viewer.hellos).toEqual([]);
    }
  });

  it('lets its own page in by each loopback name', async () => {
    const { url, port } = await openStudio();
    await joinStudio(url, { extraHeaders: { origin: `http://127.0.0.1:${port}` } });
    await joinStudio(url, {
      extraHeaders: { origin: `http://localhost:${port}`, host: `localhost:${port}` },
    });
  });

  it('ends at the most viewers, with a sentence', async () => {
    const { url } = await openStudio();
    for (let i = 0; i < limits.viewers; i++) await joinStudio(url);
    const viewer = new Viewer(url);
    let sentence = '';
    viewer.socket.on('connect_error', ({ message }) => {
      sentence = message;
    });
    await until(() => sentence !== '');
    expect(sentence).toContain(`${limits.viewers} viewers`);
  });
});
