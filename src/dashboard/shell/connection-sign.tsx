import { useConnection } from '../gateway/gateway';
import { useTexts } from '../language/language';
import { shellTexts } from './text';

/** How the live link stands, for eyes and for screen readers. */
export function ConnectionSign() {
  const state = useConnection();
  const text = useTexts(shellTexts);
  return (
    <output className={`connection connection-${state}`} aria-live="polite">
      {text[state]}
    </output>
  );
}
