import { useTexts } from '../language/language';
import { flowTexts } from './text';

export function FlowPage() {
  return <h1>{useTexts(flowTexts).title}</h1>;
}
