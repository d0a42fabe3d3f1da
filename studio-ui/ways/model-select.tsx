/**
 * @file Which model guides: those on the studio's machine, read anew each time the list is opened. Another one is loaded
 * while the drawing goes on; then that becomes a work.
 */
import { useEffect, useState } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import type { WireModel } from '../../src/protocol/index.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { useSpeech } from '../text/language.js';

export function ModelSelect() {
  const { text } = useSpeech();
  const { commands } = useStudioAccess();
  const current = useStudio(({ hello }) => hello?.model.name ?? '');
  const [here, setHere] = useState<readonly WireModel[]>([]);
  const [loading, setLoading] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    void commands.models().then((answer) => {
      if (answer?.ok) setHere(answer.models);
    });
  }, [isOpen, commands]);
  const own = { name: current, title: null, megabytes: null, languages: null };
  const models = here.some(({ name }) => name === current) ? here : [own, ...here];
  const choose = async (name: string) => {
    if (name === current || loading !== null) return;
    setLoading(name);
    await commands.guideBy(name);
    setLoading(null);
  };
  return (
    <div className="model">
      <Select
        className="choice medium"
        value={loading ?? current}
        isOpen={isOpen}
        onOpenChange={setOpen}
        onChange={(key) => void choose(String(key))}
      >
        <Label className="parameter-label">{text.model.label}</Label>
        <Button className="choice-button">
          <SelectValue />
          <span aria-hidden="true">▾</span>
        </Button>
        <Text slot="description" className="help">
          {text.model.help}
        </Text>
        <Popover className="choice-popover">
          <ListBox className="choice-list">
            {models.map(({ name, title, languages }) => (
              <ListBoxItem
                key={name}
                id={name}
                className="choice-item"
                textValue={text.model.name(name, title)}
              >
                {text.model.name(name, title)}
                {languages !== null && <span className="aside"> {languages}</span>}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
      <p className="help" role="status">
        {loading !== null && text.model.loading(loading)}
      </p>
    </div>
  );
}
