/** @file A name for the point that the drawing stands on; what is being typed stays when another point comes meanwhile. */
import { useState } from 'react';
import { Button, Form, Input, TextField } from 'react-aria-components';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly name: string;
  readonly onName: (name: string) => void;
}

export function NamePoint({ name, onName }: Properties) {
  const { text } = useSpeech();
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? name;
  return (
    <Form
      className="name-point"
      onSubmit={(event) => {
        event.preventDefault();
        onName(shown.trim());
        setDraft(undefined);
      }}
    >
      <TextField aria-label={text.history.name} value={shown} maxLength={60} onChange={setDraft}>
        <Input className="text-input" placeholder={text.history.name} />
      </TextField>
      <Button type="submit" className="button quiet" isDisabled={shown.trim() === name}>
        {text.history.saveName}
      </Button>
    </Form>
  );
}
