import { useTexts } from '../language/language';
import { figuresTexts } from './text';

export function FiguresPage() {
  return <h1>{useTexts(figuresTexts).title}</h1>;
}
