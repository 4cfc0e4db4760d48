import type { NodeDataByKind } from '@wayfare/journey';
import { sharesOf } from '../split/shares.js';
import type { Words } from '../words.js';

type Data = NodeDataByKind['experiment'];

const whenWords = ({ decide }: Data, { t, format }: Words): string | null => {
  const { people, duration } = decide?.after ?? {};
  const size = people === undefined ? null : t('nodes.experiment.people', { people: format.number(people) });
  const time = duration ? format.duration(duration) : null;
  if (size && time) return t('nodes.experiment.either', { size, time });
  return size ?? time;
};

/** "A 50% · B 50%; by responses, everyone to the winner after 1,000 people or 7 days". */
export const sentence = (data: Data, words: Words): string => {
  const { t, format } = words;
  const shares = sharesOf(data.arms);
  const arms = data.arms.map((arm, at) => `${arm.name || arm.id} ${format.percent(shares[at] ?? 0)}`).join(' · ');
  const by = t(`nodes.experiment.by.${data.measure.by}`);
  const when = whenWords(data, words);
  const how =
    when === null
      ? t(data.mode === 'thompson' ? 'nodes.experiment.adapts' : 'nodes.unfinished')
      : t(`nodes.experiment.decides.${data.mode}`, { when });
  return t('nodes.experiment.says', { arms, by, how });
};
