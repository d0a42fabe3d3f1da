/** @file A name for the point that the drawing stands on. */
import { useState } from 'react';
import { Button, Form, Input, TextField } from 'react-aria-components';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly name: string;
  readonly onName: (name: string) => void;
}

export function NamePoint({ name, onName }: Properties) {
  const { text } = useSpeech();
  const [draft, setDraft] = useState(name);
  return (
    <Form
      className="name-point"
      onSubmit={(event) => {
        event.preventDefault();
        onName(draft.trim());
      }}
    >
      <TextField aria-label={text.history.name} value={draft} maxLength={60} onChange={setDraft}>
        <Input className="text-input" placeholder={text.history.name} />
      </TextField>
      <Button type="submit" className="button quiet" isDisabled={draft.trim() === name}>
        {text.history.saveName}
      </Button>
    </Form>
  );
}
