/** @file What must be said at once: the connection is lost (calmly), or something went wrong (one sentence). */
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useStudio, useStudioAccess } from '../state/context.js';
import { useSpeech } from '../text/language.js';

export function ConnectionNotice() {
  const { text } = useSpeech();
  const link = useStudio((studio) => studio.link);
  const [wasLost, setWasLost] = useState(false);
  if (link === 'lost' && !wasLost) setWasLost(true);
  return (
    <div role="status" className="notice-place">
      {link === 'connecting' && <p className="notice">{text.connection.connecting}</p>}
      {link === 'lost' && <p className="notice">{text.connection.lost}</p>}
      {link === 'open' && wasLost && <p className="unseen">{text.connection.back}</p>}
    </div>
  );
}

export function ProblemNotice() {
  const { text } = useSpeech();
  const { store } = useStudioAccess();
  const problem = useStudio((studio) => studio.problem);
  return (
    <div role="alert" className="notice-place">
      {problem !== null && (
        <div className="notice problem">
          <p>{problem}</p>
          <Button className="button quiet" onPress={() => store.dispatch({ type: 'dismissed' })}>
            {text.problem.dismiss}
          </Button>
        </div>
      )}
    </div>
  );
}
