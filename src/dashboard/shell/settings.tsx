import { forgetKey } from '../gateway/key';
import { LANGUAGES, type Language, useLanguage, useTexts } from '../language/language';
import { chooseTheme, THEME_CHOICES, type ThemeChoice, useThemeChoice } from '../theme/theme';
import { shellTexts } from './text';

const NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

/** The language, the colours, and the way out. */
export function Settings({ signedIn }: { readonly signedIn: boolean }) {
  const text = useTexts(shellTexts);
  const { language, choose } = useLanguage();
  const theme = useThemeChoice();
  return (
    <>
      <select
        aria-label={text.language}
        value={language}
        onChange={(event) => choose(event.currentTarget.value as Language)}
      >
        {LANGUAGES.map((one) => (
          <option key={one} value={one} lang={one}>
            {NAMES[one]}
          </option>
        ))}
      </select>
      <select
        aria-label={text.theme}
        value={theme}
        onChange={(event) => chooseTheme(event.currentTarget.value as ThemeChoice)}
      >
        {THEME_CHOICES.map((one) => (
          <option key={one} value={one}>
            {text[one]}
          </option>
        ))}
      </select>
      {signedIn && (
        <button type="button" onClick={() => forgetKey(false)}>
          {text.leave}
        </button>
      )}
    </>
  );
}
