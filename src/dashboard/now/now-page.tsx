import { useTexts } from '../language/language';
import { nowTexts } from './text';

export function NowPage() {
  return <h1>{useTexts(nowTexts).title}</h1>;
}
