import type { Experiment } from '@wayfare/contracts';
import type { TFunction } from 'i18next';
import type { Format } from '../i18n/create-format.js';
import { tight } from '../i18n/spacing.js';

interface Reader {
  readonly t: TFunction;
  readonly format: Pick<Format, 'number' | 'percent' | 'dateTime'>;
}

const SURE = 0.999;
const NEVER = 0.001;

/** "93%", and "over 99.9%" where rounding would say that it is certain, or "under 0.1%" that it can not be. */
export const likelyWords = (probability: number, { t, format }: Reader): string => {
  if (probability > SURE) return t('experiments.over', { share: format.percent(SURE) });
  if (probability < NEVER) return t('experiments.under', { share: format.percent(NEVER) });
  return format.percent(probability, probability > 0.99 || probability < 0.01 ? 1 : 0);
};

const nameOf = ({ arms }: Experiment, armId: string | null): string => arms.find((arm) => arm.armId === armId)?.name ?? '';

export const leaderOf = ({ arms }: Experiment): Experiment['arms'][number] | undefined =>
  [...arms].sort((one, other) => other.probability - one.probability)[0];

/** By when, and by how many, it will be decided. */
const decidesWords = (experiment: Experiment, { t, format }: Reader): string | null => {
  const { decides, closed } = experiment;
  if (!decides) return null;
  const at = decides.expectedAt && format.dateTime(decides.expectedAt);
  if (decides.people === null) return at && t('experiments.decidesAt', { at });
  const values = { people: format.number(decides.people), closed: format.number(closed) };
  return at ? t('experiments.decidesBySizeAt', { ...values, at }) : t('experiments.decidesBySize', values);
};

const leadsWords = (experiment: Experiment, reader: Reader): string => {
  const { t, format } = reader;
  const leader = leaderOf(experiment);
  if (!leader || experiment.closed === 0) return t('experiments.tooEarly');
  const values = { arm: leader.name, likely: likelyWords(leader.probability, reader), share: format.percent(leader.share, 0) };
  return t(`experiments.leads.${experiment.mode}`, values);
};

const decisionWords = (experiment: Experiment, reader: Reader): string => {
  const { t, format } = reader;
  const { decision, decides } = experiment;
  if (!decision) return '';
  return t(`experiments.decision.${decision.why}`, {
    at: format.dateTime(decision.at),
    arm: nameOf(experiment, decision.armId),
    likely: likelyWords(decision.probability ?? 0, reader),
    wanted: likelyWords(decides?.confidence ?? 0, reader),
  });
};

/** Where an experiment stands, in a plain sentence or two. */
export const standsWords = (experiment: Experiment, reader: Reader): string => {
  const { t } = reader;
  const told: Readonly<Record<Experiment['state'], () => readonly (string | null)[]>> = {
    waiting: () => [t('experiments.waiting')],
    running: () => [leadsWords(experiment, reader), decidesWords(experiment, reader)],
    decided: () => [decisionWords(experiment, reader)],
    kept: () => [decisionWords(experiment, reader)],
    byHand: () => [t('experiments.byHand'), leadsWords(experiment, reader)],
    replaced: () => [t('experiments.replaced')],
  };
  const sentences = told[experiment.state]().filter((sentence) => sentence !== null && sentence !== '');
  return tight(sentences.join(t('experiments.space')));
};

/** The smallest difference that any arm of this size can show against the reference; null where nothing can be compared yet. */
export const smallestOf = ({ arms }: Experiment): number | null =>
  arms.reduce<number | null>((smallest, { difference }) => {
    if (!difference) return smallest;
    return smallest === null ? difference.minimumDetectable : Math.max(smallest, difference.minimumDetectable);
  }, null);
