import type { NodeDataByKind } from '@wayfare/journey';
import type { Words } from '../words.js';

/** "3 messages or more within 7 days?", or of one channel. */
export const sentence = ({ channel, limit, within }: NodeDataByKind['frequency-check'], { t, format }: Words): string =>
  t(channel ? 'nodes.frequency.saysOn' : 'nodes.frequency.says', {
    count: limit,
    channel: channel ? t(`common.channel.${channel}`, { defaultValue: channel }) : '',
    duration: within === '' ? t('nodes.unfinished') : format.duration(within),
  });
