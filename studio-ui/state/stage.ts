/**
 * @file The stage: the drawing alone on the whole screen. Where the browser gives no whole screen, its window is taken.
 */
import type { Store } from './store.js';
import type { Action, Studio } from './studio.js';

export function setStage({ dispatch }: Pick<Store<Studio, Action>, 'dispatch'>, on: boolean): void {
  dispatch({ type: 'staged', on });
  if (on) document.documentElement.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}

/** Leaves the stage by Escape, in whichever way the browser tells of it. @returns the function that ends that */
export function followStage(store: Store<Studio, Action>): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  document.addEventListener(
    'fullscreenchange',
    () => {
      if (document.fullscreenElement === null) store.dispatch({ type: 'staged', on: false });
    },
    { signal },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !store.get().onStage || document.querySelector('[role=dialog]')) return;
      // It would stop the drawing.
      event.preventDefault();
      event.stopPropagation();
      setStage(store, false);
    },
    { signal, capture: true },
  );
  return () => stopping.abort();
}
