/** @file What a hand on a setting does: the draft changes, and so does the drawing under way where it can. */
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useStudioAccess } from '../state/context.js';
import { isLive } from '../state/studio.js';

export function useTune(): (row: WireParameterRow, value: number | string) => void {
  const { store, commands } = useStudioAccess();
  return (row, value) => {
    store.dispatch({ type: 'tuned', name: row.name, value });
    if (!row.begins && isLive(store.get())) commands.tune({ [row.name]: value });
  };
}
