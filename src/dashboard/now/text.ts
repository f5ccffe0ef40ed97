import { texts } from '../language/language';

export const nowTexts = texts({
  en: { title: 'Now' },
  de: { title: 'Jetzt' },
});
