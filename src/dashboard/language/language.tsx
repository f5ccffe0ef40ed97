import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

export const LANGUAGES = ['en', 'de'] as const;
/** The page's languages. */
export type Language = (typeof LANGUAGES)[number];

// biome-ignore lint/suspicious/noExplicitAny: a sentence with whatever stands in it
type Sentence = string | ((...parts: any[]) => string);
type InEveryLanguage<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** The words of a page in every language. */
export type Texts<T> = Readonly<Record<Language, InEveryLanguage<T>>>;

/** Words by key; German has the very keys that English has. */
export function texts<T extends Record<string, Sentence>>(both: { en: T; de: InEveryLanguage<NoInfer<T>> }): Texts<T> {
  return both as Texts<T>;
}

const NAME = 'talkgraph.language';
interface Choice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}
const LanguageContext = createContext<Choice>({ language: 'en', choose: () => undefined });

/** The language of everything below: the one chosen here before, else the browser's first that there is. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    localStorage.setItem(NAME, chosen);
    setLanguage(chosen);
  };
  return <LanguageContext value={{ language, choose }}>{children}</LanguageContext>;
}

export function useLanguage(): Choice {
  return useContext(LanguageContext);
}

/** A page's words in the language of the page. */
export function useTexts<T>(of: Texts<T>): InEveryLanguage<T> {
  return of[useLanguage().language];
}

function firstLanguage(): Language {
  const wanted = [localStorage.getItem(NAME) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return wanted.find((tag): tag is Language => (LANGUAGES as readonly string[]).includes(tag)) ?? 'en';
}
