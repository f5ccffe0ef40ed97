import { useTexts } from '../language/language';
import { callsTexts } from './text';

export function CallsPage() {
  return <h1>{useTexts(callsTexts).title}</h1>;
}
