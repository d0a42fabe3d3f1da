/** @file How a part of the page reaches the studio's state and its commands. */
import { createContext, useContext } from 'react';
import type { Commands } from './connection.js';
import { type Store, useSelected } from './store.js';
import type { Action, Studio } from './studio.js';

export interface StudioAccess {
  readonly store: Store<Studio, Action>;
  readonly commands: Commands;
}

export const StudioContext = createContext<StudioAccess | null>(null);

export function useStudioAccess(): StudioAccess {
  const access = useContext(StudioContext);
  if (access === null) throw new Error('A part of the page stands outside <StudioContext>; put it inside.');
  return access;
}

/** A part of the studio's state; give a selector that returns the same object while nothing changed. */
export function useStudio<Part>(select: (studio: Studio) => Part): Part {
  return useSelected(useStudioAccess().store, select);
}
