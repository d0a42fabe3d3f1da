/** @file When the steps of a drawing are done, as whoever listens to its session learns it. */

/**
 * Draws to the end.
 * @param {import('#atelier/session').Session} session
 * @param {Parameters<import('#atelier/session').Session['start']>[0]} settings
 * @returns {Promise<number[]>} ms, one for each progress event
 */
export async function progressMoments(session, settings) {
  /** @type {number[]} */
  const moments = [];
  await new Promise((resolve, reject) => {
    const forget = session.on((event) => {
      if (event.type === 'progress') moments.push(performance.now());
      if (event.type === 'failed') reject(new Error(event.message));
      if (event.type !== 'finished') return;
      forget();
      resolve(undefined);
    });
    session.start(settings).catch(reject);
  });
  return moments;
}

/**
 * @param {readonly number[]} moments
 * @param {number} warm steps that are not counted, at least 1
 * @returns {number[]} ms of each step after them
 */
export const stepsAfter = (moments, warm) =>
  moments.slice(warm).map((moment, i) => moment - (moments[i + warm - 1] ?? moment));
