import { createContext, type ReactNode, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAudienceNames } from '../../audiences/condition/use-audience-names.js';
import { useFormat } from '../../i18n/format.js';
import { useColleagues } from '../../tasks/use-colleagues.js';
import { useSenders } from '../form/senders.js';
import { useConnectors, useCouponPools, useJourneys, useTemplates } from '../form/sources.js';
import type { Words } from './words.js';

const SpeechContext = createContext<Speech | null>(null);
const WordsContext = createContext<Words | null>(null);

/** What cards and lines speak with: it stays the same while the language does. */
type Speech = Pick<Words, 't' | 'format'>;

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
  const couponPools = useCouponPools();
  const colleagues = useColleagues();
  const speech = useMemo(() => ({ t, format }), [t, format]);
  const words = useMemo(
    () => ({
      ...speech,
      names: {
        ...audiences,
        templates: namesOf(templates),
        connectors: namesOf(connectors),
        journeys: namesOf(journeys),
        couponPools: namesOf(couponPools),
        colleagues,
      },
    }),
    [speech, audiences, templates, connectors, journeys, couponPools, colleagues],
  );
  return (
    <SpeechContext value={speech}>
      <WordsContext value={words}>{children}</WordsContext>
    </SpeechContext>
  );
};

/** For what stands on the canvas hundreds of times: `useTranslation` costs a card more than the rest of it. */
export const useSpeech = (): Speech => {
  const speech = use(SpeechContext);
  if (!speech) throw new Error('no words around this component');
  return speech;
};

/** Changes as names become known: ask for it where a sentence is, and not around it. */
export const useWords = (): Words => {
  const words = use(WordsContext);
  if (!words) throw new Error('no words around this component');
  return words;
};
