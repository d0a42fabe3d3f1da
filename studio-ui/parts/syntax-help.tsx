/** @file What a prompt can say besides plain words, by example, behind a small button. */
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useSpeech } from '../text/language.js';
import { syntaxExamples } from '../text/syntax-examples.js';

export function SyntaxHelp() {
  const { language, text } = useSpeech();
  return (
    <DialogTrigger>
      <Button className="link inline-link">{text.prompt.syntax}</Button>
      <Popover className="choice-popover">
        <Dialog className="syntax">
          <Heading slot="title" level={2} className="window-title">
            {text.prompt.syntaxHeading}
          </Heading>
          <dl>
            {syntaxExamples.map(({ code, meaning }) => (
              <div key={code.en}>
                <dt dir="ltr">{code[language]}</dt>
                <dd className="help">{meaning[language]}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
