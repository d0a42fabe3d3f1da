/** @file One work of the gallery, large: what it is, and what can be done with it. */
import { useState } from 'react';
import { Button, Link } from 'react-aria-components';
import { type Work, type WorkFile, worksPath } from '../../src/protocol/index.js';
import { useBring } from '../pictures/use-bring.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { formatMoment, formatNumber, formatScore } from '../text/format.js';
import { useSpeech } from '../text/language.js';

/** Where the small picture of a work is; `?size=large` is one to look at. */
export const pictureOfWork = (id: string): string => `${worksPath}/${encodeURIComponent(id)}/picture`;

interface Properties {
  readonly work: Work;
  /** In the person's words. */
  readonly medium: string;
  readonly close: () => void;
}

export function WorkDetail({ work, medium, close }: Properties) {
  const { language, text } = useSpeech();
  const { store, commands } = useStudioAccess();
  const bring = useBring();
  const online = useStudio(({ link }) => link === 'open');
  const words = text.works;
  const say = (count: number) => formatNumber(count, language);
  const addressOf = (file: WorkFile) => `${worksPath}/${encodeURIComponent(work.id)}/${file}`;

  const goOn = () => {
    commands.openWork(work.id);
    close();
  };
  const takeRecipe = async () => {
    const answer = await commands.takeWork(work.id);
    if (answer?.ok) store.dispatch({ type: 'taken', settings: answer.settings });
    close();
  };
  const beginFrom = async () => {
    const answer = await fetch(addressOf('final.png')).catch(() => null);
    if (answer?.ok) {
      const [picture] = await bring([new File([await answer.blob()], `${work.prompt || 'work'}.png`)]);
      if (picture) store.dispatch({ type: 'beginning', image: picture.sha256 });
    }
    close();
  };
  return (
    <section className="work" aria-label={words.chosen}>
      <img
        className="work-picture"
        src={`${pictureOfWork(work.id)}?size=large`}
        alt={words.picture(work.prompt)}
      />
      <p className="words" dir="auto">
        {work.prompt}
      </p>
      <p className="help">
        {words.facts(
          medium,
          say(work.width),
          say(work.height),
          say(work.iteration),
          formatScore(work.score, language),
        )}
        <br />
        {formatMoment(work.createdAt, language)}
      </p>
      <div className="work-actions">
        <Button className="button primary" isDisabled={!(work.canGoOn && online)} onPress={goOn}>
          {words.goOn}
        </Button>
        <Button className="button" isDisabled={!online} onPress={() => void takeRecipe()}>
          {words.takeRecipe}
        </Button>
        <Button className="button" isDisabled={!online} onPress={() => void beginFrom()}>
          {words.beginFrom}
        </Button>
        <p className="help">{work.canGoOn ? words.goOnHelp : words.cannotGoOn}</p>
        <Link className="button quiet" href={addressOf('final.png')} download>
          {text.save.png}
        </Link>
        {work.vector && (
          <Link className="button quiet" href={addressOf('final.svg')} download>
            {text.save.svg}
          </Link>
        )}
        <Link className="button quiet" href={addressOf('recipe.json')} download>
          {words.saveRecipe}
        </Link>
      </div>
      <DeleteWork id={work.id} isDisabled={!online} />
    </section>
  );
}

/** Deleting, asked about once more. */
function DeleteWork({ id, isDisabled }: { readonly id: string; readonly isDisabled: boolean }) {
  const { text } = useSpeech();
  const { commands } = useStudioAccess();
  const [isAsking, setAsking] = useState(false);
  const words = text.works;
  if (!isAsking)
    return (
      <Button className="link" isDisabled={isDisabled} onPress={() => setAsking(true)}>
        {words.delete}
      </Button>
    );
  return (
    <div className="work-delete" role="alert">
      <p>{words.deleteAsk}</p>
      <Button className="button quiet" autoFocus onPress={() => setAsking(false)}>
        {words.keep}
      </Button>
      <Button className="button quiet danger" isDisabled={isDisabled} onPress={() => commands.removeWork(id)}>
        {words.deleteReally}
      </Button>
    </div>
  );
}
