import type { NodeDataByKind } from '@wayfare/journey';
import { called, joined, type Words } from '../words.js';

/** "“Long time no see”, by the workspace's own SMTP". */
export const sentence = (data: NodeDataByKind['send'], words: Words): string => {
  const { t, names } = words;
  if (!data.templateId) return t('nodes.send.noTemplate');
  return joined(
    [
      t('nodes.send.says', {
        template: called(names.templates, data.templateId),
        channel: t(`common.channel.${data.channel}`, { defaultValue: data.channel }),
      }),
      data.purpose ? t('nodes.send.for', { purpose: called(names.purposes, data.purpose) }) : null,
      data.connectorId ? t('nodes.send.by', { connector: called(names.connectors, data.connectorId) }) : null,
      data.timing ? t('nodes.send.best') : null,
      data.expires ? t('nodes.send.expires', { duration: words.format.duration(data.expires) }) : null,
    ],
    words,
  );
};
