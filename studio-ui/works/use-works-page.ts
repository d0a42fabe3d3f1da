/** @file One page of the works in the studio's folder, read again whenever they change. */
import { useEffect, useState } from 'react';
import { type WorksPage, worksPageSchema, worksPath } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';

/** @param from place of the first work, counted from the newest */
export function useWorksPage(from: number): WorksPage | null {
  const revision = useStudio(({ snapshot }) => snapshot.works);
  const [page, setPage] = useState<WorksPage | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that there is something new to read
  useEffect(() => {
    const stopping = new AbortController();
    fetch(`${worksPath}?from=${from}`, { signal: stopping.signal })
      .then(async (response) => {
        const read = worksPageSchema.safeParse(await response.json());
        if (read.success) setPage(read.data);
      })
      // The connection's own notice says what is wrong.
      .catch(() => {});
    return () => stopping.abort();
  }, [from, revision]);
  return page;
}
