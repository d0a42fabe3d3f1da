/** @file What a model so far draws, as one picture: some of its concepts, in pixels, by the very session that users draw with. */
import sharp from 'sharp';
import { pictureToPng } from '../artwork/index.js';
import { openSession, type Session, SessionError } from '../session/index.js';

/** Side of one drawing on the sheet, pixels, and the white between two. */
const SIDE = 128;
const GAP = 8;
const COLUMNS = 3;
/** Few: what is to be seen is whether shapes come at all. */
const ITERATIONS = 60;

/** @param model folder @returns PNG; the same model, prompts and seed give the same bytes */
export async function sampleSheet(model: string, prompts: readonly string[], seed: number): Promise<Buffer> {
  const session = await openSession({ models: [{ model, weight: 1 }], device: 'cpu' });
  try {
    const drawings: Buffer[] = [];
    for (const prompt of prompts) drawings.push(await drawOne(session, prompt, seed));
    const columns = Math.min(COLUMNS, drawings.length);
    const rows = Math.ceil(drawings.length / columns);
    const pitch = SIDE + GAP;
    const [width, height] = [columns * pitch + GAP, rows * pitch + GAP];
    return await sharp({ create: { width, height, channels: 3, background: '#fff' } })
      .composite(
        drawings.map((input, i) => ({
          input,
          left: GAP + (i % columns) * pitch,
          top: GAP + Math.floor(i / columns) * pitch,
        })),
      )
      .png({ compressionLevel: 9 })
      .toBuffer();
  } finally {
    await session.close();
  }
}

async function drawOne(session: Session, prompt: string, seed: number): Promise<Buffer> {
  const size = { width: SIDE, height: SIDE };
  let off = (): void => {};
  const finished = new Promise<Buffer>((resolve, reject) => {
    off = session.on((event) => {
      if (event.type === 'finished') resolve(pictureToPng(event.picture, size, event.paper));
      if (event.type === 'failed') reject(new SessionError(event.message));
    });
  });
  try {
    await session.start({ prompt, canvas: 'pixels', iterations: ITERATIONS, seed, ...size });
    return await finished;
  } finally {
    off();
  }
}
