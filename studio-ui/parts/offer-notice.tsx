/** @file A drawing that was interrupted: its picture, and whether to go on with it. */
import { Button } from 'react-aria-components';
import { useStudio, useStudioAccess } from '../state/context.js';
import { formatMoment, formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

export function OfferNotice() {
  const { language, text } = useSpeech();
  const { commands } = useStudioAccess();
  const offer = useStudio(({ snapshot }) => snapshot.offer);
  const online = useStudio(({ link }) => link === 'open');
  if (offer === null) return null;
  const { id, prompt, iteration, iterations, savedAt, picture } = offer;
  const say = (number: number) => formatNumber(number, language);
  return (
    <section className="notice offer" aria-labelledby="offer-heading">
      {picture !== null && <img src={picture} alt="" width={72} height={72} />}
      <div className="offer-words">
        <h2 id="offer-heading">{text.offer.heading}</h2>
        <p className="help">
          {text.offer.describe(prompt, say(iteration), say(iterations), formatMoment(savedAt, language))}
        </p>
        <div className="offer-actions">
          <Button className="button quiet" isDisabled={!online} onPress={() => commands.goOn(id)}>
            {text.offer.goOn}
          </Button>
          <Button className="button quiet" isDisabled={!online} onPress={() => commands.discard(id)}>
            {text.offer.discard}
          </Button>
        </div>
      </div>
    </section>
  );
}
