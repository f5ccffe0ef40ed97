import { texts } from '../language/language';

export const figuresTexts = texts({
  en: { title: 'Figures' },
  de: { title: 'Kennzahlen' },
});
