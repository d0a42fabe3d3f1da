/**
 * @file A store in forty lines: one value, one pure function that changes it, listeners. Changes that come many
 * times a second may be told lazily, so that numbers nobody can read that fast do not redraw the page.
 */
import { useSyncExternalStore } from 'react';

export interface Store<State, Action> {
  readonly get: () => State;
  readonly dispatch: (action: Action) => void;
  /** Returns the function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Milliseconds between two tellings of lazy changes. */
const LAZY_GAP = 100;

/** `isLazy` says which actions may wait; the value itself is always up to date. */
export function createStore<State, Action>(
  reduce: (state: State, action: Action) => State,
  initial: State,
  isLazy: (action: Action) => boolean = () => false,
): Store<State, Action> {
  let state = initial;
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const tell = () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    for (const listener of listeners) listener();
  };

  return {
    get: () => state,
    dispatch: (action) => {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      if (isLazy(action)) waiting ??= setTimeout(tell, LAZY_GAP);
      else tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The selected part of a store's value; the component redraws when that part is another object or value. */
export function useSelected<State, Action, Part>(
  store: Store<State, Action>,
  select: (state: State) => Part,
): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
