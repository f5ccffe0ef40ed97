import { texts } from '../language/language';

export const callsTexts = texts({
  en: { title: 'Calls' },
  de: { title: 'Anrufe' },
});
