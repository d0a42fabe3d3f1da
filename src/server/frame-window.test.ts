import { describe, expect, it } from 'vitest';
import { FrameWindow } from './frame-window.js';

function openWindow() {
  const sent: number[] = [];
  const window = new FrameWindow(({ sequence }) => sent.push(sequence));
  const offer = (...sequences: number[]) => {
    for (const sequence of sequences) window.offer({ sequence, bytes: new ArrayBuffer(0) });
  };
  return { sent, window, offer };
}

describe('FrameWindow', () => {
  it('lets two frames out and keeps the newest of the others', () => {
    const { sent, window, offer } = openWindow();
    offer(1, 2, 3, 4, 5);
    expect(sent).toEqual([1, 2]);
    window.acknowledge(1);
    expect(sent).toEqual([1, 2, 5]);
    window.acknowledge(2);
    expect(sent).toEqual([1, 2, 5]);
  });

  it('takes an acknowledgement for all frames before it', () => {
    const { sent, window, offer } = openWindow();
    offer(1, 2);
    window.acknowledge(2);
    offer(3, 4, 5);
    expect(sent).toEqual([1, 2, 3, 4]);
  });

  it('is not opened by acknowledging what was never sent, or twice', () => {
    const { sent, window, offer } = openWindow();
    offer(1, 2, 3);
    window.acknowledge(99);
    window.acknowledge(3);
    expect(sent).toEqual([1, 2]);
    window.acknowledge(1);
    window.acknowledge(1);
    offer(4);
    expect(sent).toEqual([1, 2, 3]);
  });

  it('does not send a frame of a drawing that was replaced', () => {
    const { sent, window, offer } = openWindow();
    offer(1, 2, 3);
    window.forget();
    window.acknowledge(2);
    expect(sent).toEqual([1, 2]);
  });
});
