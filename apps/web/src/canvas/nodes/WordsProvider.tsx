import { createContext, type ReactNode, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAudienceNames } from '../../audiences/condition/use-audience-names.js';
import { useFormat } from '../../i18n/format.js';
import { useSenders } from '../form/senders.js';
import { useConnectors, useJourneys, useTemplates } from '../form/sources.js';
import type { Words } from './words.js';

const WordsContext = createContext<Words | null>(null);

const namesOf = (all: readonly { readonly id: string; readonly name: string }[] | undefined): ReadonlyMap<string, string> =>
  new Map((all ?? []).map(({ id, name }) => [id, name]));

/** What every sentence on the canvas is made of, read once for all cards. */
export const WordsProvider = ({ children }: { children: ReactNode }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const senders = useSenders(null);
  const audiences = useAudienceNames(senders).names;
  const templates = useTemplates();
  const connectors = useConnectors();
  const journeys = useJourneys();
  const words = useMemo(
    () => ({
      t,
      format,
      names: { ...audiences, templates: namesOf(templates), connectors: namesOf(connectors), journeys: namesOf(journeys) },
    }),
    [t, format, audiences, templates, connectors, journeys],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
};

export const useWords = (): Words => {
  const words = use(WordsContext);
  if (!words) throw new Error('no words around this component');
  return words;
};
