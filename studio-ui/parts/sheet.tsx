/**
 * @file The sheet of paper with the drawing on it. Frames go from the socket to the layer without passing
 * through React; React only sets the alternative text.
 */
import { useEffect, useRef } from 'react';
import { groundPath, wireNumber } from '../../src/protocol/index.js';
import { SheetLayer } from '../engine/sheet-layer.js';
import { HandOverlay, type HandOverlayHandle } from '../hand/hand-overlay.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { useSpeech } from '../text/language.js';
import { Travelling } from './travelling.js';

export function Sheet() {
  const { text } = useSpeech();
  const { commands } = useStudioAccess();
  const canvas = useRef<HTMLCanvasElement>(null);
  const hand = useRef<HandOverlayHandle>(null);
  const drawing = useStudio(({ snapshot }) => snapshot.drawing);
  const isTravelling = useStudio((studio) => studio.isTravelling);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let frames = 0;
    const layer = new SheetLayer(element, (frame) => {
      frames++;
      element.dataset.frames = String(frames);
      element.dataset.run = String(frame.run);
      element.dataset.iteration = String(frame.iteration);
      hand.current?.show(frame);
      commands.acknowledge(frame.sequence);
    });
    layer.start();
    commands.watchFrames((frame) => layer.setFrame(frame));
    return () => {
      commands.watchFrames(null);
      layer.dispose();
    };
  }, [commands]);

  const { iteration, iterations } = drawing?.progress ?? {
    iteration: 0,
    iterations: wireNumber(drawing?.settings, 'iterations', 0),
  };
  const label =
    drawing === null ? text.sheet.empty : text.sheet.describe(drawing.settings.prompt, iteration, iterations);
  const isOnPhotograph = drawing?.settings.background !== undefined;
  return (
    <div className="sheet" aria-busy={isTravelling}>
      <canvas
        style={isOnPhotograph ? { backgroundImage: `url("${groundPath}/${drawing.run}")` } : undefined}
        ref={canvas}
        role="img"
        aria-label={label}
        data-testid="drawing"
        data-score={drawing?.progress?.score}
      />
      <HandOverlay ref={hand} />
      <Travelling />
    </div>
  );
}
