import type { FormEvent } from 'react';
import { Command } from '../elements/empty';
import { keepKey, useKey } from '../gateway/key';
import { useTexts } from '../language/language';
import { shellTexts } from './text';
import './key-form.css';

/** Asks for the key, once a tab. */
export function KeyForm() {
  const text = useTexts(shellTexts);
  const { refused } = useKey();
  const open = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget).get('key')).trim();
    if (key !== '') keepKey(key);
  };
  return (
    <form className="key-form" onSubmit={open}>
      <h1>{text.keyTitle}</h1>
      {refused && (
        <p id="key-refused" className="key-refused" role="alert">
          {text.keyRefused}
        </p>
      )}
      <label>
        {text.keyLabel}
        <input
          name="key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          aria-invalid={refused}
          aria-describedby={refused ? 'key-refused' : undefined}
        />
      </label>
      <button type="submit" className="primary">
        {text.keyOpen}
      </button>
      <p className="muted">{text.keyKept}</p>
      <p className="muted">{text.keyHint}</p>
      <Command>npx talkgraph key --client default --scopes READ</Command>
    </form>
  );
}
