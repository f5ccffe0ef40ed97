import { texts } from '../language/language';

export const flowTexts = texts({
  en: { title: 'Flow' },
  de: { title: 'Verlauf' },
});
